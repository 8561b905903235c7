package expand

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
)

// writeLengths offers to write lengths of time where a name is declared that is used as one: a number gets the unit
// of days, and the text "30d" loses its quotes.
func (r *rewriter) writeLengths(d *diag.Diagnostic, name ast.Value, f found) {
	if f.object == nil {
		return
	}
	if loop := f.object.Loop(); loop != nil {
		r.lengthsOf(d, name, f.object, loop)
		return
	}
	s, ok := f.object.Statement.(*ast.NamedValue)
	if !ok || len(s.Values) != 1 {
		return
	}
	if text, ok := lengthOf(s.Values[0]); ok {
		d.Fixes = []diag.Fix{problems.Replace(at(f.object.Source, s.Values[0]), text)}
	}
}

// lengthsOf offers it for all values of a `for` at once, which keep their labels.
func (r *rewriter) lengthsOf(d *diag.Diagnostic, name ast.Value, o *resolve.Object, loop *ast.For) {
	fix := diag.Fix{Text: "write lengths of time"}
	for _, e := range loop.Each {
		text, ok := lengthOf(e.Value)
		if !ok {
			return
		}
		if e.Label == nil && e.Value.Kind == ast.Number {
			text += ` as "` + e.Value.Text + `"`
		}
		fix.Edits = append(fix.Edits, diag.Edit{Location: at(o.Source, e.Value), Text: text})
	}
	d.Message = fmt.Sprintf("the values of `%s` are not lengths of time, such as 30d", name.Text) // the same for each of them: it is said once
	d.Notes = []string{"a length of time has a unit: `d` for days or `w` for weeks"}
	d.Fixes = []diag.Fix{fix}
}

// lengthOf returns the length of time that a number, or a text in quotes, is meant as.
func lengthOf(v ast.Value) (string, bool) {
	digits := strings.TrimRight(v.Text, "dw")
	whole := digits != "" && len(digits) < 6 && strings.Trim(digits, "0123456789") == ""
	switch {
	case v.Kind == ast.Number:
		return v.Text + "d", whole && digits == v.Text
	case v.Kind == ast.String && digits == v.Text:
		return v.Text + "d", whole
	}
	return v.Text, v.Kind == ast.String && whole && len(v.Text) == len(digits)+1
}

// asTexts returns the fix that puts quotes around the numbers and truth values of a list, if there are texts in it.
func asTexts(source *ast.Source, values []ast.Value) []diag.Fix {
	fix := diag.Fix{Text: "put quotes around the others"}
	texts := 0
	for _, v := range values {
		switch v.Kind {
		case ast.String:
			texts++
		case ast.Number, ast.Boolean:
			fix.Edits = append(fix.Edits, diag.Edit{Location: at(source, v), Text: quoted(source.Slice(v.At))})
		default:
			return nil
		}
	}
	if texts == 0 || len(fix.Edits) == 0 {
		return nil
	}
	if len(fix.Edits) == 1 {
		return []diag.Fix{problems.Replace(fix.Edits[0].Location, fix.Edits[0].Text)}
	}
	return []diag.Fix{fix}
}

// offerOnce offers to take a value out of a `for`, with the comma before it.
func (x *expander) offerOnce(d *diag.Diagnostic, f *ast.For, repeated ast.Span) {
	for i := 1; i < len(f.Each); i++ {
		if e := f.Each[i]; e.At == repeated {
			span := ast.Span{Start: f.Each[i-1].At.End, End: e.At.End}
			d.Fixes = []diag.Fix{{Text: "take it out", Edits: []diag.Edit{{Location: diag.Location{Source: x.source(), Span: span}}}}}
			return
		}
	}
}

// swapped offers to swap two arguments if a number is in the place of a length of time and a length of time in that of a
// number of times.
func (r *rewriter) swapped(e *ast.Ref, t *template) []diag.Fix {
	all := e.Call.Arguments
	if len(all) != 2 || len(all[0].Values) != 1 || len(all[1].Values) != 1 || all[0].Group || all[1].Group {
		return nil
	}
	takes := func(p place, a ast.Argument) bool {
		k := kindOf(a.Values[0])
		return p == aLength && k == length || p == aCount && k == number
	}
	if !takes(t.places[0], all[1]) || !takes(t.places[1], all[0]) {
		return nil
	}
	return []diag.Fix{{Text: "swap the two", Edits: []diag.Edit{
		{Location: at(r.source, all[0]), Text: r.source.Slice(all[1].At)},
		{Location: at(r.source, all[1]), Text: r.source.Slice(all[0].At)},
	}}}
}
