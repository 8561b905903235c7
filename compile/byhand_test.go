package compile_test

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/refusal"
)

// rule returns the tree of a rule, as a program makes it.
func rule(e ast.Expr) *ast.File {
	return &ast.File{Statements: []ast.Statement{&ast.Where{Expr: e}}}
}

// with returns the tree of a rule in a file with other statements.
func with(statements ...ast.Statement) *ast.File {
	file := rule(column())
	file.Statements = append(statements, file.Statements...)
	return file
}

// column returns the condition x = "a".
func column() *ast.Column {
	return &ast.Column{Name: ast.Name{Text: "x"}, Values: []ast.Value{{Text: "a"}}}
}

// foreignExpr is an expression of another package.
type foreignExpr struct{ ast.Expr }

// compiled loads a tree and compiles its rule, both without a context.
func compiled(file *ast.File, options compile.Options) (*compile.Result, diag.List) {
	var none context.Context
	p, _ := compile.Load(none, file, options)
	return compile.Compile(none, p, 0)
}

// TestMalformedTrees checks that a tree that lacks something, or that has what a text cannot
// have, is an error without a place that leads to the fault.
func TestMalformedTrees(t *testing.T) {
	messages := prose.Open(t, "malformed-trees")
	one := []ast.Value{{Kind: ast.Number, Text: "1"}}
	three := []ast.Value{one[0], one[0], one[0]}
	loop := func(values ...ast.Value) *ast.For {
		f := &ast.For{Name: ast.Name{Text: "n"}}
		for _, v := range values {
			f.Each = append(f.Each, ast.Each{Value: v})
		}
		return f
	}
	outside := ast.Span{Start: -5, End: 1 << 40}
	value := func(kind ast.ValueKind, text string) *ast.File {
		return rule(&ast.Column{Name: ast.Name{Text: "x"}, Values: []ast.Value{{Kind: kind, Text: text}}})
	}
	today := ast.Value{Kind: ast.Today, Text: "today"}
	moment := func(kind ast.ValueKind, text string, m ast.Moment) *ast.File {
		return rule(&ast.Column{Name: ast.Name{Text: "x"}, Values: []ast.Value{{Kind: kind, Text: text, Moment: &m}}})
	}
	for _, c := range []struct {
		name string // begins with what the message names
		file *ast.File
	}{
		{"Statements[0] is nil", &ast.File{Statements: []ast.Statement{nil}}},
		{"Statements[1] is a nil pointer", &ast.File{Statements: []ast.Statement{&ast.Use{Path: ast.Value{Text: "a"}}, (*ast.Let)(nil)}}},
		{"Statements[0].Expr is nil", rule(nil)},
		{"Statements[0].Expr is a nil *ast.Column", rule((*ast.Column)(nil))},
		{"Statements[0].Expr is a compile_test.foreignExpr", rule(foreignExpr{column()})},
		{"Expr.Operand is nil", rule(&ast.Not{})},
		{"Expr.Expr is nil", rule(&ast.Paren{})},
		{"Expr.Operands[1] is nil", rule(&ast.And{Operands: []ast.Expr{column(), nil}})},
		{"Expr.Operands[0] is nil", rule(&ast.Or{Operands: []ast.Expr{nil}})},
		{"Expr.Operands is empty", rule(&ast.And{})},
		{"Operand.Operands is empty", rule(&ast.Not{Operand: &ast.Or{}})},
		{"Statements[0].Expr is nil, of a let", with(&ast.Let{Name: ast.Name{Text: "a"}})},
		{"Statements[0].Expr is nil, of a require", with(&ast.Require{})},
		{"Parameters[1].Text is empty", with(&ast.Let{Name: ast.Name{Text: "a"}, Parameters: []ast.Name{{Text: "p"}, {}}, Expr: column()})},
		{"Expr.Call.Arguments is empty", rule(&ast.Ref{Name: ast.Name{Text: "a"}, Call: &ast.Call{}})},
		{"Arguments[0].Values has 3 values, not 1", rule(&ast.Ref{Name: ast.Name{Text: "a"}, Call: &ast.Call{Arguments: []ast.Argument{{Values: three}}}})},
		{"Arguments[1].Values is empty", rule(&ast.Ref{Name: ast.Name{Text: "a"}, Call: &ast.Call{Arguments: []ast.Argument{{Values: one}, {Group: true}}}})},
		{"Statements[0].Name.Text is empty", with(&ast.NamedValue{Values: one})},
		{"Statements[0].Values has 0 values, not 1", with(&ast.NamedValue{Name: ast.Name{Text: "a"}})},
		{"Statements[0].Values is empty", with(&ast.NamedValue{Name: ast.Name{Text: "a"}, Group: true})},
		{"Statements[0].Values[0].Kind is 99", with(&ast.NamedValue{Name: ast.Name{Text: "a"}, Values: []ast.Value{{Kind: 99}}})},
		{"Statements[0].Name.Text is empty, of a param", with(&ast.Param{})},
		{"Choices[0].Kind is 99", with(&ast.Param{Name: ast.Name{Text: "a"}, Choices: []ast.Value{{Kind: 99}}})},
		{"Default.Kind is 99", with(&ast.Param{Name: ast.Name{Text: "a"}, Default: &ast.Value{Kind: 99}})},
		{"Expr.Op is 99", rule(&ast.Column{Name: ast.Name{Text: "x"}, Op: 99})},
		{"Expr.Op is 18", rule(&ast.Column{Name: ast.Name{Text: "x"}, Op: ast.HasNone + 1})},
		{"Expr.Values has 1 values, not 2", rule(&ast.Column{Name: ast.Name{Text: "x"}, Op: ast.Between, Values: one})},
		{"Expr.Values has 0 values, not 1", rule(&ast.Column{Name: ast.Name{Text: "x"}})},
		{"Expr.Values has 3 values, not 1", rule(&ast.Column{Name: ast.Name{Text: "x"}, Op: ast.Greater, Values: three})},
		{"Expr.Values has 1 values, not 0", rule(&ast.Column{Name: ast.Name{Text: "x"}, Op: ast.IsNull, Values: one})},
		{"Expr.Values is empty", rule(&ast.Column{Name: ast.Name{Text: "x"}, Op: ast.HasAll})},
		{"Expr.Name.Text is empty", rule(&ast.Column{Values: one})},
		{"Expr.Name.Text is not valid UTF-8", rule(&ast.Column{Name: ast.Name{Text: "x\xff"}, Values: one})},
		{"Values[0].Text is not valid UTF-8", value(ast.String, "\xff")},
		{"Values[0].Kind is 99", value(99, "a")},
		{"Values[0].Kind is 8", value(ast.Length+1, "a")},
		{`Text is "now", which is not a Today`, value(ast.Today, "now")},
		{`Text is "30", which is not a Length`, value(ast.Length, "30")},
		{`Text is "d", which is not a Length`, value(ast.Length, "d")},
		{"Values[0].Moment is nil", value(ast.Day, "today - 1d")},
		{"Values[0].Moment is set, but the value is a Today", moment(ast.Today, "today", ast.Moment{})},
		{"Moment.Base.Kind is not a Date, Today or a Word", moment(ast.Day, "x", ast.Moment{Base: ast.Value{Text: "x"}})},
		{"Moment.Base.Text is \"2026-05-01T10:00:00Z\", which has a time", moment(ast.Day, "", ast.Moment{Base: ast.Value{Kind: ast.Date, Text: "2026-05-01T10:00:00Z"}})},
		{"Moment.Steps is empty", moment(ast.Day, "today", ast.Moment{Base: today})},
		{"Moment.Steps[0].Unit is 2", moment(ast.Day, "", ast.Moment{Base: today, Steps: []ast.Step{{Count: one[0], Unit: ast.Weeks + 1}}})},
		{"Moment.Steps[0].Count.Kind is String, not Number", moment(ast.Day, "", ast.Moment{Base: today, Steps: []ast.Step{{}}})},
		{"Moment.Ago is true", moment(ast.Day, "", ast.Moment{Base: today, Steps: []ast.Step{{Count: one[0]}}, Ago: true})},
		{`Text is "today", which is not a Day`, moment(ast.Day, "today", ast.Moment{Base: today, Steps: []ast.Step{{Count: one[0]}}})},
		{"Values[0].Text is \"a\", which is not a Date", value(ast.Date, "a")},
		{`Text is "1x", which is not a Number`, value(ast.Number, "1x")},
		{`Text is "", which is not a Number`, value(ast.Number, "")},
		{`Text is "1 ", which is not a Number`, value(ast.Number, "1 ")},
		{`Text is "[1", which is not a Number`, value(ast.Number, "[1")},
		{`Text is "1,\"y\":2", which is not a Number`, value(ast.Number, `1,"y":2`)},
		{`Text is "maybe", which is not a Boolean`, value(ast.Boolean, "maybe")},
		{`Text is "maybe", which is not a Date`, value(ast.Date, "maybe")},
		{"Expr.Metric is 99", rule(&ast.Event{Metric: 99})},
		{"Expr.Metric is 6", rule(&ast.Event{Metric: ast.Unsubscribed + 1})},
		{"Expr.Op is 99, of an event", rule(&ast.Event{Op: 99})},
		{"Expr.Op is 9", rule(&ast.Event{Op: ast.CountBetween + 1})},
		{"Expr.Counts has 0 values, not 2", rule(&ast.Event{Op: ast.CountBetween})},
		{"Expr.Counts has 3 values, not 1", rule(&ast.Event{Op: ast.CountEqual, Counts: three})},
		{"Expr.Counts has 1 values, not 0", rule(&ast.Event{Counts: one})},
		{"Expr.Windows[0].Mode is 9", rule(&ast.Event{Windows: []ast.Window{{Mode: 9, Count: one[0]}}})},
		{"Expr.Windows[0].Mode is 2", rule(&ast.Event{Windows: []ast.Window{{Mode: ast.MoreThan + 1, Count: one[0]}}})},
		{"Expr.Windows[0].Unit is 9", rule(&ast.Event{Windows: []ast.Window{{Unit: 9, Count: one[0]}}})},
		{"Expr.Windows[0].Unit is 2", rule(&ast.Event{Windows: []ast.Window{{Unit: ast.Weeks + 1, Count: one[0]}}})},
		{"Expr.Windows[0].Count.Kind is String, not Number", rule(&ast.Event{Windows: []ast.Window{{Count: ast.Value{Text: "30"}}}})},
		{"Expr.Campaigns[0].Values is empty", rule(&ast.Event{Campaigns: []ast.Campaigns{{}}})},
		{"Expr.Values is empty, of a membership", rule(&ast.Membership{})},
		{"Expr.Values is empty, of an ISP", rule(&ast.ISP{})},
		{"Expr.Values has 3 values, not 1, of an ISP", rule(&ast.ISP{Values: three, Single: true})},
		{"Expr is an ast.Bad, but the file is not Broken", rule(&ast.Bad{})},
		{"Statements[0] could not be read whole", with(&ast.BadStatement{})},
		{"Statements[0] could not be read whole, a let", with(&ast.Let{Broken: true, Expr: column()})},
		{"Statements[0].Kind is 9", with(&ast.Alias{Kind: 9, Name: ast.Name{Text: "a"}, Values: one})},
		{"Statements[0].Kind is 3", with(&ast.Alias{Kind: ast.AliasCampaign + 1, Name: ast.Name{Text: "a"}, Values: one})},
		{"Statements[0].Values is empty, of a declaration", with(&ast.Alias{Name: ast.Name{Text: "a"}})},
		{"Statements[0].Name.Text is empty, of a field", with(&ast.Field{Type: ast.TypeName{Text: "text"}})},
		{"Statements[0].Name.Kind is Number, not String", with(&ast.Segment{Name: one[0]})},
		{"Properties[1].Kind is 77", with(&ast.Segment{Properties: []ast.Property{{Values: []ast.Value{{}}}, {Kind: 77}}})},
		{"Properties[0].Kind is 6", with(&ast.Segment{Properties: []ast.Property{{Kind: ast.PropertyWas + 1}}})},
		{"Properties[0].For is missing", with(&ast.Segment{Properties: []ast.Property{{Kind: ast.PropertyFor}}})},
		{"Properties[0].For is there", with(&ast.Segment{Properties: []ast.Property{{Kind: ast.PropertyWas, Values: []ast.Value{{Text: "a"}}, For: &ast.For{}}}})},
		{"Properties[0].Values has 3 values, not 0", with(&ast.Segment{Properties: []ast.Property{{Kind: ast.PropertyFor, For: loop(one...), Values: three}}})},
		{"Properties[0].For.Kind is 4", with(&ast.Segment{Properties: []ast.Property{{Kind: ast.PropertyFor, For: &ast.For{Kind: ast.ForCampaigns + 1}}}})},
		{"Properties[0].For.Each is empty", with(&ast.Segment{Properties: []ast.Property{{Kind: ast.PropertyFor, For: loop()}}})},
		{"Properties[0].For.Name.Text is empty", with(&ast.Segment{Properties: []ast.Property{{Kind: ast.PropertyFor, For: &ast.For{Each: loop(one...).Each}}}})},
		{"Properties[0].For.Each[0].Label.Kind is Number, not String", with(&ast.Segment{Properties: []ast.Property{{Kind: ast.PropertyFor, For: &ast.For{Name: ast.Name{Text: "n"}, Each: []ast.Each{{Value: one[0], Label: &one[0]}}}}}})},
		{"Properties[0].Values has 0 values, not 1", with(&ast.Segment{Properties: []ast.Property{{}}})},
		{"Properties[0].Values is empty", with(&ast.Segment{Properties: []ast.Property{{Kind: ast.PropertyLists}}})},
		{"Values[0].Kind is Number, not String", with(&ast.Segment{Properties: []ast.Property{{Kind: ast.PropertyColor, Values: one}}})},
		{"Statements[0].Path.Kind is Number, not String", with(&ast.Use{Path: one[0]})},
		{"Statements[0].Because.Kind is Number, not String", with(&ast.Require{Expr: column(), Because: &one[0]})},
		{"Comments[0].At is [-5, 1099511627776)", &ast.File{Comments: []ast.Comment{{At: outside, Text: "# segc:ignore SEG502 x"}}, Statements: rule(column()).Statements}},
		{"Comments[1] comes before the comment in front of it", &ast.File{Source: ast.NewSource("", "# a"), Comments: []ast.Comment{{At: ast.Span{Start: 1, End: 3}}, {}}, Statements: rule(column()).Statements}},
		{"Expr.OpSpan is [0, 1), which is not in the text of 0 bytes", rule(&ast.Column{Name: ast.Name{Text: "x"}, OpSpan: ast.Span{End: 1}, Values: one})},
		{"Expr.At is [3, 2), which is not in the text of 7 bytes", &ast.File{Source: ast.NewSource("", "where a"), Statements: []ast.Statement{&ast.Where{Expr: &ast.Event{At: ast.Span{Start: 3, End: 2}}}}}},
	} {
		for _, review := range []bool{false, true} {
			r, list := compiled(c.file, compile.Options{Review: review})
			if r != nil || len(list) != 1 || list[0].Code != diag.Internal || list[0].Location != (diag.Location{}) {
				t.Errorf("%s: %v, %v", c.name, r, list)
				continue
			}
			if node, _, _ := strings.Cut(c.name, " "); !strings.Contains(list[0].Message, node) {
				t.Errorf("%q does not name %s", list[0].Message, node)
			}
			messages.Add(t, c.name, list[0].Message)
		}
	}
}

