package match

import (
	"strings"

	"github.com/segc-lang/segc/internal/condition"
)

// Counts are the events of contacts that come from elsewhere than the contacts, as numbers for
// the counters of a matcher. They are for one goroutine while events are added, and for many
// judges after that.
type Counts struct {
	matcher *Matcher
	places  map[string]int32 // by contact
	counts  []count          // as many for each contact as there are counters
	events  []int64          // of each contact
	bytes   int64
	last    string // contact that an event was added of, since many files have those of one together
	place   int32  // of it
}

// placeBytes is about what a contact takes beside its name and its counts.
const placeBytes = 80

// Counts returns counts without an event.
func (m *Matcher) Counts() *Counts { return &Counts{matcher: m, places: map[string]int32{}} }

// Add counts an event of a contact, as Judge.Event does.
func (c *Counts) Add(contact string, metric condition.Metric, daysAgo int, campaign string, times int64) {
	place := c.placeOf(contact)
	c.events[place]++
	n := len(c.matcher.counters)
	c.matcher.tally(c.counts[int(place)*n:int(place+1)*n], metric, daysAgo, campaign, times)
}

// placeOf returns the place of a contact, which it has from now on.
func (c *Counts) placeOf(contact string) int32 {
	if contact == c.last && len(c.events) > 0 {
		return c.place
	}
	place, known := c.places[contact]
	if !known {
		contact = strings.Clone(contact) // which keeps no block alive
		place = int32(len(c.events))
		c.places[contact] = place
		c.events = append(c.events, 0)
		c.counts = append(c.counts, make([]count, len(c.matcher.counters))...)
		c.bytes += int64(placeBytes + len(contact) + 16*len(c.matcher.counters))
	}
	c.last, c.place = contact, place
	return place
}

// Bytes returns about how much memory the counts take.
func (c *Counts) Bytes() int64 { return c.bytes }

// Of returns the place of a contact; -1 if it has no event.
func (c *Counts) Of(contact string) int {
	if place, known := c.places[contact]; known {
		return int(place)
	}
	return -1
}

// Len returns how many contacts have an event.
func (c *Counts) Len() int { return len(c.events) }

// Events returns how many events the contact at a place has.
func (c *Counts) Events(place int) int64 { return c.events[place] }

// Counted gives the contact the events of a place. The counts are those of the judge's matcher,
// or of one with the same conditions on events.
func (j *Judge) Counted(c *Counts, place int) {
	n := len(j.counts)
	copy(j.counts, c.counts[place*n:(place+1)*n])
}
