package match

import (
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
)

// Judge judges one contact after another. It is for one goroutine. For each contact, Start
// comes first, then what the contact has, in any order, then Decide.
type Judge struct {
	matcher *Matcher
	values  []contact.Value // by the number of the column
	counts  []count
	on      []bool // conditions on lists: the contact is on one of theirs
	isp     int64
	hasISP  bool

	states  []state    // of nodes
	answers []answer   // of atoms
	sets    []Readings // of nodes that depend on the reading

	room   []byte // for a text in upper case
	keys   map[string]string
	memory map[memoryKey]answer
}

// Judge returns a new judge.
func (m *Matcher) Judge() *Judge {
	return &Judge{
		matcher: m,
		values:  make([]contact.Value, len(m.columns)),
		counts:  make([]count, len(m.counters)),
		on:      make([]bool, len(m.atoms)),
		states:  make([]state, len(m.nodes)),
		answers: make([]answer, len(m.atoms)),
	}
}

// Start begins a contact that has nothing.
func (j *Judge) Start() {
	clear(j.values)
	clear(j.counts)
	if j.matcher.needsLists {
		clear(j.on)
	}
	j.hasISP = false
	clear(j.states)
	for i := range j.answers {
		j.answers[i].state = unknown
	}
}

// Value gives the contact a value in the column with a number.
func (j *Judge) Value(number int, v contact.Value) { j.values[number] = v }

// On puts the contact on a list, a UUID in lower case.
func (j *Judge) On(list string) {
	for _, atom := range j.matcher.lists[list] {
		j.on[atom] = true
	}
}

// ISP gives the contact an ISP.
func (j *Judge) ISP(id int64) { j.isp, j.hasISP = id, true }

// Contact is Start with all that a contact has. The clock counts the days since events that
// have a time.
func (j *Judge) Contact(c *contact.Contact, clock Clock) {
	j.Start()
	for i, column := range j.matcher.columns {
		j.values[i] = c.Columns[column]
	}
	j.Rest(c, clock)
}

// Rest gives the contact everything but the values of its columns. An event that is still to
// come does not count.
func (j *Judge) Rest(c *contact.Contact, clock Clock) {
	if len(j.counts) > 0 {
		for i := range c.Events {
			e := &c.Events[i]
			days, past := e.DaysAgo, true
			if !e.At.IsZero() {
				days, past = clock.DaysAgo(e.At)
			}
			if past {
				j.Event(e.Metric, days, e.Campaign, e.Times())
			}
		}
	}
	if j.matcher.needsLists {
		for _, list := range c.Lists {
			j.On(list)
		}
	}
	if c.ISP != nil {
		j.ISP(*c.ISP)
	}
}

// memoryKey is a question about a text that is asked of many contacts.
type memoryKey struct {
	texts *texts
	part  *part
	text  string
}

// How many answers are kept, and for texts of how many bytes.
const (
	maxMemory     = 4096
	maxRemembered = 256
)

// remembered returns the answer to a question, which it keeps for other contacts.
func (j *Judge) remembered(key memoryKey, ask func() answer) answer {
	if a, known := j.memory[key]; known {
		return a
	}
	a := ask()
	if len(key.text) <= maxRemembered {
		if j.memory == nil || len(j.memory) >= maxMemory {
			j.memory = map[memoryKey]answer{}
		}
		key.text = strings.Clone(key.text) // which keeps no block alive
		j.memory[key] = a
	}
	return a
}

// coarsestKey returns the key of a text in the collation that ignores most.
func (j *Judge) coarsestKey(text string) string {
	if key, known := j.keys[text]; known {
		return key
	}
	key := collation.Coarsest().Whole(nil, text)
	if len(text) <= maxRemembered {
		if j.keys == nil || len(j.keys) >= maxMemory {
			j.keys = map[string]string{}
		}
		j.keys[strings.Clone(text)] = strings.Clone(key)
	}
	return key
}
