package contactfile

import "strings"

// order remembers in which order objects have their members. Most objects of a file have the same
// one, so that a name at its usual place is compared and not read.
type order struct {
	place func(name string) int // that a name has for the reader
	usual []usualMember
}

// usualMember is a member that was read before.
type usualMember struct {
	text  string // up to its value: the brace of the first one, or the comma, and the colon
	name  string
	place int
}

// maxUsual is how many members are remembered.
const maxUsual = 64

// member is scanner.member. Next is the place in the order where the member is expected, 0 for
// the first one of an object; it is changed to that of the one after.
func (o *order) member(s *scanner, next *int) (m *usualMember, more bool, err error) {
	if *next < len(o.usual) {
		if m := &o.usual[*next]; strings.HasPrefix(s.text[s.at:], m.text) {
			s.at += len(m.text)
			*next++
			return m, true, nil
		}
	}
	return o.other(s, next)
}

// other reads a member that is not where it was expected.
func (o *order) other(s *scanner, next *int) (m *usualMember, more bool, err error) {
	first := *next == 0
	s.peek()
	start := s.at
	name, more, err := s.member(first)
	if !more {
		return nil, false, err
	}
	for i := range o.usual {
		if o.usual[i].name == name {
			*next = i + 1
			return &o.usual[i], true, nil
		}
	}
	*next = maxUsual // where nothing is expected
	m = &usualMember{name: name, place: o.place(name)}
	if len(o.usual) < maxUsual {
		// What is expected first begins with a brace, and everything after it with a comma.
		if m.text = s.text[start:s.at]; first && len(o.usual) > 0 {
			m.text = "," + m.text[1:]
		}
		o.usual = append(o.usual, *m)
		*next = len(o.usual)
	}
	return m, true, nil
}
