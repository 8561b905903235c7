package segc_test

import (
	"context"
	"go/token"
	"io/fs"
	"iter"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/rulesjson"
)

// TestEveryAnswerBelongsToTheCaller calls every method, overwrites all that the caller can reach
// in the answer and in the arguments, and asks for everything again. Trees and sources are
// shared, so they are left alone.
func TestEveryAnswerBelongsToTheCaller(t *testing.T) {
	var all []call
	for _, s := range subjects(t) {
		all = append(all, callsOf(t, s)...)
	}
	checkOwners(t, all)
}

// TestEveryPartBelongsToTheCaller does the same with what answers consist of, such as lists of
// diagnostics, documents and examples, and with what the methods of these answer.
func TestEveryPartBelongsToTheCaller(t *testing.T) {
	var all []call
	known := map[reflect.Type]bool{}
	add := func(values []reflect.Value) (added []call) {
		for typ, part := range partsOf(values) {
			if !known[typ] {
				known[typ] = true
				added = append(added, callsOf(t, subject{typ.String(), part.Interface()})...)
			}
		}
		all = append(all, added...)
		return added
	}
	full := reflect.ValueOf(fullList()) // an answer rarely has all that one can have
	reach(full, func(v reflect.Value) {
		if slices.Contains([]reflect.Kind{reflect.Slice, reflect.Map, reflect.Pointer, reflect.Interface}, v.Kind()) && v.IsZero() {
			t.Errorf("fullList lacks a %s", v.Type())
		}
	})
	next := add([]reflect.Value{full})
	for _, s := range subjects(t) {
		next = append(next, callsOf(t, s)...)
	}
	for len(next) > 0 {
		var values []reflect.Value
		for _, c := range next {
			answers, _ := c.do(t.Context())
			values = append(values, answers...)
		}
		next = add(values)
	}
	for _, typ := range []reflect.Type{reflect.TypeFor[diag.List](), reflect.TypeFor[diag.Shown](), reflect.TypeFor[rulesjson.Document](), reflect.TypeFor[rulesjson.Segment]()} {
		if !known[typ] {
			t.Errorf("no answer has a %s", typ)
		}
	}
	checkOwners(t, all)
}

// fullList returns a list of a diagnostic that has all that one can have.
func fullList() diag.List {
	source := ast.NewSource("rule.seg", "plan = por")
	place := diag.Location{Source: source, Span: ast.Span{Start: 7, End: 10}}
	opens := contact.Event{Metric: rulesjson.Open, DaysAgo: 1, Count: 2}
	return diag.List{{
		Code: diag.UnquotedText, Message: "m", Location: place, Related: []diag.Label{{Location: place, Text: "l"}}, Notes: []string{"n"},
		Fixes: []diag.Fix{{Text: "f", Edits: []diag.Edit{{Location: place, Text: "e"}}, Safe: true}}, Cause: context.Canceled,
		Contact: &contact.Example{
			Contact: &contact.Contact{
				Columns: map[string]contact.Value{"tags": contact.Set("a")}, Events: []contact.Event{opens},
				Lists: []string{"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"}, ISP: new(int64(1)),
			},
			Readings: []contact.Reading{{FoldCase: contact.Yes}}, Words: []string{"w"},
			Facts: []contact.Fact{{Kind: contact.FactHappened, Event: opens, Scope: contact.Scope{Campaigns: []string{"1"}, Except: []string{"2"}}}},
		},
	}}
}

// partsOf returns a value of each type that values consist of and that has methods, as a
// pointer: the one that has the most to share.
func partsOf(values []reflect.Value) map[reflect.Type]reflect.Value {
	parts, size := map[reflect.Type]reflect.Value{}, map[reflect.Type]int{}
	for _, v := range values {
		reach(v, func(v reflect.Value) {
			typ := v.Type()
			path := typ.PkgPath()
			if !strings.HasPrefix(path, "github.com/segc-lang/segc") || strings.Contains(path, "/internal/") || !token.IsExported(typ.Name()) ||
				v.Kind() == reflect.Interface || shared(typ) || shared(reflect.PointerTo(typ)) || reflect.PointerTo(typ).NumMethod() == 0 {
				return
			}
			if n := len(snapshot(v)); n > size[typ] {
				part := reflect.New(typ)
				part.Elem().Set(v)
				parts[typ], size[typ] = part, n
			}
		})
	}
	return parts
}

