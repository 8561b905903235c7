package contact_test

import (
	"encoding/json"
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/rulesjson"
)

func TestExampleJSON(t *testing.T) {
	const lists = `"readings":[],"words":[],"facts":[]`
	for name, c := range map[string]struct {
		example contact.Example
		want    string
	}{
		"nothing": {contact.Example{}, `{"contact":null,` + lists + `}`},
		"unshown": {contact.Example{Unshown: true}, `{"contact":null,` + lists + `,"unshown":true}`},
		"always": {
			contact.Example{Contact: &contact.Contact{}, Readings: []contact.Reading{{}}, Words: []string{}, Facts: []contact.Fact{}},
			`{"contact":{},"readings":[{}],"words":[],"facts":[]}`,
		},
		"all": {
			contact.Example{
				Contact:  &contact.Contact{Columns: map[string]contact.Value{"plan": contact.Text("pro")}},
				Readings: []contact.Reading{{EdgeInLast: contact.Yes}, {WholeDay: contact.No}},
				Words:    []string{`plan "pro"`},
				Facts:    []contact.Fact{{Kind: contact.FactColumn, Column: "plan", Value: contact.Text("pro")}},
			},
			`{"contact":{"columns":{"plan":"pro"}},"readings":[{"edge_in_last":true},{"whole_day":false}],"words":["plan \"pro\""],"facts":[{"column":"plan","value":"pro"}]}`,
		},
	} {
		for _, v := range []any{c.example, &c.example} {
			if got, err := json.Marshal(v); err != nil || string(got) != c.want {
				t.Errorf("%s: %s, %v, want %s", name, got, err, c.want)
			}
		}
	}
	if got, err := json.Marshal((*contact.Example)(nil)); err != nil || string(got) != "null" {
		t.Errorf("%s, %v", got, err)
	}
}

func TestScopes(t *testing.T) {
	event := contact.Event{Metric: rulesjson.Open, DaysAgo: 30, Campaign: "12"}
	window := func(mode rulesjson.WindowMode, days int) rulesjson.Window {
		return rulesjson.Window{Mode: mode, Days: days}
	}
	for _, c := range []struct {
		scope contact.Scope
		want  bool
	}{
		{contact.Scope{Metric: rulesjson.Open}, true},
		{contact.Scope{Metric: rulesjson.Click}, false},
		{contact.Scope{Metric: rulesjson.Open, Window: window(rulesjson.Last, 30)}, true},
		{contact.Scope{Metric: rulesjson.Open, Window: window(rulesjson.Last, 29)}, false},
		{contact.Scope{Metric: rulesjson.Open, Window: window(rulesjson.MoreThan, 30)}, true},
		{contact.Scope{Metric: rulesjson.Open, Window: window(rulesjson.MoreThan, 31)}, false},
		{contact.Scope{Metric: rulesjson.Open, Campaigns: []string{"11", "12"}}, true},
		{contact.Scope{Metric: rulesjson.Open, Campaigns: []string{"11"}}, false},
		{contact.Scope{Metric: rulesjson.Open, Except: []string{"11"}}, true},
		{contact.Scope{Metric: rulesjson.Open, Except: []string{"12"}}, false},
	} {
		if got := c.scope.Has(event); got != c.want {
			t.Errorf("%+v: %t, want %t", c.scope, got, c.want)
		}
	}
}
