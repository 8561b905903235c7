package imports

import (
	"reflect"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
)

// perFile is how many bytes a kept file takes beside its text, tree and list: its place in
// the map and in the order of use, and the values that these point at.
const perFile = 640

// scales add up what a file takes. Its text alone says little: a tree can take 20 times as
// much.
type scales struct {
	work   *poll.Poll
	source *ast.Source
	bytes  int
}

// weigh returns about how many bytes a cache takes for a file, with its tree and the list.
func weigh(work *poll.Poll, key cacheKey, file *ast.File, list diag.List) int {
	s := &scales{work: work, source: file.Source, bytes: perFile + len(key.place) + len(key.name) + len(key.text)}
	// The source keeps where lines start, and counts for every KiB, once they are needed.
	const perLine, perKiB = 8, 24
	s.bytes += perLine*(strings.Count(key.text, "\n")+1) + perKiB*(len(key.text)>>10+1)
	array(s, file.Statements)
	array(s, file.Comments)
	for _, n := range file.Statements {
		s.node(n)
	}
	s.list(list)
	return s.bytes
}

// object counts a value of its own, with what the allocator adds to it.
func (s *scales) object(size int) {
	const unit = 16 // of most sizes that it has
	s.bytes += (size + unit - 1) / unit * unit
}

// array counts what a slice points at.
func array[T any](s *scales, slice []T) {
	s.object(cap(slice) * int(reflect.TypeFor[T]().Size()))
}

// text counts a text of a node, unless it is a part of the text of the file. One with
// escapes was written into as much as it has there.
func (s *scales) text(n ast.Node, text string) {
	if written := s.source.Slice(n.Span()); !strings.Contains(written, text) {
		s.object(len(written))
	}
}

func (s *scales) name(n ast.Name) { s.text(n, n.Text) }

func (s *scales) values(values []ast.Value) {
	array(s, values)
	for _, v := range values {
		s.work.Step(2)
		s.value(v)
	}
}

// value counts what a value points at.
func (s *scales) value(v ast.Value) {
	s.text(v, v.Text)
	if v.Moment != nil {
		s.moment(v.Moment)
	}
}

// loop counts what a property points at that makes several segments.
func (s *scales) loop(f *ast.For) {
	if f == nil {
		return
	}
	s.object(int(reflect.TypeFor[ast.For]().Size()))
	s.name(f.Name)
	array(s, f.Each)
	for i := range f.Each {
		s.work.Step(2)
		s.value(f.Each[i].Value)
		if label := f.Each[i].Label; label != nil {
			s.object(int(reflect.TypeFor[ast.Value]().Size()))
			s.value(*label)
		}
	}
}

// moment counts what a day points at.
func (s *scales) moment(m *ast.Moment) {
	s.object(int(reflect.TypeFor[ast.Moment]().Size()))
	s.text(m.Base, m.Base.Text)
	array(s, m.Steps)
	for i := range m.Steps {
		s.work.Step(2)
		s.text(m.Steps[i].Count, m.Steps[i].Count.Text)
	}
}

// node counts what is below a statement or an expression, and itself.
func (s *scales) node(n ast.Node) {
	if n == nil {
		return
	}
	s.work.Step(8)
	s.object(int(reflect.TypeOf(n).Elem().Size()))
	switch n := n.(type) {
	case *ast.Use:
		s.text(n.Path, n.Path.Text)
		s.pointedValue(n.Segment)
		s.pointed(n.As)
	case *ast.Segment:
		s.text(n.Name, n.Name.Text)
		array(s, n.Properties)
		for _, p := range n.Properties {
			s.values(p.Values)
			s.loop(p.For)
		}
	case *ast.Let:
		s.name(n.Name)
		s.names(n.Parameters)
		s.node(n.Expr)
	case *ast.NamedValue:
		s.name(n.Name)
		s.values(n.Values)
	case *ast.Param:
		s.name(n.Name)
		s.text(n.Type, n.Type.Text)
		s.values(n.Choices)
		if n.Default != nil {
			s.values([]ast.Value{*n.Default})
		}
	case *ast.Assume:
		s.text(n.Question, n.Question.Text)
		s.text(n.Answer, n.Answer.Text)
	case *ast.Tables:
		s.tables(n)
	case *ast.Alias:
		s.name(n.Name)
		s.values(n.Values)
	case *ast.Field:
		s.name(n.Name)
		s.text(n.Type, n.Type.Text)
		s.values(n.Choices)
	case *ast.Require:
		s.node(n.Expr)
		if n.Because != nil {
			s.values([]ast.Value{*n.Because})
		}
	case *ast.Where:
		s.node(n.Expr)
	case *ast.BadStatement:
		s.pointed(n.Name)
	default:
		s.expression(n)
	}
}

