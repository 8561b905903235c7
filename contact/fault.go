package contact

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/inert"
)

// fault is what is wrong at a path below a contact.
type fault struct {
	path string
	err  error
}

func (f *fault) Error() string { return f.path + ": " + f.err.Error() }

func (f *fault) Unwrap() error { return f.err }

// inMember says that an error is in a member of an object.
func inMember(name string, err error) error {
	if plain(name) {
		return below(name, err)
	}
	return below("["+quote(name)+"]", err)
}

// inElement says that an error is in an element of an array.
func inElement(i int, err error) error { return below("["+strconv.Itoa(i)+"]", err) }

func below(step string, err error) error {
	var f *fault
	if !errors.As(err, &f) {
		return &fault{step, err}
	}
	if f.path[0] != '[' {
		step += "."
	}
	return &fault{step + f.path, f.err}
}

// plain reports whether the name of a member can be in a path without quotes.
func plain(name string) bool {
	for i := range len(name) {
		c := name[i]
		if c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return name != "" && len(name) <= longest
}

// longest is how many characters of a text a message shows.
const longest = 40

// quote returns a text of unknown origin for a message: short, printable, and not a command
// for a CI system.
func quote(s string) string {
	if utf8.RuneCountInString(s) > longest {
		s = string([]rune(s)[:longest]) + "…"
	}
	return inert.Words(strconv.Quote(s))
}

// mustBe says what a value has to be, and what it is.
func mustBe(what string, value any) error {
	is := ""
	switch value := value.(type) {
	case nil:
		is = "null"
	case string:
		is = "the string " + quote(value)
	case json.Number:
		is = "the number " + strings.Trim(quote(value.String()), `"`)
	case json.Delim:
		is = map[json.Delim]string{'{': "an object", '[': "an array"}[value]
	default:
		is = fmt.Sprint(value)
	}
	return fmt.Errorf("this must be %s, not %s", what, is)
}

// within says from where to where numbers go.
func within(least, most int64) string { return fmt.Sprintf("from %d to %d", least, most) }

// list puts names into a sentence, with a word before the last one.
func list(names []string, word string) string {
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + word + names[len(names)-1]
}
