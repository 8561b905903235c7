package rulesjson_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/ruletest"
	"github.com/segc-lang/segc/rulesjson"
)

// example is the example of the API's documentation.
const example = `{"any":[{"all":[
  {"kind":"field","field":"status","operator":"equals","value":"subscribed"},
  {"kind":"activity","metric":"open","operator":"count_gte","value":1,"days_window":{"mode":"last","days":30}}]}]}`

func TestParseExample(t *testing.T) {
	got, err := rulesjson.Parse([]byte(example))
	if err != nil {
		t.Fatal(err)
	}
	want := &rulesjson.Document{Any: []rulesjson.Group{{All: []rulesjson.Condition{
		rulesjson.Field{Column: "status", Operator: rulesjson.Equals, Values: []rulesjson.Value{{Kind: rulesjson.String, Text: "subscribed"}}},
		rulesjson.Activity{Metric: rulesjson.Open, Operator: rulesjson.CountAtLeast, Count: 1, Window: rulesjson.Window{Mode: rulesjson.Last, Days: 30}},
	}}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParseAnyOrderAndSpace(t *testing.T) {
	const text = "\t{ \"any\" : [ { \"all\" : [ {\r\n\"exclude_campaign_ids\" : [ 12 , \"x\" ] , \"value\" : 2 , " +
		`"days_window" : { "days" : 7 , "mode" : "more_than" } , "operator" : "count_eq" , "met\u0072ic" : "\u0063lick" , "kind" : "activity" } ] } ] } ` + "\n"
	got, err := rulesjson.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	want := rulesjson.Activity{
		Metric: rulesjson.Click, Operator: rulesjson.CountEquals, Count: 2, Window: rulesjson.Window{Mode: rulesjson.MoreThan, Days: 7},
		Exclude: []rulesjson.Value{{Kind: rulesjson.Number, Text: "12"}, {Kind: rulesjson.String, Text: "x"}},
	}
	if diff := cmp.Diff(want, got.Any[0].All[0]); diff != "" {
		t.Error(diff)
	}
}

func TestParseKeepsTexts(t *testing.T) {
	const numbers = `0.10,1E+400,-0,123456789012345678901234567890`
	const text = `{"any":[{"all":[{"kind":"field","field":"x","operator":"in","value":[` + numbers +
		`,"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é😀\u0000",true,false]}]}]}`
	got, err := rulesjson.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	values := got.Any[0].All[0].(rulesjson.Field).Values
	for i, number := range strings.Split(numbers, ",") {
		if want := (rulesjson.Value{Kind: rulesjson.Number, Text: number}); values[i] != want {
			t.Errorf("value %d = %v, want %v", i, values[i], want)
		}
	}
	want := []rulesjson.Value{
		{Kind: rulesjson.String, Text: "\"\\/\b\f\n\r\té😀é😀\x00"},
		{Kind: rulesjson.Boolean, Text: "true"},
		{Kind: rulesjson.Boolean, Text: "false"},
	}
	if diff := cmp.Diff(want, values[4:]); diff != "" {
		t.Error(diff)
	}
}

// TestParseReadsAsAbsent checks that optional members that say nothing are
// read like members that are not there.
func TestParseReadsAsAbsent(t *testing.T) {
	for _, a := range ruletest.Absences() {
		t.Run(a.Name, func(t *testing.T) {
			got, err := rulesjson.Parse([]byte(a.JSON))
			if err != nil {
				t.Fatalf("%v\n%s", err, a.JSON)
			}
			if text := string(got.AppendJSON(nil, true)); text != a.Without {
				t.Errorf("%s\nis read as\n%s\nand not as\n%s", a.JSON, text, a.Without)
			}
		})
	}
}

// TestSprinkledDocuments checks that no combination of such members changes
// what is read.
func TestSprinkledDocuments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := ruletest.PublicDocuments().Draw(t, "document")
		text := ruletest.Sprinkle(intn(t), d.AppendJSON(nil, true))
		got, err := rulesjson.Parse(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if diff := cmp.Diff(d, got); diff != "" {
			t.Fatalf("%s\n%s", diff, text)
		}
	})
}

func TestParseRefuses(t *testing.T) {
	messages := prose.Open(t, "refusals")
	for _, r := range ruletest.Refusals() {
		t.Run(r.Name, func(t *testing.T) {
			d, err := rulesjson.Parse([]byte(r.JSON))
			if d != nil || err == nil {
				t.Fatalf("decoded %.200s", r.JSON)
			}
			checkError(t, err, r.Path, r.Names)
			messages.Add(t, r.Name, err.Error())
		})
	}
}

func TestParseRefusesSize(t *testing.T) {
	messages := prose.Open(t, "too-large")
	_, err := rulesjson.Parse(bytes.Repeat([]byte{' '}, 16<<20+1))
	checkError(t, err, "", "16777216")
	messages.Add(t, "too large", err.Error())
	text := append([]byte(example), bytes.Repeat([]byte{' '}, 16<<20-len(example))...)
	if _, err := rulesjson.Parse(text); err != nil {
		t.Errorf("at the limit: %v", err)
	}
}

// checkError checks where an error is and what it names, with blanks between.
func checkError(t *testing.T, err error, path, names string) {
	t.Helper()
	var decodeError *rulesjson.ParseError
	if !errors.As(err, &decodeError) {
		t.Fatalf("error is %T, not *ParseError: %v", err, err)
	}
	if decodeError.Path != path {
		t.Errorf("path is %q, want %q (message: %s)", decodeError.Path, path, decodeError.Message)
	}
	if !prose.Names(decodeError.Message, strings.Fields(names)...) {
		t.Errorf("message is %q, which does not name %s", decodeError.Message, names)
	}
	if strings.ContainsAny(err.Error(), "\n\x1b") {
		t.Errorf("unprintable: %q", err)
	}
}

func TestParseErrorsArePrintable(t *testing.T) {
	_, err := rulesjson.Parse([]byte(`{"any":[{"all":[{"kind":"\u001b[2J` + strings.Repeat("x", 1000) + `"}]}]}`))
	checkError(t, err, "any[0].all[0].kind", `\x1b[`)
	if n := len(err.Error()); n > 250 {
		t.Errorf("the error has %d bytes", n)
	}
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := ruletest.PublicDocuments().Draw(t, "document")
		text := d.AppendJSON(nil, rapid.Bool().Draw(t, "compact"))
		got, err := rulesjson.Parse(text)
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

func FuzzParse(f *testing.F) {
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
		d, err := rulesjson.Parse(data)
		if err != nil {
			var decodeError *rulesjson.ParseError
			if !errors.As(err, &decodeError) || d != nil {
				t.Fatalf("%T and %v", err, d)
			}
			if e := decodeError; e.Start < 0 || e.End < e.Start || e.End > len(data) {
				t.Fatalf("%v is at %d to %d", e, e.Start, e.End)
			}
			return
		}
		if !json.Valid(data) {
			t.Fatal("encoding/json refuses the text")
		}
		for _, compact := range []bool{true, false} {
			again, err := rulesjson.Parse(d.AppendJSON(nil, compact))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(d, again); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	data := []byte(`{"any":[{"all":[{"kind":"field","field":"status","operator":"equals","value":"subscribed"},` +
		`{"kind":"activity","metric":"open","operator":"count_gte","value":1,"days_window":{"mode":"last","days":30}},` +
		`{"kind":"isp","operator":"in","values":[1,2]},{"kind":"field","field":"plan","operator":"in","value":["pro","free"]}]}]}`)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rulesjson.Parse(data); err != nil {
			b.Fatal(err)
		}
	}
}

// TestLargeGroups reads groups, and documents, of every size around those that have room of
// their own.
func TestLargeGroups(t *testing.T) {
	for n := 1; n < 20; n++ {
		group := func(from int) (g rulesjson.Group) {
			for i := range n {
				g.All = append(g.All, rulesjson.ISP{Operator: rulesjson.In, Values: []int64{int64(from + i)}})
			}
			return g
		}
		want := &rulesjson.Document{}
		for i := range n {
			want.Any = append(want.Any, group(n*i))
		}
		got, err := rulesjson.Parse(want.AppendJSON(nil, true))
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%d groups: %v\n%s", n, err, diff)
		}
	}
}
