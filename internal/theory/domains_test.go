package theory

import (
	"fmt"
	"testing"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/logic"
)

// TestClosureOfMany compares the domains of many lists that overlap with all intersections,
// made one after the other.
func TestClosureOfMany(t *testing.T) {
	t.Parallel()
	for _, wide := range []int{0, 1} { // conditions that list most values
		var atoms []Atom
		value := func(i int) condition.Value {
			return condition.Value{Kind: condition.String, Text: fmt.Sprint("town ", i)}
		}
		for i := range 150 {
			f := condition.Field{Column: "x", Operator: condition.In, Values: []condition.Value{value(i), value(i + 1)}}
			if i >= 150-wide {
				f.Values = nil
				for k := range 100 {
					f.Values = append(f.Values, value((i+k)%151))
				}
			}
			atoms = append(atoms, Atom{Condition: f})
		}
		spaces := Spaces(atoms, Column{Type: Text}, DefaultLimits())
		if len(spaces) != 1 {
			t.Fatalf("%d spaces", len(spaces))
		}
		class := make([]int32, spaces[0].Regions)
		for i := range class {
			class[i] = int32(i)
		}
		v := newVocabulary(spaces[0], newClasses(spaces[0], class))
		v.space.builder.limits.Domains = 1 << 20
		if len(v.basesByWord()) == 0 {
			t.Errorf("with %d wide conditions, all are looked at", wide)
		}
		var index logic.SetIndex
		index.Number(v.full)
		for i := 0; i < len(index.Sets); i++ { // grows
			for k := range v.bases {
				if both := index.Sets[i].And(v.bases[k].points); !both.Empty() {
					index.Number(both)
				}
			}
		}
		domains := v.closure()
		if domains == nil || len(domains.list) != len(index.Sets) {
			t.Fatalf("with %d wide conditions: %v instead of %d domains", wide, domains != nil, len(index.Sets))
		}
		for _, s := range domains.index.Sets {
			if index.Find(s) < 0 {
				t.Errorf("with %d wide conditions, a domain was not expected", wide)
			}
		}
	}
}