// expression counts what is below an expression.
func (s *scales) expression(n ast.Node) {
	switch n := n.(type) {
	case *ast.Or:
		s.operands(n.Operands)
	case *ast.And:
		s.operands(n.Operands)
	case *ast.Not:
		s.node(n.Operand)
	case *ast.Paren:
		s.node(n.Expr)
	case *ast.Ref:
		s.name(n.Name)
		s.call(n.Call)
	case *ast.Column:
		s.name(n.Name)
		s.values(n.Values)
	case *ast.Event:
		s.values(n.Counts)
		array(s, n.Windows)
		for _, w := range n.Windows {
			s.text(w.Count, w.Count.Text)
		}
		s.campaigns(n.Campaigns)
	case *ast.Membership:
		s.values(n.Values)
	case *ast.ISP:
		s.values(n.Values)
	case *ast.Bad:
		s.pointed(n.Column)
		s.campaigns(n.Campaigns)
	}
}

func (s *scales) names(all []ast.Name) {
	array(s, all)
	for _, n := range all {
		s.work.Step(2)
		s.name(n)
	}
}

func (s *scales) call(c *ast.Call) {
	if c == nil {
		return
	}
	s.object(int(reflect.TypeFor[ast.Call]().Size()))
	array(s, c.Arguments)
	for _, a := range c.Arguments {
		s.values(a.Values)
	}
}

func (s *scales) campaigns(all []ast.Campaigns) {
	array(s, all)
	for _, c := range all {
		s.values(c.Values)
	}
}

func (s *scales) operands(operands []ast.Expr) {
	array(s, operands)
	for _, o := range operands {
		s.node(o)
	}
}

func (s *scales) pointedValue(v *ast.Value) {
	if v != nil {
		s.object(int(reflect.TypeFor[ast.Value]().Size()))
		s.value(*v)
	}
}

func (s *scales) pointed(n *ast.Name) {
	if n != nil {
		s.object(int(reflect.TypeFor[ast.Name]().Size()))
		s.name(*n)
	}
}

// list counts a list as its copy takes it.
func (s *scales) list(list diag.List) {
	array(s, list[:len(list):len(list)])
	for i := range list {
		d := &list[i]
		s.work.Step(16 + 8*len(d.Fixes))
		s.object(len(d.Message))
		array(s, d.Related)
		for _, r := range d.Related {
			s.object(len(r.Text))
		}
		array(s, d.Notes)
		for _, n := range d.Notes {
			s.object(len(n))
		}
		array(s, d.Fixes)
		for _, f := range d.Fixes {
			s.object(len(f.Text))
			array(s, f.Edits)
			for _, e := range f.Edits {
				s.object(len(e.Text))
			}
		}
	}
}

// tables counts what is below a statement that says what a database calls things.
func (s *scales) tables(t *ast.Tables) {
	s.text(t.Dialect, t.Dialect.Text)
	array(s, t.Items)
	for _, item := range t.Items {
		s.work.Step(8)
		array(s, item.Clauses)
		for _, c := range item.Clauses {
			s.text(c.Word, c.Word.Text)
			s.names(c.Relation)
			s.names(c.Names)
			s.values(c.Values)
			s.node(c.Where)
		}
	}
}
