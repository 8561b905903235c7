package contactfile

import "io"

// Membership says that a contact is on a list.
type Membership struct {
	Contact string // its key
	List    string // a UUID in lower case
}

// ListsSource is a file of memberships: a table, or JSON objects, with the columns contact_id
// and list_id. Its blocks are read like those of a Source.
type ListsSource struct {
	rows rows
	key  string
}

// The places of the columns of memberships.
const (
	membershipContact = iota
	membershipKey     // in place of contact_id
	membershipList
)

// OpenLists reads the beginning of a file of memberships. Key is as in OpenEvents.
func OpenLists(from io.Reader, name, key string, layout Layout) (*ListsSource, error) {
	s := &ListsSource{key: key}
	s.rows.null = layout.Null
	if err := s.rows.open(from, name, "", namesInFile([]string{"contact_id", otherThanID(key), "list_id"}, layout)); err != nil {
		return nil, err
	}
	if s.rows.shape == Table {
		for _, one := range [][]int{{membershipContact, membershipKey}, {membershipList}} {
			if err := s.rows.needs(one...); err != nil {
				return nil, err
			}
		}
	}
	return s, nil
}

// Next returns the next block, and io.EOF after the last one.
func (s *ListsSource) Next() (Block, error) { return s.rows.block() }

// Read calls a function for every membership of a block, as Source.Read does for contacts.
func (s *ListsSource) Read(b *Block, each func(m *Membership, fault error) error) error {
	var m Membership
	return s.rows.each(b, func(line int64, text string, cells []cell, fault error) error {
		if fault != nil {
			return each(nil, fault)
		}
		which := membershipContact
		if cells[which].kind == absent && s.rows.names[membershipKey] != "" {
			which = membershipKey
		}
		key, message := keyOf(&cells[which], s.key)
		if message != "" {
			return each(nil, s.rows.fault(line, text, &lineFault{at: cells[which].at, name: s.rows.names[which], message: message, value: cells[which].text}))
		}
		list, ok := parseUUID(trimmed(cells[membershipList].text))
		if !ok {
			c := &cells[membershipList]
			return each(nil, s.rows.fault(line, text, &lineFault{at: c.at, name: s.rows.names[membershipList], message: "this must be the UUID of a list", value: c.text}))
		}
		m = Membership{Contact: key, List: list}
		return each(&m, nil)
	})
}
