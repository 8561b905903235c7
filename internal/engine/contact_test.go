package engine_test

import (
	"slices"
	"testing"

	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/rule"
)

func TestDescribe(t *testing.T) {
	c := eval.Contact{
		Columns: map[string]eval.Value{
			"plan": {Kind: eval.Text, Text: `say "hi"`}, "age": {Kind: eval.Number, Text: "18"}, "vip": {Kind: eval.Boolean, Text: "true"},
			"born": {Kind: eval.Date, Text: "2026-05-01"}, "gone": {}, "tags": {Kind: eval.Set, Elements: []string{"a", "b"}}, "none": {Kind: eval.Set},
		},
		Events: map[rule.Metric][]eval.Event{
			rule.Open:        {{DaysAgo: 0}, {DaysAgo: 0}, {DaysAgo: 1}, {DaysAgo: 30, Campaign: "12"}},
			rule.Delivered:   {{DaysAgo: 7}, {DaysAgo: 7}, {DaysAgo: 7}},
			rule.Unsubscribe: {{DaysAgo: 2}},
		},
		Lists: map[string]bool{"b": true, "a": true, "c": false},
		ISP:   3, HasISP: true,
	}
	want := []string{
		"age 18", "born 2026-05-01", "gone without a value", "none without elements", `plan "say \"hi\""`, `tags with "a" and "b"`, "vip true",
		"ISP 3", "on the list a", "on the list b",
		"2 opens today", "1 open yesterday", "1 open 30 days ago of campaign 12", "3 deliveries 7 days ago", "1 unsubscription 2 days ago",
	}
	if got := engine.Describe(c); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := engine.Describe(eval.Contact{}); len(got) > 0 {
		t.Errorf("%q of nothing", got)
	}
}

// readings returns those for which a test holds.
func readings(test func(eval.Reading) bool) []eval.Reading {
	return slices.DeleteFunc(eval.Readings(), func(r eval.Reading) bool { return !test(r) })
}

func TestDescribeReadings(t *testing.T) {
	for name, c := range map[string]struct {
		of   []eval.Reading
		want []string
	}{
		"all":        {eval.Readings(), nil},
		"none":       {nil, nil},
		"one aspect": {readings(func(r eval.Reading) bool { return !r.FoldCase }), []string{"compares text by case"}},
		"two": {readings(func(r eval.Reading) bool { return r.MissingMatchesNegative && !r.EdgeInLast }), []string{
			"lets `!=` and `not in` match a missing value", "does not count what happened n days ago to the last n days",
		}},
		"no parts describe them, so the first one": {readings(func(r eval.Reading) bool { return r.FoldCase || r.EdgeInMoreThan }), []string{
			"does not let `!=` and `not in` match a missing value", "compares text without regard to case",
			"does not count what happened n days ago to the last n days", "does not count what happened n days ago as more than n days ago",
		}},
	} {
		if got := engine.DescribeReadings(c.of); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
