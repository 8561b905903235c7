package engine

import (
	"slices"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/theory"
)

// vocabulary is what can be said about the subjects of a system.
type vocabulary struct {
	system   *System
	diagram  *logic.Diagram
	subjects []*theory.Subject
	owner    []int32 // per subject: its group of atoms
	home     []home  // per atom
	// index numbers the conditions of the atoms, once it is needed, and then those of
	// added; expressed has the numbers for each choice that was written down.
	index     *condition.Index
	added     []Condition
	expressed map[logic.Choice][]int32
	level     int
	whole     bool // no subject had to be taken apart
	held      int  // bytes that are counted for the subjects
}

// close gives back what is counted.
func (v *vocabulary) close() {
	v.system.limits.Theory.Poll.Free(v.held)
	if v.index != nil {
		v.index.Free(v.system.limits.Theory.Poll)
	}
	v.diagram.Close()
}

// vocabulary returns what can be of use to write f down.
func (s *System) vocabulary(f logic.Node) *vocabulary {
	made := &struct {
		vocabulary
		subjects [few]*theory.Subject
		owner    [few]int32
	}{vocabulary: vocabulary{system: s, home: s.homes(), level: 3, whole: s.whole}}
	v := &made.vocabulary
	v.subjects, v.owner = made.subjects[:0], made.owner[:0]
	classes := s.Classes(f)
	before := s.limits.Theory.Poll.Held()
	for i, space := range s.spaces {
		s.limits.Theory.Poll.Step(64)
		subjects := space.Subjects(classes[i])
		v.whole = v.whole && len(subjects) == 1
		for _, subject := range subjects {
			if len(s.groups[s.owner[i]].atoms) > 1 { // an atom alone says all there is
				v.level = min(v.level, subject.Level)
			}
			for m, member := range subject.Members {
				v.home[s.groups[s.owner[i]].atoms[member]] = home{len(v.subjects), m}
			}
			v.subjects = append(v.subjects, subject)
			v.owner = append(v.owner, s.owner[i])
		}
	}
	v.held = int(s.limits.Theory.Poll.Held() - before)
	var few [few]logic.Subject
	logical := few[:0]
	for _, subject := range v.subjects {
		logical = append(logical, subject.Logic())
	}
	v.diagram = logic.NewDiagram(logical, s.limits.Logic)
	return v
}

func (v *vocabulary) atom(i int) logic.Node {
	h := v.home[i]
	return v.diagram.Literal(h.space, v.subjects[h.space].Atoms[h.member])
}

// seed returns the author's groups as cubes, without those that hold for
// nobody, and which groups they are; nil when one of them is not a cube.
func (v *vocabulary) seed(written [][]int32) (cubes []logic.Cube, kept [][]int32) {
	if len(written) == 0 {
		return nil, nil
	}
	var fewRegions [few]logic.Set
	var fewSubjects [few]int
	total := 0
	for _, atoms := range written {
		total += len(atoms)
	}
	room := make([]logic.Choice, total)
	cubes, kept = make([]logic.Cube, 0, len(written)), make([][]int32, 0, len(written))
next:
	for _, atoms := range written {
		v.system.limits.Theory.Poll.Step(16 * len(atoms))
		regions, subjects := fewRegions[:0], fewSubjects[:0]
		for _, a := range atoms {
			h := v.home[a]
			set := v.subjects[h.space].Atoms[h.member]
			at := -1
			for i, subject := range subjects {
				if subject == h.space {
					at = i
				}
			}
			if at < 0 {
				regions, subjects = append(regions, set), append(subjects, h.space)
				continue
			}
			if regions[at] = regions[at].And(set); regions[at].Empty() {
				continue next
			}
		}
		cube := logic.Cube(room[:0:len(atoms)])
		room = room[len(atoms):]
		for i, subject := range subjects {
			domain, ok := v.diagram.DomainOf(subject, regions[i])
			if !ok {
				return nil, nil
			}
			if domain != 0 {
				cube, _ = insert(cube, logic.Choice{Subject: int32(subject), Domain: int32(domain)})
			}
		}
		cubes, kept = append(cubes, cube), append(kept, atoms)
	}
	return cubes, kept
}

// group writes a cube down as the numbers of conditions. A cube that is one of the author's
// groups, in as many conditions, is written as the author did.
func (v *vocabulary) group(cube logic.Cube, seed []logic.Cube, written [][]int32) []int32 {
	for i, c := range seed {
		if slices.Equal(c, cube) && v.diagram.Conditions(cube) == len(written[i]) {
			return written[i]
		}
	}
	var group []int32
	for _, choice := range cube {
		group = append(group, v.express(choice)...)
	}
	poll.SortStable(nil, group, func(a, b int32) int { return v.first(a) - v.first(b) })
	return group
}

// express returns the numbers of the conditions that say a choice.
func (v *vocabulary) express(choice logic.Choice) []int32 {
	if numbers, known := v.expressed[choice]; known {
		return numbers
	}
	p := v.system.limits.Theory.Poll
	if v.index == nil {
		v.index, v.expressed = v.system.index(), map[logic.Choice][]int32{}
	}
	subject := v.subjects[choice.Subject]
	var conditions []condition.Condition
	if subject.Free {
		conditions = subject.Express(v.diagram.Domain(int(choice.Subject), int(choice.Domain)).Regions)
	} else {
		conditions = subject.Conditions(int(choice.Domain))
	}
	numbers := make([]int32, len(conditions))
	for i, c := range conditions {
		number, isNew := v.index.Number(p, c)
		if numbers[i] = int32(number); isNew {
			v.added = append(v.added, Condition{c, v.members(int(choice.Subject))})
		}
	}
	v.expressed[choice] = numbers
	return numbers
}

// first returns the first atom that a condition represents.
func (v *vocabulary) first(number int32) int {
	if n := int(number) - len(v.system.atoms); n >= 0 {
		return v.added[n].Atoms[0]
	}
	return int(number)
}

// members returns the atoms on a subject.
func (v *vocabulary) members(subject int) []int {
	group := v.system.groups[v.owner[subject]].atoms
	var numbers []int
	for _, member := range v.subjects[subject].Members {
		numbers = append(numbers, group[member])
	}
	return numbers
}
