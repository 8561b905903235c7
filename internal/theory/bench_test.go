package theory

import (
	"testing"

	"github.com/segc-lang/segc/internal/rule"
)

func BenchmarkAnalyze(b *testing.B) {
	event := func(op rule.Operator, n int64, mode rule.WindowMode, days int) Atom {
		return Atom{Condition: rule.Event{Metric: rule.Open, Operator: op, Count: n, Window: rule.Window{Mode: mode, Days: days}}}
	}
	for _, test := range []struct {
		name   string
		atoms  []Atom
		column Column
	}{
		{"one", []Atom{field(rule.Equals, "a")}, Column{Type: Choice, NotNull: true}},
		{"choice", []Atom{field(rule.Equals, "a"), field(rule.Equals, "b")}, Column{Type: Choice, NotNull: true}},
		{"numbers", []Atom{field(rule.GreaterEq, 18), field(rule.LessEq, 30)}, Column{Type: Number}},
		{"text", []Atom{field(rule.Equals, "a"), field(rule.Contains, "b"), field(rule.StartsWith, "c")}, Column{Type: Text}},
		{"isp", []Atom{{Condition: rule.ISP{Operator: rule.In, Values: []int64{1, 2}}}, {Condition: rule.ISP{Operator: rule.In, Values: []int64{3}}}}, Column{}},
		{"tags", []Atom{field(rule.HasAny, "a", "b"), field(rule.HasNone, "c")}, Column{Type: Tags}},
		{"last", []Atom{event(rule.CountGE, 3, rule.Last, 30), event(rule.CountGE, 1, rule.Last, 90)}, Column{}},
		{"lastMore", []Atom{event(rule.CountGE, 3, rule.Last, 30), event(rule.CountGE, 1, rule.MoreThan, 90), event(rule.CountLE, 0, rule.Last, 7)}, Column{}},
	} {
		b.Run(test.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Analyze(test.atoms, test.column, DefaultLimits())
			}
		})
	}
}
