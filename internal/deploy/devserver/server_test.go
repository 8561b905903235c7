package devserver_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/deploy/devserver"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/tree"
)

func TestBuild(t *testing.T) {
	t.Parallel()
	b := start(t, devserver.Config{BuildTime: 10 * time.Second, Faults: []devserver.Fault{{Kind: "build-fails", Count: 1}}})
	fails, works := segments+b.create("fails")+"/", segments+b.create("works")+"/"
	for _, c := range []struct {
		pass   time.Duration
		status string
		count  any
	}{{0, "PENDING", nil}, {5 * time.Second, "RUNNING", nil}, {5 * time.Second, "DONE", 84.0}} {
		b.pass(c.pass)
		got := b.send("GET", works, "")
		if got.body["status"] != c.status || got.body["total_count"] != c.count {
			t.Errorf("%s: %v", c.status, got.body)
		}
		contacts := b.send("GET", works+"contacts/?page_size=1000", "").items("items")
		if c.count == nil && len(contacts) != 0 || c.count != nil && float64(len(contacts)) != c.count {
			t.Errorf("%s: %d contacts", c.status, len(contacts))
		}
	}
	if got := b.send("GET", fails, ""); got.body["status"] != "FAILED" || got.body["total_count"] != nil {
		t.Errorf("%v", got.body)
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	b := start(t, devserver.Config{})
	for i := range 30 {
		b.create(fmt.Sprintf("s%02d", i))
		b.pass(time.Second)
	}
	for query, want := range map[string]string{
		"":                              "s29 25 of 30, 2 pages",
		"page=2":                        "s04 5 of 30, 2 pages",
		"page=3":                        "- 0 of 30, 2 pages",
		"page_size=7&page=5":            "s01 2 of 30, 5 pages",
		"page_size=99999":               "s29 30 of 30, 1 pages",
		"ordering=asc":                  "s00 25 of 30, 2 pages",
		"ordering=asc&order_by=name":    "s00 25 of 30, 2 pages",
		"search=S1":                     "s19 10 of 10, 1 pages",
		"search=nothing":                "- 0 of 0, 0 pages",
		"order_by=total_count&page=2":   "s04 5 of 30, 2 pages",
		"order_by=created_at&search=s2": "s29 10 of 10, 1 pages",
	} {
		got := b.send("GET", segments+"?"+query, "")
		first, items := "-", got.items("items")
		if len(items) > 0 {
			item := items[0].(map[string]any)
			first = item["name"].(string)
			if item["rules_json"] != nil {
				t.Error("a list has rules")
			}
		}
		p := got.body["pagination"].(map[string]any)
		if found := fmt.Sprintf("%s %d of %v, %v pages", first, len(items), p["total_count"], p["total_pages"]); found != want {
			t.Errorf("%s: %s", query, found)
		}
	}
	for _, query := range []string{"page=0", "page=x", "page_size=-1", "ordering=up", "order_by=color"} {
		if got := b.send("GET", segments+"?"+query, ""); got.status != 400 || len(got.problems()) != 1 {
			t.Errorf("%s: %+v", query, got)
		}
	}
}

func TestRateLimit(t *testing.T) {
	t.Parallel()
	b := start(t, devserver.Config{Keys: []string{"second"}, RateLimit: 3})
	for i, want := range []int{200, 200, 200, 429, 429} {
		got := b.send("GET", segments, "")
		left := fmt.Sprint(max(0, 2-i))
		if got.status != want || got.header.Get("X-RateLimit-Limit") != "3" || got.header.Get("X-RateLimit-Remaining") != left ||
			got.header.Get("X-RateLimit-Reset") != fmt.Sprint(60-10*i) || (got.header.Get("Retry-After") != "") != (want == 429) {
			t.Errorf("%d: %d %v", i, got.status, got.header)
		}
		b.pass(10 * time.Second)
	}
	if got := b.send("GET", segments, "", "X-API-Key", "second"); got.status != 200 {
		t.Errorf("another key: %d", got.status)
	}
	if got := b.send("GET", segments, "", "X-API-Key", "wrong"); got.status != 401 || got.header.Get("X-RateLimit-Limit") != "3" {
		t.Errorf("a wrong key: %+v", got)
	}
	b.pass(10 * time.Second)
	if got := b.send("GET", segments, ""); got.status != 200 {
		t.Errorf("the next minute: %d", got.status)
	}
}

func TestPaths(t *testing.T) {
	t.Parallel()
	b := start(t, devserver.Config{})
	id := b.create("x")
	for call, want := range map[string]int{
		"GET /":                   404,
		"GET /api/v2/segments":    404,
		"GET /api/v2/segments/x/": 404,
		"GET /api/v2/segments/" + noID + "/contacts/":       404,
		"GET /api/v2/segments/" + strings.ToUpper(id) + "/": 200,
		"DELETE /api/v2/segments/" + id + "/":               405,
		"PUT /api/v2/segments/" + id + "/":                  405,
		"GET /api/v2/contacts-lists/":                       200,
		"GET /api/v2/contacts-lists/" + listID + "/":        200,
		"GET /api/v2/contacts-lists/" + noID + "/":          404,
		"GET /api/v2/contacts-lists/" + noID + "/contacts/": 404,
	} {
		method, path, _ := strings.Cut(call, " ")
		got := b.send(method, path, "")
		if got.status != want || got.err != nil || got.header.Get("Content-Type") != "application/json" {
			t.Errorf("%s: %d %v", call, got.status, got.err)
		}
	}
	contacts := b.send("GET", "/api/v2/contacts-lists/"+listID+"/contacts/?page_size=2", "")
	if len(contacts.items("contacts")) != 2 {
		t.Errorf("%+v", contacts)
	}
}

// TestFaults holds what each fault does and whether the request was done.
func TestFaults(t *testing.T) {
	t.Parallel()
	for text, c := range map[string]struct {
		status int // 0: no answer
		made   int
	}{
		"reset-before":      {0, 0},
		"reset-after-write": {0, 1},
		"500":               {500, 0},
		"500-after-write":   {500, 1},
		"429":               {429, 0},
		"slow=1ms":          {200, 1},
		"slow-before=1ms":   {200, 1},
		"cut-body":          {200, 1},
		"html":              {200, 0},
		"build-fails":       {200, 1},
		"nonsense":          {400, 0},
	} {
		b := start(t, devserver.Config{})
		got := b.send("POST", segments, body("x"), devserver.FaultHeader, text)
		broken := text == "cut-body" || text == "html" || c.status == 0
		if got.status != c.status || (got.err != nil) != broken {
			t.Errorf("%s: %d %v", text, got.status, got.err)
		}
		if made := len(b.send("GET", segments, "").items("items")); made != c.made {
			t.Errorf("%s: %d segments", text, made)
		}
	}
}

func TestFaultCounts(t *testing.T) {
	t.Parallel()
	b := start(t, devserver.Config{Faults: []devserver.Fault{
		{Kind: "500-after-write", Count: 1}, {Kind: "500", Count: 2}, {Kind: "429", Delay: 7 * time.Second, Count: 1},
	}})
	for i, want := range []int{500, 500, 429, 200} {
		got := b.send("GET", segments, "")
		if got.status != want || want == 429 && got.header.Get("Retry-After") != "7" {
			t.Errorf("%d: %d", i, got.status)
		}
	}
	if got := b.send("POST", segments, body("x")); got.status != 500 {
		t.Errorf("the fault for writes: %d", got.status)
	}
}

func TestParseFault(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]devserver.Fault{
		"500":           {Kind: "500"},
		"500:3":         {Kind: "500", Count: 3},
		"slow=2s":       {Kind: "slow", Delay: 2 * time.Second},
		"slow=2s:0.25":  {Kind: "slow", Delay: 2 * time.Second, Probability: 0.25},
		"429=30s:1":     {Kind: "429", Delay: 30 * time.Second, Count: 1},
		"cut-body:0.01": {Kind: "cut-body", Probability: 0.01},

		"drift":           {Kind: "drift"},
		"drift=delete:1":  {Kind: "drift", Variant: "delete", Count: 1},
		"drift=reorder":   {Kind: "drift", Variant: "reorder"},
		"clock=-4s":       {Kind: "clock", Delay: -4 * time.Second},
		"clock=1h:0.5":    {Kind: "clock", Delay: time.Hour, Probability: 0.5},
		"clock=local":     {Kind: "clock", Variant: "local"},
		"unordered":       {Kind: "unordered"},
		"extra-members:2": {Kind: "extra-members", Count: 2},
		"nulls":           {Kind: "nulls"},
	} {
		if got, err := devserver.ParseFault(text); err != nil || got != want {
			t.Errorf("%s: %+v %v", text, got, err)
		}
	}
	for _, text := range devserver.FaultForms() {
		if _, err := devserver.ParseFault(text); err != nil {
			t.Error(err)
		}
	}
	messages := prose.Open(t, "faults")
	for text, names := range map[string][]string{
		"": devserver.FaultKinds(), "501": devserver.FaultKinds(),
		"500:": {`""`}, "500:0": {`"0"`}, "500:-1": {`"-1"`}, "500:1.5": {`"1.5"`}, "500:x": {`"x"`}, "500:NaN": {`"NaN"`},
		"slow": {"slow=2s"}, "slow=": {`""`, "5m0s"}, "slow=x": {`"x"`, "5m0s"}, "slow=1h": {`"1h"`, "5m0s"}, "slow=-1s": {`"-1s"`, "5m0s"},
		"500=2s": {"500"}, "unordered=1s": {"unordered"}, "nulls=x": {"nulls"},
		"drift=": {"delete", "insert", "repeat", "reorder", `""`}, "drift=away": {"delete", "insert", "repeat", "reorder", `"away"`},
		"clock": {"24h0m0s", "local", "constant", "epoch", `""`}, "clock=": {`""`}, "clock=0s": {`"0s"`}, "clock=25h": {`"25h"`}, "clock=utc": {`"utc"`},
		"empty-campaigns:": {`""`},
	} {
		got, err := devserver.ParseFault(text)
		if err == nil || !strings.HasPrefix(err.Error(), strconv.Quote(text)+": ") || !prose.Names(err.Error(), names...) {
			t.Fatalf("%q: %+v, %v does not name %q", text, got, err, names)
		}
		messages.Add(t, text, err.Error())
	}
}

