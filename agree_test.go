package segc_test

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/gen"
	"github.com/segc-lang/segc/internal/rule"
)

// TestDocumentMatchesTheSameContacts is the judge of the whole compiler: on
// random rules and contacts, under every reading of what the platform leaves
// open, the document matches exactly the contacts that the source matches.
func TestDocumentMatchesTheSameContacts(t *testing.T) {
	compiled := 0
	rapid.Check(t, func(t *rapid.T) {
		source := gen.Rapid(t)
		text := gen.File(source, gen.Options{Names: true})
		if compareAll(t, text, func() eval.Contact { return gen.Contact(source) }) {
			compiled++
		}
	})
	if !t.Failed() && compiled == 0 {
		t.Error("no rule at all was compiled")
	}
	t.Logf("%d rules compiled and compared", compiled)
}

// fataler is a test or a property.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// compareAll compiles a text and compares what the source and the document say
// of some contacts. It reports whether there was a document to compare.
func compareAll(t fataler, text string, contact func() eval.Contact) bool {
	t.Helper()
	var contacts []eval.Contact
	for range 8 {
		contacts = append(contacts, contact())
	}
	plain := compare(t, text, contacts, segc.Options{MaxGroups: 5000, Plain: true})
	full := compare(t, text, contacts, segc.Options{MaxGroups: 5000})
	if plain && !full {
		t.Fatalf("%s\nthe plain expansion has a document, the smallest form has none", text)
	}
	return full
}

func compare(t fataler, text string, contacts []eval.Contact, options segc.Options) bool {
	t.Helper()
	result, list := segc.Compile(context.Background(), text, options)
	if result == nil {
		for _, d := range list {
			switch d.Code {
			case diag.NeverTrue, diag.AlwaysTrue, diag.TooManyGroups, diag.NoOpposite:
			default:
				if d.Severity == diag.Error {
					t.Fatalf("%s\n%s", text, d.Error())
				}
			}
		}
		return false
	}
	document, err := rule.Decode(result.RulesJSON(true))
	if err != nil {
		t.Fatalf("%s\nthe document is refused by its own decoder: %v", text, err)
	}
	file, _ := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
	names, err := eval.NewNames(file)
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	var where *ast.Where
	for _, s := range file.Statements {
		if w, ok := s.(*ast.Where); ok {
			where = w
		}
	}
	for _, c := range contacts {
		c = names.Typed(c)
		for _, reading := range eval.Readings() {
			want, err := eval.Tree(names, where.Expr, c, reading)
			if err != nil {
				t.Fatalf("%s\n%v", text, err)
			}
			if got := eval.Document(document, c, reading); got != want {
				t.Fatalf("%s\nunder %v the source says %v, the document %v, of %+v\n%s", text, reading, want, got, c, result.RulesJSON(false))
			}
		}
	}
	return true
}
