package engine

import (
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/theory"
)

// Plain returns the contact for whom some conditions on different subjects hold, if each of them
// says itself who that is: then no diagram is needed. It is what Find finds, and nil where that
// may be another one. The answer of the question must be yes under every reading that tells apart
// what some atoms, all that it depends on, say of the contact.
func Plain(conditions []condition.Condition, columns Columns, atoms []theory.Atom, q Question, limits Limits, budget *Budget) *Example {
	s := &System{atoms: atoms, columns: columns, limits: limits}
	who := emptyContact()
	for _, c := range conditions {
		limits.Theory.Poll.Step(32)
		if !saysItself(c) {
			return nil
		}
		column := s.columnOf(keyOf(c))
		w, known := theory.Plain(c, true, &column)
		if !known {
			return nil
		}
		switch c := c.(type) {
		case condition.Field:
			who.Columns[c.Column] = w.Value
		case condition.ISP:
			who.ISP = w.ISP
		case condition.Event:
			who.Events = append(who.Events, w.Events...)
		}
	}
	if q.Typed != nil {
		who = q.Typed(who)
	}
	facts := make([]contact.Fact, 0, len(conditions))
	for _, c := range conditions {
		if f, ok := c.(condition.Field); ok {
			facts = append(facts, contact.Fact{Kind: contact.FactColumn, Column: f.Column, Value: who.Columns[f.Column]})
		}
	}
	if who.ISP != nil {
		facts = append(facts, contact.Fact{Kind: contact.FactISP, ISP: *who.ISP})
	}
	for _, e := range who.Events {
		facts = append(facts, contact.Fact{Kind: contact.FactHappened, Event: e})
	}
	e := &Example{Contact: who, Facts: inOrder(facts), Readings: []contact.Reading{{}}}
	for i, f := range e.Facts[len(facts)-len(who.Events):] { // which come last
		e.Contact.Events[i] = f.Event
	}
	if f, within := s.judge(e.Contact, q, budget); !within || f == nil || !f.every || f.whole != contact.Either {
		return nil
	}
	return e
}

// saysItself reports whether one fact, which is not at the edge of a window, suffices for a
// condition to hold.
func saysItself(c condition.Condition) bool {
	switch c := c.(type) {
	case condition.Field:
		return c.Operator == condition.Equals
	case condition.ISP:
		return c.Operator == condition.In
	case condition.Event:
		return (c.Operator == condition.Ever || c.Operator == condition.CountGE && c.Count > 0) && IsOffEdges(c)
	}
	return false
}

// IsOffEdges reports whether a condition counts so few events that a contact has them, and if in a
// window, then in one with days on both sides of its edge.
func IsOffEdges(e condition.Event) bool {
	const few, many = 1000, 1_000_000
	return e.Count <= few && (e.Window.Mode == "" || e.Window.Days > 1 && e.Window.Days < many)
}
