package segc_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

// missing returns what one list says and another does not: as often as it says it.
func missing(list, of diag.List) []string {
	said := map[string]int{}
	for _, d := range of {
		said[claim(d)]++
	}
	var all []string
	for _, d := range list {
		if said[claim(d)]--; said[claim(d)] < 0 {
			all = append(all, claim(d))
		}
	}
	return all
}

// claim is what a diagnostic says, and of what.
func claim(d diag.Diagnostic) string {
	file := ""
	if d.Location.Source != nil {
		file = d.Location.Source.Name()
	}
	return fmt.Sprintf("%s:%v %s[%s] %s", file, d.Location.Span, d.Severity, d.Code, d.Message)
}

// wholeList is all that a list says, as bytes.
func wholeList(t failer, list diag.List) string {
	var b bytes.Buffer
	if err := diag.WriteJSON(&b, list); err != nil {
		t.Fatalf("%v", err)
	}
	return b.String()
}

// failer is a test that may be one of package rapid.
type failer interface {
	Helper()
	Context() context.Context
	Fatalf(format string, args ...any)
}

// answers are what a call for all rules of a program answers.
type answers struct{ results, list string }

func answersOf(t failer, results []*segc.Result, list diag.List) answers {
	return answers{resultsAnswer(results), wholeList(t, list)}
}

// checkComplete checks that the lists of all calls about a text fit together: what one
// call knows, the next one says too, and none has to be called beside another.
func checkComplete(t failer, text string, options segc.Options) {
	t.Helper()
	program, loaded := segc.Load(t.Context(), text, options)
	compiled, compileList := program.Compile(t.Context())
	checked, checkList := program.Check(t.Context())
	for call, list := range map[string]diag.List{"Compile": compileList, "Check": checkList} {
		if lost := missing(loaded, list); len(lost) > 0 {
			t.Fatalf("Program.%s does not say what Load does: %q\n%s", call, lost, text)
		}
	}
	if lost := missing(compileList, checkList); len(lost) > 0 && len(program.Rules()) > 0 {
		t.Fatalf("Program.Check does not say what Program.Compile does: %q\n%s", lost, text)
	}
	rules := program.Rules()
	if len(compiled) != len(rules) || len(checked) != len(rules) {
		t.Fatalf("%d results and %d for %d rules\n%s", len(compiled), len(checked), len(rules), text)
	}
	for i, rule := range rules {
		r, list := rule.Compile(t.Context())
		if lost := missing(list, compileList); len(lost) > 0 {
			t.Fatalf("Program.Compile does not say what Rule.Compile does: %q\n%s", lost, text)
		}
		if (r == nil) != list.HasErrors() || resultAnswer(r) != resultAnswer(compiled[i]) {
			t.Fatalf("Rule.Compile has %q, Program.Compile %q, and the list is %v\n%s", resultAnswer(r), resultAnswer(compiled[i]), list, text)
		}
		c, list := rule.Check(t.Context())
		if lost := missing(list, checkList); len(lost) > 0 {
			t.Fatalf("Program.Check does not say what Rule.Check does: %q\n%s", lost, text)
		}
		if (c == nil) != list.HasErrors() || resultAnswer(c) != resultAnswer(r) || resultAnswer(checked[i]) != resultAnswer(r) {
			t.Fatalf("Rule.Check has %q, Program.Check %q, and Rule.Compile %q\n%s", resultAnswer(c), resultAnswer(checked[i]), resultAnswer(r), text)
		}
	}
	first, list := segc.Compile(t.Context(), text, options)
	if len(rules) > 1 {
		if first != nil || !list.HasErrors() || loaded.HasErrors() == slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.SeveralRules }) {
			t.Fatalf("Compile of %d segments has a result: %v, and says %v\n%s", len(rules), first != nil, list, text)
		}
		return
	}
	if want, got := answersOf(t, compiled, compileList), answersOf(t, nonNil(first, len(rules)), list); want != got {
		t.Fatalf("Compile says something else than Load and Program.Compile: %s\n%s", cmp.Diff(want, got, cmp.AllowUnexported(answers{})), text)
	}
	if want, got := wholeList(t, checkList), wholeList(t, segc.Check(t.Context(), text, options)); want != got {
		t.Fatalf("Check says something else than Load and Program.Check: %s\n%s", cmp.Diff(want, got), text)
	}
}