// TestTreesOfNoText checks that trees without a text and without places compile.
func TestTreesOfNoText(t *testing.T) {
	const want = `{"any":[{"all":[{"kind":"field","field":"x","operator":"equals","value":"a"}]}]}`
	for name, file := range map[string]*ast.File{
		"column":      rule(column()),
		"one operand": rule(&ast.And{Operands: []ast.Expr{&ast.Or{Operands: []ast.Expr{column()}}}}),
		"parentheses": rule(&ast.Paren{Expr: column()}),
		"part":        {Statements: []ast.Statement{&ast.Let{Name: ast.Name{Text: "p"}, Expr: column()}, &ast.Where{Expr: &ast.Ref{Name: ast.Name{Text: "p"}}}}},
		"not said":    {Statements: []ast.Statement{&ast.Where{Expr: &ast.Or{Operands: []ast.Expr{column(), &ast.And{Operands: []ast.Expr{column(), &ast.Column{Name: ast.Name{Text: "y"}, Op: ast.Contains, Values: []ast.Value{{Text: "b"}}}}}}}}}},
		"comment":     {Comments: []ast.Comment{{Text: "# segc:ignore SEG502 it has no place"}}, Statements: rule(column()).Statements},
	} {
		r, list := compiled(file, compile.Options{Review: true})
		if r == nil || list.HasErrors() || string(r.JSON()) != want {
			t.Errorf("%s: %v, %v", name, r, list)
		}
	}
}

