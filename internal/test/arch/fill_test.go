package arch

import (
	"cmp"
	"encoding/json"
	"errors"
	"go/constant"
	"go/types"
	"reflect"
	"testing"
	"time"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
)

// filler puts something into every exported field of a value that is zero, the same in
// each run.
type filler struct {
	t      *testing.T
	number int64
	source *ast.Source
}

func newFiller(t *testing.T) *filler {
	return &filler{t: t, source: ast.NewSource("rule.seg", "# \U0001f600\nwhere \U0001f600 = \"pro\"")}
}

// unfilled is a field that the filler leaves zero.
type unfilled struct {
	path string
	typ  reflect.Type
}

// samples are values of types whose fields are not exported, or that only some values
// make sense for.
func (f *filler) samples() []any {
	return []any{
		f.source, ast.Span{Start: 20, End: 25}, contact.Text("pro"), json.RawMessage(`{"a":1}`), time.Date(2026, time.January, 15, 9, 30, 0, 0, time.UTC),
	}
}

// deepest is how deep a type that has pointers to itself is filled.
const deepest = 12

// fill fills a value, and returns what it could not fill.
func (f *filler) fill(v reflect.Value, at string, depth int) []unfilled {
	if v.IsZero() && f.fromSamples(v) || depth > deepest {
		return nil
	}
	var left []unfilled
	below := func(v reflect.Value, at string) { left = append(left, f.fill(v, at, depth+1)...) }
	switch v.Kind() {
	case reflect.Struct:
		exported := 0
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() {
				exported++
				below(v.Field(i), at+"."+field.Name)
			}
		}
		if exported == 0 && v.IsZero() {
			left = append(left, unfilled{at, v.Type()})
		}
	case reflect.Pointer:
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		below(v.Elem(), at)
	case reflect.Slice:
		if v.Len() == 0 {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		}
		if v.Type().Elem().Kind() == reflect.Uint8 { // such as json.RawMessage
			break
		}
		for i := range v.Len() {
			below(v.Index(i), at)
		}
	case reflect.Map:
		if v.Len() == 0 {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			below(key, at)
			below(value, at)
			v.Set(reflect.MakeMap(v.Type()))
			v.SetMapIndex(key, value)
		}
	case reflect.Interface:
		if v.Type() == reflect.TypeFor[error]() && v.IsNil() {
			v.Set(reflect.ValueOf(errors.New("an error")))
		} else if v.IsNil() {
			left = append(left, unfilled{at, v.Type()})
		}
	default:
		if v.IsZero() && !f.fillBasic(v, at) {
			left = append(left, unfilled{at, v.Type()})
		}
	}
	return left
}

// fromSamples sets a value of a type that has a sample.
func (f *filler) fromSamples(v reflect.Value) bool {
	for _, sample := range f.samples() {
		if reflect.TypeOf(sample) == v.Type() {
			v.Set(reflect.ValueOf(sample))
			return true
		}
	}
	return false
}

// fillBasic sets a text, a number or a boolean: to the least constant of its type that
// is not zero, if it has constants.
func (f *filler) fillBasic(v reflect.Value, at string) bool {
	least := f.constant(v.Type())
	f.number++
	switch {
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.Kind() == reflect.String && least != nil:
		v.SetString(constant.StringVal(least))
	case v.Kind() == reflect.String:
		v.SetString(at)
	case v.CanInt() && least != nil:
		number, _ := constant.Int64Val(least)
		v.SetInt(number)
	case v.CanInt():
		v.SetInt(f.number)
	case v.CanUint() && least != nil:
		number, _ := constant.Uint64Val(least)
		v.SetUint(number)
	case v.CanUint():
		v.SetUint(uint64(f.number))
	case v.CanFloat():
		v.SetFloat(float64(f.number) + 0.5)
	default:
		return false
	}
	return true
}

// constant returns the least exported constant of a type that is not zero.
func (f *filler) constant(typ reflect.Type) constant.Value {
	for _, pkg := range publicPackages(f.t) {
		if pkg.Path() != typ.PkgPath() {
			continue
		}
		var least constant.Value
		for _, object := range exportedObjects(pkg) {
			c, ok := object.(*types.Const)
			if !ok {
				continue
			}
			named, ok := c.Type().(*types.Named)
			if !ok || named.Obj().Name() != typ.Name() || reflect.ValueOf(constant.Val(c.Val())).IsZero() {
				continue
			}
			if least == nil || before(c.Val(), least) {
				least = c.Val()
			}
		}
		return least
	}
	return nil
}

// before orders the values of constants of one type.
func before(a, b constant.Value) bool {
	if a.Kind() == constant.String {
		return cmp.Less(constant.StringVal(a), constant.StringVal(b))
	}
	x, _ := constant.Int64Val(a)
	y, _ := constant.Int64Val(b)
	return x < y
}
