package prove

import (
	"errors"
	"math"
	"slices"

	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
)

// Form is a way to write a rule down.
type Form struct {
	*engine.Minimal
	// Parts says how the groups are made of those of parts; nil if they are not.
	Parts *Parts
}

// InParts returns the smallest form of a rule that falls into parts on subjects of their own, or
// nil if it does not. There are no groups where they are more than so many.
//
// The smallest form of an `or` of such parts is the sum of theirs: a group of it that has a
// contact whom the other parts leave out is, without its conditions on their subjects, a group
// of the part. That of an `and` is the product, if all parts but one are proved by points: a
// group has at most one of these, and what it says beside that is a group of the other part.
//
// The error is that of engine.System.Minimize.
func (p *Prover) InParts(most int) (*Form, error) {
	if form := p.readOnce(most); form != nil {
		return form, nil
	}
	return p.apart(solver{Prover: p, most: most, leaf: (*solver).minimal})
}

// ExpandedInParts returns the plain expansion of a rule that falls into such parts, or nil if it
// does not, or there are more groups than so many.
func (p *Prover) ExpandedInParts(most int) *Form {
	form, err := p.apart(solver{Prover: p, most: most, leaf: (*solver).expanded, asWritten: true})
	if err != nil || form == nil || form.Groups == nil {
		return nil
	}
	return form
}

func (p *Prover) apart(s solver) (*Form, error) {
	if !p.decided || !p.system.Whole() || p.rule.Formula.Kind != formula.And && p.rule.Formula.Kind != formula.Or {
		return nil, nil
	}
	s.conditions = p.system.Conditions()
	s.atoms = len(s.conditions)
	s.found = make([]solved, 0, min(s.atoms, 16))
	s.single = make([][]int32, s.atoms)
	ids := make([]int32, s.atoms)
	for id := range ids {
		ids[id] = int32(id)
		s.single[id] = ids[id : id+1 : id+1]
	}
	found, err := s.solve(p.rule.Formula)
	if errors.Is(err, errOnePart) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return s.form(found), nil
}

// errOnePart says that a rule is better looked at as a whole.
var errOnePart = errors.New("prove: the rule does not fall into parts")

// solver writes a rule down, part by part.
type solver struct {
	*Prover
	most       int // groups
	asWritten  bool
	leaf       func(s *solver, f *formula.Formula, subjects []int) (solved, error)
	conditions []engine.Condition
	atoms      int       // that are the first conditions
	single     [][]int32 // by atom: the group that it is alone
	spent      logic.Spent
	depth      int      // of the part at hand
	unordered  bool     // conditions of a group are not in the order of the atoms
	found      []solved // the parts of those that are not solved yet
	kids       []Parts  // a supply
	expander   *formula.Expander
}

// solved is a part that was written down.
type solved struct {
	parts              Parts
	groups, conditions int
	stats              engine.Stats
	points             bool // proved by points: no implicant has two of them
}

// maxJoined bounds what was spent on parts of an `and` before two of them are looked at as one,
// in operations.
const maxJoined = 2_000_000

// maxDepth is how deep parts are taken apart: each step looks at all that is below.
const maxDepth = 16

// solve writes a part down that is an `and` or an `or`, or one condition.
func (s *solver) solve(f *formula.Formula) (solved, error) {
	if f.Kind == formula.Literal {
		return s.literal(f)
	}
	components := s.componentsOf(f)
	if s.asWritten || f.Kind == formula.Or {
		components = unmixed(components)
	}
	if len(components) == 1 && operandsOf(f, components[0].operands) != f.Kids[0] {
		return s.whole(f, components[0])
	}
	from := len(s.found)
	for _, c := range components {
		one, err := s.component(f, c)
		if err != nil {
			return solved{}, err
		}
		s.found = append(s.found, one)
	}
	all := s.found[from:len(s.found):len(s.found)]
	defer func() { s.found = s.found[:from] }()
	if f.Kind == formula.And && !s.asWritten {
		var err error
		if components, all, err = s.productive(f, components, all); err != nil {
			return solved{}, err
		}
		if len(components) == 1 && len(all[0].parts.kids) == 0 {
			return all[0], nil // the whole, as one
		}
		s.unordered = s.unordered || mixed(components)
	}
	return s.together(f, components, all), nil
}

// whole writes a part down that does not fall into parts.
func (s *solver) whole(f *formula.Formula, c component) (solved, error) {
	if f == s.rule.Formula {
		return solved{}, errOnePart
	}
	return s.leaf(s, f, c.subjects)
}

