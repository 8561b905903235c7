package format_test

import (
	"fmt"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/gen"
)

func nodeType(n ast.Node) string { return fmt.Sprintf("%T", n) }

// tree makes random trees of everything that the language can say, whether or
// not it makes sense.
type tree struct{ gen.Source }

func newTree(s gen.Source) tree { return tree{s} }

func pick[T any](t tree, choices ...T) T { return choices[t.Intn(len(choices))] }

// names are the names at which a reader could stumble.
func (t tree) name() ast.Name {
	names := append(grammar.Keywords(),
		"plan", "last", "the", "more", "than", "ago", "any", "all", "none", "campaigns", "with", "id", "color", "lists", "description",
		"d", "days", "w", "Month", "today", "now", "Tomorrow", "value", "param", "text", "choice", "adn", "wher", "fields", "List", "AND", "true1", "_", "größe", "a b", "1st", "# x", "a-b", "e\u0301", "x\"y")
	return ast.Name{Text: pick(t, names...)}
}

func (t tree) value(kinds ...ast.ValueKind) ast.Value {
	v := ast.Value{Kind: pick(t, kinds...)}
	switch v.Kind {
	case ast.String:
		v.Text = pick(t, "", "pro", `say "hi"`, "it's", `back\slash`, "line\nbreak", "# no comment", "Köln", "a\u202eb", "\U000e0041", "\x00\x7f", "a\u00a0b", "👩\u200d👧",
			"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", "a long text with many words that fills a line for itself alone")
	case ast.Number:
		v.Text = pick(t, "0", "-1", "30", "1.50", "1e3", "-0.0E+5")
	case ast.Boolean:
		v.Text = pick(t, "true", "false")
	case ast.Date:
		v.Text = pick(t, "2026-05-01", "2026-05-01T10:00:00Z", "2026-05-01T10:00:00+02:00")
	case ast.Word:
		v.Text = t.name().Text
	case ast.Today:
		v.Text = "today"
	case ast.Length:
		v.Text = pick(t, "0d", "30d", "2w")
	case ast.Day:
		v.Moment = &ast.Moment{Base: t.value(ast.Today, ast.Word)}
		for range 1 + t.Intn(3) {
			step := ast.Step{Back: t.Intn(2) == 1, Count: t.value(ast.Word)}
			if t.Intn(2) == 1 {
				step.Count, step.Unit = ast.Value{Kind: ast.Number, Text: "30"}, pick(t, ast.Days, ast.Weeks)
			}
			v.Moment.Steps = append(v.Moment.Steps, step)
		}
		v.Text = v.Moment.String()
	}
	return v
}

var (
	anyKind  = []ast.ValueKind{ast.String, ast.Number, ast.Boolean, ast.Date, ast.Word}
	itemKind = append(anyKind, ast.Today, ast.Day, ast.Length)
)

func (t tree) call() *ast.Call {
	c := &ast.Call{}
	for range pick(t, 1, 2, 12) {
		a := ast.Argument{Values: t.values(itemKind...)}
		a.Group = len(a.Values) > 1 || t.Intn(2) == 1
		c.Arguments = append(c.Arguments, a)
	}
	return c
}

func (t tree) values(kinds ...ast.ValueKind) []ast.Value {
	values := []ast.Value{t.value(kinds...)}
	for range pick(t, 0, 1, 2, 12) {
		values = append(values, t.value(kinds...))
	}
	return values
}

func (t tree) file() *ast.File {
	if t.Intn(4) == 1 {
		return &ast.File{Statements: []ast.Statement{&ast.Where{Expr: t.or(3), Bare: true}}}
	}
	file := &ast.File{}
	for range 1 + t.Intn(5) {
		file.Statements = append(file.Statements, t.statement())
	}
	for i := range t.Intn(3) {
		file.Comments = append(file.Comments, ast.Comment{Text: fmt.Sprintf("# comment %d", i)})
	}
	return file
}

