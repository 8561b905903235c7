package engine

import (
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/logic"
)

// decidingWork bounds the steps of a search for points on which one subject decides.
const decidingWork = 20_000

// Deciding returns contacts for which a subject decides whether they are in a function:
// two at a time that differ in nothing else, at most so many pairs for each space of
// the subject.
func (s *System) Deciding(f logic.Node, subject eval.Subject, pairs int) []contact.Contact {
	var contacts []contact.Contact
	budget := decidingWork
	for i, g := range s.owner {
		if s.groups[g].key != keyOfSubject(subject) {
			continue
		}
		for _, pair := range s.Diagram.Deciding(f, i, pairs, &budget) {
			for _, point := range [...][]int{pair.A, pair.B} {
				var tested []int
				for subject, region := range point {
					if region >= 0 {
						tested = append(tested, subject)
					}
				}
				contacts = append(contacts, s.contactOf(point, tested))
			}
		}
	}
	return contacts
}

func keyOfSubject(subject eval.Subject) subjectKey {
	switch subject.Kind {
	case eval.ColumnSubject:
		return subjectKey{'f', subject.Name}
	case eval.EventSubject:
		return subjectKey{'e', subject.Name}
	case eval.ListSubject:
		return subjectKey{'l', ""}
	default:
		return subjectKey{'i', ""}
	}
}
