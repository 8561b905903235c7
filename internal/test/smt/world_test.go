package smt

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"
)

// world is the contacts and the readings over which two formulas are compared.
type world struct {
	fold    bool // text compares without regard to case
	columns map[string]*column
	metrics map[string]*metric
	lists   map[string]bool
	always  map[string]bool // columns that are declared to have a value
}

// column is what is known of a column: its kind by name, and the elements that
// are mentioned if it is a set.
type column struct {
	sort     string
	elements map[string]bool
}

// metric has the edges of windows and the campaigns that are mentioned.
type metric struct {
	days      map[int]bool
	campaigns map[string]bool
}

// sorts are the kinds of the columns that package gen knows; the others are texts.
var sorts = map[string]string{
	"vip": "Bool", "agreed": "Bool", "age": "Real", "score": "Real", "id": "Real", "born": "Date", "created_at": "Date", "tags": "Set",
}

func newWorld(fold bool) *world {
	return &world{
		fold: fold, columns: map[string]*column{}, metrics: map[string]*metric{}, lists: map[string]bool{},
		always: map[string]bool{"status": true, "email": true, "created_at": true, "id": true},
	}
}

func (w *world) folded(text string) string {
	if w.fold {
		return fold(text)
	}
	return text
}

func (w *world) column(name string) *column {
	c := w.columns[name]
	if c == nil {
		c = &column{sort: sorts[name], elements: map[string]bool{}}
		if c.sort == "" {
			c.sort = "String"
		}
		w.columns[name] = c
	}
	return c
}

func (w *world) metric(name string) *metric {
	m := w.metrics[name]
	if m == nil {
		m = &metric{days: map[int]bool{}, campaigns: map[string]bool{}}
		w.metrics[name] = m
	}
	return m
}

func missing(name string) string { return "null_" + name }

// element is the constant that says whether a set has an element.
func element(name, text string) string { return fmt.Sprintf("has_%s_%x", name, text) }

func onList(id string) string { return "on_" + strings.ReplaceAll(id, "-", "_") }

// bands are the days between the edges: each edge alone, and what lies between.
// A band is named by its first day.
func (m *metric) bands() []int {
	bands := []int{0}
	for d := range m.days {
		bands = append(bands, d, d+1)
	}
	slices.Sort(bands)
	return slices.Compact(bands)
}

// cells returns the counts of the bands and campaigns that are chosen.
func (w *world) cells(name string, band func(int) (always bool, when string), campaign func(id string) bool) string {
	m := w.metric(name)
	ids := []string{""}
	for id := range m.campaigns {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var terms []string
	for _, b := range m.bands() {
		always, when := band(b)
		for _, id := range ids {
			if !campaign(id) {
				continue
			}
			cell := fmt.Sprintf("n_%s_%d_%x", name, b, id)
			switch {
			case always:
				terms = append(terms, cell)
			case when != "":
				terms = append(terms, "(ite "+when+" "+cell+" 0)")
			}
		}
	}
	if len(terms) < 2 {
		return join("+", "0", terms)
	}
	return "(+ " + strings.Join(terms, " ") + ")"
}

// window says which bands are in a window; the mode is last, more_than or none.
func window(mode string, days int) func(int) (bool, string) {
	return func(band int) (bool, string) {
		switch {
		case mode == "":
			return true, ""
		case band == days:
			return false, map[string]string{"last": "edge_in_last", "more_than": "edge_in_more_than"}[mode]
		case mode == "last":
			return band < days, ""
		default:
			return band > days, ""
		}
	}
}

// declarations declares all constants.
func (w *world) declarations() string {
	var b strings.Builder
	constant := func(name, sort string) { fmt.Fprintf(&b, "(declare-const %s %s)\n", name, sort) }
	constant("missing_matches", "Bool")
	constant("edge_in_last", "Bool")
	constant("edge_in_more_than", "Bool")
	constant("isp", "Int")
	constant("has_isp", "Bool")
	for name, c := range w.columns {
		constant(missing(name), "Bool")
		if w.always[name] {
			fmt.Fprintf(&b, "(assert (not %s))\n", missing(name))
		}
		switch c.sort {
		case "Set":
			for e := range c.elements {
				constant(element(name, e), "Bool")
			}
		case "Date":
			constant("c_"+name, "Real")
		default:
			constant("c_"+name, c.sort)
		}
	}
	for id := range w.lists {
		constant(onList(id), "Bool")
	}
	for name, m := range w.metrics {
		for _, band := range m.bands() {
			constant(fmt.Sprintf("n_%s_%d_", name, band), "Int")
			fmt.Fprintf(&b, "(assert (>= n_%s_%d_ 0))\n", name, band)
			for id := range m.campaigns {
				constant(fmt.Sprintf("n_%s_%d_%x", name, band, id), "Int")
				fmt.Fprintf(&b, "(assert (>= n_%s_%d_%x 0))\n", name, band, id)
			}
		}
	}
	return b.String()
}

// instant is a date as seconds.
func instant(text string) *big.Rat {
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		if at, err = time.Parse(time.DateOnly, text); err != nil {
			panic(err)
		}
	}
	seconds := new(big.Rat).SetInt64(at.Unix())
	return seconds.Add(seconds, big.NewRat(int64(at.Nanosecond()), 1e9))
}

func number(text string) *big.Rat {
	n, ok := new(big.Rat).SetString(text)
	if !ok {
		panic("no number: " + text)
	}
	return n
}

// field is a condition on a column by its operator in the API, on values as text.
func (w *world) field(name, operator string, values []string) string {
	c := w.column(name)
	gone, here := missing(name), not(missing(name))
	equal := func(text string) string {
		switch c.sort {
		case "Bool":
			return "(= c_" + name + " " + text + ")"
		case "Real":
			return "(= c_" + name + " " + real(number(text)) + ")"
		case "Date":
			return "(= c_" + name + " " + real(instant(text)) + ")"
		case "Set":
			c.elements[w.folded(text)] = true
			return element(name, w.folded(text))
		default:
			return "(= c_" + name + " " + quoted(w.folded(text)) + ")"
		}
	}
	all := make([]string, len(values))
	for i, v := range values {
		switch operator {
		case "contains", "not_contains":
			all[i] = "(str.contains c_" + name + " " + quoted(w.folded(v)) + ")"
		case "starts_with", "not_starts_with":
			all[i] = "(str.prefixof " + quoted(w.folded(v)) + " c_" + name + ")"
		case "gt", "gte", "lt", "lte":
			n := map[bool]func(string) *big.Rat{true: instant, false: number}[c.sort == "Date"](v)
			all[i] = "(" + map[string]string{"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}[operator] + " c_" + name + " " + real(n) + ")"
		default:
			all[i] = equal(v)
		}
	}
	switch operator {
	case "is_null":
		return gone
	case "is_not_null":
		return here
	case "not_equals", "not_in", "not_contains", "has_none", "not_starts_with":
		return "(ite " + gone + " missing_matches " + not(or(all...)) + ")"
	case "has_all":
		return and(here, and(all...))
	default:
		return and(here, or(all...))
	}
}
