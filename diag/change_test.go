package diag

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
)

func edit(old, text string) Edit {
	source := ast.NewSource("f", "("+old+")")
	return Edit{Location{source, ast.Span{Start: 1, End: 1 + len(old)}}, text}
}

// TestChanges checks what of an edit is shown as a change: whole words and values, as few as there are.
func TestChanges(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ old, text, want string }{
		{"", "a", `0:"a"`},
		{"a", "", `0-1:""`},
		{"a", "a", ``},
		{`a = 1`, `(a = 1)`, `0:"("5:")"`},
		{`a = 1`, `not (a = 1)`, `0:"not ("5:")"`},
		{`(a)`, `a`, `0-1:""2-3:""`},
		{`30d`, `today - 30d`, `0:"today - "`},
		{`30`, `30d`, `0-2:"30d"`},
		{`engagd`, `engaged`, `0-6:"engaged"`},
		{`"por"`, `"pro"`, `0-5:"\"pro\""`},
		{`"a b"`, `"a c"`, `0-5:"\"a c\""`},
		{`2026-01-31`, `2026-02-01`, `0-10:"2026-02-01"`},
		{`東京`, `東都`, `0-6:"東都"`},
		{`= "DE" or "AT"`, `in ("DE", "AT")`, `0-14:"in (\"DE\", \"AT\")"`},
		{`country = "DE" and vip`, `country != "DE" and vip`, `8-9:"!="`},
		{`a is fold`, `a fold`, `2-5:""`},
		{`, `, ` `, `0-1:""`},
		{`a b`, `b a`, `0-3:"b a"`},
	} {
		e := edit(c.old, c.text)
		got := ""
		for _, change := range changesOf(e) {
			start, end := change.span.Start-1, change.span.End-1
			if got += fmt.Sprint(start); end > start {
				got += fmt.Sprintf("-%d", end)
			}
			got += fmt.Sprintf(":%q", change.text)
		}
		if got != c.want {
			t.Errorf("%q to %q is %s, expected %s", c.old, c.text, got, c.want)
		}
	}
}

// TestChangesAreTheEdit checks that all changes together do what the edit does.
func TestChangesAreTheEdit(t *testing.T) {
	t.Parallel()
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", " ", "(", ")", `"`, "五", "\xff", "`", ","}), 0, 9).Draw(t, "parts"), "")
	})
	rapid.Check(t, func(t *rapid.T) {
		e := edit(text.Draw(t, "old"), text.Draw(t, "new"))
		want, err := Apply(e.Location.Source, Fix{Edits: []Edit{e}})
		if err != nil {
			t.Fatal(err)
		}
		var fix Fix
		for _, c := range changesOf(e) {
			fix.Edits = append(fix.Edits, Edit{Location{c.source, c.span}, c.text})
		}
		if got, err := Apply(e.Location.Source, fix); err != nil || got != want {
			t.Fatalf("%q, %v, expected %q", got, err, want)
		}
	})
}
