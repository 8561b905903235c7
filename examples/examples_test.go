// Package examples_test holds that the rules in this folder compile to the
// documents beside them.
package examples_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/sides"
	"github.com/segc-lang/segc/rulesjson"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

var update = flag.Bool("update", false, "rewrite the documents")

// catalog is the file that the rules share, and guarded the one that adds
// what must hold for all that is mailed by them.
const (
	catalog = "catalog.seg"
	guarded = "mailing.seg"
)

func TestExamples(t *testing.T) {
	for _, name := range names(t, ".seg") {
		if name == catalog || name == guarded {
			continue
		}
		t.Run(name, func(t *testing.T) {
			text := read(t, name)
			if !strings.HasPrefix(text, "# For ") {
				t.Error("the comment at its head does not say who it is for")
			}
			result, list := segc.Compile(context.Background(), text, options(name))
			refuse(t, list)
			if result == nil {
				t.Fatal("nothing was compiled")
			}
			if _, problems := sides.Body(result, rulesjson.Segment{}, true); len(problems) > 0 {
				t.Errorf("its header is not complete: %v", problems.Err())
			}
			golden := strings.TrimSuffix(name, ".seg") + ".json"
			got := result.RulesJSON()
			if *update {
				if err := os.WriteFile(golden, got, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(read(t, golden), string(got)); diff != "" {
				t.Errorf("%s differs (-want +got); -update rewrites it\n%s", golden, diff)
			}
		})
	}
}

func TestCatalog(t *testing.T) {
	for _, name := range []string{catalog, guarded} {
		text := read(t, name)
		refuse(t, segc.Check(context.Background(), text, options(name)))
		if _, list := segc.Compile(context.Background(), text, options(name)); len(list) != 1 || list[0].Code != diag.NoRule {
			t.Errorf("%s has more than declarations: %v", name, list)
		}
	}
}

func TestEveryDocumentHasARule(t *testing.T) {
	for _, name := range names(t, ".json") {
		if _, err := os.Stat(strings.TrimSuffix(name, ".json") + ".seg"); err != nil {
			t.Errorf("%s has no rule: %v", name, err)
		}
	}
}

func options(name string) segc.Options {
	return segc.Options{Name: name, Files: os.DirFS(".")}
}

// refuse fails the test for every diagnostic, warnings included.
func refuse(t *testing.T, list diag.List) {
	t.Helper()
	if len(list) > 0 {
		var b strings.Builder
		if err := diag.WriteText(&b, list, diag.Style{}); err != nil {
			t.Fatal(err)
		}
		t.Errorf("there is something to say about it:\n%s", b.String())
	}
}

func names(t *testing.T, extension string) []string {
	t.Helper()
	found, err := filepath.Glob("*" + extension)
	if err != nil || len(found) == 0 {
		t.Fatalf("no files: %v", err)
	}
	return found
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
