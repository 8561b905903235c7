package editor

import (
	"slices"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/resolve"
)

// addWords adds words and signs of the language. Where there are several for one thing, it adds
// the one that the formatter would write, and of what is after a name, what suits that name.
func (c *completer) addWords() {
	name, named := c.nameBefore()
	units := !c.says("and") && !c.says(",") && !c.says(")") && !c.says("where")
	days := c.countsDays()
	if len(c.expected.Keywords) == 1 && len(c.expected.Classes) == 0 && c.says("(") {
		c.add(Item{Kind: OperatorItem, Text: "("}) // where nothing else may come
	}
	for _, word := range c.expected.Keywords {
		switch {
		case strings.ContainsAny(word, "(),"):
			continue // an editor writes no sign that belongs to two
		case word == "==" || word == "<>" || word == "&&" || word == "||" || word == "!":
			continue
		case word == "+" || word == "-":
			if days {
				c.add(Item{Kind: OperatorItem, Text: word})
			}
			continue
		case isUnit(word):
			if units {
				c.add(Item{Kind: UnitItem, Text: word})
			}
			continue
		case (word == "true" || word == "false" || word == "today") && !c.takesWord(word):
			continue
		case named && !name.takes(word):
			continue
		}
		kind := KeywordItem
		if isOperator(word) {
			kind = OperatorItem
		}
		c.add(Item{Kind: kind, Text: word, Help: Help{Word: word}})
	}
	if c.expects(grammar.TypeName) {
		types := column.Names()
		if c.says("campaign") {
			types = resolve.ParamTypes()
		}
		for _, t := range types {
			c.add(Item{Kind: TypeItem, Text: t})
		}
	}
	if c.expects(grammar.Length) && !c.expects(grammar.AnyValue) {
		for _, length := range [...]string{"7d", "30d", "90d"} {
			c.add(Item{Kind: UnitItem, Text: length})
		}
	}
}

func isUnit(word string) bool {
	switch word {
	case "d", "day", "days", "w", "week", "weeks":
		return true
	}
	return false
}

func isOperator(word string) bool { return strings.ContainsAny(word, "=<>!") }

// takesWord reports whether the column that a value is compared with can be true, false or today.
func (c *completer) takesWord(word string) bool {
	of, known := c.column()
	if !known || of.Type == column.Any {
		return true
	}
	return of.Type == column.Boolean && word != "today" || of.Type == column.Date && word == "today"
}

// column returns what is known of the column that a value is compared with.
func (c *completer) column() (column.Column, bool) {
	if c.expected.Column == "" || !c.names.IsColumn(c.expected.Column) && c.program.Declared(c.expected.Column) == nil {
		return column.Column{}, false
	}
	return c.names.Column(c.expected.Column)
}

// before is the name right before a place where a condition may go on.
type before struct {
	column column.Column
	part   *resolve.Object // nil for a column
}

// trimmedBefore returns the text before an offset, without blanks at its end.
func (c *completer) trimmedBefore(offset int) string {
	return strings.TrimRight(c.text()[:offset], " \t\r\n")
}

// countsDays reports whether days can be counted from what is right before the place: a day.
func (c *completer) countsDays() bool {
	if !c.says("+") {
		return false
	}
	text := c.trimmedBefore(c.at)
	start := strings.LastIndexFunc(text, func(r rune) bool { return r != '_' && r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) + 1
	last := text[start:]
	if last == "" || strings.EqualFold(last, "today") || last[0] >= '0' && last[0] <= '9' {
		return last != ""
	}
	o := c.names.Value(last)
	return o != nil && c.program.Meaning(o).Type == "date"
}

// nameBefore returns what the name right before the place means, if that is known.
func (c *completer) nameBefore() (before, bool) {
	end := len(c.trimmedBefore(c.at))
	switch {
	case c.says("between") && c.says("starts"):
	case c.says("contains") && c.says("in") && c.wordBefore() == "not":
		end = len(c.trimmedBefore(end - len("not")))
	default:
		return before{}, false // nowhere, but after the name of a column or a part, and `not`
	}
	for _, n := range slices.Backward(c.file().At(end)) {
		var name ast.Name
		switch n := n.(type) {
		case ast.Name:
			name = n
		case *ast.Ref:
			name = n.Name
		case *ast.Bad:
			if n.Column == nil {
				continue
			}
			name = *n.Column
		default:
			continue
		}
		if name.At.End != end {
			continue
		}
		if c.names.IsColumn(name.Text) {
			known, _ := c.names.Column(name.Text)
			return before{column: known}, true
		}
		if part := c.names.Part(name.Text); part != nil {
			return before{part: part}, true
		}
		return before{}, false
	}
	return before{}, false
}

// takes reports whether a word can follow the name. What begins a statement or joins conditions
// cannot follow a column, and no operator can follow a part.
func (b before) takes(word string) bool {
	operators, is := operatorsOf(word)
	if b.part != nil {
		return !is && len(b.part.Params) == 0
	}
	if word == "on" && b.column.Type == column.Number {
		return false // it is for days
	}
	return is && slices.ContainsFunc(operators, b.column.Type.Allows)
}

// operatorsOf returns what the first word of an operator on columns may mean.
func operatorsOf(word string) ([]condition.Operator, bool) {
	switch word {
	case "=":
		return []condition.Operator{condition.Equals}, true
	case "!=":
		return []condition.Operator{condition.NotEquals}, true
	case ">", ">=", "<", "<=", "between", "on":
		return []condition.Operator{condition.Greater}, true
	case "contains":
		return []condition.Operator{condition.Contains}, true
	case "starts":
		return []condition.Operator{condition.StartsWith}, true
	case "in":
		return []condition.Operator{condition.In}, true
	case "not":
		return []condition.Operator{condition.NotIn, condition.NotContains}, true
	case "is":
		return []condition.Operator{condition.IsNull}, true
	case "has":
		return []condition.Operator{condition.HasAny}, true
	}
	return nil, false
}
