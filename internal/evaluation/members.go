package evaluation

import (
	"context"
	"encoding/binary"
	"errors"
	"strings"

	"github.com/segc-lang/segc/internal/contactfile"
	"github.com/segc-lang/segc/internal/spill"
)

// members are who is on the lists that matter: in memory, and when they are too many, in
// temporary files. A contact has a bit for each list.
type members struct {
	ids   []string // of lists
	words int      // of the bits of a contact
	open  spill.Open
	most  int64 // bytes in memory
	hash  hasher

	on     map[string][]uint64
	bytes  int64
	rows   int64    // of the file
	met    []uint64 // lists that somebody is on
	sorter *spill.Sorter
	table  *spill.Table // when all are read
}

func newMembers(ids []string, open spill.Open, most int64) *members {
	return &members{ids: ids, words: (len(ids) + 63) / 64, open: open, most: most, hash: newHasher(), on: map[string][]uint64{}, met: make([]uint64, (len(ids)+63)/64)}
}

// readMemberships reads a file of memberships.
func (p *prepared) readMemberships(ctx context.Context) error {
	if p.job.Memberships == nil || !p.want.Lists {
		return nil
	}
	numbers := map[string]int{}
	var ids []string
	for _, id := range append(p.least.Lists(), p.job.On...) {
		if _, known := numbers[id]; !known {
			numbers[id] = len(ids)
			ids = append(ids, id)
		}
	}
	p.members = newMembers(ids, p.temporary(), p.job.Memory/8)
	source, err := contactfile.OpenLists(p.job.Memberships.From, p.job.Memberships.Name, p.job.Key, p.job.Layout)
	if err != nil {
		return err
	}
	err = eachBlock(ctx, source, func(b *contactfile.Block) error {
		return source.Read(b, func(m *contactfile.Membership, fault error) error {
			if fault != nil {
				return fault
			}
			p.members.rows++
			if p.only != "" {
				if m.Contact == p.only {
					p.listsOf = append(p.listsOf, m.List)
				}
				return nil
			}
			if number, matters := numbers[m.List]; matters {
				return p.members.add(m.Contact, number)
			}
			return nil
		})
	})
	switch {
	case err != nil:
		return err
	case p.members.rows == 0:
		return &StrangersError{Name: p.job.Memberships.Name, Lists: true, Empty: true}
	}
	return p.members.done()
}

// add puts a contact on a list.
func (m *members) add(contact string, list int) error {
	m.met[list/64] |= 1 << (list % 64)
	on, known := m.on[contact]
	if !known {
		contact = strings.Clone(contact) // which keeps no block alive
		on = make([]uint64, m.words)
		m.on[contact] = on
		m.bytes += 120 + int64(len(contact)+8*m.words)
	}
	on[list/64] |= 1 << (list % 64)
	if m.bytes > m.most {
		return m.flush()
	}
	return nil
}

// recordSize is how many bytes a contact takes in a file.
func (m *members) recordSize() int { return hashSize + 8*m.words }

// flush writes what is in memory to files.
func (m *members) flush() error {
	if m.sorter == nil {
		m.sorter = spill.NewSorter(m.open, m.recordSize(), m.most/4)
	}
	record := make([]byte, 0, m.recordSize())
	for contact, on := range m.on {
		key := m.hash.of(contact)
		record = append(record[:0], key[:]...)
		for _, bits := range on {
			record = binary.LittleEndian.AppendUint64(record, bits)
		}
		if err := m.sorter.Add(record); err != nil {
			return err
		}
	}
	m.on, m.bytes = map[string][]uint64{}, 0
	return nil
}

// done ends the reading.
func (m *members) done() error {
	if m.sorter == nil {
		return nil
	}
	if err := m.flush(); err != nil {
		return err
	}
	table, err := joined(m.open, m.sorter, m.recordSize(), func(into, more []byte) {
		for i := range into {
			into[i] |= more[i]
		}
	})
	m.table, m.on = table, nil
	return err
}

// of calls a function for each list that a contact is on, and reports whether it is on any.
// Room is for what is in a file.
func (m *members) of(contact string, room []byte, on func(list string)) (known bool, err error) {
	if m.table == nil {
		all, known := m.on[contact]
		for i, bits := range all {
			m.each(i, bits, on)
		}
		return known, nil
	}
	key := m.hash.of(contact)
	record, _, err := m.table.Find(key[:], room)
	if record == nil || err != nil {
		return false, err
	}
	for i := range m.words {
		m.each(i, binary.LittleEndian.Uint64(record[hashSize+8*i:]), on)
	}
	return true, nil
}

// each calls a function for each list of a word.
func (m *members) each(word int, bits uint64, on func(list string)) {
	for i := range 64 {
		if bits>>i&1 != 0 {
			on(m.ids[64*word+i])
		}
	}
}

// nobody returns the lists that the file has nobody on.
func (m *members) nobody() (lists []string) {
	for i, id := range m.ids {
		if m.met[i/64]>>(i%64)&1 == 0 {
			lists = append(lists, id)
		}
	}
	return lists
}

// close removes the files.
func (m *members) close() error {
	var errs []error
	if m.sorter != nil {
		errs = append(errs, m.sorter.Close())
	}
	if m.table != nil {
		errs = append(errs, m.table.Close())
	}
	return errors.Join(errs...)
}
