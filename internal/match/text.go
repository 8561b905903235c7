package match

import (
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
)

// texts are texts that a value may equal: as they are written, and by the key of the
// collation that ignores most. What has another key there differs under every reading.
type texts struct {
	exact    map[string]bool
	coarsest map[string][]string
}

// addText adds a text of a condition, and the date that it may be.
func (v *values) addText(text string) {
	if v.texts == nil {
		v.texts = &texts{exact: map[string]bool{}, coarsest: map[string][]string{}}
	}
	if !v.texts.exact[text] {
		v.texts.exact[text] = true
		key := collation.Coarsest().Whole(nil, text)
		v.texts.coarsest[key] = append(v.texts.coarsest[key], text)
	}
	d := v.dates
	if d == nil {
		d = &dates{}
	}
	if d.add(text) {
		v.dates = d
	}
}

// textEquals answers whether a text equals one of some texts.
func (j *Judge) textEquals(t *texts, text string) answer {
	if t == nil {
		return answer{state: no}
	}
	if t.exact[text] {
		return answer{state: yes} // whatever is compared, it is compared with itself
	}
	candidates := j.candidates(t, text)
	if len(candidates) == 0 {
		return answer{state: no}
	}
	return j.remembered(memoryKey{texts: t, text: text}, func() answer {
		q := &j.matcher.questions
		var equal Readings
		for i, c := range collation.All() {
			for _, candidate := range candidates {
				if c.Equal(nil, candidate, text) {
					equal = equal.or(&q.collations[i])
					break
				}
			}
		}
		return q.under(equal)
	})
}

// candidates returns the texts that equal a text in the collation that ignores most.
func (j *Judge) candidates(t *texts, text string) []string {
	if isPlain(text) {
		return t.coarsest[string(j.upper(text))]
	}
	return t.coarsest[j.coarsestKey(text)]
}

// upper returns a plain text in upper case, which is its key where case does not count, until
// the next call.
func (j *Judge) upper(text string) []byte {
	j.room = j.room[:0]
	for i := range len(text) {
		c := text[i]
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		j.room = append(j.room, c)
	}
	return j.room
}

// isPlain reports whether a text has only visible characters of ASCII and spaces inside, so
// that only the case of its letters may not count.
func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' {
			return false
		}
	}
	return text == "" || text[0] != ' ' && text[len(text)-1] != ' '
}

// some answers whether an element of a set answers a question with yes.
func (j *Judge) some(v *contact.Value, ask func(item string) answer) answer {
	var some Readings
	for item := range v.Items() {
		switch a := ask(item); a.state {
		case yes:
			return a
		case open:
			some = some.or(&a.open)
		}
	}
	return j.matcher.questions.under(some)
}
