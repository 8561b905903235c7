package explain

import (
	"maps"
	"slices"
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// OpenPoint is something that the platform's documentation leaves open and on which it
// depends who belongs to the segment.
type OpenPoint struct {
	// Depends has the answers with which the text is answered with yes. If it names two
	// ways to understand something, this is the second one.
	Depends contact.Reading `json:"depends"`
	Text    string          `json:"text"`
}

// question is an OpenPoint whose text has not been put together.
type question struct {
	depends contact.Reading
	line    phrase
}

// openPoints returns questions as programs see them.
func openPoints(p *poll.Poll, questions []question) []OpenPoint {
	p.Hold(64 * len(questions))
	points := make([]OpenPoint, len(questions))
	for i, q := range questions {
		points[i] = OpenPoint{q.depends, q.line.plain(p)}
	}
	return points
}

// open says what depends on what is not documented: point by point for programs, and in
// fewer lines for people.
func (in *Input) open(letIn *letIn) (points []question, lines []phrase) {
	letters := map[string]bool{}
	dates := map[string]bool{} // columns that are compared with a day
	days := map[int]bool{}
	var edge contact.Reading // of what the windows ask
	for _, c := range in.distinct.index.Conditions {
		in.Poll.Step(16)
		switch c := c.(type) {
		case condition.Field:
			if !letters[c.Column] && in.comparesText(c) {
				letters[c.Column] = true
			}
			if !dates[c.Column] && in.comparesDay(c) {
				dates[c.Column] = true
			}
		case condition.Event:
			days[c.Window.Days] = true
			switch c.Window.Mode {
			case condition.Last:
				edge.EdgeInLast = contact.Yes
			case condition.MoreThan:
				edge.EdgeInMoreThan = contact.Yes
			}
		}
	}
	delete(days, 0)
	points, together := in.missing(letIn)
	missing := len(points)
	if len(letters) > 0 {
		names := join(in.Poll, in.columnNames(in.sorted(slices.Collect(maps.Keys(letters)))), "and")
		in.Poll.Hold(len(names) * pieceSize)
		points = append(points, question{
			contact.Reading{FoldCase: contact.No},
			say(own("Whether upper and lower case matter in "), names, own(".")),
		})
	}
	points = append(points, in.collated()...)
	if len(dates) > 0 {
		names := join(in.Poll, in.columnNames(in.sorted(slices.Collect(maps.Keys(dates)))), "and")
		in.Poll.Hold(len(names) * pieceSize)
		points = append(points, question{
			contact.Reading{WholeDay: contact.Yes},
			say(own("Whether a date without a time is midnight or the whole day in "), names, own(", and in which time zone.")),
		})
	}
	if len(days) > 0 {
		points = append(points, question{edge, in.edges(days)})
	}
	lines = make([]phrase, 0, len(points))
	for i, q := range points {
		switch {
		case in.settled(q.depends):
		case i == 0 && missing > 1:
			lines = append(lines, together)
		case i >= missing || missing == 1:
			lines = append(lines, q.line)
		}
	}
	return slices.DeleteFunc(points, func(q question) bool { return in.settled(q.depends) }), lines
}

// settled reports whether what is assumed says if the platform gives some answers.
func (in *Input) settled(answers contact.Reading) bool {
	if in.Assumed == (contact.Reading{}) {
		return false
	}
	assumed, _ := in.Assumed.Join(contact.Reading{})
	both, possible := assumed.Join(answers)
	return !possible || both == assumed
}

// assumed says what is known of the platform.
func (in *Input) assumed() []phrase {
	said := in.Assumed.Words()
	lines := make([]phrase, len(said))
	for i, w := range said {
		lines[i] = say(own("The platform "), own(words(w)), own("."))
	}
	return lines
}

// missing says where it is open whether contacts without a value match: for each column,
// and for all of them together.
func (in *Input) missing(letIn *letIn) (points []question, together phrase) {
	type negated struct {
		clauses clauses      // so many as are shown
		said    map[int]bool // the numbers of all conditions
		numbers []int
	}
	found := map[string]*negated{}
	d := in.distinct
	has := make([]int, len(d.columns)+1) // 1 + the last group that demands a value in a column
	for i, g := range in.Document.Any {
		in.Poll.Step(8 * len(g.All))
		for _, n := range d.numbers[i] {
			if f := &d.fields[n]; f.demands {
				has[f.column] = i + 1
			}
		}
		for j, n := range d.numbers[i] {
			f := &d.fields[n]
			if !f.negative || has[f.column] == i+1 || f.notNull || letIn.instead(i, f.column) {
				continue
			}
			name := d.columns[f.column-1]
			of := found[name]
			if of == nil {
				of = &negated{said: map[int]bool{}}
				found[name] = of
			}
			if !of.said[n] {
				of.said[n] = true
				if len(of.said) <= mostShown+1 {
					of.clauses = append(of.clauses, in.single(g.All[j], n))
				}
			}
			if n := of.numbers; len(n) == 0 || n[len(n)-1] != i {
				of.numbers = append(n, i)
			}
		}
	}
	points = make([]question, 0, len(found))
	names, numbers := in.sorted(slices.Collect(maps.Keys(found))), map[int]bool{}
	for _, name := range names {
		of := found[name]
		said := in.list(len(of.said), most, func(i int) phrase {
			switch c := of.clauses[i]; {
			case len(c.subject) == 0:
				return say(own("who "), c.short)
			case i > 0 && len(of.clauses[i-1].subject) > 0:
				return c.short
			default:
				return say(own("whose "), c.subject, own(" "), c.short)
			}
		})
		for _, n := range of.numbers {
			numbers[n] = true
		}
		points = append(points, question{
			contact.Reading{MissingMatches: contact.Yes},
			say(own("Whether contacts "), join(in.Poll, said, "or"), own(" include those with no value"), in.where(of.numbers), own(".")),
		})
	}
	if len(points) < 2 {
		return points, nil
	}
	columns := join(in.Poll, in.columnNames(names), "and")
	where := in.where(slices.Sorted(maps.Keys(numbers)))
	in.Poll.Hold((len(columns) + len(where)) * pieceSize)
	return points, say(own("Whether the negative conditions on "), columns, own(" match contacts with no value in that column"), where, own("."))
}

// where names groups in parentheses, unless they are all that there are.
func (in *Input) where(numbers []int) phrase {
	groups := in.groups(numbers)
	if len(groups) == 0 {
		return nil
	}
	return say(own(" ("), groups, own(")"))
}

// edges says that it is open what the last day of windows counts as.
func (in *Input) edges(windows map[int]bool) phrase {
	var days []phrase
	for _, d := range slices.Sorted(maps.Keys(windows)) {
		in.Poll.Step(32)
		in.Poll.Hold(6 * pieceSize)
		day := say(count(int64(d), "day"), own(" ago"))
		if date, ok := in.day(d); ok {
			day = say(day, own(" ("), date, own(")"))
		}
		days = append(days, day)
	}
	return say(own("Whether an event exactly "), join(in.Poll, days, "or"), own(" counts."))
}

// comparesText reports whether the case of letters could matter. It does not
// where a column has certain values only, the text is among them, and no other
// differs from it by case alone.
func (in *Input) comparesText(f condition.Field) bool {
	if orders(f.Operator) {
		return false
	}
	choices := in.column(f.Column).Choices
	for _, v := range f.Values {
		in.Poll.Step(16 + len(v.Text)/4 + 4*len(choices))
		if v.Kind != condition.String || isDate(v) || strings.ToLower(v.Text) == strings.ToUpper(v.Text) {
			continue
		}
		like := 0
		for _, choice := range choices {
			if strings.EqualFold(choice, v.Text) {
				like++
			}
		}
		if like != 1 || !slices.Contains(choices, v.Text) {
			return true
		}
	}
	return false
}

// comparesDay reports whether a column that may have times is compared with a date
// that has none.
func (in *Input) comparesDay(f condition.Field) bool {
	switch in.column(f.Column).Type {
	case column.Any, column.Date:
	default:
		return false
	}
	if o := f.Operator; inside(o) || o == condition.HasAny || o == condition.HasAll || o == condition.HasNone {
		return false
	}
	for _, v := range f.Values {
		in.Poll.Step(16)
		if len(v.Text) == len("2026-01-15") && isDate(v) {
			return true
		}
	}
	return false
}
