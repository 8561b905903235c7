package tables

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/sql"
)

// column reads how a column of rules is written in the database.
func (r *reader) column(c *clauses) {
	if len(c.first.Names) == 0 {
		return
	}
	name := c.first.Names[0]
	var made sql.Column
	if len(c.first.Names) > 1 {
		made.Name = c.first.Names[1].Text
	}
	kinds := &kindsOf{clauses: c, made: &made}
	kinds.tags()
	kinds.number()
	kinds.boolean()
	kinds.time()
	kinds.texts()
	t := &r.made.Tables
	if _, twice := t.Columns[name.Text]; twice {
		r.fail(name.At, "the column `%s` is there twice", name.Text)
	}
	if t.Columns == nil {
		t.Columns = map[string]sql.Column{}
	}
	t.Columns[name.Text] = made
	r.made.columns = append(r.made.columns, name)
}

// kindsOf reads the words that say what a column holds. All are about one type.
type kindsOf struct {
	*clauses
	made *sql.Column
	word string // that has said the type
}

// is notes that a word says the type.
func (k *kindsOf) is(t column.Type, word string) {
	if k.word != "" && k.made.Type != t {
		k.fail(k.by[word].Word.At, "`%s` and `%s` are for columns of different types", k.word, word)
	}
	k.made.Type, k.word = t, word
}

// any returns the words that are there.
func (k *kindsOf) any(words ...string) (all []string) {
	for _, word := range words {
		if k.has(word) {
			all = append(all, word)
		}
	}
	return all
}

func (k *kindsOf) tags() {
	ways := k.any("array", "json", "split", "joined")
	if len(ways) > 1 {
		k.fail(k.by[ways[1]].Word.At, "tags are written in one way, and not both as `%s` and as `%s`", ways[0], ways[1])
	}
	for _, word := range append(ways, k.any("tags", "missing")...) {
		k.is(column.Tags, word)
	}
	switch {
	case k.has("json"):
		k.made.Tags = sql.JSON
	case k.has("split"):
		if k.made.Tags, k.made.Separator = sql.Split, k.text("split"); k.made.Separator == "" {
			k.fail(k.by["split"].At, "say what is between two tags: split \"|\"")
		}
	case k.has("joined"):
		k.made.Tags = sql.Related
		k.made.Joined = &sql.Joined{Relation: k.relation(k.by["joined"]), Contact: k.name("contact"), Tag: k.name("tag")}
		if k.made.Name != "" {
			k.fail(k.first.Names[1].At, "a column whose tags are in another relation has no name of its own; `tag` is for that in the relation")
		}
	}
	for _, word := range k.any("contact", "tag") {
		if !k.has("joined") {
			k.fail(k.by[word].Word.At, "`%s` is for tags in another relation: joined crm.tags contact contact_id tag name", word)
		}
	}
	k.made.Missing = k.name("missing")
}

func (k *kindsOf) number() {
	if k.has("as") && !k.has("number") {
		k.fail(k.by["as"].Word.At, "a text is read `as number`, and as nothing else")
	}
	for _, word := range k.any("float", "number") {
		k.is(column.Number, word)
	}
	k.made.Float, k.made.Text = k.has("float"), k.has("as")
	if k.made.Float && k.made.Text {
		k.fail(k.by["float"].Word.At, "a column is a number (`float`) or a text that is read `as number`, but not both")
	}
}

func (k *kindsOf) boolean() {
	if !k.has("boolean") {
		return
	}
	k.is(column.Boolean, "boolean")
	values := k.by["boolean"].Values
	if len(values) != 2 {
		return
	}
	k.made.Yes, k.made.No = literal(values[0]), literal(values[1])
	switch {
	case values[0].Kind != values[1].Kind:
		k.fail(k.by["boolean"].At, "true and false are both texts or both numbers")
	case values[0].Text == values[1].Text:
		k.fail(k.by["boolean"].At, "true and false are the same")
	case values[0].Kind == ast.Number && (k.has("trim") || k.has("empty null")):
		k.fail(k.by["boolean"].At, "`trim` and `empty null` are for texts, and these are numbers")
	}
}

func (k *kindsOf) time() {
	for _, word := range k.any("day", "utc", "time zone", "epoch seconds", "epoch milliseconds") {
		k.is(column.Date, word)
	}
	k.made.When = k.when(sql.Moment)
}

func (k *kindsOf) texts() {
	words := k.any("trim", "empty null")
	for _, word := range words {
		split := k.made.Tags == sql.Split && word == "empty null"
		if k.word == "" {
			k.is(column.Text, word)
		} else if t := k.made.Type; t != column.Text && t != column.Boolean && !k.made.Text && !split {
			k.fail(k.by[word].Word.At, "`%s` is for a text, and `%s` is not for one", word, k.word)
		}
	}
	k.made.Trim, k.made.Empty = k.has("trim"), k.has("empty null")
}

// literal returns a value of the database.
func literal(v ast.Value) *sql.Literal {
	switch v.Kind {
	case ast.Number:
		return &sql.Literal{Kind: sql.NumberLiteral, Text: v.Text}
	case ast.Boolean:
		return &sql.Literal{Kind: sql.BooleanLiteral, Text: v.Text}
	default:
		return &sql.Literal{Kind: sql.TextLiteral, Text: v.Text}
	}
}
