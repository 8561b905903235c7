package plan

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/visible"
)

// rulesShown returns the JSON of two documents as a difference shows it: where a
// text value of one looks like another value of the other, with escapes for all
// characters beyond ASCII.
func rulesShown(before, after *rule.Document) (old, changed string) {
	a, b := rule.AppendJSON(nil, before, false), rule.AppendJSON(nil, after, false)
	if alike(before, after) {
		a, b = plainJSON(a), plainJSON(b)
	}
	return string(a) + "\n", string(b) + "\n"
}

// Shown returns both values of a field in quotes. Where they cannot be told apart
// by reading them, what differs is written as escapes.
func (f Field) Shown() (old, changed string) {
	apart := visible.Apart(f.Old, f.New)
	if apart[0] == f.Old && apart[1] == f.New {
		return strconv.Quote(f.Old), strconv.Quote(f.New)
	}
	return `"` + apart[0] + `"`, `"` + apart[1] + `"`
}

func alike(before, after *rule.Document) bool {
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
func textValues(d *rule.Document) map[string]bool {
	all := map[string]bool{}
	for _, g := range d.Any {
		for _, c := range g.All {
			f, ok := c.(rule.Field)
			if !ok {
				continue
			}
			for _, v := range f.Values {
				if v.Kind == rule.String {
					all[v.Text] = true
				}
			}
		}
	}
	return all
}

// plainJSON writes a document in ASCII. Only its strings have other characters.
func plainJSON(document []byte) []byte {
	var b bytes.Buffer
	for len(document) > 0 {
		n := 0
		for n < len(document) && document[n] < utf8.RuneSelf {
			n++
		}
		b.Write(document[:n])
		document = document[n:]
		for n = 0; n < len(document) && document[n] >= utf8.RuneSelf; {
			n++
		}
		b.WriteString(visible.Escaped(string(document[:n])))
		document = document[n:]
	}
	return b.Bytes()
}
