package eval

import (
	"fmt"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/poll"
)

// For returns the names as the rule of a segment has them, of a number among those that the
// `for` of its header make: the last `for` changes first. Guards and parts do not know the names
// of a `for`.
func (n *Names) For(p *poll.Poll, header *ast.Segment, number int) (*Names, error) {
	var loops []*ast.For
	for _, property := range header.Properties {
		if property.For != nil {
			loops = append(loops, property.For)
		}
	}
	if len(loops) == 0 {
		return n, nil
	}
	r := &reader{poll: p, names: n}
	other := *n
	other.each = scope{}
	for i := len(loops) - 1; i >= 0; i-- {
		count, err := r.countOf(loops[i])
		if err != nil {
			return nil, err
		}
		if count == 0 {
			return nil, fmt.Errorf("eval: the `for` %s has no values", loops[i].Name.Text)
		}
		value, err := r.nth(loops[i], number%count)
		if err != nil {
			return nil, err
		}
		if _, twice := other.each[loops[i].Name.Text]; twice {
			return nil, fmt.Errorf("eval: there are two `for` called %s", loops[i].Name.Text)
		}
		other.each[loops[i].Name.Text] = bound{values: []ast.Value{value}, id: -1 - i, loop: loops[i]} // as no argument has it
		number /= count
	}
	if number > 0 {
		return nil, fmt.Errorf("eval: the segment is not made that often")
	}
	return &other, nil
}

// countOf returns how many values a `for` has.
func (r *reader) countOf(f *ast.For) (count int, err error) {
	for i := range f.Each {
		r.poll.Step(1)
		if f.Each[i].Value.Kind != ast.Word {
			count++
			continue
		}
		values, err := r.eachOf(f, i)
		if err != nil {
			return 0, err
		}
		count += len(values)
	}
	return count, nil
}

// nth returns the value of a `for` with a number, which it has.
func (r *reader) nth(f *ast.For, number int) (v ast.Value, err error) {
	for i := range f.Each {
		r.poll.Step(1)
		if f.Each[i].Value.Kind != ast.Word && number > 0 {
			number--
			continue
		}
		values, err := r.eachOf(f, i)
		if err != nil {
			return v, err
		}
		if number < len(values) {
			return values[number], nil
		}
		number -= len(values)
	}
	return v, fmt.Errorf("eval: the `for` %s has too few values", f.Name.Text)
}

// eachOf returns what a `for` has at a place of its list: several values for the name of a list.
func (r *reader) eachOf(f *ast.For, i int) ([]ast.Value, error) {
	v := f.Each[i].Value
	if kind, isID := f.Kind.IDs(); isID {
		return r.bindIDs(kind, []ast.Value{v}), nil
	}
	return r.bindAll([]ast.Value{v}, true)
}
