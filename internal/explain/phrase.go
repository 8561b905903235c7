package explain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/rule"
)

// clauses says the conditions of a group in their order. Two ends of a range
// are said at once, where the first of them stands.
func (in *Input) clauses(g rule.Group) clauses {
	var said clauses
	ends := in.endsOf(g.All)
	done := make([]bool, len(g.All))
	for i, c := range g.All {
		if done[i] {
			continue
		}
		if j, ok := in.otherEnd(g.All, ends[endKey(c)], i); ok && !done[j] {
			done[j] = true
			said = append(said, in.span(c, g.All[j]))
			continue
		}
		said = append(said, in.single(c))
	}
	return said
}

// endsOf finds the conditions that may be an end of the same range, by endKey.
func (in *Input) endsOf(all []rule.Condition) map[string][]int {
	ends := map[string][]int{}
	for i, c := range all {
		in.Poll.Step(16)
		if key := endKey(c); key != "" {
			ends[key] = append(ends[key], i)
		}
	}
	return ends
}

// endKey returns what the ends of a range have in common; empty for a condition
// that is none.
func endKey(c rule.Condition) string {
	switch c := c.(type) {
	case rule.Field:
		if end(c.Operator) != 0 {
			return "field " + c.Column
		}
	case rule.Event:
		if endOf(c) != 0 {
			return rule.Key(rule.Event{Metric: c.Metric, Window: c.Window, Include: c.Include, Exclude: c.Exclude})
		}
	}
	return ""
}

// single says a condition by itself.
func (in *Input) single(c rule.Condition) clause {
	said := in.clause(c, everything)
	said.short, said.key = in.clause(c, most).text, rule.Key(c)
	in.Poll.Step(64 + len(said.text) + len(said.key))
	in.Poll.Hold(2*len(said.text) + len(said.key) + 256)
	return said
}

// otherEnd returns the condition behind another one that is the other end of
// its range, if there is exactly one. The ends are where there may be one.
func (in *Input) otherEnd(all []rule.Condition, ends []int, i int) (int, bool) {
	found, n := 0, 0
	for _, j := range ends {
		in.Poll.Step(4)
		switch c := all[j]; {
		case j == i:
		case opposite(all[i], c):
			found, n = j, n+1
		case sameEnd(all[i], c):
			return 0, false
		}
	}
	return found, n == 1 && found > i
}

// opposite reports whether two conditions are the ends of a range.
func opposite(a, b rule.Condition) bool {
	switch a := a.(type) {
	case rule.Field:
		b, ok := b.(rule.Field)
		return ok && a.Column == b.Column && end(a.Operator)*end(b.Operator) < 0 && ranges(a.Values[0]) && isDate(a.Values[0]) == isDate(b.Values[0]) &&
			a.Values[0].Kind == b.Values[0].Kind
	case rule.Event:
		b, ok := b.(rule.Event)
		return ok && sameEvents(a, b) && endOf(a)*endOf(b) < 0
	}
	return false
}

// sameEnd reports whether two conditions are the same end of a range.
func sameEnd(a, b rule.Condition) bool {
	switch a := a.(type) {
	case rule.Field:
		b, ok := b.(rule.Field)
		return ok && a.Column == b.Column && end(a.Operator)*end(b.Operator) > 0
	case rule.Event:
		b, ok := b.(rule.Event)
		return ok && sameEvents(a, b) && endOf(a)*endOf(b) > 0
	}
	return false
}

func sameEvents(a, b rule.Event) bool {
	return a.Metric == b.Metric && a.Window == b.Window && slices.Equal(a.Include, b.Include) && slices.Equal(a.Exclude, b.Exclude)
}

// end returns -1 for a lower end, 1 for an upper one, and else 0.
func end(o rule.Operator) int {
	switch o {
	case rule.Greater, rule.GreaterEq:
		return -1
	case rule.Less, rule.LessEq:
		return 1
	}
	return 0
}

func endOf(e rule.Event) int {
	switch {
	case e.Operator == rule.CountGE && e.Count > 0, e.Operator == rule.Ever:
		return -1
	case e.Operator == rule.CountLE && e.Count > 0:
		return 1
	}
	return 0
}

// span says a range.
func (in *Input) span(a, b rule.Condition) clause {
	said := in.ends(a, b, everything)
	said.short = in.ends(a, b, most).text
	keys := []string{rule.Key(a), rule.Key(b)}
	slices.Sort(keys)
	said.key = strings.Join(keys, "")
	in.Poll.Step(64 + len(said.text) + len(said.key))
	in.Poll.Hold(2*len(said.text) + len(said.key) + 256)
	return said
}

func (in *Input) ends(a, b rule.Condition, shown amount) clause {
	switch a := a.(type) {
	case rule.Field:
		low, high := a, b.(rule.Field)
		if end(low.Operator) > 0 {
			low, high = high, low
		}
		c := clause{subject: printable(a.Column)}
		if low.Operator == rule.GreaterEq && high.Operator == rule.LessEq {
			c.text = "is from " + value(low.Values[0]) + " to " + value(high.Values[0])
		} else {
			c.text = "is " + bound(low) + " and " + bound(high)
		}
		return c
	case rule.Event:
		low, high := a, b.(rule.Event)
		if endOf(low) > 0 {
			low, high = high, low
		}
		low.Count = max(low.Count, 1) // which ever is
		if low.Count == high.Count {
			low.Operator = rule.CountEQ
			return in.event(low, shown)
		}
		return in.counted(low, fmt.Sprintf("%d to %d times", low.Count, high.Count), fmt.Sprintf("%d to %d mails", low.Count, high.Count), shown)
	default:
		panic(fmt.Sprintf("explain: unexpected condition %T", a))
	}
}

