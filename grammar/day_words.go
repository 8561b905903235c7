package grammar

import (
	"slices"
	"strconv"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/suggest"
)

// wordsForDays are days in words that the language does not have: `last week`, `a week ago`,
// `this month`, `last monday`, `interval '30 days'`, `-30d`.
type wordsForDays struct {
	at      ast.Span
	written string // as the author wrote it
	lead    lead
	length  lengthInWords
	weekday bool
	counted bool         // the length has a number in digits, or a name
	named   bool         // it is a name
	first   *lexer.Token // without `the`
}

// lead is what the first word of wordsForDays says.
type lead uint8

const (
	leadNone  lead = iota
	leadLast       // the days up to today
	leadNext       // the days from today on
	leadThis       // the present week or month
	leadAgo        // one day before today
	leadFrom       // one day after today
	leadBare       // a length of time alone
	leadMinus      // a negative one
)

// lengthInWords is a length of time with its unit in words.
type lengthInWords struct {
	days    string // as the language has it, 30d or 2w; empty if it has none like it
	unit    string // as written
	approx  bool   // a month, a quarter or a year is not so many days
	guessed bool   // there was no unit
}

func (l lengthInWords) notes() []string {
	switch {
	case l.approx:
		return []string{"months and years differ in length: `30d` for a month, `365d` for a year"}
	case l.days == "" && suggest.IsUnit(l.unit):
		return []string{"lengths of time are whole days: the shortest is `1d`"}
	}
	return nil
}

// lengthOf returns the length of time of a number and a unit.
func lengthOf(count, unit string) (lengthInWords, bool) {
	l := lengthInWords{unit: unit}
	if count == "" || scanDigits(count) != len(count) {
		return l, false
	}
	kind, p := unitOf(unit, ast.Span{})
	switch {
	case p == nil:
		if count = strings.TrimLeft(count, "0"); count != "" {
			l.days = count + kind.String()
		}
	case p.code != diag.UnsupportedUnit:
		return l, false
	default:
		l.days = daysOf(count, unit)
		l.approx = l.days != ""
	}
	return l, true
}

// leadOf returns what a word before a length of time or a unit says.
func leadOf(word string) lead {
	switch strings.ToLower(word) {
	case "last", "past", "previous", "prior":
		return leadLast
	case "next", "coming", "following", "upcoming":
		return leadNext
	case "this", "current":
		return leadThis
	case "interval":
		return leadBare
	}
	return leadNone
}

// numeral returns the number that a word says, or "".
func numeral(word string) string {
	switch word = strings.ToLower(word); word {
	case "a", "an":
		return "1"
	}
	n := slices.Index([]string{
		"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
	}, word)
	if n < 1 {
		n = map[string]int{"twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90}[word]
	}
	if n < 1 {
		return ""
	}
	return strconv.Itoa(n)
}

// isWeekday reports whether a word is the name of a day of the week.
func isWeekday(word string) bool {
	word = strings.ToLower(word)
	return slices.ContainsFunc([]string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}, func(day string) bool {
		return word == day || word == day+"s" || word == day[:3]
	})
}

// beginsWordsForDays reports whether words for days may begin with a token, given the one
// after it.
func beginsWordsForDays(token, following *lexer.Token) bool {
	switch token.Type {
	case kindWord:
	case kindDuration:
		return token.Value[0] == '-'
	case kindNumber:
		return token.Value[0] == '-' && following.Type == kindWord && isAnyUnit(following.Value)
	default:
		return false
	}
	if following.Type != kindWord && following.Type != kindNumber && following.Type != kindDuration && following.Type != kindString {
		return false
	}
	return leadOf(token.Value) != leadNone || isWord(token, "the") || numeral(token.Value) != ""
}