// TestSharedNodes checks that a node that is in several places counts as one at each.
func TestSharedNodes(t *testing.T) {
	for i, make := range []func(x, y func() ast.Expr) ast.Expr{
		func(x, y func() ast.Expr) ast.Expr { return &ast.And{Operands: []ast.Expr{x(), x()}} },
		func(x, y func() ast.Expr) ast.Expr { return &ast.Or{Operands: []ast.Expr{x(), &ast.Not{Operand: x()}}} },
		func(x, y func() ast.Expr) ast.Expr {
			return &ast.And{Operands: []ast.Expr{&ast.Or{Operands: []ast.Expr{x(), y()}}, &ast.Not{Operand: &ast.And{Operands: []ast.Expr{x(), y()}}}}}
		},
		func(x, y func() ast.Expr) ast.Expr {
			return &ast.Or{Operands: []ast.Expr{&ast.And{Operands: []ast.Expr{x(), y()}}, &ast.And{Operands: []ast.Expr{x(), &ast.Not{Operand: y()}}}}}
		},
	} {
		event := func() ast.Expr { return &ast.Event{Metric: ast.Clicked} }
		own, ownList := compiled(rule(make(func() ast.Expr { return column() }, event)), compile.Options{Review: true})
		x, y := ast.Expr(column()), event()
		shared, list := compiled(rule(make(func() ast.Expr { return x }, func() ast.Expr { return y })), compile.Options{Review: true})
		if fmt.Sprint(list) != fmt.Sprint(ownList) || (own == nil) != (shared == nil) || own != nil && string(own.JSON()) != string(shared.JSON()) {
			t.Errorf("%d: %v, %v with nodes of their own, and %v, %v with shared ones", i, own, ownList, shared, list)
		}
	}
}

