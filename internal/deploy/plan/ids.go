package plan

import "fmt"

// borrowed refuses an id in a header if the lock has it for another place, and has an id for this place that is
// not used any more. Somebody has moved the id from one header to another: the segment that had it would be
// created again.
func (m *maker) borrowed() {
	reasons := map[int]string{}
	for i := range m.locals {
		s := &m.steps[i]
		own, locked := m.places.entry(s.Place(), s.Name)
		if !locked || s.Action != "" || m.locals[i].ID == "" || s.ID != m.locals[i].ID || own.ID == s.ID {
			continue
		}
		_, there := m.there[own.ID]
		lender, known := m.byID[s.ID]
		if !there || !known || len(m.claims[own.ID]) > 0 {
			continue
		}
		reason := fmt.Sprintf("the id in the header of %s, %s, is that of %s; the lock has %s for this one: write each id into the header of its own segment, or remove them",
			s.Place(), s.ID, lender.Place(), own.ID)
		reasons[i] = reason
		for k := range m.steps { // it may be that one under another name
			if other := &m.steps[k]; other.File == lender.File && other.Action == Create && (reasons[k] == "" || reason < reasons[k]) {
				reasons[k] = reason
			}
		}
	}
	for i, reason := range reasons {
		m.fail(i, reason)
	}
}

// whose says what to do about steps that are for one segment.
func (m *maker) whose(steps []int, id string) string {
	headers, every := 0, true
	for _, i := range steps {
		if m.locals[i].ID == id {
			headers++
		}
		every = every && m.takesID(i)
	}
	switch {
	case m.disputed[id] && every:
		return "; one of them says so with `was`: remove that, or write an id into each header"
	case m.disputed[id]:
		return "; one of them says so with `was`: remove that"
	case headers > 1:
		return "; leave the id in one header only"
	case headers > 0:
		return "; one of them says so with its id: take that out, or write each id into the header of its own segment"
	}
	return ""
}

// takesID reports whether the header of a step may have an id: a `for` makes several segments.
func (m *maker) takesID(i int) bool { return len(m.locals[i].Values) == 0 }
