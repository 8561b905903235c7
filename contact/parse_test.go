package contact

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/rulesjson"
)

const (
	uuidA = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	uuidB = "22222222-2222-4222-8222-222222222222"
)

func TestParse(t *testing.T) {
	line := `{"columns":{"plan":"pro","age":31.50,"vip":true,"tags":["a",""],"none":[],"x":null,"since":{"date":"2026-05-01"}},` +
		`"events":[{"metric":"open","days_ago":3,"campaign":12},{"metric":"bounce","days_ago":9,"campaign":null},{"metric":"open","days_ago":0,"count":2},` +
		`{"metric":"click","days_ago":1,"campaign":"` + strings.ToUpper(uuidA) + `"}],` +
		`"lists":["` + strings.ToUpper(uuidB) + `","` + uuidA + `"],"isp":2}`
	want := &Contact{
		Columns: map[string]Value{
			"plan": Text("pro"), "age": Must(Number("31.50")), "vip": Boolean(true), "tags": Set("a", ""),
			"none": Set(), "x": {}, "since": Must(Date("2026-05-01")),
		},
		Events: []Event{
			{Metric: rulesjson.Open, DaysAgo: 3, Campaign: "12"},
			{Metric: rulesjson.Bounce, DaysAgo: 9},
			{Metric: rulesjson.Open, Count: 2},
			{Metric: rulesjson.Click, DaysAgo: 1, Campaign: uuidA},
		},
		Lists: []string{uuidB, uuidA}, ISP: new(int64(2)),
	}
	c, err := Parse([]byte(line))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(want, c) {
		t.Errorf("not what was written (-want +got):\n%s", cmp.Diff(want, c, cmp.AllowUnexported(Value{})))
	}
	const written = `{"columns":{"age":31.50,"none":[],"plan":"pro","since":{"date":"2026-05-01"},"tags":["a",""],"vip":true,"x":null},` +
		`"events":[{"metric":"open","days_ago":3,"campaign":12},{"metric":"open","days_ago":0,"count":2},` +
		`{"metric":"click","days_ago":1,"campaign":"` + uuidA + `"},{"metric":"bounce","days_ago":9}],` +
		`"lists":["` + uuidA + `","` + uuidB + `"],"isp":2}`
	for _, v := range []any{c, *c, []Contact{*c}, map[string]any{"c": c}} {
		text, err := json.Marshal(v)
		if err != nil || !strings.Contains(string(text), written) {
			t.Errorf("%s, %v, want %s", text, err, written)
		}
	}
	var d Contact
	if err := json.Unmarshal([]byte(written), &d); err != nil {
		t.Fatal(err)
	}
	if again, _ := json.Marshal(d); string(again) != written {
		t.Errorf("changed on the way: %s", again)
	}
	if err := json.Unmarshal([]byte(`{"isp":"x"}`), &d); fmt.Sprint(err) != `contact: isp: this must be a whole number, not the string "x"` || *d.ISP != 2 {
		t.Errorf("%+v, %v", d, err)
	}
}

