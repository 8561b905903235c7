package describe_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/internal/describe"
	"github.com/segc-lang/segc/internal/explain"
	"github.com/segc-lang/segc/internal/loading"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
)

// explained returns what is said of a rule by its number, with all that is known of it, or of its document
// alone.
func explained(t *testing.T, text string, number int, alone bool) string {
	t.Helper()
	p := loading.Text(t.Context(), text, loading.Options{
		Files:    fstest.MapFS{"catalog.seg": {Data: []byte("list newsletter = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nlet mailable = status = \"subscribed\"\n")}},
		Compiler: compiler.Options{Today: "2026-05-01", Params: map[string]string{"market": "CH"}},
	})
	result, list := compile.Compile(t.Context(), p.Program, number)
	if result == nil {
		t.Fatal(list.Err())
	}
	work := poll.New(t.Context())
	document, err := rule.DecodeWithin(work, result.JSON())
	if err != nil {
		t.Fatal(err)
	}
	r := describe.Rule{
		Document: document, Program: p.Program, Number: number, Header: p.Facts.HeaderOf(number), Stats: result.Stats,
		Origin:  func(group, condition int) []diag.Location { return result.Origins[group][condition] },
		Without: describe.Without(p.Program, list), First: result.Today, Last: result.Until,
	}
	if alone {
		r = describe.Rule{Document: document, Number: -1}
	}
	var b bytes.Buffer
	if err := explain.Write(work, &b, describe.Explain(work, r, time.Time{}), "text"); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestExplain checks what is said of a rule beside its document.
func TestExplain(t *testing.T) {
	for _, c := range []struct {
		name, text string
		number     int
		alone      bool // the document without its rule
		want, not  []string
	}{
		{
			name: "the header", text: "use \"catalog.seg\"\nsegment \"Readers\"\n  lists newsletter\n  description \"Those who read\"\nwhere mailable and opened",
			want: []string{"Readers", "Those who read", "newsletter", "catalog.seg"},
		},
		{
			name: "a document alone has its conditions", text: "use \"catalog.seg\"\nsegment \"Readers\"\n  lists newsletter\nwhere mailable and list in (newsletter)", alone: true,
			want: []string{"subscribed", "0fd3d5b4"}, not: []string{"Readers", "newsletter", "catalog.seg"},
		},
		{name: "names of ids", text: "use \"catalog.seg\"\nwhere mailable and list in (newsletter)", want: []string{"newsletter"}, not: []string{"0fd3d5b4"}},
		{name: "the second rule", text: "segment \"A\"\nwhere plan = \"a\"\nsegment \"B\"\nwhere plan = \"b\"", number: 1, want: []string{"B", "“b”"}, not: []string{"“a”"}},
		{name: "params", text: "param market: choice(\"AT\", \"CH\") = \"AT\"\nparam other: text = \"x\"\nwhere country = market", want: []string{"market", "CH"}, not: []string{"other"}},
		{name: "the day", text: "field born: date\nwhere born > today - 30d", want: []string{"2026-05-01", "2026-04-01"}},
		{name: "no day", text: "field born: date\nwhere born > 2026-04-01", not: []string{"2026-05-01"}},
		{name: "what changes nothing", text: "field age: number\nwhere age > 5 and age > 3", want: []string{"`age > 3`"}},
		{name: "what became shorter", text: "where (isp = 1 or isp = 2) and opened", want: []string{"2 groups"}},
		{name: "what stays", text: "where isp in (1, 2) and opened", not: []string{"groups"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := explained(t, c.text, c.number, c.alone)
			for _, want := range c.want {
				if !strings.Contains(got, want) {
					t.Errorf("it does not say %s:\n%s", want, got)
				}
			}
			for _, not := range c.not {
				if strings.Contains(got, not) {
					t.Errorf("it says %s:\n%s", not, got)
				}
			}
		})
	}
}
