package edges

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/eval"
)

// columnParts are the values at the edges of a condition on a column, and no value
// unless there always is one.
func (c *checker) columnParts(e *ast.Column, negated bool) []part {
	all := make([]part, 0, min(len(e.Values), maxListed)+5)
	add := func(v eval.Value) { all = append(all, part{Part: eval.Part{Value: v}}) }
	addOpen := func(v eval.Value) { all = append(all, part{Part: eval.Part{Value: v}, open: true}) }
	switch e.Op {
	case ast.HasAny, ast.HasAll, ast.HasNone:
		c.setParts(e, add)
	case ast.Contains, ast.NotContains, ast.StartsWith:
		for _, text := range around(e.Values[0].Text) {
			add(eval.Value{Kind: eval.Text, Text: text})
		}
		if text := e.Values[0].Text; len(text) <= maxText {
			addOpen(eval.Value{Kind: eval.Text, Text: swapCase(text)})
		}
	case ast.IsNull, ast.IsNotNull:
		add(c.anyValue(e.Name.Text))
	default:
		sampled(len(e.Values), func(i int) {
			value := c.valueOf(e, e.Values[i])
			add(value)
			if i == 0 || e.Op == ast.Between {
				c.besides(value, add)
				if value.Kind == eval.Text && len(value.Text) <= maxText {
					value.Text = swapCase(value.Text) + " "
					addOpen(value)
				}
			}
		})
	}
	if !c.names.AlwaysThere(e.Name.Text) {
		all = append(all, part{open: negative(e.Op) != negated})
	}
	return all
}

// negative reports whether an operator asks for what is not so.
func negative(op ast.ColumnOp) bool {
	return op == ast.NotEqual || op == ast.NotIn || op == ast.NotContains || op == ast.HasNone
}

// setParts are sets: each value alone, all of them, all but one, and none.
func (c *checker) setParts(e *ast.Column, add func(eval.Value)) {
	n := len(e.Values)
	texts := make([]string, n)
	c.poll.Hold(16 * n)
	for i, v := range e.Values {
		c.poll.Step(1)
		texts[i] = v.Text
	}
	sampled(n, func(i int) { add(eval.Value{Kind: eval.Set, Elements: texts[i : i+1]}) })
	add(eval.Value{Kind: eval.Set, Elements: texts})
	add(eval.Value{Kind: eval.Set, Elements: []string{texts[0] + unlikely}})
	if len(texts[0]) <= maxText {
		add(eval.Value{Kind: eval.Set, Elements: []string{swapCase(texts[0])}})
	}
	add(eval.Value{Kind: eval.Set})
	if n > 1 {
		sampled(n, func(i int) {
			c.poll.Hold(16 * n)
			c.poll.Step(n)
			add(eval.Value{Kind: eval.Set, Elements: append(texts[:i:i], texts[i+1:]...)})
		})
	}
}

// unlikely is a text that makes another one of a text.
const unlikely = "~"

// valueOf returns the value that a literal means in a column.
func (c *checker) valueOf(e *ast.Column, v ast.Value) eval.Value {
	switch v.Kind {
	case ast.Number:
		return eval.Value{Kind: eval.Number, Text: v.Text}
	case ast.Boolean:
		return eval.Value{Kind: eval.Boolean, Text: v.Text}
	case ast.Date:
		return eval.Value{Kind: eval.Date, Text: v.Text}
	}
	if eval.IsDate(v.Text) && c.names.IsDate(c.poll, e.Name.Text) {
		return eval.Value{Kind: eval.Date, Text: v.Text}
	}
	return eval.Value{Kind: eval.Text, Text: v.Text}
}

// anyValue returns some value that a column can have.
func (c *checker) anyValue(name string) eval.Value {
	switch c.names.TypeOf(name) {
	case "number":
		return eval.Value{Kind: eval.Number, Text: "1"}
	case "boolean":
		return eval.Value{Kind: eval.Boolean, Text: "true"}
	case "date":
		return eval.Value{Kind: eval.Date, Text: "2026-01-15"}
	case "tags":
		return eval.Value{Kind: eval.Set, Elements: []string{unlikely}}
	case "":
		// Other conditions on the column tell what it is.
		for i := range c.subjects {
			if of := &c.subjects[i]; of.Kind == eval.ColumnSubject && of.Name == name {
				for condition := of.first; condition >= 0; condition = c.nextIn[condition] {
					e := c.tree.Conditions[condition].Expr.(*ast.Column)
					switch {
					case len(e.Values) == 0:
					case e.Op == ast.HasAny || e.Op == ast.HasAll || e.Op == ast.HasNone:
						return eval.Value{Kind: eval.Set, Elements: []string{unlikely}}
					default:
						return c.valueOf(e, e.Values[0])
					}
				}
			}
		}
	}
	return eval.Value{Kind: eval.Text, Text: unlikely}
}

// besides adds the values next to a value.
func (c *checker) besides(v eval.Value, add func(eval.Value)) {
	switch v.Kind {
	case eval.Number:
		if below, above, ok := numbersBeside(v.Text); ok {
			add(eval.Value{Kind: eval.Number, Text: below})
			add(eval.Value{Kind: eval.Number, Text: above})
		}
	case eval.Date:
		if before, after, ok := datesBeside(v.Text); ok {
			add(eval.Value{Kind: eval.Date, Text: before})
			add(eval.Value{Kind: eval.Date, Text: after})
		}
	case eval.Boolean:
		other := "true"
		if v.Text == other {
			other = "false"
		}
		add(eval.Value{Kind: eval.Boolean, Text: other})
	default:
		add(eval.Value{Kind: eval.Text, Text: v.Text + unlikely})
	}
}

// maxText is how long a text may be from which others are made.
const maxText = 1000

// around returns texts that contain a text or start with it, and one that lacks its last
// character.
func around(text string) []string {
	_, size := utf8.DecodeLastRuneInString(text)
	all := []string{text, text[:len(text)-size]}
	if len(text) <= maxText {
		all = append(all, text+unlikely, unlikely+text)
	}
	return all
}

func swapCase(text string) string {
	var swapped strings.Builder
	swapped.Grow(len(text))
	for i := range len(text) {
		b := text[i]
		switch {
		case b >= utf8.RuneSelf:
			return swapLetters(text)
		case 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z':
			b ^= 'a' ^ 'A'
		}
		swapped.WriteByte(b)
	}
	return swapped.String()
}

func swapLetters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsUpper(r) {
			return unicode.ToLower(r)
		}
		return unicode.ToUpper(r)
	}, text)
}