func (s *solver) component(f *formula.Formula, c component) (solved, error) {
	of := operandsOf(f, c.operands)
	switch {
	case of == f.Kids[c.operands[0]] && (of.Kind == formula.Literal || s.depth < maxDepth):
		s.depth++
		defer func() { s.depth-- }()
		return s.solve(of)
	case len(c.operands) == len(f.Kids):
		return s.whole(f, c)
	}
	return s.leaf(s, of, c.subjects)
}

// literal writes one condition down.
func (s *solver) literal(f *formula.Formula) (solved, error) {
	id := f.Atom.ID
	if n := s.system.Atom(id); f.Atom.Negated || n == logic.True || n == logic.False {
		return solved{}, errOnePart
	}
	return solved{
		parts: Parts{groups: s.single[id : id+1 : id+1]}, groups: 1, conditions: 1, points: true,
		stats: engine.Stats{Proved: true, AtLeast: 1, Method: "as written", Level: 3},
	}, nil
}

// minimal writes a part down that cannot be taken apart, as small as it can be found. Where the
// work is too much for that, the part stays as it multiplies out.
func (s *solver) minimal(f *formula.Formula, subjects []int) (solved, error) {
	written, conditions := s.groupsOfPart(f)
	m, points, err := s.smallest(f, subjects, written)
	var limit *logic.LimitError
	switch {
	case errors.As(err, &limit) && written == nil:
		return solved{}, errOnePart
	case errors.As(err, &limit):
		return solved{
			parts: Parts{groups: written}, groups: len(written), conditions: conditions,
			stats: engine.Stats{Method: "partial", AtLeast: 1},
		}, nil
	case err != nil:
		return solved{}, err
	}
	known, added := s.atoms, len(s.conditions)
	s.conditions = append(s.conditions, m.Conditions...)
	groups, room := make([][]int32, len(m.Groups)), make([]int32, m.Stats.Conditions)
	for i, g := range m.Groups {
		groups[i], room = room[:len(g):len(g)], room[len(g):]
		copy(groups[i], g)
		for j, number := range g {
			if int(number) >= known {
				groups[i][j] = number - int32(known) + int32(added)
			}
		}
	}
	return solved{parts: Parts{groups: groups}, groups: m.Stats.Groups, conditions: m.Stats.Conditions, stats: m.Stats, points: points}, nil
}

// maxSpent is how many times the limits of a rule all parts may spend before the others stay as
// they multiply out.
const maxSpent = 4

// smallest returns the smallest form of a part that is found.
func (s *solver) smallest(f *formula.Formula, subjects []int, written [][]int32) (m *engine.Minimal, points bool, err error) {
	limits := s.limits.Logic
	if s.spent.Operations > maxSpent*limits.Operations || s.spent.Steps > maxSpent*limits.Steps {
		return nil, false, &logic.LimitError{Limit: "operations", Spent: s.spent.Operations, Max: limits.Operations}
	}
	system := s.system.Part(subjects, s.spent)
	defer system.Close()
	defer func() { s.spent = s.spent.And(system.Spent()) }()
	node := build(f)(system.Diagram, system.Atom)
	if err := system.Err(); err != nil {
		return nil, false, err
	}
	if node == logic.True || node == logic.False {
		return nil, false, errOnePart
	}
	m, points, err = system.MinimizePart(node, build(f), written)
	if err == nil && m.Stats.Method != "as written" {
		s.spent = s.spent.And(m.Stats.Spent)
	}
	return m, points, err
}

// groupsOfPart returns the plain expansion of a part; nil if there are too many groups, or one
// has the opposite of a condition, which none can say.
func (s *solver) groupsOfPart(f *formula.Formula) (groups [][]int32, conditions int) {
	if s.expander == nil {
		s.expander = formula.NewExpander(s.Poll, len(s.rule.Set.Atoms), s.most)
	}
	cubes, err := s.expander.Expand(f)
	if err != nil {
		return nil, 0
	}
	groups = make([][]int32, len(cubes))
	for i, c := range cubes {
		if slices.ContainsFunc(c.Atoms, func(a int32) bool { return s.rule.Set.Atoms[a].Negated }) {
			return nil, 0
		}
		groups[i] = c.Atoms
		conditions += len(c.Atoms)
	}
	return groups, conditions
}

// expanded writes a part down as it multiplies out.
func (s *solver) expanded(f *formula.Formula, _ []int) (solved, error) {
	groups, conditions := s.groupsOfPart(f)
	if groups == nil {
		return solved{}, errOnePart
	}
	return solved{parts: Parts{groups: groups}, groups: len(groups), conditions: conditions, stats: engine.Stats{Method: "plain", AtLeast: 1}}, nil
}

