package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/long"
)

// longest is how long the longest value is. The short run has a third.
func longest() int { return long.Of(330_000, 990_000) }

// longRules returns rules of hundreds of kilobytes, each of them long in one place,
// and one of a megabyte.
func longRules() map[string]string {
	size, most := long.Of(120_000, 300_000), longest()
	text := strings.Repeat("x", size)
	list := func(n int, value string) string {
		var b strings.Builder
		for i := range n {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, value, i)
		}
		return b.String()
	}
	const head = "segment \"Long\"\nwhere status = \"subscribed\" and "
	return map[string]string{
		"value":       head + `plan = "` + strings.Repeat("x", most) + `"`,
		"wide value":  head + `plan = "` + strings.Repeat("五", size/3) + `"`,
		"escapes":     head + `plan = "` + strings.Repeat("\u202e", size/3) + `"`,
		"backslashes": head + `plan = "` + strings.Repeat(`\\`, size/2) + `"`,
		"markup":      head + `plan = "` + strings.Repeat("*_<&", size/4) + `"`,
		"name":        `segment "` + text + `"` + "\nwhere status = \"subscribed\"",
		"description": `segment "Long" description "` + text + `"` + "\nwhere status = \"subscribed\" and isp = 1",
		"column":      head + text + ` = "a"`,
		"comment":     head + `plan = "a" # ` + text,
		"values":      head + "plan in (" + list(25_000, `"v%06d"`) + ")",
		"not values":  head + "plan not in (" + list(25_000, `"v%06d"`) + ")",
		"long values": head + "plan in (" + list(long.Of(600, 1_500), `"`+strings.Repeat("v", 190)+`%06d"`) + ")",
		"numbers":     head + "isp in (" + list(25_000, "%d") + ")",
	}
}

// manyConditions returns rules of thousands of conditions that every contact must meet, where
// they are all that there is and beside groups.
func manyConditions() map[string]string {
	conditions := func(operator string) string {
		var b strings.Builder
		for i := range long.Of(5_000, 20_000) {
			fmt.Fprintf(&b, " and c%d %s 1", i, operator)
		}
		return b.String()
	}
	return map[string]string{
		"one group":  `where plan = "a"` + conditions("="),
		"two groups": `where (plan = "a" or isp = 2)` + conditions("!="),
		"a product":  `where (plan = "a" or isp = 2) and (city = "b" or isp = 3) and (x = 1 or y = 1) and (v = 1 or w = 1)` + conditions("!="),
	}
}

// longDocuments returns documents that no rule of a megabyte compiles to.
func longDocuments() map[string]string {
	groups := func(n int, condition string) string {
		var b strings.Builder
		for i := range n {
			if i > 0 {
				b.WriteString(`]}, {"all":[`)
			}
			fmt.Fprintf(&b, condition, i)
		}
		return b.String()
	}
	many := long.Of(1_000, 3_000)
	return map[string]string{
		"groups":     `{"any":[{"all":[` + groups(many, `{"kind":"field","field":"c%d","operator":"=","value":"a"}`) + `]}]}`,
		"conditions": `{"any":[{"all":[` + strings.ReplaceAll(groups(many, `{"kind":"field","field":"c%d","operator":"!=","value":"a"}`), `]}, {"all":[`, ",") + `]}]}`,
	}
}

// TestLong checks what people read of rules that nobody writes, for every command and
// format: it has at most 100 KB. The JSON of an explanation and of a comparison has
// everything; so has a difference of fmt, which is for patch.
func TestLong(t *testing.T) {
	s := newSite(t)
	t.Chdir(s.dir)
	s.write("other.seg", "segment \"Other\"\nwhere plan = \"b\"\n")
	commands := []string{
		"explain FILE", "explain --format markdown FILE", "explain --format mermaid FILE", "explain --format svg FILE",
		"diff other.seg FILE",
	}
	seg := []string{
		"check --enable all FILE", "plan --lock new.lock FILE",
		"plan --lock new.lock --format markdown FILE", "check --format junit FILE",
		"apply --lock new.lock --auto-approve FILE",
	}
	shown := 0
	run := func(place, command, file string) {
		r := s.segc(strings.Fields(strings.ReplaceAll(command, "FILE", file))...)
		if size := len(r.out) + len(r.err); size > 100_000 || size == 0 {
			t.Errorf("a long %s: segc %s writes %d bytes, exit code %d\n%.300s", place, command, size, r.code, r.out+r.err)
		}
		if strings.Contains(r.out, "more") {
			shown++
		}
	}
	rules, conditions, documents, least := longRules(), manyConditions(), longDocuments(), 30
	if !long.Run() {
		rules = map[string]string{"value": rules["value"], "description": rules["description"], "long values": rules["long values"]}
		conditions = map[string]string{"two groups": conditions["two groups"]}
		delete(documents, "conditions")
		least = 5
	}
	for place, text := range rules {
		s.write("long.seg", text+"\n")
		for _, command := range commands {
			run(place, command, "long.seg")
		}
		if many := []string{"value", "name", "description", "comment", "values"}; !slices.Contains(many, place) {
			continue
		}
		for _, command := range seg {
			run(place, command, "long.seg")
		}
		_ = os.Remove("new.lock")
	}
	for place, text := range conditions {
		s.write("long.seg", text+"\n")
		for _, command := range commands[:4] {
			run("rule, "+place, command, "long.seg")
		}
	}
	for place, text := range documents {
		s.write("long.json", text)
		for _, command := range commands {
			run(place, command, "long.json")
		}
	}
	if shown < least {
		t.Errorf("only %d outputs say that there is more", shown)
	}
	s.write("long.seg", longRules()["value"])
	if r := s.segc("explain", "--format", "json", "long.seg"); !strings.Contains(r.out, strings.Repeat("x", longest())) {
		t.Error("the JSON of an explanation is cut")
	}
	if r := s.segc("diff", "--format", "json", "long.seg", "other.seg"); !strings.Contains(r.out, strings.Repeat("x", longest())) {
		t.Error("the JSON of a comparison is cut")
	}
}
