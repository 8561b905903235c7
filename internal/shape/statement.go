package shape

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
)

func (c *checker) file(file *ast.File) *fault {
	if f := each("Statements", file.Statements, c.statement); f != nil {
		return f
	}
	start := 0
	return each("Comments", file.Comments, func(comment ast.Comment) *fault {
		if f := first(c.place(comment.At).in("At"), c.written(comment.Text).in("Text")); f != nil {
			return f
		}
		if comment.At.Start < start {
			return malformed("starts before the previous comment")
		}
		start = comment.At.Start
		return nil
	})
}

func (c *checker) statement(s ast.Statement) *fault {
	if !there(s) {
		return missing(s)
	}
	if f := c.place(s.Span()).in("At"); f != nil {
		return f
	}
	if ast.Broken(s) && !c.broken {
		return malformed("could not be read whole, but the file is not Broken")
	}
	switch s := s.(type) {
	case *ast.Use:
		return c.use(s)
	case *ast.Segment:
		return first(c.kind(s.Name, ast.String).in("Name"), each("Properties", s.Properties, c.property))
	case *ast.Let:
		return first(c.name(s.Name).in("Name"), each("Parameters", s.Parameters, c.name), c.expr(s.Expr, 1).in("Expr"))
	case *ast.NamedValue:
		return first(c.name(s.Name).in("Name"), c.group(s.Values, s.Group))
	case *ast.Param:
		return c.param(s)
	case *ast.Assume:
		return c.assume(s)
	case *ast.Tables:
		return c.tables(s)
	case *ast.Alias:
		if s.Kind > ast.AliasCampaign {
			return unknown(uint8(s.Kind)).in("Kind")
		}
		return first(c.name(s.Name).in("Name"), c.values("Values", s.Values, 1, many))
	case *ast.Field:
		return first(
			c.name(s.Name).in("Name"), c.place(s.Type.At).in("Type"), c.written(s.Type.Text).in("Type.Text"), each("Choices", s.Choices, c.value),
		)
	case *ast.Require:
		if f := c.expr(s.Expr, 1).in("Expr"); f != nil || s.Because == nil {
			return f
		}
		return c.kind(*s.Because, ast.String).in("Because")
	case *ast.Where:
		return c.expr(s.Expr, 1).in("Expr")
	case *ast.BadStatement:
		f := c.place(s.Keyword).in("Keyword")
		if f == nil && s.Name != nil {
			return c.name(*s.Name).in("Name")
		}
		return f
	}
	return missing(s)
}

func (c *checker) use(s *ast.Use) *fault {
	if f := c.kind(s.Path, ast.String).in("Path"); f != nil {
		return f
	}
	if s.Segment != nil {
		if s.As == nil && !c.broken { // the grammar has said that it is missing
			return malformed("is missing, and there is a Segment").in("As")
		}
		if f := c.kind(*s.Segment, ast.String).in("Segment"); f != nil {
			return f
		}
	}
	if s.As == nil {
		return nil
	}
	return c.name(*s.As).in("As")
}

func (c *checker) param(s *ast.Param) *fault {
	f := first(
		c.name(s.Name).in("Name"), c.place(s.Type.At).in("Type"), c.written(s.Type.Text).in("Type.Text"), each("Choices", s.Choices, c.value),
	)
	if f != nil || s.Default == nil {
		return f
	}
	return c.value(*s.Default).in("Default")
}

func (c *checker) assume(s *ast.Assume) *fault {
	f := first(c.place(s.Question.At).in("Question"), c.place(s.Answer.At).in("Answer"))
	if f != nil || ast.Broken(s) {
		return f
	}
	answers := ast.Answers(strings.ToLower(s.Question.Text))
	switch {
	case answers == nil:
		return malformed("is not a question that can be assumed").in("Question")
	case !slices.Contains(answers, strings.ToLower(s.Answer.Text)):
		return malformed("does not answer the question").in("Answer")
	}
	return nil
}

// group looks at values that are one value, or those of a list.
func (c *checker) group(values []ast.Value, list bool) *fault {
	switch {
	case list:
		return c.values("Values", values, 1, many)
	case c.broken && len(values) == 0: // the grammar has said that it is missing
		return nil
	}
	return c.values("Values", values, 1, 1)
}

func (c *checker) property(p ast.Property) *fault {
	if f := first(c.place(p.At).in("At"), c.place(p.Keyword).in("Keyword")); f != nil {
		return f
	}
	few, most := 1, 1
	if c.broken { // the grammar has said that there are more, or none
		few, most = 0, many
	}
	switch p.Kind {
	case ast.PropertyFor:
		if p.For == nil {
			return malformed("is missing").in("For")
		}
		few, most = 0, 0
	case ast.PropertyID, ast.PropertyColor, ast.PropertyDescription, ast.PropertyWas:
		if f := each("Values", p.Values, func(v ast.Value) *fault { return c.kind(v, ast.String) }); f != nil {
			return f
		}
	case ast.PropertyLists:
		most = many
	default:
		return unknown(uint8(p.Kind)).in("Kind")
	}
	switch {
	case p.For == nil:
		return c.values("Values", p.Values, few, most)
	case p.Kind != ast.PropertyFor:
		return malformed("is there, but the property is not a `for`").in("For")
	}
	return first(c.values("Values", p.Values, few, most), c.loop(p.For).in("For"))
}

// loop looks at what makes several segments.
func (c *checker) loop(f *ast.For) *fault {
	if f.Kind > ast.ForCampaigns {
		return unknown(uint8(f.Kind)).in("Kind")
	}
	if f := first(c.name(f.Name).in("Name"), c.place(f.At).in("At"), c.place(f.KindAt).in("KindAt"), c.place(f.List).in("List")); f != nil {
		return f
	}
	if len(f.Each) == 0 && !c.broken {
		return malformed("is empty").in("Each")
	}
	return each("Each", f.Each, func(e ast.Each) *fault {
		wrong := first(c.place(e.At).in("At"), c.value(e.Value).in("Value"))
		if wrong != nil || e.Label == nil {
			return wrong
		}
		return c.kind(*e.Label, ast.String).in("Label")
	})
}