// TestNamelessTrees checks that names that are used and empty are unknown names, as in a text.
func TestNamelessTrees(t *testing.T) {
	messages := prose.Open(t, "nameless-trees")
	word := []ast.Value{{Kind: ast.Word}}
	for name, c := range map[string]struct {
		expr ast.Expr
		want diag.Code
	}{
		"a part":     {&ast.Ref{}, diag.UnknownName},
		"a list":     {&ast.Membership{Values: word}, diag.UnknownName},
		"a campaign": {&ast.Event{Campaigns: []ast.Campaigns{{Values: word}}}, diag.UnknownName},
		"a text":     {&ast.Column{Name: ast.Name{Text: "x"}, Values: word}, diag.UnquotedText},
	} {
		r, list := compiled(rule(c.expr), compile.Options{})
		if r != nil || refusal.Places(list) != "nowhere "+string(c.want) {
			t.Fatalf("%s: %v, not %s", name, list, c.want)
		}
		messages.Add(t, name, refusal.Messages(list))
	}
}

// TestDeepTrees checks that a tree that is nested too deep, or that contains itself, is
// refused before any recursion meets it: a stack that overflows ends the process.
func TestDeepTrees(t *testing.T) {
	defer debug.SetMaxStack(debug.SetMaxStack(8 << 20))
	ring := &ast.And{Operands: []ast.Expr{column(), nil, nil}}
	ring.Operands[1], ring.Operands[2] = ring, ring
	parens := func(n int) ast.Expr {
		e := ast.Expr(column())
		for range n {
			e = &ast.Paren{Expr: e}
		}
		return e
	}
	for name, file := range map[string]*ast.File{
		"ring": rule(ring), "deep": rule(parens(100_000)), "one too deep": rule(parens(2000)),
		"part": with(&ast.Let{Name: ast.Name{Text: "p"}, Expr: ring}), "guard": with(&ast.Require{Expr: ring}),
	} {
		file.Source = ast.NewSource("made.seg", "")
		r, list := compiled(file, compile.Options{Review: true})
		if r != nil || len(list) != 1 || list[0].Code != diag.TooDeep || list[0].Location.Source != file.Source {
			t.Errorf("%s: %v, %v", name, r, list)
		}
	}
	if r, list := compiled(rule(parens(1999)), compile.Options{}); r == nil {
		t.Errorf("a tree that is as deep as may be: %v", list)
	}
}

