package compiler

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/prove"
)

// Ahead says on which days what is proved of a rule holds. It is zero for a rule that is the
// same on every day.
type Ahead struct {
	From  string // the day for which the rule was compiled
	Until string // the last day that is known to be like it; "" if every day after it is
}

const (
	// mostMeetings is how many days are looked at on which a day that moves meets a fixed
	// one.
	mostMeetings = 64

	// around is how many days before such a day are tried, and after it: `on` reaches to the
	// next day, and the times of a day begin and end somewhere in it.
	around = 2

	// mostAheadWork bounds the steps of proof for all days together, and atomWork and valueWork
	// are what is counted beside them for each day: some tenths of a second.
	mostAheadWork = 12_000_000
	atomWork      = 500
	valueWork     = 100 // of a value of a condition that moves
)

// ahead looks for the first day to come on which what was proved of the rule does not hold:
// nobody can match it, or everybody does, or it breaks a guard. That can change only around
// the days on which a day that moves meets a fixed one.
func (c *compilation) ahead(where *ast.Where, decided bool) {
	if !c.facts.Moves() {
		return // as nearly always
	}
	if rule, guard := c.names.UsesToday(); !rule && !guard {
		return // a part that is used nowhere moves
	}
	today, err := date.Parse(c.names.Today)
	if err != nil {
		return
	}
	l := &lookout{compilation: c, where: where, today: today.Number()}
	c.result.Ahead = Ahead{From: c.names.Today}
	if !decided {
		c.result.Ahead.Until = c.names.Today
		return
	}
	days, until := daysToTry(c.facts.Moving(c.poll, l.today-around+1), l.today)
	c.result.Ahead.Until = l.look(days, until)
}

// daysToTry returns days after today, sorted, and the last one that is known if none of
// them is another day than the one before: 0 for every day.
func daysToTry(moving check.Moving, today int) (days []int, until int) {
	meetings := moving.Meetings
	if len(meetings) > mostMeetings {
		last := meetings[mostMeetings-1]
		until = max(last+around, meetings[mostMeetings]-around-1)
		meetings = meetings[:mostMeetings]
	}
	next := today + 1
	for _, at := range meetings {
		for day := max(next, at-around); day <= at+around; day++ {
			days = append(days, day)
			next = day + 1
		}
	}
	if moving.Texts { // which may change on any day
		days, until = nil, today+mostMeetings
		for day := today + 1; day <= until; day++ {
			days = append(days, day)
		}
	}
	return days, until
}

// lookout is the work on the days to come.
type lookout struct {
	*compilation
	where *ast.Where
	today int
	spent int
}

// fate is what becomes of a rule on a day.
type fate struct {
	known bool             // it could be found out
	wrong string           // what is wrong then; "" if nothing is
	guard *diag.Diagnostic // about the guard that breaks, if one does
}

// look tries days, and returns the last day that is known to be like today, or "" for every
// day.
func (l *lookout) look(days []int, until int) string {
	for i, day := range days {
		f := l.on(day)
		switch {
		case !f.known:
			return dayText(day - 1)
		case f.wrong != "":
			l.warn(f, days[i:])
			return dayText(day - 1)
		}
	}
	if until == 0 {
		return ""
	}
	return dayText(until)
}

// on proves the rule for another day.
func (l *lookout) on(day int) fate {
	text, ok := date.OfNumber(day)
	if !ok || l.spent > mostAheadWork {
		return fate{}
	}
	l.spent += valueWork * l.facts.Size()
	facts, ok := l.facts.On(l.poll, text)
	if !ok {
		return fate{}
	}
	names := *l.names
	names.Today = text
	rule := formula.Lower(l.poll, &names, facts, l.where.Expr)
	l.spent += atomWork * (1 + len(rule.Set.Atoms))
	if !l.options.Plain {
		rule.Merge(prove.MaxAtoms)
	}
	switch rule.Formula.Kind {
	case formula.True:
		return fate{known: true, wrong: everybody}
	case formula.False:
		return fate{known: true, wrong: nobody}
	}
	list := problems.List{Poll: l.poll}
	source := prove.Source{Program: &names, Columns: facts.Column, Rule: rule, Where: l.where.Expr}
	proof := prove.New(&list, source, prove.Options{AsWritten: l.options.Plain, MaxWork: l.options.MaxWork, OneGuard: true})
	defer proof.Close()
	switch {
	case !proof.Decided():
		return fate{}
	case proof.Constant():
		if proof.Always() {
			return fate{known: true, wrong: everybody}
		}
		return fate{known: true, wrong: nobody}
	}
	proof.PartGuards(nil)
	proof.Guards()
	l.spent += proof.Spent().Work() + proof.SpentOnGuards() + proof.Judged()
	for i := range list.All {
		switch d := &list.All[i]; d.Code {
		case diag.GuardFails:
			return fate{known: true, wrong: d.Message, guard: d}
		case diag.GuardUndecided:
			return fate{known: true, wrong: "segc cannot prove that this rule satisfies a `require`", guard: d}
		}
	}
	return fate{known: true}
}

const (
	everybody = "everybody matches this rule"
	nobody    = "nobody can match this rule"
)

// warn warns of the first of some days, on which something is wrong. It may be right again
// on a day after it.
func (l *lookout) warn(f fate, days []int) {
	last := 0 // of the days on which it is wrong, if that is known
	for _, day := range days[1:] {
		next := l.on(day)
		if !next.known {
			break
		}
		if next.wrong == "" {
			last = day - 1
			break
		}
	}
	when := "from " + english.Day(dayText(days[0]))
	switch {
	case last == days[0]:
		when = "on " + english.Day(dayText(last))
	case last != 0:
		when += " to " + english.Day(dayText(last))
	default:
		when += " on"
	}
	at := place(l.main.Source, l.where.Expr)
	if f.guard != nil {
		at = f.guard.Location
	}
	d := l.Warn(diag.BreaksLater, at, when+", "+f.wrong)
	if f.guard != nil {
		d.Related, d.Contact = f.guard.Related, f.guard.Contact
		d.Notes = append(d.Notes, f.guard.Notes...)
	}
}

// dayText returns a day as it is written. There is one for all days that are tried.
func dayText(number int) string {
	text, _ := date.OfNumber(number)
	return text
}
