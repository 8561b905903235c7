package explain

import (
	"strconv"
	"strings"
	"time"

	"github.com/segc-lang/segc/internal/markdown"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/visible"
)

// words are words of our own: constants, never text of a rule.
type words string

// phrase is a sentence, or a part of one, made of pieces: words of our own, and
// text of the rule, the catalog or the API. Every format decides from what a
// piece is how it is written, and never from what it contains.
type phrase []piece

// piece is a part of a phrase. Its text is visible.
type piece struct {
	kind kind
	text string
}

type kind uint8

const (
	ourWords    kind = iota
	aColumn          // the name of a column
	aText            // a value that is text
	aBareValue       // a value that is a number, a truth value or a date
	aName            // what the author or the API has given a name, and reasons
	partOfARule      // as the author wrote it
)

func own(w words) phrase         { return phrase{{ourWords, string(w)}} }
func number(n int64) phrase      { return phrase{{ourWords, strconv.FormatInt(n, 10)}} }
func date(t time.Time) phrase    { return phrase{{ourWords, t.Format(time.DateOnly)}} }
func columnName(s string) phrase { return phrase{{aColumn, visible.Text(s)}} }
func textValue(s string) phrase  { return phrase{{aText, visible.Text(s)}} }
func bareValue(s string) phrase  { return phrase{{aBareValue, visible.Text(s)}} }
func givenName(s string) phrase  { return phrase{{aName, visible.Text(s)}} }
func partOfRule(s string) phrase { return phrase{{partOfARule, visible.Text(s)}} }

// say puts phrases one behind the other.
func say(phrases ...phrase) phrase {
	var all phrase
	for _, p := range phrases {
		all = append(all, p...)
	}
	return all
}

// join joins phrases as a sentence does.
func join(phrases []phrase, last words) phrase {
	var all phrase
	for i, p := range phrases {
		switch {
		case i > 0 && i == len(phrases)-1:
			all = append(all, own(" "+last+" ")...)
		case i > 0:
			all = append(all, own(", ")...)
		}
		all = append(all, p...)
	}
	return all
}

// String returns the phrase as plain text. A column stands between backquotes, so
// that it cannot be taken for a word of the sentence.
func (p phrase) String() string {
	var b strings.Builder
	for _, one := range p {
		switch one.kind {
		case aColumn:
			b.WriteString("`" + strings.ReplaceAll(one.text, "`", "'") + "`")
		case partOfARule:
			b.WriteString("`" + strings.ReplaceAll(one.text, "`", "") + "`")
		case aText:
			b.WriteString("“" + one.text + "”")
		default:
			b.WriteString(one.text)
		}
	}
	return b.String()
}

// writeTo writes the phrase as Markdown: columns, values and parts of rules are
// code, and names are words.
func (p phrase) writeTo(work *poll.Poll, w *markdown.Writer) {
	for _, one := range p {
		work.Step(32 + 8*len(one.text))
		switch one.kind {
		case ourWords:
			w.Words(markdown.Words(one.text))
		case aName, aBareValue:
			w.Text(one.text)
		default:
			w.Code(one.text)
		}
	}
}

// texts returns phrases as plain texts.
func texts(phrases []phrase) []string {
	all := make([]string, len(phrases))
	for i, p := range phrases {
		all[i] = p.String()
	}
	return all
}
