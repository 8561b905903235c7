package lint

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
)

// repeated warns of a value that stands in a list twice.
func (l *linter) repeated(source *ast.Source, values []ast.Value) {
	if len(values) < 3 && (len(values) < 2 || values[0] == values[1]) {
		return // two bounds may well be equal
	}
	type identity struct {
		kind ast.ValueKind
		text string
	}
	seen := make(map[identity]int, len(values))
	for i, v := range values {
		id := identity{v.Kind, v.Text}
		first, again := seen[id]
		if !again {
			seen[id] = i
			continue
		}
		d := l.warn(diag.RepeatedValue, at(source, v), "this value stands in the list already")
		d.Related = []diag.Label{{Location: at(source, values[first]), Text: "the first one"}}
		gap := ast.Span{Start: values[i-1].At.End, End: v.At.End}
		if !strings.Contains(source.Slice(gap), "#") {
			d.Fixes = []diag.Fix{{Text: "take it out", Safe: true, Edits: []diag.Edit{{Location: diag.Location{Source: source, Span: gap}}}}}
		}
	}
}

// texts is what the texts that a column is compared with look like: two that
// look the same and are not are a slip of the keyboard or of a copy.
type texts map[string]map[string]text

type text struct {
	exact string
	at    diag.Location
}

func (t texts) collect(l *linter, source *ast.Source, e *ast.Column) {
	for _, v := range e.Values {
		if v.Kind != ast.String {
			continue
		}
		shape := shapeOf(v.Text)
		if t[e.Name.Text] == nil {
			t[e.Name.Text] = map[string]text{}
		}
		first, seen := t[e.Name.Text][shape]
		if !seen {
			t[e.Name.Text][shape] = text{v.Text, at(source, v)}
			l.invisible(source, v)
			continue
		}
		if first.exact == v.Text {
			continue
		}
		d := l.warn(diag.LookAlike, at(source, v), fmt.Sprintf("this looks like another text that `%s` is compared with, and is not the same: %s", e.Name.Text, difference(first.exact, v.Text)))
		d.Related = []diag.Label{{Location: first.at, Text: "the other one"}}
	}
}

// invisible warns of a text with blanks around it, which nobody can see.
func (l *linter) invisible(source *ast.Source, v ast.Value) {
	if v.Text == "" || strings.TrimSpace(v.Text) == v.Text {
		return
	}
	l.warn(diag.LookAlike, at(source, v), "this text begins or ends with a blank, which is compared like any other character")
}

// difference says in what two look-alikes differ.
func difference(a, b string) string {
	x, y := []rune(a), []rune(b)
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("`%c` (U+%04X) stands where the other has `%c` (U+%04X)", y[i], y[i], x[i], x[i])
		}
	}
	return "they differ in blanks"
}

// shapeOf returns what a text looks like: blanks are one, and letters of other
// scripts are the Latin ones that they look like. The case of letters counts,
// since whether the platform looks at it is not known and both may be meant.
func shapeOf(s string) string {
	var b strings.Builder
	blank := true
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\ufeff' || r == '\u00ad':
			if !blank {
				b.WriteByte(' ')
			}
			blank = true
			continue
		default:
			b.WriteRune(latin(r))
		}
		blank = false
	}
	return strings.TrimSuffix(b.String(), " ")
}

// latin returns the Latin letter or sign that a letter of another script cannot
// be told from in most fonts, or the letter itself.
func latin(r rune) rune {
	const from, to = "АВЕЅІЈКМНОРСТХаесіјорѕухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο‐‑‒–—−’‘“”", "ABESIJKMHOPCTXaecijopsyxABEZHIKMNOPTYXo------''\"\""
	letters := []rune(to)
	i := 0
	for _, f := range from {
		if f == r {
			return letters[i]
		}
		i++
	}
	return r
}

// silentlyLeftOut warns of a `not` over an order: who has no value is matched by
// neither side, which few expect of `not`.
func (l *linter) silentlyLeftOut(source *ast.Source, n *ast.Not) {
	operand := n.Operand
	for {
		paren, ok := operand.(*ast.Paren)
		if !ok {
			break
		}
		operand = paren.Expr
	}
	e, ok := operand.(*ast.Column)
	if !ok || !l.nullable(e.Name.Text) {
		return
	}
	switch e.Op {
	case ast.Greater, ast.GreaterEqual, ast.Less, ast.LessEqual, ast.Between:
	default:
		return
	}
	d := l.warn(diag.LeftOut, at(source, n), fmt.Sprintf("contacts without a value in `%s` are matched neither with this `not` nor without it", e.Name.Text))
	name := source.Slice(e.Name.At)
	d.Fixes = []diag.Fix{{Text: "let them in", Edits: []diag.Edit{{Location: at(source, n), Text: "(" + opposite(source, e, name) + " or " + name + " is null)"}}}}
	d.Notes = []string{"if they are meant to be left out, write the opposite comparison in place of `not`"}
}

// opposite writes the comparison that holds where the condition does not.
func opposite(source *ast.Source, e *ast.Column, name string) string {
	value := func(i int) string { return source.Slice(e.Values[i].At) }
	switch e.Op {
	case ast.Greater:
		return name + " <= " + value(0)
	case ast.GreaterEqual:
		return name + " < " + value(0)
	case ast.Less:
		return name + " >= " + value(0)
	case ast.LessEqual:
		return name + " > " + value(0)
	default:
		return name + " < " + value(0) + " or " + name + " > " + value(1)
	}
}

// nullable reports whether contacts may lack a value in a column.
func (l *linter) nullable(name string) bool {
	if f := l.names.fields[name]; f != nil && f.NotNull {
		return false
	}
	builtin, ok := column.Builtin(name)
	return !ok || !builtin.NotNull
}

// opensAlone warns of a rule that judges engagement by opens and asks for no
// click: many programs open every mail by themselves.
func (l *linter) opensAlone() {
	var opened *ast.Event
	for _, file := range append([]*ast.File{l.Main}, l.Used...) {
		for _, s := range file.Statements {
			for n := range ast.Preorder(s) {
				e, ok := n.(*ast.Event)
				switch {
				case !ok:
				case e.Metric == ast.Clicked && file == l.Main:
					return
				case e.Metric == ast.Opened && e.Op != ast.Never && file == l.Main && opened == nil:
					opened = e
				}
			}
		}
	}
	if opened != nil {
		d := l.warn(diag.OpensAlone, at(l.Main.Source, opened), "opens are all that this rule knows of engagement")
		d.Notes = []string{"mail programs that load every picture open mails that nobody reads; clicks are surer"}
	}
}
