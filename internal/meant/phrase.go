package meant

import (
	"strings"

	"github.com/segc-lang/segc/diag"
)

// A phrase is what a part of a text may mean: segc's words for it, and why they differ from the author's.
type phrase struct {
	text    string
	reasons []Reason
	joint   string // `or` or `and` if conditions are joined at the top, with what is between them
	note    string // what the author has to know of it
	sure    bool   // the grammar's own reading, if it has one, is not what people mean
}

// A Reason says what is wrong at a place.
type Reason struct {
	Start, End int // bytes of the text
	Code       diag.Code
	Message    string
}

// most is how many meanings of one text are offered.
const most = 4

// join returns the phrases of two parts, with a text between them.
func join(left []phrase, between string, right []phrase) (all []phrase) {
	for _, l := range left {
		for _, r := range right {
			if len(all) < most {
				all = append(all, phrase{
					text:    spaced(l.text, between, r.text),
					reasons: append(append([]Reason(nil), l.reasons...), r.reasons...),
					sure:    l.sure || r.sure,
				})
			}
		}
	}
	return all
}

func spaced(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		if p == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(p)
	}
	return b.String()
}

// because returns the phrases with one more reason.
func because(all []phrase, r Reason) []phrase {
	out := make([]phrase, len(all))
	for i, p := range all {
		p.reasons = append([]Reason{r}, p.reasons...)
		out[i] = p
	}
	return out
}

// surely returns the phrases as those that the grammar's own reading does not come before.
func surely(all []phrase) []phrase {
	for i := range all {
		all[i].sure = true
	}
	return all
}

// one returns a single meaning.
func one(text string) []phrase { return []phrase{{text: text}} }

// either returns several meanings, the most likely first.
func either(texts ...string) (all []phrase) {
	for _, text := range texts {
		all = append(all, phrase{text: text})
	}
	return all
}
