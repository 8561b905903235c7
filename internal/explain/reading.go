package explain

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// leftOut says which groups contacts without a value in a column are left out
// of, unless another group is the same but for letting them in.
func (in *Input) leftOut(letIn *letIn) []phrase {
	needed := map[string][]int{}
	for i, g := range in.Document.Any {
		for _, c := range g.All {
			in.Poll.Step(32)
			f, ok := c.(condition.Field)
			if !ok || !demands(f) || f.Operator == condition.IsNotNull || in.notNull(f.Column) || letIn.instead(i, f.Column) {
				continue
			}
			if n := needed[f.Column]; len(n) == 0 || n[len(n)-1] != i {
				needed[f.Column] = append(n, i)
			}
		}
	}
	// The columns that contacts are left out for of the same groups.
	type line struct {
		where   phrase
		columns []string
	}
	byGroups := map[string]*line{}
	for _, name := range in.sorted(slices.Collect(maps.Keys(needed))) {
		where := in.groups(needed[name])
		if len(where) > 0 {
			where = say(own(" of "), where)
		}
		key := where.plain(in.Poll)
		l := byGroups[key]
		if l == nil {
			l = &line{where: where}
			byGroups[key] = l
		}
		l.columns = append(l.columns, name)
	}
	lines := map[string]phrase{}
	for _, l := range byGroups {
		names := join(in.Poll, in.columnNames(l.columns), "or")
		in.Poll.Hold((len(names) + len(l.where)) * pieceSize)
		line := say(own("Contacts whose "), names, own(" is not set are left out"), l.where, own("."))
		lines[line.plain(in.Poll)] = line
	}
	all := make([]phrase, 0, len(lines))
	for _, text := range in.sorted(slices.Collect(maps.Keys(lines))) {
		all = append(all, lines[text])
	}
	return all
}

// sorted sorts texts.
func (in *Input) sorted(all []string) []string {
	slices.SortFunc(all, func(a, b string) int {
		in.Poll.Step(4)
		return cmp.Compare(a, b)
	})
	return all
}

func (in *Input) columnNames(names []string) []phrase {
	return in.list(len(names), everything, func(i int) phrase { return columnName(in.Poll, names[i]) })
}

// letIn are the groups that ask for contacts without a value, by column.
type letIn struct {
	groups []condition.Group
	keys   [][]string // of the conditions
	asking map[string][]int
	steps  int
	poll   *poll.Poll
}

// maxSteps bounds the work on documents of thousands of long groups. Past it
// more is said than need be, which is right all the same.
const maxSteps = 5_000_000

func (in *Input) letIn(d *condition.Document) *letIn {
	l := &letIn{groups: d.Any, keys: make([][]string, len(d.Any)), asking: map[string][]int{}, poll: in.Poll}
	for i, g := range d.Any {
		for _, c := range g.All {
			in.Poll.Hold(32)
			l.keys[i] = append(l.keys[i], in.key(c))
			if f, ok := c.(condition.Field); ok && f.Operator == condition.IsNull {
				l.asking[f.Column] = append(l.asking[f.Column], i)
			}
		}
	}
	return l
}

// instead reports whether a contact without a value in a column belongs to the
// segment if it has all else that a group demands.
func (l *letIn) instead(group int, name string) bool {
	asking := l.asking[name]
	if len(asking) == 0 || l.steps > maxSteps {
		return false
	}
	rest := map[string]bool{}
	for i, c := range l.groups[group].All {
		if f, ok := c.(condition.Field); !ok || f.Column != name {
			rest[l.keys[group][i]] = true
		}
	}
	l.steps += len(l.keys[group])
	l.poll.Step(16 * len(l.keys[group]))
	return slices.ContainsFunc(asking, func(other int) bool {
		for i, c := range l.groups[other].All {
			l.steps++
			l.poll.Step(8)
			if f, ok := c.(condition.Field); (!ok || f.Column != name || f.Operator != condition.IsNull) && !rest[l.keys[other][i]] {
				return false
			}
		}
		return true
	})
}

// groups names groups, unless they are all that there are.
func (in *Input) groups(numbers []int) phrase {
	if len(numbers) == len(in.Document.Any) {
		return nil
	}
	if in.unnumbered {
		return say(number(int64(len(numbers))), own(" of the "), counted(int64(len(in.Document.Any)), "group"))
	}
	all := in.list(len(numbers), most, func(i int) phrase { return number(int64(numbers[i] + 1)) })
	if len(all) == 1 {
		return say(own("group "), all[0])
	}
	return say(own("groups "), join(in.Poll, all, "and"))
}