// TestLargeTrees checks that a tree whose parts are in many places is refused when it would
// be too large, and that a large text is not.
func TestLargeTrees(t *testing.T) {
	messages := prose.Open(t, "large-trees")
	shared := ast.Expr(column())
	for range 60 {
		shared = &ast.And{Operands: []ast.Expr{shared, shared}}
	}
	long := rule(&ast.Column{Name: ast.Name{Text: "x"}, Values: []ast.Value{{Text: strings.Repeat("a", 1<<26)}}})
	for name, file := range map[string]*ast.File{"shared": rule(shared), "long": long} {
		r, list := compiled(file, compile.Options{})
		if r != nil || len(list) != 1 || list[0].Code != diag.TooLarge {
			t.Fatalf("%s: %v, %v", name, r, list)
		}
		messages.Add(t, name, list[0].Message)
	}
}

// TestBrokenTrees checks that a tree that lacks some of its text has no result, whether or
// not the rule was read.
func TestBrokenTrees(t *testing.T) {
	messages := prose.Open(t, "broken-trees")
	for name, file := range map[string]*ast.File{
		"bad":           rule(&ast.Bad{}),
		"whole":         rule(column()),
		"bad statement": {Statements: []ast.Statement{&ast.BadStatement{}}},
		"bad part":      with(&ast.Let{Broken: true, Name: ast.Name{Text: "p"}, Expr: &ast.Bad{}}),
		"empty":         {},
	} {
		file.Broken = true
		for _, review := range []bool{false, true} {
			r, list := compiled(file, compile.Options{Review: review})
			if r != nil || len(list) == 0 || refusal.Places(list[:1]) != "nowhere SEG499" {
				t.Fatalf("%s: %v, %v", name, r, list)
			}
			messages.Add(t, name, list[0].Message)
		}
	}
	declarations := &ast.File{Statements: []ast.Statement{&ast.Field{Name: ast.Name{Text: "x"}, Type: ast.TypeName{Text: "text"}}}}
	if r, list := compiled(declarations, compile.Options{Review: true}); r != nil || len(list) != 0 {
		t.Errorf("a review of declarations: %v, %v", r, list)
	}
}

