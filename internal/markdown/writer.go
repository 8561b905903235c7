package markdown

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/visible"
)

// Words are words of our own, as Markdown: constants, never text of unknown
// origin. Around text, they begin and end with a blank, a quote or a line feed.
type Words string

// Writer collects a document. The zero Writer is empty.
type Writer struct {
	// Poll counts the work and what is held, and may end it; nil never does.
	Poll *poll.Poll

	b         strings.Builder
	unsettled bool // text of unknown origin was written last
}

// Words adds words of our own.
func (w *Writer) Words(words Words) {
	if words != "" {
		w.count(len(words))
		w.b.WriteString(string(words))
		w.unsettled = false
	}
}

// Len returns how many bytes have been added.
func (w *Writer) Len() int { return w.b.Len() }

// Number adds a number of our own.
func (w *Writer) Number(n int) { w.Words(Words(strconv.Itoa(n))) }

// Text adds a name, a description or another text of unknown origin that is to
// be read as words.
func (w *Writer) Text(text string) {
	text = w.shown(text)
	if text == "" {
		return
	}
	w.settle()
	if strings.TrimSpace(text) != text || strings.Contains(text, "  ") {
		w.writeCode(text) // blanks that a reader of Markdown drops
		return
	}
	for more := true; more; {
		var word string
		word, text, more = strings.Cut(text, " ")
		w.count(len(word))
		if linked(word) {
			w.writeCode(word)
		} else {
			writeEscaped(&w.b, word)
		}
		if more {
			w.b.WriteByte(' ')
		}
	}
}

// Code adds a value, a column, a part of a rule or another text of unknown origin
// as a code span. An empty text adds nothing, since there is no empty code span.
func (w *Writer) Code(text string) {
	text = w.shown(text)
	if text == "" {
		return
	}
	w.settle()
	w.writeCode(text)
}

// shown returns what package visible shows of a text, a piece at a time.
func (w *Writer) shown(text string) string {
	const size = 1 << 10
	if len(text) <= size {
		w.Poll.Step(16 + len(text))
		return visible.Text(text)
	}
	w.Poll.Hold(2 * len(text))
	var b strings.Builder
	b.Grow(len(text))
	for start := 0; start < len(text); {
		end := min(start+size, len(text))
		for end < len(text) && !utf8.RuneStart(text[end]) {
			end++
		}
		w.Poll.Step(end - start)
		b.WriteString(visible.Part(text, start, end))
		start = end
	}
	return b.String()
}

// count counts the work of writing so many bytes, and what they take: with
// escapes, and in a document that is copied as it grows.
func (w *Writer) count(n int) {
	w.Poll.Step(16 + n)
	w.Poll.Hold(4 * n)
}

// String returns the document.
func (w *Writer) String() string { return w.b.String() }

// settle keeps text of unknown origin apart from another one, and from a word of
// ours: side by side, they could be what neither is alone. Two code spans would
// be one, and some readers make an address of a word, a backquote and what
// follows, before they look for code.
func (w *Writer) settle() {
	const apart = " \n(*"
	if before := w.b.String(); before != "" {
		last := before[len(before)-1]
		if w.unsettled || last < utf8.RuneSelf && strings.IndexByte(apart, last) < 0 {
			w.b.WriteByte(' ')
		}
	}
	w.unsettled = true
}

// writeCode writes a text of one line as a code span. Blanks are added where a
// reader takes some away: beside backquotes, and around a text with blanks at both
// ends.
func (w *Writer) writeCode(text string) {
	w.count(len(text))
	longest, run := 0, 0
	for i := range len(text) {
		if run++; text[i] != '`' {
			run = 0
		}
		longest = max(longest, run)
	}
	fence := strings.Repeat("`", longest+1)
	blanks := strings.HasPrefix(text, " ") && strings.HasSuffix(text, " ") && strings.Trim(text, " ") != ""
	blank := ""
	if blanks || strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		blank = " "
	}
	for _, part := range []string{fence, blank, text, blank, fence} {
		w.b.WriteString(part)
	}
}