// checkOwners makes calls, overwrites all that the caller can reach in the answer and in the
// arguments, and makes all calls again.
func checkOwners(t *testing.T, all []call) {
	t.Helper()
	want := map[string]string{}
	for _, c := range all {
		want[c.name] = c.answer(t.Context())
	}
	for _, c := range all {
		answers, arguments := c.do(t.Context())
		before := snapshots(answers)
		for _, v := range arguments {
			overwriteAll(v)
		}
		if diff := cmp.Diff(before, snapshots(answers)); diff != "" {
			t.Fatalf("%s keeps its arguments: overwriting them changes the answer (-want +got)\n%s", c.name, diff)
		}
		var kept []reflect.Value // what has methods of its own
		for _, v := range answers {
			reach(v, func(v reflect.Value) {
				if isSubject(v.Type()) && !v.IsNil() {
					kept = append(kept, reflect.ValueOf(v.Interface()))
				}
			})
		}
		before = snapshots(kept)
		for _, v := range answers {
			overwriteAll(v)
		}
		if diff := cmp.Diff(before, snapshots(kept)); diff != "" {
			t.Fatalf("overwriting what %s answers changes another part of the answer (-want +got)\n%s", c.name, diff)
		}
		for _, other := range all {
			if diff := cmp.Diff(want[other.name], other.answer(t.Context())); diff != "" {
				t.Fatalf("overwriting what %s answers changes %s (-want +got)\n%s", c.name, other.name, diff)
			}
		}
	}
}

// overwriteAll overwrites all that a caller can reach from a value.
func overwriteAll(v reflect.Value) {
	reach(v, func(v reflect.Value) {
		if v.CanSet() && v.Kind() != reflect.Struct {
			overwriteBasic(v)
		}
	})
}

// reach visits what a caller can reach from a value, and the value itself last.
func reach(v reflect.Value, visit func(reflect.Value)) {
	if !v.IsValid() {
		return
	}
	below := func(v reflect.Value) { reach(v, visit) }
	if several, ok := v.Interface().(interface{ Unwrap() []error }); ok && !v.IsZero() {
		below(reflect.ValueOf(several.Unwrap()))
	}
	switch kind := v.Kind(); {
	case shared(v.Type()):
	case kind == reflect.Pointer || kind == reflect.Interface:
		below(v.Elem())
	case kind == reflect.Slice:
		whole := v.Slice(0, v.Cap()) // appending writes there, too
		for i := range whole.Len() {
			below(whole.Index(i))
		}
	case kind == reflect.Map:
		for _, key := range v.MapKeys() {
			value := reflect.New(v.Type().Elem()).Elem()
			value.Set(v.MapIndex(key))
			below(value)
			v.SetMapIndex(key, value)
		}
	case kind == reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				below(v.Field(i))
			}
		}
	case kind == reflect.Func && v.Type().CanSeq() && !v.IsNil():
		for x := range v.Seq() {
			copied := reflect.New(x.Type()).Elem()
			copied.Set(x)
			below(copied)
		}
	}
	visit(v)
}

// overwriteBasic replaces a value that is not a struct.
func overwriteBasic(v reflect.Value) {
	switch {
	case v.Kind() == reflect.String:
		v.SetString(v.String() + " overwritten")
	case v.Kind() == reflect.Bool:
		v.SetBool(!v.Bool())
	case v.CanInt():
		v.SetInt(v.Int() + 1)
	case v.CanUint():
		v.SetUint(v.Uint() + 1)
	default:
		v.SetZero()
	}
}

// shared reports whether values of a type may be shared between answers: trees, sources,
// and what has no field that a caller can change.
func shared(typ reflect.Type) bool {
	switch typ {
	case reflect.TypeFor[context.Context](), reflect.TypeFor[fs.File](), reflect.TypeFor[ast.Statement](), reflect.TypeFor[ast.Expr]():
		return true
	}
	return isSubject(typ) || typ.Kind() == reflect.Pointer && typ.Elem().PkgPath() == reflect.TypeFor[ast.File]().PkgPath()
}

