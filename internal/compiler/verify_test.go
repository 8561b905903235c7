package compiler

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/byhand"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/prose"
)

// writing compiles a rule as it is written and returns its writer, whose document can
// be exchanged.
func writing(t interface{ Fatal(...any) }, text string) *writer {
	file, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	ctx := context.Background()
	p := Load(ctx, file, nil, Options{Plain: true})
	c, where := p.start(ctx), p.Where(0)
	rule := formula.Lower(nil, c.names, c.facts, where.Expr)
	if rule.Formula.Kind == formula.True || rule.Formula.Kind == formula.False || c.All.HasErrors() {
		return nil
	}
	w := &writer{compilation: c, rule: rule, proof: provingOf(c, rule, where), at: place(file.Source, where.Expr)}
	if !w.proof.Decided() || w.proof.Constant() {
		return nil
	}
	if w.expand(); c.All.HasErrors() {
		return nil
	}
	return w
}

// provingOf returns a prover for a formula and the text that it is said to come from.
func provingOf(c *compilation, rule *formula.Rule, where *ast.Where) *prove.Prover {
	return prove.New(&c.List, prove.Source{Program: c.names, Columns: c.facts.Column, Rule: rule, Where: where.Expr}, prove.Options{})
}

// wrongCheck is a way in which a document is compared with its rule: by proof, or
// after the prover was closed without one, and as its plain expansion or not.
type wrongCheck struct {
	name          string
	closed, plain bool
}

func (c wrongCheck) sampled() bool { return c.closed && !c.plain }

// judged gives a document to `verified` in the place of the writer's own. It
// returns whether the document was accepted, and checks what is said of it.
func (w *writer) judged(t *testing.T, messages *prose.Book, d *condition.Document, check wrongCheck) bool {
	t.Helper()
	w.written, w.checked, w.expanded = condition.TableOf(nil, d), nil, nil
	w.result.Stats.Sampled = false
	if check.plain {
		w.expanded = w.written
	}
	before := len(w.All)
	accepted := w.verified()
	said := w.All[before:]
	switch {
	case accepted && (len(said) > 0 || !condition.Equal(nil, w.result.Document(nil), d) || w.result.Stats.Sampled != check.sampled()):
		t.Errorf("accepted, but it says %v, the document is %v and sampled %v", said, w.result.Document(nil), w.result.Stats.Sampled)
	case !accepted && (len(said) != 1 || said[0].Code != diag.Internal || said[0].Severity != diag.Error || w.result.Document(nil) != nil):
		t.Errorf("refused, but it says %v, and the document is %v", said, w.result.Document(nil))
	case !accepted:
		messages.Add(t, "a wrong document", said[0].Message)
	}
	return accepted
}

// TestWrongDocumentsAreRefused exchanges the document of the compiler for wrong ones:
// they are refused with SEG499, and the nearest right ones are accepted.
func TestWrongDocumentsAreRefused(t *testing.T) {
	if diag.Internal != "SEG499" {
		t.Fatalf("a fault of segc has the code %s", diag.Internal)
	}
	messages := prose.Open(t, "wrong-documents")
	for _, c := range byhand.Cases() {
		w := writing(t, c.Rule)
		if w == nil {
			t.Fatalf("%s has no document", c.Rule)
		}
		for _, check := range []wrongCheck{{"the proof", false, false}, {"the proof of a plain expansion", false, true}, {"terms", true, true}, {"samples", true, false}} {
			if check.closed {
				w.proof.Close() // so that nothing can be proved any more
			}
			if !w.judged(t, messages, c.Right, check) {
				t.Errorf("%s\n%s: its document is refused", c.Rule, check.name)
			}
			for name, d := range c.Same {
				if check.name != "terms" && !w.judged(t, messages, d, check) { // those are of the same conditions
					t.Errorf("%s\n%s: refused: %s", c.Rule, check.name, name)
				}
			}
			for name, d := range c.Wrong {
				if !(check.sampled() && c.Rare[name]) && w.judged(t, messages, d, check) {
					t.Errorf("%s\n%s: accepted: %s", c.Rule, check.name, name)
				}
			}
		}
	}
}

// TestLengths checks the size of a document that is computed before it is built.
func TestLengths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		w := writing(t, "where "+gen.Rule(s, gen.Options{Size: 12, NoNegatedStartsWith: true}))
		if w == nil {
			return
		}
		table := w.written
		conditions := make([]engine.Condition, len(table.Conditions))
		for i, c := range table.Conditions {
			conditions[i] = engine.Condition{Condition: c, Atoms: []int{0}}
		}
		times, groups := timesOf(nil, nil, len(conditions), table.Groups), len(table.Groups)
		written := int64(len(rule.AppendJSON(nil, w.written.Document(nil), true)))
		if n, _ := bytesOf(nil, conditions, times, groups); n != written {
			t.Fatalf("%d bytes are not %d", n, written)
		}
		if most := mostBytes(conditions, times, groups, rule.MaxSize); most < written {
			t.Fatalf("%d bytes are more than %d", written, most)
		}
	})
}

// TestUnreadableDocumentsAreRefused gives `verified` documents that the decoder
// refuses, or that read differently than they were written.
func TestUnreadableDocumentsAreRefused(t *testing.T) {
	messages := prose.Open(t, "unreadable-documents")
	w := writing(t, `where plan = "pro" and age > 5`)
	five := byhand.Field("age", condition.Greater, 5)
	for name, d := range map[string]*condition.Document{
		"no groups":                    {},
		"an empty group":               byhand.Document(nil),
		"an empty list":                byhand.Document(byhand.Group(condition.Field{Column: "plan", Operator: condition.In}, five)),
		"an unknown operator":          byhand.Document(byhand.Group(byhand.Field("plan", condition.CountEQ+1, "pro"), five)),
		"no column":                    byhand.Document(byhand.Group(byhand.Field("", condition.Equals, "pro"), five)),
		"a number with a leading zero": byhand.Document(byhand.Group(byhand.Number("age", condition.Greater, "05"), five)),
		"a negative count":             byhand.Document(byhand.Group(byhand.Event(condition.Open, condition.CountGE, -1))),
		"a window of no days":          byhand.Document(byhand.Group(byhand.Event(condition.Open, condition.Ever, 0, byhand.Window(condition.Last, 0)))),
		"a list without an id":         byhand.Document(byhand.Group(condition.Membership{Operator: condition.In, Lists: []string{"a"}})),
	} {
		w.written, w.checked = condition.TableOf(nil, d), nil
		before := len(w.All)
		if w.verified() {
			t.Errorf("%s is accepted", name)
			continue
		}
		said := w.All[before:]
		if len(said) != 1 || said[0].Code != diag.Internal {
			t.Errorf("%s: %v", name, said)
			continue
		}
		messages.Add(t, name, said[0].Message)
	}
}
