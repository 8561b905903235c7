package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/lock"
	"github.com/segc-lang/segc/internal/plan"
	"github.com/segc-lang/segc/internal/rule"
)

// deployFlags are the flags of the commands that bring files and segments
// together.
type deployFlags struct {
	apiFlags
	inputFlags
	maxGroups countFlag
	lock      string
	force     bool
}

func addDeployFlags(cmd *cobra.Command, flags *deployFlags) {
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVar(&flags.lock, "lock", "segc.lock", "the `FILE` that ties rules to segments; keep it under version control")
	addMaxGroups(cmd, &flags.maxGroups)
	cmd.Flags().StringVar(&flags.root, "root", "", "let \"use\" read the files below `DIR`, and no others")
	completeFolder(cmd, "root")
	addAPIFlags(cmd, &flags.apiFlags)
}

// readLock reads the lock; a lock that is not there is an empty one.
func readLock(name string) (*lock.File, error) {
	data, err := readAtMost(name, maxLock)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, cannot("read", name, err)
	}
	known, err := lock.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return known, nil
}

// locals compiles the segments of files and folders. Errors are shown.
func (a *app) locals(ctx context.Context, args []string, flags deployFlags) ([]plan.Local, error) {
	if len(args) == 0 {
		args = []string{"."}
	}
	if slices.Contains(args, "-") {
		return nil, errors.New("segments are kept as files; standard input has no name to remember them by")
	}
	inputs, err := a.inputs(args, flags.inputFlags)
	if err != nil {
		return nil, err
	}
	var kept []input
	for _, in := range inputs {
		if in.walked && segc.Declares(in.text) {
			continue
		}
		if in.output, err = relativeTo(filepath.Dir(flags.lock), in.file); err != nil {
			return nil, err
		}
		kept = append(kept, in)
	}
	return a.compileLocals(ctx, kept, flags)
}

type compiledLocal struct {
	local plan.Local
	list  diag.List
}

func (a *app) compileLocals(ctx context.Context, inputs []input, flags deployFlags) ([]plan.Local, error) {
	var locals []plan.Local
	var shown diag.List
	failed := false
	inOrder(len(inputs), func(i int) compiledLocal {
		return compileLocal(ctx, inputs[i], inputs[i].options(flags.maxGroups))
	}, func(i int, c compiledLocal) {
		list, bad := a.report.choose(inputs[i].explainUse(c.list))
		shown = append(shown, list...)
		failed = failed || bad
		if c.local.Body != nil {
			locals = append(locals, c.local)
		}
	})
	if a.report.format == "json" || len(shown) > 0 {
		if err := a.show(a.err, shown.Distinct()); err != nil {
			return nil, err
		}
	}
	if failed {
		return nil, errInput
	}
	return locals, nil
}

func compileLocal(ctx context.Context, in input, options segc.Options) compiledLocal {
	header, body, _, list := bodyOf(ctx, in, options)
	return compiledLocal{list: list, local: plan.Local{
		File: in.output, ID: header.ID, Body: body,
		Compare: func(old *rule.Document) plan.Comparison { return compareRules(ctx, old, in.text, options) },
	}}
}

// bodyOf compiles a file to the body that it stands for; nil with an error in
// the list.
func bodyOf(ctx context.Context, in input, options segc.Options) (segc.Segment, *rule.Body, *segc.Result, diag.List) {
	result, list := segc.Compile(ctx, in.text, options)
	if result == nil {
		return segc.Segment{}, nil, nil, list
	}
	data, problems := result.Body(segc.Segment{}, true)
	list = append(list, problems...)
	if data == nil {
		return segc.Segment{}, nil, nil, list
	}
	body, _, err := rule.DecodeBody(data)
	if err != nil {
		panic(err) // the body was just written
	}
	header, _ := result.Segment()
	return header, body, result, list
}

// compareRules says how the rules of a file relate to a document.
func compareRules(ctx context.Context, old *rule.Document, text string, options segc.Options) plan.Comparison {
	difference, _ := segc.Diff(ctx,
		segc.Rule{Text: string(rule.AppendJSON(nil, old, true))}, segc.Rule{Text: text, Options: options})
	if difference == nil {
		return plan.Comparison{Verdict: "unknown"}
	}
	contact := func(c *segc.Contact) *plan.Contact {
		if c == nil || c.Unshown {
			return nil
		}
		return &plan.Contact{Words: c.Words, When: c.When}
	}
	return plan.Comparison{Verdict: string(difference.Verdict), Enters: contact(difference.Enters), Leaves: contact(difference.Leaves)}
}

// relativeTo returns the name of a file from a folder, with slashes.
func relativeTo(folder, name string) (string, error) {
	base, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	absolute, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	below, err := filepath.Rel(base, absolute)
	if err != nil || !filepath.IsLocal(below) {
		return "", fmt.Errorf("%s does not lie below the folder of the lock, %s; run segc where the lock is, or name it with --lock", name, folder)
	}
	if below = filepath.ToSlash(below); !fs.ValidPath(below) {
		return "", fmt.Errorf("the lock cannot name the file %q", name)
	}
	return below, nil
}

// besideLock returns the name of a file that a lock names.
func besideLock(lock, file string) (string, error) {
	local, err := filepath.Localize(file)
	if err != nil {
		return "", fmt.Errorf("%s: no file can be called %q here", lock, file)
	}
	return filepath.Join(filepath.Dir(lock), local), nil
}

// existsBeside reports whether a file that a lock names is there.
func existsBeside(lock string) func(string) bool {
	return func(file string) bool {
		name, err := besideLock(lock, file)
		if err != nil {
			return false
		}
		_, err = os.Stat(name)
		return err == nil
	}
}

// saveLock writes the lock with one more entry, if that is new.
func saveLock(name, base string, known *lock.File, entry lock.Entry) error {
	if !known.Set(base, entry) {
		return nil
	}
	return writeFile(name, known.Format())
}

// checkWritable refuses a file that writeFile could not write.
func checkWritable(name string) error {
	target := followLinks(name)
	switch info, err := os.Stat(target); {
	case err == nil && !info.Mode().IsRegular() && !info.IsDir():
		return nil // what cannot be replaced is written as it stands
	case err == nil:
		f, err := os.OpenFile(target, os.O_WRONLY, 0)
		if err != nil {
			return cannot("write", name, err)
		}
		if err := f.Close(); err != nil {
			return cannot("write", name, err)
		}
	case !errors.Is(err, fs.ErrNotExist):
		return cannot("write", name, err)
	}
	beside, err := os.CreateTemp(filepath.Dir(target), ".segc-*.new")
	if err != nil {
		return cannot("write", name, err)
	}
	if err := errors.Join(beside.Close(), os.Remove(beside.Name())); err != nil {
		return cannot("write", name, err)
	}
	return nil
}
