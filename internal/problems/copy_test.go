package problems

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
)

// TestCopy checks that a copy of a list is equal to it, that they share sources alone,
// and that nothing is an empty list in one of them and none in the other.
func TestCopy(t *testing.T) {
	at := diag.Location{Source: ast.NewSource("a.seg", "a = 1"), Span: ast.Span{Start: 1, End: 2}}
	full := diag.Diagnostic{
		Severity: diag.Warning, Code: diag.BadCharacter, Message: "message", Location: at,
		Related: []diag.Label{{Location: at, Text: "label"}}, Notes: []string{"note"},
		Fixes: []diag.Fix{{Text: "fix", Edits: []diag.Edit{{Location: at, Text: "edit"}}, Safe: true}},
		Cause: errors.New("cause"),
		Contact: &contact.Example{
			Contact: &contact.Contact{
				Columns: map[string]contact.Value{"tags": contact.Set("a")}, Events: []contact.Event{{DaysAgo: 1}}, Lists: []string{"list"}, ISP: new(int64(1)),
			},
			Readings: []contact.Reading{{FoldCase: contact.Yes}}, Words: []string{"words"},
			Facts: []contact.Fact{{Kind: contact.FactNoOther, Scope: contact.Scope{Campaigns: []string{"1"}, Except: []string{"2"}}}},
		},
	}
	for _, list := range []diag.List{nil, {}, {full}, {{}, full, {Notes: []string{}, Fixes: []diag.Fix{{}, {Edits: []diag.Edit{}}}, Contact: &contact.Example{Words: []string{}}}}} {
		again := Copy(nil, list)
		if !reflect.DeepEqual(again, list) {
			t.Errorf("the copy is %#v, not %#v", again, list)
		}
		apart(t, "list", reflect.ValueOf(list), reflect.ValueOf(again))
	}
}

// apart checks that two equal values share nothing that can be changed: sources and values
// of contacts cannot.
func apart(t *testing.T, path string, a, b reflect.Value) {
	switch a.Type() {
	case reflect.TypeFor[*ast.Source](), reflect.TypeFor[contact.Value]():
		return
	}
	switch a.Kind() {
	case reflect.Slice:
		if a.Len() > 0 && a.Pointer() == b.Pointer() {
			t.Errorf("%s is shared", path)
		}
		for i := range a.Len() {
			apart(t, fmt.Sprintf("%s[%d]", path, i), a.Index(i), b.Index(i))
		}
	case reflect.Struct:
		for i := range a.NumField() {
			apart(t, path+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i))
		}
	case reflect.Pointer:
		if !a.IsNil() {
			if a.Pointer() == b.Pointer() {
				t.Errorf("%s is shared", path)
			}
			apart(t, path, a.Elem(), b.Elem())
		}
	case reflect.Map:
		if !a.IsNil() && a.Pointer() == b.Pointer() {
			t.Errorf("%s is shared", path)
		}
		for _, key := range a.MapKeys() {
			apart(t, path+"["+key.String()+"]", a.MapIndex(key), b.MapIndex(key))
		}
	case reflect.Interface:
		if a.Type() != reflect.TypeFor[error]() { // which nobody changes
			t.Errorf("%s is an interface", path)
		}
	case reflect.Func, reflect.Chan, reflect.Array, reflect.UnsafePointer:
		t.Errorf("%s is of a kind that Copy does not know", path)
	}
}
