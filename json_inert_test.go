package segc_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/visible"
	"github.com/segc-lang/segc/rulesjson"
)

// TestJSONIsInert checks for every value that is written as JSON that the text has nothing
// that a terminal or the log of a CI system obeys, or that nobody sees, and that it means
// the same.
func TestJSONIsInert(t *testing.T) {
	for _, h := range hostileWords() {
		value := asText(h)
		text := "segment " + value + " color \"#7cb7de\" lists \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\" description " + value + "\nfield plan: text\nwhere "
		a, list := segc.Compile(t.Context(), text+"plan = "+value+" and opened", segc.Options{Name: h})
		if list.HasErrors() {
			t.Fatal(list.Err())
		}
		b, _ := segc.Compile(t.Context(), text+"plan in ("+value+", \"b\") or plan != \"c\" and clicked", segc.Options{})
		difference, err := segc.Diff(t.Context(), a, b)
		if err != nil {
			t.Fatal(err)
		}
		explanation, err := b.Explain(t.Context(), time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		who := contact.Contact{Columns: map[string]contact.Value{h: contact.Text(h), "tags": contact.Set(h)}, Events: []contact.Event{{Metric: rulesjson.Open, Campaign: h}}, Lists: []string{h}}
		facts := []contact.Fact{
			{Kind: contact.FactColumn, Column: h, Value: contact.Text(h)},
			{Kind: contact.FactOnList, List: h},
			{Kind: contact.FactHappened, Event: contact.Event{Metric: rulesjson.Open, Campaign: h}},
			{Kind: contact.FactNoOther, Scope: contact.Scope{Metric: rulesjson.Open, Campaigns: []string{h}, Except: []string{h}}},
		}
		example := contact.Example{Contact: &who, Words: []string{h}, Facts: facts}
		_, problems := segc.Compile(t.Context(), text+"plan = `"+h+"`", segc.Options{Name: h})
		for _, v := range []any{
			difference, *difference, who, &who, contact.Text(h), facts, example, &example, explanation, *explanation, explanation.Groups,
			problems, b.Stats(), a.Document(),
			diag.List{{Message: h, Contact: &example}},
			rulesjson.Segment{Name: h, Rules: a.Document()},
		} {
			got, err := json.Marshal(v)
			if err != nil {
				t.Errorf("%T of %+q: %v", v, h, err)
				continue
			}
			for i, r := range string(got) {
				if r < ' ' || visible.Replaces(string(got), i) {
					t.Errorf("%T of %+q has %U: %+q", v, h, r, got)
					break
				}
			}
			if inert.Commands(got) {
				t.Errorf("%T of %+q has a command: %+q", v, h, got)
			}
		}
		who.Events, who.Lists = nil, nil // whose ids Parse checks
		written, err := json.Marshal(who)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := contact.Parse(written); err != nil || !reflect.DeepEqual(back.Columns, who.Columns) {
			t.Errorf("%+q is read back as %v: %v", written, back, err)
		}
	}
}
