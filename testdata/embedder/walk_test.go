package embedder

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/rulesjson"
)

// TestSketch walks over a document with every kind of condition.
func TestSketch(t *testing.T) {
	const text = `
		(plan in ("free", "pro") and größe is null or orders = true)
		and opened >= 2 in last 30d from campaigns (204) and never clicked more than 1w ago except campaigns (204)
		and bounced < 3 and list in (newsletter) and isp in (gmail, 7) and status = "subscribed"`
	result, list := segc.Compile(t.Context(), text, service(t).options)
	if result == nil {
		t.Fatal(list.Err())
	}
	got := sketch(result.Document())
	for _, want := range []string{
		"plan in free,pro", "größe is_null", "orders equals true", "open count_gte 2 last 30 days of 204",
		"click never 0 more_than 7 days but 204", "bounce count_lte 2",
		"lists in 0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", "isp in [1 7]", "status equals subscribed",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	if groups, _ := result.Document().Size(); strings.Count(got, "\n") != groups {
		t.Errorf("there are not %d lines in\n%s", groups, got)
	}
	if got := sketch(&rulesjson.Document{Any: []rulesjson.Group{{All: []rulesjson.Condition{nil}}}}); got != "unknown <nil>\n" {
		t.Errorf("a condition of another kind is %q", got)
	}
}

// TestUndeclared walks over trees.
func TestUndeclared(t *testing.T) {
	options := segc.Options{Files: segc.Files{"a.seg": "field plan: text\nlet a = age > 3 and zip = \"1\""}}
	program, _ := segc.Load(t.Context(), "use \"a.seg\"\nfield zip: text\nwhere a and (plan = \"x\" or not status = \"y\" or age < 2)", options)
	if got := undeclared(program); !slices.Equal(got, []string{"age", "status"}) {
		t.Errorf("got %q", got)
	}
}

// TestPublicPackagesOnly checks that the program imports nothing internal. Go checks that,
// too, since the name of this module lies outside of segc's.
func TestPublicPackagesOnly(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	own := 0
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(path, "github.com/segc-lang/segc") {
				own++
			}
			if strings.Contains("/"+path+"/", "/internal/") {
				t.Errorf("%s imports %s", name, path)
			}
		}
	}
	if own < 10 {
		t.Errorf("only %d imports of segc were found", own)
	}
}
