package judge

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/test/gen"
)

// set is contacts, with their events by time.
type set struct {
	present  time.Time // near which events are
	contacts []person
	strays   []happened    // events of nobody
	columns  []tableColumn // of the contacts; nil for the usual ones
}

// person is a contact in a set. Its dates and times are instants.
type person struct {
	id      int64
	contact contact.Contact // without events
	dates   map[string]time.Time
	events  []happened
	twice   bool // its memberships are there twice
}

// happened is an event.
type happened struct {
	id       string // of it and its copies
	metric   condition.Metric
	at       time.Time
	campaign string
	copies   int
}

// presents are near a day without 24 hours in some zone, and one has part of a second.
func presents() []time.Time {
	return []time.Time{
		time.Date(2026, 3, 30, 12, 0, 0, 0, time.UTC), time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 10, 26, 3, 30, 0, 250_000_000, time.UTC),
		time.Date(2025, 9, 8, 4, 0, 0, 0, time.UTC), time.Date(2026, 1, 1, 23, 59, 59, 999_999_000, time.UTC),
	}
}

// zones have days of other lengths, days without a midnight, and offsets of half hours.
func zones() []string {
	return []string{"UTC", "Europe/Berlin", "America/Santiago", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"}
}

// twice are instants in hours that clocks of Berlin and Lord Howe show twice: in the first
// and in the second one, and at their ends.
func twice() (all []time.Time) {
	for _, text := range []string{
		"2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z", "2026-10-25T01:59:59.999999Z", "2026-10-25T02:00:00Z", "2025-10-26T01:15:00Z",
		"2026-04-04T14:45:00Z", "2026-04-04T15:00:00Z", "2026-04-04T15:15:00Z", "2026-04-04T15:30:00Z", "2025-04-05T15:20:00Z",
	} {
		all = append(all, instantOf(text))
	}
	return all
}

// hostile are texts that try to leave a literal or to be something that they are not.
func hostile() []string {
	return []string{
		`x\' or 1=1 --`, `x' or '1'='1`, `\`, `\\`, `'`, `''`, `"`, "`", `{{ 1 }}`, `{% raw %}`, "a\nb", "a\r\n-- b", "tab\there", "bell\x07", "\x1b[31mred", "\u0085", "\u2028", "\u202e",
		"😀", "👩‍👩‍👧", "e\u0301", "é", "\ufeff", "%", "_", "%a_", `$1`, `$$`, `:p1`, `?`, `@p1`, `{p1:String}`, `/* x */`, `--`, `;`, `\x41`, `\u0041`, `\N`, `U&'\0041'`, `E'\n'`, "NULL", "null", "TRUE",
		" a", "a ", "A", "a", "K", "k", "\u212a", "ſ", "s", "S", "ı", "i", "I", "İ", "i\u0307", "ß", "SS", "ss", "ﬁ", "key", "\u212aEY", "ſkİn", "skin", "SKIN", "0", "1", "-1", "1e3", "2026-05-01",
	}
}

// pick picks one of some values.
func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// newSet makes random contacts.
func newSet(seed uint64, n int) *set {
	r := rand.New(rand.NewPCG(seed, 7))
	s := &set{present: presents()[int(seed)%len(presents())]}
	for i := range n {
		s.contacts = append(s.contacts, s.person(r, int64(i+1)))
	}
	for range 20 {
		s.strays = append(s.strays, s.event(r, "stray"))
	}
	return s
}

func (s *set) person(r *rand.Rand, id int64) person {
	p := person{id: id, contact: gen.Contact(gen.Rand(r)), dates: map[string]time.Time{}, twice: r.IntN(4) == 0}
	p.contact.Events = nil
	columns := p.contact.Columns
	columns["id"] = contact.Int(id)
	columns["extra"] = contact.Text(pick(r, []string{"yes", "no", "Yes", "e", ""}))
	for _, name := range []string{"first_name", "plan", "extra", "email", "city"} {
		if r.IntN(3) == 0 {
			columns[name] = contact.Text(pick(r, hostile()))
		}
	}
	for _, name := range oddColumns() {
		if r.IntN(4) > 0 {
			columns[name] = contact.Text(pick(r, hostile()))
		}
	}
	if r.IntN(5) == 0 {
		columns["tags"] = contact.Set(pick(r, hostile()), pick(r, hostile()))
	}
	if r.IntN(6) == 0 {
		delete(columns, "tags")
	}
	for _, name := range []string{"extra", "first_name", "last_name", "tier", "vip", "age", "born"} {
		if r.IntN(6) == 0 {
			delete(columns, name)
		}
	}
	for _, name := range []string{"born", "created_at"} {
		if v, has := columns[name]; has {
			if p.dates[name] = instantOf(v.Text()); r.IntN(6) == 0 {
				p.dates[name] = pick(r, twice())
			}
		}
	}
	if r.IntN(8) > 0 {
		for i := range r.IntN(14) {
			p.events = append(p.events, s.event(r, fmt.Sprintf("%d-%d", id, i)))
		}
	}
	return p
}

// instantOf reads a date or a time.
func instantOf(text string) time.Time {
	for _, layout := range []string{time.DateOnly, time.RFC3339Nano} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC()
		}
	}
	panic(text)
}

