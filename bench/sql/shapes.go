package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/bench/internal/people"
)

// shape is a way to write a query.
type shape struct {
	name  string
	query func(r *handwritten) string
}

// shapes are what people write: a subselect for each count, a set of contacts for each count, and
// counts of all events of a contact in one pass.
func shapes() []shape {
	return []shape{{"subselects", (*handwritten).subselects}, {"sets", (*handwritten).sets}, {"one pass", (*handwritten).onePass}}
}

// where is the condition on contacts, with their lists.
func (r *handwritten) where() string {
	return r.columns + " AND c.id IN (SELECT m.contact_id FROM memberships AS m WHERE m.list_id IN (" + r.lists + "))"
}

// each replaces each {count} of the test: its events, and a comparison such as "= 0".
func (r *handwritten) each(write func(i int, where, comparison string) string) string {
	return regexp.MustCompile(`\{(\w+) ([^}]*)\}`).ReplaceAllStringFunc(r.test, func(text string) string {
		name, comparison, _ := strings.Cut(text[1:len(text)-1], " ")
		for i, k := range r.counts {
			if k.name == name {
				return write(i, k.where, comparison)
			}
		}
		panic("no count " + name)
	})
}

func (r *handwritten) subselects() string {
	test := r.each(func(_ int, where, comparison string) string {
		events := " FROM events AS e WHERE e.contact_id = c.id AND " + where
		switch comparison {
		case ">= 1":
			return "EXISTS (SELECT 1" + events + ")"
		case "= 0":
			return "NOT EXISTS (SELECT 1" + events + ")"
		default:
			return "(SELECT count(*)" + events + ") " + comparison
		}
	})
	return "SELECT c.id FROM contacts AS c WHERE " + r.where() + " AND " + test
}

func (r *handwritten) sets() string {
	test := r.each(func(_ int, where, comparison string) string {
		set := "(SELECT e.contact_id FROM events AS e WHERE " + where
		having := func(comparison string) string {
			return set + " GROUP BY e.contact_id HAVING count(*) " + comparison + ")"
		}
		switch {
		case comparison == ">= 1":
			return "c.id IN " + set + ")"
		case comparison == "= 0":
			return "NOT EXISTS " + set + " AND e.contact_id = c.id)"
		case strings.HasPrefix(comparison, "<="):
			return "c.id NOT IN " + having(">"+strings.TrimPrefix(comparison, "<="))
		default:
			return "c.id IN " + having(comparison)
		}
	})
	return "SELECT c.id FROM contacts AS c WHERE " + r.where() + " AND " + test
}

func (r *handwritten) onePass() string {
	var counts, kinds []string
	for i, k := range r.counts {
		counts = append(counts, fmt.Sprintf("count(*) FILTER (WHERE %s) AS n%d", k.where, i))
		kinds = append(kinds, "("+k.where+")")
	}
	test := r.each(func(i int, _, comparison string) string { return fmt.Sprintf("coalesce(n.n%d, 0) %s", i, comparison) })
	return "WITH candidates AS (SELECT c.* FROM contacts AS c WHERE " + r.where() + "),\n" +
		"counted AS (SELECT e.contact_id, " + strings.Join(counts, ", ") + " FROM events AS e WHERE (" + strings.Join(kinds, " OR ") +
		") AND e.contact_id IN (SELECT id FROM candidates) GROUP BY e.contact_id)\n" +
		"SELECT c.id FROM candidates AS c LEFT JOIN counted AS n ON n.contact_id = c.id WHERE " + test
}

// spelled replaces what databases write in their own ways: @31, !2026-06-01! and #any,tag#.
func spelled(text string, time func(string) string, tags func([]string) string) string {
	text = regexp.MustCompile(`@\d+`).ReplaceAllStringFunc(text, func(days string) string {
		n, _ := strconv.Atoi(days[1:])
		return time(moment(people.Present().AddDate(0, 0, -n)))
	})
	text = regexp.MustCompile(`![^!]*!`).ReplaceAllStringFunc(text, func(day string) string { return time(midnight(day[1 : len(day)-1])) })
	return regexp.MustCompile(`#[^#]*#`).ReplaceAllStringFunc(text, func(list string) string { return tags(strings.Split(list[1:len(list)-1], ",")) })
}
