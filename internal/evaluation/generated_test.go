package evaluation

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/contactfile"
	"github.com/segc-lang/segc/internal/match"
)

// generator makes contacts at the edges of the conditions of a document.
type generator struct {
	random   *rand.Rand
	document *condition.Document
	columns  []contactfile.Column
	values   map[string][]condition.Value // that the document compares a column with
	events   []condition.Event
	lists    []string
	isps     []int64
	clock    match.Clock
	met      map[string]int // how often what a test must have was there
}

// generated is a contact with what files have of it, and with what the judge gets.
type generated struct {
	id     string
	values map[string]contact.Value
	events []contact.Event // with their instants; some are still to come
	lists  []string
	isp    *int64
	judged contact.Contact
}

func newGenerator(seed uint64, d *condition.Document, on []string, columnOf func(string) contactfile.Column, clock match.Clock, met map[string]int) *generator {
	g := &generator{random: rand.New(rand.NewPCG(seed, 19)), document: d, values: map[string][]condition.Value{}, clock: clock, met: met}
	g.lists = append(slices.Clone(on), "00000000-0000-4000-8000-000000000001")
	for _, group := range d.Any {
		for _, c := range group.All {
			switch c := c.(type) {
			case condition.Field:
				if g.values[c.Column] == nil {
					g.columns = append(g.columns, columnOf(c.Column))
					g.values[c.Column] = []condition.Value{}
				}
				g.values[c.Column] = append(g.values[c.Column], c.Values...)
			case condition.Event:
				g.events = append(g.events, c)
			case condition.Membership:
				for _, list := range c.Lists {
					g.lists = append(g.lists, strings.ToLower(list))
				}
			case condition.ISP:
				g.isps = append(g.isps, c.Values...)
			}
		}
	}
	return g
}

func pick[T any](random *rand.Rand, of ...T) T { return of[random.IntN(len(of))] }

// contact makes one contact.
func (g *generator) contact(n int) generated {
	c := generated{id: strconv.Itoa(n), values: map[string]contact.Value{}}
	for _, col := range g.columns {
		if col.Name != "id" {
			c.values[col.Name] = g.value(col)
		}
	}
	for _, e := range g.events {
		if g.random.IntN(4) > 0 {
			c.events = append(c.events, g.eventsOf(e)...)
		}
	}
	for _, list := range g.lists {
		if g.random.IntN(3) > 0 && !slices.Contains(c.lists, list) {
			c.lists = append(c.lists, list)
		}
	}
	if isps := append(slices.Clone(g.isps), 99); g.random.IntN(5) > 0 {
		c.isp = new(pick(g.random, isps...))
	}
	c.judged = contact.Contact{Columns: c.values, Lists: c.lists, ISP: c.isp}
	for _, e := range c.events {
		if days, past := g.daysAgo(e); past {
			e.At, e.DaysAgo = time.Time{}, days
			c.judged.Events = append(c.judged.Events, e)
		} else {
			g.met["an event to come"]++
		}
	}
	return c
}

// value returns a value at the edge of a condition on a column, beside it or far from it.
func (g *generator) value(col contactfile.Column) contact.Value {
	if !col.NotNull && g.random.IntN(4) == 0 {
		g.met["a missing value"]++
		return contact.Value{}
	}
	v := condition.Value{Text: "other"}
	if of := g.values[col.Name]; len(of) > 0 {
		v = pick(g.random, of...)
	}
	g.met["a value at the edge"]++
	switch col.Type {
	case column.Number:
		return contact.Must(contact.Number(pick(g.random, v.Text, v.Text, "-1", "0", "1e9", beside(v.Text, 1), beside(v.Text, -1))))
	case column.Boolean:
		return contact.Boolean(g.random.IntN(2) == 0)
	case column.Date:
		return contact.Must(contact.Date(g.dateNear(v.Text)))
	case column.Tags:
		return contact.Set(pick(g.random, []string{v.Text}, []string{v.Text, "other"}, []string{"other"}, []string{strings.ToUpper(v.Text)})...)
	default:
		return contact.Text(pick(g.random, v.Text, v.Text, strings.ToUpper(v.Text), v.Text+" ", " "+v.Text, v.Text+"x", v.Text+"\u0301", "", "other"))
	}
}

// beside returns the number that differs by so many thousandths.
func beside(text string, by int) string {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return "7"
	}
	return strconv.FormatFloat(n+float64(by)/1000, 'f', 3, 64)
}

// dateNear returns a day or an instant near a day of the document.
func (g *generator) dateNear(text string) string {
	day, err := time.Parse(time.DateOnly, text[:min(len(text), len(time.DateOnly))])
	if err != nil {
		day = time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	}
	day = day.AddDate(0, 0, pick(g.random, 0, 0, 0, -1, 1, -40, 40))
	if g.random.IntN(2) == 0 {
		return day.Format(time.DateOnly)
	}
	g.met["an instant beside dates"]++
	return day.Add(pick(g.random, 0, -time.Millisecond, time.Second, 12*time.Hour, 24*time.Hour-time.Millisecond)).In(pick(g.random, time.UTC, time.FixedZone("", 2*3600), time.FixedZone("", -5*3600))).Format(time.RFC3339Nano)
}

