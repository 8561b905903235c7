package match

import (
	"bytes"
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/condition"
)

// part is a part that texts contain or start with.
type part struct {
	isText bool
	plain  bool                    // only the case of its letters may not count
	keys   [collation.Count]string // by the place of the collation
	prefix bool
	upper  []byte // the key of a plain part where case does not count
}

// in reports whether a text has the part, both as keys.
func (p *part) in(text, key string) bool {
	if p.prefix {
		return strings.HasPrefix(text, key)
	}
	return strings.Contains(text, key)
}

// inUpper reports whether a plain text in upper case has the part.
func (p *part) inUpper(text []byte) bool {
	if p.prefix {
		return bytes.HasPrefix(text, p.upper)
	}
	return bytes.Contains(text, p.upper)
}

func compilePart(v condition.Value, prefix bool) *part {
	p := &part{isText: v.Kind == condition.String, plain: isPlain(v.Text), prefix: prefix, upper: []byte(strings.ToUpper(v.Text))}
	for i, c := range collation.All() {
		p.keys[i] = c.Part(nil, v.Text)
	}
	return p
}

// find answers whether a text, or an element of a set, has a part.
func (j *Judge) find(p *part, v *contact.Value) answer {
	switch {
	case !p.isText:
		return answer{state: no}
	case v.Kind() == contact.TextKind:
		return j.findIn(p, v.Text())
	case v.Kind() == contact.SetKind:
		return j.some(v, func(item string) answer { return j.findIn(p, item) })
	default:
		return answer{state: no}
	}
}

func (j *Judge) findIn(p *part, text string) answer {
	q := &j.matcher.questions
	if p.plain && isPlain(text) {
		if p.in(text, p.keys[0]) {
			return answer{state: yes}
		}
		if !p.inUpper(j.upper(text)) {
			return answer{state: no}
		}
	}
	return j.remembered(memoryKey{part: p, text: text}, func() answer {
		var found Readings
		for i, c := range collation.All() {
			if p.in(c.Part(nil, text), p.keys[i]) {
				found = found.or(&q.collations[i])
			}
		}
		return q.under(found)
	})
}
