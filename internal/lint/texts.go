package lint

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/visible"
)

// texts is what the texts that a column is compared with look like: two that
// look the same and are not are a slip of the keyboard or of a copy.
type texts struct {
	known map[likeness][]text
	order []text // those of the main file
}

// likeness is what look-alikes of a column share: their shape in small letters.
type likeness struct{ column, folded string }

type text struct {
	column string
	value  ast.Value
	shape  string
	source *ast.Source
	// beside is what the condition is an operand of, or the condition itself.
	// Texts that differ by case and stand beside each other are both meant.
	beside ast.Node
}

// collect gathers the texts of a statement, and looks at those that are looked for in
// a part of a column. A text of a column that has certain values only is one of them,
// or is reported already.
func (t *texts) collect(l *linter, source *ast.Source, s ast.Statement) {
	beside := map[ast.Node]ast.Node{}
	operands := func(n ast.Node, operands []ast.Expr) {
		for _, o := range operands {
			o = bare(o)
			if not, ok := o.(*ast.Not); ok {
				o = bare(not.Operand)
			}
			l.Poll.Step(16)
			beside[o] = n
		}
	}
	for n := range ast.Preorder(s) {
		l.Poll.Step(8)
		switch n := n.(type) {
		case *ast.And:
			operands(n, n.Operands)
		case *ast.Or:
			operands(n, n.Operands)
		case *ast.Column:
			if l.hasChoices(n.Name.Text) {
				continue
			}
			switch n.Op {
			case ast.Contains, ast.NotContains, ast.StartsWith:
				for _, v := range n.Values {
					if v.Kind == ast.String && source == l.Main().Source {
						l.unlikelyPart(n.Op, v)
					}
				}
				continue
			}
			place := ast.Node(n)
			if around := beside[n]; around != nil {
				place = around
			}
			for _, v := range n.Values {
				l.Poll.Step(64)
				if v.Kind == ast.String {
					l.Poll.Hold(textBytes + 2*len(v.Text))
					t.add(text{n.Name.Text, v, look(v.Text), source, place}, source == l.Main().Source)
				}
			}
		}
	}
}

func (t *texts) add(found text, main bool) {
	if main {
		t.order = append(t.order, found)
	}
	key := likeness{found.column, strings.ToLower(found.shape)}
	if len(t.known[key]) < maxAlike {
		t.known[key] = append(t.known[key], found)
	}
}

// textBytes is what is counted for a text, beside its shape.
const textBytes = 256

// maxAlike bounds how many texts one is compared with that look like it.
const maxAlike = 64

// check warns of texts that look like earlier ones, or like one of a catalog.
func (t *texts) check(l *linter) {
	for _, v := range t.order {
		l.Poll.Step(64)
		alike := t.known[likeness{v.column, strings.ToLower(v.shape)}]
		first := alike[0]
		same := slices.ContainsFunc(alike, func(o text) bool { return o.before(v) && o.value.Text == v.value.Text })
		other := slices.IndexFunc(alike, func(o text) bool { return o.before(v) && o.shape == v.shape })
		switch {
		case same:
		case other >= 0:
			l.lookAlike(v, alike[other], difference(alike[other].value.Text, v.value.Text))
		default:
			l.unseen(v.source, v.value)
			if first.before(v) && letters(v.value.Text) > 1 && !slices.ContainsFunc(alike, func(o text) bool { return o.beside == v.beside && o.shape != v.shape }) {
				l.lookAlike(v, first, "they differ by the case of letters")
			}
		}
	}
}

// before reports whether a text is known where another one stands.
func (t text) before(other text) bool {
	return t.source != other.source || t.value.At.Start < other.value.At.Start
}

