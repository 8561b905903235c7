package segc_test

import (
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// TestStart checks what a service does at its start: an empty text finds what is wrong with
// the files that all texts use, and is not a rule.
func TestStart(t *testing.T) {
	files := segc.Files{"catalog.seg": "field plan: text", "guards.seg": "require plan is not null", "wrong.seg": "field x: nope"}
	load := func(text string, use ...string) (*segc.Program, diag.List) {
		return segc.Load(t.Context(), text, segc.Options{Files: files, Use: use})
	}
	for _, text := range []string{"", " \n", "# nothing\n", "\ufeff"} {
		program, list := load(text, "catalog.seg", "guards.seg")
		if len(list) > 0 || len(program.Rules()) > 0 || len(program.Files()) != 3 {
			t.Errorf("%q: %v", text, list)
		}
		if results, list := program.Compile(t.Context()); len(results) > 0 || len(list) != 1 || !list.HasErrors() {
			t.Errorf("%q compiles: %v", text, list)
		}
		if _, list := program.Check(t.Context()); list.HasErrors() {
			t.Errorf("%q: %v", text, list)
		}
	}
	for _, use := range [][]string{{"wrong.seg"}, {"catalog.seg", "wrong.seg"}, {"none.seg"}} {
		_, list := load("", use...)
		if !list.HasErrors() || hasCode(list, diag.EmptyFile) {
			t.Errorf("%v: %v", use, list)
		}
	}
	if _, list := load(""); !hasCode(list, diag.EmptyFile) {
		t.Errorf("a text without anything is fine: %v", list)
	}
}