func (t tree) statement() ast.Statement {
	switch t.Intn(9) {
	case 7:
		s := &ast.NamedValue{Name: t.name(), Values: t.values(itemKind...)}
		s.Group = len(s.Values) > 1 || t.Intn(2) == 1
		return s
	case 8:
		s := &ast.Param{Name: t.name(), Type: ast.TypeName{Text: pick(t, "text", "choice", "days", "list", "isp", "campaign", "unknown")}}
		if t.Intn(2) == 1 {
			s.Choices = t.values(ast.String, ast.Word)
		}
		if t.Intn(2) == 1 {
			preset := t.value(itemKind...)
			s.Default = &preset
		}
		return s
	case 1:
		return &ast.Use{Path: t.value(ast.String)}
	case 2:
		s := &ast.Segment{Name: t.value(ast.String)}
		for range t.Intn(5) {
			p := ast.Property{Kind: pick(t, ast.PropertyID, ast.PropertyColor, ast.PropertyDescription, ast.PropertyLists)}
			if p.Values = []ast.Value{t.value(ast.String)}; p.Kind == ast.PropertyLists {
				p.Values = t.values(ast.String, ast.Word)
			}
			s.Properties = append(s.Properties, p)
		}
		return s
	case 3:
		s := &ast.Let{Name: t.name(), Expr: t.or(3)}
		for i := range pick(t, 0, 0, 1, 3, 12) {
			s.Name.Text = "p"
			s.Parameters = append(s.Parameters, ast.Name{Text: fmt.Sprintf("%s%d", t.name().Text, i)})
		}
		return s
	case 4:
		s := &ast.Alias{Kind: pick(t, ast.AliasList, ast.AliasISP, ast.AliasCampaign), Name: t.name(), Values: t.values(ast.String, ast.Number, ast.Word)}
		s.Group = len(s.Values) > 1 || t.Intn(2) == 1
		return s
	case 5:
		s := &ast.Field{Name: t.name(), Type: ast.TypeName{Text: pick(t, "text", "choice", "tags", "any", "Text", "unknown")}, NotNull: t.Intn(2) == 1}
		if t.Intn(2) == 1 {
			s.Choices = t.values(ast.String, ast.Number)
		}
		return s
	case 6:
		s := &ast.Require{Expr: t.or(3)}
		if t.Intn(2) == 1 {
			because := t.value(ast.String)
			s.Because = &because
		}
		return s
	default:
		return &ast.Where{Expr: t.or(4)}
	}
}

func (t tree) operands(n, depth int, operand func(int) ast.Expr) []ast.Expr {
	var all []ast.Expr
	for range n {
		all = append(all, operand(depth))
	}
	return all
}

func (t tree) or(depth int) ast.Expr {
	if n := t.Intn(4); n > 1 {
		return &ast.Or{Operands: t.operands(n, depth, t.and)}
	}
	return t.and(depth)
}

func (t tree) and(depth int) ast.Expr {
	if n := t.Intn(4); n > 1 {
		return &ast.And{Operands: t.operands(n, depth, t.unary)}
	}
	return t.unary(depth)
}

func (t tree) unary(depth int) ast.Expr {
	switch n := t.Intn(8); {
	case n == 1:
		return &ast.Not{Operand: t.unary(depth)}
	case n == 2 && depth > 0:
		return &ast.Paren{Expr: t.or(depth - 1)}
	case n == 3:
		if t.Intn(2) == 1 {
			return &ast.Ref{Name: ast.Name{Text: pick(t, "p", "value", "list", "a b")}, Call: t.call()}
		}
		return &ast.Ref{Name: t.name()}
	case n == 4:
		return &ast.Membership{Negated: t.Intn(2) == 1, Values: t.values(ast.String, ast.Word)}
	case n == 5:
		e := &ast.ISP{Negated: t.Intn(2) == 1, Single: t.Intn(2) == 1, Values: []ast.Value{t.value(ast.Number, ast.Word)}}
		if !e.Single {
			e.Values = t.values(ast.Number, ast.Word)
		}
		return e
	case n > 5:
		return t.event()
	}
	return t.column()
}

func (t tree) column() ast.Expr {
	e := &ast.Column{Name: t.name(), Op: ast.ColumnOp(t.Intn(int(ast.HasNone) + 1))}
	switch e.Op {
	case ast.IsNull, ast.IsNotNull:
	case ast.Between:
		e.Values = []ast.Value{t.value(itemKind...), t.value(itemKind...)}
	case ast.In, ast.NotIn:
		e.Values = t.values(itemKind...)
	case ast.HasAny, ast.HasAll, ast.HasNone:
		e.Values = t.values(anyKind...)
	case ast.Contains, ast.NotContains, ast.StartsWith:
		e.Values = []ast.Value{t.value(anyKind...)}
	default:
		e.Values = []ast.Value{t.value(itemKind...)}
	}
	return e
}

func (t tree) event() ast.Expr {
	e := &ast.Event{Metric: ast.Metric(t.Intn(int(ast.Unsubscribed) + 1)), Op: ast.EventOp(t.Intn(int(ast.CountBetween) + 1))}
	switch e.Op {
	case ast.Ever, ast.Never:
	case ast.CountBetween:
		e.Counts = []ast.Value{t.value(ast.Number, ast.Word), t.value(ast.Number, ast.Word)}
	default:
		e.Counts = []ast.Value{t.value(ast.Number, ast.Word)}
	}
	for range t.Intn(3) {
		w := ast.Window{Mode: pick(t, ast.Last, ast.MoreThan), Count: t.value(ast.Number, ast.Word)}
		if w.Count.Kind == ast.Number {
			w.Unit = pick(t, ast.Days, ast.Weeks)
		}
		e.Windows = append(e.Windows, w)
	}
	for range t.Intn(3) {
		e.Campaigns = append(e.Campaigns, ast.Campaigns{Except: t.Intn(2) == 1, Values: t.values(ast.String, ast.Number, ast.Word)})
	}
	return e
}
