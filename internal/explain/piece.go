package explain

import (
	"strconv"
	"strings"
	"time"

	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/markdown"
	"github.com/segc-lang/segc/internal/poll"
)

// words are words of our own: constants, never text of a rule.
type words string

// phrase is a sentence, or a part of one, made of pieces: words of our own, and
// text of the rule, the catalog or the API. Every format decides from what a
// piece is how it is written, and never from what it contains.
type phrase []piece

// piece is a part of a phrase. Its text is spelled.
type piece struct {
	kind kind
	text string
}

// pieceSize is how many bytes a piece takes in a phrase.
const pieceSize = 24

type kind uint8

const (
	ourWords    kind = iota
	aColumn          // the name of a column
	aText            // a value that is text
	aBareValue       // a value that is a number, a truth value or a date
	aName            // what the author or the API has given a name, and reasons
	partOfARule      // as the author wrote it
)

func own(w words) phrase      { return phrase{{ourWords, string(w)}} }
func number(n int64) phrase   { return phrase{{ourWords, strconv.FormatInt(n, 10)}} }
func date(t time.Time) phrase { return phrase{{ourWords, t.Format(time.DateOnly)}} }

// count returns a number of things.
func count(n int64, word words) phrase {
	if n == 1 {
		return own("1 " + word)
	}
	return say(number(n), own(" "+word+"s"))
}

func columnName(work *poll.Poll, s string) phrase { return phrase{{aColumn, spell(work, s, "`")}} }
func textValue(work *poll.Poll, s string) phrase  { return phrase{{aText, spell(work, s, "“”")}} }

func bareValue(work *poll.Poll, s string) phrase  { return phrase{{aBareValue, spell(work, s, "")}} }
func givenName(work *poll.Poll, s string) phrase  { return phrase{{aName, spell(work, s, "")}} }
func partOfRule(work *poll.Poll, s string) phrase { return phrase{{partOfARule, spellRule(work, s)}} }

// say puts a few short phrases one after the other. It is a call, since its loops would be in a hundred
// places.
//
//go:noinline
func say(phrases ...phrase) phrase {
	n := 0
	for _, p := range phrases {
		n += len(p)
	}
	all := make(phrase, 0, n)
	for _, p := range phrases {
		all = append(all, p...)
	}
	return all
}

// join joins phrases as a sentence does.
func join(work *poll.Poll, phrases []phrase, last words) phrase {
	n := 0
	for _, p := range phrases {
		n += len(p) + 1
	}
	work.Hold(n * pieceSize)
	all := make(phrase, 0, n)
	for i, p := range phrases {
		work.Step(2 + len(p))
		switch {
		case i > 0 && i == len(phrases)-1:
			all = append(all, own(" "+last+" ")...)
		case i > 0:
			all = append(all, piece{ourWords, ", "})
		}
		all = append(all, p...)
	}
	return all
}

// separated puts semicolons between phrases, which may have commas.
func separated(work *poll.Poll, phrases []phrase) phrase {
	n := 0
	for _, p := range phrases {
		n += len(p) + 1
	}
	work.Hold(n * pieceSize)
	all := make(phrase, 0, n)
	for i, p := range phrases {
		work.Step(2 + len(p))
		if i > 0 {
			all = append(all, piece{ourWords, "; "})
		}
		all = append(all, p...)
	}
	return all
}

// String returns the phrase as plain text. A column is between backquotes, so
// that it cannot be taken for a word of the sentence.
func (p phrase) String() string { return p.plain(nil) }

// plain is String of a phrase of any length: the work is counted, and what is
// built before it is.
func (p phrase) plain(work *poll.Poll) string { return inLog(p.written(work)) }

// written is plain of what is a part of a longer text.
func (p phrase) written(work *poll.Poll) string {
	const quotes = len("“”")
	n := 0
	for _, one := range p {
		n += len(one.text) + quotes
	}
	work.Hold(n)
	var b strings.Builder
	b.Grow(n)
	for _, one := range p {
		work.Step(2 + len(one.text)/32)
		switch one.kind {
		case aColumn:
			b.WriteString("`")
			b.WriteString(one.text)
			b.WriteString("`")
		case partOfARule:
			b.WriteString("`")
			b.WriteString(strings.ReplaceAll(one.text, "`", ""))
			b.WriteString("`")
		case aText:
			b.WriteString("“")
			b.WriteString(one.text)
			b.WriteString("”")
		default:
			b.WriteString(one.text)
		}
	}
	return b.String()
}

// inLog returns a text in which nothing is a command to the log of a CI system.
func inLog(text string) string {
	var line inert.Line
	return line.Apart(text)
}

// writeTo writes the phrase as Markdown: columns, values and parts of rules are
// code, and names are words. A text that could be taken for a number, a truth
// value or a date, which may be code too, has quotes around it.
func (p phrase) writeTo(w *markdown.Writer) {
	for _, one := range p {
		switch one.kind {
		case ourWords:
			w.Words(markdown.Words(one.text))
		case aName, aBareValue:
			w.Text(one.text)
		case aText:
			if looksBare(one.text) {
				w.Code("“" + one.text + "”")
			} else {
				w.Code(one.text)
			}
		default:
			w.Code(one.text)
		}
	}
}

// looksBare reports whether a text could be taken for a value that has no quotes.
func looksBare(s string) bool {
	return s == "true" || s == "false" || s == "null" || strings.ContainsAny(s, "0123456789") && strings.Trim(s, "0123456789+-.eE:TZUC ") == ""
}

// texts returns phrases as plain texts.
func texts(work *poll.Poll, phrases []phrase) []string {
	work.Hold(16 * len(phrases))
	all := make([]string, len(phrases))
	for i, p := range phrases {
		all[i] = p.plain(work)
	}
	return all
}
