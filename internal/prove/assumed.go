package prove

import (
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/problems"
)

// NoteAssumed adds, to what was said of the rule from a place of the list on, what of it is so
// under the assumptions only: it would be said of no other platform.
func (p *Prover) NoteAssumed(first int) {
	if p.program.Assumed == (contact.Reading{}) || !slices.ContainsFunc(p.All[first:], followsFromProof) {
		return
	}
	without := *p.program
	without.Assumed = contact.Reading{}
	always := problems.List{Poll: p.Poll}
	other := New(&always, Source{Program: &without, Columns: p.columns, Rule: p.rule, Where: p.where}, p.options)
	defer other.Close()
	if other.Constant() {
		other.RefuseConstant()
	} else {
		other.Redundant()
	}
	for i := first; i < len(p.All); i++ {
		d := &p.All[i]
		p.Poll.Step(16 * (1 + len(always.All)))
		if followsFromProof(*d) && !slices.ContainsFunc(always.All, func(o diag.Diagnostic) bool { return o.Code == d.Code && o.Location == d.Location }) {
			for i := range d.Fixes { // it would change the rule for who assumes nothing
				d.Fixes[i].Safe = false
			}
			d.Notes = append(d.Notes, "this follows from the assumption that the platform "+p.program.Assumed.String())
		}
	}
}

// followsFromProof reports whether a problem says that somebody or nobody matches, or that a part
// changes nothing.
func followsFromProof(d diag.Diagnostic) bool {
	switch d.Code {
	case diag.NeverTrue, diag.AlwaysTrue, diag.PartNeverTrue, diag.PartAlwaysTrue, diag.RedundantPart:
		return true
	}
	return false
}
