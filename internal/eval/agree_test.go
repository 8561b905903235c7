package eval_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/gen"
)

// The two judges agree on a rule and on the plainest document that says the
// same: the negations pushed down and everything multiplied out.
func TestJudgesAgree(t *testing.T) {
	names, err := eval.NewNames()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		text := gen.Rule(s, gen.Options{Size: 5, NoNegatedStartsWith: true})
		file, list := grammar.Parse(ast.NewSource("random.seg", text), grammar.Options{})
		if list.HasErrors() {
			t.Fatalf("%v in %s", list[0], text)
		}
		e := file.Statements[0].(*ast.Where).Expr
		d := &condition.Document{}
		for _, all := range groups(e, false) {
			d.Any = append(d.Any, condition.Group{All: all})
		}
		for range 5 {
			c := gen.Contact(s)
			for _, r := range gen.Readings() {
				want, err := eval.Tree(names, e, c, r)
				if err != nil {
					t.Fatalf("%v in %s", err, text)
				}
				if got := eval.Document(d, c, r); got != want {
					line, _ := c.MarshalJSON()
					t.Errorf("%s\n%s\n%s\nunder %q: the tree says %t, the document %t", text, rule.AppendJSON(nil, d, false), line, r, want, got)
				}
			}
		}
	})
}

// A judge that sees nothing but what the contact has of the subject of each condition
// agrees with the judge that sees the contact.
func TestJudgeOfParts(t *testing.T) {
	names, err := eval.NewNames()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		file, list := grammar.Parse(ast.NewSource("random.seg", gen.Rule(s, gen.Options{Size: 5, NoNegatedStartsWith: true})), grammar.Options{})
		if list.HasErrors() {
			t.Fatal(list.Err())
		}
		e := file.Statements[0].(*ast.Where).Expr
		source, err := eval.Read(nil, names, e)
		if err != nil {
			t.Fatal(err)
		}
		c := gen.Contact(s)
		for _, r := range gen.Readings() {
			judge := eval.NewJudge(nil, r)
			for i := range source.Conditions {
				stated := &source.Conditions[i]
				part := partOf(c, stated.Subject)
				holds := judge.Tree(stated, &part)
				want, err := eval.Tree(names, stated.Expr, c, r)
				if stated.Negated {
					want, err = eval.Tree(names, &ast.Not{Operand: stated.Expr}, c, r)
				}
				if err != nil || holds != want {
					t.Fatalf("condition %d of a tree: %t, and of the contact %t (%v)", i, holds, want, err)
				}
				for _, all := range groups(stated.Expr, stated.Negated) {
					whole := &condition.Document{Any: []condition.Group{{All: all}}}
					holds := true
					for _, one := range all {
						holds = holds && judge.Document(one, &part)
					}
					if want := eval.Document(whole, c, r); holds != want {
						t.Fatalf("%s: %t, and of the contact %t", rule.AppendJSON(nil, whole, false), holds, want)
					}
				}
			}
		}
	})
}

func partOf(c contact.Contact, subject eval.Subject) eval.Part {
	switch subject.Kind {
	case eval.ColumnSubject:
		return eval.Part{Value: c.Columns[subject.Name]}
	case eval.EventSubject:
		return eval.Part{Events: c.Events}
	case eval.ListSubject:
		return eval.Part{Lists: c.Lists}
	default:
		return eval.Part{ISP: c.ISP}
	}
}

type conjunction []condition.Condition

// groups multiplies an expression out. Without a group it is never true, with
// an empty group always.
func groups(e ast.Expr, negated bool) []conjunction {
	switch e := e.(type) {
	case *ast.Paren:
		return groups(e.Expr, negated)
	case *ast.Not:
		return groups(e.Operand, !negated)
	case *ast.And:
		return combine(e.Operands, negated, !negated)
	case *ast.Or:
		return combine(e.Operands, negated, negated)
	case *ast.Column:
		return columnGroups(e, negated)
	case *ast.Event:
		return eventGroups(e, negated)
	case *ast.ISP:
		c := condition.ISP{Operator: in(e.Negated != negated)}
		for _, v := range e.Values {
			id, _ := strconv.ParseInt(v.Text, 10, 64)
			c.Values = append(c.Values, id)
		}
		return []conjunction{{c}}
	case *ast.Membership:
		c := condition.Membership{Operator: in(e.Negated != negated)}
		for _, v := range e.Values {
			c.Lists = append(c.Lists, strings.ToLower(v.Text))
		}
		return []conjunction{{c}}
	default:
		panic("no condition")
	}
}

func combine(operands []ast.Expr, negated, all bool) []conjunction {
	if !all {
		var alternatives []conjunction
		for _, operand := range operands {
			alternatives = append(alternatives, groups(operand, negated)...)
		}
		return alternatives
	}
	product := []conjunction{{}}
	for _, operand := range operands {
		var next []conjunction
		for _, left := range product {
			for _, right := range groups(operand, negated) {
				next = append(next, append(left[:len(left):len(left)], right...))
			}
		}
		product = next
	}
	return product
}

func in(negated bool) condition.Operator {
	if negated {
		return condition.NotIn
	}
	return condition.In
}

