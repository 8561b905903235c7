package diag

import (
	"fmt"
	"slices"
	"testing"

	"github.com/segc-lang/segc/ast"
)

// TestSortKeepsWhatDiffers checks that only exact repetitions are dropped.
func TestSortKeepsWhatDiffers(t *testing.T) {
	source := ast.NewSource("a", "text")
	first := Diagnostic{Code: "SEG101", Message: "m", Location: Location{source, ast.Span{Start: 1, End: 2}}}
	change := func(change func(d *Diagnostic)) Diagnostic {
		d := first
		change(&d)
		return d
	}
	list := List{
		first,
		change(func(d *Diagnostic) { d.Message = "n" }),
		change(func(d *Diagnostic) { d.Code = "SEG102" }),
		change(func(d *Diagnostic) { d.Severity = Warning }),
		change(func(d *Diagnostic) { d.Location.Span.End = 3 }),
		change(func(d *Diagnostic) { d.Location.Span.Start = 0 }),
		change(func(d *Diagnostic) { d.Location.Source = ast.NewSource("b", "text") }),
		change(func(d *Diagnostic) { d.Location.Source = ast.NewSource("a", "texts") }),
		change(func(d *Diagnostic) { d.Location.Source = nil }),
	}
	doubled := append(slices.Clone(list), list...)
	if got := doubled.Sort(); len(got) != len(list) {
		t.Errorf("%d of %d are left", len(got), len(list))
	}
	same := change(func(d *Diagnostic) { d.Location.Source = ast.NewSource("a", "text") })
	distinct := append(append(slices.Clone(list), list...), same).Distinct()
	// Distinct leaves out what a place alone decides: a severity belongs to its code.
	if got := len(distinct); got != len(list)-1 {
		t.Errorf("%d of %d are distinct", got, len(list))
	}
}

func TestSeverities(t *testing.T) {
	warning, fault := Diagnostic{Severity: Warning, Message: "w"}, Diagnostic{Severity: Error, Message: "e"}
	for _, c := range []struct {
		list             List
		errors, warnings int
		err              string
	}{{nil, 0, 0, "<nil>"}, {List{warning}, 0, 1, "<nil>"}, {List{warning, fault}, 1, 1, "error[]: e"}, {List{fault, fault}, 2, 0, "error[]: e\nerror[]: e"}} {
		if got := c.list.HasErrors(); got != (c.errors > 0) {
			t.Errorf("%v has errors: %v", c.list, got)
		}
		if c.list.Count(Error) != c.errors || c.list.Count(Warning) != c.warnings || fmt.Sprint(c.list.Err()) != c.err {
			t.Errorf("%v: %d errors, %d warnings, %v", c.list, c.list.Count(Error), c.list.Count(Warning), c.list.Err())
		}
	}
	if got := fmt.Sprint(Error, Warning); got != "error warning" {
		t.Errorf("got %s", got)
	}
}
