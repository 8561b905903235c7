package rule

import (
	"slices"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// Decode reads a document. It takes exactly the shapes of the API's
// documentation, in any order of members and with any white space, and keeps
// strings and numbers as they stand. Optional members that say nothing are read
// as absent, since the API writes them: null, and an empty list of campaigns.
// The error is a *DecodeError.
func Decode(data []byte) (*condition.Document, error) { return DecodeWithin(nil, data) }

// DecodeWithin is Decode with a poll that counts the work and what is read, and
// may end it.
func DecodeWithin(p *poll.Poll, data []byte) (*condition.Document, error) {
	s := scanner{poll: p, data: data}
	var d condition.Document
	if !s.fits() || !s.document(&d) || !s.end() {
		return nil, s.err
	}
	return &d, nil
}

func (s *scanner) fits() bool {
	if len(s.data) > MaxSize {
		return s.fail("the text has %d bytes; at most %d are read", len(s.data), MaxSize)
	}
	return true
}

func (s *scanner) document(d *condition.Document) bool {
	return s.only("any", `an object with the member "any"`, func() bool {
		return s.array("a list of at least one group", func() bool {
			var g condition.Group
			if !s.group(&g) {
				return false
			}
			s.poll.Hold(valueBytes)
			d.Any = append(d.Any, g)
			return true
		})
	})
}

func (s *scanner) group(g *condition.Group) bool {
	return s.only("all", `an object with the member "all"`, func() bool {
		return s.array("a list of at least one condition", func() bool {
			c := s.condition()
			if c == nil {
				return false
			}
			s.poll.Hold(conditionBytes)
			g.All = append(g.All, c)
			return true
		})
	})
}

// conditionBytes is what a condition takes beside its values.
const conditionBytes = 128

// only reads an object that has exactly one member.
func (s *scanner) only(name, what string, value func() bool) bool {
	seen := false
	ok := s.object(what, func(found []byte) bool {
		if string(found) != name {
			return s.failAt(string(found), "unknown member; only %q may stand here", name)
		}
		s.enter(name)
		defer s.leave()
		if seen {
			return s.fail("the member stands twice")
		}
		seen = true
		return value()
	})
	if ok && !seen {
		return s.fail("the member %q is missing", name)
	}
	return ok
}

// member is a member of a condition.
type member uint8

const (
	memberKind member = iota
	memberField
	memberMetric
	memberOperator
	memberValue
	memberWindow
	memberInclude
	memberExclude
	memberLists
	memberValues
	memberCount
)

var memberNames = [memberCount]string{
	"kind", "field", "metric", "operator", "value", "days_window",
	"include_campaign_ids", "exclude_campaign_ids", "list_ids", "values",
}

// members are the places of the values of a condition's members; 0 for a
// member that does not stand there. The kind decides what the others may be,
// and may stand last: so a condition is first passed over and then read.
type members [memberCount]int

// condition reads a condition; it is nil after a failure.
func (s *scanner) condition() condition.Condition {
	var at members
	ok := s.object("an object", func(name []byte) bool {
		for m, known := range memberNames {
			if string(name) == known {
				if at[m] != 0 {
					return s.failAt(known, "the member stands twice")
				}
				at[m] = s.pos
				return s.skip()
			}
		}
		return s.failAt(string(name), "unknown member; no condition has it")
	})
	if !ok {
		return nil
	}
	end := s.pos
	c := s.conditionOf(&at)
	s.pos = end
	return c
}

func (s *scanner) conditionOf(at *members) condition.Condition {
	kind, ok := s.choice(at, memberKind, kinds)
	if !ok {
		return nil
	}
	switch kind {
	case "field":
		return s.field(at)
	case "activity", "deliverability":
		return s.event(at, kind)
	case "membership":
		return s.membership(at)
	default:
		return s.isp(at)
	}
}

func (s *scanner) field(at *members) condition.Condition {
	if !s.belong(at, "field", memberField, memberOperator, memberValue) {
		return nil
	}
	var c condition.Field
	ok := s.at(at, memberField, func() bool {
		name, ok := s.nonEmpty("the name of a column")
		c.Column = name
		return ok
	})
	if !ok {
		return nil
	}
	operator, ok := s.operator(at, fieldOperators)
	if !ok {
		return nil
	}
	c.Operator = operator
	arity := c.Operator.Arity()
	if arity == condition.None {
		s.dropNull(at, memberValue)
	}
	if !s.valuePresence(at, operator, arity != condition.None) {
		return nil
	}
	switch arity {
	case condition.One:
		ok = s.at(at, memberValue, func() bool { return s.scalar(&c.Values, "a string, a number, true or false") })
	case condition.Many:
		ok = s.at(at, memberValue, func() bool {
			return s.array("a list of at least one value", func() bool {
				return s.scalar(&c.Values, "a string, a number, true or false")
			})
		})
	}
	if !ok {
		return nil
	}
	return c
}

var (
	kinds          = []string{"field", "activity", "membership", "deliverability", "isp"}
	setOperators   = []string{Spelling(condition.In), Spelling(condition.NotIn)}
	fieldOperators = spellings[condition.Equals : condition.HasNone+1]
)

func (s *scanner) membership(at *members) condition.Condition {
	if !s.belong(at, "membership", memberOperator, memberLists) {
		return nil
	}
	operator, ok := s.operator(at, setOperators)
	if !ok {
		return nil
	}
	c := condition.Membership{Operator: operator}
	if !s.at(at, memberLists, func() bool { return s.uuids(&c.Lists) }) {
		return nil
	}
	return c
}

func (s *scanner) isp(at *members) condition.Condition {
	if !s.belong(at, "isp", memberOperator, memberValues) {
		return nil
	}
	operator, ok := s.operator(at, setOperators)
	if !ok {
		return nil
	}
	c := condition.ISP{Operator: operator}
	ok = s.at(at, memberValues, func() bool {
		return s.array("a list of at least one ISP id", func() bool {
			id, ok := s.integer(64)
			if len(c.Values) == cap(c.Values) {
				more := max(4, cap(c.Values))
				s.poll.Hold(16 * more)
				c.Values = slices.Grow(c.Values, more)
			}
			c.Values = append(c.Values, id)
			return ok
		})
	})
	if !ok {
		return nil
	}
	return c
}

// belong refuses members that the kind does not have.
func (s *scanner) belong(at *members, kind string, allowed ...member) bool {
	var known [memberCount]bool
	known[memberKind] = true
	for _, m := range allowed {
		known[m] = true
	}
	for m, offset := range at {
		if offset != 0 && !known[m] {
			return s.failAt(memberNames[m], "unknown member; a condition of kind %q does not have it", kind)
		}
	}
	return true
}

// at reads the value of a member that must be there.
func (s *scanner) at(at *members, m member, read func() bool) bool {
	if at[m] == 0 {
		return s.fail("the member %q is missing", memberNames[m])
	}
	s.pos = at[m]
	s.enter(memberNames[m])
	defer s.leave()
	return read()
}

// choice reads a member that is one of a few words.
func (s *scanner) choice(at *members, m member, words []string) (word string, ok bool) {
	ok = s.at(at, m, func() bool {
		word, ok = s.oneOf(words)
		return ok
	})
	return word, ok
}

func (s *scanner) operator(at *members, words []string) (condition.Operator, bool) {
	word, ok := s.choice(at, memberOperator, words)
	return operatorOf(word), ok
}

// oneOf reads a string that is one of a few words.
func (s *scanner) oneOf(words []string) (string, bool) {
	if s.next() == '"' {
		start := s.pos
		text, ok := s.text()
		if !ok {
			return "", false
		}
		for _, word := range words {
			if string(text) == word {
				return word, true
			}
		}
		s.pos = start
	}
	return "", s.mustBe(alternatives(words))
}

// valuePresence checks that there is a value exactly where the operator takes one.
func (s *scanner) valuePresence(at *members, operator condition.Operator, takes bool) bool {
	switch has := at[memberValue] != 0; {
	case takes && !has:
		return s.fail(`the member "value" is missing; the operator %q takes one`, Spelling(operator))
	case has && !takes:
		return s.failAt("value", "must be left out; the operator %q takes no value", Spelling(operator))
	default:
		return true
	}
}
