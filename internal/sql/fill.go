package sql

import (
	"strconv"
	"strings"
)

// mark is around the number of a value in a query that is being written. No query has it
// otherwise, since no text has a NUL.
const mark = "\x00"

// text writes a text value, or where its parameter will be.
func (s *statement) text(value string) (string, error) {
	if err := checkText(value); err != nil {
		return "", err
	}
	if !s.request.Parameters {
		return s.dialect.texts.quote(value), nil
	}
	number, known := s.numbers[value]
	if !known {
		if s.numbers == nil {
			s.numbers = map[string]int{}
		}
		number = len(s.values)
		s.numbers[value] = number
		s.values = append(s.values, value)
	}
	return mark + strconv.Itoa(number) + mark, nil
}

// fill puts parameters where values are: each value once, in the order of the query, or as often
// as it is there if parameters have no numbers.
func (s *statement) fill(text string) (*Query, error) {
	q := &Query{}
	given := map[string]int{}
	counted := s.dialect.parameter(1) != s.dialect.parameter(2)
	var b strings.Builder
	for i, part := range strings.Split(text, mark) {
		if i%2 == 0 {
			b.WriteString(part)
			continue
		}
		number, known := given[part]
		if !known || !counted {
			at, err := strconv.Atoi(part)
			if err != nil {
				return nil, err
			}
			q.Parameters = append(q.Parameters, s.values[at])
			number = len(q.Parameters)
			given[part] = number
		}
		b.WriteString(s.dialect.parameter(number))
	}
	q.Text = b.String()
	if most := s.dialect.limits.parameters; most > 0 && len(q.Parameters) > most {
		return nil, refused("the query has %d parameters; the limit of %s is %d: put long lists into a column or a contact list, or leave out `--parameters`", len(q.Parameters), s.dialect.Title, most)
	}
	if most := s.dialect.limits.query; most > 0 && len(q.Text) > most {
		return nil, refused("the query has %d bytes; the limit of %s is %d: put long lists into a column or a contact list", len(q.Text), s.dialect.Title, most)
	}
	return q, nil
}
