package published

import (
	"fmt"
	"math/bits"
	"strings"
)

// Function is a function of some inputs, as the rule of a .seg file: the input n is
// true where the column xn has a value.
type Function struct {
	Name       string
	Text       string // the rule
	Groups     int    // the fewest
	Conditions int    // the fewest with that many groups
	Espresso   int    // the groups that the heuristic of espresso needs; 0 if it is not known

	inputs int
	holds  func(point uint) bool
}

// Formulas returns the functions that are formulas, of up to nine inputs.
func Formulas() []Function {
	all := []Function{
		weights("xor5", 5, 16, 80, odd),
		weights("rd53_o0", 5, 5, 20, bit(2)),
		weights("rd53_o1", 5, 16, 80, bit(0)),
		weights("rd53_o2", 5, 10, 40, bit(1)),
		weights("rd73_o0", 7, 64, 448, bit(0)),
		weights("rd73_o1", 7, 42, 252, bit(1)),
		weights("rd73_o2", 7, 35, 140, bit(2)),
		weights("rd84_o0", 8, 84, 588, bit(1)),
		weights("rd84_o1", 8, 128, 1024, bit(0)),
		weights("rd84_o2", 8, 1, 8, bit(3)),
		weights("rd84_o3", 8, 70, 350, bit(2)),
		weights("9sym", 9, 84, 504, from(3, 6)),
		weights("9sym_not", 9, 72, 504, func(n int) bool { return n < 3 || n > 6 }),
		weights("not all equal, 7", 7, 7, 14, from(1, 6)),
		weights("one of 8", 8, 8, 64, from(1, 1)),
		weights("three of 7", 7, 35, 245, from(3, 3)),
		weights("at least 2 of 8", 8, 28, 56, from(2, 8)),
		weights("at most 2 of 7", 7, 21, 105, from(0, 2)),
	}
	for _, n := range []int{3, 5, 7, 9} {
		half := n/2 + 1
		groups := choose(n, half)
		all = append(all, weights(fmt.Sprintf("majority of %d", n), n, groups, groups*half, from(half, n)))
	}
	all = append(append(all, arithmetic()...), choices()...)
	for i, f := range all {
		all[i].Text = f.listed()
	}
	return all
}

// arithmetic returns functions of two numbers a and b, the lower and the higher half
// of the inputs.
func arithmetic() []Function {
	var all []Function
	// The carry of n digits is that of the highest two, or one of them and the carry
	// below; that is a > b too, with the opposite of b. Both are monotone, so their least
	// cover has all prime implicants.
	groups, conditions := 1, 2
	for n := 1; n <= 4; n++ {
		all = append(all,
			pairs(fmt.Sprintf("carry of %d digits", n), n, groups, conditions, func(a, b uint) bool { return a+b >= 1<<n }),
			pairs(fmt.Sprintf("greater, %d digits", n), n, groups, conditions, func(a, b uint) bool { return a > b }),
			pairs(fmt.Sprintf("equal, %d digits", n), n, 1<<n, 2*n<<n, func(a, b uint) bool { return a == b }))
		groups, conditions = 1+2*groups, 2+2*(groups+conditions)
	}
	return append(all,
		pairs("sum of 2 digits, the higher", 2, 6, 20, func(a, b uint) bool { return (a+b)&2 != 0 }),
		pairs("sum of 3 digits, the highest", 3, 16, 68, func(a, b uint) bool { return (a+b)&4 != 0 }))
}

// choices returns functions in which some inputs choose others.
func choices() []Function {
	return []Function{
		{Name: "one of four inputs", inputs: 6, Groups: 4, Conditions: 12, holds: func(p uint) bool { return p>>(2+(p&3))&1 != 0 }},
		{Name: "every pair has one", inputs: 8, Groups: 16, Conditions: 64, holds: func(p uint) bool { return (p|p>>1)&0x55 == 0x55 }},
		{Name: "some pair is full", inputs: 8, Groups: 4, Conditions: 8, holds: func(p uint) bool { return p&(p>>1)&0x55 != 0 }},
	}
}

// weights is a function of how many inputs are true.
func weights(name string, inputs, groups, conditions int, holds func(n int) bool) Function {
	return Function{Name: name, inputs: inputs, Groups: groups, Conditions: conditions, holds: func(p uint) bool {
		return holds(bits.OnesCount(p))
	}}
}

func pairs(name string, digits, groups, conditions int, holds func(a, b uint) bool) Function {
	return Function{Name: name, inputs: 2 * digits, Groups: groups, Conditions: conditions, holds: func(p uint) bool {
		return holds(p&(1<<digits-1), p>>digits)
	}}
}

func odd(n int) bool { return n%2 == 1 }

func bit(i int) func(int) bool { return func(n int) bool { return n>>i&1 != 0 } }

func from(least, most int) func(int) bool { return func(n int) bool { return least <= n && n <= most } }

func choose(n, k int) int {
	result := 1
	for i := range k {
		result = result * (n - i) / (i + 1)
	}
	return result
}

// points returns where a function holds.
func (f Function) points() []uint {
	var all []uint
	for p := range uint(1) << f.inputs {
		if f.holds(p) {
			all = append(all, p)
		}
	}
	return all
}

// listed is the rule that names every point where a function holds.
func (f Function) listed() string {
	var b strings.Builder
	for i, p := range f.points() {
		if i > 0 {
			b.WriteString(" or ")
		}
		for input := range f.inputs {
			if input > 0 {
				b.WriteString(" and ")
			}
			fmt.Fprintf(&b, "x%d is ", input)
			if p>>input&1 != 0 {
				b.WriteString("not ")
			}
			b.WriteString("null")
		}
	}
	return b.String()
}
