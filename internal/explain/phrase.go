package explain

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/internal/condition"
	calendar "github.com/segc-lang/segc/internal/date"
)

// clauses says conditions of the document in their order, by their numbers. Two ends of a
// range are said at once, where the first of them is.
func (in *Input) clauses(all []condition.Condition, numbers []int) clauses {
	in.Poll.Hold(clauseSize * len(all))
	said := make(clauses, 0, len(all))
	ends := in.endsOf(numbers)
	var done []bool
	for i, c := range all {
		if done != nil && done[i] {
			continue
		}
		if others := ends[in.distinct.ends[numbers[i]]]; len(others) > 0 {
			if j, ok := in.otherEnd(all, others, i); ok && (done == nil || !done[j]) {
				if done == nil {
					done = make([]bool, len(all))
				}
				done[j] = true
				said = append(said, in.span(c, all[j], numbers[i], numbers[j]))
				continue
			}
		}
		said = append(said, in.single(c, numbers[i]))
	}
	return said
}

// clauseSize is what is counted for a clause in a list.
const clauseSize = 16

// saidAlone says a condition by itself.
func (in *Input) saidAlone(c condition.Condition) *clause {
	in.Poll.Hold(384)
	said := in.clause(c, everything)
	said.short, said.conditions, said.repeated = said.text, []condition.Condition{c}, repeatedKey(c)
	if many(c) {
		said.short = in.clause(c, most).text
	}
	return said.render(in.Poll)
}

// many reports whether a condition has more values than most shows.
func many(c condition.Condition) bool { return condition.Values(c) > mostShown+1 }

// clause says a condition.
func (in *Input) clause(c condition.Condition, shown amount) clause {
	switch c := c.(type) {
	case condition.Field:
		return in.field(c, shown)
	case condition.Event:
		return in.event(c, shown)
	case condition.Membership:
		names := in.lists(c.Lists, shown)
		switch {
		case len(names) == 1 && c.Operator == condition.NotIn:
			return clause{text: say(own("are not on the contact list "), names[0])}
		case len(names) == 1:
			return clause{text: say(own("are on the contact list "), names[0])}
		case c.Operator == condition.NotIn:
			return clause{text: say(own("are on none of the contact lists "), join(in.Poll, names, "and"))}
		default:
			return clause{text: say(own("are on at least one of the contact lists "), join(in.Poll, names, "and"))}
		}
	case condition.ISP:
		return clause{text: in.isps(c, shown)}
	default:
		panic(fmt.Sprintf("explain: unexpected condition %T", c))
	}
}

// lists names contact lists.
func (in *Input) lists(ids []string, shown amount) []phrase {
	return in.list(len(ids), shown, func(i int) phrase {
		name, ok := in.Names.Lists[ids[i]]
		if !ok {
			name = ids[i]
		}
		return givenName(in.Poll, name)
	})
}

func (in *Input) field(f condition.Field, shown amount) clause {
	if text, ok := status(f); ok && f.Operator == condition.Equals {
		return clause{text: own("are " + text), brief: text == "subscribed"}
	} else if ok && f.Operator == condition.NotEquals {
		return clause{text: own("are not " + text)}
	}
	values := in.list(len(f.Values), shown, func(i int) phrase { return in.value(f.Values[i]) })
	switch column := columnName(in.Poll, f.Column); f.Operator {
	case condition.IsNull:
		return clause{text: say(own("have no value in "), column), brief: true}
	case condition.IsNotNull:
		return clause{text: say(own("have a value in "), column), brief: true}
	case condition.HasAny, condition.HasAll, condition.HasNone:
		return clause{text: say(in.tagged(f.Operator, values), own(" in "), column)}
	}
	return clause{subject: columnName(in.Poll, f.Column), text: in.compared(f, values)}
}

// compared says how a column is compared with values.
func (in *Input) compared(f condition.Field, values []phrase) phrase {
	switch f.Operator {
	case condition.Equals:
		return say(own("is "), values[0])
	case condition.NotEquals:
		return say(own("is not "), values[0])
	case condition.In:
		return say(own("is "), join(in.Poll, values, "or"))
	case condition.NotIn:
		return in.neither("is", "is not ", values)
	case condition.Contains:
		return say(own("contains "), join(in.Poll, values, "and"))
	case condition.NotContains:
		return in.neither("contains", "does not contain ", values)
	case condition.StartsWith:
		return say(own("starts with "), values[0])
	case condition.Greater, condition.GreaterEq, condition.Less, condition.LessEq:
		if v := f.Values[0]; v.Kind == condition.String && !isDate(v) {
			return in.alphabetical(f)
		}
		return say(own("is "), in.bound(f))
	default:
		panic(fmt.Sprintf("explain: unexpected operator %d", f.Operator))
	}
}

