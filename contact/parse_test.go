package contact

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/rulesjson"
)

const (
	uuidA = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	uuidB = "22222222-2222-4222-8222-222222222222"
)

func TestParse(t *testing.T) {
	line := `{"columns":{"plan":"pro","age":31.50,"vip":true,"tags":["a",""],"none":[],"x":null,"since":{"date":"2026-05-01"}},` +
		`"events":[{"metric":"open","days_ago":3,"campaign":12},{"metric":"bounce","days_ago":9,"campaign":null},{"metric":"open","days_ago":0,"count":2},` +
		`{"metric":"click","days_ago":1,"campaign":"` + strings.ToUpper(uuidA) + `"},{"metric":"open","at":"2026-05-01T12:00:00.5+02:00"}],` +
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
			{Metric: rulesjson.Open, At: time.Date(2026, 5, 1, 10, 0, 0, 500_000_000, time.UTC)},
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
		`{"metric":"open","at":"2026-05-01T10:00:00.5Z"},{"metric":"click","days_ago":1,"campaign":"` + uuidA + `"},{"metric":"bounce","days_ago":9}],` +
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
	if err := json.Unmarshal([]byte(`{"isp":"x"}`), &d); err == nil || !strings.HasPrefix(err.Error(), "contact: isp: ") || !prose.Names(err.Error(), `"x"`) || *d.ISP != 2 {
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
	messages := prose.Open(t, "errors")
	for _, test := range []struct {
		line, place string
		names       []string // what the error names, beside the place and other words
	}{
		{``, "", nil},
		{`[]`, "", nil},
		{`null`, "", []string{"null"}},
		{`{`, "", nil},
		{`{"events":[{"metric":`, "events[0].metric", nil},
		{`{} {}`, "", nil},
		{`{"colums":{}}`, "colums", []string{"columns", "events", "lists", "isp"}},
		{`{"Columns":{}}`, "Columns", []string{"columns", "events", "lists", "isp"}},
		{`{"a b":{}}`, `["a b"]`, []string{"columns", "events", "lists", "isp"}},
		{`{"":1}`, `[""]`, []string{"columns", "events", "lists", "isp"}},
		{`{"isp":1,"isp":1}`, "isp", nil},
		{`{"columns":{"a":1,"a":2}}`, "columns.a", nil},
		{`{"columns":{"a":null,"a":2}}`, "columns.a", nil},
		{`{"columns":[]}`, "columns", nil},
		{`{"columns":{"a":{}}}`, "columns.a", []string{`"date"`}},
		{`{"columns":{"a b":{"date":"2026-02-30"}}}`, `columns["a b"].date`, nil},
		{`{"columns":{"a":{"date":1}}}`, "columns.a.date", []string{"1"}},
		{`{"columns":{"a":{"day":"2026-05-01"}}}`, "columns.a.day", []string{"date"}},
		{`{"columns":{"a":["x",1]}}`, "columns.a[1]", []string{"1"}},
		{`{"columns":{"a":[["b"]]}}`, "columns.a[0]", nil},
		{`{"columns":{"a":1e9999999999}}`, "columns.a", []string{`"1e9999999999"`}},
		{`{"columns":{"a":01}}`, "columns", nil},
		{`{"events":{}}`, "events", nil},
		{`{"events":[1]}`, "events[0]", []string{"1"}},
		{`{"events":[{"metric":"open"}]}`, "events[0]", []string{`"days_ago"`}},
		{`{"events":[{"metric":"open","days_ago":null}]}`, "events[0]", []string{`"days_ago"`}},
		{`{"events":[{"days_ago":1}]}`, "events[0]", []string{`"metric"`}},
		{`{"events":[{"metric":"opened","days_ago":1}]}`, "events[0].metric", []string{"open", "click", "bounce", "complaint", "delivered", "unsubscribe", `"opened"`}},
		{`{"events":[{"metric":"","days_ago":1}]}`, "events[0].metric", []string{"open", "click", "bounce", "complaint", "delivered", "unsubscribe", `""`}},
		{`{"events":[{"metric":true,"days_ago":1}]}`, "events[0].metric", []string{"open", "click", "bounce", "complaint", "delivered", "unsubscribe", "true"}},
		{`{"events":[{"metric":"open","days_ago":1},{"metric":"open","days_ago":-1}]}`, "events[1].days_ago", []string{"0", "9223372036854775807", "-1"}},
		{`{"events":[{"metric":"open","days_ago":1.5}]}`, "events[0].days_ago", []string{"0", "9223372036854775807", "1.5"}},
		{`{"events":[{"metric":"open","days_ago":1,"campaign":1.5}]}`, "events[0].campaign", []string{"1.5"}},
		{`{"events":[{"metric":"open","days_ago":1,"campaign":"12"}]}`, "events[0].campaign", []string{`"12"`}},
		{`{"events":[{"metric":"open","at":"2026-05-01"}]}`, "events[0].at", []string{"2026-05-01T10:00:00Z"}},
		{`{"events":[{"metric":"open","at":"2026-05-01T10:00:00"}]}`, "events[0].at", nil},
		{`{"events":[{"metric":"open","at":"2026-05-01t10:00:00z"}]}`, "events[0].at", nil},
		{`{"events":[{"metric":"open","at":1}]}`, "events[0].at", []string{"1"}},
		{`{"events":[{"metric":"open","at":"0001-01-01T00:00:00Z"}]}`, "events[0].at", nil},
		{`{"lists":["newsletter"]}`, "lists[0]", []string{`"newsletter"`}},
		{`{"lists":["{0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab}"]}`, "lists[0]", nil},
		{`{"isp":"1"}`, "isp", []string{`"1"`}},
		{`{"isp":1.5}`, "isp", []string{"1.5"}},
		{"{\"columns\":{\"a\":\"\xff\"}}", "", []string{"8"}},
		{strings.Repeat("[", 1000), "", nil},
		{`{"columns":{"a":` + strings.Repeat("[", 1000), "columns.a[0]", nil},
		{`{"` + strings.Repeat("x", 1000) + `":1}`, `["` + strings.Repeat("x", longest) + `…"]`, nil},
		{strings.Repeat(" ", maxSize+1), "", []string{"1048577", "1048576"}},
	} {
		c, err := Parse([]byte(test.line))
		if err == nil || c != nil {
			t.Fatalf("%.60s: %+v, want an error", test.line, c)
		}
		got, ok := strings.CutPrefix(err.Error(), "contact: ")
		if ok && test.place != "" {
			got, ok = strings.CutPrefix(got, test.place+": ")
		}
		if !ok || !prose.Names(got, test.names...) {
			t.Errorf("%.60s: %q is not at %s, or does not name %q", test.line, err, test.place, test.names)
		}
		if cut := slices.Contains([]string{"", "{", `{"events":[{"metric":`}, test.line); errors.Is(err, io.ErrUnexpectedEOF) != cut {
			t.Errorf("%.60s: %v", test.line, err)
		}
		messages.Add(t, fmt.Sprintf("%.60s", test.line), err.Error())
	}
}

// TestMarshalRefuses checks that what Parse would refuse is not written.
func TestMarshalRefuses(t *testing.T) {
	messages := prose.Open(t, "marshal")
	for member, c := range map[string]struct {
		event Event
		names []string // what the error names
	}{
		"metric":   {Event{Metric: "opened"}, []string{`"opened"`, "open", "click", "bounce", "complaint", "delivered", "unsubscribe"}},
		"days_ago": {Event{Metric: rulesjson.Click, DaysAgo: -1}, []string{"0", "9223372036854775807"}},
		"count":    {Event{Metric: rulesjson.Click, Count: MaxCount + 1}, []string{"0", "4294967296"}},
	} {
		text, err := Contact{Events: []Event{{Metric: rulesjson.Open}, c.event}}.MarshalJSON()
		if err == nil || !strings.HasPrefix(err.Error(), "contact: events[1]."+member+": ") || !prose.Names(err.Error(), c.names...) {
			t.Fatalf("%s, %v is not about %s, or does not name %q", text, err, member, c.names)
		}
		messages.Add(t, member, err.Error())
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
