package diag

import (
	"context"
	"strings"

	"github.com/segc-lang/segc/internal/visible"
)

// maxAlike bounds the texts that are compared with each other, and their length:
// more is nothing that a person reads.
const (
	maxAlike     = 64
	maxAlikeText = 400
)

// Apart shows where texts differ that look alike, such
// as values in two Unicode forms. In words they are written with escapes. The
// lines of the source stay as they are, so a note says what differs there. It changes the
// list, and the labels and notes that copies of the list share.
//
// Once the context has ended, the rest stays as it is. A nil context never ends.
func (l List) Apart(ctx context.Context) {
	const few = 16
	for i := range l {
		if i > 0 && i%few == 0 && ctx != nil && ctx.Err() != nil {
			return
		}
		l[i].apart()
	}
}

func (d *Diagnostic) apart() {
	var roomForWords [8]*string
	words := append(roomForWords[:0], &d.Message)
	for i := range d.Related {
		words = append(words, &d.Related[i].Text)
	}
	for i := range d.Notes {
		words = append(words, &d.Notes[i])
	}
	for i := range d.Fixes {
		words = append(words, &d.Fixes[i].Text)
	}
	var room [8]string
	all := room[:0]
	for _, w := range words {
		all = appendQuoted(all, *w)
	}
	said := len(all)
	all = append(all, d.Location.text())
	for _, r := range d.Related {
		all = append(all, r.Location.text())
	}
	if len(all) < 2 || len(all) > maxAlike || visible.Distinct(all) {
		return
	}
	apart := visible.Apart(all...)
	var shown []string // of the source
	for i, text := range apart {
		switch {
		case text == all[i]:
		case i < said:
			for _, w := range words {
				*w = strings.ReplaceAll(*w, "`"+all[i]+"`", "`"+text+"`")
				*w = strings.ReplaceAll(*w, "\""+all[i]+"\"", "\""+text+"\"")
			}
		default:
			shown = append(shown, "`"+text+"`")
		}
	}
	if len(shown) > 1 {
		d.Notes = append(d.Notes, "they look alike and differ: "+strings.Join(shown, " and "))
	}
}

// text returns the text of a location that is short.
func (l Location) text() string {
	if l.Source == nil || l.Span.End-l.Span.Start > maxAlikeText {
		return ""
	}
	return l.Source.Slice(l.Span)
}

// appendQuoted appends what is between backquotes or quotes in words.
func appendQuoted(all []string, words string) []string {
	for _, quote := range [...]string{"`", "\""} {
		for rest := words; ; {
			_, after, found := strings.Cut(rest, quote)
			if !found {
				break
			}
			text, left, closed := strings.Cut(after, quote)
			if !closed {
				break
			}
			if text != "" && len(text) <= maxAlikeText {
				all = append(all, text)
			}
			rest = left
		}
	}
	return all
}
