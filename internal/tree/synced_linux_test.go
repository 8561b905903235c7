package tree_test

import (
	"context"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/tree"
)

// waysToWrite are the ways to write a file of a folder.
func waysToWrite() map[string]func(folder, name, content string) error {
	within := func(write func(files *tree.Tree, name string, content []byte) error) func(folder, name, content string) error {
		return func(folder, name, content string) error {
			files, err := tree.Open(folder)
			if err != nil {
				return err
			}
			return write(files, name, []byte(content))
		}
	}
	ctx := context.Background()
	return map[string]func(folder, name, content string) error{
		"Write": within(func(files *tree.Tree, name string, content []byte) error {
			_, err := files.Write(ctx, name, content)
			return err
		}),
		"WritePrivate": within(func(files *tree.Tree, name string, content []byte) error {
			_, err := files.WritePrivate(ctx, name, content)
			return err
		}),
		"Renew": within(func(files *tree.Tree, name string, content []byte) error {
			_, err := files.Renew(ctx, name, content)
			return err
		}),
		"Rewrite": within(func(files *tree.Tree, name string, content []byte) error {
			old, _ := files.Read(name, 1000) // nil if it is not there
			_, err := files.Rewrite(ctx, name, old, content)
			return err
		}),
		"Create": within(func(files *tree.Tree, name string, content []byte) error {
			return files.Create(name+string(content), content)
		}),
		"Batch": within(func(files *tree.Tree, name string, content []byte) error {
			_, err := files.Batch().Write(ctx, name, content)
			return err
		}),
		"Batch renew": within(func(files *tree.Tree, name string, content []byte) error {
			_, err := files.Batch().Renew(ctx, name, content)
			return err
		}),
	}
}

// TestSynced checks that each way to write a file waits for the disk once, and a batch never does.
func TestSynced(t *testing.T) {
	const rounds = 5
	for how := range waysToWrite() {
		project, _, _ := withOutside(t)
		cmd, said := writesIn(t, project, "deep/new.json", rounds)
		cmd.Env = append(cmd.Env, killChild+"_HOW="+how)
		want := rounds
		if how == "Batch" || how == "Batch renew" {
			want = 0
		}
		if got := judges.Syncs(t, cmd); got != want {
			t.Errorf("%s waits for the disk %d times for %d files\n%s", how, got, rounds, said)
		}
	}
}
