package check

import (
	"slices"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
)

// Moving is what can change with the day in a program whose conditions could be read.
type Moving struct {
	// Meetings are the days on which a day that moves meets a fixed one that the same
	// column is compared with. They are numbers, sorted and without duplicates. What is
	// proved of the program can change only around them: between two meetings, the days of
	// each column keep their order.
	Meetings []int
	// Texts says that a column that may have texts is compared with a day that moves and
	// with a text that is not a date, or that there are too many days to compare: then
	// something can change on any day, and there are no meetings.
	Texts bool
}

// Moves reports whether a condition of the program says something else tomorrow.
func (f *Facts) Moves() bool { return len(f.moving) > 0 }

// Size returns how many values and lengths of time the conditions have that say something
// else tomorrow.
func (f *Facts) Size() int {
	n := 0
	for _, e := range f.moving {
		for _, v := range e.Values {
			n += 1 + steps(v)
		}
	}
	return n
}

// Moving returns what can change with the day, from the day with a number on. The poll
// counts the work.
func (f *Facts) Moving(work *poll.Poll, from int) Moving {
	var all Moving
	offsets := map[string][]int{} // by column
	for _, e := range f.moving {
		for _, v := range e.Values {
			work.Step(8 + 4*steps(v))
			if resolve.Moves(v) {
				off, _ := offset(v.Moment)
				offsets[e.Name.Text] = append(offsets[e.Name.Text], off)
				if e.Op == ast.On {
					offsets[e.Name.Text] = append(offsets[e.Name.Text], off+1)
				}
			}
		}
	}
	for name := range offsets {
		slices.Sort(offsets[name])
		offsets[name] = slices.Compact(offsets[name])
	}
	met, pairs := map[int]bool{}, 0
	for i, t := range f.typed {
		work.Step(8)
		e, ok := i.Node.(*ast.Column)
		if !ok || f.only >= 0 && t.rule >= 0 && t.rule != f.only || len(offsets[e.Name.Text]) == 0 {
			continue
		}
		fixed, texts := f.fixed(e)
		all.Texts = all.Texts || texts
		if pairs += len(fixed) * len(offsets[e.Name.Text]); pairs > maxPairs {
			all.Texts = true // so many meet that every day may be one of them
		}
		if all.Texts {
			return Moving{Texts: true}
		}
		for _, day := range fixed {
			for _, off := range offsets[e.Name.Text] {
				work.Step(8)
				if at := day - off; at >= from && !met[at] {
					work.Hold(meetingBytes)
					met[at] = true
					all.Meetings = append(all.Meetings, at)
				}
			}
		}
	}
	slices.Sort(all.Meetings)
	return all
}

// maxPairs is how many pairs of a day that moves and a fixed one are looked at.
const maxPairs = 1 << 20

// meetingBytes is what is counted for a meeting.
const meetingBytes = 64

// fixed returns the days that a condition compares its column with and that do not move. If
// the column may have texts, it reports whether one of its values is a text that may come
// before some dates and after others, or be a part of them.
func (f *Facts) fixed(e *ast.Column) (days []int, texts bool) {
	known := f.Column(e.Name.Text)
	dates := known.Type == column.Date && !known.Mixed && f.program.Declared(e.Name.Text) != nil || e.Name.Text == "created_at"
	part := e.Op == ast.Contains || e.Op == ast.NotContains || e.Op == ast.StartsWith
	add := func(n int) {
		if days = append(days, n); e.Op == ast.On {
			days = append(days, n+1)
		}
	}
	for _, v := range e.Values {
		switch {
		case resolve.Moves(v):
		case v.Kind == ast.Day:
			if base, err := date.Parse(v.Moment.Base.Text); err == nil {
				off, _ := offset(v.Moment)
				add(base.Number() + off)
			}
		case v.Kind == ast.Date || v.Kind == ast.String && !part:
			at, err := date.Parse(v.Text)
			if err == nil {
				add(at.Number())
			}
			texts = texts || err != nil && !dates && strings.ContainsFunc(v.Text, unicode.IsNumber)
		case v.Kind == ast.String:
			texts = texts || !dates
		}
	}
	return days, texts
}