// neither says that no value is meant: the verb comes before several values, and the negated verb
// before a single one.
func (in *Input) neither(verb, negated words, values []phrase) phrase {
	switch len(values) {
	case 1:
		return say(own(negated), values[0])
	case 2:
		return say(own(verb+" neither "), join(in.Poll, values, "nor"))
	default:
		return say(own(verb+" none of "), join(in.Poll, values, "and"))
	}
}

// tagged says which tags contacts have.
func (in *Input) tagged(o condition.Operator, values []phrase) phrase {
	switch one := len(values) == 1; {
	case one && o == condition.HasNone:
		return say(own("do not have the tag "), values[0])
	case one:
		return say(own("have the tag "), values[0])
	case o == condition.HasAny:
		return say(own("have at least one of the tags "), join(in.Poll, values, "and"))
	case o == condition.HasAll:
		return say(own("have all of the tags "), join(in.Poll, values, "and"))
	default:
		return say(own("have none of the tags "), join(in.Poll, values, "and"))
	}
}

// isps says which ISPs contacts use. An id without a name has the word, and a name has it at the end.
func (in *Input) isps(c condition.ISP, shown amount) phrase {
	names := in.list(len(c.Values), shown, func(i int) phrase {
		if name, ok := in.Names.ISPs[c.Values[i]]; ok {
			return givenName(in.Poll, name)
		}
		return say(own("ISP "), number(c.Values[i]))
	})
	after := own(" (ISP)")
	for _, id := range c.Values {
		in.Poll.Step(2)
		if _, ok := in.Names.ISPs[id]; !ok {
			after = nil
			break
		}
	}
	if c.Operator == condition.NotIn {
		return say(in.neither("use", "do not use ", names), after)
	}
	return say(own("use "), join(in.Poll, names, "or"), after)
}

// status returns what somebody is whose status is asked for.
func status(f condition.Field) (words, bool) {
	if f.Column != "status" || len(f.Values) == 0 {
		return "", false
	}
	switch f.Values[0].Text {
	case "subscribed":
		return "subscribed", true
	case "unsubscribed":
		return "unsubscribed", true
	}
	return "", false
}

func isDate(v condition.Value) bool {
	_, err := calendar.Parse(v.Text)
	return v.Kind == condition.String && err == nil
}

// value says a value: texts between quotes, times as people write them.
func (in *Input) value(v condition.Value) phrase {
	switch {
	case v.Kind == condition.String && v.Text == "":
		return own("“” (empty text)")
	case v.Kind != condition.String:
		return bareValue(in.Poll, v.Text)
	case !isDate(v):
		return textValue(in.Poll, v.Text)
	}
	day, clock, ok := strings.Cut(v.Text, "T")
	if !ok {
		return bareValue(in.Poll, day)
	}
	zone := strings.LastIndexAny(clock, "Z+-")
	clock, offset := clock[:zone], clock[zone:]
	if strings.Count(clock, ":") == 2 {
		clock = strings.TrimSuffix(clock, ":00")
	}
	if offset == "Z" {
		offset = ""
	}
	return bareValue(in.Poll, day+" "+clock+" UTC"+offset)
}

// amount says how many things of a list are shown.
type amount int

const (
	everything amount = 0
	// most is for pictures: what is too much to read is only counted.
	most      amount = mostShown
	mostShown        = 12
)

// list returns phrases. The last one counts those that are too many to
// show. There are n, and each makes one.
func (in *Input) list(n int, shown amount, each func(i int) phrase) []phrase {
	const size = 2*pieceSize + 24 // of a phrase of one piece
	all := n
	if shown != everything && n > int(shown)+1 {
		n = int(shown)
	}
	in.Poll.Hold(size * (n + 1))
	phrases := make([]phrase, 0, n+1)
	for i := range n {
		in.Poll.Step(16)
		phrases = append(phrases, each(i))
	}
	if n < all {
		phrases = append(phrases, say(number(int64(all-n)), own(" more")))
	}
	return phrases
}
