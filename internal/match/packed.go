package match

import (
	"encoding/binary"

	"github.com/segc-lang/segc/internal/condition"
)

// PackedSize returns how many bytes the counts of a contact take when they are packed.
func (m *Matcher) PackedSize() int { return packedEvents + 16*len(m.counters) }

// packedEvents is how many bytes the number of the events takes.
const packedEvents = 8

// Each calls a function for the packed counts of each contact, in no order. It may not keep them.
func (c *Counts) Each(each func(contact string, packed []byte) error) error {
	packed := make([]byte, 0, c.matcher.PackedSize())
	n := len(c.matcher.counters)
	for contact, place := range c.places {
		packed = pack(packed[:0], c.events[place], c.counts[int(place)*n:int(place+1)*n])
		if err := each(contact, packed); err != nil {
			return err
		}
	}
	return nil
}

// Pack appends the packed counts of one event.
func (m *Matcher) Pack(b []byte, metric condition.Metric, daysAgo int, campaign string, times int64) []byte {
	counts := make([]count, len(m.counters))
	m.tally(counts, metric, daysAgo, campaign, times)
	return pack(b, 1, counts)
}

func pack(b []byte, events int64, counts []count) []byte {
	b = binary.LittleEndian.AppendUint64(b, uint64(events))
	for _, one := range counts {
		b = binary.LittleEndian.AppendUint64(b, uint64(one.sure))
		b = binary.LittleEndian.AppendUint64(b, uint64(one.edge))
	}
	return b
}

// AddPacked adds packed counts to others of the same matcher.
func AddPacked(into, more []byte) {
	for at := 0; at < len(into); at += 8 {
		sum := binary.LittleEndian.Uint64(into[at:]) + binary.LittleEndian.Uint64(more[at:])
		binary.LittleEndian.PutUint64(into[at:], sum)
	}
}

// PackedEvents returns how many events there are in packed counts.
func PackedEvents(packed []byte) int64 { return int64(binary.LittleEndian.Uint64(packed)) }

// Packed gives the contact packed counts of the judge's matcher, or of one with the same
// conditions on events.
func (j *Judge) Packed(packed []byte) {
	packed = packed[packedEvents:]
	for i := range j.counts {
		j.counts[i].sure = int64(binary.LittleEndian.Uint64(packed[16*i:]))
		j.counts[i].edge = int64(binary.LittleEndian.Uint64(packed[16*i+8:]))
	}
}