// wordsForDays reads words for days. It is false after others.
func (m *momentReader) wordsForDays() (w wordsForDays, ok bool) {
	first := m.take()
	w.at = spanOf(&first)
	if isWord(&first, "the") {
		first = m.take()
	}
	w.first = &first
	w.lead = leadOf(first.Value)
	next := m.peek()
	w.counted = next.Type == kindNumber || next.Type == kindDuration
	switch {
	case first.Type == kindDuration || first.Type == kindNumber:
		w.counted = true
		switch {
		case first.Value[0] == '-':
			w.lead = leadMinus
		case !m.lengths || first.Type == kindNumber && !m.unitFollows():
			return w, false
		}
		if w.length, ok = m.lengthFrom(unsigned(first)); ok && w.lead == leadNone {
			w.lead = m.agoOrFrom()
		}
	case !isName(&first):
		return w, false
	case w.lead == leadNone:
		count := numeral(first.Value)
		if spanOf(&first) != w.at && suggest.IsUnitName(first.Value) { // the week
			w.length, ok = lengthOf("1", first.Value)
			w.lead = m.agoOrFrom()
			break
		}
		if count == "" && m.names && !isDayWord(first.Value) && !suggest.IsUnitName(first.Value) {
			w.length, w.counted, w.named, ok = lengthInWords{days: first.Value}, true, true, !m.unitFollows()
			w.lead = m.agoOrFrom()
			break
		}
		if count == "" || next.Type != kindWord {
			return w, false
		}
		unit := m.take()
		if w.length, ok = lengthOf(count, unit.Value); ok {
			w.lead = m.agoOrFrom()
		}
	case next.Type == kindWord && w.lead != leadBare && isWeekday(next.Value):
		m.take()
		w.weekday, ok = true, true
	case next.Type == kindWord && w.lead != leadBare && suggest.IsUnitName(next.Value):
		unit := m.take()
		w.length, ok = lengthOf("1", unit.Value)
		m.agoOrFrom()
	case w.lead == leadThis:
	case m.names && isName(next) && numeral(next.Value) == "":
		name := m.take()
		w.length, w.counted, w.named, ok = lengthInWords{days: name.Value}, true, true, !m.unitFollows()
	default:
		w.length, ok = m.lengthInWords()
	}
	w.at = w.at.Join(spanOf(&m.last))
	return w, ok
}

// agoOrFrom reads what may be after a length of time alone, and says what it means.
func (m *momentReader) agoOrFrom() lead {
	token := m.peek()
	switch word := strings.ToLower(token.Value); {
	case isKeyword(token, "from"):
		m.take()
		m.now()
		return leadFrom
	case token.Type != kindWord:
	case word == "ago", word == "old":
		m.take()
		return leadAgo
	case word == "away":
		m.take()
		return leadFrom
	case m.lengths && (word == "before" || word == "after" || word == "of"):
		m.take()
		if m.now() {
			return map[string]lead{"before": leadAgo, "after": leadFrom, "of": leadBare}[word]
		}
		return leadThis // counted from something else
	}
	return leadBare
}

// now reads the present day, and reports whether it was there.
func (m *momentReader) now() bool {
	there := isWord(m.peek(), "now") || isWord(m.peek(), today)
	if there {
		m.take()
	}
	return there
}

// lengthInWords reads `30d`, `30 days`, `two weeks`, `'30 days'` and `'30' day`.
func (m *momentReader) lengthInWords() (lengthInWords, bool) {
	token := m.take()
	switch token.Type {
	case kindDuration, kindNumber:
		return m.lengthFrom(token)
	case kindWord:
		if count := numeral(token.Value); count != "" && m.unitFollows() {
			unit := m.take()
			return lengthOf(count, unit.Value)
		}
	case kindString:
		words := strings.Fields(token.Value[1 : len(token.Value)-1])
		switch {
		case len(words) == 2:
			return lengthOf(words[0], words[1])
		case len(words) == 1 && m.unitFollows():
			unit := m.take()
			return lengthOf(words[0], unit.Value)
		case len(words) == 1:
			digits := scanDigits(words[0])
			return lengthOf(words[0][:digits], words[0][digits:])
		}
	}
	return lengthInWords{}, false
}

// lengthFrom reads a length of time whose number was read. Without a unit, it is days.
func (m *momentReader) lengthFrom(first lexer.Token) (lengthInWords, bool) {
	digits := scanDigits(first.Value)
	unit := first.Value[digits:]
	guessed := unit == "" && !m.unitFollows()
	switch {
	case guessed:
		unit = "d"
	case unit == "":
		unit = m.take().Value
	}
	length, ok := lengthOf(first.Value[:digits], unit)
	length.guessed = guessed
	return length, ok
}
