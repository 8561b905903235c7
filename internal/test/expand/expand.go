// Package expand writes rules by hand, in place of the compiler: it puts the dates of a day where a text counts
// from today, and a range where it asks for a whole day; it replaces names of values by their values, and uses of
// parts with arguments by the bodies of the parts. The result means the same, and has none of these.
//
//   - expand.go: days, in a text that names no values
//   - values.go: values, params and parts with parameters, statement by statement; items.go has what is
//     in the places of values and ids
//   - tokens.go: the tokens of both
//
// It shares no code with the compiler: its tokens are its own, and it knows just enough of
// conditions to tell where a value is, since the words of days and the names of values are names of
// other things elsewhere. It expects a text without mistakes. It is for tests only.
package expand

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// Days returns a text with dates in place of the days that are counted from today and with ranges
// in place of `on`.
func Days(text, today string) string {
	now, err := time.Parse(time.DateOnly, today)
	if err != nil {
		panic(err)
	}
	r := reader{text: text, tokens: tokens(text), today: now}
	for r.next().kind != end {
		r.statement()
	}
	return r.out.String() + text[r.copied:]
}

// reader goes through the tokens of a text, and writes it anew.
type reader struct {
	text   string
	tokens []token
	today  time.Time
	at     int // of the next token
	out    strings.Builder
	copied int // so much of the text is written
}

func (r *reader) next() token       { return r.tokens[r.at] }
func (r *reader) after(n int) token { return r.tokens[r.at+n] }

// pass leaves tokens as they are.
func (r *reader) pass(n int) { r.at = min(r.at+n, len(r.tokens)-8) }

// put writes something in place of the tokens from one to the next.
func (r *reader) put(from int, text string) {
	r.out.WriteString(r.text[r.copied:r.tokens[from].start])
	r.out.WriteString(text)
	r.copied = r.tokens[r.at-1].end
}

// parens passes a list in parentheses.
func (r *reader) parens() {
	for depth := 0; r.next().kind != end; {
		switch {
		case r.next().is("("):
			depth++
		case r.next().is(")"):
			depth--
		}
		r.pass(1)
		if depth == 0 {
			return
		}
	}
}

// statement reads a statement, or the rule of a file that has nothing else.
func (r *reader) statement() {
	declares := (r.after(1).kind == word || r.after(1).kind == quoted) && r.after(2).is("=")
	switch t := r.next(); {
	case t.is("let"):
		r.pass(3)
		r.expression()
	case t.is("where"):
		r.pass(1)
		r.expression()
	case t.is("require"):
		r.pass(1)
		r.expression()
		if r.next().is("because") {
			r.pass(2)
		}
	case t.is("use"):
		r.pass(2)
	case t.is("segment"):
		r.pass(2)
		for r.next().is("id", "color", "description", "lists") {
			r.pass(2)
			for r.next().is(",") {
				r.pass(2)
			}
		}
	case t.is("field"):
		r.pass(4)
		if r.next().is("(") {
			r.parens()
		}
		if r.next().is("not") {
			r.pass(2)
		}
	case t.is("campaign"), t.is("list", "isp") && declares:
		if r.pass(3); r.next().is("(") {
			r.parens()
		} else {
			r.pass(1)
		}
	default:
		r.expression()
	}
}

// expression reads conditions with what joins them.
func (r *reader) expression() {
	for {
		for r.next().is("not", "!") {
			r.pass(1)
		}
		if r.next().is("(") {
			r.pass(1)
			r.expression()
			r.pass(1) // the closing one
		} else {
			r.condition()
		}
		if !r.next().is("and", "or", "&&", "||") {
			return
		}
		r.pass(1)
	}
}

// condition reads a condition on an event, on ids or on a column, or the name of a part.
func (r *reader) condition() {
	switch t := r.next(); {
	case t.is("never", "opened", "clicked", "bounced", "complained", "delivered", "unsubscribed"):
		r.event()
	case t.is("list", "isp"):
		r.pass(1)
		for r.next().is("not", "in", "=", "==", "!=", "<>") {
			r.pass(1)
		}
		if r.next().is("(") {
			r.parens()
		} else {
			r.pass(1)
		}
	default:
		r.pass(1)
		r.column(t)
	}
}

