package segc_test

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/gen"
)

// TestNewWordsAreFree checks on random rules that a column can have every word of the language
// that means something in some places only: the document has that name and is the same
// otherwise, and so are the problems.
func TestNewWordsAreFree(t *testing.T) {
	words := []string{"today", "on", "ago", "now", "d", "weeks", "yesterday", "last", "with", "any"}
	columns := []string{"plan", "vip", "age", "born", "tier", "city", "score", "agreed"}
	renamed := 0
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		word, column := words[s.Intn(len(words))], columns[s.Intn(len(columns))]
		text := gen.Rule(s, gen.Options{Plain: true, Days: s.Intn(2) == 1})
		if s.Intn(2) == 1 {
			text = gen.File(s, gen.Options{Plain: true, Days: s.Intn(2) == 1})
		}
		name := regexp.MustCompile(`\b` + column + `\b`)
		other := name.ReplaceAllString(text, word)
		options := segc.Options{Today: genToday()}
		want, wanted := segc.Compile(t.Context(), text, options)
		got, list := segc.Compile(t.Context(), other, options)
		if a, b := codesOf(wanted), codesOf(list); a != b {
			t.Fatalf("%s\nsays %s, and with other names %s\n%s", text, a, b, other)
		}
		if want == nil {
			return
		}
		document := strings.ReplaceAll(string(want.RulesJSON()), `"field":"`+column+`"`, `"field":"`+word+`"`)
		if document != string(got.RulesJSON()) {
			t.Fatalf("%s\ngives another document than\n%s", other, text)
		}
		if other != text {
			renamed++
		}
	})
	if !t.Failed() && renamed == 0 {
		t.Error("no column was renamed")
	}
}

// codesOf returns the codes of a list, in its order.
func codesOf(list diag.List) string {
	var codes []string
	for _, d := range list {
		codes = append(codes, string(d.Code))
	}
	return strings.Join(codes, " ")
}
