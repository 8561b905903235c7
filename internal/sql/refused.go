package sql

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/diag"
)

// Question is a question that the platform's documentation leaves open.
type Question uint8

// The questions.
const (
	Missing Question = iota
	Case
	EdgeInLast
	EdgeInMoreThan
	Day
	questions = iota
)

// Meaning is an answer to a question: what it means, and the line that chooses it.
type Meaning struct {
	Text   string
	Assume string // "missing skip", to be written after `assume`
}

// Meanings returns the two answers to a question, that of Plain first.
func (q Question) Meanings() [2]Meaning {
	switch q {
	case Missing:
		return [...]Meaning{
			{"`!=`, `not in`, `not contains` and `has none` do not match a missing value", "missing skip"},
			{"they match a missing value", "missing match"},
		}
	case Case:
		return [...]Meaning{
			{"case counts in text", "case exact"},
			{"case does not count in text", "case fold"},
		}
	case EdgeInLast:
		return [...]Meaning{
			{"an event n whole days ago is in the last n days", "edge last"},
			{"it is not", "edge more_than"},
		}
	case EdgeInMoreThan:
		return [...]Meaning{
			{"an event n whole days ago is not more than n days ago", "edge last"},
			{"it is", "edge more_than"},
		}
	default:
		return [...]Meaning{
			{"a date without a time is its midnight in UTC", "day start"},
			{"a date without a time is the whole day in UTC", "day whole"},
		}
	}
}

// OpenError says which questions a query depends on that have no answer.
type OpenError struct {
	Questions []Question
	Places    []diag.Location // of a condition that asks each of them
}

// Error shows both meanings of each question, and the lines that choose them.
func (e *OpenError) Error() string {
	var parts []string
	for _, q := range e.Questions {
		m := q.Meanings()
		parts = append(parts, fmt.Sprintf("either %s (`assume %s`), or %s (`assume %s`)", m[0].Text, m[0].Assume, m[1].Text, m[1].Assume))
	}
	return "the query depends on what the platform does: " + strings.Join(parts, "; ")
}

// RefusedError says what a dialect or the tables cannot say.
type RefusedError struct {
	Column string        // that it is about; "" for none
	What   string        // what is wrong, and what to do
	Place  diag.Location // of the condition; the zero one if it is about all of the query
	Others []diag.Label  // other places that have part in it
}

// Error says what is wrong.
func (e *RefusedError) Error() string {
	if e.Column != "" {
		return fmt.Sprintf("the column `%s`: %s", safe(e.Column, longestShown), e.What)
	}
	return e.What
}

// refused returns a RefusedError without a column.
func refused(format string, values ...any) error {
	return &RefusedError{What: fmt.Sprintf(format, values...)}
}