// stateAt returns the place of a file.
func stateAt(t *testing.T, name string) *devserver.File {
	t.Helper()
	folder, err := tree.Open(filepath.Dir(name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = folder.Close() })
	return &devserver.File{Tree: folder, Name: filepath.Base(name), Path: name}
}

func TestState(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "state.json")
	first := start(t, devserver.Config{State: stateAt(t, file), BuildTime: time.Minute})
	id := first.create("kept")
	got := first.send("PATCH", segments+id+"/", `{"description":"d"}`)
	second := start(t, devserver.Config{State: stateAt(t, file), BuildTime: time.Minute})
	again := second.send("GET", segments+id+"/", "")
	if fmt.Sprint(got.body) != fmt.Sprint(again.body) || again.body["description"] != "d" {
		t.Errorf("%v\n%v", got.body, again.body)
	}
	if entries, err := os.ReadDir(filepath.Dir(file)); err != nil || len(entries) != 1 {
		t.Errorf("%v %v", entries, err)
	}
	if info, err := os.Stat(file); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the state: %v %v", info.Mode(), err)
	}
	messages := prose.Open(t, "states")
	for content, names := range map[string][]string{
		"": nil, "[]": nil, `{"version":2}`: {"2", "1"}, `{"version":1,"segments":[{"id":"x","rules_json":{}}]}`: {"x", `"any"`},
	} {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := devserver.New(devserver.Config{Keys: []string{key}, State: stateAt(t, file)})
		if err == nil || !strings.HasPrefix(err.Error(), "state: "+file) || !prose.Names(err.Error(), names...) {
			t.Fatalf("%q: got %v, want %s", content, err, names)
		}
		messages.Add(t, content, strings.ReplaceAll(err.Error(), file, "state.json"))
	}
	for _, name := range []string{"state.json/x", "missing/x"} { // the operating system says what is wrong with them
		state := &devserver.File{Tree: stateAt(t, file).Tree, Name: name, Path: name}
		if _, err := devserver.New(devserver.Config{Keys: []string{key}, State: state}); err == nil || !strings.HasPrefix(err.Error(), "state: ") || !prose.Names(err.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestLog(t *testing.T) {
	t.Parallel()
	b := start(t, devserver.Config{})
	b.send("GET", segments+"?search=secret", "")
	b.send("GET", "/"+key+"/", "")
	b.send("GET", segments, "", "X-API-Key", "wrong")
	b.send("GET", segments, "", devserver.FaultHeader, "500")
	want := "GET /api/v2/segments/ 200\nGET /[key]/ 404\nGET /api/v2/segments/ 401\nGET /api/v2/segments/ 500 (fault: 500)\n"
	if got := b.log.String(); got != want {
		t.Errorf("%s", got)
	}
}

func TestData(t *testing.T) {
	t.Parallel()
	lists := `[{"id":"` + listID + `","label":"L","sorted_fields":[{"column_name":"since","data_type":"date"},{"column_name":"odd","data_type":"geo"}]}]`
	contacts := `{"columns":{"email":"a@x.example","since":"2026-05-01","odd":7},"lists":["` + listID + `"]}

{"columns":{"email":"b@x.example","id":9,"status":"unsubscribed","since":"2025-05-01"},"lists":["` + listID + `"],"isp":3}
{"columns":{"email":"c@x.example","since":"2026-06-01"}}
`
	b := start(t, devserver.Config{Lists: []byte(lists), Contacts: []byte(contacts)})
	for conditions, want := range map[string]float64{
		`{"kind":"field","field":"since","operator":"gte","value":"2026-01-01T00:00:00Z"}`: 1, // the third is on no list
		`{"kind":"field","field":"odd","operator":"has_any","value":[7]}`:                  1, // any operator on an unknown type
		`{"kind":"field","field":"odd","operator":"not_equals","value":7}`:                 0, // no value does not match
		`{"kind":"isp","operator":"not_in","values":[3]}`:                                  1,
		condition: 1,
	} {
		made := b.send("POST", segments, strings.Replace(body("x"), condition, conditions, 1))
		got := b.send("GET", fmt.Sprintf("%s%v/", segments, made.body["id"]), "")
		if got.body["total_count"] != want {
			t.Errorf("%s: %v", conditions, got.body)
		}
	}
	messages := prose.Open(t, "data")
	for name, c := range map[string]struct {
		config devserver.Config
		names  []string
	}{
		"no JSON":      {devserver.Config{Lists: []byte(`x`)}, []string{"lists"}},
		"no list":      {devserver.Config{Lists: []byte(`[]`)}, []string{"lists"}},
		"no id":        {devserver.Config{Lists: []byte(`[{"label":"x"}]`)}, []string{"lists", "list 1"}},
		"no label":     {devserver.Config{Lists: []byte(`[{"id":"` + listID + `"}]`)}, []string{"lists", "list 1"}},
		"list twice":   {devserver.Config{Lists: []byte(`[{"id":"` + listID + `","label":"x"},{"id":"` + strings.ToUpper(listID) + `","label":"y"}]`)}, []string{"lists", "list 2", "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"}},
		"column twice": {devserver.Config{Lists: []byte(`[{"id":"` + listID + `","label":"x","sorted_fields":[{"column_name":"a"},{"column_name":"a"}]}]`)}, []string{"lists", `list "x"`, "column 8", "column_name", `"a"`}},
		"no contact":   {devserver.Config{Contacts: []byte("{\"columns\":{\"email\":\"x\"}}\n{")}, []string{"contacts", "line 2"}},
		"no email":     {devserver.Config{Contacts: []byte(`{"columns":{}}`)}, []string{"contacts", "line 1", "email"}},
		"id twice":     {devserver.Config{Contacts: []byte("{\"columns\":{\"email\":\"x\",\"id\":2}}\n{\"columns\":{\"email\":\"y\"}}")}, []string{"contacts", "line 2", "2"}},
		"id":           {devserver.Config{Contacts: []byte(`{"columns":{"email":"x","id":"1"}}`)}, []string{"contacts", "line 1"}},
		"status":       {devserver.Config{Contacts: []byte(`{"columns":{"email":"x","status":"gone"}}`)}, []string{"contacts", "line 1", "subscribed", "unsubscribed", `"gone"`}},
		"list":         {devserver.Config{Contacts: []byte(`{"columns":{"email":"x"},"lists":["` + noID + `"]}`)}, []string{"contacts", "line 1", "00000000-0000-4000-8000-000000000000"}},
	} {
		c.config.Keys = []string{key}
		_, err := devserver.New(c.config)
		if err == nil || !prose.Names(err.Error(), c.names...) {
			t.Fatalf("%s: %v does not name %s", name, err, c.names)
		}
		messages.Add(t, name, err.Error())
	}
	// The API may answer more than a list has: what a List does not have is skipped.
	more := devserver.Config{Keys: []string{key}, Lists: []byte(`[{"id":"` + listID + `","label":"x","name":"y"}]`), Contacts: []byte(`{"columns":{"email":"x"}}`)}
	if _, err := devserver.New(more); err != nil {
		t.Error(err)
	}
	_, err := devserver.New(devserver.Config{})
	if err == nil {
		t.Fatal("there is a server without a key")
	}
	messages.Add(t, "no key", err.Error())
}

func TestListen(t *testing.T) {
	t.Parallel()
	const elsewhere, odd = "localhost", "127.0.0.1:8737"
	messages := prose.Open(t, "addresses")
	for addr, want := range map[string]string{ // what the error names
		"0.0.0.0:0": elsewhere, ":0": elsewhere, "10.0.0.1:0": elsewhere, "example.com:80": elsewhere, "[::]:0": elsewhere, "127.0.0.1": odd, "x": odd,
	} {
		l, err := devserver.Listen(addr)
		if err == nil {
			_ = l.Close()
		}
		if err == nil || !prose.Names(err.Error(), strconv.Quote(addr), want) {
			t.Fatalf("%s: %v", addr, err)
		}
		messages.Add(t, addr, err.Error())
	}
	l, err := devserver.Listen("localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
}

func TestBodyIsBounded(t *testing.T) {
	t.Parallel()
	b := start(t, devserver.Config{})
	got := b.send("POST", segments, strings.Repeat(" ", 18<<20))
	if got.err == nil && got.status != http.StatusRequestEntityTooLarge {
		t.Errorf("%+v", got)
	}
}
