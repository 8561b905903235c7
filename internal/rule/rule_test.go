package rule_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/ruletest"
	"github.com/segc-lang/segc/rulesjson"
)

// TestRoundTrip checks every way to write and to read a document and a body, against the
// form of the API that the tests make.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := ruletest.Bodies().Draw(t, "body")
		public := ruletest.Public(b.Rules)
		for _, compact := range []bool{true, false} {
			text := rule.AppendJSON(nil, b.Rules, compact)
			if want := public.AppendJSON(nil, compact); !bytes.Equal(text, want) {
				t.Fatalf("%s\nis not\n%s", text, want)
			}
			read, err := rule.Decode(text)
			if err != nil || !condition.Equal(nil, read, b.Rules) {
				t.Fatalf("%v\n%s", err, cmp.Diff(b.Rules, read))
			}
			body := rule.Segment(b).AppendJSON(nil, compact)
			created, err := rulesjson.ParseCreate(body)
			if err != nil || !rule.EqualBodies(nil, rule.BodyOf(created), b) {
				t.Fatalf("%v\n%s", err, cmp.Diff(b, rule.BodyOf(created)))
			}
			found, id, err := rule.DecodeBodyWithin(nil, body)
			if err != nil || id != "" || !rule.EqualBodies(nil, found, b) {
				t.Fatalf("%q %v\n%s", id, err, cmp.Diff(b, found))
			}
		}
		if text, want := rule.Encode(nil, []byte("x"), b.Rules), public.AppendJSON([]byte("x"), true); !bytes.Equal(text, want) {
			t.Fatalf("%s\nis not\n%s", text, want)
		}
		one := &condition.Document{Any: []condition.Group{{All: b.Rules.Any[0].All[:1]}}}
		if text := rule.AppendCondition([]byte(`{"any":[{"all":[`), one.Any[0].All[0]); string(text)+"]}]}" != string(rule.AppendJSON(nil, one, true)) {
			t.Fatalf("%s", text)
		}
	})
}

// TestMaxSize checks that a text of so many bytes is read, and none that is longer.
func TestMaxSize(t *testing.T) {
	text := `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`
	text += strings.Repeat(" ", rule.MaxSize-len(text))
	_, err := rule.Decode([]byte(text))
	var refused *rule.DecodeError
	if _, long := rule.Decode([]byte(text + " ")); err != nil || !errors.As(long, &refused) {
		t.Error(err, long)
	}
}

// TestSegment checks that what surrounds the rules, and the id, get through.
func TestSegment(t *testing.T) {
	const id = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	b := &rule.Body{
		Name: "n", Color: "#7cb7de", Lists: []string{id}, Description: "d",
		Rules: &condition.Document{Any: []condition.Group{{All: []condition.Condition{condition.ISP{Operator: condition.In, Values: []int64{1}}}}}},
	}
	text := bytes.Replace(rule.Segment(b).AppendJSON(nil, true), []byte("{"), []byte(`{"id":"`+id+`",`), 1)
	if got, gotID, err := rule.DecodeBodyWithin(nil, text); err != nil || gotID != id || !reflect.DeepEqual(got, b) {
		t.Errorf("%q %v\n%s", gotID, err, cmp.Diff(b, got))
	}
	got, _, err := rule.DecodeBodyWithin(nil, bytes.Replace(text, []byte("[1]"), []byte("[]"), 1))
	var refused *rule.DecodeError
	if got != nil || !errors.As(err, &refused) || refused.Path != "rules_json.any[0].all[0].values" {
		t.Errorf("%v, %v", got, err)
	}
}

// TestSortedHasNoEscapes checks that characters are written as they are, except for those
// that JSON demands, and that they are the same characters.
func TestSortedHasNoEscapes(t *testing.T) {
	texts := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune(`\"u0#[:2`+"\n\x00\x1f\x7f\u0085\u200b\u202e\ufffd\U000e0041\U0010ffff"))))
	rapid.Check(t, func(t *rapid.T) {
		text := texts.Draw(t, "text")
		c := condition.Field{Column: "x", Operator: condition.Equals, Values: []condition.Value{{Text: text}}}
		got := rule.AppendSorted(nil, []byte("x"), c)
		want := append(jsontext.AppendString([]byte(`x{"kind":"field","field":"x","operator":"equals","value":`), text), '}')
		if !bytes.Equal(got, want) {
			t.Fatalf("%q is written as\n%s, not\n%s", text, got, want)
		}
		var read struct{ Value string }
		if err := json.Unmarshal(got[1:], &read); err != nil || read.Value != text {
			t.Fatalf("%q is read as %q, %v", text, read.Value, err)
		}
	})
}

// TestSortedStays checks that conditions are written as they were when the first locks
// were made: their hashes depend on it.
func TestSortedStays(t *testing.T) {
	text := func(texts ...string) (values []condition.Value) {
		for _, text := range texts {
			values = append(values, condition.Value{Text: text})
		}
		return values
	}
	for want, c := range map[string]condition.Condition{
		`{"kind":"field","field":"a\"b","operator":"is_null"}`: condition.Field{Column: `a"b`, Operator: condition.IsNull},
		`{"kind":"field","field":"x","operator":"in","value":["##[a]` + "\u200b\u0085\U000e0041" + `\\u200b\n\u0001","é"]}`: condition.Field{
			Column: "x", Operator: condition.In, Values: text("é", "##[a]\u200b\u0085\U000e0041\\u200b\n\x01", "é"),
		},
		`{"kind":"activity","metric":"open","operator":"count_gte","value":2,"days_window":{"mode":"last","days":30},"include_campaign_ids":["a","b"]}`: condition.Event{
			Metric: condition.Open, Operator: condition.CountGE, Count: 2, Window: condition.Window{Mode: condition.Last, Days: 30}, Include: text("b", "a", "b"),
		},
		`{"kind":"activity","metric":"click","operator":"never","exclude_campaign_ids":["a"]}`: condition.Event{
			Metric: condition.Click, Operator: condition.Never, Exclude: text("a"),
		},
		`{"kind":"deliverability","metric":"bounce","operator":"ever"}`: condition.Event{Metric: condition.Bounce, Operator: condition.Ever},
		`{"kind":"membership","operator":"not_in","list_ids":["a","b"]}`: condition.Membership{
			Operator: condition.NotIn, Lists: []string{"b", "a"},
		},
		`{"kind":"isp","operator":"in","values":[-1,2]}`: condition.ISP{Operator: condition.In, Values: []int64{2, -1, 2}},
	} {
		if got := string(rule.AppendSorted(nil, nil, c)); got != want {
			t.Errorf("%q is not %q", got, want)
		}
	}
}

// TestEqualBodies checks that every member of a body counts.
func TestEqualBodies(t *testing.T) {
	document := func(id int64) *condition.Document {
		return &condition.Document{Any: []condition.Group{{All: []condition.Condition{condition.ISP{Operator: condition.In, Values: []int64{id}}}}}}
	}
	body := rule.Body{Name: "n", Color: "#7cb7de", Lists: []string{"l"}, Description: "d", Rules: document(1)}
	for i, change := range []func(*rule.Body){
		func(*rule.Body) {},
		func(b *rule.Body) { b.Name = "" },
		func(b *rule.Body) { b.Color = "" },
		func(b *rule.Body) { b.Lists = nil },
		func(b *rule.Body) { b.Description = "" },
		func(b *rule.Body) { b.Rules = document(2) },
	} {
		other := body
		change(&other)
		if got := rule.EqualBodies(nil, &body, &other); got != (i == 0) {
			t.Errorf("change %d: got %v", i, got)
		}
	}
}
