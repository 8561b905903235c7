package arch

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"go/types"
	"io"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
)

// zeroPackages are the packages whose functions take zero values.
func zeroPackages() []string {
	return []string{"segc", "ast", "client", "compile", "contact", "diag", "grammar", "openapi", "rulesjson", "schema"}
}

// TestZeroValues calls every exported function with the zero value of each parameter, and
// every method of the zero value of its type: nothing panics, and the answer is the one
// that the comment of the function says. A method of package segc gives the same answer to
// a nil receiver, unless it is one of an error.
func TestZeroValues(t *testing.T) {
	wanted := zeroAnswers()
	called := map[string]bool{}
	check := func(name string, function reflect.Value, receiver ...reflect.Value) {
		called[name] = true
		want, known := wanted[name]
		if got := zeroAnswer(t, function, receiver...); known && got != want {
			t.Errorf("%s answers\n%s\nexpected\n%s", name, got, want)
		} else if !known {
			t.Errorf("zeroAnswers has no %s; it answers\n%s", name, got)
		}
	}
	for name, function := range zeroFunctions() {
		check(name, reflect.ValueOf(function))
	}
	for _, value := range zeroTypes() {
		typ := reflect.PointerTo(reflect.TypeOf(value))
		for i := range typ.NumMethod() {
			name := jsonName(typ.Elem()) + "." + typ.Method(i).Name
			check(name, typ.Method(i).Func, reflect.New(typ.Elem()))
			_, direct := typ.Elem().MethodByName(typ.Method(i).Name)
			if strings.HasPrefix(name, "segc.") && !direct && !typ.Implements(reflect.TypeFor[error]()) {
				check(name, typ.Method(i).Func, reflect.Zero(typ))
			}
		}
	}
	packages := publicPackages(t)
	for _, pkg := range zeroPackages() {
		for _, name := range functionNames(packages[pkg]) {
			if !called[name] {
				t.Errorf("%s is not called: add the function to zeroFunctions, or its type to zeroTypes, in zero_answers_test.go", name)
			}
		}
	}
	for name := range wanted {
		if !called[name] {
			t.Errorf("zeroAnswers has %s, which is not an exported function or method of %q", name, zeroPackages())
		}
	}
}

// functionNames returns the exported functions of a package, and the methods of its
// exported types, such as diag.Location.Range.
func functionNames(pkg *types.Package) []string {
	var names []string
	for _, object := range exportedObjects(pkg) {
		name := pkg.Name() + "." + object.Name()
		switch object := object.(type) {
		case *types.Func:
			names = append(names, name)
		case *types.TypeName:
			if object.IsAlias() || types.IsInterface(object.Type()) {
				continue
			}
			methods := types.NewMethodSet(types.NewPointer(object.Type()))
			for i := range methods.Len() {
				if method := methods.At(i).Obj(); method.Exported() {
					names = append(names, name+"."+method.Name())
				}
			}
		}
	}
	return names
}

// zeroAnswer calls a function, and describes what it answers and writes. The arguments are
// zero, after the first ones that are given.
func zeroAnswer(t *testing.T, function reflect.Value, in ...reflect.Value) (answer string) {
	defer func() {
		if fault := recover(); fault != nil {
			answer = fmt.Sprintf("panic: %v", fault)
		}
	}()
	var written bytes.Buffer
	typ := function.Type()
	for i := len(in); i < typ.NumIn() && !(typ.IsVariadic() && i == typ.NumIn()-1); i++ {
		switch param := typ.In(i); param {
		case reflect.TypeFor[context.Context]():
			in = append(in, reflect.ValueOf(t.Context()))
		case reflect.TypeFor[fmt.State]():
			in = append(in, reflect.ValueOf(state{&written}))
		case reflect.TypeFor[io.Writer]():
			in = append(in, reflect.ValueOf(&written))
		default:
			in = append(in, reflect.Zero(param))
		}
	}
	var out []string
	for _, value := range function.Call(in) {
		out = append(out, described(value))
	}
	answer = strings.Join(out, ", ")
	if written.Len() > 0 {
		answer += fmt.Sprintf(" and writes %q", written.String())
	}
	return answer
}

// yielded describes what a request for a list answers.
func yielded[T any](all iter.Seq2[T, error]) string {
	var said []string
	for _, err := range all {
		said = append(said, fmt.Sprint(err))
	}
	return fmt.Sprintf("a list of %q", said)
}

// state is a fmt.State that asks for %v.
type state struct{ io.Writer }

func (state) Width() (int, bool)     { return 0, false }
func (state) Precision() (int, bool) { return 0, false }
func (state) Flag(int) bool          { return false }

// described describes an answer, without places of memory.
func described(value reflect.Value) string {
	if value.Kind() == reflect.Pointer && value.IsNil() {
		return "nil"
	}
	switch v := value.Interface().(type) {
	case nil:
		return "nil"
	case *segc.Program:
		return fmt.Sprintf("a program of %d rules", len(v.Rules()))
	case compile.Program:
		return fmt.Sprintf("a program of %d rules", v.Rules())
	case *ast.Source:
		return fmt.Sprintf("a source %q %q", v.Name(), v.Text())
	case *ast.File:
		return fmt.Sprintf("a file of %d statements", len(v.Statements))
	case diag.List:
		var all []string
		for _, d := range v {
			all = append(all, d.Error())
		}
		return fmt.Sprintf("%q", all)
	case iter.Seq[segc.Name]:
		return fmt.Sprintf("%d names", len(slices.Collect(v)))
	case iter.Seq[ast.Node]:
		return fmt.Sprintf("%d nodes", len(slices.Collect(v)))
	case func(func(ast.Node) bool):
		return fmt.Sprintf("%d nodes", len(slices.Collect(v)))
	case iter.Seq[string]:
		return fmt.Sprintf("%d texts", len(slices.Collect(v)))
	case iter.Seq2[client.ContactList, error]:
		return yielded(v)
	case iter.Seq2[client.Summary, error]:
		return yielded(v)
	case iter.Seq2[client.Contact, error]:
		return yielded(v)
	case client.Clock:
		return "a clock"
	case grammar.Expected:
		return "some keywords: " + fmt.Sprint(len(v.Keywords) > 0)
	case error:
		return v.Error()
	case []byte:
		if len(v) > 500 && json.Valid(v) {
			return "a document of JSON"
		}
		return fmt.Sprintf("%q", v)
	case string:
		return fmt.Sprintf("%q", v)
	}
	switch {
	case value.Kind() == reflect.Struct && value.IsZero():
		return "zero " + value.Type().String()
	case value.Kind() == reflect.Slice && value.Len() > 0:
		return "some " + value.Type().Elem().String()
	}
	return fmt.Sprintf("%+v", value.Interface())
}
