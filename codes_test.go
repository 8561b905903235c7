package segc_test

import (
	"context"
	"strconv"
	"testing"
	"testing/fstest"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/sides"
	"github.com/segc-lang/segc/rulesjson"
)

// TestEveryCodeHasAnExampleThatGivesIt compiles the examples of the pages: the
// wrong one gives exactly its code, the fixed one does not, and neither does
// the wrong one once a fix that the diagnostic offers is applied.
func TestEveryCodeHasAnExampleThatGivesIt(t *testing.T) {
	for _, code := range diag.Codes() {
		t.Run(string(code), func(t *testing.T) {
			page, _ := diag.LookupPage(code)
			if page.Example == "" {
				if code != diag.TooDeep && code != diag.CatalogEntry && code != diag.AssumptionRefused && code != diag.Internal && code != diag.Interrupted && code != diag.GuardUndecided && code != diag.Unproved && code != diag.BadDocument && code != diag.DiffUndecided && code != diag.OpenInQuery && code != diag.QueryRefused && code != diag.BeyondKept && code != diag.UnknownInTables && code != diag.APIRefused {
					t.Fatal("the page has no example")
				}
				return
			}
			list := compilePage(t, page, page.Example)
			found := false
			for _, d := range list {
				if d.Code != code {
					t.Errorf("the example also gives %s", d.Error())
				}
				if d.Severity != page.Severity {
					t.Errorf("the page says %s: %s", page.Severity, d.Error())
				}
				found = true
				for _, fix := range d.Fixes {
					mended, err := diag.Apply(d.Location.Source, fix)
					if err != nil {
						t.Errorf("fix %q: %v", fix.Text, err)
						continue
					}
					for _, left := range compilePage(t, page, mended) {
						if left.Code == code && left.Message == d.Message {
							t.Errorf("after the fix %q, in\n%s\nthere is still %s", fix.Text, mended, left.Error())
						}
					}
				}
			}
			if !found {
				t.Errorf("the example does not give the code:\n%s", page.Example)
			}
			if page.Fixed == "" {
				return
			}
			for _, d := range compilePage(t, page, page.Fixed) {
				t.Errorf("the mended example gives %s", d.Error())
			}
		})
	}
}

// lints reports whether the code of a page is one that only a check gives.
func lints(page diag.Page) bool { return page.Code > diag.MixedAndOr && page.Code < "SEG600" }

// compilePage compiles a text with the files and the options of a page.
func compilePage(t *testing.T, page diag.Page, text string) diag.List {
	t.Helper()
	options := segc.Options{Name: "example.seg", Files: fstest.MapFS{}}
	files := fstest.MapFS{}
	for name, content := range page.Files {
		files[name] = &fstest.MapFile{Data: []byte(content)}
	}
	options.Files = files
	emit := "rules"
	for key, value := range page.Needs {
		n, err := strconv.Atoi(value)
		switch key {
		case "max-groups":
			options.MaxGroups = n
		case "max-size":
			options.MaxSize = n
		case "emit":
			emit, err = value, nil
		case "enable":
			options.Enable, err = []diag.Code{diag.Code(value)}, nil
		case "today":
			options.Today, err = time.Parse(time.DateOnly, value)
		default:
			t.Fatalf("the page needs %s=%s, which this test does not know", key, value)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if lints(page) {
		return segc.Check(context.Background(), text, options)
	}
	if page.Code >= diag.MisplacedRule && page.Code <= diag.WrongBraces {
		program, _ := segc.Load(context.Background(), text, options)
		_, list := program.Compile(context.Background())
		return list
	}
	result, list := segc.Compile(context.Background(), text, options)
	if emit == "segment" && result != nil {
		_, problems := sides.Body(result, rulesjson.Segment{}, true)
		list = append(list, problems...)
	}
	return list
}
