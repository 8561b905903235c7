// Command folders measures what `segc compile --out-dir` costs on a folder of many small rules:
// user and system time of this tree, of another commit if one is named, and of a program that
// only reads and writes the same files. They run in turn, each into a new folder.
//
// The folders are removed at the end. To remove them in between would be measured: ext4 searches
// long for an inode that was not in use a moment ago.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"github.com/segc-lang/segc/bench/internal/site"
)

func main() {
	base := flag.String("base", "", "a `COMMIT` to compare with")
	files := flag.Int("files", 10_000, "how many rules the folder has")
	rounds := flag.Int("rounds", 7, "how often each program runs")
	in := flag.String("in", "", "the `FOLDER` for all files; that of the system if empty")
	rename := flag.String("copy", "", "only copy the files of a `FOLDER`, to the one that follows")
	flag.Parse()
	if *rename != "" {
		if err := copyFiles(*rename, flag.Arg(0)); err != nil {
			log.Fatal(err)
		}
		return
	}
	if err := measure(*in, *base, *files, *rounds); err != nil {
		log.Fatal(err)
	}
}

func measure(in, base string, files, rounds int) (err error) {
	made, err := site.New(in, files)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, made.Remove()) }()
	programs := []*program{
		{name: "files alone", args: func(to string) []string { return []string{made.Self, "-copy", made.Rules, to} }},
		{name: "this tree", args: func(to string) []string { return compile(made.Segc, made.Rules, to) }},
	}
	if base != "" {
		other := filepath.Join(made.Folder, "segc-base")
		if err := buildCommit(base, filepath.Join(made.Folder, "checkout"), other); err != nil {
			return err
		}
		programs = append(programs, &program{name: base, args: func(to string) []string { return compile(other, made.Rules, to) }})
	}
	for round := range rounds {
		for i := range programs {
			p := programs[(i+round)%len(programs)]
			if err := p.run(filepath.Join(made.Folder, fmt.Sprintf("out-%d-%d", round, (i+round)%len(programs)))); err != nil {
				return err
			}
		}
	}
	last := programs[len(programs)-1].median()
	fmt.Printf("%d files, %d rounds, medians of user and system time\n", files, rounds)
	for _, p := range programs {
		fmt.Printf("%-12s %8.2f s   %.2f ×\n", p.name, p.median().Seconds(), float64(p.median())/float64(last))
	}
	return nil
}

func compile(segc, source, to string) []string {
	return []string{segc, "compile", "--quiet", "--out-dir", to, source}
}

// buildCommit builds the command of a commit, which is unpacked into a folder.
func buildCommit(commit, folder, to string) error {
	archive := folder + ".tar"
	for _, words := range [][]string{
		{"git", "archive", "--output", archive, commit},
		{"mkdir", folder},
		{"tar", "-xf", archive, "-C", folder},
	} {
		cmd := exec.Command(words[0], words[1:]...)
		cmd.Stderr = os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("%v: %w", words, err)
		}
	}
	return site.Build(folder, to)
}

// program is one to measure. It writes into a folder that is not there yet.
type program struct {
	name  string
	args  func(to string) []string
	times []time.Duration
}

func (p *program) run(to string) error {
	words := p.args(to)
	cmd := exec.Command(words[0], words[1:]...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", p.name, err, out)
	}
	p.times = append(p.times, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
	return nil
}

func (p *program) median() time.Duration {
	sorted := slices.Sorted(slices.Values(p.times))
	return sorted[len(sorted)/2]
}

// copyFiles does with the files of a folder what a compile of it cannot do without: it reads each,
// and writes another one beside its name and moves it there.
func copyFiles(from, to string) error {
	return filepath.WalkDir(from, func(name string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		below, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		target := filepath.Join(to, below)
		if d.IsDir() {
			return os.MkdirAll(target, 0o777)
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(target+".new", text, 0o666); err != nil {
			return err
		}
		return os.Rename(target+".new", target)
	})
}
