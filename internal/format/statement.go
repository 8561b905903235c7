package format

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/column"
)

func (b *builder) file(file *ast.File) {
	if file.Source == nil {
		for b.next < len(b.comments) {
			b.comment(false)
		}
	}
	var previous ast.Statement
	for _, s := range file.Statements {
		start := s.Span().Start
		empty := b.between(previous, start)
		if _, segment := s.(*ast.Segment); segment {
			_, rule := previous.(*ast.Where)
			empty = empty || rule
		}
		if file.Source == nil {
			empty = empty || previous != nil && section(previous) != section(s)
		}
		b.items = append(b.items, item{kind: newline, empty: empty || b.emptyBefore(start)})
		b.statement(s)
		previous = s
	}
	b.between(previous, len(b.source)+1)
}

// between adds the comments between two statements. Those right below a statement
// and deeper than it belong to it, such as a condition that is commented out. It
// reports whether an empty line must follow, as it does after the lines of a
// segment.
func (b *builder) between(previous ast.Statement, offset int) (empty bool) {
	segment, ok := previous.(*ast.Segment)
	empty = ok && len(segment.Properties) > 0
	if b.next == len(b.comments) || b.comments[b.next].At.Start >= offset {
		return empty
	}
	below, margin := previous != nil, 0
	if below {
		margin = b.indentation(previous.Span().Start)
	}
	for b.next < len(b.comments) && b.comments[b.next].At.Start < offset {
		at := b.comments[b.next].At.Start
		if b.after && !b.lineBetween(b.last, at) {
			b.comment(false)
			continue
		}
		below = below && !b.emptyBefore(at) && b.indentation(at) > margin
		if below {
			b.add(indent)
			b.comment(false)
			b.add(dedent)
			continue
		}
		if empty {
			b.items = append(b.items, item{kind: newline, empty: true})
			empty = false
		}
		b.comment(false)
	}
	return empty
}

// indentation returns how much blank space the line of an offset begins with,
// at most up to the offset.
func (b *builder) indentation(offset int) int {
	before := b.slice(0, offset)
	before = before[strings.LastIndexAny(before, lineEnds)+1:]
	before = strings.TrimPrefix(before, "\ufeff")
	return len(before) - len(strings.TrimLeft(before, " \t"))
}

// section says which statements belong together if the author does not say it.
func section(s ast.Statement) string {
	switch s := s.(type) {
	case *ast.Alias:
		return aliasWord(s.Kind)
	default:
		return fmt.Sprintf("%T", s)
	}
}

// keyword is the first word of a statement.
func (b *builder) keyword(s ast.Statement, word string) {
	start := s.Span().Start
	b.token(ast.Span{Start: start, End: start + len(word)}, word)
	b.add(space)
}

func (b *builder) statement(s ast.Statement) {
	if ast.Broken(s) {
		panic(fmt.Sprintf("format: broken statement %T", s))
	}
	switch s := s.(type) {
	case *ast.Use:
		b.keyword(s, "use")
		b.value(s.Path)
		if s.Segment != nil {
			b.add(space)
			b.value(*s.Segment)
		}
		if s.As != nil {
			b.reach(s.As.At.Start, true)
			b.add(space)
			b.word("as")
			b.name(*s.As)
		}
	case *ast.Segment:
		b.segment(s)
	case *ast.Let:
		b.keyword(s, "let")
		b.name(s.Name)
		b.parameters(s.Parameters)
		b.add(space)
		b.word("=")
		b.rule(s.Expr)
	case *ast.Alias:
		b.alias(s)
	case *ast.NamedValue:
		b.namedValue(s)
	case *ast.Param:
		b.param(s)
	case *ast.Assume:
		b.keyword(s, "assume")
		b.token(s.Question.At, strings.ToLower(s.Question.Text))
		b.add(space)
		b.token(s.Answer.At, strings.ToLower(s.Answer.Text))
	case *ast.Tables:
		b.tables(s)
	case *ast.Field:
		b.field(s)
	case *ast.Require:
		b.require(s)
	case *ast.Where:
		if !s.Bare {
			b.keyword(s, "where")
		}
		b.rule(s.Expr)
	default:
		panic(fmt.Sprintf("format: unexpected statement %T", s))
	}
}

func (b *builder) segment(s *ast.Segment) {
	b.keyword(s, "segment")
	b.value(s.Name)
	b.add(indent)
	for _, p := range s.Properties {
		b.before(p.At.Start)
		b.add(newline)
		b.token(p.Keyword, propertyWord(p.Kind))
		b.add(space)
		if p.Kind == ast.PropertyFor {
			b.loop(p.For)
			continue
		}
		b.add(indent)
		b.values(p.Values)
		b.add(dedent)
	}
	b.add(dedent)
}

func propertyWord(k ast.PropertyKind) string {
	switch k {
	case ast.PropertyID:
		return "id"
	case ast.PropertyColor:
		return "color"
	case ast.PropertyLists:
		return "lists"
	case ast.PropertyDescription:
		return "description"
	case ast.PropertyFor:
		return "for"
	case ast.PropertyWas:
		return "was"
	default:
		panic(fmt.Sprintf("format: unexpected property %d", k))
	}
}

func (b *builder) alias(s *ast.Alias) {
	b.keyword(s, aliasWord(s.Kind))
	b.name(s.Name)
	b.add(space)
	b.word("=")
	if s.Group {
		b.list(s.Values, s.At.End-1)
		return
	}
	b.values(s.Values)
}

func aliasWord(k ast.AliasKind) string {
	switch k {
	case ast.AliasList:
		return "list"
	case ast.AliasISP:
		return "isp"
	case ast.AliasCampaign:
		return "campaign"
	default:
		panic(fmt.Sprintf("format: unexpected kind of alias %d", k))
	}
}

func (b *builder) field(s *ast.Field) {
	b.keyword(s, "field")
	b.name(s.Name)
	b.word(":")
	end := b.typeName(s.Type, s.Choices)
	if s.NotNull {
		b.add(space)
		start := b.find(end)
		b.token(ast.Span{Start: start, End: start + len("not")}, "not null")
	}
}

// typeName adds a type and its choices, and returns the offset after them.
func (b *builder) typeName(t ast.TypeName, choices []ast.Value) (end int) {
	name := t.Text
	if lower := strings.ToLower(name); lower != name {
		if _, known := column.ParseType(lower); known || isParamType(lower) {
			name = lower
		}
	}
	b.token(t.At, name)
	end = t.At.End
	if n := len(choices); n > 0 {
		closing := b.find(choices[n-1].At.End)
		b.list(choices, closing)
		end = closing + 1
	}
	return end
}

func (b *builder) require(s *ast.Require) {
	b.keyword(s, "require")
	if s.Because == nil {
		b.rule(s.Expr)
		return
	}
	b.reach(s.Expr.Span().Start, true)
	b.add(open)
	b.rule(s.Expr)
	b.add(indent)
	b.before(s.Because.At.Start)
	b.add(line)
	b.word("because")
	b.value(*s.Because)
	b.add(dedent)
	b.add(closing)
}
