package eval

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
)

// opposites says which operator an operator negates to, where the language has
// one. A contact without a value matches neither of two orders, so they are
// here and not computed. has all, between and starts with have none.
func opposites(op ast.ColumnOp) (opposite ast.ColumnOp, ok bool) {
	switch op {
	case ast.Equal:
		return ast.NotEqual, true
	case ast.NotEqual:
		return ast.Equal, true
	case ast.Contains:
		return ast.NotContains, true
	case ast.NotContains:
		return ast.Contains, true
	case ast.In:
		return ast.NotIn, true
	case ast.NotIn:
		return ast.In, true
	case ast.IsNull:
		return ast.IsNotNull, true
	case ast.IsNotNull:
		return ast.IsNull, true
	case ast.HasAny:
		return ast.HasNone, true
	case ast.HasNone:
		return ast.HasAny, true
	case ast.Greater:
		return ast.LessEqual, true
	case ast.LessEqual:
		return ast.Greater, true
	case ast.GreaterEqual:
		return ast.Less, true
	case ast.Less:
		return ast.GreaterEqual, true
	default:
		return op, false
	}
}

func (j *judge) column(e *ast.Column, c *Condition, v *contact.Value) bool {
	if !c.Negated {
		return j.test(e.Op, e.Name.Text, v, c.literals)
	}
	if opposite, ok := opposites(e.Op); ok {
		return j.test(opposite, e.Name.Text, v, c.literals)
	}
	switch e.Op {
	case ast.Between: // < low or > high
		return j.test(ast.Less, e.Name.Text, v, c.literals[:1]) || j.test(ast.Greater, e.Name.Text, v, c.literals[1:])
	case ast.On: // < the day or >= the next one
		return j.test(ast.Less, e.Name.Text, v, c.literals[:1]) || j.test(ast.GreaterEqual, e.Name.Text, v, c.literals[1:])
	case ast.HasAll: // has none (a) or has none (b)
		for i := range c.literals {
			j.poll.Step(8)
			if j.test(ast.HasNone, e.Name.Text, v, c.literals[i:i+1]) {
				return true
			}
		}
		return false
	case ast.StartsWith: // which has a negative meaning if no operator
		return j.negative(v, j.test(ast.StartsWith, e.Name.Text, v, c.literals))
	default:
		panic(fmt.Sprintf("eval: unexpected operator %d", e.Op))
	}
}

// test applies one operator to the value of a column.
func (j *judge) test(op ast.ColumnOp, column string, v *contact.Value, literals []literal) bool {
	switch op {
	case ast.Equal, ast.In, ast.HasAny:
		return j.matchesOne(column, v, literals)
	case ast.NotEqual, ast.NotIn, ast.HasNone:
		return j.negative(v, j.matchesOne(column, v, literals))
	case ast.Contains:
		return j.finds(v, literals, strings.Contains)
	case ast.NotContains:
		return j.negative(v, j.finds(v, literals, strings.Contains))
	case ast.StartsWith:
		return j.finds(v, literals, strings.HasPrefix)
	case ast.IsNull:
		return v.Kind() == contact.Missing
	case ast.IsNotNull:
		return v.Kind() != contact.Missing
	case ast.HasAll:
		for i := range literals {
			if !j.matches(column, v, &literals[i]) {
				return false
			}
		}
		return true
	case ast.Between:
		return j.test(ast.GreaterEqual, column, v, literals[:1]) && j.test(ast.LessEqual, column, v, literals[1:])
	case ast.On:
		return j.test(ast.GreaterEqual, column, v, literals[:1]) && j.test(ast.Less, column, v, literals[1:])
	}
	order, ordered := compare(v, &literals[0], j.reading)
	if !ordered {
		return false
	}
	switch op {
	case ast.Greater:
		return order > 0
	case ast.GreaterEqual:
		return order >= 0
	case ast.Less:
		return order < 0
	case ast.LessEqual:
		return order <= 0
	default:
		panic(fmt.Sprintf("eval: unexpected operator %d", op))
	}
}

// negative is the answer of a negative operator: whether a missing value
// matches is for the reading to say.
func (j *judge) negative(v *contact.Value, positive bool) bool {
	if v.Kind() == contact.Missing {
		return j.reading.MissingMatchesNegative
	}
	return !positive
}

// literals checks a condition on a column and reads its values.
func (r *reader) literals(e *ast.Column) ([]literal, error) {
	name := e.Name.Text
	columnType := r.names.TypeOf(name)
	if columnType == "" && r.names.declared {
		return nil, fmt.Errorf("eval: unknown column %s", name)
	}
	if err := checkArity(e); err != nil {
		return nil, err
	}
	listed := e.Values
	if e.Op == ast.On { // to the next day
		next, err := r.names.DayAfter(e.Values[0])
		if err != nil {
			return nil, err
		}
		listed = []ast.Value{e.Values[0], next}
	}
	r.poll.Hold(literalBytes * len(listed))
	literals := r.room(len(listed))
	for i, v := range listed {
		r.poll.Step(16 + len(v.Text))
		if v.Kind == ast.Today || v.Kind == ast.Day {
			day, err := r.names.Day(v)
			if err != nil {
				return nil, err
			}
			v = day
		}
		if err := literals[i].read(v, columnType == "date"); err != nil {
			return nil, err
		}
	}
	if part := e.Op == ast.Contains || e.Op == ast.NotContains || e.Op == ast.StartsWith; part && e.Values[0].Kind != ast.String {
		return nil, fmt.Errorf("eval: %q is not a text", e.Values[0].Text)
	}
	return literals, nil
}

// room returns room for so many literals, from the supply.
func (r *reader) room(n int) []literal {
	const least, most = 1, 64
	if len(r.supply) < n {
		r.supplied = min(max(4*r.supplied, least), most)
		r.supply = make([]literal, max(n, r.supplied))
	}
	room := r.supply[:n:n]
	r.supply = r.supply[n:]
	return room
}

func checkArity(e *ast.Column) error {
	ok := len(e.Values) == 1
	switch e.Op {
	case ast.IsNull, ast.IsNotNull:
		ok = len(e.Values) == 0
	case ast.Between:
		ok = len(e.Values) == 2
	case ast.In, ast.NotIn, ast.HasAny, ast.HasAll, ast.HasNone:
		ok = len(e.Values) > 0
	}
	if !ok || e.Op > ast.HasNone {
		return fmt.Errorf("eval: operator %d on %q with %d values", e.Op, e.Name.Text, len(e.Values))
	}
	return nil
}