// byPath is an importer of trees.
type byPath map[string]*ast.File

func (files byPath) Import(_ context.Context, _ *ast.Source, path string) (*ast.File, diag.List, error) {
	return files[path], nil, nil
}

// TestImportedTrees checks that trees of an importer are looked at as the main tree is, and
// that those of the right shape are used.
func TestImportedTrees(t *testing.T) {
	messages := prose.Open(t, "imported-trees")
	ring := &ast.Not{}
	ring.Operand = ring
	use := func(path string) *ast.File { return with(&ast.Use{Path: ast.Value{Text: path}}) }
	part := func(e ast.Expr) *ast.File {
		return &ast.File{Source: ast.NewSource("used.seg", ""), Statements: []ast.Statement{&ast.Let{Name: ast.Name{Text: "p"}, Expr: e}}}
	}
	files := byPath{"nil": part(nil), "ring": part(ring), "good": part(column()), "none": nil, "twice": use("nil")}
	for _, c := range []struct{ path, want string }{ // the first one fails without a check, where the second would end the process
		{"nil", "nowhere SEG499"},
		{"ring", "used.seg:1:1 SEG113"},
		{"none", "nowhere SEG207"},
		{"good", ""},
		{"other", "nowhere SEG207"},
	} {
		path, want := c.path, c.want
		r, list := compiled(use(path), compile.Options{Importer: files})
		got := refusal.Places(list)
		if len(list) > 0 && list[0].Location.Source != nil {
			got = list[0].Location.Source.Name() + ":" + got
		}
		if got != want || (r == nil) != (want != "") {
			t.Errorf("%s: %v, %v", path, r, list)
		}
		if err := list.Err(); err != nil {
			messages.Add(t, path, err.Error())
		}
	}
	main := with(&ast.Use{Path: ast.Value{Text: "nil"}}, &ast.Use{Path: ast.Value{Text: "again"}})
	files["again"] = files["nil"]
	if p, list := compile.Load(t.Context(), main, compile.Options{Importer: files, Use: []string{"nil"}}); len(list) != 1 || len(p.Used()) != 1 {
		t.Errorf("a refused tree that is used twice counts as %d, with %v", len(p.Used()), list)
	}
	ringed := with(&ast.Use{Path: ast.Value{Text: "main"}}, &ast.Let{Name: ast.Name{Text: "p"}})
	if r, list := compiled(ringed, compile.Options{Importer: byPath{"main": ringed}}); r != nil || len(list) != 1 {
		t.Errorf("a tree that uses itself and is malformed: %v, %v", r, list)
	}
}

// panicking is an importer with a fault.
type panicking struct{}

func (panicking) Import(context.Context, *ast.Source, string) (*ast.File, diag.List, error) {
	panic("a fault of the importer")
}

// TestImporterPanics checks that a panic of an importer, which is the caller's own code,
// reaches the caller.
func TestImporterPanics(t *testing.T) {
	defer func() {
		if got := recover(); got != "a fault of the importer" {
			t.Errorf("the panic of the importer is %v", got)
		}
	}()
	compile.Load(t.Context(), with(&ast.Use{Path: ast.Value{Text: "a"}}), compile.Options{Importer: panicking{}})
}

// TestRefusedProgram checks what a program says whose tree is refused.
func TestRefusedProgram(t *testing.T) {
	file := rule(nil)
	file.Source = ast.NewSource("made.seg", "")
	p, list := compile.Load(t.Context(), file, compile.Options{})
	if p.Rules() != 0 || p.File().Source != file.Source || len(p.File().Statements) != 0 || len(p.Used()) != 0 || len(list) != 1 {
		t.Errorf("%d rules, %v, %v", p.Rules(), p.File(), list)
	}
}
