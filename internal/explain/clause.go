package explain

import (
	"strings"
	"unicode"
)

// clause says one condition, or two that belong together, of "contacts".
type clause struct {
	subject string // the column whose value it is about, or the word that stands for one; empty for the contact itself
	word    bool   // the subject is a word, not the name of a column
	text    string // what is said of the subject
	short   string // the same for a picture: long lists are cut
	key     string // of the conditions that are said
}

// String returns the clause by itself: plan is “pro”, opened a mail.
func (c clause) String() string {
	if c.subject == "" {
		return c.text
	}
	return c.subject + " " + c.text
}

// label returns the clause as it stands in a picture.
func (c clause) label() string { return clause{subject: c.subject, text: c.short}.String() }

// relative returns the clause behind "contacts": who opened a mail, whose `plan`
// is “pro”.
func (c clause) relative() string {
	switch {
	case c.subject == "":
		return "who " + c.text
	case c.word:
		return "whose " + c.subject + " " + c.text
	default:
		return "whose " + quoted(c.subject) + " " + c.text
	}
}

// clauses are the conditions of a group.
type clauses []clause

// sentence says all of them of contacts.
func (cs clauses) sentence() string { return "Contacts " + cs.relative() + "." }

// relative says all of them of who has been named.
func (cs clauses) relative() string {
	words := make([]string, len(cs))
	for i, c := range cs {
		words[i] = c.relative()
	}
	switch len(words) {
	case 1:
		return words[0]
	case 2:
		return words[0] + " and " + words[1]
	}
	return strings.Join(words[:len(words)-1], ", ") + ", and " + words[len(words)-1]
}

func (cs clauses) texts() []string {
	texts := make([]string, len(cs))
	for i, c := range cs {
		texts[i] = c.String()
	}
	return texts
}

// quoted returns the name of a column between backquotes, so that it cannot be
// taken for a word of the sentence.
func quoted(name string) string { return "`" + strings.ReplaceAll(name, "`", "'") + "`" }

// join joins words as a sentence does.
func join(words []string, last string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}

// printable returns a text of a document in a form that can be shown anywhere:
// instead of what a terminal would obey, what would turn the direction of
// writing or what XML does not allow, there is something to see.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < ' ':
			return '\u2400' + r
		case r == 0x7f:
			return '\u2421'
		case r == '\u200c' || r == '\u200d' || r >= '\U000e0020' && r <= '\U000e007f': // parts of words and of emoji
			return r
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || r&0xfffe == 0xfffe:
			return unicode.ReplacementChar
		default:
			return r
		}
	}, strings.ToValidUTF8(text, string(unicode.ReplacementChar)))
}
