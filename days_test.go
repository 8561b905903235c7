package segc_test

import (
	"bytes"
	"encoding/json"
	"math"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/rulesjson"
)

// TestGreatestDays checks windows up to the longest that JSON may have: contacts with events
// before them can be written, and days that no calendar has stay numbers.
func TestGreatestDays(t *testing.T) {
	stored := func(mode string, days int) *segc.Result {
		d := &rulesjson.Document{Any: []rulesjson.Group{{All: []rulesjson.Condition{
			rulesjson.Activity{Metric: rulesjson.Open, Operator: rulesjson.Ever, Window: rulesjson.Window{Mode: rulesjson.WindowMode(mode), Days: days}},
		}}}}
		return must(segc.FromDocument(d, nil))
	}
	odd := regexp.MustCompile(`[^0-9]-[0-9]+-[0-9]{2}-[0-9]{2}|[0-9]{5,}-[0-9]{2}-[0-9]{2}`)
	at := time.Date(2026, time.January, 15, 0, 0, 0, 0, time.UTC)
	all := []int{1, 30, 36500, at.Year()*366 - 600, 1<<31 - 2, 1<<31 - 1, 1 << 31, 1 << 40, 1<<53 + 1, math.MaxInt - 1, math.MaxInt}
	for _, mode := range []string{"last", "more_than"} {
		for i, days := range all {
			result := stored(mode, days)
			for k, other := range all {
				difference, err := segc.Diff(t.Context(), result, stored(mode, other))
				if err != nil {
					t.Fatalf("%s %d and %d: %v", mode, days, other, err)
				}
				want := segc.Same
				if i != k {
					want = map[bool]segc.Verdict{true: segc.Wider, false: segc.Narrower}[(i < k) == (mode == "last")]
				}
				text, err := json.Marshal(difference)
				if err != nil || difference.Verdict != want {
					t.Errorf("%s %d and %d: %s, %v", mode, days, other, text, err)
				}
				for _, example := range []*contact.Example{difference.Enters, difference.Leaves} {
					if example != nil && example.Contact != nil {
						text := must(json.Marshal(example.Contact))
						if again, err := contact.Parse(text); err != nil || !bytes.Equal(must(json.Marshal(again)), text) {
							t.Errorf("%s %d and %d: %s is not read again: %v", mode, days, other, text, err)
						}
					}
				}
			}
			for _, at := range []time.Time{at, at.AddDate(7000, 0, 0), at.AddDate(9000, 0, 0), at.AddDate(-3000, 0, 0), time.Unix(1<<62, 0), time.Unix(-1<<62, 0)} {
				explanation := must(result.Explain(t.Context(), at))
				day := at.AddDate(0, 0, -days)
				has := 1 <= at.Year() && at.Year() <= 9999 && days < 1<<22 && day.Year() >= 1
				var text bytes.Buffer
				for _, format := range []segc.ExplanationFormat{segc.ExplainText, segc.ExplainMarkdown, segc.ExplainJSON, segc.ExplainMermaid, segc.ExplainSVG} {
					if err := explanation.Write(&text, format); err != nil {
						t.Error(err)
					}
					if says := strings.Contains(text.String(), day.Format(time.DateOnly)); says != has || odd.MatchString(text.String()) {
						t.Errorf("%s %d at %v in %s, a day %v: %s", mode, days, at, format, has, text.String())
					}
					text.Reset()
				}
			}
		}
	}
	if nobody := must(segc.Diff(t.Context(), stored("more_than", math.MaxInt), stored("more_than", math.MaxInt))); nobody.Verdict != segc.Same {
		t.Error(nobody)
	}
}
