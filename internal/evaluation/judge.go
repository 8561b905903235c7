package evaluation

import (
	"fmt"
	"hash/maphash"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/contactfile"
	"github.com/segc-lang/segc/internal/match"
)

// worker judges the contacts of blocks. It is for one goroutine.
type worker struct {
	*prepared
	least, most *match.Judge
	values      []contact.Value
	groups      int
	seen        map[string]uint64 // contacts, if each counts once: what was read of the first row
	seed        maphash.Seed
	bytes       int64  // of what was seen
	file        string // that is read
	room        []byte // for what is in temporary files
}

func (p *prepared) worker() *worker {
	w := &worker{prepared: p, least: p.least.Judge(), values: make([]contact.Value, len(p.shown))}
	if p.most != nil {
		w.most = p.most.Judge()
	}
	room := 0
	if p.events != nil && p.events.table != nil {
		room = p.events.table.PageSize()
	}
	if p.members != nil && p.members.table != nil {
		room = max(room, p.members.table.PageSize())
	}
	w.room = make([]byte, room)
	if p.job.Unique {
		w.seen, w.seed = map[string]uint64{}, maphash.MakeSeed()
	}
	if p.job.Groups {
		w.groups = len(p.job.Document.Any)
	}
	return w
}

// result is what a block gives.
type result struct {
	rows, counted int64
	least, most   match.Tally
	future        int64
	groups        []Group
	faults        []*contactfile.Fault
	outside       []int64
	onSome        int64   // contacts that the file of memberships has
	met           []int64 // the places of contacts among those with events
	listed        []listed
	err           error
}

// listed is a contact that is written.
type listed struct {
	rank uint64 // for a sample
	text []byte
}

// block judges the contacts of a block.
func (w *worker) block(source *contactfile.Source, b *contactfile.Block) *result {
	w.file = source.Name()
	r := &result{outside: make([]int64, len(w.choices))}
	if w.groups > 0 {
		r.groups = make([]Group, w.groups)
		for i := range r.groups {
			r.groups[i].Failing = make([]int64, len(w.job.Document.Any[i].All))
		}
	}
	r.err = source.Read(b, func(c *contactfile.Contact, fault error) error {
		if fault != nil {
			wrong, ok := fault.(*contactfile.Fault)
			if !ok || wrong.Fatal || len(r.faults) > w.job.SkipBad {
				return fault
			}
			r.faults = append(r.faults, wrong)
			return nil
		}
		return w.contact(r, c)
	})
	return r
}

// contact judges one contact.
func (w *worker) contact(r *result, c *contactfile.Contact) error {
	if w.seen != nil {
		if again, err := w.again(c); again || err != nil {
			return err
		}
	}
	r.rows++
	for i, place := range w.choices {
		choices := w.want.Columns[place].Choices
		switch v := &c.Values[place]; v.Kind() {
		case contact.TextKind:
			if !choices[v.Text()] {
				r.outside[i]++
			}
		case contact.SetKind:
			for item := range v.Items() {
				if !choices[item] {
					r.outside[i]++
				}
			}
		}
	}
	on, err := w.give(w.least, c, r)
	if !on || err != nil {
		return err
	}
	r.counted++
	matches, under := w.least.Decide()
	r.least.Add(matches, &under)
	if w.most != nil {
		if _, err := w.give(w.most, c, nil); err != nil {
			return err
		}
		may, mayUnder := w.most.Decide()
		r.most.Add(may, &mayUnder)
	}
	if w.groups > 0 {
		if !under.Empty() {
			return w.open(c, &under)
		}
		w.group(r, matches)
	}
	if w.job.List == nil {
		return nil
	}
	if !under.Empty() {
		return w.open(c, &under)
	}
	if matches {
		for i, place := range w.shown {
			w.values[i] = c.Values[place]
		}
		one := listed{text: w.job.List.Row(nil, c.Key, w.values)}
		if w.job.List.Sample > 0 {
			one.rank = rank(c.Key, w.job.List.Seed)
		}
		r.listed = append(r.listed, one)
	}
	return nil
}

