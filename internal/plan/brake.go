package plan

import (
	"fmt"
	"slices"
	"strings"
)

// The brake: so many changes at once are to be looked at twice.
const (
	brakeShare = 0.30
	brakeFrom  = 10
)

// Brake returns why the plan is to be looked at twice: more than 30 % of ten or
// more segments that are there would change, or a segment would reach contacts
// that it did not reach before. What is not known to be harmless counts.
func (p *Plan) Brake() []string {
	var reasons []string
	updates := p.Count(Update)
	there := updates + p.Count(Unchanged) + p.Count(Conflict)
	if there >= brakeFrom && float64(updates) > brakeShare*float64(there) {
		reasons = append(reasons, "more than 30 % of the segments would change")
	}
	var wider []string
	for i := range p.Steps {
		if s := &p.Steps[i]; s.widens() {
			wider = append(wider, s.Name)
		}
	}
	switch n := len(wider); {
	case n == 1:
		reasons = append(reasons, "the segment "+wider[0]+" would reach contacts that it did not reach before")
	case n > brakeNames:
		wider = append(wider[:brakeNames], fmt.Sprintf("%d more", n-brakeNames))
		fallthrough
	case n > 1:
		reasons = append(reasons, fmt.Sprintf("%d segments would reach contacts that they did not reach before (%s)", n, strings.Join(wider, ", ")))
	}
	return reasons
}

// brakeNames is how many segments a reason names.
const brakeNames = 5

// widens reports whether an update may let contacts in: by rules that are not
// the same or narrower, or by a contact list more.
func (s *Step) widens() bool {
	if s.Action != Update {
		return false
	}
	if s.Rules != nil && !slices.Contains([]string{"same", "narrower"}, s.Rules.Verdict) {
		return true
	}
	for _, f := range s.Fields {
		if f.Field == "lists" && slices.ContainsFunc(words(f.New), func(id string) bool { return !slices.Contains(words(f.Old), id) }) {
			return true
		}
	}
	return false
}
