package segc_test

import (
	"encoding/json"
	"io"
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

// TestErrorsAreInert checks that what is said of JSON that cannot be read, or not be written
// as a rule, is a line that a terminal or a log does not obey.
func TestErrorsAreInert(t *testing.T) {
	for _, h := range hostileWords() {
		text, err := json.Marshal(h)
		if err != nil {
			t.Fatal(err)
		}
		said := 0
		check := func(call string, err error) {
			if err == nil {
				return
			}
			said++
			if m := err.Error(); visible.Text(m) != m || inert.Commands([]byte(m)) {
				t.Errorf("%s of %+q says %+q", call, h, m)
			}
		}
		s := string(text)
		for _, given := range []string{
			`{` + s + `:1}`, s, h, `[` + s + `]`, `{"any":[{"all":[{"kind":` + s + `}]}]}`, `{"any":[{"all":[{"kind":"field","field":"x","operator":` + s + `}]}]}`,
			`{"any":[{"all":[{` + s + `:2}]}]}`, `{"name":"x","color":` + s + `,"contact_list_ids":[` + s + `],"rules_json":{}}`,
			`{"columns":{` + s + `:[1]}}`, `{"columns":{"a":{` + s + `:1}}}`, `{"events":[{"metric":` + s + `}]}`, `{"lists":[` + s + `]}`,
		} {
			_, err := segc.FromJSON(t.Context(), []byte(given), nil)
			check("FromJSON", err)
			_, err = rulesjson.ParseCreate([]byte(given))
			check("ParseCreate", err)
			_, err = rulesjson.Parse([]byte(given))
			check("Parse", err)
			_, err = segc.Decompile(t.Context(), []byte(given), segc.DecompileOptions{})
			check("Decompile", err)
			_, err = contact.Parse([]byte(given))
			check("contact.Parse", err)
		}
		result, _ := segc.Compile(t.Context(), "where opened", segc.Options{})
		stored, err := segc.FromSegment(&rulesjson.Segment{Name: h, Color: h, Lists: []string{h}, Rules: result.Document()}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, options := range []segc.DecompileOptions{{}, {Use: h}, {Use: h, Files: segc.Files{h: "where"}}, {Use: h, Files: segc.Files{}}} {
			_, err = stored.Decompile(t.Context(), options)
			check("Result.Decompile", err)
		}
		explanation, err := result.Explain(t.Context(), time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		check("Write", explanation.Write(io.Discard, segc.ExplanationFormat(h)))
		_, err = contact.ParseReading(h)
		check("ParseReading", err)
		_, err = json.Marshal(contact.Contact{Events: []contact.Event{{Metric: rulesjson.Metric(h)}}})
		check("json.Marshal", err)
		if said < 50 {
			t.Errorf("there are only %d errors of %+q", said, h)
		}
	}
}