// eventsOf returns events at the edge of a window.
func (g *generator) eventsOf(c condition.Event) (events []contact.Event) {
	for range 1 + g.random.IntN(3) {
		days := pick(g.random, c.Window.Days, c.Window.Days, c.Window.Days, 0, 1, c.Window.Days+1, max(c.Window.Days-1, 0), g.random.IntN(400))
		e := contact.Event{Metric: c.Metric, Count: pick(g.random, 0, 1, c.Count, max(c.Count-1, 0), c.Count+1)}
		switch at := g.clock.At; g.random.IntN(5) {
		case 0:
			e.At = at.Add(-time.Duration(days)*24*time.Hour + time.Duration(pick(g.random, -1, 1))*time.Millisecond)
		case 1: // midnight, and the moment before it
			year, month, day := at.In(g.clock.Zone).Date()
			e.At = time.Date(year, month, day-days, 0, 0, 0, 0, g.clock.Zone).Add(-time.Duration(g.random.IntN(2)) * time.Millisecond)
			g.met["midnight"]++
		case 2:
			e.At = at.AddDate(0, 0, -days).Add(-time.Duration(g.random.IntN(86_400)) * time.Second)
		default:
			e.At = at.Add(-time.Duration(days) * 24 * time.Hour)
			g.met["an event exactly n days ago"]++
		}
		if g.random.IntN(20) == 0 {
			e.At = g.clock.At.Add(time.Millisecond)
		}
		_, now := g.clock.At.In(g.clock.Zone).Zone()
		if _, then := e.At.In(g.clock.Zone).Zone(); now != then {
			g.met["days of another length"]++
		}
		campaigns := []string{"", "7"}
		for _, id := range append(slices.Clone(c.Include), c.Exclude...) {
			campaigns = append(campaigns, strings.ToLower(id.Text))
		}
		if condition.Activity(c.Metric) {
			e.Campaign = pick(g.random, campaigns...)
		}
		events = append(events, e)
	}
	return events
}

// daysAgo counts the days since an event as a person would: days of 24 hours one by one, or pages of
// the calendar.
func (g *generator) daysAgo(e contact.Event) (days int, past bool) {
	if e.At.After(g.clock.At) {
		return 0, false
	}
	if !g.clock.Calendar {
		for at := e.At.Add(24 * time.Hour); !at.After(g.clock.At); at = at.Add(24 * time.Hour) {
			days++
		}
		return days, true
	}
	const page = time.DateOnly
	day := e.At.In(g.clock.Zone)
	for noon := time.Date(day.Year(), day.Month(), day.Day(), 12, 0, 0, 0, time.UTC); noon.Format(page) != g.clock.At.In(g.clock.Zone).Format(page); noon = noon.AddDate(0, 0, 1) {
		days++
	}
	return days, true
}

// records writes contacts as records.
func (g *generator) records(t *testing.T, contacts []generated) files {
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	for _, c := range contacts {
		type event struct {
			Metric   string `json:"metric"`
			At       string `json:"at"`
			Campaign any    `json:"campaign,omitempty"`
			Count    int64  `json:"count"`
		}
		columns := map[string]any{"id": json.Number(c.id)}
		for name, v := range c.values {
			columns[name] = v
			if v.Kind() == contact.DateKind {
				columns[name] = v.Text()
			}
		}
		events := []event{}
		for _, e := range c.events {
			one := event{string(e.Metric), e.At.Format(time.RFC3339Nano), e.Campaign, e.Times()}
			if n, err := strconv.Atoi(e.Campaign); err == nil {
				one.Campaign = n
			}
			if e.Campaign == "" {
				one.Campaign = nil
			}
			events = append(events, one)
		}
		if err := out.Encode(map[string]any{"columns": columns, "events": events, "lists": append([]string{}, c.lists...), "isp": c.isp}); err != nil {
			t.Fatal(err)
		}
	}
	return files{contacts: b.String()}
}

// tables writes contacts as a table, with their events and lists in others.
func (g *generator) tables(t *testing.T, contacts []generated) files {
	var rows, events, lists bytes.Buffer
	out, of, on := csv.NewWriter(&rows), csv.NewWriter(&events), csv.NewWriter(&lists)
	write := func(w *csv.Writer, cells ...string) {
		if err := w.Write(cells); err != nil {
			t.Fatal(err)
		}
	}
	header := []string{"id", "isp"}
	for _, col := range g.columns {
		if col.Name != "id" {
			header = append(header, col.Name)
		}
	}
	write(out, header...)
	write(of, "contact_id", "metric", "occurred_at", "campaign_id", "count")
	write(on, "contact_id", "list_id")
	for _, c := range contacts {
		cells := []string{c.id, ""}
		if c.isp != nil {
			cells[1] = strconv.FormatInt(*c.isp, 10)
		}
		for _, name := range header[2:] {
			cells = append(cells, cellOf(c.values[name]))
		}
		write(out, cells...)
		for _, e := range c.events {
			write(of, c.id, string(e.Metric), e.At.In(g.clock.Zone).Format(time.RFC3339Nano), e.Campaign, strconv.FormatInt(e.Times(), 10))
		}
		for _, list := range c.lists {
			write(on, c.id, list)
		}
	}
	out.Flush()
	of.Flush()
	on.Flush()
	return files{rows.String(), events.String(), lists.String(), contactfile.Layout{EmptyIsText: true, Null: []string{`\N`}, Zone: g.clock.Zone}}
}
