package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/visible"
)

// valuesAlike is what the texts that a column is compared with look like: two that
// look the same and are not are a slip of the keyboard or of a copy.
type valuesAlike struct {
	known map[likeness][]valueAt
	order []valueAt // those of the main file
	// elsewhere has the places in the main file of texts that are in no condition.
	elsewhere map[ast.Span]bool
}

// likeness is what look-alikes of a column share: their shape in small letters.
type likeness struct{ column, folded string }

type valueAt struct {
	column string
	value  ast.Value
	shape  string
	source *ast.Source
	// beside is what the condition is an operand of, or the condition itself. Texts that
	// differ by case and are operands of the same node are both meant.
	beside ast.Node
}

// collectIn gathers the texts of a file.
func (t *valuesAlike) collectIn(l *linter, file *ast.File) {
	for _, s := range file.Statements {
		t.collect(l, file.Source, s)
	}
}

// collect gathers the texts of a statement, and looks at those that are looked for in
// a part of a column. A text of a column that has certain values only is one of them,
// or is reported already.
func (t *valuesAlike) collect(l *linter, source *ast.Source, s ast.Statement) {
	var beside map[ast.Node]ast.Node
	l.walk(ruleIn(s), false, func(e ast.Expr, _ bool) {
		n, ok := e.(*ast.Column)
		if !ok || !slices.ContainsFunc(n.Values, func(v ast.Value) bool { return v.Kind == ast.String }) || l.hasChoices(n.Name.Text) {
			return
		}
		if beside == nil {
			beside = l.operandsOf(s)
		}
		place := ast.Node(n)
		if around := beside[n]; around != nil {
			place = around
		}
		t.compared(l, source, n.Values, comparison{source, n, place})
	})
}

// compared gathers the texts among some values that are compared in a condition.
func (t *valuesAlike) compared(l *linter, source *ast.Source, values []ast.Value, in comparison) {
	column, op := in.column.Name.Text, in.column.Op
	if l.hasChoices(column) {
		return
	}
	main := source == l.Main().Source
	for _, v := range values {
		l.Poll.Step(64)
		switch {
		case v.Kind != ast.String:
		case partial(op):
			if main {
				l.unlikelyPart(op, v)
			}
		default:
			l.Poll.Hold(textBytes + 2*len(v.Text))
			t.add(valueAt{column, v, look(v.Text), source, in.beside}, main)
		}
	}
}

// collectElsewhere gathers the texts that are in no condition, each once for a column, and puts
// all in the order of the text. A text that is compared with nothing is looked at by itself.
func (t *valuesAlike) collectElsewhere(l *linter) {
	if len(l.groups) == 0 {
		return
	}
	main := l.Main().Source
	t.elsewhere = map[ast.Span]bool{}
	for _, g := range l.groups {
		part := false
		columns := map[string]bool{}
		for _, in := range g.comparisons {
			whole := !partial(in.column.Op)
			if name := in.column.Name.Text; whole && columns[name] || !whole && part {
				continue
			} else if whole {
				columns[name] = true
			}
			part = part || !whole
			t.compared(l, g.source, g.values, in)
		}
		for _, v := range g.values {
			l.Poll.Step(8)
			if v.Kind != ast.String || g.source != main {
				continue
			}
			if t.elsewhere[v.At] = true; len(g.comparisons) == 0 {
				l.unlikelyValue(main, v)
			}
		}
	}
	for _, alike := range t.known {
		poll.SortStable(nil, alike, func(a, b valueAt) int {
			l.Poll.Step(2)
			if a.source != main || b.source != main {
				return cmp.Compare(mainLast(a, main), mainLast(b, main))
			}
			return cmp.Compare(a.value.At.Start, b.value.At.Start)
		})
	}
	poll.Sort(l.Poll, t.order, func(a, b valueAt) int {
		return cmp.Or(cmp.Compare(a.value.At.Start, b.value.At.Start), cmp.Compare(a.column, b.column))
	})
}

func mainLast(v valueAt, main *ast.Source) int {
	if v.source == main {
		return 1
	}
	return 0
}

func (t *valuesAlike) add(found valueAt, main bool) {
	if main {
		t.order = append(t.order, found)
	}
	key := likeness{found.column, strings.ToLower(found.shape)}
	if t.known == nil {
		t.known = map[likeness][]valueAt{}
	}
	if len(t.known[key]) < maxAlike {
		t.known[key] = append(t.known[key], found)
	}
}

// textBytes is what is counted for a text, beside its shape.
const textBytes = 256

// maxAlike bounds how many texts one is compared with that look like it.
const maxAlike = 64

// check warns of texts that look like earlier ones, or like one of a catalog.
func (t *valuesAlike) check(l *linter) {
	for _, v := range t.order {
		l.Poll.Step(64)
		if t.elsewhere[v.value.At] && l.seen[v.value.At] {
			continue // for another column
		}
		alike := t.known[likeness{v.column, strings.ToLower(v.shape)}]
		first := alike[0]
		same := slices.ContainsFunc(alike, func(o valueAt) bool { return o.before(v) && o.value.Text == v.value.Text })
		other := slices.IndexFunc(alike, func(o valueAt) bool { return o.before(v) && o.shape == v.shape })
		switch {
		case same:
		case other >= 0:
			l.reportAlike(v, alike[other], difference(alike[other].value.Text, v.value.Text))
		default:
			l.unlikelyValue(v.source, v.value)
			if first.before(v) && letters(v.value.Text) > 1 && !slices.ContainsFunc(alike, func(o valueAt) bool { return o.beside == v.beside && o.shape != v.shape }) {
				l.reportAlike(v, first, "they differ in upper and lower case")
			}
		}
	}
}

// before reports whether a text is known at the place of another one.
func (t valueAt) before(other valueAt) bool {
	return t.source != other.source || t.value.At.Start < other.value.At.Start
}

func (l *linter) reportAlike(v, other valueAt, how string) {
	l.see(v.value.At)
	d := l.warn(diag.LookAlike, at(v.source, v.value), fmt.Sprintf("this looks like another text value that `%s` is compared with but is different: %s", v.column, how))
	d.Related = []diag.Label{{Location: at(other.source, other.value), Text: "the other one"}}
	if other.source != v.source {
		written := other.source.Slice(other.value.At)
		d.Fixes = []diag.Fix{{Text: "spell it the same way", Edits: []diag.Edit{{Location: at(v.source, v.value), Text: written}}}}
	}
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// difference says in what two look-alikes differ.
func difference(a, b string) string {
	x, y := []rune(a), []rune(b)
	for i := range min(len(x), len(y)) {
		switch {
		case x[i] == y[i]:
			continue
		case norm.NFC.String(a) == norm.NFC.String(b):
			return "they differ in the Unicode form of a letter"
		case unicode.IsSpace(x[i]) || unicode.IsSpace(y[i]):
			return "they differ in white space"
		case cannotBeSeen(x[i]) || cannotBeSeen(y[i]):
			return "they differ in invisible characters"
		case visible.Latin(x[i]) != visible.Latin(y[i]):
			return "they differ in the Unicode form of a letter"
		}
		return fmt.Sprintf("this has `%c` (U+%04X) where the other has `%c` (U+%04X)", y[i], y[i], x[i], x[i])
	}
	return "they differ in white space"
}

// cannotBeSeen reports whether a character by itself cannot be seen.
func cannotBeSeen(r rune) bool { return visible.Hides(string(r), 0) }
