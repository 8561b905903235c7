package compile_test

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/long"
)

// parsing is an importer that parses the texts of a case, each once.
type parsing struct {
	files *corpus.Case
	trees map[string]*ast.File
}

func (p parsing) Import(_ context.Context, from *ast.Source, name string) (*ast.File, diag.List, error) {
	name = path.Join(path.Dir(from.Name()), name)
	if p.trees[name] == nil {
		text, ok := p.files.Get(name)
		if !ok {
			return nil, nil, fs.ErrNotExist
		}
		p.trees[name], _ = grammar.Parse(ast.NewSource(name, string(text)), grammar.Options{})
	}
	return p.trees[name], nil, nil
}

// breaking breaks a tree in one place after another.
type breaking struct {
	t     *testing.T
	check func(what string, meaningless bool)
	ring  ast.Expr // an expression around the place

	way     map[ast.Expr]bool // the expressions around the place, which may contain themselves
	offsets []int             // in the source
}

// set breaks a field, has the tree checked, and puts back what was there.
func (b *breaking) set(field reflect.Value, what string, broken any, meaningless bool) {
	old := reflect.New(field.Type()).Elem()
	old.Set(field)
	value := reflect.Zero(field.Type())
	if broken != nil {
		value = reflect.ValueOf(broken).Convert(field.Type())
	}
	field.Set(value)
	b.check(fmt.Sprintf("%s = %s", what, describe(broken)), meaningless)
	field.Set(old)
}

func describe(v any) string {
	if e, ok := v.(ast.Expr); ok {
		return fmt.Sprintf("%T", e)
	}
	return fmt.Sprintf("%#v", v)
}

// tree breaks a tree, with places at the beginning, in the middle and at the end of the
// text, and around its first line ending.
func (b *breaking) tree(file *ast.File) {
	text := file.Source.Text()
	b.offsets = []int{0, 1, len(text) / 2, len(text)}
	if i := strings.IndexByte(text, '\n'); i > 0 {
		b.offsets = append(b.offsets, i, i+1)
	}
	slices.Sort(b.offsets)
	b.way = map[ast.Expr]bool{}
	b.fields(reflect.ValueOf(file).Elem(), file.Source.Name())
}

// fields breaks every field that can be reached.
func (b *breaking) fields(v reflect.Value, what string) {
	switch v.Interface().(type) {
	case ast.Span:
		for _, span := range []ast.Span{{Start: -5, End: 3}, {Start: -9, End: -7}, {Start: 3, End: 2}, {End: 1 << 62}, {Start: 1 << 62, End: 1<<63 - 1}, {Start: -1 << 63, End: 1<<63 - 1}} {
			b.set(v, what, span, true)
		}
		for i, start := range b.offsets {
			for _, end := range b.offsets[i:] {
				b.set(v, what, ast.Span{Start: start, End: end}, true)
			}
		}
		return
	case *ast.Source:
		b.set(v, what, nil, true)
		return
	}
	switch v.Kind() {
	case reflect.Interface:
		b.set(v, what, nil, true)
		if !v.IsNil() && !v.Elem().IsNil() {
			b.set(v, what, reflect.Zero(v.Elem().Type()).Interface(), true)
			b.around(v, what)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			b.set(v, what, nil, false)
			b.fields(v.Elem(), what)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			b.fields(v.Field(i), what+"."+v.Type().Field(i).Name)
		}
	case reflect.Slice:
		if v.Len() > 0 {
			b.set(v, what, nil, false)
			b.set(v, what, v.Slice(0, 1).Interface(), false)
			b.set(v, what, reflect.Append(v.Slice3(0, v.Len(), v.Len()), v.Index(0)).Interface(), false)
		}
		for i := range min(v.Len(), 4) {
			b.fields(v.Index(i), fmt.Sprintf("%s[%d]", what, i))
		}
	case reflect.Uint8:
		b.set(v, what, uint8(99), true)
		for n := range uint8(20) {
			b.set(v, what, n, false)
		}
	case reflect.String:
		for _, text := range []string{"", "\xff", "\x00", "a`b", "1", "\n# segc:plain", strings.Repeat("9", 400)} {
			b.set(v, what, text, false)
		}
	case reflect.Bool:
		b.set(v, what, !v.Bool(), false)
	default:
		b.t.Fatalf("%s is of a kind that nobody breaks: %s", what, v.Type())
	}
}

// around breaks an expression by one that it is part of, and then what is in it.
func (b *breaking) around(v reflect.Value, what string) {
	outer := b.ring
	e, ok := v.Interface().(ast.Expr)
	if ok {
		if b.way[e] {
			return
		}
		b.way[e] = true
		defer delete(b.way, e)
		if outer != nil {
			b.set(v, what, outer, true)
		}
		b.ring = e
	}
	b.fields(v.Elem().Elem(), what)
	b.ring = outer
}

