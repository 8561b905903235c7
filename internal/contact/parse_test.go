package contact

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/internal/condition"
)

const (
	uuidA = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	uuidB = "22222222-2222-4222-8222-222222222222"
)

func TestParse(t *testing.T) {
	line := `{"columns":{"plan":"pro","age":31.50,"vip":true,"tags":["a",""],"none":[],"x":null,"since":{"date":"2026-05-01"}},` +
		`"events":[{"metric":"open","days_ago":3,"campaign":12},{"metric":"open","days_ago":0},` +
		`{"metric":"click","days_ago":1,"campaign":"` + strings.ToUpper(uuidA) + `"},{"metric":"bounce","days_ago":9,"campaign":null}],` +
		`"lists":["` + strings.ToUpper(uuidB) + `"],"isp":2}`
	want := Contact{
		Columns: map[string]Value{
			"plan": {Kind: Text, Text: "pro"}, "age": {Kind: Number, Text: "31.50"}, "vip": {Kind: Boolean, Text: "true"}, "tags": {Kind: Set, Elements: []string{"a", ""}},
			"none": {Kind: Set, Elements: []string{}}, "x": {}, "since": {Kind: Date, Text: "2026-05-01"},
		},
		Events: map[condition.Metric][]Event{
			condition.Open: {{DaysAgo: 3, Campaign: "12"}, {}}, condition.Click: {{DaysAgo: 1, Campaign: uuidA}}, condition.Bounce: {{DaysAgo: 9}},
		},
		Lists: map[string]bool{uuidB: true}, ISP: 2, HasISP: true,
	}
	c, err := Parse([]byte(line))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Errorf("not what was written (-want +got):\n%s", diff)
	}
	again, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Parse(again)
	if err != nil {
		t.Fatalf("%s: %v", again, err)
	}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Errorf("changed on the way (-want +got):\n%s", diff)
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
	for _, test := range []struct{ line, want string }{
		{``, "EOF"},
		{`[]`, "object"},
		{`null`, "object"},
		{`{`, "EOF"},
		{`{} {}`, "follows"},
		{`{"colums":{}}`, `no member colums`},
		{`{"Columns":{}}`, `no member Columns`},
		{`{"isp":1,"isp":1}`, "twice"},
		{`{"columns":{"a":1,"a":2}}`, "twice"},
		{`{"columns":[]}`, "object"},
		{`{"columns":{"a":{}}}`, "date"},
		{`{"columns":{"a":{"date":"2026-02-30"}}}`, "30 February"},
		{`{"columns":{"a":{"date":1}}}`, "text"},
		{`{"columns":{"a":{"day":"2026-05-01"}}}`, "no member"},
		{`{"columns":{"a":[1]}}`, "texts"},
		{`{"columns":{"a":[["b"]]}}`, "texts"},
		{`{"columns":{"a":1e9999999999}}`, "exponent"},
		{`{"columns":{"a":01}}`, "invalid"},
		{`{"events":{}}`, "array"},
		{`{"events":[1]}`, "object"},
		{`{"events":[{"metric":"open"}]}`, "days_ago"},
		{`{"events":[{"days_ago":1}]}`, "metric"},
		{`{"events":[{"metric":"opened","days_ago":1}]}`, "no metric"},
		{`{"events":[{"metric":"open","days_ago":-1}]}`, "number of days"},
		{`{"events":[{"metric":"open","days_ago":1.5}]}`, "number of days"},
		{`{"events":[{"metric":"open","days_ago":1,"campaign":1.5}]}`, "UUID"},
		{`{"events":[{"metric":"open","days_ago":1,"campaign":"12"}]}`, "UUID"},
		{`{"lists":["newsletter"]}`, "UUID"},
		{`{"lists":["{0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab}"]}`, "UUID"},
		{`{"isp":"1"}`, "number"},
		{`{"isp":1.5}`, "isp"},
		{"{\"columns\":{\"a\":\"\xff\"}}", "UTF-8"},
		{strings.Repeat("[", 1000), "object"},
		{`{"columns":{"a":` + strings.Repeat("[", 1000), "texts"},
		{strings.Repeat(" ", MaxSize+1), "longer"},
	} {
		c, err := Parse([]byte(test.line))
		if err == nil {
			t.Errorf("%.60s: %+v, want an error", test.line, c)
		} else if !strings.Contains(err.Error(), test.want) {
			t.Errorf("%.60s: %q, want %q in it", test.line, err, test.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"columns":{"a":"b","c":[""],"d":{"date":"2026-05-01"}},"events":[{"metric":"open","days_ago":3,"campaign":12}],"lists":[],"isp":2}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		c, err := Parse(line)
		if err != nil {
			return
		}
		if !json.Valid(line) {
			t.Fatalf("%q is no JSON", line)
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
	})
}
