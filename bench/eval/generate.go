package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/segc-lang/segc/bench/internal/people"
)

// generate writes n contacts to a folder: contacts.ndjson with everything, and contacts.csv with
// events.csv and lists.csv beside it.
func generate(folder string, n int) (err error) {
	r := people.Random()
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
		p := people.Next(r, id)
		record(to[0], &p)
		rows(to[1], to[2], to[3], &p)
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
func record(w io.Writer, p *people.Person) {
	text := func(name, value string) {
		if value == "" {
			fmt.Fprintf(w, `,"%s":null`, name)
		} else {
			fmt.Fprintf(w, `,"%s":"%s"`, name, value)
		}
	}
	fmt.Fprintf(w, `{"columns":{"id":%d,"email":"contact%d@example.com"`, p.ID, p.ID)
	for _, c := range [][2]string{{"status", p.Status}, {"plan", p.Plan}, {"country", p.Country}, {"language", p.Language}, {"region", p.Region}, {"source", p.Source}} {
		text(c[0], c[1])
	}
	fmt.Fprint(w, `,"interests":[`)
	for i, interest := range p.Interests {
		if i > 0 {
			fmt.Fprint(w, ",")
		}
		fmt.Fprintf(w, "%q", interest)
	}
	revenue := p.Revenue
	if revenue == "" {
		revenue = "null"
	}
	fmt.Fprintf(w, `],"orders":%d,"revenue":%s,"confirmed":%t,"no_holiday_offers":%t`, p.Orders, revenue, p.Confirmed, p.NoHoliday)
	for _, c := range [][2]string{{"first_order_at", p.FirstOrder}, {"last_order_at", p.LastOrder}, {"next_birthday", p.Birthday}, {"consent_at", p.Consent}, {"next_renewal", p.Renewal}} {
		text(c[0], c[1])
	}
	fmt.Fprint(w, `},"events":[`)
	for i, e := range p.Events {
		if i > 0 {
			fmt.Fprint(w, ",")
		}
		fmt.Fprintf(w, `{"metric":"%s","at":"%s"`, e.Metric, e.At.Format(time.RFC3339))
		if e.Campaign > 0 {
			fmt.Fprintf(w, `,"campaign":%d`, e.Campaign)
		}
		fmt.Fprint(w, "}")
	}
	fmt.Fprint(w, `],"lists":[`)
	for i, list := range p.Lists {
		if i > 0 {
			fmt.Fprint(w, ",")
		}
		fmt.Fprintf(w, "%q", list)
	}
	fmt.Fprintf(w, "],\"isp\":%d}\n", p.ISP)
}

// rows writes a contact as rows of tables.
func rows(contacts, events, memberships io.Writer, p *people.Person) {
	tags := ""
	for i, interest := range p.Interests {
		if i > 0 {
			tags += "|"
		}
		tags += interest
	}
	fmt.Fprintf(contacts, "%d,contact%d@example.com,%s,%s,%s,%s,%s,%s,%s,%d,%s,%s,%s,%s,%t,%s,%t,%s\n", p.ID, p.ID, p.Status, p.Plan, p.Country, p.Language, p.Region, p.Source, tags,
		p.Orders, p.Revenue, p.FirstOrder, p.LastOrder, p.Birthday, p.Confirmed, p.Consent, p.NoHoliday, p.Renewal)
	for _, e := range p.Events {
		campaign := ""
		if e.Campaign > 0 {
			campaign = fmt.Sprint(e.Campaign)
		}
		fmt.Fprintf(events, "%d,%s,%s,%s\n", p.ID, e.Metric, e.At.Format(time.RFC3339), campaign)
	}
	for _, list := range p.Lists {
		fmt.Fprintf(memberships, "%d,%s\n", p.ID, list)
	}
}
