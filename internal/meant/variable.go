package meant

import (
	"strings"

	"github.com/segc-lang/segc/diag"
)

// variable reads the name of a value with the signs that variables have in other languages, such as $adult and
// {{adult}}, if the text declares a value with that name, or it is `today`.
func (r *reader) variable(at int) (value, int, bool) {
	for _, signs := range [][2]string{{"{{", "}}"}, {"${", "}"}, {"{", "}"}, {"%", "%"}, {"[", "]"}, {"<", ">"}, {"*|", "|*"}, {"$", ""}, {"@", ""}, {":", ""}, {"&", ""}, {"?", ""}} {
		t := r.at(at + 1)
		if r.at(at).kind != sign || r.at(at).text != signs[0] || t.kind != word {
			continue
		}
		end := at + 2
		if signs[1] != "" {
			if r.at(end).kind != sign || r.at(end).text != signs[1] {
				continue
			}
			end++
		}
		text := t.text
		if t.is("today") {
			text = strings.ToLower(text)
		} else if !r.isNamed(text) {
			continue
		}
		return value{kind: bareValue, text: text, inner: text, reasons: []Reason{
			r.reason(at, end, diag.BadCharacter, "the name of a value has no signs: `%s`", text),
		}}, end, true
	}
	return value{}, at, false
}

// isNamed reports whether the text declares a value with a name.
func (r *reader) isNamed(text string) bool {
	for i, d := range r.all {
		if d.is("value", "param", "for", "const") && i+1 < len(r.all) && r.all[i+1].kind == word && r.all[i+1].text == text {
			return true
		}
	}
	return false
}

// mayMean reports whether a word may name a part or a value, here or in a file that is used.
func (r *reader) mayMean(text string) bool {
	for i, d := range r.all {
		if d.is("use") || d.is("let") && i+1 < len(r.all) && r.all[i+1].text == text {
			return true
		}
	}
	return r.isNamed(text)
}
