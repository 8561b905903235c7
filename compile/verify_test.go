package compile

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/gen"
)

// proving compiles a rule as it stands and returns its prover, whose document can
// be exchanged; nil if there is none.
func proving(t interface{ Fatal(...any) }, text string) *prover {
	return provingWithin(t, text, DefaultMaxGroups)
}

// provingWithin is proving for a rule that may have so many groups.
func provingWithin(t interface{ Fatal(...any) }, text string, maxGroups int) *prover {
	file, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	c := newCompiler(context.Background(), file, Options{MaxGroups: maxGroups, Simplify: Plain})
	c.load()
	c.check()
	where := c.rule()
	l := newLowering(c)
	f := l.expr(file.Source, where.Expr, false)
	if f.Kind == formula.True || f.Kind == formula.False || c.All.HasErrors() {
		return nil
	}
	p := l.prover(f)
	p.where = where
	if !p.decided || p.node <= 1 {
		return nil
	}
	p.plain(place(file.Source, where.Expr))
	if c.All.HasErrors() {
		return nil
	}
	return p
}

// with returns what is found of a document in place of the prover's own.
func (p *prover) with(d *condition.Document, plain bool) agreement {
	p.result.Document, p.checked = d, nil
	p.expanded = nil
	if plain {
		p.expanded = d
	}
	found, _ := p.agreement()
	return found
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
		p := proving(t, "where "+gen.Rule(s, gen.Options{Size: 2 + s.Intn(10), NoNegatedStartsWith: true}))
		if p == nil {
			return
		}
		right := p.result.Document
		if how := p.with(right, true); how != proved {
			t.Fatalf("a right document is %d", how)
		}
		if how := p.with(right, false); how != proved {
			t.Fatalf("a right document that may be any is %d", how)
		}
		p.decided = false
		if how := p.with(right, true); how != proved {
			t.Fatalf("the terms of a right document are %d", how)
		}
		if how := p.with(right, false); how != sampled {
			t.Fatalf("samples of a right document are %d", how)
		}
		for _, d := range wrong(right) {
			p.decided = true
			meant := p.with(d, true)
			p.decided = false
			if how := p.with(d, true); how != differs {
				t.Fatalf("the terms of a document that lacks something are %d:\n%s", how, rule.AppendJSON(nil, d, false))
			}
			if how := p.with(d, false); meant == proved && how == differs {
				t.Fatalf("samples refuse a document that says the same:\n%s", rule.AppendJSON(nil, d, false))
			} else if meant == differs && how == differs {
				found++
			} else if meant == differs {
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
	p := proving(t, strings.Join(clauses, " and "))
	p.decided = false
	right := p.result.Document
	if how := p.with(right, true); how != sampled {
		t.Fatalf("a right document is %d", how)
	}
	for i := 0; i < len(right.Any); i += 37 {
		less := &condition.Document{Any: slices.Delete(slices.Clone(right.Any), i, i+1)}
		if how := p.with(less, true); how != differs {
			t.Errorf("without group %d, the document is %d", i, how)
		}
	}
	if d := wrong(right); p.with(d[len(d)-1], true) != differs {
		t.Error("a group that the rule does not have is not found")
	}
}

// TestLengths checks the size of a document that is computed before it is built.
func TestLengths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		p := proving(t, "where "+gen.Rule(s, gen.Options{Size: 12, NoNegatedStartsWith: true}))
		if p == nil {
			return
		}
		var groups [][]engine.Condition
		for _, g := range p.result.Document.Any {
			var group []engine.Condition
			for _, c := range g.All {
				group = append(group, engine.Condition{Condition: c, Atoms: []int{0}})
			}
			groups = append(groups, group)
		}
		written := int64(len(rule.AppendJSON(nil, p.result.Document, true)))
		if n, _ := bytesOf(nil, groups); n != written {
			t.Fatalf("%d bytes are not %d", n, written)
		}
		if most := mostBytes(groups); most < written {
			t.Fatalf("%d bytes are more than %d", written, most)
		}
	})
}
