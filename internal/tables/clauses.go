package tables

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/sql"
)

// clauses are the words of an item. A word that is there twice is wrong.
type clauses struct {
	*reader
	item  ast.TablesItem
	first ast.TablesClause
	by    map[string]ast.TablesClause
}

// clausesOf takes an item apart.
func (r *reader) clausesOf(item ast.TablesItem) *clauses {
	c := &clauses{reader: r, item: item, first: item.Clauses[0], by: map[string]ast.TablesClause{}}
	for _, clause := range item.Clauses[1:] {
		word := strings.ToLower(clause.Word.Text)
		if _, twice := c.by[word]; twice {
			r.fail(clause.Word.At, "`%s` is there twice in this item", word)
		}
		c.by[word] = clause
	}
	return c
}

// has reports whether a word is there.
func (c *clauses) has(word string) bool {
	_, has := c.by[word]
	return has
}

// name returns the column after a word, or "".
func (c *clauses) name(word string) string {
	if names := c.by[word].Names; len(names) > 0 {
		return names[0].Text
	}
	return ""
}

// text returns the text after a word, or "". SQL of the user stays on one line.
func (c *clauses) text(word string) string {
	values := c.by[word].Values
	if len(values) == 0 {
		return ""
	}
	text := values[0].Text
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) }) {
		c.fail(values[0].At, "this text has a line end or a character that cannot be seen")
	}
	return text
}

// condition returns the SQL after `where`, or "".
func (c *clauses) condition() string {
	text := c.text("where")
	if c.has("where") && strings.TrimSpace(text) == "" {
		c.fail(c.by["where"].At, "the condition after `where` is empty; leave it out for all rows")
	}
	if d := sql.Named(c.made.Dialect); d != nil {
		if err := d.CheckCondition(text); err != nil {
			c.fail(c.by["where"].Values[0].At, "%s", err.Error())
		}
	}
	return text
}

// days returns how long the time after a word is, in days; 0 without one.
func (c *clauses) days(word string) int {
	values := c.by[word].Values
	if len(values) == 0 {
		return 0
	}
	text := values[0].Text
	factor := 1
	if weeks, found := strings.CutSuffix(text, "w"); found {
		text, factor = weeks, 7
	}
	const most = 36_500 // a century
	n, err := strconv.Atoi(strings.TrimSuffix(text, "d"))
	if err != nil || n*factor > most {
		c.fail(values[0].At, "this is too long: the longest time is %dd", most)
		return 0
	}
	return n * factor
}

// relation returns the relation after a word.
func (c *clauses) relation(clause ast.TablesClause) sql.Relation {
	var r sql.Relation
	for _, name := range clause.Relation {
		r.Name = append(r.Name, name.Text)
	}
	for _, v := range clause.Values {
		r.Model = append(r.Model, v.Text)
	}
	return r
}

// when returns what a column of times holds.
func (c *clauses) when(otherwise sql.Time) (when sql.When) {
	when.Time = otherwise
	chosen := ""
	for _, kind := range []struct {
		word string
		time sql.Time
	}{{"day", sql.WholeDay}, {"utc", sql.UTC}, {"epoch seconds", sql.Seconds}, {"epoch milliseconds", sql.Milliseconds}, {"time zone", sql.Local}} {
		if !c.has(kind.word) {
			continue
		}
		if chosen != "" {
			c.fail(c.by[kind.word].Word.At, "a column holds one kind of time, and not both `%s` and `%s`", chosen, kind.word)
		}
		chosen, when.Time = kind.word, kind.time
	}
	if when.Time == sql.Local {
		name := c.text("time zone")
		zone, err := zoneNamed(name)
		if err != nil {
			c.fail(c.by["time zone"].At, "this is not the name of a time zone; write one such as \"Europe/Berlin\"")
			return sql.When{}
		}
		when.Zone = zone
	}
	return when
}

// fail keeps a problem.
func (r *reader) fail(at ast.Span, format string, values ...any) {
	r.list = append(r.list, diag.Diagnostic{
		Code: diag.BadTables, Message: fmt.Sprintf(format, values...), Location: diag.Location{Source: r.source, Span: at},
	})
}
