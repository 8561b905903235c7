package compiler

import (
	"errors"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/prove"
)

// choose lowers the rule, has everything proved of it that is to be proved, and chooses
// its document: the smallest that is found, or the plain expansion. What is proved of a
// rule does not depend on how it is written down.
func (c *compilation) choose(where *ast.Where) {
	rule := formula.Lower(c.poll, c.names, c.facts, where.Expr)
	at := place(c.main.Source, where.Expr)
	if rule.Formula.Kind == formula.True || rule.Formula.Kind == formula.False {
		prove.RefuseConstant(&c.List, rule, at)
		return
	}
	proof := prove.New(&c.List, prove.Source{Program: c.names, Columns: c.facts.Column, Rule: rule, Where: where.Expr, Names: c.read}, prove.Options{AsWritten: c.options.Plain, MaxWork: c.options.MaxWork})
	defer proof.Close()
	first := len(c.All)
	if proof.Constant() {
		proof.RefuseConstant()
		proof.NoteAssumed(first)
		return
	}
	prove.WarnConstants(&c.List, rule)
	proof.PartGuards(c.proved)
	proof.Guards()
	c.result.Judged = proof.Judged()
	if c.All.HasErrors() {
		return
	}
	w := &writer{compilation: c, rule: rule, proof: proof, at: at}
	if c.options.Plain || !proof.Decided() {
		w.expand()
	} else {
		w.minimal()
		written, done := w.unassumed(where, rule)
		defer done()
		w.result.Stats.Assumed = c.names.Assumed != contact.Reading{} && written == w
		w = written
	}
	w.result.Stats.Undecided = !proof.Decided()
	ok := w.result.Document == nil || w.verified()
	c.result, c.All = w.result, w.All
	if !ok {
		return
	}
	if !proof.Decided() {
		proof.WarnUnproved()
	}
	first = len(c.All)
	proof.Redundant()
	proof.NoteAssumed(first)
	c.ahead(where, proof.Decided())
	if c.options.Review {
		c.side = proof.Side()
	}
}

// writer writes the document of a rule.
type writer struct {
	*compilation
	rule  *formula.Rule
	proof *prove.Prover
	at    diag.Location // of the rule

	expanded *condition.Document // the plain expansion, if it was written down
	checked  *condition.Document // the last document that was compared with the rule
	encoded  []byte              // the JSON of what was compared
	scratch  []byte              // for the next JSON, which is compared or copied
	found    prove.Agreement     // what that found
	foundErr error
	decoded  *condition.Document // checked, as it was read back

	places  [][]diag.Location // by atom: see originsOf
	origins []diag.Location   // the places of all atoms, one after the other
}

// expand writes the plain expansion.
func (w *writer) expand() {
	if w.refuseNegated() {
		return
	}
	cubes, err := formula.Expand(w.poll, w.rule.Formula, len(w.rule.Set.Atoms), w.options.MaxGroups)
	if errors.Is(err, formula.ErrTooLarge) {
		w.tooManyGroups(len(cubes), 0)
		return
	}
	if !w.writeExpanded(w.conditionsOf(cubes)) {
		return
	}
	groups, conditions := w.result.Document.Size()
	w.result.Stats = engine.Stats{Groups: groups, Conditions: conditions, AtLeast: 1, Method: "plain"}
	if w.proof.Decided() {
		w.result.Stats.Spent = w.proof.Spent()
	}
}

// writeExpanded makes the document of groups that are the plain expansion.
func (w *writer) writeExpanded(groups [][]engine.Condition) bool {
	fits := w.write(groups)
	w.expanded = w.result.Document
	return fits
}

