package decompile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/theory"
)

// verify compiles a text and compares the result with the input. An error is final
// when it does not depend on how the rule is written.
func (w *work) verify(ctx context.Context, text []byte) (final bool, err error) {
	defer w.poll.FreeTo(w.poll.Held())
	file, list := grammar.Parse(ast.NewSource("result", string(text)), grammar.Options{Context: ctx})
	if ctx.Err() != nil {
		return true, ctx.Err()
	}
	if list.HasErrors() {
		return false, refusal("", "the language cannot say it: %s", errorsOf(list)[0].Message)
	}
	program, result, list := compiler.Compile(ctx, file, compiler.Options{
		Importer: w.imports.of(file, true), Today: w.options.Today, Params: w.options.Params, MaxGroups: max(compiler.UsualGroups, len(w.in.Rules.Any)), Plain: true,
	})
	switch {
	case ctx.Err() != nil:
		return true, ctx.Err()
	case list.HasErrors():
		d := errorsOf(list)[0]
		switch d.Code {
		case diag.NeverTrue, diag.AlwaysTrue, diag.GuardFails, diag.GuardUndecided:
			final = true
		}
		return final, &Error{Path: w.in.at("any"), Message: "the compiler would refuse the rule: " + d.Message, Cause: &d}
	case !w.sameHeader(program.Facts.Header):
		return false, errors.New("segc has a fault: the header would not say the same as the segment")
	case w.options.Exact && !bytes.Equal(rule.Encode(w.poll, nil, result.Document(w.poll)), rule.Encode(w.poll, nil, w.in.Rules)):
		return false, errors.New("segc has a fault: the rule would not give the bytes of the document")
	}
	document := result.Document(w.poll)
	kept, identical := w.sameGroups(document)
	switch {
	case !kept:
		return false, errors.New("segc has a fault: the rule would not have the groups of the document")
	case identical && !result.Stats.Undecided:
		return true, nil // and the compiler has decided that somebody matches it, and not everybody
	}
	return true, w.prove(document)
}

// sameGroups reports whether the plain expansion keeps the same of a document and the input.
// Mostly they have the same sets of the same conditions: then they are identical, no matter what
// the conditions mean.
func (w *work) sameGroups(d *condition.Document) (kept, identical bool) {
	if len(w.index.Conditions) > len(w.conditions) { // it has those of another text, too
		w.numbered = numberedOf(w.poll, w.in.Rules)
	}
	numbers := w.index.Groups(w.poll, d)
	if len(w.index.Conditions) == len(w.conditions) && slices.EqualFunc(w.sets(w.numbers), w.sets(numbers), slices.Equal) {
		return true, true
	}
	return slices.Equal(essence(w.poll, d), essence(w.poll, w.in.Rules)), false
}

// sets returns the numbers of groups as a set of sets, in an order of its own.
func (w *work) sets(groups [][]int) [][]int {
	all := make([][]int, len(groups))
	for i, g := range groups {
		w.poll.Step(8 * len(g))
		w.poll.Hold(24 + 8*len(g))
		all[i] = slices.Clone(g)
		slices.Sort(all[i])
		all[i] = slices.Compact(all[i])
	}
	poll.Sort(w.poll, all, slices.Compare)
	return slices.CompactFunc(all, slices.Equal)
}

func (w *work) sameHeader(s *check.Header) bool {
	body := w.in.Body
	if s == nil || body == nil {
		return s == nil && body == nil
	}
	return s.Name == body.Name && s.ID == strings.ToLower(w.in.ID) && s.Color == body.Color && s.Description == body.Description &&
		slices.Equal(sortedTexts(w.poll, s.Lists), sortedTexts(w.poll, distinct(w.poll, lowerAll(w.poll, body.Lists))))
}

// sortedTexts returns the texts sorted.
func sortedTexts(p *poll.Poll, texts []string) []string {
	texts = slices.Clone(texts)
	poll.Sort(p, texts, strings.Compare)
	return texts
}

// essence returns what the plain expansion keeps of a document: its groups as
// sets of conditions, without those that contain another one, sorted.
func essence(p *poll.Poll, d *condition.Document) []string {
	kept := &condition.Document{}
	for _, g := range d.Any {
		g.All = slices.DeleteFunc(slices.Clone(g.All), func(c condition.Condition) bool {
			e, ok := c.(condition.Event)
			return ok && e.Operator == condition.CountGE && e.Count == 0
		})
		if len(g.All) == 0 {
			return nil
		}
		kept.Any = append(kept.Any, g)
	}
	defer p.FreeTo(p.Held())
	g := group(p, numberedOf(p, kept))
	cubes, _ := g.cubes(0, len(g.members))
	out := make([]string, len(cubes))
	for i, c := range cubes {
		var text []byte
		for _, a := range c.atoms {
			text = append(condition.AppendKey(p, text, g.conditions[a]), '\n')
		}
		out[i] = string(text)
	}
	poll.Sort(p, out, strings.Compare)
	return out
}

// prove checks that a document matches the same contacts as the input, and that
// the input matches some contacts and not all: the compiler refuses other rules.
// Where that is beyond the limits of a proof, which are the compiler's, that the
// groups are the same must do.
func (w *work) prove(b *condition.Document) error {
	written := w.numbers
	w.index.Groups(w.poll, b)
	if len(w.index.Conditions) > prove.MaxAtoms {
		return nil
	}
	atoms := make([]theory.Atom, len(w.index.Conditions))
	for i, c := range w.index.Conditions {
		atoms[i] = theory.Atom{Condition: c}
	}
	system := engine.New(atoms, w.names.column, engine.LimitsOf(w.poll))
	defer system.Close()
	build := func(d *logic.Diagram, atom func(int) logic.Node) logic.Node {
		groups := make([]logic.Node, len(written))
		for i, g := range written {
			all := make([]logic.Node, len(g))
			for j, n := range g {
				all[j] = atom(n)
			}
			groups[i] = d.And(all...)
		}
		return d.Or(groups...)
	}
	f := build(system.Diagram, system.Atom)
	same, err := system.Verify(f, build, b, 0)
	var limit *logic.LimitError
	switch {
	case errors.As(err, &limit), errors.Is(err, engine.ErrApart):
		return nil
	case err != nil:
		return fmt.Errorf("segc cannot check its own rule: %w", err)
	case !same:
		return errors.New("segc has a fault: the rule would not match the contacts of the document")
	case f == logic.False:
		return refusal(w.in.at("any"), "nobody can match this document, and the compiler refuses such a rule")
	case f == logic.True:
		return refusal(w.in.at("any"), "everybody matches this document, and the compiler refuses such a rule")
	}
	return nil
}
