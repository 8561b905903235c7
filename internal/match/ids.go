package match

import (
	"strings"

	"github.com/segc-lang/segc/internal/condition"
)

// compileLists notes for which conditions a list counts. Ids are compared in lower case.
func (m *Matcher) compileLists(c *condition.Membership, atom int) {
	m.needsLists = true
	for _, id := range c.Lists {
		id = lowerASCII(id)
		if atoms := m.lists[id]; len(atoms) == 0 || atoms[len(atoms)-1] != int32(atom) {
			m.lists[id] = append(atoms, int32(atom))
		}
	}
}

// lowerASCII returns an id in its canonical form: letters of UUIDs are lower case.
func lowerASCII(id string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r - 'A' + 'a'
		}
		return r
	}, id)
}
