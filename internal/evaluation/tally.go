package evaluation

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/maphash"

	"github.com/segc-lang/segc/internal/contactfile"
	"github.com/segc-lang/segc/internal/match"
	"github.com/segc-lang/segc/internal/spill"
)

// tally has the events of contacts as numbers: in memory, and when they are too many, in
// temporary files.
type tally struct {
	matcher *match.Matcher
	open    spill.Open
	most    int64 // bytes in memory
	hash    hasher

	counts *match.Counts           // in memory, of what is not in a file yet
	seen   map[[hashSize]byte]bool // events with an id that were counted
	twice  int64

	contacts *spill.Sorter // of packed counts, by contact; nil if nothing is in a file
	ids      *spill.Sorter // of events with an id, by the id
	number   uint64        // of the last event in there
	table    *spill.Table  // of contacts, when all is counted
}

func newTally(matcher *match.Matcher, open spill.Open, most int64) *tally {
	return &tally{matcher: matcher, open: open, most: most, hash: newHasher(), counts: matcher.Counts(), seen: map[[hashSize]byte]bool{}}
}

// seenBytes is about what an event with an id takes.
const seenBytes = 48

// held returns about how many bytes are in memory.
func (t *tally) held() int64 { return t.counts.Bytes() + seenBytes*int64(len(t.seen)) }

// add counts an event that was so many days ago. One with an id counts once: its copies are
// counted in twice. One e-mail may have been opened and clicked under one id.
func (t *tally) add(e *contactfile.Event, days int) error {
	switch {
	case e.ID == "":
		t.counts.Add(e.Contact, e.Metric, days, e.Campaign, e.Times)
	case t.ids != nil:
		t.number++
		id, contact := t.id(e), t.hash.of(e.Contact)
		record := binary.BigEndian.AppendUint64(id[:], t.number)
		record = t.matcher.Pack(append(record, contact[:]...), e.Metric, days, e.Campaign, e.Times)
		return t.ids.Add(record)
	default:
		id := t.id(e)
		if t.seen[id] {
			t.twice++
			return nil
		}
		t.seen[id] = true
		t.counts.Add(e.Contact, e.Metric, days, e.Campaign, e.Times)
	}
	if t.held() > t.most {
		return t.flush()
	}
	return nil
}

func (t *tally) id(e *contactfile.Event) [hashSize]byte {
	return t.hash.of(e.ID + "\x00" + e.Contact + "\x00" + string(e.Metric))
}

// flush writes what is in memory to files.
func (t *tally) flush() error {
	if t.contacts == nil {
		t.contacts = spill.NewSorter(t.open, hashSize+t.matcher.PackedSize(), t.most/4)
	}
	record := make([]byte, 0, hashSize+t.matcher.PackedSize())
	err := t.counts.Each(func(contact string, packed []byte) error {
		key := t.hash.of(contact)
		return t.contacts.Add(append(append(record, key[:]...), packed...))
	})
	if err != nil {
		return err
	}
	t.counts = t.matcher.Counts()
	if len(t.seen) == 0 {
		return nil
	}
	// From now on, events with an id are sorted by it, so that copies come together. Those that were
	// counted come first, with number 0.
	const idSize = hashSize + 8 + hashSize
	t.ids = spill.NewSorter(t.open, idSize+t.matcher.PackedSize(), t.most/4)
	counted := make([]byte, idSize+t.matcher.PackedSize())
	for id := range t.seen {
		copy(counted, id[:])
		if err := t.ids.Add(counted); err != nil {
			return err
		}
	}
	t.seen = nil
	return nil
}

// done ends the counting.
func (t *tally) done() error {
	if t.contacts == nil {
		return nil
	}
	if err := t.flush(); err != nil {
		return err
	}
	if t.ids != nil {
		if err := t.onceEach(); err != nil {
			return err
		}
	}
	table, err := joined(t.open, t.contacts, hashSize+t.matcher.PackedSize(), match.AddPacked)
	if err != nil {
		return err
	}
	t.table, t.counts, t.seen = table, nil, nil
	return nil
}

// onceEach counts the first event of each id.
func (t *tally) onceEach() error {
	var before [hashSize]byte
	some := false
	err := t.ids.Each(func(record []byte) error {
		if some && bytes.Equal(before[:], record[:hashSize]) {
			t.twice++
			return nil
		}
		some = true
		copy(before[:], record)
		if binary.BigEndian.Uint64(record[hashSize:]) == 0 {
			return nil
		}
		return t.contacts.Add(record[hashSize+8:])
	})
	return errors.Join(err, t.ids.Close())
}

// joined returns a table of the records of a sorter. Those with the same key are joined.
func joined(open spill.Open, from *spill.Sorter, size int, join func(into, more []byte)) (*spill.Table, error) {
	table, err := spill.NewTable(open, size, hashSize)
	if err != nil {
		return nil, err
	}
	last := make([]byte, 0, size)
	err = from.Each(func(record []byte) error {
		if len(last) > 0 && bytes.Equal(last[:hashSize], record[:hashSize]) {
			join(last[hashSize:], record[hashSize:])
			return nil
		}
		if len(last) > 0 {
			if err := table.Add(last); err != nil {
				return err
			}
		}
		last = append(last[:0], record...)
		return nil
	})
	if err == nil && len(last) > 0 {
		err = table.Add(last)
	}
	if err = errors.Join(err, table.Done(), from.Close()); err != nil {
		return nil, errors.Join(err, table.Close())
	}
	return table, nil
}

// len returns how many contacts have an event.
func (t *tally) len() int64 {
	if t.table != nil {
		return t.table.Len()
	}
	return int64(t.counts.Len())
}

// give gives a judge the events of a contact, and returns the contact's place; -1 if it has none.
// Room is at least as long as the table says.
func (t *tally) give(j *match.Judge, contact string, room []byte) (place int64, err error) {
	if t.table == nil {
		place := t.counts.Of(contact)
		if place >= 0 {
			j.Counted(t.counts, place)
		}
		return int64(place), nil
	}
	key := t.hash.of(contact)
	record, place, err := t.table.Find(key[:], room)
	if record == nil || err != nil {
		return -1, err
	}
	j.Packed(record[hashSize:])
	return place, nil
}

// strangers returns how many events contacts have that were not met.
func (t *tally) strangers(met []bool) (events int64, err error) {
	if t.table != nil {
		err = t.table.Each(func(place int64, record []byte) error {
			if !met[place] {
				events += match.PackedEvents(record[hashSize:])
			}
			return nil
		})
		return events, err
	}
	for place, met := range met {
		if !met {
			events += t.counts.Events(place)
		}
	}
	return events, nil
}

// close removes the files.
func (t *tally) close() error {
	var errs []error
	for _, s := range []*spill.Sorter{t.contacts, t.ids} {
		if s != nil {
			errs = append(errs, s.Close())
		}
	}
	if t.table != nil {
		errs = append(errs, t.table.Close())
	}
	return errors.Join(errs...)
}

// hashSize is how many bytes a hash has: two texts never have the same one by chance.
const hashSize = 16

// hasher makes hashes, which nobody who writes a file can foresee.
type hasher [2]maphash.Seed

func newHasher() hasher { return hasher{maphash.MakeSeed(), maphash.MakeSeed()} }

func (h *hasher) of(text string) (hash [hashSize]byte) {
	binary.BigEndian.PutUint64(hash[:], maphash.String(h[0], text))
	binary.BigEndian.PutUint64(hash[8:], maphash.String(h[1], text))
	return hash
}
