// Package fixing applies the fixes of a text that are certain, again and again until there are none
// left, as `segc check --fix` and editors do. It compiles nothing itself: its caller checks each text.
//
//   - fixing.go goes from round to round, and round.go makes one
//   - origin.go leads from a place back to where it was before the rounds
package fixing

import (
	"bytes"
	"context"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// Checked is a text with what is wrong with it.
type Checked interface {
	// List is what is wrong.
	List() diag.List
	// Documents are the documents of the rules; nil for a rule with errors.
	Documents() [][]byte
	// Same reports whether a rule is known to mean the same in another text.
	Same(ctx context.Context, after Checked, rule int) bool
}

// maxRounds bounds how often a text is checked again after its fixes: one
// fix can make the next one possible.
const maxRounds = 100

// Corrected is a text after its certain fixes.
type Corrected struct {
	Text  string
	List  diag.List // what is left to say about it
	Fixed []Fixed
}

// Fixed is a fix that was applied.
type Fixed struct {
	Place ast.Position // in the text as it was before all fixes
	Code  diag.Code
	What  string
}

// Apply applies the certain fixes of a text until there are none left. Check checks a text of the
// name.
func Apply(ctx context.Context, name, text string, check func(text string) Checked) Corrected {
	return From(ctx, name, text, check(text), check)
}

// From is Apply for a text that was checked.
func From(ctx context.Context, name, text string, before Checked, check func(text string) Checked) Corrected {
	original := ast.NewSource(name, text)
	done := Corrected{Text: text, List: before.List()}
	var past []round
	for range maxRounds {
		next := Round(done.Text, name, done.List, false)
		if !next.Changed {
			break
		}
		after := check(next.Text)
		if !keeps(ctx, before, after, done.List) {
			all := next.Text
			if next = Round(done.Text, name, done.List, true); !next.Changed {
				break
			}
			if next.Text != all {
				after = check(next.Text)
			}
		}
		if after.List().HasErrors() && !done.List.HasErrors() {
			break // a fix that breaks a text is a fault of its rule: the text stays
		}
		for _, d := range next.Fixed {
			done.Fixed = append(done.Fixed, Fixed{
				Place: original.Position(originOf(past, d.Location.Span.Start)),
				Code:  d.Code, What: d.Message + "; " + d.Fixes[0].Text,
			})
		}
		past = append(past, next.round)
		done.Text, done.List, before = next.Text, after.List(), after
	}
	return done
}

// keeps reports whether the rules are known to mean what they meant before the fixes.
// Each fix by itself changes no meaning. But of two parts, each can be pointless
// beside the other, and only one of them may go.
func keeps(ctx context.Context, before, after Checked, list diag.List) bool {
	pointless := 0
	for _, d := range list {
		if PartGoes(d.Code) {
			pointless++
		}
	}
	if pointless < 2 {
		return true
	}
	were, are := before.Documents(), after.Documents()
	if len(were) != len(are) || len(were) == 0 {
		return false
	}
	for i := range were {
		if were[i] == nil || are[i] == nil {
			return false
		}
		if !bytes.Equal(were[i], are[i]) && !before.Same(ctx, after, i) {
			return false
		}
	}
	return true
}

// PartGoes reports whether the fix of a code takes out a part of a rule.
func PartGoes(code diag.Code) bool {
	return code == diag.PartNeverTrue || code == diag.PartAlwaysTrue || code == diag.RedundantPart
}
