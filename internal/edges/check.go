package edges

import (
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
)

const (
	// MaxConditions is up to how many conditions every one is looked at.
	MaxConditions = 200

	// maxWork is how many values of conditions are compared with those of contacts
	// before fewer contacts are made: of a rule of up to 200 conditions, one on each
	// side of each, and of a longer one, none for the conditions that are left.
	maxWork = 60_000

	// attempts is how often the rest of a contact is chosen so that a condition
	// decides.
	attempts = 2
)

// Report says what was compared.
type Report struct {
	Conditions int // that the rule has
	Compared   int // that were looked at, on both sides
	Deciding   int // of these, how many decided of a contact
	Contacts   int // each as often as there were readings
	// Difference is nil where tree and document agree.
	Difference *Difference
}

// Sampled reports whether conditions were left out.
func (r Report) Sampled() bool { return r.Compared < r.Conditions }

// Difference is a contact for which tree and document do not say the same.
type Difference struct {
	Contact   eval.Contact
	Reading   eval.Reading
	Condition *eval.Condition // at whose edge the contact is
	Source    bool            // the answer of the tree
}

// readings are the two readings: they differ in all that the API leaves open but the
// times of a day.
func readings() [2]eval.Reading {
	return [2]eval.Reading{{}, {
		MissingMatchesNegative: true, EdgeInLast: true, EdgeInMoreThan: true,
		FoldCase: true, Spaces: collation.SpacesTrimmed, Letters: collation.LettersBase,
	}}
}

// Check compares a tree with a document. The poll counts the work, and may end it.
func Check(p *poll.Poll, names *eval.Names, source *eval.Source, document *rule.Document) Report {
	c := newChecker(p, names, source, document)
	n := len(source.Conditions)
	c.report.Conditions = n
	most := min(n, MaxConditions)
	for i := range most {
		if i > 0 && n > MaxConditions && c.work > maxWork {
			break
		}
		target := i
		if n > most {
			target = i * n / most
		}
		c.report.Compared++
		if c.look(int32(target)) {
			c.report.Deciding++
		}
		if c.report.Difference != nil {
			break
		}
	}
	return c.report
}

// look compares tree and document on the edges of a condition, and reports whether the
// condition decided.
func (c *checker) look(target int32) (decided bool) {
	of := &c.subjects[c.subjectOf[target]]
	var sides [2]bool
	for attempt := range attempts {
		if attempt > 0 && c.work > maxWork {
			break
		}
		c.rest(target, attempt)
		var base *part
		if attempt > 0 && of.needs >= 0 {
			base = c.together(of) // of the conditions on the same subject
		}
		var seen [2]bool
		for i := range c.partsOf(target) {
			c.poll.Step(32)
			if c.work > maxWork && sides[0] && sides[1] {
				break
			}
			try := &c.parts[target][i]
			if base != nil {
				try = base.and(try)
			}
			c.apply(c.subjectOf[target], try)
			for reading := range c.readings {
				if reading > 0 && !try.open {
					break
				}
				c.allCurrent(reading)
				holds := c.source(reading)
				if holds != c.document(reading) {
					c.differ(target, reading, holds)
					return decided
				}
				c.report.Contacts++
				seen[index(holds)] = true
			}
			sides[index(c.holds[0][target])] = true
			if base == nil {
				c.remember(target, try)
			}
		}
		if seen[0] && seen[1] {
			return true
		}
	}
	return false
}

// index is 1 for true.
func index(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// differ says for which contact tree and document do not say the same.
func (c *checker) differ(target int32, reading int, holds bool) {
	for i := range c.subjects {
		c.set(&c.subjects[i], c.subjects[i].now)
	}
	c.report.Difference = &Difference{
		Contact: c.contact, Reading: c.readings[reading], Condition: &c.tree.Conditions[target], Source: holds,
	}
}
