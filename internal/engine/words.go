package engine

import (
	"slices"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/logic"
)

// group writes a cube down as conditions. A cube that is one of the author's
// groups, in as many conditions, is written as the author did.
func (w *words) group(cube logic.Cube, seed []logic.Cube, written [][]int32) []Condition {
	for i, c := range seed {
		if slices.Equal(c, cube) && w.diagram.Conditions(cube) == len(written[i]) {
			return w.system.group(written[i])
		}
	}
	var group []Condition
	for _, choice := range cube {
		subject := w.subjects[choice.Subject]
		var conditions []condition.Condition
		if subject.Free {
			conditions = subject.Express(w.diagram.Domain(int(choice.Subject), int(choice.Domain)).Regions)
		} else {
			conditions = subject.Conditions(int(choice.Domain))
		}
		for _, c := range conditions {
			group = append(group, Condition{c, w.origins(int(choice.Subject), c)})
		}
	}
	slices.SortStableFunc(group, func(a, b Condition) int { return a.Atoms[0] - b.Atoms[0] })
	return group
}

// origins returns the atom that a condition is, or else those on its subject.
func (w *words) origins(subject int, c condition.Condition) []int {
	if w.index == nil {
		w.index = w.system.index()
	}
	if i, known := w.index.Find(w.system.limits.Theory.Poll, c); known {
		return []int{i}
	}
	group := w.system.groups[w.owner[subject]].atoms
	var numbers []int
	for _, member := range w.subjects[subject].Members {
		numbers = append(numbers, group[member])
	}
	return numbers
}
