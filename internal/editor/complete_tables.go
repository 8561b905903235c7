package editor

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/tables"
)

// tablesCompleter collects the items of a place in a statement `tables`.
type tablesCompleter struct {
	*completer
	statement *ast.Tables
	columns   []*resolve.Object // of contacts, once they were looked for
	item      int               // the number of the item that the place is in; -1 before the first one
	has       map[string]bool   // the words of the item, without what is at the place
	word      string            // the last of them before the place
	holds     column.Type       // what the first of them says that the column holds
}

// addTables adds what may come in a statement `tables`.
func (c *completer) addTables(s *ast.Tables) {
	s = c.withName(s)
	t := tablesCompleter{completer: c, statement: s, item: -1, has: map[string]bool{}}
	for i, item := range s.Items {
		t.work.Step(1)
		if item.At.Start < c.at {
			t.item = i
		}
	}
	if t.item >= 0 {
		for _, clause := range s.Items[t.item].Clauses {
			before := clause.At.Start < c.at
			if before {
				t.word = firstWord(clause.Word.Text)
			}
			if before || clause.At.Start >= c.expected.Span.End {
				t.has[firstWord(clause.Word.Text)] = true
				if t.holds == column.Any {
					t.holds = holdsOf(firstWord(clause.Word.Text))
				}
			}
		}
	}
	switch {
	case c.expects(grammar.ColumnName):
		t.contactColumns()
	case c.expects(grammar.RelationName):
		t.relations()
	}
	if c.expects(grammar.DatabaseColumn) {
		t.databaseColumns()
	}
	if c.expects(grammar.StringText) {
		t.texts()
	}
	t.lengths()
	t.words()
	for _, class := range [...]grammar.Class{grammar.ColumnName, grammar.RelationName, grammar.DatabaseColumn, grammar.StringText, grammar.Length, grammar.Count} {
		c.open = c.open || c.expects(class)
	}
	c.open = c.open || c.says("contacts") // where an item may begin, the statement may end
}

// withName returns the statement with some name at the place, if one must come: without it, the next
// item would be read as the name.
func (c *completer) withName(s *ast.Tables) *ast.Tables {
	names := c.expects(grammar.ColumnName) || c.expects(grammar.RelationName) || c.expects(grammar.DatabaseColumn)
	if !names || c.says("contacts") {
		return s
	}
	text := c.text()[:c.at] + "x" + c.text()[c.expected.Span.End:]
	file, _ := grammar.Parse(ast.NewSource("", text), grammar.Options{MaxSize: c.options.MaxSize, Context: c.ctx})
	if named, is := tables.In(file); is {
		return named
	}
	return s
}

// contacts returns the columns of contacts.
func (t *tablesCompleter) contacts() []*resolve.Object {
	if t.columns == nil {
		t.columns = t.Snapshot.contactColumns(t.ctx, t.work)
	}
	return t.columns
}

// contactColumns adds the columns of contacts that no other item is about.
func (t *tablesCompleter) contactColumns() {
	said := map[string]bool{}
	for i, item := range t.statement.Items {
		t.work.Step(4)
		if i != t.item && item.Word() == "column" && len(item.Clauses[0].Names) > 0 {
			said[item.Clauses[0].Names[0].Text] = true
		}
	}
	for _, o := range t.contacts() {
		if !said[o.Name] {
			t.name(ColumnItem, o.Name, columnDetail(o.Column), Help{Object: o})
		}
	}
}

// relations adds the relations that the statement has elsewhere, as far as they go on from what is
// before the place.
func (t *tablesCompleter) relations() {
	before := t.partsBefore()
	dotted := strings.HasPrefix(t.text()[t.expected.Span.End:], ".")
	for _, item := range t.statement.Items {
		for _, clause := range item.Clauses {
			t.work.Step(8)
			parts := clause.Relation
			if len(parts) == 0 || parts[0].At.Start <= t.at && t.at <= parts[len(parts)-1].At.End || len(parts) <= len(before) {
				continue
			}
			if !slices.EqualFunc(parts[:len(before)], before, func(n ast.Name, text string) bool { return n.Text == text }) {
				continue
			}
			rest := parts[len(before):]
			if dotted && len(rest) < 2 {
				continue
			} else if dotted {
				rest = rest[:1]
			}
			words := make([]string, len(rest))
			for i, part := range rest {
				words[i] = databaseName(part.Text, false)
			}
			if !slices.Contains(words, "") {
				t.add(Item{Kind: RelationItem, Text: strings.Join(words, "."), Detail: "used here"})
			}
		}
	}
}