// clause says a condition.
func (in *Input) clause(c rule.Condition, shown amount) clause {
	switch c := c.(type) {
	case rule.Field:
		return in.field(c, shown)
	case rule.Event:
		return in.event(c, shown)
	case rule.Membership:
		words := in.lists(c.Lists)
		switch {
		case len(words) == 1 && c.Operator == rule.NotIn:
			return clause{text: "are not on the list " + words[0]}
		case len(words) == 1:
			return clause{text: "are on the list " + words[0]}
		case c.Operator == rule.NotIn:
			return clause{text: "are on none of the lists " + join(shown(words), "and")}
		default:
			return clause{text: "are on at least one of the lists " + join(shown(words), "and")}
		}
	case rule.ISP:
		words := make([]string, len(c.Values))
		for i, id := range c.Values {
			words[i] = "ISP " + strconv.FormatInt(id, 10)
			if name, ok := in.Names.ISPs[id]; ok {
				words[i] = printable(name)
			}
		}
		text := "is at "
		if c.Operator == rule.NotIn {
			text = "is not at "
		}
		return clause{subject: "mailbox", word: true, text: text + join(shown(words), "or")}
	default:
		panic(fmt.Sprintf("explain: unexpected condition %T", c))
	}
}

// lists names contact lists.
func (in *Input) lists(ids []string) []string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = printable(id)
		if name, ok := in.Names.Lists[id]; ok {
			words[i] = printable(name)
		}
	}
	return words
}

func (in *Input) field(f rule.Field, shown amount) clause {
	c := clause{subject: printable(f.Column)}
	words := make([]string, len(f.Values))
	for i, v := range f.Values {
		words[i] = value(v)
	}
	words = shown(words)
	switch f.Operator {
	case rule.Equals:
		if is, ok := status(f); ok {
			return clause{text: "are " + is}
		}
		c.text = "is " + words[0]
	case rule.NotEquals:
		if is, ok := status(f); ok {
			return clause{text: "are not " + is}
		}
		c.text = "is not " + words[0]
	case rule.In:
		c.text = "is " + join(words, "or")
	case rule.NotIn:
		c.text = "is not " + words[0]
		if len(words) > 1 {
			c.text = "is neither " + join(words, "nor")
		}
	case rule.Contains:
		c.text = "contains " + words[0]
	case rule.NotContains:
		c.text = "does not contain " + words[0]
	case rule.StartsWith:
		c.text = "starts with " + words[0]
	case rule.IsNull:
		c.text = "is not set"
	case rule.IsNotNull:
		c.text = "is set"
	case rule.HasAny:
		c.text = "includes " + join(words, "or")
	case rule.HasAll:
		c.text = "includes " + join(words, "and")
	case rule.HasNone:
		c.text = "does not include " + words[0]
		if len(words) > 1 {
			c.text = "includes neither " + join(words, "nor")
		}
	default:
		c.text = "is " + bound(f)
	}
	return c
}

// status returns what somebody is whose status is asked for.
func status(f rule.Field) (string, bool) {
	text := f.Values[0].Text
	return text, f.Column == "status" && (text == "subscribed" || text == "unsubscribed")
}

// bound says one end of a range.
func bound(f rule.Field) string {
	v := f.Values[0]
	words := map[rule.Operator][3]string{ // around the value: of dates; of texts; of the rest
		rule.Greater: {"after %s", "after %s in the alphabet", "above %s"}, rule.GreaterEq: {"%s or later", "%s or after it in the alphabet", "at least %s"},
		rule.Less: {"before %s", "before %s in the alphabet", "below %s"}, rule.LessEq: {"%s or earlier", "%s or before it in the alphabet", "at most %s"},
	}[f.Operator]
	form := words[2]
	switch {
	case isDate(v):
		form = words[0]
	case v.Kind == rule.String:
		form = words[1]
	}
	return fmt.Sprintf(form, value(v))
}

// ranges reports whether two ends of a range of such values are said at once.
func ranges(v rule.Value) bool { return v.Kind != rule.String || isDate(v) }

func isDate(v rule.Value) bool {
	_, err := date.Parse(v.Text)
	return v.Kind == rule.String && err == nil
}

// value writes a value: texts between quotes, times as people write them.
func value(v rule.Value) string {
	switch {
	case v.Kind == rule.String && v.Text == "":
		return "an empty text"
	case v.Kind != rule.String:
		return printable(v.Text)
	case !isDate(v):
		return "“" + printable(v.Text) + "”"
	}
	day, clock, ok := strings.Cut(v.Text, "T")
	if !ok {
		return day
	}
	zone := strings.LastIndexAny(clock, "Z+-")
	clock, offset := clock[:zone], clock[zone:]
	if strings.Count(clock, ":") == 2 {
		clock = strings.TrimSuffix(clock, ":00")
	}
	if offset == "Z" {
		offset = ""
	}
	return day + " " + clock + " UTC" + offset
}

// amount says how many of the words of a list are shown.
type amount func(words []string) []string

func everything(words []string) []string { return words }

// most returns words of which the last stands for all that are too many to read.
func most(words []string) []string {
	const limit = 12
	if len(words) <= limit+1 {
		return words
	}
	return append(words[:limit:limit], fmt.Sprintf("%d more", len(words)-limit))
}
