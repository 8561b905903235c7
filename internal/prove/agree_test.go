package prove

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/test/byhand"
	"github.com/segc-lang/segc/internal/test/gen"
)

// proving returns the prover of a rule and its plain expansion; nil if there is none, or
// nothing to prove.
func proving(t interface{ Fatal(...any) }, text string) (*Prover, *condition.Document) {
	file, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
	program, wrong := resolve.Load(context.Background(), nil, file, nil)
	facts, more := check.Program(nil, program)
	if list = slices.Concat(list, wrong, more); list.HasErrors() {
		t.Fatal(list.Err())
	}
	where := file.Statements[len(file.Statements)-1].(*ast.Where).Expr
	rule := formula.Lower(nil, program, facts, where)
	if rule.Formula.Kind == formula.True || rule.Formula.Kind == formula.False {
		return nil, nil
	}
	p := New(&problems.List{}, Source{program, facts.Column, rule, where, nil, nil}, Options{})
	cubes, err := formula.Expand(nil, rule.Formula, len(rule.Set.Atoms), formula.UsualGroups)
	if !p.Decided() || p.Constant() || err != nil {
		return nil, nil
	}
	document := &condition.Document{}
	for _, c := range cubes {
		var group condition.Group
		for _, a := range c.Atoms {
			group.All = append(group.All, rule.Set.Atoms[a].Condition)
		}
		document.Any = append(document.Any, group)
	}
	return p, document
}

// wrongCheck is a way in which Agrees compares a document with its rule.
type wrongCheck struct {
	name           string
	decided, plain bool
	right          Agreement
	// exact says that a document with other conditions is refused, no matter what they
	// mean.
	exact bool
}

func wrongChecks() []wrongCheck {
	return []wrongCheck{
		{"the proof of a minimized document", true, false, Proved, false},
		{"the proof of a plain expansion", true, true, Proved, false},
		{"the comparison of terms", false, true, Proved, true},
		{"the samples of contacts", false, false, Sampled, false},
	}
}

// accepts reports whether a document is taken for that of a rule, and checks how that is
// known.
func (c wrongCheck) accepts(t *testing.T, p *Prover, d *condition.Document) bool {
	t.Helper()
	decided := p.decided
	p.decided = c.decided
	defer func() { p.decided = decided }()
	found := p.Agrees(condition.TableOf(nil, d), c.plain)
	if found != Differs && found != c.right {
		t.Errorf("%s finds %d", c.name, found)
	}
	return found != Differs
}

// wrong returns documents near to one that say something else: without a group,
// without a condition, with a condition turned into another one.
func wrong(d *condition.Document) []*condition.Document {
	var out []*condition.Document
	for i, g := range d.Any {
		if len(d.Any) > 1 {
			out = append(out, &condition.Document{Any: slices.Delete(slices.Clone(d.Any), i, i+1)})
		}
		if len(g.All) > 1 {
			changed := slices.Clone(d.Any)
			changed[i] = condition.Group{All: g.All[1:]}
			out = append(out, &condition.Document{Any: changed})
		}
	}
	out = append(out, &condition.Document{Any: append(slices.Clone(d.Any), condition.Group{All: []condition.Condition{condition.ISP{Operator: condition.In, Values: []int64{77}}}})})
	return out
}

// TestEveryCheckFindsFaults gives each check of a document right and wrong ones:
// the proof over what conditions mean, the comparison of terms and, where the
// rule is too large even for that, the samples.
func TestEveryCheckFindsFaults(t *testing.T) {
	found, missed := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		p, right := proving(t, "where "+gen.Rule(s, gen.Options{Size: 2 + s.Intn(10), NoNegatedStartsWith: true}))
		if p == nil {
			return
		}
		if how := p.Agrees(condition.TableOf(nil, right), true); how != Proved {
			t.Fatalf("a right document is %d", how)
		}
		if how := p.Agrees(condition.TableOf(nil, right), false); how != Proved {
			t.Fatalf("a right document that may be any is %d", how)
		}
		p.decided = false
		if how := p.Agrees(condition.TableOf(nil, right), true); how != Proved {
			t.Fatalf("the terms of a right document are %d", how)
		}
		if how := p.Agrees(condition.TableOf(nil, right), false); how != Sampled {
			t.Fatalf("samples of a right document are %d", how)
		}
		for _, d := range wrong(right) {
			p.decided = true
			meant := p.Agrees(condition.TableOf(nil, d), true)
			p.decided = false
			if how := p.Agrees(condition.TableOf(nil, d), true); how != Differs {
				t.Fatalf("the terms of a document that lacks something are %d:\n%+v", how, d)
			}
			if how := p.Agrees(condition.TableOf(nil, d), false); meant == Proved && how == Differs {
				t.Fatalf("samples refuse a document that says the same:\n%+v", d)
			} else if meant == Differs && how == Differs {
				found++
			} else if meant == Differs {
				missed++
			}
		}
	})
	if t.Failed() {
		return
	}
	t.Logf("samples find %d faults and miss %d", found, missed)
	least := 4
	if found+missed < 500 { // few draws: the documents of one rule are missed together
		least = 1
	}
	if found < least*missed {
		t.Errorf("samples find %d faults and miss %d", found, missed)
	}
}

