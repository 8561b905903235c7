package grammar

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/test/corpus"
)

func TestNamedExamplesAreRight(t *testing.T) {
	for _, text := range corpus.Named() {
		file, list := parse(text)
		invariants(t, file, list)
		if len(list) > 0 {
			t.Errorf("%s: %v", text, list.Err())
		}
	}
}

// TestNamedTrees shows the trees of values, params and parts with parameters.
func TestNamedTrees(t *testing.T) {
	for text, want := range map[string]string{
		`value plans = ("pro", others)`:     `NamedValue(Name "plans" ("pro" Word others))`,
		"value n = 30d":                     `NamedValue(Name "n" Length 30d)`,
		"value d = season + 2w - `my n`":    `NamedValue(Name "d" Day(Word season Step(Number 2) Step(Word my n)))`,
		"Value `a b` == -1":                 `NamedValue(Name "a b" Number -1)`,
		"param a: text":                     `Param(Name "a" TypeName text)`,
		"PARAM a: list = vip":               `Param(Name "a" TypeName list Word vip)`,
		`param a: choice("b", c) = "b"`:     `Param(Name "a" TypeName choice "b" Word c "b")`,
		"let a(b, `c d`) = e":               `Let(Name "a" Name "b" Name "c d" Ref(Name "e"))`,
		`let a = b(1, ("x", y), today, 2w)`: `Let(Name "a" Ref(Name "b" Call(Number 1 ("x" Word y) Today today Length 2w)))`,
		"where opened >= n in last m2":      `Where(Event(Word n Window(Word m2)))`,
		"where a < today - n + 1d":          `Where(Column(Name "a" Day(Today today Step(Word n) Step(Number 1))))`,
		"a > 2026-06-15-n":                  `Where(Column(Name "a" Day(Date 2026-06-15 Step(Word n))))`,
		"a in (2026-06-15+1d-`n`+é)":        `Where(Column(Name "a" Day(Date 2026-06-15 Step(Number 1) Step(Word n) Step(Word é))))`,
		"value = 1":                         `Where(Column(Name "value" Number 1))`,
		"value and param":                   `Where(And(Ref(Name "value") Ref(Name "param")))`,
		"value on today":                    `Where(Column(Name "value" Today today))`,
		"let a(b, value) = (c = value)":     `Let(Name "a" Name "b" Name "value" Paren(Column(Name "c" Word value)))`,
		"a = value value b = 1 param c: d":  `Where(Column(Name "a" Word value)) NamedValue(Name "b" Number 1) Param(Name "c" TypeName d)`,
	} {
		file, _ := parse(text)
		var all []string
		for _, s := range file.Statements {
			all = append(all, show(s))
		}
		if diff := cmp.Diff(want, strings.Join(all, " ")); diff != "" {
			t.Errorf("%s (-want +got)\n%s", text, diff)
		}
	}
}

// show writes a tree in a line.
func show(n ast.Node) string {
	var inner []string
	for child := range ast.Children(n) {
		inner = append(inner, show(child))
	}
	all := strings.Join(inner, " ")
	switch n := n.(type) {
	case ast.Name:
		return fmt.Sprintf("Name %q", n.Text)
	case ast.TypeName:
		return "TypeName " + n.Text
	case ast.Argument:
		if n.Group {
			return "(" + all + ")"
		}
		return all
	case *ast.NamedValue:
		if n.Group {
			return fmt.Sprintf("NamedValue(%s (%s))", inner[0], strings.Join(inner[1:], " "))
		}
	case ast.Value:
		switch n.Kind {
		case ast.String:
			return fmt.Sprintf("%q", n.Text)
		case ast.Day:
			return "Day(" + show(n.Moment.Base) + strings.TrimPrefix(strings.TrimPrefix(all, "Moment("), show(n.Moment.Base))
		}
		return []string{1: "Number", 2: "Boolean", 3: "Date", 4: "Word", 5: "Today", 7: "Length"}[n.Kind] + " " + n.Text
	}
	return fmt.Sprintf("%s(%s)", strings.TrimPrefix(strings.TrimPrefix(fmt.Sprintf("%T", n), "*"), "ast."), all)
}
