package decompile

import (
	"fmt"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/test/polltest"
)

// TestLooksInOneCondition checks that every stage looks at the context while it
// works on one condition of many values.
func TestLooksInOneCondition(t *testing.T) {
	const n = 100_000
	values, texts, numbers := make([]condition.Value, n), make([]string, n), make([]int64, n)
	for i := range n {
		values[i] = condition.Value{Kind: condition.Number, Text: fmt.Sprint(i)}
		texts[i], numbers[i] = fmt.Sprintf("%08x-0000-4000-8000-000000000000", i), int64(i)
	}
	field := condition.Field{Column: "c", Operator: condition.In, Values: values}
	dates := condition.Field{Column: "c", Operator: condition.In, Values: make([]condition.Value, n)}
	for i := range n {
		dates.Values[i] = condition.Value{Kind: condition.String, Text: "2026-05-01"}
	}
	from := condition.Event{Metric: condition.Open, Operator: condition.Ever, Include: values}
	except := condition.Event{Metric: condition.Open, Operator: condition.Ever, Exclude: values}
	declarations, ids := &ast.File{}, &ast.Alias{Name: ast.Name{Text: "a"}, Kind: ast.AliasISP}
	conditions := make([]condition.Condition, n/5)
	for i := range conditions {
		conditions[i] = condition.ISP{Operator: condition.In, Values: numbers[i : i+1]}
	}
	for i := range n {
		declarations.Statements = append(declarations.Statements, &ast.Field{Name: ast.Name{Text: fmt.Sprint(i)}})
	}
	for i := range maxIDs {
		ids.Values = append(ids.Values, ast.Value{Kind: ast.Number, Text: fmt.Sprint(i)})
	}
	group := &condition.Document{Any: []condition.Group{{All: conditions}}}
	lists := condition.Membership{Operator: condition.In, Lists: texts}
	isps := condition.ISP{Operator: condition.In, Values: numbers}
	for _, c := range []struct {
		name  string
		least int
		do    func(p *poll.Poll)
	}{
		{"changed values", 100, func(p *poll.Poll) { changedCondition(p, field) }},
		{"changed campaigns", 200, func(p *poll.Poll) { changedCondition(p, from) }},
		{"changed other campaigns", 200, func(p *poll.Poll) { changedCondition(p, except) }},
		{"changed lists", 200, func(p *poll.Poll) { changedCondition(p, lists) }},
		{"changed ISPs", 100, func(p *poll.Poll) { changedCondition(p, isps) }},
		{"unsayable campaigns", 40, func(p *poll.Poll) { unsayable(p, from) }},
		{"unsayable other campaigns", 40, func(p *poll.Poll) { unsayable(p, except) }},
		{"unsayable ISPs", 5, func(p *poll.Poll) { unsayable(p, isps) }},
		{"canonical lists", 200, func(p *poll.Poll) { canonical(p, lists) }},
		{"spelling", 20, func(p *poll.Poll) { spelling(p, isps) }},
		{"dates", 80, func(p *poll.Poll) { (&names{poll: p}).datesOnly(dates) }},
		{"values", 20, func(p *poll.Poll) { (&names{poll: p}).expression(field) }},
		{"campaigns", 20, func(p *poll.Poll) { (&names{poll: p}).expression(from) }},
		{"lists", 20, func(p *poll.Poll) { (&names{poll: p}).expression(lists) }},
		{"ISPs", 40, func(p *poll.Poll) { (&names{poll: p}).expression(isps) }},
		{"the same events", 5, func(p *poll.Poll) { condition.SameEvents(p, from, from) }},
		{"a bound", 40, func(p *poll.Poll) {
			least := from
			least.Operator, least.Count = condition.CountGE, 2
			bounded(p, least)
		}},
		{"declarations", 80, func(p *poll.Poll) { namesOf(p, loaded(p, declarations), false) }},
		{"ids of a name", 12, func(p *poll.Poll) {
			namesOf(p, loaded(p, &ast.File{Statements: []ast.Statement{ids}}), false)
		}},
		{"ids that names have", 1000, func(p *poll.Poll) {
			n := &names{poll: p}
			for i := range 100 {
				n.aliases[ast.AliasISP] = append(n.aliases[ast.AliasISP], alias{name: "x", ids: []string{fmt.Sprint("x", i)}})
			}
			n.expression(isps)
		}},
		{"columns of dates", 8, func(p *poll.Poll) { (&names{poll: p}).findDates(group) }},
		{"exact conditions", 500, func(p *poll.Poll) {
			if err := (&Input{Rules: group}).changed(p); err != nil {
				t.Error(err)
			}
		}},
		{"names of ids", 40, func(p *poll.Poll) {
			n := &names{poll: p}
			n.aliases[0] = []alias{{name: "x", ids: []string{"y"}}}
			n.expression(lists)
		}},
	} {
		ctx := polltest.New(t.Context())
		if c.do(poll.New(ctx)); ctx.Count < c.least {
			t.Errorf("%s: %d looks, expected %d", c.name, ctx.Count, c.least)
		}
	}
}
