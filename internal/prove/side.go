package prove

import (
	"slices"
	"sync/atomic"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/theory"
)

// Side is a rule that can be compared with another one: a compiled source, or a
// document.
type Side struct {
	atoms   []theory.Atom
	rule    *formula.Formula // over them
	build   engine.Builder
	columns engine.Columns
	assumed contact.Reading // what is known of the platform
	typed   func(contact.Contact) contact.Contact
	judge   func(*poll.Poll, contact.Contact, eval.Reading) bool
	// weight is how many conditions and values judge looks at.
	weight func(p *poll.Poll) int
	poll   *poll.Poll // counts the work of judge, see polled
}

// matches reports whether the rule matches a contact.
func (s *Side) matches(c contact.Contact, r eval.Reading) bool { return s.judge(s.poll, c, r) }

// Counts reports whether a condition of the rule counts events of one of some metrics.
func (s *Side) Counts(metrics ...condition.Metric) bool {
	return slices.ContainsFunc(s.atoms, func(a theory.Atom) bool {
		event, ok := a.Condition.(condition.Event)
		return ok && slices.Contains(metrics, event.Metric)
	})
}

// polled returns the side with a poll that counts what its judge does.
func (s *Side) polled(p *poll.Poll) *Side {
	copied := *s
	copied.poll = p
	copied.weight = func(*poll.Poll) int { return s.weight(p) } // once a contact is looked for
	return &copied
}

// DocumentSide returns a document for a comparison. The poll counts its conditions, and
// may end the work.
func DocumentSide(p *poll.Poll, document *condition.Document) *Side {
	var index condition.Index
	numbers := index.Groups(p, document)
	atoms := make([]theory.Atom, len(index.Conditions))
	literals := make([]*formula.Formula, len(index.Conditions))
	for i, c := range index.Conditions {
		atoms[i] = theory.Atom{Condition: c}
		literals[i] = &formula.Formula{Kind: formula.Literal, Atom: &formula.Atom{ID: i, Condition: c}}
	}
	groups := make([]*formula.Formula, len(numbers))
	for i, g := range numbers {
		all := make([]*formula.Formula, len(g))
		for j, n := range g {
			all[j] = literals[n]
		}
		groups[i] = formula.Combine(all, nil, false, diag.Location{})
	}
	rules := formula.Combine(groups, nil, true, diag.Location{})
	return &Side{
		atoms:   atoms,
		rule:    rules,
		build:   build(rules),
		columns: builtinColumn,
		typed:   func(c contact.Contact) contact.Contact { return c },
		judge: func(p *poll.Poll, c contact.Contact, r eval.Reading) bool {
			return eval.DocumentWithin(p, document, c, r)
		},
		weight: func(*poll.Poll) int { return documentWeight(document) },
	}
}

// Declared returns the side of a document with what files declare of its columns; nil if
// the evaluator refuses what the checks did not.
func (s *Side) Declared(work *poll.Poll, program *resolve.Program, columns engine.Columns) *Side {
	names, err := namesOf(work, program, nil)
	if err != nil {
		return nil
	}
	declared := *s
	declared.columns, declared.typed, declared.assumed = columns, names.Typed, program.Assumed
	return &declared
}

// documentWeight returns how many conditions and values a document has.
func documentWeight(document *condition.Document) int {
	n := 1
	for _, g := range document.Any {
		for _, c := range g.All {
			n += 1 + condition.Values(c)
		}
	}
	return n
}

// weigh returns how many conditions and values the evaluator looks at for expressions, with
// all names of the files, and rules of other files that are parts, which it judges at most
// twice each.
func weigh(p *poll.Poll, program *resolve.Program, expressions ...ast.Expr) int {
	n := 1
	for _, e := range expressions {
		n += nodes(p, e)
	}
	for _, scope := range program.Scopes {
		for _, rule := range scope.Rules {
			n += 2 * (2 + nodes(p, scope.Program.MainRules[rule].Where.Expr))
		}
	}
	for _, other := range program.Programs() {
		for _, file := range other.Files {
			for _, s := range file.Statements {
				if let, ok := s.(*ast.Let); ok {
					n += 2 * (2 + nodes(p, let.Expr)) // with its name
				}
			}
		}
	}
	return n
}

// nodes returns how many nodes there are in an expression. Values are counted, not
// looked at: lists of them are long.
func nodes(p *poll.Poll, n ast.Node) int {
	p.Step(8)
	switch n := n.(type) {
	case *ast.Column:
		return 2 + len(n.Values)
	case *ast.Membership:
		return 1 + len(n.Values)
	case *ast.ISP:
		return 1 + len(n.Values)
	case ast.Campaigns:
		return 1 + len(n.Values)
	}
	count := 1
	for child := range ast.Children(n) {
		count += nodes(p, child)
	}
	return count
}

// builtinColumn returns what is known of a column without any declaration.
func builtinColumn(name string) column.Column {
	c, _ := column.Builtin(name)
	return c
}

// SourceSide returns a rule as its text says it, for a comparison; nil if the evaluator
// refuses what the checks did not. The poll counts the work here, and what the judge of
// names does later.
func SourceSide(work *poll.Poll, source Source) *Side {
	names, err := namesOf(work, source.Program, source.Names)
	if err != nil {
		return nil
	}
	read, err := readRule(work, names, source.Program, source.Where)
	if err != nil {
		return nil
	}
	return sourceSide(source, names, read)
}

func sourceSide(source Source, names *eval.Names, read *eval.Source) *Side {
	var weight atomic.Int64 // once it is known
	program, where := source.Program, source.Where
	return &Side{
		atoms: atomsOf(&source.Rule.Set), rule: source.Rule.Formula, build: build(source.Rule.Formula), columns: source.Columns, assumed: source.Program.Assumed,
		typed: names.Typed, judge: read.Holds,
		weight: func(work *poll.Poll) int {
			if weight.Load() == 0 {
				weight.Store(int64(weigh(work, program, where)))
			}
			return int(weight.Load())
		},
	}
}

// Side returns the rule as its text says it, for a comparison; nil if the evaluator
// refuses what the checks did not. It does not need the prover's diagram.
func (p *Prover) Side() *Side {
	names, source, err := p.read()
	if err != nil {
		return nil
	}
	return sourceSide(Source{Program: p.program, Columns: p.columns, Rule: p.rule, Where: p.where}, names, source)
}
