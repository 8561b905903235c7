package sql

import "strings"

// Head writes what a text in place of a query is about, a line each after a prefix: the segments, and
// whether tests run what is written for the dialect.
func Head(r *Request, prefix string) string {
	var b strings.Builder
	for i := range r.Rules {
		if name := r.Rules[i].Name; name != "" {
			b.WriteString(prefix + "segment: " + safe(name, longestShown) + "\n")
		}
	}
	if !r.Dialect.Run {
		b.WriteString(prefix + r.Dialect.notRun() + "\n")
	}
	return b.String()
}

// notRun says that a database was not at hand.
func (d *Dialect) notRun() string {
	return "written for " + d.Title + " " + d.Oldest + " or later, no test of segc has run it there"
}
