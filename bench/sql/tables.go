package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/segc-lang/segc/bench/internal/people"
)

// The tables of the contract, with the columns that the rules look at.
const (
	contactColumns    = "id, status, isp, plan, country, region, source, orders, revenue, first_order_at, last_order_at, created_at, next_renewal, confirmed, no_holiday_offers, interests"
	eventColumns      = "contact_id, metric, campaign_id, occurred_at"
	membershipColumns = "contact_id, list_id"
)

// moment writes an instant as all databases read it.
func moment(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05") }

// midnight writes the first instant of a day; "" for no day.
func midnight(day string) string {
	if day == "" {
		return ""
	}
	return day + " 00:00:00"
}

func contactRow(p *people.Person) []string {
	flag := func(b bool) string { return map[bool]string{true: "1", false: "0"}[b] }
	return []string{
		fmt.Sprint(p.ID), p.Status, fmt.Sprint(p.ISP), p.Plan, p.Country, p.Region, p.Source, fmt.Sprint(p.Orders), p.Revenue, midnight(p.FirstOrder), midnight(p.LastOrder), moment(p.Created),
		midnight(p.Renewal), flag(p.Confirmed), flag(p.NoHoliday), strings.Join(p.Interests, "|"),
	}
}

// write writes contacts, events and memberships to files of CSV in a folder. What is
// empty is NULL.
func write(folder string, n int) (err error) {
	var to [3]*bufio.Writer
	var files [3]*os.File
	for i, name := range []string{"contacts.csv", "events.csv", "memberships.csv"} {
		if files[i], err = os.Create(filepath.Join(folder, name)); err != nil {
			return err
		}
		to[i] = bufio.NewWriterSize(files[i], 1<<20)
	}
	r := people.Random()
	for id := 1; id <= n; id++ {
		p := people.Next(r, id)
		_, _ = to[0].WriteString(strings.Join(contactRow(&p), ",") + "\n")
		for _, e := range p.Events {
			campaign := ""
			if e.Campaign > 0 {
				campaign = fmt.Sprint(e.Campaign)
			}
			fmt.Fprintf(to[1], "%d,%s,%s,%s\n", id, e.Metric, campaign, moment(e.At))
		}
		for _, list := range p.Lists {
			fmt.Fprintf(to[2], "%d,%s\n", id, list)
		}
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
