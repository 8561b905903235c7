package segc_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/sides"
	"github.com/segc-lang/segc/internal/theory"
)

// TestDocumentMatchesTheSameContacts is the judge of the whole compiler: on
// random rules and contacts, under every reading of what the platform leaves
// open, the document matches exactly the contacts that the source matches.
func TestDocumentMatchesTheSameContacts(t *testing.T) {
	compiled := 0
	rapid.Check(t, func(t *rapid.T) {
		source := gen.Rapid(t)
		text := ""
		if source.Intn(2) == 1 {
			text = gen.Rule(source, gen.Options{}) // of columns that nothing is known of
		} else {
			text = gen.File(source, gen.Options{Names: true})
		}
		if compareAll(t, text, source) {
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
func compareAll(t fataler, text string, source gen.Source) bool {
	t.Helper()
	file := writtenOut(text)
	var contacts []contact.Contact
	for range 4 {
		contacts = append(contacts, gen.Contact(source))
	}
	const directed = 24
	seed := rand.NewPCG(uint64(source.Intn(1<<16)), 1)
	contacts = append(contacts, edgesOf(file).directed(gen.Rand(rand.New(seed)), directed)...)
	plain := compare(t, text, contacts, segc.Options{MaxGroups: 5000, Plain: true, Today: genToday()})
	full := compare(t, text, contacts, segc.Options{MaxGroups: 5000, Today: genToday()})
	if plain == written && full == refused {
		t.Fatalf("%s\nthe plain expansion has a document, the smallest form has none", text)
	}
	return full == written
}

// outcome is what becomes of a rule.
type outcome int

const (
	refused outcome = iota
	written
	certain // refused because nobody or everybody matches it
)

func compare(t fataler, text string, contacts []contact.Contact, options segc.Options) outcome {
	t.Helper()
	result, list := segc.Compile(context.Background(), text, options)
	if result == nil {
		out := refused
		for _, d := range list {
			switch d.Code {
			case diag.NeverTrue, diag.AlwaysTrue:
				out = certain
				judge(t, text, contacts, fmt.Sprint("the compiler says ", d.Message), func(contact.Contact, eval.Reading) bool { return d.Code == diag.AlwaysTrue })
			case diag.TooManyGroups, diag.NoOpposite:
			default:
				if d.Severity == diag.Error {
					t.Fatalf("%s\n%s", text, d.Error())
				}
			}
		}
		return out
	}
	document, err := rule.Decode(sides.Compact(result))
	if err != nil {
		t.Fatalf("%s\nthe document is refused by its own decoder: %v", text, err)
	}
	contacts = append(contacts, witnesses(document, contacts[0])...)
	judge(t, text, contacts, string(result.RulesJSON()), func(c contact.Contact, r eval.Reading) bool { return eval.Document(document, c, r) })
	return written
}

// judge checks that on all contacts, under all readings, the answer is that of
// the source.
func judge(t fataler, text string, contacts []contact.Contact, result string, answer func(contact.Contact, eval.Reading) bool) {
	t.Helper()
	names, where := meaning(t, text)
	for _, c := range contacts {
		c = names.Typed(c)
		for _, reading := range gen.Readings() {
			want, err := eval.Tree(names, where, c, reading)
			if err != nil {
				t.Fatalf("%s\n%v", text, err)
			}
			if got := answer(c, reading); got != want {
				t.Fatalf("%s\nunder %v the source says %v, the result %v, of %+v\n%s", text, reading, want, got, c, result)
			}
		}
	}
}

// meaning returns the rule of a text for the evaluator.
func meaning(t fataler, text string) (*eval.Names, ast.Expr) {
	t.Helper()
	file, _ := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
	names, err := eval.NewNames(file)
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	names = names.On(gen.Today)
	for _, s := range file.Statements {
		if w, ok := s.(*ast.Where); ok {
			return names, w.Expr
		}
	}
	t.Fatalf("%s\nhas no rule", text)
	return nil, nil
}

// witnesses returns contacts that represent the regions of a document's
// conditions, as the engine makes them up. A value that a contact leaves open,
// or that no contact can have in the column, comes from the base.
func witnesses(document *condition.Document, base contact.Contact) []contact.Contact {
	var atoms []theory.Atom
	seen := map[string]bool{}
	for _, group := range document.Any {
		for _, c := range group.All {
			if key := condition.Key(c); !seen[key] {
				seen[key] = true
				atoms = append(atoms, theory.Atom{Condition: c})
			}
		}
	}
	builtin := func(name string) column.Column {
		c, _ := column.Builtin(name)
		return c
	}
	const count = 12
	contacts := engine.New(atoms, builtin, engine.DefaultLimits()).Sample(count)
	for i, c := range contacts {
		columns := maps.Clone(base.Columns)
		for name, v := range c.Columns {
			if gen.Takes(name, v, false) {
				columns[name] = v
			}
		}
		contacts[i].Columns = columns
	}
	return contacts
}