// event makes an event at the edge of a window, or near it.
func (s *set) event(r *rand.Rand, id string) happened {
	days := pick(r, []int{0, 1, 6, 7, 8, 9, 29, 30, 31, 32, 89, 90, 91, 92, 400})
	at := s.present.Add(-time.Duration(days) * 24 * time.Hour)
	at = at.Add(pick(r, []time.Duration{0, 0, time.Microsecond, -time.Microsecond, time.Second, -time.Second, time.Hour, -time.Hour, 7 * time.Hour, -11 * time.Hour, 30 * time.Minute}))
	if r.IntN(3) == 0 { // at a midnight somewhere
		zone, err := time.LoadLocation(pick(r, zones()))
		if err != nil {
			panic(err)
		}
		local := at.In(zone)
		at = time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, zone).Add(pick(r, []time.Duration{0, 0, time.Microsecond, -time.Microsecond}))
	}
	if r.IntN(8) == 0 {
		at = pick(r, twice())
	}
	e := happened{id: id, metric: pick(r, append(condition.Metrics(), condition.Open, condition.Click)), at: at.UTC(), copies: r.IntN(3)}
	if condition.Activity(e.metric) {
		e.campaign = pick(r, []string{"", "12", "13", "9b2d7c1e-58a4-4c3f-b1d6-2e7f0a9c4d58", "14"})
	}
	return e
}

// clock says when contacts are judged.
type clock struct {
	at       time.Time
	zone     *time.Location
	calendar bool
}

// daysAgo counts the days since an instant, one after the other for days of the calendar.
func (c *clock) daysAgo(t time.Time) (days int, past bool) {
	if t.After(c.at) {
		return 0, false
	}
	if !c.calendar {
		return int(c.at.Sub(t) / (24 * time.Hour)), true
	}
	day := func(t time.Time) time.Time {
		y, m, d := t.In(c.zone).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(day(c.at).Sub(day(t)) / (24 * time.Hour)), true
}

// judged returns contacts as the judge sees them at a time. Days are dates without a time.
func (s *set) judged(c *clock, v *variant) []contact.Contact {
	list := make([]contact.Contact, len(s.contacts))
	for i := range s.contacts {
		p := &s.contacts[i]
		made := contact.Contact{Columns: map[string]contact.Value{}, Lists: p.contact.Lists, ISP: p.contact.ISP}
		for name, value := range p.contact.Columns {
			if at, is := p.dates[name]; is {
				if v.zone != nil {
					at = firstLike(at, v.zone)
				}
				layout := time.RFC3339Nano
				if v.days {
					layout = time.DateOnly
				}
				value = contact.Must(contact.Date(at.Format(layout)))
			}
			made.Columns[name] = value
		}
		for _, e := range p.events {
			at := e.at
			if v.zone != nil {
				at = firstLike(at, v.zone)
			}
			if days, past := c.daysAgo(at); past {
				made.Events = append(made.Events, contact.Event{Metric: e.metric, DaysAgo: days, Campaign: e.campaign})
			}
		}
		if v.change != nil {
			v.change(made.Columns)
		}
		list[i] = made
	}
	return list
}

// plainNumber writes a number without an exponent.
func plainNumber(text string) string {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic(err)
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}
