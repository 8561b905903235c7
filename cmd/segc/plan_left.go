//go:build !nonet

package main

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/markdown"
)

// unmanaged returns the segments that no file has: those that none ever had, as far as the lock
// knows, and those that were left behind.
func unmanaged(p *plan.Plan) (others, left []plan.Unmanaged) {
	for _, u := range p.Unmanaged {
		if u.LeftBehind() {
			left = append(left, u)
		} else {
			others = append(others, u)
		}
	}
	return others, left
}

// leftText lists the segments that no file has.
func leftText(b *strings.Builder, p *plan.Plan) {
	others, left := unmanaged(p)
	if len(others) > 0 {
		fmt.Fprintf(b, "%s without a file, left alone:\n", english.Count(len(others), "segment"))
	}
	for _, u := range others {
		fmt.Fprintf(b, "    %s  %s\n", short(u.ID, textValue), visible(short(u.Name, textValue)))
	}
	if len(left) > 0 {
		fmt.Fprintf(b, "%s left behind, which segc does not delete:\n", english.Count(len(left), "segment"))
	}
	for _, u := range left {
		fmt.Fprintf(b, "    %s  %q, %s\n", short(u.ID, textValue), short(u.Name, textValue), visible(why(&u)))
	}
	goneText(b, p)
}

// why says in a few words what is gone of the source of a segment.
func why(u *plan.Unmanaged) string {
	switch {
	case u.Gone != "":
		return "whose file " + short(u.Gone, textValue) + " is gone"
	case u.Missing == plan.MissingValue:
		return "with " + valuesText(u.Values) + ", which the `for` of " + short(u.File, textValue) + " no longer has"
	}
	return "which " + short(u.File, textValue) + " no longer has"
}

// valuesText writes the values of a `for`: market "AT" and n "3".
func valuesText(values map[string]string) string {
	var words []string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		words = append(words, short(name, textValue)+" "+strconv.Quote(short(values[name], textValue)))
	}
	return english.And(words)
}

// wasText says where a segment was before; it is empty if it was there.
func wasText(s *plan.Step) string {
	switch {
	case s.RenamedSegment != "" && s.Renamed != "":
		return fmt.Sprintf("was %q in %s before", short(s.RenamedSegment, textValue), visible(short(s.Renamed, textValue)))
	case s.RenamedSegment != "":
		return fmt.Sprintf("was %q before", short(s.RenamedSegment, textValue))
	case s.Renamed != "":
		return fmt.Sprintf("was %s before", visible(short(s.Renamed, textValue)))
	}
	return ""
}

// leftMarkdown names the segments that no file has.
func leftMarkdown(w *markdown.Writer, p *plan.Plan) {
	others, left := unmanaged(p)
	if n := len(others); n > 0 {
		w.Number(n)
		if n == 1 {
			w.Words(" segment without a file is left alone: ")
		} else {
			w.Words(" segments without a file are left alone: ")
		}
		names := make([]string, n)
		for i, u := range others {
			names[i] = u.Name
		}
		listMarkdown(w, names, markdownListed, func(name string) { w.Text(short(name, markdownValue)) })
		w.Words(".\n\n")
	}
	leftBehindMarkdown(w, left)
	goneMarkdown(w, p)
}

// leftBehindMarkdown names segments that were left behind.
func leftBehindMarkdown(w *markdown.Writer, left []plan.Unmanaged) {
	for i := range left {
		if i == markdownListed {
			w.Words("- and ")
			w.Words(markdown.Words(english.Count(len(left)-i, "more segment")))
			w.Words(" left behind\n")
			break
		}
		leftOne(w, &left[i])
	}
	if len(left) > 0 {
		w.Words("\n")
	}
}

// leftOne says of a segment why it was left behind.
func leftOne(w *markdown.Writer, u *plan.Unmanaged) {
	w.Words("- Left behind: ")
	if u.Name == "" {
		w.Words("(no name)")
	}
	w.Text(short(u.Name, markdownValue))
	w.Words(" (")
	w.Code(short(u.ID, markdownFact))
	switch {
	case u.Gone != "":
		w.Words("), whose file ")
		w.Code(short(u.Gone, markdownValue))
		w.Words(" is gone\n")
	case u.Missing == plan.MissingValue:
		w.Words("), with ")
		w.Code(short(valuesText(u.Values), markdownFact))
		w.Words(", which the `for` of ")
		w.Code(short(u.File, markdownValue))
		w.Words(" no longer has\n")
	default:
		w.Words("), which ")
		w.Code(short(u.File, markdownValue))
		w.Words(" no longer has\n")
	}
}
