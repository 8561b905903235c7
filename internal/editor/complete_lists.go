package editor

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/resolve"
)

const (
	maxReread = 5000 // how long a statement is at most that is read once more, up to the place
	maxPassed = 5    // how often a parameter is followed that a part passes on
)

// isInList reports whether a value at the place is one of several, in parentheses.
func (c *completer) isInList() bool {
	before := strings.TrimRight(c.text()[:c.at], " \t\r\n")
	return strings.HasSuffix(before, "(") || strings.HasSuffix(before, ",")
}

// withWord returns the statement that the place is in, up to it, with some word at the place. Without
// a word, the parser leaves out what is not complete.
func (c *completer) withWord() ast.Statement {
	if c.scope.statement == nil || c.at-c.scope.statement.Span().Start > maxReread {
		return nil
	}
	c.work.Step(maxReread)
	start := c.scope.statement.Span().Start
	file, _ := grammar.Parse(ast.NewSource("", c.text()[start:c.at]+"x"), grammar.Options{Context: c.ctx})
	if len(file.Statements) == 0 {
		return nil
	}
	return file.Statements[len(file.Statements)-1]
}

// mayTakeIDs reports whether the place may be among the values of a `for`, or the arguments of a part: ids of
// all kinds are values there.
func (c *completer) mayTakeIDs() bool { return c.expects(grammar.ListID) && c.expects(grammar.ISPID) }

// loopAt returns the `for` among whose values the place is, or nil.
func (c *completer) loopAt() *ast.For {
	if !c.mayTakeIDs() {
		return nil
	}
	segment, is := c.withWord().(*ast.Segment)
	if !is || len(segment.Properties) == 0 {
		return nil
	}
	return segment.Properties[len(segment.Properties)-1].For
}

// addLoop adds the values that a `for` may have: ids of its kind, or values that are all of one type. A
// param is none of them, since the file alone says which segments there are.
func (c *completer) addLoop(loop *ast.For) {
	c.open = true
	if kind, is := loop.Kind.IDs(); is {
		item := [...]ItemKind{ast.AliasList: ListItem, ast.AliasISP: ISPItem, ast.AliasCampaign: CampaignItem}[kind]
		c.idNames(kind, item)
		return
	}
	typ := ""
	if len(loop.Each) > 1 {
		typ = c.typeOfValue(loop.Each[0].Value)
	}
	for _, o := range c.names.Visible(c.work, resolve.Value) {
		if m := c.program.Meaning(o); typ == "" || m.Type == "" || m.Type == typ {
			c.name(NamedValueItem, o.Name, strings.TrimSpace("value "+m.Type), Help{Object: o})
		}
	}
	for _, word := range [...]string{"today", "true", "false"} {
		if c.says(word) && (typ == "" || typ == "date" && word == "today" || typ == "boolean" && word != "today") {
			c.add(Item{Kind: KeywordItem, Text: word, Help: Help{Word: word}})
		}
	}
}

// typeOfValue returns the type of a value, as params have one; "" if nobody knows.
func (c *completer) typeOfValue(v ast.Value) string {
	switch v.Kind {
	case ast.String:
		return "text"
	case ast.Number:
		return "number"
	case ast.Boolean:
		return "boolean"
	case ast.Date, ast.Today, ast.Day:
		return "date"
	case ast.Length:
		return "days"
	}
	if o := c.names.Value(v.Text); v.Kind == ast.Word && o != nil {
		return c.program.Meaning(o).Type
	}
	return ""
}

// argument has only what fits the column come, if a part compares an argument at the place with one.
func (c *completer) argument() {
	statement := c.withWord()
	if statement == nil {
		return
	}
	var call *ast.Ref
	for n := range ast.Preorder(statement) {
		if ref, is := n.(*ast.Ref); is && ref.Call != nil && len(ref.Call.Arguments) > 0 {
			call = ref // the last one
		}
	}
	if call == nil {
		return
	}
	part := c.names.Part(call.Name.Text)
	with, found := c.comparedWith(part, len(call.Call.Arguments)-1, maxPassed)
	if !found {
		return
	}
	c.single = !isOfMany(with.Op)
	c.expected.Column = with.Name.Text
	c.expected.Classes = slices.DeleteFunc(slices.Clone(c.expected.Classes), func(class grammar.Class) bool {
		return class == grammar.ListID || class == grammar.ISPID || class == grammar.CampaignID
	})
}

// isOfMany reports whether an operator compares a column with a list.
func isOfMany(op ast.ColumnOp) bool {
	switch op {
	case ast.In, ast.NotIn, ast.HasAny, ast.HasAll, ast.HasNone:
		return true
	}
	return false
}

// comparedWith returns the condition in which a part compares a column with a parameter, perhaps in a part
// that it is passed on to.
func (c *completer) comparedWith(part *resolve.Object, number, passed int) (*ast.Column, bool) {
	if part == nil || number >= len(part.Params) || passed == 0 {
		return nil, false
	}
	let, is := part.Statement.(*ast.Let)
	if !is || let.Expr == nil {
		return nil, false
	}
	given := func(v ast.Value) bool { return v.Kind == ast.Word && v.Text == part.Params[number].Text }
	for n := range ast.Preorder(let.Expr) {
		c.work.Step(8)
		switch n := n.(type) {
		case *ast.Column:
			if slices.ContainsFunc(n.Values, given) && c.names.IsColumn(n.Name.Text) {
				return n, true
			}
		case *ast.Ref:
			if n.Call == nil {
				continue
			}
			for i, argument := range n.Call.Arguments {
				if !slices.ContainsFunc(argument.Values, given) {
					continue
				}
				if with, found := c.comparedWith(c.names.Part(n.Name.Text), i, passed-1); found {
					return with, true
				}
			}
		}
	}
	return nil, false
}
