package rulesjson

import (
	"context"
	"fmt"
	"slices"

	"github.com/segc-lang/segc/internal/poll"
)

// Parse reads a document. It takes exactly the shapes of the API's documentation, in any
// order of members and with any white space, and keeps strings and numbers as written. It
// repairs nothing. Optional members that say nothing are read as absent, since the API
// writes them: null, and an empty list of campaigns. A text of more than 16 MiB is refused
// unread. The error is a [*ParseError].
func Parse(data []byte) (*Document, error) { return parse(nil, data) }

// ParseContext is [Parse] for texts that may be large: 16 MiB take tenths of a second. If
// the context ends before the work does, the error wraps that of the context.
func ParseContext(ctx context.Context, data []byte) (*Document, error) {
	var d *Document
	err := within(ctx, "reading the document", func(p *poll.Poll) (err error) {
		d, err = parse(p, data)
		return err
	})
	return d, err
}

// UnmarshalJSON reads the document as [Parse] does, so null is an error. After an error
// the document is what it was. The places of a [ParseError] count from the beginning of
// data, which json.Unmarshal cuts out of what it reads.
func (d *Document) UnmarshalJSON(data []byte) error {
	read, err := Parse(data)
	if err == nil {
		*d = *read
	}
	return err
}

// within does work with the poll of a context. If the context ends before the work does,
// the error wraps that of the context, unless the poll is of a caller, who catches its end.
func within(ctx context.Context, what string, work func(p *poll.Poll) error) (err error) {
	p, isNew := poll.Of(ctx)
	if isNew {
		defer func() {
			if p.Catch(recover()) {
				err = fmt.Errorf("%s was stopped: %w", what, ctx.Err())
			}
		}()
	}
	return work(p)
}

// parse is Parse with a poll that counts the work and what is read, and may end it.
func parse(p *poll.Poll, data []byte) (*Document, error) {
	s := scanner{poll: p, data: data}
	var d Document
	if !s.begin() || !s.document(&d) || !s.end() {
		return nil, s.err
	}
	return &d, nil
}

func (s *scanner) document(d *Document) bool {
	var all gathered[Group]
	ok := s.only("any", `an object with the member "any"`, func() bool {
		return s.array("a list of at least one group", func() bool {
			var g Group
			if !s.group(&g) {
				return false
			}
			s.poll.Hold(valueBytes)
			all.add(g)
			return true
		})
	})
	d.Any = all.list()
	return ok
}

func (s *scanner) group(g *Group) bool {
	var all gathered[Condition]
	ok := s.only("all", `an object with the member "all"`, func() bool {
		return s.array("a list of at least one condition", func() bool {
			c := s.condition()
			if c == nil {
				return false
			}
			s.poll.Hold(conditionBytes)
			all.add(c)
			return true
		})
	})
	g.All = all.list()
	return ok
}

// gathered is a list that is read: few elements, as most lists have, are put into one piece of
// memory at the end.
type gathered[T any] struct {
	few  [8]T
	n    int // of few
	many []T
}

func (g *gathered[T]) add(one T) {
	switch {
	case g.n < len(g.few):
		g.few[g.n] = one
		g.n++
		return
	case g.many == nil:
		g.many = append(make([]T, 0, 2*len(g.few)), g.few[:]...)
	}
	g.many = append(g.many, one)
}

func (g *gathered[T]) list() []T {
	if g.many != nil {
		return g.many
	}
	return append([]T(nil), g.few[:g.n]...)
}

// conditionBytes is what a condition takes beside its values.
const conditionBytes = 128