// hasRule reports whether a file has a rule. A review of declarations alone is not an error.
func hasRule(file *ast.File) bool {
	return slices.ContainsFunc(file.Statements, func(s ast.Statement) bool { return reflect.TypeOf(s) == reflect.TypeFor[*ast.Where]() })
}

// outcome is what a tree compiles to.
type outcome struct {
	json string
	list diag.List
}

func outcomeOf(file *ast.File, options compile.Options) (o outcome, fault any) {
	defer func() {
		if fault = recover(); fault != nil {
			fault = fmt.Sprintf("%v\n%s", fault, debug.Stack())
		}
	}()
	r, list := compiled(file, options)
	if o.list = list; r != nil {
		o.json = string(r.JSON())
		r.Document()
	}
	var text strings.Builder
	if err := diag.WriteText(&text, list, diag.Style{}); err != nil {
		return o, err
	}
	if _, err := list.MarshalJSON(); err != nil {
		return o, err
	}
	for _, d := range list {
		for _, fix := range d.Fixes {
			_, _ = diag.Apply(d.Location.Source, fix) // a fix that does not fit is an error
		}
	}
	return o, nil
}

// faultOf returns what is wrong with the answer for a tree that is broken in one place, or "".
// Nothing panics, no fault of segc is reported, and a tree that has no meaning in that place
// is an error, unless it compiles to what it compiled to before: then nobody looks there.
func faultOf(file *ast.File, options compile.Options, before outcome, meaningless bool) string {
	after, fault := outcomeOf(file, options)
	switch {
	case fault != nil:
		return fmt.Sprintf("panic: %v", fault)
	case after.json == "" && !after.list.HasErrors() && hasRule(file):
		return fmt.Sprintf("neither a document nor an error: %v", after.list)
	case after.json != "" && meaningless && after.json != before.json:
		return fmt.Sprintf("it compiles to %s, not to %s", after.json, before.json)
	}
	for _, d := range after.list {
		// What is wrong with the tree has no place and no advice; a fault of segc has.
		if d.Code == diag.Internal && (d.Location != (diag.Location{}) || len(d.Notes) > 0) {
			return d.Error()
		}
	}
	return ""
}

// TestBreaks breaks the trees of the corpus in one place after another, and those that they
// use.
func TestBreaks(t *testing.T) {
	breaks := 0
	for i, c := range corpus.Cases(t) {
		text, ok := c.Get("in.seg")
		if i%long.Of(60, 2) != 0 || !ok || len(text) > long.Of(300, 3000) {
			continue
		}
		file, _ := grammar.Parse(ast.NewSource("in.seg", string(text)), grammar.Options{})
		importer := parsing{&c, map[string]*ast.File{}}
		options := compile.Options{Importer: importer, Review: true}
		before, fault := outcomeOf(file, options)
		if fault != nil || strings.Contains(fmt.Sprint(before.list), "Statements[") { // the path to what is malformed
			t.Fatalf("%s: %v, %v", c.Name, before.list, fault)
		}
		b := &breaking{t: t, check: func(what string, meaningless bool) {
			breaks++
			if fault := faultOf(file, options, before, meaningless); fault != "" {
				t.Errorf("%s: %s: %s", c.Name, what, fault)
			}
		}}
		b.tree(file)
		for _, name := range slices.Sorted(maps.Keys(importer.trees)) {
			b.tree(importer.trees[name])
		}
		if again, _ := outcomeOf(file, options); again.json != before.json {
			t.Fatalf("%s: the tree was not put back", c.Name)
		}
	}
	if breaks < 1000 {
		t.Errorf("only %d breaks", breaks)
	}
	t.Logf("%d breaks", breaks)
}

// FuzzBreaks breaks the tree of a text in two places.
func FuzzBreaks(f *testing.F) {
	for i, text := range corpus.Sources(f) {
		if i%long.Of(12, 1) == 0 && len(text) < 1000 {
			f.Add(text, uint16(7*i), uint16(13*i))
		}
	}
	f.Fuzz(func(t *testing.T, text string, first, second uint16) {
		if len(text) > 2000 {
			return // there are enough places in less
		}
		file, _ := grammar.Parse(ast.NewSource("in.seg", text), grammar.Options{})
		options := compile.Options{Review: true}
		at := 0
		inner := &breaking{t: t, check: func(what string, _ bool) {
			if at--; at == -1 {
				if fault := faultOf(file, options, outcome{}, false); fault != "" {
					t.Errorf("%s: %s", what, fault)
				}
			}
		}}
		outer := &breaking{t: t, check: func(what string, _ bool) {
			if first--; first == 0 {
				at = int(second)
				inner.tree(file)
			}
		}}
		outer.tree(file)
	})
}
