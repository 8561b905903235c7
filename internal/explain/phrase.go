package explain

import (
	"fmt"
	"strconv"

	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/rule"
)

// phrase says a condition so that it can follow "contacts who".
func (in *Input) phrase(c rule.Condition) string {
	switch c := c.(type) {
	case rule.Field:
		return in.field(c)
	case rule.Event:
		return in.event(c)
	case rule.Membership:
		words := make([]string, len(c.Lists))
		for i, id := range c.Lists {
			words[i] = id
			if name, ok := in.Names.Lists[id]; ok {
				words[i] = name
			}
		}
		if c.Operator == rule.NotIn {
			return "are not on the list " + join(words, "or")
		}
		return "are on the list " + join(words, "or")
	case rule.ISP:
		words := make([]string, len(c.Values))
		for i, id := range c.Values {
			words[i] = "ISP " + strconv.FormatInt(id, 10)
			if name, ok := in.Names.ISPs[id]; ok {
				words[i] = name
			}
		}
		if c.Operator == rule.NotIn {
			return "have no mailbox at " + join(words, "or")
		}
		return "have their mailbox at " + join(words, "or")
	default:
		panic(fmt.Sprintf("explain: unexpected condition %T", c))
	}
}

func (in *Input) field(f rule.Field) string {
	if f.Column == "status" && f.Operator == rule.Equals && (f.Values[0].Text == "subscribed" || f.Values[0].Text == "unsubscribed") {
		return "are " + f.Values[0].Text
	}
	have := "have " + f.Column + " "
	switch f.Operator {
	case rule.Equals:
		return have + in.values(f, "or")
	case rule.NotEquals:
		return "have " + f.Column + " other than " + in.values(f, "or")
	case rule.In:
		return have + in.values(f, "or")
	case rule.NotIn:
		return have + "other than " + in.values(f, "or")
	case rule.Contains:
		return have + "with " + in.values(f, "or") + " in it"
	case rule.NotContains:
		return have + "without " + in.values(f, "or") + " in it"
	case rule.StartsWith:
		return have + "starting with " + in.values(f, "or")
	case rule.IsNull:
		return "have no value in " + f.Column
	case rule.IsNotNull:
		return "have a value in " + f.Column
	case rule.Greater:
		return have + pick(f, "after ", "above ") + in.values(f, "or")
	case rule.GreaterEq:
		return have + pick(f, "from ", "of at least ") + in.values(f, "or") + pick(f, " on", "")
	case rule.Less:
		return have + pick(f, "before ", "below ") + in.values(f, "or")
	case rule.LessEq:
		return have + pick(f, "until ", "of at most ") + in.values(f, "or")
	case rule.HasAny:
		return "have " + in.values(f, "or") + " among " + f.Column
	case rule.HasAll:
		return "have " + in.values(f, "and") + " among " + f.Column
	default:
		return "have neither of " + in.values(f, "and") + " among " + f.Column
	}
}

// pick chooses words for dates or for numbers.
func pick(f rule.Field, dates, numbers string) string {
	if f.Values[0].Kind == rule.String {
		if _, err := date.Parse(f.Values[0].Text); err == nil {
			return dates
		}
	}
	return numbers
}

func (in *Input) values(f rule.Field, last string) string {
	words := make([]string, len(f.Values))
	for i, v := range f.Values {
		words[i] = v.Text
		if _, err := date.Parse(v.Text); v.Kind == rule.String && err != nil {
			words[i] = `“` + v.Text + `”`
		}
	}
	const most = 12
	if len(words) > most {
		words = append(words[:most:most], fmt.Sprintf("%d more", len(words)-most))
	}
	return join(words, last)
}

func (in *Input) event(e rule.Event) string {
	verb := map[rule.Metric][2]string{
		rule.Open: {"opened a mail", "opened"}, rule.Click: {"clicked in a mail", "clicked"},
		rule.Bounce: {"bounced", "bounced"}, rule.Complaint: {"complained", "complained"},
		rule.Delivered: {"were delivered a mail", "were delivered a mail"}, rule.Unsubscribe: {"unsubscribed", "unsubscribed"},
	}[e.Metric]
	words := ""
	switch {
	case e.Operator == rule.Ever, e.Operator == rule.CountGE && e.Count == 1:
		words = verb[0]
	case e.Operator == rule.Never, e.Operator == rule.CountEQ && e.Count == 0, e.Operator == rule.CountLE && e.Count == 0:
		words = "never " + verb[0]
	case e.Operator == rule.CountGE:
		words = verb[1] + " at least " + times(e.Count)
	case e.Operator == rule.CountLE:
		words = verb[1] + " at most " + times(e.Count)
	default:
		words = verb[1] + " exactly " + times(e.Count)
	}
	if len(e.Include) > 0 {
		words += " of " + in.campaigns(e.Include, "or")
	}
	if len(e.Exclude) > 0 {
		words += " of any campaign but " + in.campaigns(e.Exclude, "and")
	}
	if e.Window.Days == 0 {
		return words
	}
	days := fmt.Sprintf("%d days", e.Window.Days)
	if e.Window.Days == 1 {
		days = "1 day"
	}
	if e.Window.Mode == rule.Last {
		words += " in the last " + days
		if !in.At.IsZero() {
			words += " (since " + in.day(e.Window.Days) + ")"
		}
		return words
	}
	words += " more than " + days + " ago"
	if !in.At.IsZero() {
		words += " (before " + in.day(e.Window.Days) + ")"
	}
	return words
}

func (in *Input) campaigns(ids []rule.Value, last string) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = "campaign " + id.Text
		if name, ok := in.Names.Campaigns[id.Text]; ok {
			words[i] = "campaign " + name
		}
	}
	return join(words, last)
}

func times(n int64) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}