func TestParseTakesNothing(t *testing.T) {
	for _, line := range []string{`{}`, ` {"columns":null,"events":null,"lists":null,"isp":null} ` + "\n", `{"columns":{},"events":[],"lists":[]}`} {
		c, err := Parse([]byte(line))
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if text, err := c.MarshalJSON(); err != nil || string(text) != "{}" {
			t.Errorf("%s became %s, %v", line, text, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	const metrics = "open, click, bounce, complaint, delivered or unsubscribe"
	for _, test := range []struct{ line, want string }{
		{``, "unexpected EOF"},
		{`[]`, "this must be an object, not an array"},
		{`null`, "this must be an object, not null"},
		{`{`, "unexpected EOF"},
		{`{"events":[{"metric":`, "events[0].metric: unexpected EOF"},
		{`{} {}`, "there is more after the contact"},
		{`{"colums":{}}`, `colums: unknown member; the members are columns, events, lists and isp`},
		{`{"Columns":{}}`, `Columns: unknown member; the members are columns, events, lists and isp`},
		{`{"a b":{}}`, `["a b"]: unknown member; the members are columns, events, lists and isp`},
		{`{"":1}`, `[""]: unknown member; the members are columns, events, lists and isp`},
		{`{"isp":1,"isp":1}`, "isp: the member is repeated"},
		{`{"columns":{"a":1,"a":2}}`, "columns.a: the member is repeated"},
		{`{"columns":{"a":null,"a":2}}`, "columns.a: the member is repeated"},
		{`{"columns":[]}`, "columns: this must be an object, not an array"},
		{`{"columns":{"a":{}}}`, `columns.a: the member "date" is missing`},
		{`{"columns":{"a b":{"date":"2026-02-30"}}}`, `columns["a b"].date: `},
		{`{"columns":{"a":{"date":1}}}`, "columns.a.date: this must be a string, not the number 1"},
		{`{"columns":{"a":{"day":"2026-05-01"}}}`, "columns.a.day: unknown member; the members are date"},
		{`{"columns":{"a":["x",1]}}`, "columns.a[1]: this must be a string, as all items of a set, not the number 1"},
		{`{"columns":{"a":[["b"]]}}`, "columns.a[0]: this must be a string, as all items of a set, not an array"},
		{`{"columns":{"a":1e9999999999}}`, `columns.a: "1e9999999999" is not a number, or one with too large an exponent`},
		{`{"columns":{"a":01}}`, "columns: invalid character"},
		{`{"events":{}}`, "events: this must be an array, not an object"},
		{`{"events":[1]}`, "events[0]: this must be an object, not the number 1"},
		{`{"events":[{"metric":"open"}]}`, `events[0]: the member "days_ago" is missing`},
		{`{"events":[{"metric":"open","days_ago":null}]}`, `events[0]: the member "days_ago" is missing`},
		{`{"events":[{"days_ago":1}]}`, `events[0]: the member "metric" is missing`},
		{`{"events":[{"metric":"opened","days_ago":1}]}`, "events[0].metric: this must be " + metrics + `, not the string "opened"`},
		{`{"events":[{"metric":"","days_ago":1}]}`, "events[0].metric: this must be " + metrics + `, not the string ""`},
		{`{"events":[{"metric":true,"days_ago":1}]}`, "events[0].metric: this must be " + metrics + `, not true`},
		{`{"events":[{"metric":"open","days_ago":1},{"metric":"open","days_ago":-1}]}`, "events[1].days_ago: this must be a whole number of days from 0 to 9223372036854775807, not the number -1"},
		{`{"events":[{"metric":"open","days_ago":1.5}]}`, "events[0].days_ago: this must be a whole number of days from 0 to 9223372036854775807, not the number 1.5"},
		{`{"events":[{"metric":"open","days_ago":1,"campaign":1.5}]}`, "events[0].campaign: this must be a whole number or a UUID, not the number 1.5"},
		{`{"events":[{"metric":"open","days_ago":1,"campaign":"12"}]}`, `events[0].campaign: this must be a whole number or a UUID, not the string "12"`},
		{`{"lists":["newsletter"]}`, `lists[0]: this must be a UUID, not the string "newsletter"`},
		{`{"lists":["{0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab}"]}`, "lists[0]: this must be a UUID"},
		{`{"isp":"1"}`, `isp: this must be a whole number, not the string "1"`},
		{`{"isp":1.5}`, "isp: this must be a whole number, not the number 1.5"},
		{"{\"columns\":{\"a\":\"\xff\"}}", "this is not UTF-8"},
		{strings.Repeat("[", 1000), "this must be an object, not an array"},
		{`{"columns":{"a":` + strings.Repeat("[", 1000), "columns.a[0]: this must be a string"},
		{`{"` + strings.Repeat("x", 1000) + `":1}`, `["` + strings.Repeat("x", longest) + `…"]: unknown member`},
		{strings.Repeat(" ", maxSize+1), "this has 1048577 bytes; the limit is 1048576"},
	} {
		c, err := Parse([]byte(test.line))
		if err == nil || c != nil {
			t.Errorf("%.60s: %+v, want an error", test.line, c)
		} else if got, ok := strings.CutPrefix(err.Error(), "contact: "); !ok || !strings.HasPrefix(got, test.want) {
			t.Errorf("%.60s: %q, want %q", test.line, err, test.want)
		} else if strings.HasSuffix(test.want, "EOF") && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%.60s: %v does not wrap io.ErrUnexpectedEOF", test.line, err)
		}
	}
}

// TestMarshalRefuses checks that what Parse would refuse is not written.
func TestMarshalRefuses(t *testing.T) {
	for want, e := range map[string]Event{
		`events[1].metric: this must be open, click, bounce, complaint, delivered or unsubscribe, not the string "opened"`: {Metric: "opened"},
		`events[1].days_ago: this must be from 0 to 9223372036854775807`:                                                   {Metric: rulesjson.Click, DaysAgo: -1},
		`events[1].count: this must be from 0 to 4294967296`:                                                               {Metric: rulesjson.Click, Count: MaxCount + 1},
	} {
		c := Contact{Events: []Event{{Metric: rulesjson.Open}, e}}
		if text, err := c.MarshalJSON(); err == nil || err.Error() != "contact: "+want {
			t.Errorf("%s, %v, want %s", text, err, want)
		}
	}
}

// TestMarshalOrder checks that the same contact is written with the same bytes, however it
// was put together.
func TestMarshalOrder(t *testing.T) {
	a := Contact{
		Columns: map[string]Value{"b": Int(1), "a": Int(2)},
		Events:  []Event{{Metric: rulesjson.Click, DaysAgo: 1}, {Metric: rulesjson.Open, DaysAgo: 2, Count: 1}, {Metric: rulesjson.Click, DaysAgo: 0}},
		Lists:   []string{uuidB, uuidA, uuidB},
	}
	b := Contact{
		Columns: map[string]Value{"a": Int(2), "b": Int(1)},
		Events:  []Event{{Metric: rulesjson.Open, DaysAgo: 2}, {Metric: rulesjson.Click, DaysAgo: 1}, {Metric: rulesjson.Click, DaysAgo: 0, Count: 1}},
		Lists:   []string{uuidA, uuidB},
	}
	one, err := a.MarshalJSON()
	two, err2 := b.MarshalJSON()
	const want = `{"columns":{"a":2,"b":1},"events":[{"metric":"open","days_ago":2},{"metric":"click","days_ago":1},{"metric":"click","days_ago":0}],"lists":["` + uuidA + `","` + uuidB + `"]}`
	if err != nil || err2 != nil || string(one) != want || string(two) != want {
		t.Errorf("%s, %v\n%s, %v\nwant %s", one, err, two, err2, want)
	}
	if a.Lists[0] != uuidB || a.Events[0].Metric != rulesjson.Click {
		t.Errorf("it was changed: %+v", a)
	}
}

// TestParseAllocates checks that Parse does not take more memory in pieces than it did
// when it was written.
func TestParseAllocates(t *testing.T) {
	for line, most := range map[string]float64{
		`{}`:        5,
		`{"isp":2}`: 18,
		`{"columns":{"plan":"pro","age":31,"vip":true,"tags":["a","b"],"since":{"date":"2026-05-01"}},"isp":2}`:             111,
		`{"events":[{"metric":"open","days_ago":3,"campaign":12,"count":2},{"metric":"click","days_ago":4}]}`:               97,
		`{"lists":["` + uuidA + `","` + uuidB + `"]}`:                                                                       31,
		`{"lists":[` + strings.Repeat(`"`+uuidA+`",`, 99) + `"` + uuidB + `"]}`:                                             822,
		`{"events":[` + strings.Repeat(`{"metric":"open","days_ago":3},`, 99) + `{"metric":"click","days_ago":1}],"isp":1}`: 2736,
	} {
		data := []byte(line)
		n := testing.AllocsPerRun(100, func() {
			if _, err := Parse(data); err != nil {
				t.Fatal(err)
			}
		})
		if n > most*1.1 {
			t.Errorf("%.60s: %.0f allocations, want at most %.0f", line, n, most)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"columns":{"a":"b","c":[""],"d":{"date":"2026-05-01"}},"events":[{"metric":"open","days_ago":3,"campaign":12}],"lists":[],"isp":2}`))
	f.Add([]byte(`{"columns":{"a":null},"events":[{"metric":"bounce","days_ago":3,"count":4},{"metric":"open","days_ago":0}],"lists":["` + uuidB + `","` + uuidA + `"]}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		c, err := Parse(line)
		if err != nil {
			return
		}
		if !json.Valid(line) {
			t.Fatalf("%q is not JSON", line)
		}
		text, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if text2, _ := json.Marshal(again); string(text) != string(text2) {
			t.Errorf("%s became %s", text, text2)
		}
		if got, want := fmt.Sprint(again.Columns), fmt.Sprint(c.Columns); got != want {
			t.Errorf("%s became %s", want, got)
		}
	})
}
