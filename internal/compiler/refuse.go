package compiler

import (
	"fmt"
	"math"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/poll"
)

// refuseNegated refuses conditions whose opposite the platform cannot express.
func (w *writer) refuseNegated() bool {
	refused := false
	for _, a := range w.rule.Set.Atoms {
		if a.Negated {
			refused = true
			w.noOpposite(a)
		}
	}
	return refused
}

func (w *writer) noOpposite(a *formula.Atom) {
	d := w.Fail(diag.NoOpposite, a.Origins[0], "the platform has no opposite of `starts with`")
	d.Notes = []string{"`not contains` also excludes values that have it elsewhere; if you can list the values, use `not in (…)`"}
}

// inexpressible says which conditions keep a rule from being expressed.
func (w *writer) inexpressible() {
	if !w.refuseNegated() {
		w.Fail(diag.NoOpposite, w.at, "the platform cannot express this rule")
	}
}

// tooManyGroups says how large the document would be, and what multiplies it.
// groups is its exact size, if it is known; least is what it has at least.
func (w *writer) tooManyGroups(groups, least int) {
	size := formula.SizeOf(w.poll, w.rule.Formula)
	most := w.options.MaxGroups
	message := fmt.Sprintf("this rule becomes %s groups; the limit is %d", sizeWords(size.Groups), most)
	switch {
	case least > most && least < groups:
		message = fmt.Sprintf("this rule needs at least %d groups, and segc found no way with fewer than %d; the limit is %d", least, groups, most)
	case groups > 0:
		message = fmt.Sprintf("this rule becomes %d groups; the limit is %d", groups, most)
	case !size.ReadOnce || !w.proof.Alone():
		message = fmt.Sprintf("this rule multiplies out to %s groups; the limit is %d", sizeWords(size.Groups), most)
	}
	d := w.Fail(diag.TooManyGroups, w.at, message)
	d.Notes = []string{"a document is a list of groups that each join conditions with `and`, so every `or` inside an `and` multiplies the groups"}
	const shown = 6
	ors := multipliers(w.poll, w.rule.Formula)
	for i, or := range ors {
		if i == shown {
			d.Notes = append(d.Notes, fmt.Sprintf("%d more multiply in the same way", len(ors)-shown))
			break
		}
		d.Related = append(d.Related, diag.Label{Location: or.At, Text: fmt.Sprintf("times %s", sizeWords(formula.SizeOf(w.poll, or).Groups))})
	}
}

func (w *writer) tooManyConditions(conditions int) {
	d := w.Fail(diag.TooManyGroups, w.at, fmt.Sprintf("this rule becomes %d conditions in all its groups; the limit is %d", conditions, MaxConditions))
	d.Notes = []string{"every group repeats the conditions that they share: split the rule, or move what they share into a contact list"}
}

// multipliers returns the ors that are directly in an and.
func multipliers(p *poll.Poll, f *formula.Formula) []*formula.Formula {
	var ors []*formula.Formula
	seen := map[*formula.Formula]bool{}
	var walk func(f *formula.Formula)
	walk = func(f *formula.Formula) {
		p.Step(16)
		if seen[f] {
			return
		}
		seen[f] = true
		for _, kid := range f.Kids {
			p.Step(2)
			if f.Kind == formula.And && kid.Kind == formula.Or {
				ors = append(ors, kid)
			}
			walk(kid)
		}
	}
	walk(f)
	return ors
}

// sizeWords writes a number of groups: exactly where it is exact.
func sizeWords(n float64) string {
	if n < 1<<53 {
		return fmt.Sprintf("%d", int64(n))
	}
	if n >= math.MaxFloat64 {
		return "more than 10^308"
	}
	return fmt.Sprintf("about 10^%d", int(math.Log10(n)))
}
