package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	unicodename "github.com/segc-lang/segc/internal/visible"
)

// segmentsDiff is how the segments of a new file relate to those of an old one.
type segmentsDiff struct {
	Segments []segmentDiff `json:"segments"` // those of a name that both files have, in the order of the new one
	OnlyOld  []string      `json:"only_old"` // the names of the others
	OnlyNew  []string      `json:"only_new"`
}

// segmentDiff is how the segments of one name relate.
type segmentDiff struct {
	Segment    string           `json:"segment"`
	Difference *segc.Difference `json:"difference"`
}

// hasMany reports whether an input is a text with several segments.
func hasMany(ctx context.Context, in input) bool {
	if isJSON(in.text) {
		return false
	}
	program, _ := segc.Load(ctx, in.text, in.options(anyGroups))
	return len(program.Rules()) > 1
}

// segmentIn returns the name of a segment for an input that has several, and "" for any other.
func segmentIn(ctx context.Context, in input, segment string) string {
	if segment == "" || !hasMany(ctx, in) {
		return ""
	}
	return segment
}

// diffSegments compares two files segment by segment.
func (a *app) diffSegments(ctx context.Context, files []input, args []string, format string) error {
	var sides [2][]*segc.Result
	var all diag.List
	for i, in := range files {
		results, list := segmentsOf(ctx, in)
		all = append(all, errorsIn(list)...)
		sides[i] = results
	}
	if len(all) > 0 {
		return errors.Join(a.show(a.err, all), errTrouble)
	}
	d, list := segmentsDifference(ctx, sides[0], sides[1])
	if len(list) > 0 {
		return errors.Join(a.show(a.err, list), errTrouble)
	}
	if format == "json" {
		if err := a.writeJSON("standard output", d); err != nil {
			return err
		}
	} else {
		var b bytes.Buffer
		d.text(&b, args)
		if err := writeTo(a.out, "standard output", b.Bytes()); err != nil {
			return err
		}
	}
	if !d.same() {
		return errDifferent
	}
	return nil
}

// segmentsOf compiles all segments of an input. One without a name has nothing to be compared
// with.
func segmentsOf(ctx context.Context, in input) ([]*segc.Result, diag.List) {
	if isJSON(in.text) {
		result, list := resultOf(ctx, in, anyGroups, "")
		if result == nil {
			return nil, list
		}
		return nil, diag.List{nameless(in)}
	}
	program, _ := segc.Load(ctx, in.text, in.options(anyGroups))
	results, list := program.Compile(ctx)
	if !list.HasErrors() && len(results) == 1 && nameOf(results[0]) == "" {
		list = append(list, nameless(in))
	}
	return results, list
}

// nameless says that a rule cannot be compared with several segments by its name.
func nameless(in input) diag.Diagnostic {
	return diag.Diagnostic{
		Code:    diag.SeveralRules,
		Message: fmt.Sprintf("%s has one rule, but the other file has several segments", named(in.name)),
		Notes:   []string{"choose the segment to compare with `--segment`"},
	}
}

func segmentsDifference(ctx context.Context, old, changed []*segc.Result) (*segmentsDiff, diag.List) {
	d := &segmentsDiff{Segments: []segmentDiff{}, OnlyOld: []string{}, OnlyNew: []string{}}
	before, matched := map[string]*segc.Result{}, map[string]bool{}
	for _, result := range old {
		before[unicodename.Name(nameOf(result))] = result
	}
	for _, result := range changed {
		name := unicodename.Name(nameOf(result))
		matched[name] = true
		if before[name] == nil {
			d.OnlyNew = append(d.OnlyNew, nameOf(result))
			continue
		}
		difference, list := compared(ctx, before[name], result)
		if difference == nil {
			return nil, list
		}
		d.Segments = append(d.Segments, segmentDiff{nameOf(result), difference})
	}
	for _, result := range old {
		if !matched[unicodename.Name(nameOf(result))] {
			d.OnlyOld = append(d.OnlyOld, nameOf(result))
		}
	}
	return d, nil
}

// same reports whether both files have the same segments, each for the same contacts.
func (d *segmentsDiff) same() bool {
	for _, s := range d.Segments {
		if s.Difference.Verdict != segc.Same {
			return false
		}
	}
	return len(d.OnlyOld)+len(d.OnlyNew) == 0
}

// text writes the comparison for people.
func (d *segmentsDiff) text(b *bytes.Buffer, args []string) {
	same := 0
	for _, s := range d.Segments {
		if s.Difference.Verdict == segc.Same {
			same++
			continue
		}
		fmt.Fprintf(b, "%s: ", visible(s.Segment))
		differenceText(b, s.Difference, args)
	}
	for _, name := range d.OnlyOld {
		fmt.Fprintf(b, "%s: only %s has it\n", visible(name), named(args[0]))
	}
	for _, name := range d.OnlyNew {
		fmt.Fprintf(b, "%s: only %s has it\n", visible(name), named(args[1]))
	}
	switch {
	case d.same():
		fmt.Fprintf(b, "same: all %d segments match the same contacts\n", same)
	case same == 1:
		fmt.Fprintln(b, "same: 1 segment matches the same contacts")
	case same > 0:
		fmt.Fprintf(b, "same: %d segments match the same contacts\n", same)
	}
}
