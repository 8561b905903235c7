package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"
)

// present is the instant at which contacts are judged.
var present = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

// lists are those of examples/catalog.seg.
var lists = [...]string{
	"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", "5b1c7e02-93d4-4f6b-a1c8-2f0e6d7a9b34", "c2a9e6f1-0b7d-4d35-9e48-71f3b5c8d260", "8e4f2a7c-6d19-4b03-b5e2-9c0d1f3a7e58",
}

// eventsEach is how many events a contact has, on average.
const eventsEach = 18

// person is a contact with the columns of examples/catalog.seg.
type person struct {
	id                                                int
	status, plan, country, language, region, source   string
	interests                                         []string
	orders                                            int
	revenue                                           string
	firstOrder, lastOrder, birthday, consent, renewal string
	confirmed, noHoliday                              bool
	events                                            []event
	lists                                             []string
	isp                                               int
}

type event struct {
	metric   string
	at       time.Time
	campaign int
}

// next returns another contact.
func next(r *rand.Rand, id int) (p person) {
	one := func(of ...string) string { return of[r.IntN(len(of))] }
	day := func(within int) string { return present.AddDate(0, 0, -r.IntN(within)).Format(time.DateOnly) }
	p = person{
		id: id, status: one("subscribed", "subscribed", "subscribed", "subscribed", "unsubscribed"), plan: one("free", "free", "plus", "club", ""), country: one("DE", "DE", "AT", "CH", "FR"),
		language: one("de", "en", "fr"), region: one("north", "south", "alps", "coast", ""), source: one("shop", "form", "fair", "partner", "import"), orders: r.IntN(30),
		confirmed: r.IntN(4) > 0, noHoliday: r.IntN(20) == 0, isp: 1 + r.IntN(9), consent: day(2000), birthday: present.AddDate(0, 0, r.IntN(365)).Format(time.DateOnly),
	}
	for _, interest := range []string{"hiking", "climbing", "cycling", "running", "skiing", "water"} {
		if r.IntN(3) == 0 {
			p.interests = append(p.interests, interest)
		}
	}
	if p.orders > 0 {
		p.revenue = fmt.Sprintf("%d.%02d", r.IntN(5000), r.IntN(100))
		p.firstOrder, p.lastOrder = day(2000), day(400)
	}
	if p.plan == "club" {
		p.renewal = present.AddDate(0, 0, r.IntN(365)).Format(time.DateOnly)
	}
	for _, list := range lists {
		if r.IntN(2) == 0 {
			p.lists = append(p.lists, list)
		}
	}
	campaigns := [...]int{204, 231, 260, 268, 300, 301, 302}
	for range r.IntN(2*eventsEach + 1) {
		e := event{at: present.Add(-time.Duration(r.Int64N(int64(400 * 24 * time.Hour)))).Truncate(time.Second), campaign: campaigns[r.IntN(len(campaigns))]}
		switch n := r.IntN(1000); {
		case n < 500:
			e.metric = "delivered"
		case n < 850:
			e.metric = "open"
		case n < 980:
			e.metric = "click"
		case n < 995:
			e.metric = "bounce"
		default:
			e.metric = "complaint"
		}
		if e.metric != "open" && e.metric != "click" {
			e.campaign = 0
		}
		p.events = append(p.events, e)
	}
	return p
}

