package shape

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/date"
)

// many is the most values of a list.
const many = math.MaxInt

// there reports whether a node is one of package ast, and not nil.
func there(n ast.Node) bool {
	for range ast.Preorder(n) {
		return true
	}
	return false
}

// missing says that a node is not there.
func missing(n ast.Node) *fault {
	if n == nil {
		return malformed("is nil")
	}
	return malformed("is a nil pointer, or a node of another package: %T", n)
}

// unknown says that a number is not one of the constants of its type.
func unknown(number uint8) *fault {
	return malformed("is %d, which is not one of the constants", number)
}

// place looks at the place of a node, and counts the node.
func (c *checker) place(at ast.Span) *fault {
	if at.Start < 0 || at.End < at.Start || at.End > c.text {
		return malformed("is [%d, %d), which is not in the text of %d bytes", at.Start, at.End, c.text)
	}
	return c.count(nodeSize)
}

// count counts a part of the size of the tree.
func (c *checker) count(size int) *fault {
	c.poll.Step(1)
	if c.left -= size; c.left < 0 {
		return &fault{code: diag.TooLarge, message: "this tree has too many nodes"}
	}
	return nil
}

// written looks at a text.
func (c *checker) written(text string) *fault {
	if f := c.count(len(text)); f != nil {
		return f
	}
	if !utf8.ValidString(text) && !c.broken {
		return malformed("is not valid UTF-8")
	}
	return nil
}

// used looks at a name that a text uses: an empty one is an unknown name.
func (c *checker) used(name ast.Name) *fault {
	return first(c.place(name.At).in("At"), c.written(name.Text).in("Text"))
}

// name looks at the name of a column, or at one that is declared.
func (c *checker) name(name ast.Name) *fault {
	if f := c.used(name); f != nil {
		return f
	}
	if name.Text == "" && !c.broken {
		return malformed("is empty").in("Text")
	}
	return nil
}

// values looks at the values of a field, and at their number. A list that the author left
// empty is a syntax error.
func (c *checker) values(field string, values []ast.Value, few, most int) *fault {
	if c.broken && most == many {
		few = 0
	}
	switch n := len(values); {
	case n >= few && n <= most:
		return each(field, values, c.value)
	case few == most:
		return malformed("has %d values, not %d", n, few).in(field)
	case n < few:
		return malformed("is empty").in(field)
	default:
		return malformed("has %d values; the limit is %d", n, most).in(field)
	}
}

// kind looks at a value that must be of one of some kinds, unless there was a syntax error.
func (c *checker) kind(v ast.Value, kinds ...ast.ValueKind) *fault {
	if f := c.value(v); f != nil || slices.Contains(kinds, v.Kind) || c.broken {
		return f
	}
	return malformed("is %s, not %s", kindName(v.Kind), kindName(kinds[0])).in("Kind")
}

// kindName returns the name of the constant of a kind.
func kindName(kind ast.ValueKind) string {
	return [...]string{
		ast.String: "String", ast.Number: "Number", ast.Boolean: "Boolean", ast.Date: "Date", ast.Word: "Word",
		ast.Today: "Today", ast.Day: "Day", ast.Length: "Length",
	}[kind]
}

func (c *checker) value(v ast.Value) *fault {
	if f := first(c.place(v.At).in("At"), c.written(v.Text).in("Text")); f != nil {
		return f
	}
	right := true
	switch v.Kind {
	case ast.String, ast.Word: // a word that is empty is an unknown name
	case ast.Number:
		right = number(v.Text)
	case ast.Boolean:
		right = v.Text == "true" || v.Text == "false"
	case ast.Date:
		_, err := date.Parse(v.Text)
		right = err == nil
	case ast.Today:
		right = v.Text == "today"
	case ast.Length:
		right = length(v.Text)
	case ast.Day:
		if f := c.moment(v.Moment); f != nil {
			return f.in("Moment")
		}
		right = v.Text == v.Moment.String()
	default:
		return unknown(uint8(v.Kind)).in("Kind")
	}
	if v.Moment != nil && v.Kind != ast.Day {
		return malformed("is set, but the value is a %s", kindName(v.Kind)).in("Moment")
	}
	if !right && !c.broken {
		return malformed("is %q, which is not a %s", v.Text, kindName(v.Kind)).in("Text")
	}
	return nil
}

// moment looks at a day that is counted from another one, which is a date without a time,
// today, or the name of a day.
func (c *checker) moment(m *ast.Moment) *fault {
	switch {
	case m == nil:
		return malformed("is nil")
	case m.Base.Kind != ast.Date && m.Base.Kind != ast.Today && m.Base.Kind != ast.Word:
		return malformed("is not a Date, Today or a Word").in("Kind").in("Base")
	case m.Base.Kind == ast.Date && len(m.Base.Text) > len("2026-05-01") && !c.broken:
		return malformed("is %q, which has a time", m.Base.Text).in("Text").in("Base")
	case len(m.Steps) == 0:
		return malformed("is empty").in("Steps")
	case m.Ago && (m.Base.Kind != ast.Today || len(m.Steps) != 1 || !m.Steps[0].Back) && !c.broken:
		return malformed("is true, but it is not one step back from today").in("Ago")
	}
	return first(c.place(m.At).in("At"), c.value(m.Base).in("Base"), each("Steps", m.Steps, c.step))
}

func (c *checker) step(s ast.Step) *fault {
	if s.Unit > ast.Weeks {
		return unknown(uint8(s.Unit)).in("Unit")
	}
	return first(c.place(s.At).in("At"), c.kind(s.Count, ast.Number, ast.Word).in("Count"))
}

// length reports whether a text is a length of time: 30d, 2w.
func length(text string) bool {
	digits := strings.TrimRight(text, "dw")
	return len(text) == len(digits)+1 && digits != "" && strings.Trim(digits, "0123456789") == ""
}

// number reports whether a text is a number of JSON.
func number(text string) bool {
	if text == "" || text[0] != '-' && !digit(text[0]) || !digit(text[len(text)-1]) {
		return false
	}
	return json.Valid([]byte(text))
}

func digit(c byte) bool { return '0' <= c && c <= '9' }
