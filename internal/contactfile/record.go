package contactfile

import (
	"strings"
	"sync/atomic"

	"github.com/google/uuid"
)

// recordSeen says what some record of the file has.
type recordSeen struct{ events, lists, isp atomic.Bool }

// looksLikeRecord reports whether the first object of a file is in the form of package
// contact: it has only members of that form, and they are what they are there.
func looksLikeRecord(text string) bool {
	line, _, _ := strings.Cut(text, "\n")
	s := scanner{text: line}
	for first := true; ; first = false {
		name, more, err := s.member(first)
		if err != nil || !more {
			return err == nil && !first
		}
		fits := false
		switch next := s.peek(); name {
		case "columns":
			fits = next == '{'
		case "events", "lists":
			fits = next == '[' || next == 'n'
		case "isp":
			fits = '0' <= next && next <= '9' || next == 'n'
		}
		if !fits || s.skip(1) != nil {
			return false
		}
	}
}

// The members of a contact in the form of package contact, each a bit.
const (
	memberColumns = 1 << iota
	memberEvents
	memberLists
	memberISP
)

// memberOf returns the bit of a member; 0 for others.
func memberOf(name string) int {
	switch name {
	case "columns":
		return memberColumns
	case "events":
		return memberEvents
	case "lists":
		return memberLists
	case "isp":
		return memberISP
	default:
		return 0
	}
}

// recordReader reads contacts in the form of package contact, one after another.
type recordReader struct {
	*Source
	columns        *objects
	members, event order
	cells          []cell
	has            int // members of the contact
}

func (s *Source) records() *recordReader {
	return &recordReader{Source: s, columns: s.rows.objects(), members: order{place: memberOf}, event: order{place: memberOfEvent}, cells: make([]cell, len(s.rows.names))}
}

// block calls a function for each contact of a block, as Read does.
func (r *recordReader) block(b *Block, c *Contact, each func(c *Contact, fault error) error) error {
	line := b.Line
	for text := range strings.Lines(b.Text) {
		if len(text) > MaxLine {
			return r.rows.tooLongAt(line)
		}
		if strings.TrimSpace(text) != "" {
			c.reset(len(r.want.Columns))
			c.Line = line
			err := r.read(text, c)
			given := c
			if err != nil {
				given, err = nil, r.rows.fault(line, text, err)
			}
			if err := each(given, err); err != nil {
				return err
			}
		}
		line++
	}
	return nil
}

// read reads a line.
func (r *recordReader) read(text string, c *Contact) error {
	clear(r.cells)
	r.has = 0
	in := scanner{text: text}
	if err := r.record(&in, c); err != nil {
		return err
	}
	if err := in.end(); err != nil {
		return err
	}
	if wrong := r.contact(c, r.cells); wrong != nil {
		return wrong
	}
	r.rows.sawCells(r.cells)
	if r.has&memberEvents != 0 {
		mark(&r.Source.record.events)
	}
	if r.has&memberLists != 0 {
		mark(&r.Source.record.lists)
	}
	if r.has&memberISP != 0 {
		mark(&r.Source.record.isp)
	}
	return nil
}

func (r *recordReader) record(in *scanner, c *Contact) error {
	seen := 0
	for next := 0; ; {
		m, more, err := r.members.member(in, &next)
		if !more {
			return err
		}
		if m.place == 0 {
			return in.fault("a contact has the members columns, events, lists and isp, and not this one; say --shape objects if the members are columns")
		}
		if seen&m.place != 0 {
			return &lineFault{at: in.at, name: m.name, message: "this member is repeated"}
		}
		seen |= m.place
		r.has = seen
		if in.null() {
			continue
		}
		switch m.place {
		case memberColumns:
			err = r.columns.cells(in, r.cells)
		case memberEvents:
			err = r.events(in, c)
		case memberLists:
			err = r.recordLists(in, c)
		default:
			err = r.recordISP(in, c)
		}
		if err != nil {
			return err
		}
	}
}

func (s *Source) recordISP(in *scanner, c *Contact) error {
	n, err := in.whole(0)
	c.ISP, c.HasISP = n, true
	return err
}

func (s *Source) recordLists(in *scanner, c *Contact) error {
	if !s.want.Lists {
		return in.skip(1)
	}
	for first := true; ; first = false {
		if more, err := in.element(first); !more {
			return err
		}
		if in.peek() != '"' {
			return in.fault("this must be the UUID of a list")
		}
		at := in.at
		text, err := in.string()
		if err != nil {
			return err
		}
		id, ok := parseUUID(text)
		if !ok {
			return &lineFault{at: at, name: "lists", message: "this must be the UUID of a list", value: text}
		}
		c.Lists = append(c.Lists, id)
	}
}

// parseUUID returns a UUID in lower case.
func parseUUID(text string) (string, bool) {
	const length = len("00000000-0000-0000-0000-000000000000")
	if len(text) != length {
		return "", false
	}
	id, err := uuid.Parse(text)
	if err != nil {
		return "", false
	}
	if lower := strings.ToLower(text); lower != text {
		return id.String(), true
	}
	return text, true
}

// mark notes that something was seen.
func mark(seen *atomic.Bool) {
	if !seen.Load() {
		seen.Store(true)
	}
}
