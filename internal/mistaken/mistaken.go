package mistaken

import (
	"strings"

	"github.com/segc-lang/segc/internal/column"
)

// Name reports whether a name of a column is likely a slip.
func Name(name string) bool {
	_, event := Event(name)
	_, builtin := Builtin(name)
	return event || builtin
}

// Builtin returns the built-in column that a name differs from only in
// underscores and in the case of letters.
func Builtin(name string) (string, bool) {
	if len(name) > longest {
		return "", false
	}
	plain := squeezed(name)
	for _, builtin := range column.BuiltinNames() {
		if plain == squeezed(builtin) {
			return builtin, name != builtin
		}
	}
	return "", false
}

func squeezed(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }

// Event returns the word for the event that a name is likely meant for: the verb
// or the noun for the event, also in the plural, or a word that is one slip away
// from a word of the language or from a long form. Short words are close to too
// many others: chicks may well be what a column counts.
func Event(name string) (word string, ok bool) {
	if len(name) > longest {
		return "", false
	}
	letters := []rune(strings.ToLower(name))
	for _, e := range events() {
		for i, form := range e.forms {
			slips := i == 0 || len(form) >= longForm
			if string(letters) == form || slips && oneSlip(letters, []rune(form)) {
				return e.word, true
			}
		}
	}
	return "", false
}

const (
	// longest is more bytes than any name has that is close to a known one.
	longest = 32
	// longForm is from how many letters on a form may have a slip.
	longForm = 8
)

// event is an event with the forms of its word, the one of the language first.
type event struct {
	word  string
	forms []string
}

func events() []event {
	return []event{
		{"opened", []string{"opened", "open", "opens"}},
		{"clicked", []string{"clicked", "click", "clicks"}},
		{"bounced", []string{"bounced", "bounce", "bounces"}},
		{"complained", []string{"complained", "complain", "complains", "complaint", "complaints"}},
		{"delivered", []string{"delivered", "deliver", "delivers", "delivery", "deliveries"}},
		{"unsubscribed", []string{"unsubscribed", "unsubscribe", "unsubscribes"}},
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
