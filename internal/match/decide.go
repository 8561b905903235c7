package match

import "github.com/segc-lang/segc/internal/formula"

// Decide reports whether the contact matches. If the readings disagree, matches is false and
// under has those under which it matches: at least one, and not all.
func (j *Judge) Decide() (matches bool, under Readings) {
	return j.decide(int32(len(j.matcher.nodes) - 1))
}

// Group is Decide for one group of a document.
func (j *Judge) Group(number int) (matches bool, under Readings) {
	return j.decide(j.matcher.nodes[len(j.matcher.nodes)-1].kids[number])
}

// Failing returns how many conditions of a group of a document do not hold under any reading, and
// the last of them, by its place in the group.
func (j *Judge) Failing(number int) (count, last int) {
	group := &j.matcher.nodes[j.matcher.nodes[len(j.matcher.nodes)-1].kids[number]]
	for i, kid := range group.kids {
		if j.state(kid) == no {
			count, last = count+1, i
		}
	}
	return count, last
}

func (j *Judge) decide(root int32) (matches bool, under Readings) {
	switch j.state(root) {
	case yes:
		return true, Readings{}
	case no:
		return false, Readings{}
	}
	if j.sets == nil {
		j.sets = make([]Readings, len(j.matcher.nodes))
	}
	switch a := j.matcher.questions.under(j.set(root)); a.state {
	case yes:
		return true, Readings{}
	case no:
		return false, Readings{}
	default:
		return false, a.open
	}
}

// state returns what is known of a node without a look at which readings disagree: one that
// depends on the reading may turn out to hold under all of them, or none.
func (j *Judge) state(number int32) state {
	if s := j.states[number]; s != unknown {
		return s
	}
	n := &j.matcher.nodes[number]
	var s state
	switch n.kind {
	case formula.False:
		s = no
	case formula.True:
		s = yes
	case formula.Literal:
		s = j.atom(n.atom).state
	case formula.And:
		s = j.joined(n.kids, no, yes)
	default:
		s = j.joined(n.kids, yes, no)
	}
	j.states[number] = s
	return s
}

// joined returns the state of an and or an or, which one kid in a state decides.
func (j *Judge) joined(kids []int32, decided, otherwise state) state {
	s := otherwise
	for _, kid := range kids {
		switch j.state(kid) {
		case decided:
			return decided
		case open, solved:
			s = open
		}
	}
	return s
}

// set returns the readings under which a node holds.
func (j *Judge) set(number int32) Readings {
	q := &j.matcher.questions
	switch j.state(number) {
	case yes:
		return q.allowed
	case no:
		return Readings{}
	}
	n := &j.matcher.nodes[number]
	if j.states[number] == solved {
		return j.sets[number]
	}
	var s Readings
	switch n.kind {
	case formula.Literal:
		s = j.atom(n.atom).open
	case formula.And:
		s = q.allowed
		for _, kid := range n.kids {
			under := j.set(kid)
			s = s.and(&under)
		}
	default:
		for _, kid := range n.kids {
			under := j.set(kid)
			s = s.or(&under)
		}
	}
	j.sets[number], j.states[number] = s, solved
	return s
}

// solved is the state of a node whose readings are known.
const solved = open + 1

// atom returns what a condition answers.
func (j *Judge) atom(number int32) *answer {
	a := &j.answers[number]
	if a.state == unknown {
		*a = j.ask(&j.matcher.atoms[number], number)
	}
	return a
}

func (j *Judge) ask(a *atom, number int32) answer {
	switch {
	case a.field != nil:
		return j.field(a.field, a.negated)
	case a.event != nil:
		return j.event(a.event)
	case a.lists:
		return answer{state: stateOf(j.on[number] == a.in)}
	default:
		return answer{state: stateOf((j.hasISP && a.isps[j.isp]) == a.in)}
	}
}