// TestLargeDocumentsAreLookedAtInSamples checks documents for which no proof fits
// the limits: a group too few or too many is found all the same.
func TestLargeDocumentsAreLookedAtInSamples(t *testing.T) {
	var clauses []string
	for i := range 9 {
		clauses = append(clauses, fmt.Sprintf("(a%d is null or b%d is null)", i, i))
	}
	for i := range 40 { // terms that are absorbed, and make too many to look at all
		clauses = append(clauses, fmt.Sprintf("(a%d is null or b%d is null or c%d is null and d is null)", i%9, i%9, i))
	}
	p, right := proving(t, strings.Join(clauses, " and "))
	p.decided = false
	if how := p.Agrees(condition.TableOf(nil, right), true); how != Sampled {
		t.Fatalf("a right document is %d", how)
	}
	for i := 0; i < len(right.Any); i += 37 {
		less := &condition.Document{Any: slices.Delete(slices.Clone(right.Any), i, i+1)}
		if how := p.Agrees(condition.TableOf(nil, less), true); how != Differs {
			t.Errorf("without group %d, the document is %d", i, how)
		}
	}
	if d := wrong(right); p.Agrees(condition.TableOf(nil, d[len(d)-1]), true) != Differs {
		t.Error("a group that the rule does not have is not found")
	}
}

// TestManyTermsAreCompared takes each group away from a document of more terms than
// are compared at once.
func TestManyTermsAreCompared(t *testing.T) {
	var clauses []string
	for i := range 7 {
		clauses = append(clauses, fmt.Sprintf("(a%d is null or b%d is null)", i, i))
	}
	p, right := proving(t, "where "+strings.Join(clauses, " and "))
	p.decided = false
	if found := p.Agrees(condition.TableOf(nil, right), true); found != Proved || len(right.Any) != 128 {
		t.Fatalf("the document of %d groups is %d", len(right.Any), found)
	}
	for i := range right.Any {
		if p.Agrees(condition.TableOf(nil, &condition.Document{Any: slices.Delete(slices.Clone(right.Any), i, i+1)}), true) != Differs {
			t.Errorf("group %d is missing, and nobody notices", i)
		}
	}
}

// TestManyGroupsAreCompared adds a group that the rule does not have to a document of
// more groups than are compared at once. It has so many conditions that a contact who
// matches it by chance matches the rule, too.
func TestManyGroupsAreCompared(t *testing.T) {
	var pairs []string
	var more condition.Group
	for i := range 70 {
		pairs = append(pairs, fmt.Sprintf("a%d is null and b%d is null", i, i))
		more.All = append(more.All, byhand.Field(fmt.Sprint("a", i), condition.IsNull))
	}
	p, right := proving(t, "where "+strings.Join(pairs, " or "))
	p.decided = false
	if found := p.Agrees(condition.TableOf(nil, right), true); found != Proved {
		t.Fatalf("the document is %d", found)
	}
	for at := range len(right.Any) + 1 {
		if p.Agrees(condition.TableOf(nil, &condition.Document{Any: slices.Insert(slices.Clone(right.Any), at, more)}), true) != Differs {
			t.Errorf("there is a group more at %d, and nobody notices", at)
		}
	}
}

