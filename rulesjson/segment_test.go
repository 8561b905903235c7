package rulesjson_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/ruletest"
	"github.com/segc-lang/segc/rulesjson"
)

const listID = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"

func segment() *rulesjson.Segment {
	return &rulesjson.Segment{
		Name: `Active "Gmail"`, Color: "#7cb7de", Lists: []string{listID, "7d444840-9dc0-11d1-b245-5ffdce74fad2"}, Description: "Opened",
		Rules: &rulesjson.Document{Any: []rulesjson.Group{
			{All: []rulesjson.Condition{
				rulesjson.ISP{Operator: rulesjson.In, Values: []int64{1}},
				rulesjson.Activity{Metric: rulesjson.Open, Operator: rulesjson.Ever},
			}},
			{All: []rulesjson.Condition{rulesjson.Activity{Metric: rulesjson.Click, Operator: rulesjson.Ever}}},
		}},
	}
}

func TestAppendSegment(t *testing.T) {
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
	if diff := cmp.Diff(want, string(segment().AppendJSON(nil, false))); diff != "" {
		t.Error(diff)
	}
	const compact = `x{"name":"Active \"Gmail\"","color":"#7cb7de","contact_list_ids":["0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"],` +
		`"rules_json":{"any":[{"all":[{"kind":"activity","metric":"click","operator":"ever"}]}]}}`
	b := segment()
	b.Lists, b.Description, b.Rules.Any = b.Lists[:1], "", b.Rules.Any[1:]
	if diff := cmp.Diff(compact, string(b.AppendJSON([]byte("x"), true))); diff != "" {
		t.Error(diff)
	}
}

func TestSegmentRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := ruletest.Segments().Draw(t, "body")
		text := b.AppendJSON(nil, rapid.Bool().Draw(t, "compact"))
		got, err := rulesjson.ParseSegment(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if diff := cmp.Diff(b, got); diff != "" {
			t.Fatal(diff)
		}
		if got, err = rulesjson.ParseCreate(text); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if diff := cmp.Diff(b, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestParseFullSegment(t *testing.T) {
	text := strings.Replace(string(segment().AppendJSON(nil, false)), `"name"`, `"id": "`+listID+`",
  "status": "PENDING", "total_count": null, "created_at": "2026-05-01T10:00:00Z", "updated_at": 1.5e3,
  "display_fields": [{"x": [[], {}, "a\nb", true]}],
  "name"`, 1)
	got, err := rulesjson.ParseSegment([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	want := segment()
	want.ID = listID
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	_, err = rulesjson.ParseCreate([]byte(text))
	checkError(t, err, "id", "")
}

// TestParseSegmentReadsAsAbsent checks that what surrounds the rules of a segment
// never stops it.
func TestParseSegmentReadsAsAbsent(t *testing.T) {
	for _, a := range ruletest.BodyAbsences() {
		t.Run(a.Name, func(t *testing.T) {
			got, err := rulesjson.ParseSegment([]byte(a.JSON))
			if err != nil {
				t.Fatalf("%v\n%s", err, a.JSON)
			}
			want, err := rulesjson.ParseSegment([]byte(a.Without))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSprinkledSegments checks that no combination of such members changes what
// is read.
func TestSprinkledSegments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := ruletest.Segments().Draw(t, "body")
		text := ruletest.SprinkleSegment(intn(t), b.AppendJSON(nil, true))
		got, err := rulesjson.ParseSegment(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if diff := cmp.Diff(b, got); diff != "" {
			t.Fatalf("%s\n%s", diff, text)
		}
		text = ruletest.Sprinkle(intn(t), b.AppendJSON(nil, true))
		if got, err = rulesjson.ParseCreate(text); err != nil {
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

func TestParseCreateRefuses(t *testing.T) {
	messages := prose.Open(t, "create-refusals")
	for _, r := range slices.Concat(ruletest.BodyRefusals(), ruletest.CreateRefusals()) {
		t.Run(r.Name, func(t *testing.T) {
			b, err := rulesjson.ParseCreate([]byte(r.JSON))
			if b != nil || err == nil {
				t.Fatal("decoded")
			}
			names := r.Names
			if _, of := rulesjson.ParseSegment([]byte(r.JSON)); of != nil && of.Error() != err.Error() {
				names = "" // ParseSegment skips what ParseCreate refuses, and finds something else in it
			}
			checkError(t, err, r.Path, names)
			messages.Add(t, r.Name, err.Error())
		})
	}
}

func TestParseSegmentRefuses(t *testing.T) {
	messages := prose.Open(t, "segment-refusals")
	for _, r := range ruletest.BodyRefusals() {
		t.Run(r.Name, func(t *testing.T) {
			b, err := rulesjson.ParseSegment([]byte(r.JSON))
			if b != nil || err == nil {
				t.Fatal("decoded")
			}
			checkError(t, err, r.Path, r.Names)
			messages.Add(t, r.Name, err.Error())
		})
	}
}
