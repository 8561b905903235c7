package rule_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/ruletest"
)

const listID = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"

func body() *rule.Body {
	return &rule.Body{
		Name: `Active "Gmail"`, Color: "#7cb7de", Lists: []string{listID, "7d444840-9dc0-11d1-b245-5ffdce74fad2"}, Description: "Opened",
		Rules: &condition.Document{Any: []condition.Group{
			{All: []condition.Condition{
				condition.ISP{Operator: condition.In, Values: []int64{1}},
				condition.Event{Metric: condition.Open, Operator: condition.Ever},
			}},
			{All: []condition.Condition{condition.Event{Metric: condition.Click, Operator: condition.Ever}}},
		}},
	}
}

func TestAppendBody(t *testing.T) {
	const want = `{
  "name": "Active \"Gmail\"",
  "color": "#7cb7de",
  "contact_list_ids": ["0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab","7d444840-9dc0-11d1-b245-5ffdce74fad2"],
  "description": "Opened",
  "rules_json": {"any": [
    {"all": [
      {"kind":"isp","operator":"in","values":[1]},
      {"kind":"activity","metric":"open","operator":"ever"}
    ]},
    {"all": [
      {"kind":"activity","metric":"click","operator":"ever"}
    ]}
  ]}
}`
	if diff := cmp.Diff(want, string(rule.AppendBody(nil, body(), false))); diff != "" {
		t.Error(diff)
	}
	const compact = `x{"name":"Active \"Gmail\"","color":"#7cb7de","contact_list_ids":["0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"],` +
		`"rules_json":{"any":[{"all":[{"kind":"activity","metric":"click","operator":"ever"}]}]}}`
	b := body()
	b.Lists, b.Description, b.Rules.Any = b.Lists[:1], "", b.Rules.Any[1:]
	if diff := cmp.Diff(compact, string(rule.AppendBody([]byte("x"), b, true))); diff != "" {
		t.Error(diff)
	}
}

func TestBodyRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := ruletest.Bodies().Draw(t, "body")
		text := rule.AppendBody(nil, b, rapid.Bool().Draw(t, "compact"))
		got, id, err := rule.DecodeBody(text)
		if err != nil || id != "" {
			t.Fatalf("id %q, error %v\n%s", id, err, text)
		}
		if diff := cmp.Diff(b, got); diff != "" {
			t.Fatal(diff)
		}
		if got, err = rule.DecodeCreate(text); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if diff := cmp.Diff(b, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestDecodeBodyOfFullSegment(t *testing.T) {
	text := strings.Replace(string(rule.AppendBody(nil, body(), false)), `"name"`, `"id": "`+listID+`",
  "status": "PENDING", "total_count": null, "created_at": "2026-05-01T10:00:00Z", "updated_at": 1.5e3,
  "display_fields": [{"x": [[], {}, "a\nb", true]}],
  "name"`, 1)
	got, id, err := rule.DecodeBody([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(body(), got); diff != "" || id != listID {
		t.Errorf("id %q; %s", id, diff)
	}
	_, err = rule.DecodeCreate([]byte(text))
	checkError(t, err, "id", "unknown member; the body of a create call does not have it")
}

// TestDecodeBodyReadsAsAbsent checks that what surrounds the rules of a segment
// never stops it.
func TestDecodeBodyReadsAsAbsent(t *testing.T) {
	for _, a := range ruletest.BodyAbsences() {
		t.Run(a.Name, func(t *testing.T) {
			got, id, err := rule.DecodeBody([]byte(a.JSON))
			if err != nil || id != "" {
				t.Fatalf("%q, %v\n%s", id, err, a.JSON)
			}
			want, _, err := rule.DecodeBody([]byte(a.Without))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSprinkledBodies checks that no combination of such members changes what
// is read.
func TestSprinkledBodies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := ruletest.Bodies().Draw(t, "body")
		text := ruletest.SprinkleSegment(intn(t), rule.AppendBody(nil, b, true))
		got, _, err := rule.DecodeBody(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if diff := cmp.Diff(b, got); diff != "" {
			t.Fatalf("%s\n%s", diff, text)
		}
		text = ruletest.Sprinkle(intn(t), rule.AppendBody(nil, b, true))
		if got, err = rule.DecodeCreate(text); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if diff := cmp.Diff(b, got); diff != "" {
			t.Fatalf("%s\n%s", diff, text)
		}
	})
}

func intn(t *rapid.T) func(n int) int {
	return func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "choice") }
}

func TestDecodeCreateRefuses(t *testing.T) {
	for _, r := range slices.Concat(ruletest.BodyRefusals(), ruletest.CreateRefusals()) {
		t.Run(r.Name, func(t *testing.T) {
			b, err := rule.DecodeCreate([]byte(r.JSON))
			if b != nil || err == nil {
				t.Fatal("decoded")
			}
			if strings.HasPrefix(err.Error(), r.Path+": unknown member") {
				return // which DecodeBody reads, and finds something else in it
			}
			checkError(t, err, r.Path, r.Message)
		})
	}
}

func TestDecodeBodyRefuses(t *testing.T) {
	for _, r := range ruletest.BodyRefusals() {
		t.Run(r.Name, func(t *testing.T) {
			b, _, err := rule.DecodeBody([]byte(r.JSON))
			if b != nil || err == nil {
				t.Fatal("decoded")
			}
			checkError(t, err, r.Path, r.Message)
		})
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
