package column

import (
	"reflect"
	"slices"
	"testing"

	"github.com/segc-lang/segc/internal/condition"
)

// TestAllows is the table of operators and types, written a second time.
func TestAllows(t *testing.T) {
	equality, lists := []condition.Operator{condition.Equals, condition.NotEquals}, []condition.Operator{condition.In, condition.NotIn}
	order := []condition.Operator{condition.Greater, condition.GreaterEq, condition.Less, condition.LessEq}
	parts := []condition.Operator{condition.Contains, condition.NotContains, condition.StartsWith}
	sets := []condition.Operator{condition.HasAny, condition.HasAll, condition.HasNone}
	presence := []condition.Operator{condition.IsNull, condition.IsNotNull}
	all := slices.Concat(equality, lists, order, parts, sets, presence)
	for typ, want := range map[Type][]condition.Operator{
		Any:     all,
		Text:    slices.Concat(equality, lists, parts, presence),
		Choice:  slices.Concat(equality, lists, presence),
		Number:  slices.Concat(equality, lists, order, presence),
		Date:    slices.Concat(equality, lists, order, presence),
		Boolean: slices.Concat(equality, presence),
		Tags:    slices.Concat(sets, presence),
	} {
		for _, o := range all {
			if got := typ.Allows(o); got != slices.Contains(want, o) {
				t.Errorf("%s allows operator %d: %v", typ, o, got)
			}
		}
		for _, o := range []condition.Operator{condition.Ever, condition.CountGE, 0, condition.CountEQ + 1} {
			if typ.Allows(o) {
				t.Errorf("%s allows operator %d", typ, o)
			}
		}
	}
}

// TestBuiltin checks the columns that every contact has.
func TestBuiltin(t *testing.T) {
	for name, want := range map[string]Column{
		"status":     {Type: Choice, Choices: []string{"subscribed", "unsubscribed"}, NotNull: true},
		"email":      {Type: Text, NotNull: true},
		"first_name": {Type: Text},
		"last_name":  {Type: Text},
		"created_at": {Type: Date, NotNull: true},
		"id":         {Type: Number, NotNull: true},
	} {
		if got, ok := Builtin(name); !ok || !reflect.DeepEqual(got, want) || !slices.Contains(BuiltinNames(), name) {
			t.Errorf("%s is %+v, %v", name, got, ok)
		}
	}
	if _, ok := Builtin("plan"); ok || len(BuiltinNames()) != 6 {
		t.Errorf("the columns are %v", BuiltinNames())
	}
}

func TestNames(t *testing.T) {
	for _, name := range Names() {
		if typ, ok := ParseType(name); !ok || typ.String() != name {
			t.Errorf("%s is read as %s, %v", name, typ, ok)
		}
	}
	if _, ok := ParseType("string"); ok {
		t.Error("there is a type string")
	}
}