// nonNil returns the results that Program.Compile has when Compile has one.
func nonNil(result *segc.Result, rules int) []*segc.Result {
	return []*segc.Result{result}[:min(1, rules)]
}

// checkSteady checks that a program answers the same each time, and many goroutines.
func checkSteady(t failer, text string, options segc.Options) {
	t.Helper()
	program, _ := segc.Load(t.Context(), text, options)
	ask := func() (both [2]answers) {
		results, list := program.Compile(t.Context())
		both[0] = answersOf(t, results, list)
		results, list = program.Check(t.Context())
		both[1] = answersOf(t, results, list)
		return both
	}
	want := ask()
	all := make([][2]answers, 4)
	var group sync.WaitGroup
	for i := range all {
		group.Go(func() { all[i] = ask() })
	}
	group.Wait()
	for _, got := range append(all, ask()) {
		if got != want {
			t.Fatalf("a program does not always answer the same: %s\n%s", cmp.Diff(want, got, cmp.AllowUnexported(answers{})), text)
		}
	}
}

// completeCase is a text with the files that it may use.
type completeCase struct {
	text    string
	options segc.Options
}

// completeCases are the texts of the corpus and the examples.
func completeCases(t *testing.T) []completeCase {
	var all []completeCase
	for _, c := range corpus.Cases(t) {
		text, _ := c.Get("in.seg")
		all = append(all, completeCase{string(text), segc.Options{Files: c.FS(), Today: genToday()}})
	}
	examples, err := filepath.Glob("examples/*.seg")
	if err != nil || len(examples) < 10 {
		t.Fatal(examples, err)
	}
	for _, path := range examples {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, completeCase{string(text), segc.Options{Files: os.DirFS("examples"), Path: filepath.Base(path), Today: genToday()}})
	}
	return all
}

// TestListsAreComplete checks the rule that lists are complete on texts of all sorts.
func TestListsAreComplete(t *testing.T) {
	t.Parallel()
	for i, c := range completeCases(t) {
		for _, enable := range [][]diag.Code{nil, segc.OptionalRules()} {
			c.options.Enable = enable
			checkComplete(t, c.text, c.options)
		}
		if i%long.Of(20, 1) == 0 {
			checkSteady(t, c.text, c.options)
		}
	}
}

// slipped returns a text in which people have made some slips.
func slipped(s gen.Source, text string) string {
	for range s.Intn(6) {
		if len(text) > 1 {
			text = gen.Damage(s, text)
		}
	}
	return text
}

// TestListsOfDamagedTexts does so with random files, and with texts in which people have
// made slips.
func TestListsOfDamagedTexts(t *testing.T) {
	t.Parallel()
	cases := completeCases(t)
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		c := cases[s.Intn(len(cases))]
		if s.Intn(2) == 0 || strings.TrimSpace(c.text) == "" {
			c = completeCase{text: gen.File(s, gen.Options{Days: s.Intn(2) == 1, Values: s.Intn(2) == 1}), options: segc.Options{Today: genToday()}}
		}
		c.text = slipped(s, c.text)
		if declarations, rule, ok := strings.Cut(c.text, "\nwhere "); ok && s.Intn(3) == 0 {
			c.options.Files = segc.Files{"catalog.seg": slipped(s, declarations)}
			c.text = "use \"catalog.seg\"\nwhere " + rule
			if s.Intn(2) == 0 {
				c.text, c.options.Use = "require not opened because \"of this\"\nwhere "+rule, []string{"catalog.seg"}
			}
		}
		if s.Intn(8) == 0 {
			c.options.MaxWork = 1 + s.Intn(5000)
		}
		c.options.Plain = s.Intn(4) == 0
		if s.Intn(3) == 0 {
			c.options.Enable = segc.OptionalRules()
		}
		if s.Intn(8) == 0 {
			c.options.MaxGroups = 1 + s.Intn(3)
		}
		checkComplete(t, c.text, c.options)
		if s.Intn(4) == 0 {
			checkSteady(t, c.text, c.options)
		}
	})
}
