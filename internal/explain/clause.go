package explain

import (
	"strings"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// clause says one condition, or two that belong together, of "contacts".
type clause struct {
	subject phrase // whose value it is about; empty for the contact itself
	text    phrase // what is said of the subject
	// brief is a clause without a list or a window, which nothing after it seems to be a part of.
	brief bool
	short phrase // the same for a picture: long lists are cut
	id    int    // that of the document's clauses that say the same conditions
	// conditions are those that are said; all of them must hold.
	conditions []condition.Condition
	repeated   string // see repeatedKey
	// The text as it was first said: by itself, and after who or whose.
	plain, after string
}

// render adds the text of the clause.
func (c *clause) render(work *poll.Poll) *clause {
	c.plain = c.alone(work, c.text)
	if len(c.subject) > 0 {
		c.after = say(c.subject, own(" "), c.text).written(work)
	} else {
		c.after = c.text.written(work)
	}
	return c
}

// label returns the clause as a picture has it.
func (c clause) label(work *poll.Poll) string {
	return pictured(c.alone(work, c.withoutVerb(work)))
}

// boxed returns the clause as a list of conditions has it.
func (c clause) boxed(work *poll.Poll) phrase {
	text := c.withoutVerb(work)
	if len(c.subject) == 0 {
		return text
	}
	work.Hold((len(text) + 2) * pieceSize)
	return say(c.subject, own(" "), text)
}

// withoutVerb returns the short text as it is without a sentence around it: “on the contact list
// news” reads better than “are on the contact list news”.
func (c clause) withoutVerb(work *poll.Poll) phrase {
	text := c.short
	if len(c.subject) > 0 || len(text) == 0 || text[0].kind != ourWords {
		return text
	}
	for _, verb := range []string{"are ", "have ", "use "} {
		if without, ok := strings.CutPrefix(text[0].text, verb); ok {
			work.Hold(len(text) * pieceSize)
			return say(own(words(without)), text[1:])
		}
	}
	return text
}

// alone returns what is said of the subject. Where no sentence is around it, a
// column needs no backquotes.
func (c clause) alone(work *poll.Poll, text phrase) string {
	if len(c.subject) == 0 {
		return text.plain(work)
	}
	said := text.plain(work)
	work.Hold(len(said) + len(c.subject[0].text) + 1)
	return c.subject[0].text + " " + said
}

// clauses are the conditions of a group.
type clauses []*clause

// sentence says all of them of contacts.
func (cs clauses) sentence(work *poll.Poll) phrase {
	return cs.between(work, own("Contacts "), own("."))
}

// plainSentence is the sentence of clauses as they were first said, as plain text.
func (cs clauses) plainSentence(work *poll.Poll) string {
	const before, around = "Contacts ", len(", and whose ")
	n := len(before) + 1
	for _, c := range cs {
		n += len(c.after) + around
	}
	work.Hold(n)
	var b strings.Builder
	b.Grow(n)
	b.WriteString(before)
	oneWho := cs.oneWho()
	for i, c := range cs {
		work.Step(4 + len(c.after)/32)
		b.WriteString(cs.link(i, "and"))
		if !oneWho || i == 0 {
			b.WriteString(c.who())
		}
		b.WriteString(c.after)
	}
	b.WriteString(".")
	return inLog(b.String())
}

// between says all of them of who has been named in front: who opened an e-mail,
// whose `plan` is “pro”.
func (cs clauses) between(work *poll.Poll, before, after phrase) phrase {
	return cs.joined(work, "and", before, after)
}

// joined says that all of them hold, or with "or" any.
func (cs clauses) joined(work *poll.Poll, word words, before, after phrase) phrase {
	const more = 4 // words around a clause
	n := len(before) + len(after)
	for _, c := range cs {
		n += len(c.subject) + len(c.text) + more
	}
	work.Hold(n * pieceSize)
	all := append(make(phrase, 0, n), before...)
	oneWho := cs.oneWho()
	for i, c := range cs {
		work.Step(4 + len(c.text))
		if i > 0 {
			all = append(all, piece{ourWords, cs.link(i, word)})
		}
		if !oneWho || i == 0 {
			all = append(all, piece{ourWords, c.who()})
			if len(c.subject) > 0 {
				all = append(append(all, c.subject...), piece{ourWords, " "})
			}
		}
		all = append(all, c.text...)
	}
	return append(all, after...)
}

// link returns what is before the clause with a number.
func (cs clauses) link(i int, word words) string {
	switch last := len(cs) - 1; {
	case i == 0:
		return ""
	case i == last && last > 1:
		return ", " + string(word) + " "
	case i == last:
		return " " + string(word) + " "
	default:
		return ", "
	}
}

// who returns the word that a clause begins with, before its subject.
func (c clause) who() string {
	if len(c.subject) == 0 {
		return "who "
	}
	return "whose "
}

// oneWho reports whether one “who” serves all clauses: who are subscribed and opened an e-mail.
// After a list, a window or a negation, another one keeps the clauses apart.
func (cs clauses) oneWho() bool {
	for i, c := range cs {
		if len(c.subject) > 0 || i < len(cs)-1 && !c.brief {
			return false
		}
	}
	return true
}

// texts returns the clauses as they were first said.
func (cs clauses) texts(work *poll.Poll) []string {
	work.Hold(16 * len(cs))
	all := make([]string, len(cs))
	for i, c := range cs {
		work.Step(2)
		all[i] = c.plain
	}
	return all
}
