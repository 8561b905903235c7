package explain

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
)

// TestMissingValuesInOneLine checks that what people read about missing values is what programs have: one line
// that has each column of their points and no others, and the groups of all of them.
func TestMissingValuesInOneLine(t *testing.T) {
	several := 0
	for i := range 300 {
		r := rand.New(rand.NewPCG(21, uint64(i)))
		d := &condition.Document{}
		for range 1 + r.IntN(4) {
			g := condition.Group{}
			for range 1 + r.IntN(3) {
				operator := []condition.Operator{condition.Equals, condition.NotEquals, condition.HasNone, condition.NotContains}[r.IntN(4)]
				g.All = append(g.All, condition.Field{Column: fmt.Sprintf("c%d", r.IntN(4)), Operator: operator, Values: []condition.Value{{Text: "x"}}})
			}
			d.Any = append(d.Any, g)
		}
		e := Explain(Input{Document: d})
		var columns []string
		groups, all := map[string]bool{}, false
		points := 0
		for _, p := range e.Open {
			if p.Depends != (contact.Reading{MissingMatches: contact.Yes}) {
				continue
			}
			points++
			columns = append(columns, quotedColumns(p.Text)...)
			_, where, found := strings.Cut(p.Text, "(group")
			all = all || !found
			for _, n := range strings.FieldsFunc(where, func(r rune) bool { return r < '0' || r > '9' }) {
				groups[n] = true
			}
		}
		if points < 2 || e.nested != nil {
			continue
		}
		several++
		line := e.open[0].String()
		slices.Sort(columns)
		if want := slices.Compact(columns); !slices.Equal(quotedColumns(line), want) {
			t.Errorf("it is about %q, the points are about %q\n%s", quotedColumns(line), want, line)
		}
		_, where, found := strings.Cut(line, "(group")
		if found && (all || len(groups) == len(d.Any)) {
			t.Errorf("it is about all groups\n%s\n%v", line, e.Open)
		}
		named := strings.FieldsFunc(where, func(r rune) bool { return r < '0' || r > '9' })
		if found && (len(named) != len(groups) || slices.ContainsFunc(named, func(n string) bool { return !groups[n] })) {
			t.Errorf("it is about other groups than %v\n%s", groups, line)
		}
		if !found && !all && len(groups) < len(d.Any) {
			t.Errorf("it is not about all groups\n%s\n%v", line, e.Open)
		}
	}
	if several < 50 {
		t.Errorf("%d rules have several columns", several)
	}
}

// quotedColumns returns the columns that a sentence names.
func quotedColumns(line string) (columns []string) {
	for i, part := range strings.Split(line, "`") {
		if i%2 == 1 {
			columns = append(columns, part)
		}
	}
	return columns
}
