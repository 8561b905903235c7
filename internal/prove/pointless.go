package prove

import (
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/formula"
)

// Pointless is a part of a rule that changes nothing, and why. The words are those of the
// warning about it.
type Pointless struct {
	At  diag.Location
	Why []Word
}

// Word is some words of ours, or a part of the rule, which messages have between
// backquotes.
type Word struct {
	Text   string
	Quoted bool
}

func own(text string) Word    { return Word{Text: text} }
func quoted(text string) Word { return Word{Text: text, Quoted: true} }

// Pointless returns the parts that Redundant has warned of.
func (p *Prover) Pointless() []Pointless { return p.pointless }

// changes begins to say of an operand that it changes nothing.
func changes(f *formula.Formula, why Word, more ...Word) []Word {
	all := []Word{own("this changes nothing" + why.Text)}
	if f.Opposite {
		all = []Word{own("this changes nothing inside the "), quoted("not"), why}
	}
	return append(all, more...)
}

// sentence returns what words say.
func sentence(all []Word) string {
	var b strings.Builder
	for _, w := range all {
		if w.Quoted {
			b.WriteString("`" + w.Text + "`")
			continue
		}
		b.WriteString(w.Text)
	}
	return b.String()
}
