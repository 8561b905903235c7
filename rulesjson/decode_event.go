package rulesjson

import (
	"strconv"
	"strings"
)

func (s *scanner) activity(at *members) Condition {
	if !s.belong(at, "activity", memberMetric, memberOperator, memberValue, memberWindow, memberInclude, memberExclude) {
		return nil
	}
	var c Activity
	ok := s.event(at, activityMetrics, activityOperators, &c)
	s.dropNull(at, memberInclude, memberExclude)
	s.dropEmpty(at, memberInclude, memberExclude)
	if !ok || !s.campaigns(at, &c) {
		return nil
	}
	return c
}

func (s *scanner) deliverability(at *members) Condition {
	var c Activity
	if !s.belong(at, "deliverability", memberMetric, memberOperator, memberValue, memberWindow) ||
		!s.event(at, deliverabilityMetrics, deliverabilityOperators, &c) {
		return nil
	}
	return Deliverability{c.Metric, c.Operator, c.Count, c.Window}
}

// event reads what both kinds of conditions on events have.
func (s *scanner) event(at *members, metrics []Metric, operators []Operator, c *Activity) (ok bool) {
	if c.Metric, ok = choice(s, at, memberMetric, metrics); !ok {
		return false
	}
	if c.Operator, ok = choice(s, at, memberOperator, operators); !ok {
		return false
	}
	s.dropNull(at, memberWindow)
	if !c.Operator.counts() {
		s.dropNull(at, memberValue)
	}
	return s.valuePresence(at, c.Operator, c.Operator.counts()) && s.count(at, c) && s.window(at, c)
}

func (s *scanner) count(at *members, c *Activity) bool {
	if at[memberValue] == 0 {
		return true
	}
	return s.at(at, memberValue, func() bool {
		n, ok := s.atLeast(0, 64)
		c.Count = n
		return ok
	})
}

func (s *scanner) window(at *members, c *Activity) bool {
	if at[memberWindow] == 0 {
		return true
	}
	return s.at(at, memberWindow, func() bool {
		ok := s.object(`an object with the members "mode" and "days"`, func(name []byte) bool {
			return s.windowMember(name, &c.Window)
		})
		switch {
		case !ok:
			return false
		case c.Window.Mode == "":
			return s.fail(`the member "mode" is missing`)
		case c.Window.Days == 0:
			return s.fail(`the member "days" is missing`)
		default:
			return true
		}
	})
}

// windowMember reads a member of a window. No mode is empty and no days are 0,
// so a member that is set is there already.
func (s *scanner) windowMember(written []byte, w *Window) bool {
	name := ""
	switch string(written) {
	case "mode":
		name = "mode"
	case "days":
		name = "days"
	default:
		name = string(written)
	}
	s.enter(name)
	defer s.leave()
	switch {
	case name == "mode" && w.Mode == "":
		mode, ok := oneOf(s, windowModes)
		w.Mode = mode
		return ok
	case name == "days" && w.Days == 0:
		days, ok := s.atLeast(1, strconv.IntSize)
		w.Days = int(days)
		return ok
	case name == "mode" || name == "days":
		return s.fail("the member comes twice")
	default:
		return s.fail(`unknown member; expected "mode" or "days"`)
	}
}

// campaigns reads the lists of campaigns. It reports problems inside a list first: a member
// that is not a list need not exclude the other one.
func (s *scanner) campaigns(at *members, c *Activity) bool {
	if !s.campaignIDs(at, memberInclude, &c.Include) || !s.campaignIDs(at, memberExclude, &c.Exclude) {
		return false
	}
	if at[memberInclude] != 0 && at[memberExclude] != 0 {
		return s.failAt("exclude_campaign_ids", at[memberExclude], `must not be set together with "include_campaign_ids"`)
	}
	return true
}

func (s *scanner) campaignIDs(at *members, m member, ids *[]Value) bool {
	if at[m] == 0 {
		return true
	}
	return s.at(at, m, func() bool {
		return s.array("a list of at least one campaign id", func() bool { return s.campaignID(ids) })
	})
}

// campaignID reads a campaign id and appends it. The API does not say which type it has:
// a whole number and a string are kept as written.
func (s *scanner) campaignID(ids *[]Value) bool {
	const what = "a campaign id, a whole number or a string"
	start := s.pos
	if c := s.next(); c == 't' || c == 'f' || !s.scalar(ids, what) {
		return s.mustBe(what)
	}
	switch id := (*ids)[len(*ids)-1]; {
	case id.Kind == Number && strings.ContainsAny(id.Text, ".eE"), id.Text == "":
		s.pos = start
		return s.mustBe(what)
	default:
		return true
	}
}
