package explain

import (
	"fmt"
	"slices"

	"github.com/segc-lang/segc/internal/condition"
)

// verbs are how an event is said of a contact.
type verbs struct {
	subject     words // whose, where it is not the contact
	ever, never words
	not         words // in a window
	count       words // in front of how often; how many e-mails it is where it ends with a blank
}

func verbsOf(m condition.Metric) verbs {
	switch m {
	case condition.Open:
		return verbs{"", "opened at least one e-mail", "never opened an e-mail", "did not open any e-mail", "opened e-mails"}
	case condition.Click:
		return verbs{"", "clicked a link in at least one e-mail", "never clicked a link in an e-mail", "did not click a link in any e-mail", "clicked links in e-mails"}
	case condition.Delivered:
		return verbs{"", "received at least one e-mail", "never received an e-mail", "did not receive any e-mail", "received "}
	case condition.Bounce:
		return verbs{"e-mails", "bounced at least once", "never bounced", "did not bounce", "bounced"}
	case condition.Complaint:
		return verbs{"", "complained", "never complained", "did not complain", "complained"}
	case condition.Unsubscribe:
		return verbs{"", "unsubscribed", "never unsubscribed", "did not unsubscribe", "unsubscribed"}
	default:
		panic(fmt.Sprintf("explain: unexpected metric %s", m))
	}
}

func (in *Input) event(e condition.Event, shown amount) clause {
	verbs := verbsOf(e.Metric)
	n := e.Count
	switch {
	case e.Operator == condition.Ever, e.Operator == condition.CountGE && n == 1:
		return in.happened(e, verbs.ever, shown)
	case e.Operator == condition.Never, n == 0 && (e.Operator == condition.CountEQ || e.Operator == condition.CountLE):
		if e.Window.Days > 0 {
			return in.happened(e, verbs.not, shown)
		}
		return in.happened(e, verbs.never, shown)
	case e.Operator == condition.CountGE:
		return in.counted(e, say(own("at least "), times(n)), say(own("at least "), count(n, "e-mail")), shown)
	case e.Operator == condition.CountLE:
		return in.counted(e, say(own("at most "), times(n), own(" (or not at all)")), say(own("at most "), count(n, "e-mail"), own(" (or none)")), shown)
	default:
		return in.counted(e, say(own("exactly "), times(n)), say(own("exactly "), count(n, "e-mail")), shown)
	}
}

// counted says how often something happened, or how many mails it was.
func (in *Input) counted(e condition.Event, often, mails phrase, shown amount) clause {
	verbs := verbsOf(e.Metric)
	if verbs.count[len(verbs.count)-1] == ' ' {
		return in.said(e, say(own(verbs.count), mails, in.of(e, shown)))
	}
	return in.said(e, say(own(verbs.count), in.of(e, shown), own(" "), often))
}

// happened says what happened, in which campaigns and when.
func (in *Input) happened(e condition.Event, what words, shown amount) clause {
	return in.said(e, say(own(what), in.of(e, shown)))
}

// said says when something happened.
func (in *Input) said(e condition.Event, what phrase) clause {
	c := clause{text: say(what, in.window(e.Window))}
	if subject := verbsOf(e.Metric).subject; subject != "" {
		c.subject = own(subject)
	}
	return c
}

// of says which campaigns count.
func (in *Input) of(e condition.Event, shown amount) phrase {
	switch {
	case len(e.Include) > 0:
		return say(own(" from campaign "), join(in.Poll, in.campaigns(e.Include, shown), "or"))
	case len(e.Exclude) > 0:
		return say(own(" from any campaign except "), join(in.Poll, in.campaigns(e.Exclude, shown), "and"))
	}
	return nil
}

func (in *Input) campaigns(ids []condition.Value, shown amount) []phrase {
	return in.list(len(ids), shown, func(i int) phrase {
		name, ok := in.Names.Campaigns[ids[i].Text]
		if !ok {
			name = ids[i].Text
		}
		return givenName(in.Poll, name)
	})
}

func (in *Input) window(w condition.Window) phrase {
	if w.Days == 0 {
		return nil
	}
	days := count(int64(w.Days), "day")
	if w.Mode == condition.Last {
		if w.Days == 1 {
			days = own("day")
		}
		days = say(own(" in the last "), days)
		if day, ok := in.day(w.Days); ok {
			days = say(days, own(" (since "), day, own(")"))
		}
		return days
	}
	days = say(own(" more than "), days, own(" ago"))
	if day, ok := in.day(w.Days); ok {
		days = say(days, own(" (before "), day, own(")"))
	}
	return days
}

func times(n int64) phrase {
	switch n {
	case 1:
		return own("once")
	case 2:
		return own("twice")
	}
	return say(number(n), own(" times"))
}

// hasWindow reports whether something depends on the day.
func (in *Input) hasWindow() bool {
	return slices.ContainsFunc(in.distinct.index.Conditions, func(c condition.Condition) bool {
		in.Poll.Step(1)
		e, ok := c.(condition.Event)
		return ok && e.Window.Days > 0
	})
}

// day returns the date a number of days before At. It reports false if there is none that
// people write, which have years of four digits.
func (in *Input) day(days int) (day phrase, ok bool) {
	const lastYear = 9999
	if in.At.IsZero() || days > lastYear*366 { // so that no sum overflows
		return nil, false
	}
	t := in.At.AddDate(0, 0, -days)
	if t.Year() < 1 || t.Year() > lastYear {
		return nil, false
	}
	return date(t), true
}
