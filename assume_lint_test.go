package segc_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/gen"
)

// TestAdviceUnderAssumptions checks that nobody is warned of a question that is answered.
func TestAdviceUnderAssumptions(t *testing.T) {
	for _, c := range []struct {
		text, assume string
		code         diag.Code
		warned       bool
	}{
		{`where plan != "free"`, "", diag.OpenNegative, true},
		{`where plan != "free"`, "missing=skip", diag.OpenNegative, false},
		{`where plan != "free"`, "missing=match", diag.OpenNegative, false},
		{`where plan != "free"`, "case=fold", diag.OpenNegative, true},
		{`where created_at = today`, "", diag.DayOfTimes, true},
		{`where created_at = today`, "day=start", diag.DayOfTimes, true},
		{`where created_at = today`, "day=whole", diag.DayOfTimes, false},
		{`where created_at between today - 7d and today`, "day=whole", diag.DayOfTimes, false},
	} {
		list := segc.Check(t.Context(), c.text, segc.Options{Assume: readingOf(t, c.assume), Today: genToday(), Enable: segc.OptionalRules()})
		if _, warned := find(list, c.code); warned != c.warned {
			t.Errorf("%s, %s: %v", c.text, c.assume, list)
		}
	}
}

// TestAssumptionsAlike compiles a rule whose smallest documents under an assumption are as small as
// the one without it, which stays.
func TestAssumptionsAlike(t *testing.T) {
	const text = `city = "Köln" or city = "KÖLN" or opened from campaigns (1) or city contains "ö"`
	without, _ := segc.Compile(t.Context(), text, segc.Options{})
	for _, answer := range oneAnswer() {
		with, list := segc.Compile(t.Context(), text, segc.Options{Assume: readingOf(t, answer)})
		if with == nil {
			t.Fatal(list)
		}
		if same := string(with.Compact()) == string(without.Compact()); same == with.Stats().Assumed {
			t.Errorf("%s: %s\n%s\n%+v", answer, with.RulesJSON(), without.RulesJSON(), with.Stats())
		}
	}
}

// TestStatementsAreAsOptions writes assumptions into random files, at the start, at the end and in a
// file that is used, in small letters and others: the document is the same as with Options.Assume,
// and so is that of the formatted text.
func TestStatementsAreAsOptions(t *testing.T) {
	compiled := 0
	rapid.Check(t, func(t *rapid.T) {
		source := gen.Rapid(t)
		text := gen.File(source, gen.Options{Names: true, Values: source.Intn(2) == 1})
		var lines, answers []string
		for _, q := range ast.Questions() {
			if source.Intn(2) == 0 {
				continue
			}
			answer := ast.Answers(q)[source.Intn(len(ast.Answers(q)))]
			answers = append(answers, q+"="+answer)
			line := "assume " + q + " " + answer
			switch source.Intn(4) {
			case 1:
				line = strings.ToUpper(line)
			case 2:
				line = strings.ReplaceAll(line, " ", " # why\n\t")
			}
			lines = append(lines, line)
		}
		all := strings.Join(lines, "\n") + "\n"
		options := segc.Options{Today: genToday(), MaxGroups: 5000}
		given := options
		given.Assume = readingOf(t, strings.Join(answers, ","))
		want, _ := segc.Compile(t.Context(), text, given)
		options.Files, options.Path = segc.Files{"account.seg": all}, "rule.seg"
		for _, written := range []string{all + text, text + all, "use \"account.seg\"\n" + text} {
			got, list := segc.Compile(t.Context(), written, options)
			if (got == nil) != (want == nil) || got != nil && string(got.Compact()) != string(want.Compact()) {
				t.Fatalf("%s\n%v\nis not the same as with the options", written, list)
			}
			formatted, wrong := segc.Format(t.Context(), written, segc.FormatOptions{})
			if wrong.HasErrors() {
				t.Fatalf("%s\n%v", written, wrong)
			}
			again, list := segc.Compile(t.Context(), formatted, options)
			if (again == nil) != (want == nil) || again != nil && string(again.Compact()) != string(want.Compact()) {
				t.Fatalf("%s\nformatted\n%s\n%v", written, formatted, list)
			}
		}
		if want != nil {
			compiled++
		}
	})
	if !t.Failed() && compiled == 0 {
		t.Error("nothing was compiled")
	}
}
