package tree_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/tree"
)

// TestBatch checks that a batch does to files what the tree does: the same content, the same
// mode, the same report of a change, and the same refusals.
func TestBatch(t *testing.T) {
	long := strings.Repeat("n", 300) + ".seg"
	names := []string{
		"plain.seg", "plain.seg", "new.json", "deep/down/a.seg", "deep/down/b.seg", "deep/c.seg", "deep/down/a.seg", "made/for/it.json", "made/for/it.json",
		"made/too.json", "plain.seg/x", "deep", "../outside/x", "deep/../../x", "", "a\x00b", "/etc/segc-test", "deep/./d.seg", "deep/down/", long, "deep/" + long,
		".git/named.json", ".git/hooks/deep.json", "deep/.segc-0123abcd.new",
	}
	var linked []string
	for _, l := range links {
		linked = append(linked, l.name)
		names = append(names, l.name, l.name+"/x.json")
	}
	write := func(t *testing.T, through func(files *tree.Tree) func(name string, content []byte) (bool, error)) []string {
		project, outside, files := withOutside(t)
		files.Tidy(new(tree.Leftovers))
		for _, l := range links {
			if err := os.Symlink(l.target, filepath.Join(project, filepath.FromSlash(l.name))); err != nil {
				judges.Missing(t, "files", "no links here: %v", err)
			}
		}
		if err := os.Chmod(filepath.Join(project, "plain.seg"), 0o640); err != nil {
			t.Fatal(err)
		}
		var said []string
		do := through(files)
		for i, name := range names {
			changed, err := do(name, []byte(strings.Repeat("x", i/2)))
			var link *tree.LinkError
			if errors.As(err, &link) {
				err = fmt.Errorf("%s %v %w", link.Name, link.Problem, err)
			}
			said = append(said, strings.ReplaceAll(fmt.Sprintf("%q: %t, %v", name, changed, err), project, "PROJECT"))
		}
		unchanged(t, outside)
		err := filepath.WalkDir(project, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			text, _ := os.ReadFile(name) // a link may lead nowhere
			said = append(said, fmt.Sprintf("%s %s %q", name[len(project):], info.Mode(), text))
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		return said
	}
	for kind, renew := range map[string]bool{"Write": false, "Renew": true} {
		want := write(t, func(files *tree.Tree) func(string, []byte) (bool, error) {
			return func(name string, content []byte) (bool, error) {
				if renew {
					return files.Renew(t.Context(), name, content)
				}
				return files.Write(t.Context(), name, content)
			}
		})
		got := write(t, func(files *tree.Tree) func(string, []byte) (bool, error) {
			batch := files.Batch()
			t.Cleanup(func() { _ = batch.Close() })
			return func(name string, content []byte) (bool, error) {
				if renew {
					return batch.Renew(t.Context(), name, content)
				}
				return batch.Write(t.Context(), name, content)
			}
		})
		if !slices.Equal(got, want) {
			for i := range min(len(got), len(want)) {
				if got[i] != want[i] {
					t.Errorf("%s: a batch gives\n%s\nand the tree\n%s", kind, got[i], want[i])
				}
			}
			t.Errorf("%s: %d and %d lines", kind, len(got), len(want))
		}
		for _, name := range linked {
			if !slices.ContainsFunc(want, func(line string) bool { return strings.HasPrefix(line, fmt.Sprintf("%q: ", name)) }) {
				t.Errorf("%s was not written", name)
			}
		}
	}
}

// TestBatchEnds checks that the end of the context leaves the file as it was, and its error is the
// cause.
func TestBatchEnds(t *testing.T) {
	project, _, files := withOutside(t)
	ctx, cancel := context.WithCancelCause(t.Context())
	batch := files.Batch()
	defer func() { _ = batch.Close() }()
	if changed, err := batch.Write(ctx, "deep/down/a.seg", []byte("before")); !changed || err != nil {
		t.Fatal(changed, err)
	}
	why := errors.New("over")
	cancel(why)
	if changed, err := batch.Write(ctx, "deep/down/a.seg", []byte("after")); changed || !errors.Is(err, why) {
		t.Errorf("Write = %t, %v", changed, err)
	}
	if text, err := files.Read("deep/down/a.seg", 100); string(text) != "before" || err != nil {
		t.Errorf("the file has %q, %v", text, err)
	}
	nothingLeft(t, project)
}

// TestBatchGone checks that a folder that is gone, or is another one by now, is found again.
func TestBatchGone(t *testing.T) {
	project, _, files := withOutside(t)
	batch := files.Batch()
	defer func() { _ = batch.Close() }()
	for round := range 3 {
		for n := range 2 {
			if changed, err := batch.Write(t.Context(), fmt.Sprintf("out/in/%d.json", n), []byte("x")); !changed || err != nil {
				t.Fatalf("round %d: %t, %v", round, changed, err)
			}
		}
		if _, err := os.Stat(filepath.Join(project, "out/in/1.json")); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
		if err := os.RemoveAll(filepath.Join(project, "out")); err != nil {
			t.Fatal(err)
		}
	}
}
