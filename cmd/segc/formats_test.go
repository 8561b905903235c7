package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/schema"
)

// formatSchema reads a schema. A strict one refuses members that it does not name,
// so that no member is written that nobody has described.
//
// The tests of the schemas have another library, which reads the schemas of JSON Schema
// itself whenever a program starts. The test binary is also the command that the scripts
// start hundreds of times, and it starts in half the time with this one.
func formatSchema(t *testing.T, text []byte, strict bool) *jsonschema.Resolved {
	t.Helper()
	if strict {
		document, err := readAny(text)
		if err == nil {
			closeObjects(document)
			text, err = json.Marshal(document)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var s jsonschema.Schema
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	resolved, err := s.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	return resolved
}

func readAny(text []byte) (value any, err error) {
	err = json.Unmarshal(text, &value)
	return value, err
}

// closeObjects lets every object of a schema have its own members only.
func closeObjects(value any) {
	switch value := value.(type) {
	case map[string]any:
		_, object := value["properties"].(map[string]any)
		if _, open := value["additionalProperties"]; object && !open && value["type"] == "object" {
			value["additionalProperties"] = false
		}
		for _, below := range value {
			closeObjects(below)
		}
	case []any:
		for _, below := range value {
			closeObjects(below)
		}
	}
}

// TestFormats checks that everything that segc writes as JSON fits its schema, has no
// member that the schema does not describe, and says which version its form has.
func TestFormats(t *testing.T) {
	s := newSite(t)
	t.Chdir(s.dir)
	write := func(name, text string) {
		if err := os.MkdirAll(filepath.Join(s.dir, filepath.Dir(name)), 0o777); err != nil {
			t.Fatal(err)
		}
		s.write(name, text)
	}
	write("warned.seg", reportsWarned)
	write("wrong.seg", "field plan: choice(\"free\", \"pro\")\nwhere plan = \"por\" and opend")
	write("many.seg", "where clicked"+strings.Repeat(" or opend", 300))
	write("old.seg", "status = \"subscribed\" and opened in last 30d and plan = \"club\"")
	write("new.seg", "segment \"New\" description \"D\" lists \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nwhere status = \"subscribed\" and opened in last 60d or clicked from campaigns (12) or not (age > 5) and list in (\"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\")")
	write("missing.seg", "plan = \"a\" or plan != \"a\"")
	write("set.seg", "plan is not null")
	write("isp.seg", "isp = 1")
	write("count.seg", "opened >= 3 in last 30d except campaigns (12) and isp in (1)")
	write("product.seg", "status = \"subscribed\" and (a = 1 or b = 1 and c = 1) and (d = 1 or e = 1) and (f = 1 or g = 1)")
	write("contacts.ndjson", `{"columns":{"id":1,"status":"subscribed","plan":"Club","a":"b"},"events":[{"metric":"open","days_ago":30}],"isp":1,"lists":[]}`+"\n"+`{"columns":{"id":2,"status":"subscribed","plan":null,"a":null},"events":[],"isp":null}`+"\n")
	write("ids.csv", "id,status\n1,subscribed\n2,gone\n")
	write("broken.json", "{")
	write("live/a.seg", ruleOf("A", 1))
	write("live/b.seg", ruleOf("B", 2))

	for _, c := range []struct {
		name   string
		schema []byte
		runs   []string
	}{
		{"diagnostics", schema.Diagnostics(), []string{
			"check --format json", "check --format json warned.seg", "check --format json --enable all warned.seg wrong.seg many.seg gone.seg",
			"check --format json gone.seg", "--diagnostics json wrong.seg", "--diagnostics json isp.seg -o isp.json", "--diagnostics json gone.seg",
			"fmt --check --diagnostics json wrong.seg warned.seg gone.seg", "diff --diagnostics json wrong.seg isp.seg", "explain --diagnostics json wrong.seg",
			"decompile --diagnostics json broken.json", "plan --lock new.lock --diagnostics json wrong.seg",
		}},
		{"difference", schema.Difference(), []string{
			"diff --format json isp.seg isp.seg", "diff --format json old.seg new.seg", "diff --format json new.seg old.seg", "diff --format json missing.seg set.seg",
			"diff --format json isp.seg count.seg", "diff --format json count.seg isp.seg",
		}},
		{"explanation", schema.Explanation(), []string{
			"explain --format json isp.seg", "explain --format json --at 2026-01-15 new.seg", "explain --format json old.seg", "explain --format json missing.seg",
			"explain --format json count.seg", "explain --format json product.seg",
		}},
		{"evaluation", schema.Evaluation(), []string{
			"eval --format json count.seg contacts.ndjson", "eval --format json --by group old.seg contacts.ndjson --assume edge=last --assume case=exact", "eval --format json new.seg ids.csv --unknown bounds",
			"eval --format json missing.seg contacts.ndjson --unique --skip-bad 1",
		}},
		{"plan", schema.Plan(), []string{"plan --lock live/segc.lock --format json live"}},
	} {
		strict, open := formatSchema(t, c.schema, true), formatSchema(t, c.schema, false)
		for _, args := range c.runs {
			run := s.segc(strings.Fields(args)...)
			text := run.out
			if c.name == "diagnostics" && !strings.HasPrefix(args, "check") {
				text = run.err[max(0, strings.Index(run.err, "{")):]
				text = text[:strings.LastIndex(text, "\n}\n")+3]
			}
			document, err := readAny([]byte(text))
			if err != nil {
				t.Errorf("segc %s: %v\n%s%s", args, err, run.out, run.err)
				continue
			}
			if err := strict.Validate(document); err != nil {
				t.Errorf("segc %s: %v\n%s", args, err, text)
			}
			if !strings.HasPrefix(text, "{\n  \"format_version\": 1,\n") || diag.FormatVersion != 1 {
				t.Errorf("segc %s does not begin with its version: %.60s", args, text)
			}
			document.(map[string]any)["added_later"] = true
			if err := open.Validate(document); err != nil {
				t.Errorf("segc %s: the schema refuses a new member: %v", args, err)
			}
		}
	}

	// What segc keeps, in each state: new, applied, changed elsewhere.
	check := func(name string, text []byte) {
		t.Helper()
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		document, err := readAny(data)
		if err != nil {
			t.Fatal(err)
		}
		if err := formatSchema(t, text, true).Validate(document); err != nil {
			t.Errorf("%s: %v\n%s", name, err, data)
		}
	}
	plan := func() {
		t.Helper()
		run := s.segc("plan", "--lock", "live/segc.lock", "--format", "json", "-o", "saved.json", "live")
		document, err := readAny([]byte(run.out))
		if err == nil {
			err = formatSchema(t, schema.Plan(), true).Validate(document)
		}
		if err != nil {
			t.Errorf("%v\n%s%s", err, run.out, run.err)
		}
		check("saved.json", schema.SavedPlan())
	}
	plan()
	if run := s.segc("apply", "--lock", "live/segc.lock", "--auto-approve", "live"); run.code != 0 {
		t.Fatal(run.err)
	}
	check("live/segc.lock", schema.Lock())
	write("live/a.seg", strings.ReplaceAll(ruleOf("A, new", 1), "isp in (1)", "isp in (1, 2) or opened"))
	if err := os.Remove("live/b.seg"); err != nil {
		t.Fatal(err)
	}
	plan()
}
