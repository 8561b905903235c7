package segc_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// TestRulesAndFilesSayTheSame checks that what is wrong with several segments together is what is
// wrong with them one by one. A range that is empty is found when the file is loaded, and says
// enough: that nobody matches it follows.
func TestRulesAndFilesSayTheSame(t *testing.T) {
	for _, part := range []string{"age between 100 and 99", "age between 100 and 99 and x = 1", "opened >= 0", "age > 5 and age > 3", "age > 5 and age < 3"} {
		for _, segments := range []string{
			"segment \"A\"\nwhere p or plan = \"pro\"\nsegment \"B\"\nwhere plan = \"team\" or p\n",
			"segment \"A\"\nwhere p or plan = \"pro\"\nsegment \"B\"\nwhere plan = \"team\"\n",
			"segment \"{n}\" for n in (1, 2)\nwhere p or x = n\n",
			"segment \"A\"\nwhere (" + part + ") or plan = \"pro\"\nsegment \"{n}\" for n in (1, 2)\nwhere plan = \"team\" or x = n and (" + part + ")\n",
		} {
			text := "let p = " + part + "\n" + segments
			program, list := segc.Load(t.Context(), text, segc.Options{})
			if list.HasErrors() {
				t.Fatalf("%s\n%v", text, list)
			}
			_, list = program.Compile(t.Context())
			if got := differently(t, program, list); got != "" {
				t.Errorf("%s%s", text, got)
			}
		}
	}
}

// differently says how the problems of a program are not those of its rules.
func differently(t *testing.T, program *segc.Program, together diag.List) string {
	t.Helper()
	type said struct {
		code    diag.Code
		at      diag.Location
		message string
	}
	count := func(list diag.List) map[said]int {
		all := map[said]int{}
		for _, d := range list {
			all[said{d.Code, d.Location, d.Message}]++
		}
		return all
	}
	alone := map[said]int{}
	for _, rule := range program.Rules() {
		_, list := rule.Compile(t.Context())
		for s, n := range count(list) {
			alone[s] = max(alone[s], n)
		}
	}
	all := count(together)
	for _, s := range slices.Concat(slices.Collect(maps.Keys(all)), slices.Collect(maps.Keys(alone))) {
		if all[s] != alone[s] {
			return fmt.Sprintf("%s is said of `%s` %d times together and %d times alone", s.code, s.at.Source.Slice(s.at.Span), all[s], alone[s])
		}
	}
	return ""
}
