package meant

import (
	"strings"
	"unicode"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/jsontext"
)

type valueKind int

const (
	quotedValue valueKind = iota
	bareValue             // a word that needs quotes, or is a name
	numberValue
	dateValue
	truth
	nothing // null
)

// A value is what a column is compared with, as segc writes it.
type value struct {
	kind    valueKind
	text    string
	inner   string   // of a text, without the quotes
	others  []string // what it may mean besides
	reasons []Reason
	sure    bool
	month   bool // a number such as 2M, which may be months
}

// quotedText is a word as a text in quotes, or as it is where it can only be a name.
func (v value) quotedText() string {
	if len(v.others) > 0 {
		return v.others[0]
	}
	return v.text
}

// quote writes a text value.
func quote(text string) string { return string(jsontext.AppendString(nil, text)) }

// value reads one value.
func (r *reader) value(at int) (value, int, bool) {
	for _, read := range []func(*reader, int) (value, int, bool){
		(*reader).variable, (*reader).clock, (*reader).literals,
		(*reader).dateOf, (*reader).numberOf, (*reader).constant, (*reader).textOf, (*reader).unopened, (*reader).bare,
	} {
		if v, end, ok := read(r, at); ok && end > at {
			return v, end, true
		}
	}
	return value{}, at, false
}

// textOf reads a text in quotes.
func (r *reader) textOf(at int) (value, int, bool) {
	if v, end, ok := r.twiceQuoted(at); ok {
		return v, end, true
	}
	t := r.at(at)
	if t.kind != quoted {
		return value{}, at, false
	}
	source := r.text(at, at+1)
	if !t.open && (source[0] == '"' || source[0] == '\'') && source[0] == source[len(source)-1] {
		return value{kind: quotedValue, text: source, inner: t.text}, at + 1, true
	}
	v := value{kind: quotedValue, text: quote(t.text), inner: t.text}
	switch {
	case t.open && t.text != "" && (strings.HasSuffix(t.text, `"`) || strings.HasSuffix(t.text, "'")) && strings.Count(t.text, `"`)+strings.Count(t.text, "'") == 1:
		inner := t.text[:len(t.text)-1]
		return value{
			kind: quotedValue, text: quote(inner), inner: inner, sure: true,
			reasons: []Reason{r.reason(at, at+1, diag.BadString, "this text value begins and ends with different quotes: %s", quote(inner))},
		}, at + 1, true
	case t.open:
		v.reasons = []Reason{r.reason(at, at+1, diag.BadString, "this text value has no closing quote on its line")}
	default:
		v.reasons = []Reason{r.reason(at, at+1, diag.BadCharacter, "text values need straight quotes: `%s`", v.text)}
	}
	v.sure = !t.open
	return v, at + 1, true
}

// twiceQuoted reads a text between two pairs of quotes, as TeX has them.
func (r *reader) twiceQuoted(at int) (value, int, bool) {
	empty := func(i int) bool {
		t := r.at(i)
		return (t.kind == quoted || t.kind == named) && t.text == "" && !t.open
	}
	if !empty(at) || r.at(at+1).start != r.at(at).end {
		return value{}, at, false
	}
	for end := at + 1; end < at+8 && end < len(r.tokens); end++ {
		if end > at+1 && empty(end) && r.at(end-1).end == r.at(end).start {
			inner := r.text(at+1, end)
			return value{
				kind: quotedValue, text: quote(inner), inner: inner, sure: true,
				reasons: []Reason{r.reason(at, end+1, diag.BadString, "text values need one pair of quotes: `%s`", quote(inner))},
			}, end + 1, true
		}
	}
	return value{}, at, false
}

// unopened reads a word with a quote after it and none before it: `plan = pro"`.
func (r *reader) unopened(at int) (value, int, bool) {
	t, next := r.at(at), r.at(at+1)
	if t.kind != word || next.kind != quoted || !next.open || next.text != "" || next.start != t.end {
		return value{}, at, false
	}
	return value{
		kind: quotedValue, text: quote(t.text), inner: t.text, sure: true,
		reasons: []Reason{r.reason(at, at+2, diag.BadString, "this text value has no opening quote: `%s`", quote(t.text))},
	}, at + 2, true
}

// constant reads truth values and what means that there is none.
func (r *reader) constant(at int) (value, int, bool) {
	for _, c := range []struct {
		text  string
		kind  valueKind
		words []string
	}{
		{"null", nothing, []string{"null", "none", "nil", "undefined", "nan"}},
		{"true", truth, []string{"true", "yes", "wahr", "vrai", "verdadero", "prawda", "ja", "oui"}},
		{"false", truth, []string{"false", "no", "falsch", "faux", "falso", "nein"}},
	} {
		if !r.at(at).is(c.words...) || r.at(at).kind != word || !r.ends(at+1) {
			continue
		}
		v := value{kind: c.kind, text: c.text}
		if !strings.EqualFold(r.at(at).text, c.text) {
			v.sure = true
			v.reasons = []Reason{r.reason(at, at+1, diag.SyntaxError, "`%s` is not a value; write `%s`", r.at(at).text, c.text)}
		}
		return v, at + 1, true
	}
	return value{}, at, false
}

// noValues are words that are never one of several in a text without quotes.
var noValues = []string{
	"no", "not", "the", "than", "to", "equal", "equals", "symmetric", "asymmetric", "distinct", "anything", "but", "nor", "neither", "under", "over", "above", "below",
	"nicht", "kein", "keine", "pas", "ne", "nie", "sin",
}

// bare reads words without quotes up to the end of the condition, with the signs that e-mail addresses and names
// of plans have.
func (r *reader) bare(at int) (value, int, bool) {
	end := at
	for end < len(r.tokens) && end-at < 8 && (!r.ends(end) || end == at && r.at(at).is("plus") && r.ends(at+1)) { // free or plus
		t := r.at(end)
		apart := end > at && r.at(end-1).end < t.start
		if apart && strings.Contains(r.source[r.at(end-1).end:t.start], "\n") {
			break
		}
		switch {
		case t.is(noValues...) && t.kind == word && (end > at || r.at(end+1).kind == number || r.at(end+1).kind == word && !r.ends(end+1)):
			return value{}, at, false
		case t.is(timeWords...) && t.kind == word, end == at && t.is("in", "is", "not", "has", "contains", "between", "starts"):
			return value{}, at, false
		case t.kind == word && (!apart || !t.is(reserved...)):
		case t.kind == number && end > at:
		case t.kind == sign && strings.Contains("-@._+/&", t.text) && end > at && !apart && r.at(end+1).start == t.end && !r.ends(end+1):
		case t.kind == sign && isSymbol(t.text):
		default:
			return value{}, at, false
		}
		end++
	}
	if end == at {
		return value{}, at, false
	}
	text := r.text(at, end)
	if end == at+1 && r.at(at).kind == word { // maybe a name
		return value{kind: bareValue, text: text, inner: text, others: []string{quote(text)}}, end, true
	}
	return value{
		kind: quotedValue, text: quote(text), inner: text,
		reasons: []Reason{r.reason(at, end, diag.UnquotedText, "text values need quotes: `%s`", quote(text))},
	}, end, true
}

// isSymbol reports whether a sign is a picture, such as an emoji, which is the text itself.
func isSymbol(text string) bool {
	for _, r := range text {
		return unicode.Is(unicode.So, r)
	}
	return false
}

// ends reports whether a value can end before an index.
func (r *reader) ends(at int) bool {
	return r.boundary(at) || r.at(at).kind == sign && r.at(at).is(";") || r.at(at).is("nor")
}
