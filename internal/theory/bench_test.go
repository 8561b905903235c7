package theory

import (
	"testing"

	"github.com/segc-lang/segc/internal/condition"
)

func BenchmarkAnalyze(b *testing.B) {
	event := func(op condition.Operator, n int64, mode condition.WindowMode, days int) Atom {
		return Atom{Condition: condition.Event{Metric: condition.Open, Operator: op, Count: n, Window: condition.Window{Mode: mode, Days: days}}}
	}
	for _, test := range []struct {
		name   string
		atoms  []Atom
		column Column
	}{
		{"one", []Atom{field(condition.Equals, "a")}, Column{Type: Choice, NotNull: true}},
		{"choice", []Atom{field(condition.Equals, "a"), field(condition.Equals, "b")}, Column{Type: Choice, NotNull: true}},
		{"numbers", []Atom{field(condition.GreaterEq, 18), field(condition.LessEq, 30)}, Column{Type: Number}},
		{"text", []Atom{field(condition.Equals, "a"), field(condition.Contains, "b"), field(condition.StartsWith, "c")}, Column{Type: Text}},
		{"isp", []Atom{{Condition: condition.ISP{Operator: condition.In, Values: []int64{1, 2}}}, {Condition: condition.ISP{Operator: condition.In, Values: []int64{3}}}}, Column{}},
		{"tags", []Atom{field(condition.HasAny, "a", "b"), field(condition.HasNone, "c")}, Column{Type: Tags}},
		{"last", []Atom{event(condition.CountGE, 3, condition.Last, 30), event(condition.CountGE, 1, condition.Last, 90)}, Column{}},
		{"lastMore", []Atom{event(condition.CountGE, 3, condition.Last, 30), event(condition.CountGE, 1, condition.MoreThan, 90), event(condition.CountLE, 0, condition.Last, 7)}, Column{}},
	} {
		b.Run(test.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Analyze(test.atoms, test.column, DefaultLimits())
			}
		})
	}
}
