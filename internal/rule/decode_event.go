package rule

import (
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/condition"
)

// event reads a condition of kind activity or deliverability.
func (s *scanner) event(at *members, kind string) condition.Condition {
	c := s.eventOf(at, kind)
	if c == nil {
		return nil
	}
	return *c
}

func (s *scanner) eventOf(at *members, kind string) *condition.Event {
	activity := kind == "activity"
	metrics, operators := deliveryMetrics, deliveryOperators
	allowed := []member{memberMetric, memberOperator, memberValue, memberWindow}
	if activity {
		metrics, operators = activityMetrics, activityOperators
		allowed = append(allowed, memberInclude, memberExclude)
	}
	if !s.belong(at, kind, allowed...) {
		return nil
	}
	metric, ok := s.choice(at, memberMetric, metrics)
	if !ok {
		return nil
	}
	operator, ok := s.operator(at, operators)
	if !ok {
		return nil
	}
	c := &condition.Event{Metric: condition.Metric(metric), Operator: operator}
	s.dropNull(at, memberWindow, memberInclude, memberExclude)
	s.dropEmpty(at, memberInclude, memberExclude)
	if !counts(c.Operator) {
		s.dropNull(at, memberValue)
	}
	if !s.valuePresence(at, operator, counts(c.Operator)) || !s.count(at, c) || !s.window(at, c) || !s.campaigns(at, c) {
		return nil
	}
	return c
}

var (
	activityMetrics   = []string{string(condition.Open), string(condition.Click)}
	activityOperators = []string{Spelling(condition.Ever), Spelling(condition.Never), Spelling(condition.CountGE), Spelling(condition.CountLE), Spelling(condition.CountEQ)}
	deliveryMetrics   = []string{string(condition.Bounce), string(condition.Complaint), string(condition.Delivered), string(condition.Unsubscribe)}
	deliveryOperators = []string{Spelling(condition.Ever), Spelling(condition.CountGE), Spelling(condition.CountLE), Spelling(condition.CountEQ)}
	windowModes       = []string{string(condition.Last), string(condition.MoreThan)}
)

func (s *scanner) count(at *members, c *condition.Event) bool {
	if at[memberValue] == 0 {
		return true
	}
	return s.at(at, memberValue, func() bool {
		n, ok := s.atLeast(0, 64)
		c.Count = n
		return ok
	})
}

func (s *scanner) window(at *members, c *condition.Event) bool {
	if at[memberWindow] == 0 {
		return true
	}
	return s.at(at, memberWindow, func() bool {
		ok := s.object(`an object with the members "mode" and "days"`, func(name []byte) bool {
			return s.windowMember(string(name), &c.Window)
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
// so a member that is set already stands twice.
func (s *scanner) windowMember(name string, w *condition.Window) bool {
	s.enter(name)
	defer s.leave()
	switch {
	case name == "mode" && w.Mode == "":
		mode, ok := s.oneOf(windowModes)
		w.Mode = condition.WindowMode(mode)
		return ok
	case name == "days" && w.Days == 0:
		days, ok := s.atLeast(1, strconv.IntSize)
		w.Days = int(days)
		return ok
	case name == "mode" || name == "days":
		return s.fail("the member stands twice")
	default:
		return s.fail(`unknown member; only "mode" and "days" may stand here`)
	}
}

func (s *scanner) campaigns(at *members, c *condition.Event) bool {
	if at[memberInclude] != 0 && at[memberExclude] != 0 {
		return s.failAt("exclude_campaign_ids", `must not stand beside "include_campaign_ids"`)
	}
	return s.campaignIDs(at, memberInclude, &c.Include) && s.campaignIDs(at, memberExclude, &c.Exclude)
}

func (s *scanner) campaignIDs(at *members, m member, ids *[]condition.Value) bool {
	if at[m] == 0 {
		return true
	}
	return s.at(at, m, func() bool {
		return s.array("a list of at least one campaign id", func() bool { return s.campaignID(ids) })
	})
}

// campaignID reads a campaign id and appends it. Of what type it is, the API
// does not say: a whole number and a string are kept as they stand.
func (s *scanner) campaignID(ids *[]condition.Value) bool {
	const what = "a campaign id, a whole number or a string"
	start := s.pos
	if c := s.next(); c == 't' || c == 'f' || !s.scalar(ids, what) {
		return s.mustBe(what)
	}
	switch id := (*ids)[len(*ids)-1]; {
	case id.Kind == condition.Number && strings.ContainsAny(id.Text, ".eE"), id.Text == "":
		s.pos = start
		return s.mustBe(what)
	default:
		return true
	}
}
