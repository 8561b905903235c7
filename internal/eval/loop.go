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
		values, err := r.eachOf(loops[i])
		if err != nil {
			return nil, err
		}
		if len(values) == 0 {
			return nil, fmt.Errorf("eval: the `for` %s has no values", loops[i].Name.Text)
		}
		if _, twice := other.each[loops[i].Name.Text]; twice {
			return nil, fmt.Errorf("eval: there are two `for` called %s", loops[i].Name.Text)
		}
		other.each[loops[i].Name.Text] = bound{values: values[number%len(values):][:1], id: -1 - i} // as no argument has it
		number /= len(values)
	}
	if number > 0 {
		return nil, fmt.Errorf("eval: the segment is not made that often")
	}
	return &other, nil
}

// eachOf returns the values of a `for`, one after the other.
func (r *reader) eachOf(f *ast.For) (all []ast.Value, err error) {
	for _, e := range f.Each {
		r.poll.Step(16)
		if kind, isID := f.Kind.IDs(); isID {
			all = append(all, r.bindID(kind, e.Value)...)
			continue
		}
		values, err := r.bindAll([]ast.Value{e.Value}, true)
		if err != nil {
			return nil, err
		}
		all = append(all, values...)
	}
	return all, nil
}
