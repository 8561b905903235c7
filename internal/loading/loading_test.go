package loading_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/loading"
)

// broken is a file system that fails in its own way.
type broken struct{}

func (broken) Open(string) (fs.File, error) { panic("a fault") }

// TestText checks what is said of a text before it is compiled, and which of its rules have a document.
func TestText(t *testing.T) {
	files := fstest.MapFS{
		"catalog.seg":      {Data: []byte("let mailable = status = \"subscribed\"\n")},
		"shop/catalog.seg": {Data: []byte("let buyer = orders > 0\n")},
		"wrong.seg":        {Data: []byte("let mailable = \n")},
	}
	for _, c := range []struct {
		name, text string
		options    loading.Options
		problems   []string // before anything is compiled
		rules      string   // for each rule, whether it has a document
		said       []string // when all is compiled
	}{
		{name: "a bare rule has a name of its own", text: "plan =", problems: []string{"rule.seg SEG101"}},
		{name: "a name that is given", text: "plan =", options: loading.Options{Name: "x/y.seg"}, problems: []string{"x/y.seg SEG101"}},
		{name: "every problem is said", text: "where nothing_here\nlist a = 3", problems: []string{"rule.seg SEG201", "rule.seg SEG305"}, rules: "-", said: []string{"rule.seg SEG201", "rule.seg SEG305"}},
		{name: "without files, none is used", text: "use \"catalog.seg\"\nwhere mailable", problems: []string{"rule.seg SEG206"}, rules: "-", said: []string{"rule.seg SEG206"}},
		{name: "files are read", text: "use \"catalog.seg\"\nwhere mailable", options: loading.Options{Files: files}, rules: "+"},
		{name: "from the folder of the name", text: "use \"catalog.seg\"\nwhere buyer", options: loading.Options{Files: files, Name: "shop/rule.seg"}, rules: "+"},
		{name: "or of the path", text: "use \"catalog.seg\"\nwhere buyer", options: loading.Options{Files: files, Name: "a rule", Path: "shop/rule.seg"}, rules: "+"},
		{
			name: "what is wrong with a file is said of it", text: "use \"wrong.seg\"\nwhere mailable", options: loading.Options{Files: files},
			problems: []string{"wrong.seg SEG101"}, rules: "-", said: []string{"wrong.seg SEG101"},
		},
		{
			name: "a text may be too long", text: "where plan = \"a long text\"", options: loading.Options{MaxSize: 10},
			problems: []string{"rule.seg SEG114"},
		},
		{name: "the statement tables is read, too", text: "tables postgres\ncontacts a\ncontacts b", problems: []string{"rule.seg SEG705"}},
		{name: "of several rules, each has a document or none", text: "segment \"A\"\nwhere a = 1\nsegment \"B\"\nwhere a = 1 and a = 2", rules: "+-", said: []string{"rule.seg SEG403"}},
		{
			name: "files that fail are a problem of the text", text: "use \"catalog.seg\"\nwhere a = 1", options: loading.Options{Files: broken{}},
			problems: []string{"rule.seg SEG207"}, rules: "-", said: []string{"rule.seg SEG207"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := loading.Text(t.Context(), c.text, c.options)
			list := p.Said(func() diag.List { return p.Problems(t.Context()) })
			if diff := cmp.Diff(c.problems, codes(list)); diff != "" {
				t.Errorf("problems (-want +got)\n%s", diff)
			}
			rules := ""
			list = p.Said(func() diag.List {
				results, list := p.All(t.Context(), false)
				for _, r := range results {
					rules += map[bool]string{true: "+", false: "-"}[r != nil]
				}
				return list
			})
			if c.rules == "" {
				return // it has no rule
			}
			if rules != c.rules {
				t.Errorf("documents: %s, want %s", rules, c.rules)
			}
			if diff := cmp.Diff(c.said, codes(list)); diff != "" {
				t.Errorf("all that is said (-want +got)\n%s", diff)
			}
		})
	}
}

// codes returns the files and the codes of errors.
func codes(list diag.List) (all []string) {
	for _, d := range list {
		if d.Severity == diag.Error {
			all = append(all, fmt.Sprint(d.Location.Source.Name(), " ", d.Code))
		}
	}
	return all
}

// TestSaid checks that a call may fail with a fault, which becomes a problem without characters that a
// terminal would obey.
func TestSaid(t *testing.T) {
	p := loading.Text(t.Context(), "plan = \"pro\"", loading.Options{})
	list := p.Said(func() diag.List { panic("a \x1b[31mfault") })
	if len(list) != 1 || list[0].Code != diag.Internal || list[0].Location.Source != p.Main().Source || strings.Contains(list[0].Message, "\x1b") {
		t.Errorf("it says %q", list)
	}
	if list := p.Said(func() diag.List { return nil }); list != nil {
		t.Errorf("without a fault, it says %q", list)
	}
	p.Fault = "another fault"
	list = p.Said(func() diag.List { t.Error("a program that could not be loaded is asked"); return nil })
	if len(list) != 1 || list[0].Code != diag.Internal || !strings.Contains(list[0].Message, "another fault") {
		t.Errorf("a program that could not be loaded says %q", list)
	}
}
