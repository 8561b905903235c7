package explain

import (
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/visible"
)

// The limits of what people read. A value, a name or a sentence that is longer is cut,
// with the count of what is left out; what is too much altogether is only counted.
// JSON has everything.
const (
	maxPiece       = 200    // characters of a value or a name
	maxDescription = 1_000  // characters
	maxLine        = 8_000  // bytes of a sentence, and of the conditions in one
	maxGroups      = 50_000 // bytes up to which groups are shown
	maxShown       = 70_000 // bytes up to which anything is shown
)

// forPeople shortens everything that is too long to read. Pictures count for
// themselves what they have no room for.
func (e *Explanation) forPeople(format string) {
	e.title = e.title.shortened(e, maxPiece)
	e.description = e.description.shortened(e, maxDescription)
	e.Title, e.Description = e.title.plain(e.poll), e.description.plain(e.poll)
	e.lists = e.shortLines(e.lists)
	e.common = e.shortClauses(e.common)
	groups := make([]clauses, len(e.groups))
	for i, g := range e.groups {
		groups[i] = e.shortClauses(g)
	}
	e.groups = groups
	if e.nested != nil {
		e.nested = e.shortNode(e.nested)
	}
	if format == "text" || format == "markdown" {
		e.common = e.fewer(e.common, "and")
		for i, g := range e.groups {
			e.groups[i] = e.fewer(g, "and")
		}
	}
	e.files = e.shortLines(e.files)
	e.leftOut, e.open, e.changed = e.shortLines(e.leftOut), e.shortLines(e.open), e.shortLines(e.changed)
	e.assumed = e.shortLines(e.assumed)
}

func (e *Explanation) shortLines(lines []phrase) []phrase {
	e.poll.Hold(pieceSize * len(lines))
	all := make([]phrase, len(lines))
	for i, line := range lines {
		all[i] = line.shortened(e, maxPiece)
	}
	return all
}

// shortClauses counts the values of a long list, as pictures do, and cuts long ones.
func (e *Explanation) shortClauses(cs clauses) clauses {
	const size = 128 // of a clause
	e.poll.Hold(size * len(cs))
	all := make(clauses, len(cs))
	for i, c := range cs {
		short := *c
		if c.text.size() > maxLine/2 {
			short.text = c.short
		}
		short.subject, short.text, short.short = c.subject.shortened(e, maxPiece), short.text.shortened(e, maxPiece), c.short.shortened(e, maxPiece)
		all[i] = &short
	}
	return all
}

// fewer leaves out the clauses of a sentence that make it too long to read, and
// counts their conditions at its end. The word joins the clauses.
func (e *Explanation) fewer(cs clauses, word words) clauses {
	size := 0
	for i, c := range cs {
		e.poll.Step(2)
		size += c.subject.size() + c.text.size() + len("whose , ")
		if size <= maxLine || i == 0 || i == len(cs)-1 {
			continue
		}
		left := 0
		for _, c := range cs[i:] {
			e.poll.Step(1)
			left += len(c.conditions)
		}
		meet := own("meet ")
		if word == "or" {
			meet = own("meet one of ")
		}
		rest := say(meet, count(int64(left), "more condition"), own(", which the JSON form has"))
		return append(cs[:i:i], &clause{text: rest, short: rest})
	}
	return cs
}

func (e *Explanation) shortNode(n *node) *node {
	e.poll.Step(16)
	if n.said != nil {
		return &node{said: e.shortClauses(clauses{n.said})[0]}
	}
	kids := make([]*node, len(n.kids))
	for i, kid := range n.kids {
		kids[i] = e.shortNode(kid)
	}
	return &node{all: n.all, kids: kids}
}

// size returns how many bytes a phrase has.
func (p phrase) size() int {
	n := 0
	for _, one := range p {
		n += len(one.text)
	}
	return n
}

// shortened cuts the pieces of a phrase that have more than so many characters, and
// the end of a phrase that is too long all the same. Most phrases stay what they are.
func (p phrase) shortened(e *Explanation, most int) phrase {
	e.poll.Step(2 + len(p))
	if p.size() <= most {
		return p
	}
	e.poll.Hold(pieceSize * len(p))
	all := make(phrase, 0, len(p))
	size := 0
	for i, one := range p {
		if size > maxLine {
			left := 0
			for _, rest := range p[i:] {
				e.poll.Step(1 + len(rest.text)/32)
				left += utf8.RuneCountInString(rest.text)
			}
			return append(all, piece{ourWords, visible.Left(left)})
		}
		e.poll.Step(len(one.text) / 32)
		one.text = visible.Shortened(one.text, most)
		size += len(one.text)
		all = append(all, one)
	}
	return all
}
