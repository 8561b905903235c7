package segc_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/corpus"
)

// TestDefaultsAreWhatParamsTake gives each param of the corpus and of random texts its own
// default, and asks whether anything changes.
func TestDefaultsAreWhatParamsTake(t *testing.T) {
	const byHand = "param s: text = \"a \\\"b\\\" # {c}\\n\"\nparam long: days = 2 weeks\nparam x: days = 1 day\nparam n: number = -1.50\nparam d1: date = 2026-05-01T10:00:00Z\n" +
		"param d2: date = 3 weeks ago\nparam d3: date = today - 2 weeks + 1d\nparam t: date = today\nparam b: boolean = false\nparam l: list = vip\nlist vip = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\n" +
		"param c: campaign = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nparam i: isp = 7"
	given := 0
	check := func(text string, options segc.Options) {
		program, list := segc.Load(t.Context(), text, options)
		if list.HasErrors() {
			if text == byHand {
				t.Error(list)
			}
			return
		}
		want := namesText(program)
		options.Params = map[string]string{}
		for n := range program.Names() {
			if n.Kind == segc.NameParam && !n.Required {
				options.Params[n.Text] = n.Default
				given++
			}
		}
		again, list := segc.Load(t.Context(), text, options)
		if list.HasErrors() {
			t.Errorf("%v with the defaults %v: %v\n%s", options.Params, text, list, text)
		}
		if diff := cmp.Diff(want, namesText(again)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
	for _, c := range corpus.Cases(t) {
		text, _ := c.Get("in.seg")
		check(string(text), segc.Options{Files: c.FS(), Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)})
	}
	check(byHand, segc.Options{})
	if given < 10 {
		t.Errorf("only %d defaults were given", given)
	}
}

// TestNamesOfGivenParams checks that a param has the ids that it is given, and the default of
// its text.
func TestNamesOfGivenParams(t *testing.T) {
	const text = "param l: list = a\nlist a = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nparam c: campaign\nparam n: number = \"wrong\""
	program, list := segc.Load(t.Context(), text, segc.Options{Params: map[string]string{"l": "5B1C7E02-93D4-4F6B-A1C8-2F0E6D7A9B34", "c": "12"}})
	if len(list) != 1 || list[0].Code != diag.WrongValue {
		t.Fatal(list)
	}
	const want = `param c at rule.seg:3:7 "c" campaign = [12] required
param l at rule.seg:1:7 "l" list default "a" = [5b1c7e02-93d4-4f6b-a1c8-2f0e6d7a9b34]
param n at rule.seg:4:7 "n" number
`
	if got := namesText(program); !strings.Contains(got, want) {
		t.Error(got)
	}
}
