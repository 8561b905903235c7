package gen

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
)

// TestFilesHaveAllSortsOfNames checks that names are in all the places that have some, and that many
// a word is the name of several things.
func TestFilesHaveAllSortsOfNames(t *testing.T) {
	s := Rand(rand.New(rand.NewPCG(1, 3)))
	seen := map[string]int{}
	const files = 1000
	for i := range files {
		file := parse(t, File(s, Options{Values: true, Days: i%2 == 0, Plain: i%3 == 0}))
		sorts := map[string]map[string]bool{} // by name
		is := func(name ast.Name, sort string) {
			if sorts[name.Text] == nil {
				sorts[name.Text] = map[string]bool{}
			}
			sorts[name.Text][sort] = true
		}
		for n := range file.All() {
			places(n, seen)
			switch n := n.(type) {
			case *ast.NamedValue:
				is(n.Name, "value")
			case *ast.Param:
				is(n.Name, "value")
				seen["param "+n.Type.Text]++
			case *ast.Alias:
				is(n.Name, fmt.Sprintf("name of the kind %d", n.Kind))
			case *ast.Field:
				is(n.Name, "column")
			case *ast.Let:
				is(n.Name, "part")
				for _, name := range n.Parameters {
					is(name, "parameter")
				}
				for inner := range ast.Preorder(n.Expr) {
					if ref, ok := inner.(*ast.Ref); ok && ref.Call != nil && len(n.Parameters) > 0 {
						seen["a call in a part with parameters"]++
					}
				}
			case *ast.Require:
				for inner := range ast.Preorder(n.Expr) {
					if ref, ok := inner.(*ast.Ref); ok && ref.Call != nil {
						seen["a call in a guard"]++
					}
				}
			}
		}
		for _, sorts := range sorts {
			if len(sorts) > 1 {
				seen["a word of several meanings"]++
			}
		}
	}
	for _, feature := range []string{
		"value", "a base", "a step", "a window", "a count", "a list", "an ISP", "a campaign", "an argument", "a list as an argument", "a choice",
		"a list of a segment", "an alias", "param text", "param number", "param boolean", "param date", "param days", "param choice", "param list", "param isp",
		"param campaign", "a call in a part with parameters", "a call in a guard",
	} {
		if seen[feature] < 20 {
			t.Errorf("%s comes %d times in %d files", feature, seen[feature], files)
		}
	}
	if n := seen["a word of several meanings"]; n < 2*files {
		t.Errorf("%d words of several meanings in %d files", n, files)
	}
}

// places counts the places of names in a node.
func places(n ast.Node, into map[string]int) {
	names := func(what string, values ...ast.Value) {
		for _, v := range values {
			if v.Kind == ast.Word {
				into[what]++
			}
		}
	}
	switch n := n.(type) {
	case *ast.Column:
		names("value", n.Values...)
	case *ast.Moment:
		names("a base", n.Base)
	case ast.Step:
		names("a step", n.Count)
	case ast.Window:
		names("a window", n.Count)
	case *ast.Event:
		names("a count", n.Counts...)
	case *ast.Membership:
		names("a list", n.Values...)
	case *ast.ISP:
		names("an ISP", n.Values...)
	case ast.Campaigns:
		names("a campaign", n.Values...)
	case *ast.Field:
		names("a choice", n.Choices...)
	case *ast.Alias:
		names("an alias", n.Values...)
	case ast.Property:
		if n.Kind == ast.PropertyLists {
			names("a list of a segment", n.Values...)
		}
	case ast.Argument:
		names("an argument", n.Values...)
		if n.Group {
			into["a list as an argument"]++
		}
	}
}

// TestTwinsDifferInNames checks that twins are one text except for their names, and that all names of the first
// are distinct.
func TestTwinsDifferInNames(t *testing.T) {
	differ := 0
	rapid.Check(t, func(t *rapid.T) {
		s := Rapid(t)
		distinct, colliding := Twins(s, Options{Values: true, Size: 1 + s.Intn(6)})
		a, b := parse(t, distinct), parse(t, colliding)
		if len(a.Statements) != len(b.Statements) {
			t.Fatalf("%s\nand\n%s", distinct, colliding)
		}
		if distinct != colliding {
			differ++
		}
		if strings.Contains(distinct+colliding, markStart) || strings.Contains(distinct+colliding, markEnd) {
			t.Errorf("a mark is left in\n%s\nand\n%s", distinct, colliding)
		}
	})
	if !t.Failed() && differ == 0 {
		t.Error("all twins have the same names")
	}
}

// TestWordsAreWritten checks that every word can be a name as it is written.
func TestWordsAreWritten(t *testing.T) {
	for _, word := range words() {
		name := strings.Trim(word, "`")
		if grammar.IsPlainName(name) != (name == word) {
			t.Errorf("%s", word)
		}
	}
}
