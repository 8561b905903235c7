package explain

import "slices"

// clause says one condition, or two that belong together, of "contacts".
type clause struct {
	subject phrase // whose value it is about; empty for the contact itself
	text    phrase // what is said of the subject
	short   phrase // the same for a picture: long lists are cut
	key     string // of the conditions that are said
}

// String returns the clause by itself: plan is “pro”, opened a mail.
func (c clause) String() string { return c.alone(c.text) }

// label returns the clause as it stands in a picture.
func (c clause) label() string { return c.alone(c.short) }

// alone returns what is said of the subject. Where no sentence is around it, a
// column needs no backquotes.
func (c clause) alone(text phrase) string {
	if len(c.subject) == 0 {
		return text.String()
	}
	return c.subject[0].text + " " + text.String()
}

// relative returns the clause behind "contacts": who opened a mail, whose `plan`
// is “pro”.
func (c clause) relative() phrase {
	if len(c.subject) == 0 {
		return say(own("who "), c.text)
	}
	return say(own("whose "), c.subject, own(" "), c.text)
}

// clauses are the conditions of a group.
type clauses []clause

// sentence says all of them of contacts.
func (cs clauses) sentence() phrase { return say(own("Contacts "), cs.relative(), own(".")) }

// has reports whether a clause that says the same is among them.
func (cs clauses) has(c clause) bool {
	return slices.ContainsFunc(cs, func(d clause) bool { return d.key == c.key })
}

func (cs clauses) relative() phrase {
	all := make([]phrase, len(cs))
	for i, c := range cs {
		all[i] = c.relative()
	}
	if n := len(all) - 1; n > 1 {
		all[n-1] = append(all[n-1], own(",")...) // before the last and
	}
	return join(all, "and")
}

func (cs clauses) texts() []string {
	all := make([]string, len(cs))
	for i, c := range cs {
		all[i] = c.String()
	}
	return all
}
