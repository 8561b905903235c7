package resolve

import (
	"strings"
	"unicode"

	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/suggest"
)

// maxGuesses bounds how many names are compared with words that name nothing.
// Thousands of wrong words among thousands of names would take minutes, and a
// suggestion for each of them would help nobody.
const maxGuesses = 100_000

// Guesses finds the names that may be meant by words that name nothing. It is for one
// goroutine; what it finds out about a program is found out when it is first needed.
type Guesses struct {
	program  *Program
	poll     *poll.Poll
	compared int // so far
	names    [Param + 1][]string
	unread   map[string]bool // see MayBeDeclared
}

// NewGuesses returns the guesses about a program. The poll counts the work.
func NewGuesses(p *Program, work *poll.Poll) *Guesses { return &Guesses{program: p, poll: work} }

// Nearest returns the one of some names that is most likely meant by a word, if any is.
func (g *Guesses) Nearest(word string, names []string) (string, bool) {
	g.poll.Step(16 * len(names))
	if g.compared += len(names); g.compared > maxGuesses {
		return "", false
	}
	return suggest.Nearest(word, names)
}

// Names returns all names of a kind, sorted.
func (g *Guesses) Names(kind Kind) []string {
	if g.names[kind] == nil {
		g.names[kind] = g.program.names(g.poll, kind)
	}
	return g.names[kind]
}

// MayBeDeclared reports whether a statement that could not be read whole declares a name,
// of any kind, or may do so: it does not tell what it declares, and has the name in it. The
// same goes for a used file that could not be read. So nothing is to be said about the name.
func (g *Guesses) MayBeDeclared(name string) bool {
	p := g.program
	if p.Incomplete {
		return true
	}
	if g.unread == nil && len(p.broken)+len(p.unread) > 0 {
		g.unread = map[string]bool{}
		for _, o := range p.broken {
			g.poll.Step(16)
			g.unread[o.Name] = true
		}
		for _, u := range p.unread {
			g.poll.Step(16)
			if u.statement.Name != nil {
				g.unread[u.statement.Name.Text] = true
			} else {
				g.addWords(u.source.Slice(u.statement.At))
			}
		}
	}
	return g.unread[name]
}

// addWords adds the words of a statement whose name the tree does not have, and what is
// between backquotes.
func (g *Guesses) addWords(text string) {
	apart := func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}
	quoted := false
	for part := range strings.SplitSeq(text, "`") {
		g.poll.Step(16)
		if quoted {
			g.unread[part] = true
		}
		quoted = !quoted
		for word := range strings.FieldsFuncSeq(part, apart) {
			g.poll.Step(16 + len(word))
			g.unread[word] = true
		}
	}
}
