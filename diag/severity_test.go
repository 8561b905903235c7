package diag

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
)

// TestUnknownSeverity checks that a diagnostic of a severity that there is not is an error
// everywhere: it is written, counted, sorted and returned as one.
func TestUnknownSeverity(t *testing.T) {
	source := ast.NewSource("f", "ab")
	where := Location{Source: source, Span: ast.Span{Start: 0, End: 1}}
	unknown := Diagnostic{Severity: 99, Code: "C", Message: "m", Location: where}
	warning := Diagnostic{Severity: Warning, Code: "A", Message: "w", Location: where}
	list := List{warning, unknown}
	if !list.HasErrors() || list.Count(Error) != 1 || list.Count(99) != 1 || list.Count(Warning) != 1 || fmt.Sprint(list.Err()) != "f:1:1: error[C]: m" {
		t.Errorf("%v, %d, %d, %d, %v", list.HasErrors(), list.Count(Error), list.Count(99), list.Count(Warning), list.Err())
	}
	if got := text(t, Style{}, list...); !strings.Contains(got, "f:1:1: error[C]: m\n") {
		t.Errorf("it is written as %q", got)
	}
	var b strings.Builder
	var report jsonReport
	if err := WriteJSON(&b, list); err != nil || json.Unmarshal([]byte(b.String()), &report) != nil || report.Errors != 1 || len(report.Diagnostics) != 2 {
		t.Errorf("%v: %s", err, b.String())
	}
	if sorted := list.Sort(); sorted[0].Severity != 99 {
		t.Errorf("sorted, the list is %v", sorted)
	}
	many := make(List, maxShown+3)
	for i := range many {
		many[i] = unknown
		many[i].Message = strings.Repeat("x", i+1)
	}
	if more := many.Shown().More; len(more) != 1 || more[0].Errors == 0 || more[0].Warnings != 0 {
		t.Errorf("left out are %v", more)
	}
}
