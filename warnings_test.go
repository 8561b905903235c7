package segc_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/sides"
)

// TestBelowNot checks that what is said about a part below a `not` is about what
// is written there.
func TestBelowNot(t *testing.T) {
	messages := prose.Open(t, "below-not")
	for text, want := range map[string]string{
		"isp = 1 and not (opened or opened >= 2)":                      "SEG407 1:28",
		"isp = 1 and not (opened and opened >= 2)":                     "SEG407 1:18",
		"isp = 1 and not (clicked or (opened and never opened))":       "SEG405 1:29",
		"isp = 1 and not (clicked and (opened or never opened))":       "SEG407 1:30",
		"not opened >= 3 and not opened <= 5":                          "SEG403 1:5",
		"not ((opened or clicked) and isp = 1) and opened and isp = 1": "SEG403 1:6",
		"not age between 1 and 5 and age between 2 and 3":              "SEG403 1:5",
	} {
		_, list := segc.Compile(context.Background(), text, segc.Options{})
		list = slices.DeleteFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.MixedAndOr })
		if len(list) != 1 || codeAt(list[0]) != want {
			t.Errorf("%s\ngives %v, want %s", text, list, want)
			continue
		}
		messages.Add(t, text, list[0].Message)
	}
}

// TestWarningsAreTrue checks that what the compiler says about a part of a rule
// is true of what the author wrote there, also below a `not`: it asks the
// compiler again about that part alone.
func TestWarningsAreTrue(t *testing.T) {
	checked, words := 0, wordsOfContacts().words
	rapid.Check(t, func(t *rapid.T) {
		source := gen.Rapid(t)
		text := "where " + gen.Rule(source, gen.Options{NoNegatedStartsWith: true})
		_, list := segc.Compile(context.Background(), text, segc.Options{})
		for _, d := range list {
			if d.Code != diag.PartNeverTrue && d.Code != diag.PartAlwaysTrue && d.Code != diag.RedundantPart {
				continue
			}
			part := d.Location.Source.Slice(d.Location.Span)
			switch {
			case d.Code == diag.PartNeverTrue:
				holdsAlone(t, text, part, diag.NeverTrue)
			case d.Code == diag.PartAlwaysTrue:
				if _, named, ok := strings.Cut(d.Message, "`"); ok {
					column, _, _ := strings.Cut(named, "`")
					part = "(" + part + ") or " + column + " is null" // it is said of those with a value
				}
				holdsAlone(t, text, part, diag.AlwaysTrue)
			case strings.Contains(d.Message, words["part opposite matches nobody"]):
				holdsAlone(t, text, "not ("+part+")", diag.NeverTrue)
			case len(d.Related) == 0:
				continue // said of all that stands beside it
			default:
				other := d.Related[0].Location.Source.Slice(d.Related[0].Location.Span)
				narrow, wide := part, other
				if strings.HasSuffix(d.Message, words["part matches too"]) || strings.HasSuffix(d.Message, words["part opposite matches too"]) {
					narrow, wide = other, part
				}
				if strings.Contains(d.Message, words["part below not"]) {
					narrow, wide = "not ("+narrow+")", "not ("+wide+")"
				}
				difference, problems := sides.Diff(context.Background(), sides.Rule{Text: "where " + narrow}, sides.Rule{Text: "where " + wide})
				if difference == nil {
					continue // one of them cannot stand alone
				}
				if difference.Verdict != segc.Same && difference.Verdict != segc.Wider {
					t.Fatalf("%s\n%s\nbut from `%s` to `%s` it is %s %v", text, d.Message, narrow, wide, difference.Verdict, problems)
				}
			}
			checked++
		}
	})
	if !t.Failed() && checked == 0 {
		t.Error("nothing was said about any rule")
	}
}

// holdsAlone checks that a part by itself is what a code says of it. The rule is added to it in a place where it changes nothing,
// since it may tell the types of columns.
func holdsAlone(t *rapid.T, text, part string, code diag.Code) {
	t.Helper()
	rule := strings.TrimPrefix(text, "where ")
	alone := "where (" + part + ") or ((" + part + ") and (" + rule + "))"
	_, list := segc.Compile(context.Background(), alone, segc.Options{})
	if !hasCode(list, code) {
		t.Fatalf("%s\nno %s in what is said about the part alone, %s:\n%v", text, code, part, list)
	}
}

// codeAt returns the code of a diagnostic and its line:column.
func codeAt(d diag.Diagnostic) string {
	p := d.Location.Source.Position(d.Location.Span.Start)
	return fmt.Sprintf("%s %d:%d", d.Code, p.Line, p.Column)
}
