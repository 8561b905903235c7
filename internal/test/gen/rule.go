package gen

import (
	"slices"
	"strings"
)

// Options says what a rule may have. The zero Options is a rule of any kind
// that needs no declarations.
type Options struct {
	Size  int  // the most conditions; 0 means 8
	Depth int  // the deepest nesting of and, or and not; 0 means 5
	Names bool // names of Catalog may be in the rule
	Plain bool // only the spelling that the formatter gives
	Days  bool // dates are written as days that are counted from today: that is Today

	// Values lets a File declare values, params and parts with parameters, and name them where values
	// belong. Names are often the same word for different things.
	Values bool

	// FirstEdition keeps to the language as it was before days were counted: for a seed, the
	// rule is the same one as then.
	FirstEdition bool

	// NoNegatedStartsWith keeps starts with out of every not, because the target
	// has no opposite of it.
	NoNegatedStartsWith bool
}

// Rule returns the text of a rule: one expression.
func Rule(s Source, o Options) string {
	return newWriter(s, o, newFocus(s, o)).rule()
}

// Rules returns the texts of some rules that are about the same things, so that
// they have to do with each other.
func Rules(s Source, o Options, n int) []string {
	f := newFocus(s, o)
	texts := make([]string, n)
	for i := range texts {
		texts[i] = newWriter(s, o, f).rule()
	}
	return texts
}

// focus is the part of the vocabulary that one rule is about, so that its
// conditions have to do with each other.
type focus struct {
	columns    []column
	activities []string
	deliveries []string
	windows    []int
}

func newFocus(s Source, o Options) focus {
	var f focus
	for range 1 + s.Intn(4) {
		f.columns = append(f.columns, one(s, columns...))
	}
	if o.Days {
		dates := slices.DeleteFunc(slices.Clone(columns), func(c column) bool { return c.kind != dateColumn })
		f.columns = append(f.columns, one(s, dates...))
	}
	f.activities = some(s, 2, "opened", "clicked")
	f.deliveries = some(s, 2, "bounced", "complained", "delivered", "unsubscribed")
	f.windows = some(s, 2, windows...)
	return f
}

// writer makes the text of one rule.
type writer struct {
	Source
	options Options
	focus   focus
	loose   bool     // spellings that the formatter would change
	negated bool     // below an odd number of nots
	lets    []string // that may be named
	named   int      // how often one was
	noStart bool     // no starts with at all
	scope   *scope   // names of values; nil without Options.Values
}

func newWriter(s Source, o Options, f focus) *writer {
	if o.Size <= 0 {
		o.Size = 8
	}
	if o.Depth <= 0 {
		o.Depth = 5
	}
	w := &writer{Source: s, options: o, focus: f}
	if o.Names {
		w.lets = lets
	}
	return w
}

func (w *writer) rule() string {
	size := w.options.Size - w.Intn(w.options.Size)
	w.loose = !w.options.Plain && w.Intn(3) == 1
	return w.expr(size, w.options.Depth, inOr)
}

// place says what an expression is an operand of, from the loosest binding to
// the tightest.
type place int

const (
	inOr place = iota
	inAnd
	inNot
)

// expr writes an expression of at most size conditions.
func (w *writer) expr(size, depth int, at place) string {
	if size <= 1 || depth <= 0 {
		switch {
		case depth > 0 && w.Intn(6) == 1:
			return w.not(size, depth)
		case w.loose && w.Intn(6) == 1:
			return "(" + w.condition() + ")"
		default:
			return w.condition()
		}
	}
	switch w.Intn(6) {
	case 0:
		return w.condition()
	case 1:
		return w.not(size, depth)
	case 2, 3:
		text := w.operands(size, depth, inAnd, " and ", " && ")
		return w.parens(text, at >= inNot)
	default:
		text := w.operands(size, depth, inOr, " or ", " || ")
		return w.parens(text, at >= inAnd)
	}
}

func (w *writer) not(size, depth int) string {
	w.negated = !w.negated
	operand := w.expr(size, depth-1, inNot)
	w.negated = !w.negated
	if w.loose && w.Intn(3) == 1 {
		return "!" + operand
	}
	return w.keyword("not") + " " + operand
}

// operands writes two to four operands, who share the size.
func (w *writer) operands(size, depth int, at place, join, otherJoin string) string {
	n := 2 + w.Intn(min(size, 4)-1)
	spare := size - n
	var text strings.Builder
	for i := range n {
		if i > 0 {
			if w.loose && w.Intn(3) == 1 {
				text.WriteString(otherJoin)
			} else {
				text.WriteString(w.keyword(join))
			}
		}
		share := spare
		if i < n-1 {
			share = w.Intn(spare + 1)
		}
		spare -= share
		text.WriteString(w.expr(1+share, depth-1, at))
	}
	return text.String()
}

func (w *writer) parens(text string, needed bool) string {
	if needed || w.loose && w.Intn(4) == 1 {
		return "(" + text + ")"
	}
	return text
}