// isSubject reports whether a type is one of those whose values answer calls.
func isSubject(typ reflect.Type) bool {
	switch typ {
	case reflect.TypeFor[*segc.Program](), reflect.TypeFor[*segc.Rule](), reflect.TypeFor[*segc.Result](), reflect.TypeFor[*segc.Explanation]():
		return true
	}
	return false
}

// TestOverwriteReachesAll checks the check itself.
func TestOverwriteReachesAll(t *testing.T) {
	type inner struct {
		Texts []string
		Map   map[string][]int
	}
	type outer struct {
		Inner  *inner
		Any    any
		Names  iter.Seq[*inner]
		Number int
		Source *ast.Source
		Rules  []*segc.Rule
		hidden []string
	}
	deep := &inner{[]string{"a"}, nil}
	room := make([]string, 1, 2)
	v := &outer{
		Inner: &inner{room, map[string][]int{"a": {1}}}, Any: &inner{Texts: []string{"b"}}, Names: slices.Values([]*inner{deep}), Number: 1,
		Source: ast.NewSource("a", "b"), Rules: []*segc.Rule{{}}, hidden: []string{"c"},
	}
	numbers, texts, source, rules := v.Inner.Map["a"], v.Any.(*inner).Texts, v.Source, v.Rules
	overwriteAll(reflect.ValueOf(v))
	const changed = " overwritten"
	if v.Inner != nil || v.Number != 2 || room[0] != changed || room[:2][1] != changed || numbers[0] != 2 || texts[0] != "b"+changed || deep.Texts != nil || rules[0] != nil {
		t.Errorf("not all is overwritten: %+v %q %v %q %+v", v, room[:2], numbers, texts, deep)
	}
	if v.hidden[0] != "c" || source.Text() != "b" {
		t.Errorf("too much is overwritten: %+v", v)
	}
}

// TestOptionsAreNotKept overwrites the lists of Options after Load.
func TestOptionsAreNotKept(t *testing.T) {
	lists := map[string]any{"Enable": segc.OptionalRules(), "Use": []string{"catalog.seg"}, "Params": map[string]string{"least": "1"}}
	options := segc.Options{Files: segc.Files{"catalog.seg": "isp gmail = 1"}}
	for i := range reflect.TypeFor[segc.Options]().NumField() {
		field := reflect.TypeFor[segc.Options]().Field(i)
		switch field.Type.Kind() {
		case reflect.Slice, reflect.Map:
			if lists[field.Name] == nil {
				t.Errorf("the test has no %s", field.Name)
				continue
			}
			reflect.ValueOf(&options).Elem().Field(i).Set(reflect.ValueOf(lists[field.Name]))
		}
	}
	program, _ := segc.Load(t.Context(), "param least: number\nwhere opened >= least in last 30d", options)
	_, want := program.Check(t.Context())
	if _, ok := find(want, diag.OpensAlone); !ok {
		t.Fatalf("the optional rules say nothing: %v", want)
	}
	overwriteAll(reflect.ValueOf(&options))
	if _, got := program.Check(t.Context()); snapshot(reflect.ValueOf(got)) != snapshot(reflect.ValueOf(want)) {
		t.Errorf("%v after the options were overwritten, and before %v", got, want)
	}
}

// TestManyGoroutines calls every method from many goroutines at once, also of one value
// and with one cache: the answers are those that each call gives alone. It is for the race
// detector.
func TestManyGoroutines(t *testing.T) {
	var all []call
	for _, s := range subjects(t) {
		all = append(all, callsOf(t, s)...)
	}
	want := map[string]string{}
	for _, c := range all {
		want[c.name] = c.answer(t.Context())
	}
	fresh := map[string]call{} // of values that were never asked
	for _, s := range subjects(t) {
		for _, c := range callsOf(t, s) {
			fresh[c.name] = c
		}
	}
	var group sync.WaitGroup
	for i := range 16 {
		group.Go(func() {
			for k := range all {
				name := all[(i/4*len(all)/4+k)%len(all)].name // four at a time ask for the same
				if got := fresh[name].answer(t.Context()); got != want[name] {
					t.Errorf("%s: %s", name, cmp.Diff(want[name], got))
				}
			}
		})
	}
	group.Wait()
}

// snapshots is snapshot for several values.
func snapshots(values []reflect.Value) (all []string) {
	for _, v := range values {
		all = append(all, snapshot(v))
	}
	return all
}
