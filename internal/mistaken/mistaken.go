package mistaken

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/column"
)

// Name reports whether a name of a column is likely a slip.
func Name(name string) bool {
	_, event := Event(name)
	_, builtin := Builtin(name)
	_, near := Near(name)
	return event || builtin || near
}

// Builtin returns the built-in column that a name differs from only in
// underscores and in the case of letters.
func Builtin(name string) (string, bool) {
	if len(name) > longest {
		return "", false
	}
	for _, builtin := range column.BuiltinNames() {
		if sameLetters(name, builtin) {
			return builtin, name != builtin
		}
	}
	return "", false
}

// sameLetters reports whether two names differ in underscores and case at most. It
// is asked for every column of a rule.
func sameLetters(a, b string) bool {
	for {
		a, b = strings.TrimLeft(a, "_"), strings.TrimLeft(b, "_")
		if a == "" || b == "" {
			return a == b
		}
		one, size := utf8.DecodeRuneInString(a)
		other, length := utf8.DecodeRuneInString(b)
		if unicode.ToLower(one) != unicode.ToLower(other) {
			return false
		}
		a, b = a[size:], b[length:]
	}
}

// Event returns the word for the event that a name is likely meant for: the verb
// or the noun for the event, also in the plural, or a word that is one slip away
// from a word of the language or from a long form, or several words such as
// email_opens. Short words are close to too many others: chicks may well be what a
// column counts.
func Event(name string) (word string, ok bool) {
	if len(name) > longest {
		return "", false
	}
	lower := strings.ToLower(name)
	letters := utf8.RuneCountInString(lower)
	for _, f := range formsOfEvents() {
		near := letters >= len(f.text)-1 && letters <= len(f.text)+1
		slips := near && (f.text == f.word || len(f.text) >= longForm)
		if lower == f.text || slips && oneSlip([]rune(lower), []rune(f.text)) {
			return f.word, true
		}
	}
	switch lower { // no slips are near these: clocking is a word too
	case "opening":
		return "opened", true
	case "clicking":
		return "clicked", true
	case "bouncing":
		return "bounced", true
	case "complaining":
		return "complained", true
	case "delivering":
		return "delivered", true
	case "unsubscribing":
		return "unsubscribed", true
	}
	return compound(name)
}

// Happened returns the word for the event that a word alone, in the place of a condition, is likely meant for: one of
// Event, or what people call bounces and complaints.
func Happened(word string) (event string, ok bool) {
	switch strings.ToLower(strings.ReplaceAll(word, "_", "")) {
	case "hardbounced", "hardbounce", "hardbounces", "softbounced", "softbounce", "softbounces":
		return "bounced", true
	case "spam", "spammed", "spamreport", "spamreports", "abuse":
		return "complained", true
	case "optedout", "optout":
		return "unsubscribed", true
	case "received":
		return "delivered", true
	}
	return Event(word)
}

const (
	// longest is more bytes than any name has that is close to a known one.
	longest = 32
	// longForm is from how many letters on a form may have a slip.
	longForm = 8
)

// form is a form of the word for an event, and the word itself.
type form struct{ text, word string }

func formsOfEvents() [22]form {
	return [22]form{
		{"opened", "opened"},
		{"open", "opened"},
		{"opens", "opened"},
		{"clicked", "clicked"},
		{"click", "clicked"},
		{"clicks", "clicked"},
		{"bounced", "bounced"},
		{"bounce", "bounced"},
		{"bounces", "bounced"},
		{"complained", "complained"},
		{"complain", "complained"},
		{"complains", "complained"},
		{"complaint", "complained"},
		{"complaints", "complained"},
		{"delivered", "delivered"},
		{"deliver", "delivered"},
		{"delivers", "delivered"},
		{"delivery", "delivered"},
		{"deliveries", "delivered"},
		{"unsubscribed", "unsubscribed"},
		{"unsubscribe", "unsubscribed"},
		{"unsubscribes", "unsubscribed"},
	}
}

// oneSlip reports whether a word becomes another one when one letter is added,
// left out or replaced, or two neighbors change places.
func oneSlip(a, b []rune) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	switch {
	case len(a) == 2 && len(b) == 2:
		return a[0] == b[1] && a[1] == b[0]
	default:
		return len(a) <= 1 && len(b) <= 1 && len(a)+len(b) > 0
	}
}
