package describe

import (
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/visible"
)

// Difference is how two rules relate.
type Difference struct {
	Verdict string           // same, narrower, wider, overlapping or disjoint
	Enters  *contact.Example // matches the new rule alone; nil if nobody does
	Leaves  *contact.Example // matches the old one alone
	// ByReading has the verdicts for both answers to contact.Reading.MissingMatches, if they differ.
	ByReading []ReadingVerdict
}

// ReadingVerdict is a verdict if the platform behaves in a certain way.
type ReadingVerdict struct {
	Reading contact.Reading
	Verdict string
}

// DifferenceOf returns what a comparison found.
func DifferenceOf(comparison *prove.Comparison) *Difference {
	d := &Difference{
		Verdict: comparison.Verdict.String(),
		Enters:  comparison.Enters.Data(nil),
		Leaves:  comparison.Leaves.Data(nil),
	}
	wordsApart(d.Enters, d.Leaves)
	if m := comparison.Missing; m != nil {
		d.ByReading = []ReadingVerdict{
			{contact.Reading{MissingMatches: contact.Yes}, m.Matches.String()},
			{contact.Reading{MissingMatches: contact.No}, m.MatchesNot.String()},
		}
	}
	return d
}

// Turned returns how the old rule relates to the new one.
func (d *Difference) Turned() *Difference {
	turned := &Difference{Verdict: turnedVerdict(d.Verdict), Enters: d.Leaves, Leaves: d.Enters}
	for _, r := range d.ByReading {
		turned.ByReading = append(turned.ByReading, ReadingVerdict{r.Reading, turnedVerdict(r.Verdict)})
	}
	return turned
}

// turnedVerdict returns the verdict about the old rule.
func turnedVerdict(v string) string {
	switch v {
	case "narrower":
		return "wider"
	case "wider":
		return "narrower"
	}
	return v
}

// wordsApart shows where what is said of contacts differs but looks alike.
func wordsApart(contacts ...*contact.Example) {
	var all []string
	for _, c := range contacts {
		if c != nil {
			all = append(all, c.Words...)
		}
	}
	if visible.Distinct(all) {
		return
	}
	all = visible.Apart(all...)
	for _, c := range contacts {
		if c != nil {
			c.Words, all = all[:len(c.Words):len(c.Words)], all[len(c.Words):]
		}
	}
}
