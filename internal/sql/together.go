package sql

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/diag"
)

// checkNames refuses two segments with one name, whose rows nobody could tell apart.
func (s *statement) checkNames() error {
	if !s.request.Together && s.request.Select != Counts {
		return nil
	}
	first := map[string]int{}
	for i := range s.request.Rules {
		name := s.segmentName(i)
		old, seen := first[name]
		if !seen {
			first[name] = i
			continue
		}
		err := &RefusedError{
			What:  fmt.Sprintf("two segments are called `%s`, and the rows of one query tell segments apart by their names; give one of them another name, or leave out `--together`", safe(name, longestShown)),
			Place: s.request.Rules[i].Place,
		}
		if place := s.request.Rules[old].Place; place.Source != nil {
			err.Others = []diag.Label{{Location: place, Text: "the other one is here"}}
		}
		return err
	}
	return nil
}

// bodyTogether writes a query for several rules: a row for each segment and contact, or with
// the number of contacts.
func (s *statement) bodyTogether(src *source) (string, error) {
	if src.shared && s.marks() {
		return s.marked(src)
	}
	var b strings.Builder
	b.WriteString(src.with)
	from := src.from
	if src.with != "" && len(src.tests) > 1 && !src.shared {
		var err error
		if from, err = s.together(&b, src); err != nil {
			return "", err
		}
		if s.dialect.each != nil && s.request.Select == IDs {
			return s.exploded(&b, src, from)
		}
	}
	most := s.dialect.limits.united
	grouped := most > 0 && len(src.tests) > most
	for i, n := range src.tests {
		name, err := s.text(s.segmentName(i))
		if err != nil {
			return "", err
		}
		where, err := src.print.where(n, "")
		if err != nil {
			return "", err
		}
		switch {
		case grouped && i > 0 && i%most == 0:
			b.WriteString("\n)\nUNION ALL\nSELECT * FROM (\n")
		case i > 0:
			b.WriteString("\nUNION ALL\n")
		case grouped:
			b.WriteString("SELECT * FROM (\n")
		}
		what := "c." + s.keyName + " AS segc_contact"
		if s.request.Select != IDs {
			what = "count(*) AS segc_contacts"
		}
		b.WriteString("SELECT " + name + " AS segc_segment, " + what + "\nFROM " + from + where)
	}
	if grouped {
		b.WriteString("\n)")
	}
	return b.String(), nil
}

// together names the contacts with their counts, which all segments select from.
func (s *statement) together(b *strings.Builder, src *source) (from string, err error) {
	columns := []string{s.keyName}
	known, seen := map[string]bool{s.keyName: true}, map[*node]bool{}
	for _, n := range src.tests {
		s.columnsOf(n, &columns, seen, known)
	}
	for i, column := range columns {
		columns[i] = "c." + column
	}
	for i := range s.emitter.counters {
		columns = append(columns, s.emitter.counters[i].from.alias()+"."+s.emitter.countName(i))
	}
	src.print.count = s.onePassTest("c")
	word := "AS MATERIALIZED"
	if s.dialect.bare {
		word = "AS"
	}
	text := strings.TrimSuffix(b.String(), "\n") + ",\nsegc_all " + word + " (\n  SELECT " + list(columns) + "\n  FROM " + strings.ReplaceAll(src.from, "\n", "\n  ") + "\n)\n"
	b.Reset()
	b.WriteString(text)
	return "segc_all AS c", nil
}

// exploded selects from the contacts once, and makes a row for each segment of a contact.
func (s *statement) exploded(b *strings.Builder, src *source, from string) (string, error) {
	var values []string
	for i, n := range src.tests {
		name, err := s.text(s.segmentName(i))
		if err != nil {
			return "", err
		}
		test, err := src.print.top(n, "    ")
		if err != nil {
			return "", err
		}
		values = append(values, "CASE WHEN "+test+" THEN "+name+" END")
	}
	b.WriteString("SELECT segc_segment, c." + s.keyName + " AS segc_contact\nFROM " + from + s.dialect.each(values) + "\nWHERE segc_segment IS NOT NULL")
	return b.String(), nil
}