// event passes a condition on an event. Its numbers are counts and windows.
func (r *reader) event() {
	if r.next().is("never") {
		r.pass(1)
	}
	r.pass(1)
	switch {
	case r.next().is("between"):
		r.pass(4)
	case r.next().kind == sign && !r.next().is("(", ")", "&&", "||"):
		r.pass(2)
	}
	for {
		switch {
		case r.next().is("from", "except"):
			r.pass(2)
			r.parens()
		case r.next().is("in"):
			for r.pass(1); r.next().is("the", "last"); {
				r.pass(1)
			}
			r.pass(2)
		case r.next().is("more"):
			r.pass(5)
		default:
			return
		}
	}
}

// column reads what is asked of a column, if anything is.
func (r *reader) column(name token) {
	switch t := r.next(); {
	case t.is("=", "==", "!=", "<>", "<", "<=", ">", ">="):
		r.pass(1)
		r.value()
	case t.is("between"):
		r.pass(1)
		r.value()
		r.pass(1) // and
		r.value()
	case t.is("in"), t.is("not") && r.after(1).is("in"):
		for !r.next().is("(") {
			r.pass(1)
		}
		for !r.next().is(")") {
			r.pass(1)
			r.value()
		}
		r.pass(1)
	case t.is("has"):
		r.pass(2)
		r.parens()
	case t.is("is"):
		if r.pass(2); !r.tokens[r.at-1].is("null") {
			r.pass(1)
		}
	case t.is("contains"):
		r.pass(2)
	case t.is("not"), t.is("starts"):
		r.pass(3)
	case t.is("on"):
		from := r.at - 1
		r.pass(1)
		day := r.day()
		r.put(from, "("+name.text+" >= "+written(day)+" and "+name.text+" < "+written(day.AddDate(0, 0, 1))+")")
	}
}

// value reads a value that a column is compared with.
func (r *reader) value() {
	from := r.at
	if r.next().is("-") {
		r.pass(1) // of a number
	}
	counts := r.next().is("today") || r.next().kind == number && r.ago() ||
		r.next().kind == date && len(r.next().text) == len(time.DateOnly) && r.after(1).is("+", "-")
	if !counts {
		r.pass(1)
		return
	}
	day := r.day()
	r.put(from, written(day))
}

// ago reports whether a length of time and `ago` come next. Even 30d is two tokens.
func (r *reader) ago() bool {
	return r.after(1).is("d", "day", "days", "w", "week", "weeks") && r.after(2).is("ago")
}

// day reads a day, however it is written.
func (r *reader) day() time.Time {
	t := r.next()
	if t.kind == number {
		days := r.length()
		r.pass(1) // ago
		return r.today.AddDate(0, 0, -days)
	}
	day := r.today
	if r.pass(1); t.kind == date || t.kind == text {
		day = dayOf(t.text)
	}
	for r.next().is("+", "-") {
		back := r.next().is("-")
		r.pass(1)
		days := r.length()
		if back {
			days = -days
		}
		day = day.AddDate(0, 0, days)
	}
	return day
}

// length reads a number and its unit.
func (r *reader) length() int {
	n, err := strconv.Atoi(r.next().text)
	if err != nil {
		panic(err)
	}
	if r.after(1).is("w", "week", "weeks") {
		n *= 7
	}
	r.pass(2)
	return n
}

// dayOf returns the day of a date, which may be in quotes.
func dayOf(written string) time.Time {
	if quote := written[0]; quote == '"' || quote == '\'' {
		if err := json.Unmarshal([]byte(`"`+written[1:len(written)-1]+`"`), &written); err != nil {
			panic(err)
		}
	}
	day, err := time.Parse(time.DateOnly, written)
	if err != nil {
		panic(err)
	}
	return day
}

// written writes a day as a date.
func written(day time.Time) string { return day.Format(time.DateOnly) }
