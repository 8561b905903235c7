package edges

import (
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/poll"
)

const (
	// MaxConditions is up to how many conditions every one is looked at.
	MaxConditions = 200

	// mostWork is how many values of conditions are compared with those of contacts
	// before fewer contacts are made: of a rule of up to MaxConditions, one on each
	// side of each, in one reading and without a search for the rest of it.
	mostWork = 2_000_000

	// enough says after which part of that work the contacts for a condition end when it
	// has decided on both sides: a list on a column with many lists would otherwise use up
	// what the other conditions need.
	enough = 4

	// mostLongWork is the same for a longer rule. Beyond it, no contacts are made for
	// the conditions that are left.
	mostLongWork = 300_000

	// attempts is how often the rest of a contact is chosen so that a condition
	// decides.
	attempts = 2
)

// Report says what was compared.
type Report struct {
	Conditions int // that the rule has
	Compared   int // that were looked at, on both sides
	Deciding   int // how many of these decided about a contact
	Contacts   int // each as often as there were readings
	// Difference is nil where tree and document agree.
	Difference *Difference
}

// Sampled reports whether conditions were left out.
func (r Report) Sampled() bool { return r.Compared < r.Conditions }

// Difference is a contact for which tree and document do not say the same.
type Difference struct {
	Contact   contact.Contact
	Reading   eval.Reading
	Condition *eval.Condition // at whose edge the contact is
	Source    bool            // the answer of the tree
}

// readings are the two readings: they differ in all that the API leaves open and that is not
// assumed.
func readings(assumed contact.Reading) [2]eval.Reading {
	two := [2]eval.Reading{{}, {
		MissingMatchesNegative: true, EdgeInLast: true, EdgeInMoreThan: true,
		FoldCase: true, Spaces: collation.SpacesTrimmed, Letters: collation.LettersBase, DayHasTimes: true,
	}}
	if assumed == (contact.Reading{}) {
		return two
	}
	days := assumed.WholeDay
	assumed.WholeDay = contact.Either
	possible := slices.DeleteFunc(eval.Readings(), func(r eval.Reading) bool { return !r.Gives(assumed) })
	if len(possible) == 0 {
		return two // which nobody assumes
	}
	first, last := possible[0], possible[len(possible)-1]
	first.DayHasTimes, last.DayHasTimes = days == contact.Yes, days != contact.No
	return [2]eval.Reading{first, last}
}

// Options say more of a check. With the zero Options, nothing is known of the platform.
type Options struct {
	Rest    Rest            // may be nil
	Assumed contact.Reading // what is known of the platform: no contact is judged in another reading
}

// Rest finds the rest of contacts where following the tree does not.
type Rest interface {
	// Deciding returns contacts for which a subject decides whether they match: two at
	// a time that differ in nothing but this subject. It may find none.
	Deciding(subject eval.Subject) []contact.Contact
}

