package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// sides are the two trees: the base and the one at hand.
type sides struct {
	each     [2]side
	root     string // of the repository
	folder   string // for all that is made, removed at the end
	worktree string // of the base
}

// side is one tree with the programs built from it.
type side struct {
	name     string
	root     string
	programs []program
	pin      []string // the words before a command that keep it on one CPU
	clock    bool     // take the time that the program says, for tests
}

// program is the test binary of a package.
type program struct {
	pkg, file string
}

// prepare checks the base out into a temporary folder and builds both sides. On
// an error, nothing is left behind.
func prepare(ctx context.Context, folder string, o options, progress io.Writer) (s sides, err error) {
	root, err := output(ctx, folder, "git", "rev-parse", "--show-toplevel")
	if err != nil {
		return s, err
	}
	s.root = root
	commit, err := output(ctx, s.root, "git", "rev-parse", "--verify", "--quiet", "--end-of-options", o.base+"^{commit}")
	if err != nil {
		return s, fmt.Errorf("there is no commit %q", o.base)
	}
	if s.folder, err = os.MkdirTemp("", "segc-ab-"); err != nil {
		return s, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.remove())
		}
	}()
	s.worktree = filepath.Join(s.folder, "base")
	if _, err := output(ctx, s.root, "git", "worktree", "add", "--quiet", "--detach", s.worktree, commit); err != nil {
		return s, err
	}
	s.each = [2]side{{name: "base", root: s.worktree}, {name: "this", root: s.root}}
	for i := range s.each {
		s.each[i].pin = pin(ctx)
		for n, pkg := range o.packages {
			fmt.Fprintf(progress, "building %s of %s\n", pkg, s.each[i].name)
			file := filepath.Join(s.folder, fmt.Sprintf("%s-%d.test", s.each[i].name, n))
			if err := s.each[i].build(ctx, pkg, file); err != nil {
				return s, err
			}
		}
	}
	return s, nil
}

// build builds the test binary of a package. A side need not have the package.
func (s *side) build(ctx context.Context, pkg, file string) error {
	if _, err := os.Stat(filepath.Join(s.root, filepath.FromSlash(pkg))); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, err := output(ctx, s.root, "go", "test", "-c", "-trimpath", "-o", file, pkg); err != nil {
		return err
	}
	s.programs = append(s.programs, program{pkg, file})
	return nil
}

// remove removes what prepare made, also when the context has ended.
func (s *sides) remove() error {
	if s.folder == "" {
		return nil
	}
	var problems []error
	if s.worktree != "" {
		// If the checkout was interrupted, Git does not see a worktree there. `git
		// worktree prune` makes Git forget a worktree whose folder is gone.
		if _, err := output(context.Background(), s.root, "git", "worktree", "remove", "--force", s.worktree); err != nil {
			problems = append(problems, os.RemoveAll(s.worktree))
			_, err := output(context.Background(), s.root, "git", "worktree", "prune")
			problems = append(problems, err)
		}
	}
	return errors.Join(append(problems, os.RemoveAll(s.folder))...)
}

// output runs a command and returns what it prints, without blanks around it.
func output(ctx context.Context, folder, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = folder
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s%s", name, strings.Join(args, " "), err, out.String(), problems.String())
	}
	return strings.TrimSpace(out.String()), nil
}

// pin returns the words that keep a command on one CPU, the last one that it may
// use; none where taskset is not there. GOMAXPROCS=1 does the rest.
func pin(ctx context.Context) []string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return nil
	}
	_, rest, _ := strings.Cut(string(status), "Cpus_allowed_list:")
	line, _, _ := strings.Cut(rest, "\n")
	last := line[strings.LastIndexAny(line, ",-\t ")+1:]
	words := []string{"taskset", "--cpu-list", last}
	if _, err := output(ctx, ".", words[0], append(words[1:], "true")...); last == "" || err != nil {
		return nil
	}
	return words
}