// productive joins components of an `and` until their product is proved to be the smallest
// form, and its groups are in the order of the operands.
func (s *solver) productive(f *formula.Formula, components []component, all []solved) ([]component, []solved, error) {
	for {
		var several, pointless []int // components of several groups
		for i := range all {
			if all[i].groups > 1 {
				several = append(several, i)
				if !all[i].points {
					pointless = append(pointless, i)
				}
			}
		}
		join := overlapping(components, several)
		if len(join) < 2 && len(pointless) > 1 && s.spent.Operations < maxJoined {
			join = pointless
		}
		if len(join) < 2 {
			return components, all, nil
		}
		var list []component
		for _, i := range join {
			list = append(list, components[i])
		}
		one := joined(list...)
		found, err := s.component(f, one)
		if err != nil {
			return nil, nil, err
		}
		components[join[0]], all[join[0]] = one, found
		for _, i := range slices.Backward(join[1:]) {
			components, all = slices.Delete(components, i, i+1), slices.Delete(all, i, i+1)
		}
	}
}

// overlapping returns two of some components if the operands of one are among those of the
// other.
func overlapping(components []component, some []int) []int {
	for j := 1; j < len(some); j++ {
		for i := range j {
			if mixed([]component{components[some[i]], components[some[j]]}) {
				return []int{some[i], some[j]}
			}
		}
	}
	return nil
}

// unmixed joins components whose operands are among those of another one.
func unmixed(components []component) []component {
	if !mixed(components) {
		return components
	}
	var all []component
	for _, c := range components {
		if last := len(all) - 1; last >= 0 && mixed([]component{all[last], c}) {
			all[last] = joined(all[last], c)
			continue
		}
		all = append(all, c)
	}
	return all
}

// together returns the product or the sum of components.
func (s *solver) together(f *formula.Formula, components []component, all []solved) solved {
	or := f.Kind == formula.Or
	whole := solved{parts: Parts{or: or, kids: pieceOf(&s.kids, len(all), min(s.atoms, 16))[:len(all)]}, stats: engine.Stats{Proved: true, Method: all[0].stats.Method, Level: 3}, points: true}
	if !or {
		whole.groups, whole.stats.AtLeast = 1, 1
	}
	open, atLeast := 0, 1 // parts of several groups without points
	for i := range all {
		one := &all[i]
		whole.parts.kids[i] = one.parts
		whole.parts.kids[i].operands = components[i].operands
		whole.points = whole.points && one.points
		whole.stats.Proved = whole.stats.Proved && one.stats.Proved
		whole.stats.Level = min(whole.stats.Level, one.stats.Level)
		if rank(one.stats.Method) > rank(whole.stats.Method) {
			whole.stats.Method = one.stats.Method
		}
		if or {
			whole.groups, whole.conditions = plus(whole.groups, one.groups), plus(whole.conditions, one.conditions)
			whole.stats.AtLeast = plus(whole.stats.AtLeast, one.stats.AtLeast)
			continue
		}
		whole.groups, whole.conditions = times(whole.groups, one.groups), plus(times(whole.groups, one.conditions), times(whole.conditions, one.groups))
		if one.points || one.groups == 1 {
			whole.stats.AtLeast = times(whole.stats.AtLeast, one.stats.AtLeast)
			continue
		}
		open++
		atLeast = max(atLeast, one.stats.AtLeast)
	}
	whole.stats.AtLeast = times(whole.stats.AtLeast, atLeast)
	whole.stats.Proved = whole.stats.Proved && open < 2
	return whole
}

// rank orders methods by what they leave open.
func rank(method string) int {
	return slices.Index([]string{"as written", "exact", "heuristic", "partial"}, method)
}

// plus and times do not go above a number that is larger than any limit.
func plus(a, b int) int { return min(a+b, math.MaxInt32) }

func times(a, b int) int {
	if a > 0 && b > math.MaxInt32/a {
		return math.MaxInt32
	}
	return a * b
}

// form returns what was found, with its groups unless they are too many.
func (s *solver) form(found solved) *Form {
	made := &struct {
		form    Form
		minimal engine.Minimal
		parts   Parts
	}{parts: found.parts, minimal: engine.Minimal{Conditions: s.conditions, Stats: found.stats}}
	form := &made.form
	form.Minimal, form.Parts = &made.minimal, &made.parts
	form.Stats.Groups, form.Stats.Conditions, form.Stats.Spent = found.groups, found.conditions, s.spent.And(s.system.Spent())
	if found.groups > s.most || found.conditions > formula.MaxConditions {
		return form
	}
	form.Groups = s.multiply(form.Parts)
	if s.unordered {
		for i, g := range form.Groups {
			s.Poll.Step(16 * len(g))
			g = slices.Clone(g)
			poll.SortStable(nil, g, func(a, b int32) int { return s.conditions[a].Atoms[0] - s.conditions[b].Atoms[0] })
			form.Groups[i] = g
		}
	}
	return form
}
