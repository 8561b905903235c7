package sql

import (
	"strings"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// Views writes the views of the contract for the columns that rules use, to be filled in: all that
// begins with `your_`. A view that is not filled in is an error of the database.
func Views(work *poll.Poll, r *Request) (string, error) {
	if r.Tables != nil {
		return "", refused("the views are for tables that have the names of the contract; use either `--views` or `--tables`")
	}
	s := &statement{request: r, dialect: r.Dialect, tables: &Tables{}, poll: work}
	use, err := s.usage()
	if err != nil {
		return "", err
	}
	columns := [][2]string{{"id", "of the contact, which has one row"}}
	for _, name := range use.columns {
		if name != "id" {
			known := use.known[name]
			columns = append(columns, [2]string{name, s.wordsOf(&known)})
		}
	}
	columns = append(columns, [2]string{"isp", "the number of the ISP, or NULL"})
	var metrics []string
	for _, m := range condition.Metrics() {
		metrics = append(metrics, string(m))
	}
	moment := whatItHolds(aMoment)
	if s.dialect.types.each {
		moment = "2026-06-01 12:00:00 in UTC, as datetime() writes it"
	}
	var b strings.Builder
	for _, view := range []struct {
		name    string
		columns [][2]string
	}{
		{"contacts", columns},
		{"events", [][2]string{
			{"contact_id", "the id in contacts"}, {"metric", strings.Join(metrics, ", ")}, {"campaign_id", "a text, a UUID in lower case, or NULL"}, {"occurred_at", moment},
		}},
		{"memberships", [][2]string{{"contact_id", "the id in contacts"}, {"list_id", "a text, a UUID in lower case"}}},
	} {
		if b.Len() > 0 {
			b.WriteString("\n")
		}
		if err := s.view(&b, view.name, view.columns); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

func (s *statement) view(b *strings.Builder, view string, columns [][2]string) error {
	b.WriteString("CREATE VIEW " + view + " AS\nSELECT\n")
	seen := map[string]bool{}
	for i, c := range columns {
		name, err := s.columnName(c[0])
		if err != nil {
			return err
		}
		if key := s.dialect.stored(c[0]); seen[key] {
			return &RefusedError{Column: c[0], What: "the view has two columns for " + s.dialect.Title + " with this name; say by `column` in `--tables` what yours are called, and leave out `--views`"}
		} else {
			seen[key] = true
		}
		comma := ","
		if i == len(columns)-1 {
			comma = ""
		}
		b.WriteString("  your_" + wordOf(c[0]) + " AS " + name + comma + " -- " + c[1] + "\n")
	}
	b.WriteString("FROM your_" + view + ";\n")
	return nil
}

// wordsOf says what a column of contacts holds.
func (s *statement) wordsOf(known *column.Column) string {
	held := heldBy(known.Type, &Column{})
	if held == anything {
		return "of any type"
	}
	words := whatItHolds(held)
	switch {
	case s.dialect.types.each && held == aMoment:
		words = "2026-06-01 12:00:00 in UTC, as datetime() writes it"
	case s.dialect.types.each && held == aBoolean:
		words = "0 or 1"
	case s.dialect.types.each && held == aList:
		words = whatItHolds(aJSON)
	}
	if known.NotNull {
		return words + ", never NULL"
	}
	if held == aList && s.dialect.tags.never {
		return words
	}
	return words + ", or NULL"
}