func (l *linter) lookAlike(v, other text, how string) {
	l.seen[v.value.At] = true
	d := l.warn(diag.LookAlike, at(v.source, v.value), fmt.Sprintf("this looks like another text that `%s` is compared with, and is not the same: %s", v.column, how))
	d.Related = []diag.Label{{Location: at(other.source, other.value), Text: "the other one"}}
	if other.source != v.source {
		written := other.source.Slice(other.value.At)
		d.Fixes = []diag.Fix{{Text: "write it as it is there", Edits: []diag.Edit{{Location: at(v.source, v.value), Text: written}}}}
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

// hasChoices reports whether the values of a column are known.
func (l *linter) hasChoices(name string) bool {
	if o := l.Declared(name); o != nil && len(o.Column.Choices) > 0 {
		return true
	}
	builtin, ok := column.Builtin(name)
	return ok && len(builtin.Choices) > 0
}

// unseen warns of what nobody can see in a text, whether it stands there as a
// character or as an escape.
func (l *linter) unseen(source *ast.Source, v ast.Value) {
	message := ""
	var fixes []diag.Fix
	l.Poll.Step(len(v.Text))
	switch start, _ := visible.Next(l.Poll, v.Text, 0); {
	case v.Text == "":
	case strings.TrimSpace(v.Text) != v.Text:
		message = "this text begins or ends with a blank, which is compared like any other character"
		fixes = withoutBlanks(source, v)
	case start >= 0:
		r, _ := utf8.DecodeRuneInString(v.Text[start:])
		message = fmt.Sprintf("there is a character in this text that cannot be seen (U+%04X), and is compared like any other", r)
		fixes = asTyped(source, v, l.withoutInvisible(v.Text))
	case mixed(v.Text):
		message = "a word of this text has letters of two scripts that look alike"
	default:
		var typed string
		message, typed = l.unlikely(v.Text, "text")
		fixes = asTyped(source, v, typed)
	}
	if message != "" {
		l.seen[v.At] = true
		l.warn(diag.LookAlike, at(source, v), message).Fixes = fixes
	}
}

// withoutInvisible returns a text without the characters that cannot be seen.
func (l *linter) withoutInvisible(text string) string {
	var b strings.Builder
	end := 0
	for start, next := visible.Next(l.Poll, text, 0); start >= 0; start, next = visible.Next(l.Poll, text, next) {
		b.WriteString(text[end:start])
		end = next
	}
	return b.String() + text[end:]
}

// withoutBlanks returns the fix that takes the blanks at both ends out of a text. It
// is not certain: contacts may have them too.
func withoutBlanks(source *ast.Source, v ast.Value) []diag.Fix {
	text := strings.TrimSpace(v.Text)
	if text == "" {
		return nil
	}
	text = quoted(text)
	fix := diag.Fix{Text: "take the blanks out", Edits: []diag.Edit{{Location: at(source, v), Text: text}}}
	if len(text) <= longestShown {
		fix.Text = "write `" + text + "`"
	}
	return []diag.Fix{fix}
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
			return "they differ in blanks"
		case cannotBeSeen(x[i]) || cannotBeSeen(y[i]):
			return "they differ in characters that cannot be seen"
		case visible.Latin(x[i]) != visible.Latin(y[i]):
			return "they differ in the Unicode form of a letter"
		}
		return fmt.Sprintf("`%c` (U+%04X) stands where the other has `%c` (U+%04X)", y[i], y[i], x[i], x[i])
	}
	return "they differ in blanks"
}

// cannotBeSeen reports whether a character by itself cannot be seen.
func cannotBeSeen(r rune) bool { return visible.Hides(string(r), 0) }

// mixed reports whether a word has Latin letters beside others that look like
// Latin ones, and no other letters of their script, which would be seen.
func mixed(s string) bool {
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		own, alike := false, false
		for _, r := range word {
			switch {
			case visible.Latin(r) != r:
				alike = true
			case unicode.Is(unicode.Latin, r):
				own = true
			default:
				own, alike = false, false
			}
		}
		if own && alike {
			return true
		}
	}
	return false
}
