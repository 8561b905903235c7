package ast

// Tables says what the relations and columns of a database are called, and what they hold:
// tables postgres, and its items. It is alone in its file.
type Tables struct {
	At      Span
	Dialect Term // postgres; files, for files of contacts
	Items   []TablesItem
	Broken  bool // see Broken
}

// Span returns the place of the statement.
func (s *Tables) Span() Span { return s.At }

func (*Tables) statement() {}

// TablesItem is what a Tables says of one relation, column or kind of event.
type TablesItem struct {
	At      Span
	Clauses []TablesClause // at least one: the first has the word with which the item begins
}

// Span returns the place of the item.
func (i TablesItem) Span() Span { return i.At }

// Word returns the word with which the item begins, as it is written; "" if there is none.
func (i TablesItem) Word() string {
	if len(i.Clauses) == 0 {
		return ""
	}
	return i.Clauses[0].Word.Text
}

// TablesClause is a fixed word of an item with what belongs to it: key contact_id.
type TablesClause struct {
	At       Span
	Word     Term    // in lower case; two words have one blank between them: time zone
	Relation []Name  // the parts of the name of a relation: crm.contacts
	Names    []Name  // of columns; those of `from` are in parentheses
	Values   []Value // texts, numbers, or a Length
	Where    Expr    // of an `event`; nil without one
}

// Span returns the place of the clause, its word included.
func (c TablesClause) Span() Span { return c.At }

// TablesDialects returns the databases that a Tables may be of, and files.
func TablesDialects() []string {
	return []string{"postgres", "duckdb", "clickhouse", "sqlite", "bigquery", "snowflake", "spark", "trino", "files"}
}
