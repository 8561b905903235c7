package engine_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
)

func TestDescribe(t *testing.T) {
	column := func(name string, v contact.Value) contact.Fact {
		return contact.Fact{Kind: contact.FactColumn, Column: name, Value: v}
	}
	event := func(m condition.Metric, e contact.Event) contact.Fact {
		e.Metric = m
		return contact.Fact{Kind: contact.FactHappened, Event: e}
	}
	none := func(m condition.Metric, s contact.Scope) contact.Fact {
		s.Metric = m
		return contact.Fact{Kind: contact.FactNoOther, Scope: s}
	}
	for _, c := range []struct {
		fact contact.Fact
		word string
		json string
	}{
		{column("age", contact.Int(18)), "age 18", `{"column":"age","value":18}`},
		{column("born", contact.Must(contact.Date("2026-05-01"))), "born 2026-05-01", `{"column":"born","value":{"date":"2026-05-01"}}`},
		{column("gone", contact.Value{}), "gone without a value", `{"column":"gone","value":null}`},
		{column("none", contact.Set()), "none without elements", `{"column":"none","value":[]}`},
		{column("plan", contact.Text(`say "hi"`)), `plan "say \"hi\""`, `{"column":"plan","value":"say \"hi\""}`},
		{column("tags", contact.Set("a", "b")), `tags with only "a" and "b"`, `{"column":"tags","value":["a","b"]}`},
		{column("vip", contact.Boolean(true)), "vip true", `{"column":"vip","value":true}`},
		{contact.Fact{Kind: contact.FactISP, ISP: 3}, "ISP 3", `{"isp":3}`},
		{contact.Fact{Kind: contact.FactNoISP}, "no ISP", `{"isp":null}`},
		{contact.Fact{Kind: contact.FactOnList, List: "a"}, "on the list a", `{"list":"a","on":true}`},
		{contact.Fact{Kind: contact.FactNotOnList, List: "b"}, "not on the list b", `{"list":"b","on":false}`},
		{contact.Fact{Kind: contact.FactNoOtherList}, "on no other list", `{"no_other_list":true}`},
		{event(condition.Open, contact.Event{Count: 2}), "2 opens today", `{"metric":"open","days_ago":0,"at_least":2}`},
		{event(condition.Open, contact.Event{DaysAgo: 1}), "1 open yesterday", `{"metric":"open","days_ago":1,"at_least":1}`},
		{
			event(condition.Open, contact.Event{DaysAgo: 30, Campaign: "12", Count: 1}), "1 open 30 days ago of campaign 12",
			`{"metric":"open","days_ago":30,"campaign":12,"at_least":1}`,
		},
		{
			none(condition.Open, contact.Scope{Window: condition.Window{Mode: condition.Last, Days: 7}, Except: []string{"12", "0f"}}),
			"no other opens except of campaigns 12 and 0f in the last 7 days", `{"no_other":"open","window":"last","days":7,"except":[12,"0f"]}`,
		},
		{none(condition.Click, contact.Scope{Campaigns: []string{"12"}}), "no clicks of campaign 12", `{"no_other":"click","campaigns":[12]}`},
		{none(condition.Click, contact.Scope{Window: condition.Window{Mode: condition.Last, Days: 1}}), "no clicks in the last day", `{"no_other":"click","window":"last","days":1}`},
		{event(condition.Delivered, contact.Event{DaysAgo: 7, Count: 3}), "3 deliveries 7 days ago", `{"metric":"delivered","days_ago":7,"at_least":3}`},
		{
			none(condition.Bounce, contact.Scope{Window: condition.Window{Mode: condition.MoreThan, Days: 1}}), "no bounces more than 1 day ago",
			`{"no_other":"bounce","window":"more_than","days":1}`,
		},
		{event(condition.Unsubscribe, contact.Event{DaysAgo: 2}), "1 unsubscription 2 days ago", `{"metric":"unsubscribe","days_ago":2,"at_least":1}`},
	} {
		before := []contact.Fact{{Kind: contact.FactOnList}, event(condition.Open, contact.Event{DaysAgo: 1}), c.fact}
		if got := engine.Describe(before, nil); got[2] != c.word {
			t.Errorf("%q, want %q", got[2], c.word)
		}
		if got, err := json.Marshal(c.fact); err != nil || string(got) != c.json {
			t.Errorf("%s: %s, %v, want %s", c.word, got, err, c.json)
		}
	}
	if got := engine.Describe(nil, nil); len(got) > 0 {
		t.Errorf("%q of nothing", got)
	}
}

// TestEveryMetricIsWritten checks that contacts have events of every metric, in the order
// of Metrics.
func TestEveryMetricIsWritten(t *testing.T) {
	var c contact.Contact
	for _, metric := range slices.Backward(condition.Metrics()) {
		c.Events = append(c.Events, contact.Event{Metric: metric})
	}
	text, err := c.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := contact.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(c.Events)
	if !slices.Equal(parsed.Events, c.Events) {
		t.Errorf("%s", text)
	}
}
