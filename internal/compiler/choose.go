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
	if !c.options.Plain {
		rule.Merge(prove.MaxAtoms)
	}
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
	ok := w.written == nil || w.verified()
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

	written  *condition.Table // the document that was chosen, if there is one
	parts    *prove.Parts     // how its groups are made, if they are made of those of parts
	numbers  []int32          // by number of a condition in the form: that in the document, or -1
	expanded *condition.Table // the plain expansion, if it was written down
	checked  *condition.Table // the last document that was compared with the rule
	encoded  []byte           // the JSON of what was compared
	found    prove.Agreement  // what that found
	foundErr error
	decoded  *condition.Table // checked, as it was read back

	groups      [][]int32 // of the plain expansion, once somebody has asked
	knowsGroups bool
}

// expand writes the plain expansion.
func (w *writer) expand() {
	if w.refuseNegated() {
		return
	}
	if form := w.proof.ExpandedInParts(w.options.MaxGroups); form != nil {
		if !w.writeExpanded(form) {
			return
		}
	} else {
		cubes, err := formula.Expand(w.poll, w.rule.Formula, len(w.rule.Set.Atoms), w.options.MaxGroups)
		if errors.Is(err, formula.ErrTooLarge) {
			w.tooManyGroups(len(cubes), 0)
			return
		}
		if !w.writeExpanded(&prove.Form{Minimal: &engine.Minimal{Conditions: w.conditions(), Groups: groupsOf(cubes)}}) {
			return
		}
	}
	groups, conditions := w.written.Size()
	w.result.Stats = engine.Stats{Groups: groups, Conditions: conditions, AtLeast: 1, Method: "plain"}
	if w.proof.Decided() {
		w.result.Stats.Spent = w.proof.Spent()
	}
}

// writeExpanded makes the document of a form that is the plain expansion.
func (w *writer) writeExpanded(form *prove.Form) bool {
	fits := w.write(form)
	w.expanded = w.written
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
	found, err := w.smallest()
	switch {
	case errors.Is(err, logic.ErrInexpressible):
		w.inexpressible()
	case err != nil:
		// The work was too much: the plain expansion is right all the same.
		if !w.plain() {
			w.tooManyGroups(0, 0)
		}
	case found.Stats.Groups > w.options.MaxGroups:
		w.tooManyGroups(found.Stats.Groups, found.Stats.AtLeast)
	case found.Stats.Conditions > MaxConditions:
		w.tooManyConditions(found.Stats.Conditions)
	default:
		if !w.write(found) {
			return
		}
		w.result.Stats = found.Stats
		if how, _ := w.agreement(); how != prove.Proved {
			// Conditions that the rule does not contain can be more than the
			// check can follow. The plain expansion needs none.
			w.plain()
		}
	}
}

// smallest returns the smallest form that is found: by parts, or of the rule as a whole.
func (w *writer) smallest() (*prove.Form, error) {
	if form, err := w.proof.InParts(w.options.MaxGroups); form != nil || err != nil {
		return form, err
	}
	found, err := w.proof.Minimize(w.expansion())
	return &prove.Form{Minimal: found}, err
}

// plain writes the plain expansion in the place of a smaller form. It reports whether there
// is one.
func (w *writer) plain() bool {
	expanded := w.expansion()
	if expanded == nil {
		return false
	}
	if plain := w.proof.Plain(expanded); w.writeExpanded(&prove.Form{Minimal: plain}) {
		w.result.Stats = plain.Stats
	}
	return true
}

// expansion returns the groups of the plain expansion, or nil.
func (w *writer) expansion() [][]int32 {
	if !w.knowsGroups {
		w.groups, w.knowsGroups = expandedAtoms(w.poll, w.rule, w.options.MaxGroups), true
	}
	return w.groups
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
	return groupsOf(cubes)
}

func groupsOf(cubes []formula.Cube) [][]int32 {
	groups := make([][]int32, len(cubes))
	for i, c := range cubes {
		groups[i] = c.Atoms
	}
	return groups
}

// conditions returns the atoms of the rule as conditions.
func (w *writer) conditions() []engine.Condition {
	atoms := w.rule.Set.Atoms
	conditions, ids := make([]engine.Condition, len(atoms)), make([]int, len(atoms))
	for id, a := range atoms {
		ids[id] = id
		conditions[id] = engine.Condition{Condition: a.Condition, Atoms: ids[id : id+1 : id+1]}
	}
	return conditions
}

// placesOf returns the places of the conditions of a form that are in some group, by number.
// They are not those of the atoms, which would live as long as the result. There may be room for
// them.
func (w *writer) placesOf(places [][]diag.Location, conditions []engine.Condition, times []int64) [][]diag.Location {
	total := 0
	for number, c := range conditions {
		for _, a := range c.Atoms {
			if times[number] > 0 {
				total += len(w.rule.Set.Atoms[a].Origins)
			}
		}
	}
	w.poll.Step(8 * total)
	places = slices.Grow(places, len(conditions))[:len(conditions)]
	room := make([]diag.Location, 0, total)
	for number, c := range conditions {
		if times[number] == 0 {
			continue
		}
		from := len(room)
		for _, a := range c.Atoms {
			room = append(room, w.rule.Set.Atoms[a].Origins...)
		}
		places[number] = room[from:len(room):len(room)]
	}
	return places
}

// smallDocument is a document with room for as much as most have.
type smallDocument struct {
	table      condition.Table
	conditions [4]condition.Condition
	groups     [4][]int32
	numbers    [12]int32
}

// write makes the document of a form. It reports false when the document would have more
// bytes than can be read back.
func (w *writer) write(form *prove.Form) bool {
	conditions, groups := form.Conditions, form.Groups
	w.written, w.parts, w.result.Origins = nil, nil, nil
	var few [8]int64
	times := timesOf(w.poll, few[:0], len(conditions), groups)
	if w.tooManyBytes(conditions, times, len(groups)) {
		return false
	}
	total := 0
	for _, g := range groups {
		total += len(g)
	}
	small := &smallDocument{}
	table := &small.table
	table.Conditions, table.Groups = slices.Grow(small.conditions[:0], len(conditions)), slices.Grow(small.groups[:0], len(groups))[:len(groups)]
	origins, places := make([][][]diag.Location, len(groups)), make([][]diag.Location, total) // which the result keeps
	numbers := slices.Grow(small.numbers[:0], total+len(conditions))[:total+len(conditions)]
	known := numbers[total:] // by number: that in the table, or -1
	for number := range known {
		known[number] = -1
	}
	var fewPlaces [8][]diag.Location
	placesOf := w.placesOf(fewPlaces[:0], conditions, times)
	for i, g := range groups {
		n := len(g)
		w.poll.Step(32 * n)
		table.Groups[i], numbers = numbers[:n:n], numbers[n:]
		origins[i], places = places[:n:n], places[n:]
		for j, number := range g {
			if known[number] < 0 {
				known[number] = int32(len(table.Conditions))
				table.Conditions = append(table.Conditions, conditions[number].Condition)
			}
			table.Groups[i][j], origins[i][j] = known[number], placesOf[number]
		}
	}
	w.written, w.parts, w.numbers, w.result.Origins = table, form.Parts, known, origins
	return true
}
