package markdown

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/visible"
)

// Words are words of our own, as Markdown: constants, never text of unknown
// origin. Around text, they begin and end with a blank, a quote or a line feed.
type Words string

// Writer collects a document. The zero Writer is empty.
type Writer struct {
	b         strings.Builder
	unsettled bool // text of unknown origin was written last
}

// Words adds words of our own.
func (w *Writer) Words(words Words) {
	if words != "" {
		w.b.WriteString(string(words))
		w.unsettled = false
	}
}

// Number adds a number of our own.
func (w *Writer) Number(n int) { w.Words(Words(strconv.Itoa(n))) }

// Text adds a name, a description or another text of unknown origin that is to
// be read as words.
func (w *Writer) Text(text string) {
	text = visible.Text(text)
	if text == "" {
		return
	}
	w.settle()
	if strings.TrimSpace(text) != text || strings.Contains(text, "  ") {
		w.b.WriteString(code(text)) // blanks that a reader of Markdown drops
		return
	}
	for i, word := range strings.Split(text, " ") {
		if i > 0 {
			w.b.WriteByte(' ')
		}
		if linked(word) {
			w.b.WriteString(code(word))
		} else {
			writeEscaped(&w.b, word)
		}
	}
}

// Code adds a value, a column, a part of a rule or another text of unknown origin
// as a code span. An empty text adds nothing, since there is no empty code span.
func (w *Writer) Code(text string) {
	text = visible.Text(text)
	if text == "" {
		return
	}
	w.settle()
	w.b.WriteString(code(text))
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

// code returns a text of one line as a code span. Blanks are added where a reader
// takes some away: beside backquotes, and around a text with blanks at both ends.
func code(text string) string {
	longest, run := 0, 0
	for i := range len(text) {
		if run++; text[i] != '`' {
			run = 0
		}
		longest = max(longest, run)
	}
	fence := strings.Repeat("`", longest+1)
	blanks := strings.HasPrefix(text, " ") && strings.HasSuffix(text, " ") && strings.Trim(text, " ") != ""
	if blanks || strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}
	return fence + text + fence
}
