package rule_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/ruletest"
)

// example is the example of the API's documentation.
const example = `{"any":[{"all":[
  {"kind":"field","field":"status","operator":"equals","value":"subscribed"},
  {"kind":"activity","metric":"open","operator":"count_gte","value":1,"days_window":{"mode":"last","days":30}}]}]}`

func TestDecodeExample(t *testing.T) {
	got, err := rule.Decode([]byte(example))
	if err != nil {
		t.Fatal(err)
	}
	want := &condition.Document{Any: []condition.Group{{All: []condition.Condition{
		condition.Field{Column: "status", Operator: condition.Equals, Values: []condition.Value{{Kind: condition.String, Text: "subscribed"}}},
		condition.Event{Metric: condition.Open, Operator: condition.CountGE, Count: 1, Window: condition.Window{Mode: condition.Last, Days: 30}},
	}}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDecodeAnyOrderAndSpace(t *testing.T) {
	const text = "\t{ \"any\" : [ { \"all\" : [ {\r\n\"exclude_campaign_ids\" : [ 12 , \"x\" ] , \"value\" : 2 , " +
		`"days_window" : { "days" : 7 , "mode" : "more_than" } , "operator" : "count_eq" , "met\u0072ic" : "\u0063lick" , "kind" : "activity" } ] } ] } ` + "\n"
	got, err := rule.Decode([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	want := condition.Event{
		Metric: condition.Click, Operator: condition.CountEQ, Count: 2, Window: condition.Window{Mode: condition.MoreThan, Days: 7},
		Exclude: []condition.Value{{Kind: condition.Number, Text: "12"}, {Kind: condition.String, Text: "x"}},
	}
	if diff := cmp.Diff(want, got.Any[0].All[0]); diff != "" {
		t.Error(diff)
	}
}

func TestDecodeKeepsTexts(t *testing.T) {
	const numbers = `0.10,1E+400,-0,123456789012345678901234567890`
	const text = `{"any":[{"all":[{"kind":"field","field":"x","operator":"in","value":[` + numbers +
		`,"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é😀\u0000",true,false]}]}]}`
	got, err := rule.Decode([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	values := got.Any[0].All[0].(condition.Field).Values
	for i, number := range strings.Split(numbers, ",") {
		if want := (condition.Value{Kind: condition.Number, Text: number}); values[i] != want {
			t.Errorf("value %d = %v, want %v", i, values[i], want)
		}
	}
	want := []condition.Value{
		{Kind: condition.String, Text: "\"\\/\b\f\n\r\té😀é😀\x00"},
		{Kind: condition.Boolean, Text: "true"},
		{Kind: condition.Boolean, Text: "false"},
	}
	if diff := cmp.Diff(want, values[4:]); diff != "" {
		t.Error(diff)
	}
}

// TestDecodeReadsAsAbsent checks that optional members that say nothing are
// read like members that are not there.
func TestDecodeReadsAsAbsent(t *testing.T) {
	for _, a := range ruletest.Absences() {
		t.Run(a.Name, func(t *testing.T) {
			got, err := rule.Decode([]byte(a.JSON))
			if err != nil {
				t.Fatalf("%v\n%s", err, a.JSON)
			}
			if text := string(rule.AppendJSON(nil, got, true)); text != a.Without {
				t.Errorf("%s\nis read as\n%s\nand not as\n%s", a.JSON, text, a.Without)
			}
		})
	}
}

// TestSprinkledDocuments checks that no combination of such members changes
// what is read.
func TestSprinkledDocuments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := ruletest.Documents().Draw(t, "document")
		text := ruletest.Sprinkle(intn(t), rule.AppendJSON(nil, d, true))
		got, err := rule.Decode(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if diff := cmp.Diff(d, got); diff != "" {
			t.Fatalf("%s\n%s", diff, text)
		}
	})
}

func TestDecodeRefuses(t *testing.T) {
	for _, r := range ruletest.Refusals() {
		t.Run(r.Name, func(t *testing.T) {
			d, err := rule.Decode([]byte(r.JSON))
			if d != nil || err == nil {
				t.Fatalf("decoded %.200s", r.JSON)
			}
			checkError(t, err, r.Path, r.Message)
		})
	}
}

func TestDecodeRefusesSize(t *testing.T) {
	_, err := rule.Decode(bytes.Repeat([]byte{' '}, rule.MaxSize+1))
	checkError(t, err, "", "bytes")
	text := append([]byte(example), bytes.Repeat([]byte{' '}, rule.MaxSize-len(example))...)
	if _, err := rule.Decode(text); err != nil {
		t.Errorf("at the limit: %v", err)
	}
}

func checkError(t *testing.T, err error, path, message string) {
	t.Helper()
	var decodeError *rule.DecodeError
	if !errors.As(err, &decodeError) {
		t.Fatalf("error is %T, not *DecodeError: %v", err, err)
	}
	if decodeError.Path != path {
		t.Errorf("path is %q, want %q (message: %s)", decodeError.Path, path, decodeError.Message)
	}
	if !strings.Contains(decodeError.Message, message) {
		t.Errorf("message is %q, want a part %q", decodeError.Message, message)
	}
	if strings.ContainsAny(err.Error(), "\n\x1b") {
		t.Errorf("unprintable: %q", err)
	}
}

func TestDecodeErrorsArePrintable(t *testing.T) {
	_, err := rule.Decode([]byte(`{"any":[{"all":[{"kind":"\u001b[2J` + strings.Repeat("x", 1000) + `"}]}]}`))
	checkError(t, err, "any[0].all[0].kind", `\x1b[2Jxxx`)
	if n := len(err.Error()); n > 250 {
		t.Errorf("the error has %d bytes", n)
	}
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := ruletest.Documents().Draw(t, "document")
		text := rule.AppendJSON(nil, d, rapid.Bool().Draw(t, "compact"))
		got, err := rule.Decode(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if diff := cmp.Diff(d, got); diff != "" {
			t.Fatal(diff)
		}
		if !json.Valid(text) {
			t.Fatalf("encoding/json refuses %s", text)
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(example))
	for _, r := range ruletest.Refusals() {
		if len(r.JSON) < 1000 {
			f.Add([]byte(r.JSON))
		}
	}
	for _, a := range ruletest.Absences() {
		f.Add([]byte(a.JSON))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := rule.Decode(data)
		if err != nil {
			var decodeError *rule.DecodeError
			if !errors.As(err, &decodeError) || d != nil {
				t.Fatalf("%T and %v", err, d)
			}
			return
		}
		if !json.Valid(data) {
			t.Fatal("encoding/json refuses the text")
		}
		for _, compact := range []bool{true, false} {
			again, err := rule.Decode(rule.AppendJSON(nil, d, compact))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(d, again); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	data := []byte(`{"any":[{"all":[{"kind":"field","field":"status","operator":"equals","value":"subscribed"},` +
		`{"kind":"activity","metric":"open","operator":"count_gte","value":1,"days_window":{"mode":"last","days":30}},` +
		`{"kind":"isp","operator":"in","values":[1,2]},{"kind":"field","field":"plan","operator":"in","value":["pro","free"]}]}]}`)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rule.Decode(data); err != nil {
			b.Fatal(err)
		}
	}
}