// only reads an object that has exactly one member.
func (s *scanner) only(name, what string, value func() bool) bool {
	seen := false
	ok := s.object(what, func(found []byte) bool {
		if string(found) != name {
			return s.failAt(string(found), s.pos, "unknown member; expected %q", name)
		}
		s.enter(name)
		defer s.leave()
		if seen {
			return s.fail("the member comes twice")
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
// member that is not there. The kind decides what the others may be, and may come
// last: so a condition is first skipped and then read.
type members [memberCount]int

// condition reads a condition; it is nil after a failure.
func (s *scanner) condition() Condition {
	var at members
	ok := s.object("an object", func(name []byte) bool {
		for m, known := range memberNames {
			if string(name) == known {
				if at[m] != 0 {
					return s.failAt(known, s.pos, "the member comes twice")
				}
				at[m] = s.pos
				return s.skip()
			}
		}
		return s.failAt(string(name), s.pos, "unknown member; no condition has it")
	})
	if !ok {
		return nil
	}
	end := s.pos
	c := s.conditionOf(&at)
	s.pos = end
	return c
}

func (s *scanner) conditionOf(at *members) Condition {
	kind, ok := choice(s, at, memberKind, kinds)
	if !ok {
		return nil
	}
	switch kind {
	case "field":
		return s.field(at)
	case "activity":
		return s.activity(at)
	case "deliverability":
		return s.deliverability(at)
	case "membership":
		return s.membership(at)
	default:
		return s.isp(at)
	}
}

func (s *scanner) field(at *members) Condition {
	if !s.belong(at, "field", memberField, memberOperator, memberValue) {
		return nil
	}
	var c Field
	ok := s.at(at, memberField, func() bool {
		name, ok := s.nonEmpty("the name of a column")
		c.Column = name
		return ok
	})
	if !ok {
		return nil
	}
	if c.Operator, ok = choice(s, at, memberOperator, fieldOperators); !ok {
		return nil
	}
	arity := c.Operator.arity()
	if arity == none {
		s.dropNull(at, memberValue)
	}
	if !s.valuePresence(at, c.Operator, arity != none) {
		return nil
	}
	if arity == none {
		return c
	}
	from := s.list()
	value := func() bool { return s.scalar(&s.values, "a string, a number, true or false") }
	if !s.at(at, memberValue, func() bool {
		if arity == many {
			return s.array("a list of at least one value", value)
		}
		return value()
	}) {
		return nil
	}
	c.Values = s.values[from:len(s.values):len(s.values)]
	return c
}

var kinds = []string{"field", "activity", "membership", "deliverability", "isp"}

func (s *scanner) membership(at *members) Condition {
	if !s.belong(at, "membership", memberOperator, memberLists) {
		return nil
	}
	operator, ok := choice(s, at, memberOperator, setOperators)
	if !ok {
		return nil
	}
	c := Membership{Operator: operator}
	if !s.at(at, memberLists, func() bool { return s.uuids(&c.Lists) }) {
		return nil
	}
	return c
}

func (s *scanner) isp(at *members) Condition {
	if !s.belong(at, "isp", memberOperator, memberValues) {
		return nil
	}
	operator, ok := choice(s, at, memberOperator, setOperators)
	if !ok {
		return nil
	}
	c := ISP{Operator: operator}
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
			return s.failAt(memberNames[m], offset, "unknown member; a condition of kind %q does not have it", kind)
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

// choice reads a member that is one of a few words, and returns that word of the list.
func choice[T ~string](s *scanner, at *members, m member, words []T) (word T, ok bool) {
	ok = s.at(at, m, func() bool {
		word, ok = oneOf(s, words)
		return ok
	})
	return word, ok
}

// oneOf reads a string that is one of a few words, and returns that word of the list.
func oneOf[T ~string](s *scanner, words []T) (T, bool) {
	if s.next() == '"' {
		start := s.pos
		text, ok := s.text()
		if !ok {
			return "", false
		}
		for _, word := range words {
			if string(text) == string(word) {
				return word, true
			}
		}
		s.pos = start
	}
	return "", s.mustBe(alternatives(words))
}

// valuePresence checks that there is a value exactly where the operator takes one.
func (s *scanner) valuePresence(at *members, operator Operator, takes bool) bool {
	switch has := at[memberValue] != 0; {
	case takes && !has:
		return s.fail(`the member "value" is missing; the operator %q takes one`, operator)
	case has && !takes:
		return s.failAt("value", at[memberValue], "must be left out; the operator %q takes no value", operator)
	default:
		return true
	}
}