func (w *worker) open(c *contactfile.Contact, under *match.Readings) error {
	allowed := w.prepared.least.Allowed()
	return &OpenError{File: w.file, Line: c.Line, Under: under.Cubes(&allowed)}
}

// give gives a judge what a contact has, and reports whether it counts: whether it is on a
// list of the segment, if that matters. The result, which may be nil, gets what is noted of events.
func (w *worker) give(j *match.Judge, c *contactfile.Contact, r *result) (counts bool, err error) {
	j.Start()
	for i, place := range w.places {
		j.Value(i, c.Values[place])
	}
	if c.HasISP {
		j.ISP(c.ISP)
	}
	counts = !w.onLists
	on := func(list string) {
		j.On(list)
		counts = counts || w.own[list]
	}
	for _, list := range c.Lists {
		on(list)
	}
	if w.members != nil {
		known, err := w.members.of(c.Key, w.room, on)
		if err != nil {
			return false, err
		}
		if known && r != nil {
			r.onSome++
		}
	}
	if w.events != nil {
		place, err := w.events.give(j, c.Key, w.room)
		if place >= 0 && r != nil {
			r.met = append(r.met, place)
		}
		return counts, err
	}
	for i := range c.Events {
		e := &c.Events[i]
		days := e.DaysAgo
		if days < 0 {
			past := false
			if days, past = w.job.Clock.DaysAgo(e.At); !past {
				if r != nil {
					r.future += e.Times
				}
				continue
			}
		}
		j.Event(e.Metric, days, e.Campaign, e.Times)
	}
	return counts, nil
}

// again reports whether a contact has had a row before. Another one with other values is an error.
func (w *worker) again(c *contactfile.Contact) (bool, error) {
	read := digest(w.seed, c)
	before, known := w.seen[c.Key]
	switch {
	case !known:
		w.seen[strings.Clone(c.Key)] = read // which keeps no block alive
		if w.bytes += 80 + int64(len(c.Key)); w.bytes > w.job.Memory/4 {
			return false, fmt.Errorf("the contacts that were read, for --unique: %w", ErrMemory)
		}
		return false, nil
	case before != read:
		return false, &contactfile.Fault{File: w.file, Line: c.Line, Name: w.job.Key, Message: "this contact has had a row before, with other values", Value: c.Key}
	default:
		return true, nil
	}
}

// group counts what the groups bring of a contact.
func (w *worker) group(r *result, matches bool) {
	only, some := -1, 0
	for i := range w.groups {
		if in, _ := w.least.Group(i); in {
			r.groups[i].Contacts++
			only, some = i, some+1
		}
	}
	if some == 1 {
		r.groups[only].Alone++
	}
	if matches {
		return
	}
	for i := range w.groups {
		if count, last := w.least.Failing(i); count == 1 {
			r.groups[i].Failing[last]++
		}
	}
}

// rank orders contacts for a sample: the same keys have the same order with the same seed.
func rank(key string, seed uint64) uint64 {
	// The offset and the prime of FNV-1a, whose values must not change: a sample is to be the
	// same tomorrow. What follows mixes the bits of short keys.
	h := uint64(14695981039346656037) ^ seed*0x9e3779b97f4a7c15
	for i := range len(key) {
		h = (h ^ uint64(key[i])) * 1099511628211
	}
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// digest returns a number for all that was read of a row.
func digest(seed maphash.Seed, c *contactfile.Contact) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	part := func(text string) {
		_, _ = h.WriteString(text)
		_ = h.WriteByte(0)
	}
	for i := range c.Values {
		part(c.Values[i].String())
	}
	if c.HasISP {
		part(strconv.FormatInt(c.ISP, 10))
	}
	for i := range c.Events {
		e := &c.Events[i]
		part(fmt.Sprint(e.Metric, " ", e.At.Unix(), e.At.Nanosecond(), e.DaysAgo, e.Times, " ", e.Campaign))
	}
	_ = h.WriteByte(1) // between events and lists
	for _, list := range c.Lists {
		part(list)
	}
	return h.Sum64()
}