// generate writes n contacts to a folder: contacts.ndjson with everything, and contacts.csv with
// events.csv and lists.csv beside it.
func generate(folder string, n int) (err error) {
	r := rand.New(rand.NewPCG(19, 2026))
	var files [4]*os.File
	var to [4]*bufio.Writer
	for i, name := range []string{"contacts.ndjson", "contacts.csv", "events.csv", "lists.csv"} {
		if files[i], err = os.Create(filepath.Join(folder, name)); err != nil {
			return err
		}
		to[i] = bufio.NewWriterSize(files[i], 1<<20)
	}
	fmt.Fprintln(to[1], "id,email,status,plan,country,language,region,source,interests,orders,revenue,first_order_at,last_order_at,next_birthday,confirmed,consent_at,no_holiday_offers,next_renewal")
	fmt.Fprintln(to[2], "contact_id,metric,occurred_at,campaign_id")
	fmt.Fprintln(to[3], "contact_id,list_id")
	for id := 1; id <= n; id++ {
		p := next(r, id)
		p.record(to[0])
		p.rows(to[1], to[2], to[3])
	}
	for i := range files {
		if err := to[i].Flush(); err != nil {
			return err
		}
		if err := files[i].Close(); err != nil {
			return err
		}
	}
	return nil
}

// record writes a contact as the dev-server reads it.
func (p *person) record(w io.Writer) {
	text := func(name, value string) {
		if value == "" {
			fmt.Fprintf(w, `,"%s":null`, name)
		} else {
			fmt.Fprintf(w, `,"%s":"%s"`, name, value)
		}
	}
	fmt.Fprintf(w, `{"columns":{"id":%d,"email":"contact%d@example.com"`, p.id, p.id)
	for _, c := range [][2]string{{"status", p.status}, {"plan", p.plan}, {"country", p.country}, {"language", p.language}, {"region", p.region}, {"source", p.source}} {
		text(c[0], c[1])
	}
	fmt.Fprint(w, `,"interests":[`)
	for i, interest := range p.interests {
		if i > 0 {
			fmt.Fprint(w, ",")
		}
		fmt.Fprintf(w, "%q", interest)
	}
	revenue := p.revenue
	if revenue == "" {
		revenue = "null"
	}
	fmt.Fprintf(w, `],"orders":%d,"revenue":%s,"confirmed":%t,"no_holiday_offers":%t`, p.orders, revenue, p.confirmed, p.noHoliday)
	for _, c := range [][2]string{{"first_order_at", p.firstOrder}, {"last_order_at", p.lastOrder}, {"next_birthday", p.birthday}, {"consent_at", p.consent}, {"next_renewal", p.renewal}} {
		text(c[0], c[1])
	}
	fmt.Fprint(w, `},"events":[`)
	for i, e := range p.events {
		if i > 0 {
			fmt.Fprint(w, ",")
		}
		fmt.Fprintf(w, `{"metric":"%s","at":"%s"`, e.metric, e.at.Format(time.RFC3339))
		if e.campaign > 0 {
			fmt.Fprintf(w, `,"campaign":%d`, e.campaign)
		}
		fmt.Fprint(w, "}")
	}
	fmt.Fprint(w, `],"lists":[`)
	for i, list := range p.lists {
		if i > 0 {
			fmt.Fprint(w, ",")
		}
		fmt.Fprintf(w, "%q", list)
	}
	fmt.Fprintf(w, "],\"isp\":%d}\n", p.isp)
}

// rows writes a contact as rows of tables.
func (p *person) rows(contacts, events, memberships io.Writer) {
	tags := ""
	for i, interest := range p.interests {
		if i > 0 {
			tags += "|"
		}
		tags += interest
	}
	fmt.Fprintf(contacts, "%d,contact%d@example.com,%s,%s,%s,%s,%s,%s,%s,%d,%s,%s,%s,%s,%t,%s,%t,%s\n", p.id, p.id, p.status, p.plan, p.country, p.language, p.region, p.source, tags,
		p.orders, p.revenue, p.firstOrder, p.lastOrder, p.birthday, p.confirmed, p.consent, p.noHoliday, p.renewal)
	for _, e := range p.events {
		campaign := ""
		if e.campaign > 0 {
			campaign = fmt.Sprint(e.campaign)
		}
		fmt.Fprintf(events, "%d,%s,%s,%s\n", p.id, e.metric, e.at.Format(time.RFC3339), campaign)
	}
	for _, list := range p.lists {
		fmt.Fprintf(memberships, "%d,%s\n", p.id, list)
	}
}