// TestPlainProofIsBounded checks that the proof of a plain expansion stops early where
// it takes long, and that its terms are compared then.
func TestPlainProofIsBounded(t *testing.T) {
	var first, pairs []string
	for i := range 18 {
		first = append(first, fmt.Sprintf("a%d is null", i))
		pairs = append(pairs, fmt.Sprintf("b%d is null and a%d is null", i, i))
	}
	// The first conditions of all pairs come first, which makes the diagram large.
	p, right := proving(t, "where "+strings.Join(first, " and ")+" or "+strings.Join(pairs, " or "))
	d := &condition.Document{Any: slices.Clone(right.Any)}
	slices.Reverse(d.Any) // so that the proof goes another way than the rule
	before := p.system.Spent().Operations
	if found := p.Agrees(condition.TableOf(nil, d), true); found != Proved {
		t.Errorf("the document is %d", found)
	}
	if spent := p.system.Spent().Operations - before; spent < maxPlainProof || spent > maxPlainProof*11/10 {
		t.Errorf("the proof takes %d operations; the limit is %d", spent, maxPlainProof)
	}
	p.Close()
}

// TestWrongDocumentsAreRefused gives each check of a document wrong ones: they
// are refused, and the nearest right ones are accepted.
func TestWrongDocumentsAreRefused(t *testing.T) {
	for _, c := range byhand.Cases() {
		p, _ := proving(t, c.Rule)
		if p == nil {
			t.Fatalf("%s has no document", c.Rule)
		}
		for _, check := range wrongChecks() {
			if !check.accepts(t, p, c.Right) {
				t.Errorf("%s\n%s refuses its document", c.Rule, check.name)
			}
			for name, d := range c.Same {
				if !check.exact && !check.accepts(t, p, d) {
					t.Errorf("%s\n%s refuses: %s", c.Rule, check.name, name)
				}
			}
			for name, d := range c.Wrong {
				if c.Rare[name] && check.right == Sampled {
					continue
				}
				if check.accepts(t, p, d) {
					t.Errorf("%s\n%s accepts: %s", c.Rule, check.name, name)
				}
			}
		}
		p.Close()
	}
}

// TestWrongLargeDocumentsAreRefused does the same where even the terms are too
// many, so that samples must do.
func TestWrongLargeDocumentsAreRefused(t *testing.T) {
	text, right := byhand.Large()
	p, _ := proving(t, text)
	check := wrongCheck{"samples of terms", false, true, Sampled, true}
	if !check.accepts(t, p, right) {
		t.Fatal("a right document is refused")
	}
	group := func(i int, change func(g []condition.Condition) []condition.Condition) *condition.Document {
		d := &condition.Document{Any: slices.Clone(right.Any)}
		d.Any[i] = condition.Group{All: change(slices.Clone(d.Any[i].All))}
		return d
	}
	for i := 0; i < len(right.Any); i += 128 { // the last one has just one condition
		for name, d := range map[string]*condition.Document{
			"is missing": {Any: slices.Delete(slices.Clone(right.Any), i, i+1)},
			"has a condition more": group(i, func(g []condition.Condition) []condition.Condition {
				return append(g, byhand.Field("c0", condition.IsNull))
			}),
			"has another condition": group(i, func(g []condition.Condition) []condition.Condition {
				return append(g[1:], byhand.Field("c0", condition.IsNull))
			}),
			"has an unknown one": group(i, func(g []condition.Condition) []condition.Condition {
				return append(g, byhand.Field("y", condition.IsNull))
			}),
			"has the opposite of one": group(i, func(g []condition.Condition) []condition.Condition {
				return append(g[1:], byhand.Field("x", condition.IsNotNull))
			}),
		} {
			if check.accepts(t, p, d) {
				t.Errorf("group %d %s, and nobody notices", i, name)
			}
		}
		if i < 512 {
			if less := group(i, func(g []condition.Condition) []condition.Condition { return g[1:] }); check.accepts(t, p, less) {
				t.Errorf("group %d lacks a condition, and nobody notices", i)
			}
		}
	}
}

// TestLimitsOfProof checks the most conditions of a rule about which something is proved.
func TestLimitsOfProof(t *testing.T) {
	for atoms, decided := range map[int]bool{MaxAtoms: true, MaxAtoms + 1: false} {
		rule := &formula.Rule{Formula: &formula.Formula{Kind: formula.Or}}
		for i := range atoms {
			c := byhand.Field(fmt.Sprint("c", i), condition.IsNull)
			rule.Formula.Kids = append(rule.Formula.Kids, rule.Set.Literal(nil, c, false, diag.Location{}))
		}
		builtin := func(name string) column.Column { c, _ := column.Builtin(name); return c }
		p := New(&problems.List{}, Source{&resolve.Program{}, builtin, rule, nil, nil, nil}, Options{})
		if p.Decided() != decided {
			t.Errorf("a rule of %d conditions is decided: %v", atoms, p.Decided())
		}
		p.Close()
	}
}