func columnGroups(e *ast.Column, negated bool) []conjunction {
	values := valuesOf(e.Values)
	one := func(op condition.Operator, values ...condition.Value) conjunction {
		return conjunction{condition.Field{Column: e.Name.Text, Operator: op, Values: values}}
	}
	if e.Op == ast.Between && negated {
		return []conjunction{one(condition.Less, values[0]), one(condition.Greater, values[1])}
	}
	if e.Op == ast.Between {
		return []conjunction{append(one(condition.GreaterEq, values[0]), one(condition.LessEq, values[1])...)}
	}
	if e.Op == ast.On {
		next := condition.Value{Kind: condition.String, Text: dayAfter(values[0].Text)}
		if negated {
			return []conjunction{one(condition.Less, values[0]), one(condition.GreaterEq, next)}
		}
		return []conjunction{append(one(condition.GreaterEq, values[0]), one(condition.Less, next)...)}
	}
	if e.Op == ast.HasAll && negated {
		var alternatives []conjunction
		for _, v := range values {
			alternatives = append(alternatives, one(condition.HasNone, v))
		}
		return alternatives
	}
	pair := map[ast.ColumnOp][2]condition.Operator{ // the operator and its opposite
		ast.Equal: {condition.Equals, condition.NotEquals}, ast.NotEqual: {condition.NotEquals, condition.Equals},
		ast.Greater: {condition.Greater, condition.LessEq}, ast.GreaterEqual: {condition.GreaterEq, condition.Less},
		ast.Less: {condition.Less, condition.GreaterEq}, ast.LessEqual: {condition.LessEq, condition.Greater},
		ast.Contains: {condition.Contains, condition.NotContains}, ast.NotContains: {condition.NotContains, condition.Contains},
		ast.StartsWith: {condition.StartsWith, 0}, ast.In: {condition.In, condition.NotIn}, ast.NotIn: {condition.NotIn, condition.In},
		ast.IsNull: {condition.IsNull, condition.IsNotNull}, ast.IsNotNull: {condition.IsNotNull, condition.IsNull},
		ast.HasAny: {condition.HasAny, condition.HasNone}, ast.HasNone: {condition.HasNone, condition.HasAny}, ast.HasAll: {condition.HasAll, 0},
	}[e.Op]
	if negated {
		return []conjunction{one(pair[1], values...)}
	}
	return []conjunction{one(pair[0], values...)}
}

// dayAfter returns the day after a date.
func dayAfter(date string) string {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	return day.AddDate(0, 0, 1).Format(time.DateOnly)
}

func valuesOf(values []ast.Value) (converted []condition.Value) {
	kinds := map[ast.ValueKind]condition.ValueKind{ast.String: condition.String, ast.Date: condition.String, ast.Number: condition.Number, ast.Boolean: condition.Boolean}
	for _, v := range values {
		converted = append(converted, condition.Value{Kind: kinds[v.Kind], Text: v.Text})
	}
	return converted
}

// eventGroups says every count with "at least" and "at most", which make up the
// ranges.
func eventGroups(e *ast.Event, negated bool) []conjunction {
	c := condition.Event{Metric: condition.Metrics()[e.Metric]}
	for _, w := range e.Windows {
		days, _ := strconv.Atoi(w.Count.Text)
		if w.Unit == ast.Weeks {
			days *= 7
		}
		c.Window = condition.Window{Mode: condition.Last, Days: days}
		if w.Mode == ast.MoreThan {
			c.Window.Mode = condition.MoreThan
		}
	}
	for _, campaigns := range e.Campaigns {
		if campaigns.Except {
			c.Exclude = valuesOf(campaigns.Values)
		} else {
			c.Include = valuesOf(campaigns.Values)
		}
	}
	n := []int64{0, 0}
	for i, v := range e.Counts {
		n[i], _ = strconv.ParseInt(v.Text, 10, 64)
	}
	const most = 1 << 40
	ranges := map[ast.EventOp][][2]int64{
		ast.Ever: {{1, most}}, ast.Never: {{0, 0}}, ast.CountEqual: {{n[0], n[0]}}, ast.CountNotEqual: {{0, n[0] - 1}, {n[0] + 1, most}},
		ast.CountGreater: {{n[0] + 1, most}}, ast.CountGreaterEqual: {{n[0], most}}, ast.CountLess: {{0, n[0] - 1}}, ast.CountLessEqual: {{0, n[0]}},
		ast.CountBetween: {{n[0], n[1]}},
	}[e.Op]
	if negated {
		var gaps [][2]int64
		from := int64(0)
		for _, r := range ranges {
			gaps = append(gaps, [2]int64{from, r[0] - 1})
			from = max(from, r[1]+1)
		}
		ranges = append(gaps, [2]int64{from, most})
	}
	var alternatives []conjunction
	for _, r := range ranges {
		if r[0] > r[1] {
			continue
		}
		atLeast, atMost := c, c
		atLeast.Operator, atLeast.Count = condition.CountGE, r[0]
		atMost.Operator, atMost.Count = condition.CountLE, r[1]
		alternatives = append(alternatives, conjunction{atLeast, atMost})
	}
	return alternatives
}