// open says what depends on what is not documented.
func (in *Input) open(letIn *letIn) []phrase {
	letters := map[string]bool{}
	dates := map[string]bool{} // columns that are compared with a day
	days := map[int]bool{}
	for _, g := range in.Document.Any {
		for _, c := range g.All {
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
			}
		}
	}
	delete(days, 0)
	lines := in.missing(letIn)
	if len(letters) > 0 {
		names := join(in.Poll, in.columnNames(in.sorted(slices.Collect(maps.Keys(letters)))), "and")
		in.Poll.Hold(len(names) * pieceSize)
		lines = append(lines, say(own("Whether capital and small letters make a difference in "), names, own(".")))
	}
	lines = append(lines, in.collated()...)
	if len(dates) > 0 {
		names := join(in.Poll, in.columnNames(in.sorted(slices.Collect(maps.Keys(dates)))), "and")
		in.Poll.Hold(len(names) * pieceSize)
		lines = append(lines, say(own("What a date without a time covers in "), names, own(": only the midnight with which the day begins, or all times of that day; and in which time zone.")))
	}
	if len(days) > 0 {
		lines = append(lines, in.edges(days))
	}
	return lines
}

// missing says where it is open whether contacts without a value match, a line
// for each column.
func (in *Input) missing(letIn *letIn) []phrase {
	type negated struct {
		clauses clauses         // so many as are shown
		said    map[string]bool // the keys of all of them
		numbers []int
	}
	found := map[string]*negated{}
	for i, g := range in.Document.Any {
		has := map[string]bool{} // the columns in which the group demands a value
		for _, c := range g.All {
			in.Poll.Step(32)
			if f, ok := c.(condition.Field); ok && demands(f) {
				has[f.Column] = true
			}
		}
		for _, c := range g.All {
			f, ok := c.(condition.Field)
			if !ok || !f.Operator.Negative() || has[f.Column] || in.notNull(f.Column) || letIn.instead(i, f.Column) {
				continue
			}
			of := found[f.Column]
			if of == nil {
				of = &negated{said: map[string]bool{}}
				found[f.Column] = of
			}
			if key := in.key(c); !of.said[key] {
				of.said[key] = true
				if len(of.said) <= mostShown+1 {
					of.clauses = append(of.clauses, in.single(c))
				}
			}
			if n := of.numbers; len(n) == 0 || n[len(n)-1] != i {
				of.numbers = append(n, i)
			}
		}
	}
	lines := make([]phrase, 0, len(found))
	for _, name := range in.sorted(slices.Collect(maps.Keys(found))) {
		of := found[name]
		said := in.list(len(of.said), most, func(i int) phrase { return of.clauses[i].short })
		var where phrase
		if groups := in.groups(of.numbers); len(groups) > 0 {
			where = say(own(" ("), groups, own(")"))
		}
		column := columnName(in.Poll, name)
		lines = append(lines, say(own("Whether contacts whose "), column, own(" is not set count as contacts whose "), column, own(" "), join(in.Poll, said, "or"), where, own(".")))
	}
	return lines
}

// edges says that it is open what the last day of windows counts as.
func (in *Input) edges(windows map[int]bool) phrase {
	var days []phrase
	for _, d := range slices.Sorted(maps.Keys(windows)) {
		in.Poll.Step(32)
		in.Poll.Hold(6 * pieceSize)
		day := say(counted(int64(d), "day"), own(" ago"))
		if !in.At.IsZero() {
			day = say(day, own(" ("), in.day(d), own(")"))
		}
		days = append(days, day)
	}
	return say(own("Whether something that happened exactly "), join(in.Poll, days, "or"), own(" counts."))
}

// demands reports whether a contact needs a value to match.
func demands(f condition.Field) bool { return !f.Operator.Negative() && f.Operator != condition.IsNull }

// column returns what is known of a column.
func (in *Input) column(name string) column.Column {
	if c, ok := column.Builtin(name); ok {
		return c
	}
	return in.Columns(name)
}

func (in *Input) notNull(name string) bool {
	return in.Columns(name).NotNull || in.column(name).NotNull
}

// comparesText reports whether the case of letters could matter. It does not
// where a column has certain values only, of which the text is one, and no other
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

// hasWindow reports whether days are reckoned at all.
func (in *Input) hasWindow() bool {
	for _, g := range in.Document.Any {
		in.Poll.Step(len(g.All))
		for _, c := range g.All {
			if e, ok := c.(condition.Event); ok && e.Window.Days > 0 {
				return true
			}
		}
	}
	return false
}

// day returns the date a number of days before At.
func (in *Input) day(days int) phrase { return date(in.At.AddDate(0, 0, -days)) }

// counted returns a number of things.
func counted(n int64, word words) phrase {
	if n == 1 {
		return own("1 " + word)
	}
	return say(number(n), own(" "+word+"s"))
}
