package explain

import (
	"cmp"
	"maps"
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// leftOut says which groups contacts without a value in a column are left out
// of, unless another group is the same except that it lets them in.
func (in *Input) leftOut(letIn *letIn) []phrase {
	needed := in.needed(letIn)
	// The columns that contacts are left out for of the same groups.
	type line struct {
		where   phrase
		columns []string
	}
	byGroups := map[string]*line{}
	var last []int
	var l *line // for the groups of the column before
	for _, name := range in.sorted(slices.Collect(maps.Keys(needed))) {
		in.Poll.Step(len(last))
		if l == nil || !slices.Equal(needed[name], last) {
			last = needed[name]
			where := in.groups(last)
			if len(where) > 0 {
				where = say(own(" of "), where)
			}
			key := where.plain(in.Poll)
			if l = byGroups[key]; l == nil {
				l = &line{where: where}
				byGroups[key] = l
			}
		}
		l.columns = append(l.columns, name)
	}
	lines := map[string]phrase{}
	for _, l := range byGroups {
		names := join(in.Poll, in.columnNames(l.columns), "or")
		in.Poll.Hold((len(names) + len(l.where)) * pieceSize)
		line := say(own("Contacts with no value in "), names, own(" are left out"), l.where, own("."))
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
	poll.Sort(nil, all, func(a, b string) int {
		in.Poll.Step(4)
		return cmp.Compare(a, b)
	})
	return all
}

// needed returns the groups that contacts without a value are left out of, by column.
func (in *Input) needed(letIn *letIn) map[string][]int {
	if letIn.needed != nil {
		return letIn.needed
	}
	needed := map[string][]int{}
	d := in.distinct
	for i, numbers := range d.numbers {
		in.Poll.Step(8 * len(numbers))
		for _, n := range numbers {
			f := &d.fields[n]
			if !f.demands || f.isSet || f.notNull || letIn.instead(i, f.column) {
				continue
			}
			name := d.columns[f.column-1]
			if n := needed[name]; len(n) == 0 || n[len(n)-1] != i {
				needed[name] = append(n, i)
			}
		}
	}
	letIn.needed = needed
	return needed
}

func (in *Input) columnNames(names []string) []phrase {
	return in.list(len(names), everything, func(i int) phrase { return columnName(in.Poll, names[i]) })
}

// letIn are the groups that ask for contacts without a value, by the number of the column.
type letIn struct {
	*distinct
	asking [][]int
	here   []int // by condition: 1 + the group that was last looked at, if it has the condition
	group  int   // 1 + that group
	steps  int
	poll   *poll.Poll
	needed map[string][]int // see needed, once asked for
}

// maxSteps bounds the work on documents of thousands of long groups. Past it
// more is said than need be, which is right all the same.
const maxSteps = 5_000_000

func (in *Input) letIn() *letIn {
	d := in.distinct
	l := &letIn{distinct: d, asking: make([][]int, len(d.columns)+1), here: make([]int, len(d.fields)), poll: in.Poll}
	for i, numbers := range d.numbers {
		in.Poll.Step(2 * len(numbers))
		for _, n := range numbers {
			if f := &d.fields[n]; f.isNull {
				l.asking[f.column] = append(l.asking[f.column], i)
			}
		}
	}
	return l
}

// instead reports whether a contact without a value in a column belongs to the
// segment if it has all else that a group demands.
func (l *letIn) instead(group, column int) bool {
	asking := l.asking[column]
	if len(asking) == 0 || l.steps > maxSteps {
		return false
	}
	numbers := l.numbers[group]
	if l.group != group+1 {
		l.group = group + 1
		for _, n := range numbers {
			l.here[n] = l.group
		}
		l.steps += len(numbers)
		l.poll.Step(2 * len(numbers))
	}
	return slices.ContainsFunc(asking, func(other int) bool {
		for _, n := range l.numbers[other] {
			l.steps++
			l.poll.Step(2)
			f := &l.fields[n]
			if (f.column != column || !f.isNull) && (f.column == column || l.here[n] != l.group) {
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
		return say(number(int64(len(numbers))), own(" of the "), count(int64(len(in.Document.Any)), "group"))
	}
	all := in.list(len(numbers), most, func(i int) phrase { return number(int64(numbers[i] + 1)) })
	if len(all) == 1 {
		return say(own("group "), all[0])
	}
	return say(own("groups "), join(in.Poll, all, "and"))
}

// demands reports whether a contact needs a value to match.
func (in *Input) demands(f condition.Field) bool {
	if f.Operator.Negative() {
		return in.Assumed.MissingMatches == contact.No
	}
	return f.Operator != condition.IsNull
}
