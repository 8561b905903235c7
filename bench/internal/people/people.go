// Package people makes contacts for benchmarks: those of a shop, with the columns and lists of
// examples/catalog.seg. The same seed makes the same people.
package people

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// Present returns the instant at which contacts are judged.
func Present() time.Time { return time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC) }

// EventsEach is how many events a contact has, on average.
const EventsEach = 18

// Person is a contact. A text that is empty is a missing value.
type Person struct {
	ID                                                int
	Status, Plan, Country, Language, Region, Source   string
	Interests                                         []string
	Orders                                            int
	Revenue                                           string
	FirstOrder, LastOrder, Birthday, Consent, Renewal string // days
	Confirmed, NoHoliday                              bool
	Created                                           time.Time
	Events                                            []Event
	Lists                                             []string
	ISP                                               int
}

// Event is what a contact did.
type Event struct {
	Metric   string
	At       time.Time
	Campaign int // 0 for none
}

// lists are those of examples/catalog.seg.
func lists() []string {
	return []string{
		"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", "5b1c7e02-93d4-4f6b-a1c8-2f0e6d7a9b34", "c2a9e6f1-0b7d-4d35-9e48-71f3b5c8d260", "8e4f2a7c-6d19-4b03-b5e2-9c0d1f3a7e58",
	}
}

// Random returns what people are made by.
func Random() *rand.Rand { return rand.New(rand.NewPCG(19, 2026)) }

// Next returns another contact.
func Next(r *rand.Rand, id int) (p Person) {
	present := Present()
	one := func(of ...string) string { return of[r.IntN(len(of))] }
	day := func(within int) string { return present.AddDate(0, 0, -r.IntN(within)).Format(time.DateOnly) }
	p = Person{
		ID: id, Status: one("subscribed", "subscribed", "subscribed", "subscribed", "unsubscribed"), Plan: one("free", "free", "plus", "club", ""), Country: one("DE", "DE", "AT", "CH", "FR"),
		Language: one("de", "en", "fr"), Region: one("north", "south", "alps", "coast", ""), Source: one("shop", "form", "fair", "partner", "import"), Orders: r.IntN(30),
		Confirmed: r.IntN(4) > 0, NoHoliday: r.IntN(20) == 0, ISP: 1 + r.IntN(9), Consent: day(2000), Birthday: present.AddDate(0, 0, r.IntN(365)).Format(time.DateOnly),
	}
	for _, interest := range []string{"hiking", "climbing", "cycling", "running", "skiing", "water"} {
		if r.IntN(3) == 0 {
			p.Interests = append(p.Interests, interest)
		}
	}
	if p.Orders > 0 {
		p.Revenue = fmt.Sprintf("%d.%02d", r.IntN(5000), r.IntN(100))
		p.FirstOrder, p.LastOrder = day(2000), day(400)
	}
	if p.Plan == "club" {
		p.Renewal = present.AddDate(0, 0, r.IntN(365)).Format(time.DateOnly)
	}
	for _, list := range lists() {
		if r.IntN(2) == 0 {
			p.Lists = append(p.Lists, list)
		}
	}
	for range r.IntN(2*EventsEach + 1) {
		p.Events = append(p.Events, event(r))
	}
	p.Created = present.Add(-time.Duration(r.Int64N(int64(2000 * 24 * time.Hour)))).Truncate(time.Second)
	return p
}

// event makes an event of the last 400 days.
func event(r *rand.Rand) Event {
	campaigns := [...]int{204, 231, 260, 268, 300, 301, 302}
	e := Event{At: Present().Add(-time.Duration(r.Int64N(int64(400 * 24 * time.Hour)))).Truncate(time.Second), Campaign: campaigns[r.IntN(len(campaigns))]}
	switch n := r.IntN(1000); {
	case n < 500:
		e.Metric = "delivered"
	case n < 850:
		e.Metric = "open"
	case n < 980:
		e.Metric = "click"
	case n < 995:
		e.Metric = "bounce"
	default:
		e.Metric = "complaint"
	}
	if e.Metric != "open" && e.Metric != "click" {
		e.Campaign = 0
	}
	return e
}
