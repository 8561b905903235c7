package sql

import (
	"slices"

	"github.com/segc-lang/segc/contact"
)

// Plain returns an answer where the question is open: a missing value matches nothing and case counts, as in
// SQL; n whole days ago is in the last n, so that no event near the edge is left out; and a date is its midnight.
func Plain(r contact.Reading) contact.Reading {
	for _, a := range [...]struct {
		answer    *contact.Answer
		otherwise contact.Answer
	}{
		{&r.MissingMatches, contact.No},
		{&r.FoldCase, contact.No},
		{&r.EdgeInLast, contact.Yes},
		{&r.EdgeInMoreThan, contact.No},
		{&r.WholeDay, contact.No},
	} {
		if *a.answer == contact.Either {
			*a.answer = a.otherwise
		}
	}
	return r
}

// asked notes that the query depends on a question, and returns the answer.
func (e *emitter) asked(q Question) bool {
	e.depends[q] = true
	answer := e.answer(q)
	if answer == contact.Either && !slices.Contains(e.open, q) {
		e.open = append(e.open, q)
		e.places[q] = e.place
	}
	return answer == contact.Yes
}

// openError returns the questions without an answer, in their order.
func (e *emitter) openError() error {
	slices.Sort(e.open)
	err := &OpenError{Questions: e.open}
	for _, q := range e.open {
		err.Places = append(err.Places, e.places[q])
	}
	return err
}

func (e *emitter) answer(q Question) contact.Answer {
	r := &e.request.Reading
	return [questions]contact.Answer{r.MissingMatches, r.FoldCase, r.EdgeInLast, r.EdgeInMoreThan, r.WholeDay}[q]
}

// answers lists the answers that the query depends on.
func (e *emitter) answers() (list []string) {
	words := [questions][2]string{
		{"missing=match", "missing=skip"},
		{"case=fold", "case=exact"},
		{"n days ago is in the last n", "n days ago is not in the last n"},
		{"n days ago is more than n", "n days ago is not more than n"},
		{"day=whole", "day=start"},
	}
	for q, depends := range e.depends {
		if depends {
			word := words[q][1]
			if e.answer(Question(q)) == contact.Yes {
				word = words[q][0]
			}
			list = append(list, word)
		}
	}
	return list
}

// checkReading refuses answers that no database gives: texts are compared character by
// character, or without regard to case.
func checkReading(r *contact.Reading) error {
	for _, a := range []contact.Answer{r.IgnoreTrailingSpaces, r.TrimSpaces, r.IgnoreUnicodeForm, r.IgnoreAccents} {
		if a == contact.Yes {
			return refused("spaces and accents in text always count in SQL; leave out the assumptions about spaces and letters")
		}
	}
	return nil
}
