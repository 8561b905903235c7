package plan

import (
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/visible"
	"github.com/segc-lang/segc/internal/written"
	"github.com/segc-lang/segc/rulesjson"
)

// rulesShown returns the JSON of two documents as a difference shows it.
func rulesShown(before, after *rulesjson.Document) (old, changed string) {
	old, changed = RulesApart(before, after, shown(before), shown(after))
	return old + "\n", changed + "\n"
}

// shown returns a document as people read it.
func shown(d *rulesjson.Document) string {
	return string(written.Lines(d.AppendJSON(nil, true)))
}

// RulesApart returns two texts of two documents, in JSON or in the language. Where a
// text value of one looks like another value of the other, they have escapes for all
// characters beyond ASCII.
func RulesApart(before, after *rulesjson.Document, old, changed string) (string, string) {
	if !alike(before, after) {
		return old, changed
	}
	return inASCII(old), inASCII(changed)
}

// Shown returns both values of a field as quote puts them in quotes. Where they
// cannot be told apart by reading them, what differs is written as escapes.
func (f Field) Shown(quote func(string) string) (old, changed string) {
	apart := visible.Apart(f.Old, f.New)
	if apart[0] == f.Old && apart[1] == f.New {
		return quote(f.Old), quote(f.New)
	}
	return `"` + apart[0] + `"`, `"` + apart[1] + `"`
}

func alike(before, after *rulesjson.Document) bool {
	looks := map[string]string{}
	for text := range textValues(before) {
		looks[visible.Look(text)] = text
	}
	for text := range textValues(after) {
		if old, known := looks[visible.Look(text)]; known && old != text {
			return true
		}
	}
	return false
}

// textValues returns the text values of a document.
func textValues(d *rulesjson.Document) map[string]bool {
	all := map[string]bool{}
	for _, g := range d.Any {
		for _, c := range g.All {
			f, ok := c.(rulesjson.Field)
			if !ok {
				continue
			}
			for _, v := range f.Values {
				if v.Kind == rulesjson.String {
					all[v.Text] = true
				}
			}
		}
	}
	return all
}

// inASCII writes a text with escapes for all characters beyond ASCII.
func inASCII(text string) string {
	var b strings.Builder
	for len(text) > 0 {
		n := strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
		if n < 0 {
			n = len(text)
		}
		b.WriteString(text[:n])
		text = text[n:]
		if n = strings.IndexFunc(text, func(r rune) bool { return r < utf8.RuneSelf }); n < 0 {
			n = len(text)
		}
		b.WriteString(visible.Escaped(text[:n]))
		text = text[n:]
	}
	return b.String()
}
