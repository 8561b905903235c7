package explain

import (
	"fmt"

	"github.com/segc-lang/segc/internal/rule"
)

// verbs are how an event is said of a contact.
type verbs struct {
	subject     string // whose, where it is not the contact
	ever, never string
	not         string // in a window
	count       string // in front of how often; how many mails it is where it ends with a blank
}

func verbsOf(m rule.Metric) verbs {
	switch m {
	case rule.Open:
		return verbs{"", "opened a mail", "never opened a mail", "opened no mail", "opened mails"}
	case rule.Click:
		return verbs{"", "clicked in a mail", "never clicked in a mail", "clicked in no mail", "clicked in mails"}
	case rule.Delivered:
		return verbs{"", "received a mail", "never received a mail", "received no mail", "received "}
	case rule.Bounce:
		return verbs{"mail", "bounced", "never bounced", "did not bounce", "bounced"}
	case rule.Complaint:
		return verbs{"", "complained", "never complained", "did not complain", "complained"}
	default:
		return verbs{"", "unsubscribed", "never unsubscribed", "did not unsubscribe", "unsubscribed"}
	}
}

func (in *Input) event(e rule.Event, shown amount) clause {
	words := verbsOf(e.Metric)
	n := e.Count
	switch {
	case e.Operator == rule.Ever, e.Operator == rule.CountGE && n == 1:
		return in.happened(e, words.ever, shown)
	case e.Operator == rule.Never, n == 0 && (e.Operator == rule.CountEQ || e.Operator == rule.CountLE):
		if e.Window.Days > 0 {
			return in.happened(e, words.not, shown)
		}
		return in.happened(e, words.never, shown)
	case e.Operator == rule.CountGE:
		return in.counted(e, "at least "+times(n), "at least "+counted(n, "mail"), shown)
	case e.Operator == rule.CountLE:
		return in.counted(e, "at most "+times(n)+" (or never)", "at most "+counted(n, "mail")+" (or none)", shown)
	default:
		return in.counted(e, "exactly "+times(n), "exactly "+counted(n, "mail"), shown)
	}
}

// counted says how often something happened, or how many mails it was.
func (in *Input) counted(e rule.Event, often, mails string, shown amount) clause {
	words := verbsOf(e.Metric)
	if words.count[len(words.count)-1] == ' ' {
		return in.happened(e, words.count+mails, shown)
	}
	c := in.happened(e, words.count, shown)
	c.text = words.count + in.of(e, shown) + " " + often + in.window(e.Window)
	return c
}

// happened says what happened, in which campaigns and when.
func (in *Input) happened(e rule.Event, what string, shown amount) clause {
	subject := verbsOf(e.Metric).subject
	return clause{subject: subject, word: subject != "", text: what + in.of(e, shown) + in.window(e.Window)}
}

// of says which campaigns count.
func (in *Input) of(e rule.Event, shown amount) string {
	switch {
	case len(e.Include) == 1:
		return " of campaign " + in.campaigns(e.Include, shown)[0]
	case len(e.Include) > 1:
		return " of campaigns " + join(in.campaigns(e.Include, shown), "or")
	case len(e.Exclude) > 0:
		return " of any campaign except " + join(in.campaigns(e.Exclude, shown), "and")
	}
	return ""
}

func (in *Input) campaigns(ids []rule.Value, shown amount) []string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = printable(id.Text)
		if name, ok := in.Names.Campaigns[id.Text]; ok {
			words[i] = printable(name)
		}
	}
	return shown(words)
}

func (in *Input) window(w rule.Window) string {
	if w.Days == 0 {
		return ""
	}
	days := counted(int64(w.Days), "day")
	if w.Mode == rule.Last {
		if w.Days == 1 {
			days = "day"
		}
		days = " in the last " + days
		if !in.At.IsZero() {
			days += " (since " + in.day(w.Days) + ")"
		}
		return days
	}
	days = " more than " + days + " ago"
	if !in.At.IsZero() {
		days += " (before " + in.day(w.Days) + ")"
	}
	return days
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