// Check compares a tree with a document, which has each of its conditions once. The poll counts the work, and may end it.
func Check(p *poll.Poll, names *eval.Names, source *eval.Source, document *condition.Table, options Options) Report {
	c := newChecker(p, names, source, document, readings(options.Assumed))
	c.others = options.Rest
	n := len(source.Conditions)
	c.report.Conditions = n
	most := min(n, MaxConditions)
	c.maxWork = mostWork
	if n > most {
		c.maxWork = mostLongWork
	}
	for i := range most {
		target := i
		if n > most {
			if i > 0 && c.work > c.maxWork {
				break
			}
			target = apart(i, most) * n / most
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

// apart returns each of the numbers below most once, as i counts up to it, so that any
// first ones of them are everywhere: steps of the golden section do that.
func apart(i, most int) int {
	const step = 123 // of MaxConditions; it has no divisor in common with it
	return i * step % most
}

// look compares tree and document on the edges of a condition, and reports whether the
// condition decided.
func (c *checker) look(target int32) (decided bool) {
	l := looking{checker: c, target: target}
	of := &c.subjects[c.subjectOf[target]]
	for attempt := range attempts {
		if attempt > 0 && c.work > c.maxWork {
			break
		}
		c.rest(target, attempt)
		var base *part
		if attempt > 0 && of.needs >= 0 {
			base = c.together(of, target) // of the conditions on the same subject
		}
		decided := l.atEdges(target, base)
		if foreign := c.foreignOf(of); attempt == 0 && len(foreign) > 0 {
			l.atForeign(foreign)
		}
		if decided || attempt > 0 && l.atEdgesBeside(of) || c.report.Difference != nil {
			return c.report.Difference == nil
		}
	}
	if c.others == nil || c.work > c.maxWork {
		return false
	}
	for _, who := range c.others.Deciding(of.Subject) {
		l.load(who)
		if l.compare(true) && l.atEdges(target, nil) || c.report.Difference != nil {
			return c.report.Difference == nil
		}
	}
	return false
}

// looking is what has been seen of one condition.
type looking struct {
	*checker
	target int32
	noted  bool    // whether it has been asked of a contact
	sides  [2]bool // what the condition says of the contacts
	// decides says for which of these it decided: if the condition had said the
	// opposite, the tree would have.
	decides [2]bool
}

// atEdges gives the contact the parts at the edges of a condition, each together with
// the base if there is one, and reports whether the condition that is looked at has
// decided.
func (l *looking) atEdges(of int32, base *part) bool {
	parts := l.partsOf(of)
	for i := range parts {
		l.poll.Step(32)
		if l.work > l.maxWork && l.sides[0] && l.sides[1] || l.work > l.maxWork/enough && l.decided() {
			break
		}
		try := &parts[i]
		if base != nil {
			try = base.and(try)
		}
		l.apply(l.subjectOf[l.target], try)
		if !l.compare(try.open) {
			return false
		}
		if base == nil {
			l.remember(of, try)
		}
	}
	return l.decided()
}

// atEdgesBeside does so with the edges of the other conditions on the subject from which
// something is asked, as in `age is null or age > 18`.
func (l *looking) atEdgesBeside(of *subject) bool {
	for i := of.needs; i >= 0 && l.report.Difference == nil; i = l.next[i] {
		if i != l.target && l.atEdges(i, nil) {
			return true
		}
	}
	return false
}

// atForeign gives the contact the parts that only the document tells apart.
func (l *looking) atForeign(foreign []part) {
	for i := range foreign {
		l.poll.Step(32)
		if l.report.Difference != nil || l.work > l.maxWork {
			return
		}
		l.apply(l.subjectOf[l.target], &foreign[i])
		l.compare(true)
	}
}

// compare asks tree and document of the contact, in the second reading too if that is
// open, and reports false if they differ.
func (l *looking) compare(open bool) bool {
	for reading := range l.readings {
		if reading > 0 && (!open || l.work > l.maxWork) {
			break
		}
		l.allCurrent(reading)
		changed := l.changed[reading]
		if changed {
			l.answers[reading], l.changed[reading] = l.source(reading), false
		}
		if changed && l.answers[reading] != l.document(reading) {
			l.differ(l.target, reading)
			return false
		}
		l.report.Contacts++
		if reading == 0 && (changed || !l.noted) {
			l.note(l.answers[0])
		}
	}
	return true
}

// note notes, each time that a condition says something new, on which side of the condition the contact is, and whether the condition
// decides of it.
func (l *looking) note(holds bool) {
	l.noted = true
	said := l.holds[0][l.target]
	side := index(said)
	l.sides[side] = true
	if !l.decides[side] {
		copy(l.opposite, l.nodes[0])
		from := l.nodeOf[l.target]
		l.opposite[from] = !said
		l.decides[side] = l.follow(l.opposite, 0, from+1) != holds
	}
}

// decided reports whether the condition has decided on both of its sides.
func (l *looking) decided() bool { return l.decides[0] && l.decides[1] }

// index is 1 for true.
func index(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// differ says for which contact tree and document do not say the same.
func (c *checker) differ(target int32, reading int) {
	c.report.Difference = &Difference{
		Contact: c.contact(), Reading: c.readings[reading], Condition: &c.tree.Conditions[target], Source: c.answers[reading],
	}
}