// minimal writes the smallest document, or the smallest that can be found
// within the limits.
func (w *writer) minimal() {
	// Where no condition has to do with another, that is the least size.
	if size := formula.SizeOf(w.poll, w.rule.Formula); size.ReadOnce && w.proof.Alone() {
		switch {
		case size.Groups > float64(w.options.MaxGroups):
			w.tooManyGroups(0, 0)
			return
		case size.Conditions > MaxConditions:
			w.tooManyConditions(int(size.Conditions))
			return
		}
	}
	expanded := expandedAtoms(w.poll, w.rule, w.options.MaxGroups)
	found, err := w.proof.Minimize(expanded)
	switch {
	case errors.Is(err, logic.ErrInexpressible):
		w.inexpressible()
	case err != nil && expanded != nil:
		// The work was too much: the plain expansion is right all the same.
		if plain := w.proof.Plain(expanded); w.writeExpanded(plain.Groups) {
			w.result.Stats = plain.Stats
		}
	case err != nil:
		w.tooManyGroups(0, 0)
	case found.Stats.Groups > w.options.MaxGroups:
		w.tooManyGroups(found.Stats.Groups, found.Stats.AtLeast)
	case found.Stats.Conditions > MaxConditions:
		w.tooManyConditions(found.Stats.Conditions)
	default:
		if !w.write(found.Groups) {
			return
		}
		w.result.Stats = found.Stats
		if how, _ := w.agreement(); how != prove.Proved && expanded != nil {
			// Conditions that the rule does not contain can be more than the
			// check can follow. The plain expansion needs none.
			if plain := w.proof.Plain(expanded); w.writeExpanded(plain.Groups) {
				w.result.Stats = plain.Stats
			}
		}
	}
}

// expandedAtoms returns the groups of the plain expansion as numbers of atoms, or nil when
// there are more than some, or none can say it.
func expandedAtoms(work *poll.Poll, rule *formula.Rule, most int) [][]int32 {
	for _, a := range rule.Set.Atoms {
		if a.Negated {
			return nil // no group can say it
		}
	}
	cubes, err := formula.Expand(work, rule.Formula, len(rule.Set.Atoms), most)
	if err != nil {
		return nil
	}
	groups := make([][]int32, len(cubes))
	for i, c := range cubes {
		groups[i] = c.Atoms
	}
	return groups
}

// conditionsOf returns groups of the plain expansion as conditions.
func (w *writer) conditionsOf(cubes []formula.Cube) [][]engine.Condition {
	conditions := 0
	for _, c := range cubes {
		conditions += len(c.Atoms)
	}
	ids := make([]int, len(w.rule.Set.Atoms))
	for id := range ids {
		ids[id] = id
	}
	groups, room := make([][]engine.Condition, len(cubes)), make([]engine.Condition, conditions)
	for i, c := range cubes {
		groups[i], room = room[:len(c.Atoms):len(c.Atoms)], room[len(c.Atoms):]
		for j, id := range c.Atoms {
			groups[i][j] = engine.Condition{Condition: w.rule.Set.Atoms[id].Condition, Atoms: ids[id : id+1 : id+1]}
		}
	}
	return groups
}

// originsOf returns the places of some atoms. Conditions of one atom share them, but not
// with the atom: it would live as long as the result.
func (w *writer) originsOf(atoms []int) []diag.Location {
	first := atoms[0]
	if len(atoms) == 1 {
		if w.places == nil {
			n := len(w.rule.Set.Atoms)
			w.places, w.origins = make([][]diag.Location, n), make([]diag.Location, 0, n)
		}
		if w.places[first] == nil {
			before := len(w.origins)
			w.origins = append(w.origins, w.rule.Set.Atoms[first].Origins...)
			w.places[first] = w.origins[before:len(w.origins):len(w.origins)]
		}
		return w.places[first]
	}
	from := slices.Clone(w.rule.Set.Atoms[first].Origins)
	for _, a := range atoms[1:] {
		w.poll.Step(8 * len(w.rule.Set.Atoms[a].Origins))
		from = append(from, w.rule.Set.Atoms[a].Origins...)
	}
	return from
}

// write makes the document of groups. It reports false when the document would
// have more bytes than can be read back.
func (w *writer) write(groups [][]engine.Condition) bool {
	w.result.Document, w.result.Origins = nil, nil
	if w.tooManyBytes(groups) {
		return false
	}
	total := 0
	for _, conditions := range groups {
		total += len(conditions)
	}
	document := &condition.Document{Any: make([]condition.Group, len(groups))}
	origins := make([][][]diag.Location, len(groups))
	written, places := make([]condition.Condition, total), make([][]diag.Location, total)
	for i, conditions := range groups {
		n := len(conditions)
		w.poll.Step(32 * n)
		document.Any[i].All, written = written[:n:n], written[n:]
		origins[i], places = places[:n:n], places[n:]
		for j, c := range conditions {
			document.Any[i].All[j], origins[i][j] = c.Condition, w.originsOf(c.Atoms)
		}
	}
	w.result.Document, w.result.Origins = document, origins
	return true
}
