package shape

import (
	"encoding/json"
	"math"
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

// kind looks at a value that must be of a kind, unless there was a syntax error.
func (c *checker) kind(v ast.Value, kind ast.ValueKind) *fault {
	if f := c.value(v); f != nil || v.Kind == kind || c.broken {
		return f
	}
	return malformed("is %s, not %s", kindName(v.Kind), kindName(kind)).in("Kind")
}

// kindName returns the name of the constant of a kind.
func kindName(kind ast.ValueKind) string {
	return [...]string{ast.String: "String", ast.Number: "Number", ast.Boolean: "Boolean", ast.Date: "Date", ast.Word: "Word"}[kind]
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
	default:
		return unknown(uint8(v.Kind)).in("Kind")
	}
	if !right && !c.broken {
		return malformed("is %q, which is not a %s", v.Text, kindName(v.Kind)).in("Text")
	}
	return nil
}

// number reports whether a text is a number of JSON.
func number(text string) bool {
	if text == "" || text[0] != '-' && !digit(text[0]) || !digit(text[len(text)-1]) {
		return false
	}
	return json.Valid([]byte(text))
}

func digit(c byte) bool { return '0' <= c && c <= '9' }
