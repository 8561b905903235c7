package main

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/fixing"
	"github.com/segc-lang/segc/internal/test/gen"
)

// mostRounds is how many rounds of fixes a damaged rule may need.
const mostRounds = 8

// TestCertainFixesEnd checks that rounds of certain fixes come to an end soon, on
// random rules that are damaged in up to four places. A certain fix, alone or with
// the others of its round, breaks no text that could be read.
func TestCertainFixesEnd(t *testing.T) {
	t.Parallel()
	applied := 0
	rapid.Check(t, func(t *rapid.T) {
		source := gen.Rapid(t)
		text := damagedFile(source)
		if source.Intn(2) == 1 { // a comment that silences nothing, so that a short run has certain fixes too
			text = gen.File(source, gen.Options{NoNegatedStartsWith: true})
			text = strings.Replace(text, "\nwhere ", "\n# segc:ignore SEG407 of old\nwhere ", 1)
		}
		list := checkAll(text)
		for rounds := 0; ; rounds++ {
			reads := readable(text)
			for _, d := range list {
				fix, certain := d.Certain()
				if !certain {
					continue
				}
				applied++
				after, err := diag.Apply(d.Location.Source, fix)
				switch {
				case err != nil:
					t.Fatalf("%v: the fix of %s in\n%s", err, d.Error(), text)
				case after == text:
					t.Fatalf("the fix of %s changes nothing in\n%s", d.Error(), text)
				case reads && !readable(after):
					t.Fatalf("the fix of %s breaks\n%s\n--\n%s", d.Error(), text, after)
				}
			}
			next := fixing.Round(text, "rule.seg", list, false)
			if !next.Changed {
				return
			}
			if rounds == mostRounds {
				t.Fatalf("after %d rounds there is more to fix: %v\n%s", rounds, next.Fixed, text)
			}
			if reads && !readable(next.Text) {
				t.Fatalf("the fixes of a round break\n%s\n--\n%s", text, next.Text)
			}
			text, list = next.Text, checkAll(next.Text)
		}
	})
	if !t.Failed() && applied == 0 {
		t.Error("no rule had a certain fix")
	}
	t.Logf("%d certain fixes", applied)
}

// TestFirstFixesEnd checks that an author who takes the first fix that is offered,
// again and again, comes to an end, and never back to a text that was there before.
func TestFirstFixesEnd(t *testing.T) {
	t.Parallel()
	applied := 0
	rapid.Check(t, func(t *rapid.T) {
		text := damagedFile(gen.Rapid(t))
		seen := map[string]bool{text: true}
		for steps := 0; ; steps++ {
			d, found := firstFix(checkAll(text))
			if !found {
				return
			}
			after, err := diag.Apply(d.Location.Source, d.Fixes[0])
			switch {
			case err != nil:
				t.Fatalf("%v: the fix of %s in\n%s", err, d.Error(), text)
			case seen[after]:
				t.Fatalf("the fix of %s leads back to an earlier text:\n%s\n--\n%s", d.Error(), text, after)
			case steps == 100:
				t.Fatalf("after %d fixes there is more to fix: %s\n%s", steps, d.Error(), text)
			}
			applied++
			seen[after] = true
			text = after
		}
	})
	if !t.Failed() && applied == 0 {
		t.Error("no rule had a fix")
	}
	t.Logf("%d fixes", applied)
}

// offered is a fix, and what it is a fix of.
type offered struct {
	of  diag.Diagnostic
	fix diag.Fix
}

// allFixes returns every fix of a list.
func allFixes(list diag.List) []offered {
	var fixes []offered
	for _, d := range list {
		for _, fix := range d.Fixes {
			fixes = append(fixes, offered{d, fix})
		}
	}
	return fixes
}

// firstFix returns the first diagnostic that has a fix.
func firstFix(list diag.List) (diag.Diagnostic, bool) {
	for _, d := range list {
		if len(d.Fixes) > 0 {
			return d, true
		}
	}
	return diag.Diagnostic{}, false
}

// readable reports whether a text has no errors of syntax.
func readable(text string) bool {
	_, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
	return !list.HasErrors()
}

// damagedFile returns a random file with a rule that is damaged in up to four
// places.
func damagedFile(s gen.Source) string {
	text := gen.File(s, gen.Options{NoNegatedStartsWith: true})
	for range s.Intn(5) {
		text = gen.Damage(s, text)
	}
	return text
}