// partsBefore returns the parts of the name of a relation that are before the place, each with a dot
// after it.
func (t *tablesCompleter) partsBefore() (parts []string) {
	if t.item < 0 {
		return nil
	}
	for _, clause := range t.statement.Items[t.item].Clauses {
		if clause.At.Start >= t.at || len(clause.Relation) == 0 {
			continue
		}
		parts = nil
		for _, part := range clause.Relation {
			if part.At.End < t.at && strings.TrimSpace(t.text()[part.At.End:t.at]) != "" {
				parts = append(parts, part.Text)
			}
		}
	}
	if !strings.HasSuffix(strings.TrimRight(t.text()[:t.at], " \t\r\n"), ".") {
		return nil
	}
	return parts
}

// databaseColumns adds the columns of relations that the statement has elsewhere: those first that
// come after the same word.
func (t *tablesCompleter) databaseColumns() {
	var same, others []ast.Name
	note := func(word string, name ast.Name) {
		switch {
		case name.At.Start <= t.at && t.at <= name.At.End: // it is at the place
		case word == t.word:
			same = append(same, name)
		default:
			others = append(others, name)
		}
	}
	for _, item := range t.statement.Items {
		for _, clause := range item.Clauses {
			t.work.Step(4)
			for i, name := range clause.Names {
				t.work.Step(4)
				if item.Word() != "column" || clause.Word.Text != "column" || i > 0 { // the first one is of contacts
					note(firstWord(clause.Word.Text), name)
				}
			}
			if clause.Where == nil {
				continue
			}
			for n := range ast.Preorder(clause.Where) {
				t.work.Step(8)
				if c, is := n.(*ast.Column); is {
					note("where", c.Name)
				}
			}
		}
	}
	for _, name := range append(same, others...) {
		t.add(Item{Kind: ColumnItem, Label: name.Text, Text: databaseName(name.Text, t.says("array")), Detail: "used here"})
	}
}

// databaseName returns a name as a statement has it: where a fixed word may be, beside, one that is
// spelled so is between backquotes. It is empty for a name that cannot be written.
func databaseName(name string, beside bool) string {
	quoted, ok := grammar.QuoteName(name)
	switch {
	case !ok:
		return ""
	case beside && grammar.IsTablesWord(name):
		return "`" + name + "`"
	case grammar.IsColumnWord(name):
		return name
	}
	return quoted
}

// texts adds texts that the statement has elsewhere after the same word: time zones, separators, and
// what dbt calls relations.
func (t *tablesCompleter) texts() {
	word := t.wordBefore()
	for _, item := range t.statement.Items {
		for _, clause := range item.Clauses {
			t.work.Step(4)
			for i, v := range clause.Values {
				t.work.Step(4)
				after := clause.Word.Text
				if i > 0 {
					after = clause.Values[i-1].Text
				}
				if v.Kind == ast.String && v.At.Start != t.at && word != "where" && strings.HasSuffix(after, word) && word != "" {
					t.quoted(TextItem, v.Text, "used here")
				}
			}
		}
	}
}

// lengths adds lengths of time as they are usual after the word before the place.
func (t *tablesCompleter) lengths() {
	if !t.expects(grammar.Length) {
		return
	}
	usual := [...]string{"90d", "400d"}
	if t.word == "slack" || t.wordBefore() == "slack" {
		usual = [...]string{"1d", "3d"}
	}
	for _, length := range usual {
		t.add(Item{Kind: UnitItem, Text: length})
	}
}
