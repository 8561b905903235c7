package devserver_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/deploy/devserver"
)

// pageNames returns the names on a page of the segments, oldest first.
func (b *bench) pageNames(page int, headers ...string) string {
	b.t.Helper()
	got := b.send("GET", fmt.Sprintf("%s?order_by=created_at&ordering=asc&page_size=3&page=%d", segments, page), "", headers...)
	var names []string
	for _, item := range got.items("items") {
		names = append(names, fmt.Sprint(item.(map[string]any)["name"]))
	}
	pagination := got.body["pagination"].(map[string]any)
	return fmt.Sprintf("%s of %v", strings.Join(names, ","), pagination["total_count"])
}

// TestDrift checks what a list looks like after it changed between two pages,
// and that it changes there and nowhere else.
func TestDrift(t *testing.T) {
	t.Parallel()
	for variant, want := range map[string][3]string{ // page 1, page 2 with the fault, page 1 afterward
		"delete":  {"a,b,c of 7", "e,f,g of 6", "b,c,d of 6"},
		"insert":  {"a,b,c of 7", "c,d,e of 8", "a~7,a,b of 8"},
		"repeat":  {"a,b,c of 7", "c,e,f of 7", "a,b,c of 7"},
		"reorder": {"a,b,c of 7", "c,d,e of 7", "a,b,c of 7"},
	} {
		b := start(t, devserver.Config{Faults: []devserver.Fault{{Kind: "drift", Variant: variant, Count: 1}}})
		for _, name := range strings.Split("abcdefg", "") {
			b.create(name)
			b.pass(time.Second)
		}
		for range 2 {
			if got := b.pageNames(1); got != want[0] {
				t.Errorf("%s: page 1 has %s", variant, got)
			}
		}
		if got := b.pageNames(2); got != want[1] {
			t.Errorf("%s: page 2 has %s", variant, got)
		}
		if got := b.pageNames(1); got != want[2] {
			t.Errorf("%s: page 1 has %s afterward", variant, got)
		}
		if !strings.Contains(b.log.String(), "(fault: drift="+variant+")\n") {
			t.Errorf("the log is\n%s", b.log)
		}
	}
	b := start(t, devserver.Config{})
	for _, name := range strings.Split("abcdefghi", "") {
		b.create(name)
		b.pass(time.Second)
	}
	for _, want := range []string{"e,f,g of 8", "d,e,f of 9", "c,e,f of 9", "c,d,e of 9", "e,f,g of 8"} { // in turn
		if got := b.pageNames(2, devserver.FaultHeader, "drift"); got != want {
			t.Errorf("page 2 has %s, not %s", got, want)
		}
	}
	lists := b.send("GET", "/api/v2/contacts-lists/?page_size=2&page=2", "", devserver.FaultHeader, "drift=delete")
	if len(lists.items("items")) != 1 {
		t.Errorf("%v", lists.body)
	}
}

// TestClock checks how answers give times, in the call for a list, for one
// segment and for a new one.
func TestClock(t *testing.T) {
	t.Parallel()
	for fault, want := range map[string]any{
		"clock=-4s":      "2026-05-01T09:59:56.000000Z",
		"clock=1h":       "2026-05-01T11:00:00.000000Z",
		"clock=local":    "2026-05-01 03:00:00.000000",
		"clock=constant": "2026-01-01T00:00:00.000000Z",
		"clock=epoch":    float64(time.Date(2026, 5, 1, 10, 0, 0, 0, time.UTC).UnixMilli()),
		"nulls":          nil,
	} {
		b := start(t, devserver.Config{})
		made := b.send("POST", segments, body("x"), devserver.FaultHeader, fault).body
		again := b.send("GET", fmt.Sprintf("%s%v/", segments, made["id"]), "", devserver.FaultHeader, fault).body
		item, _ := b.send("GET", segments, "", devserver.FaultHeader, fault).items("items")[0].(map[string]any)
		for i, got := range []map[string]any{made, again, item} {
			if got["created_at"] != want || got["updated_at"] != want || got["name"] != "x" {
				t.Errorf("%s: %d: %v", fault, i, got)
			}
		}
		if date := b.send("GET", segments, "", devserver.FaultHeader, fault).header.Get("Date"); date != "Fri, 01 May 2026 10:00:00 GMT" {
			t.Errorf("%s: the Date is %s", fault, date)
		}
	}
}

func TestUnordered(t *testing.T) {
	t.Parallel()
	b := start(t, devserver.Config{Faults: []devserver.Fault{{Kind: "unordered"}}})
	var ids []string
	for i := range 8 {
		ids = append(ids, b.create(fmt.Sprint(i)))
		b.pass(time.Second)
	}
	slices.Sort(ids)
	for _, query := range []string{"", "?order_by=created_at&ordering=desc", "?order_by=name&ordering=asc"} {
		var got []string
		for _, item := range b.send("GET", segments+query, "").items("items") {
			got = append(got, fmt.Sprint(item.(map[string]any)["id"]))
		}
		if !slices.Equal(got, ids) {
			t.Errorf("%s: %v", query, got)
		}
	}
}

// TestUnusualAnswers checks which members of an answer change, and that what is
// needed of it does not.
func TestUnusualAnswers(t *testing.T) {
	t.Parallel()
	conditions := `{"kind":"field","field":"plan","operator":"is_null"},{"kind":"deliverability","metric":"bounce","operator":"ever"},` +
		`{"kind":"activity","metric":"open","operator":"ever","include_campaign_ids":[7]},{"kind":"activity","metric":"click","operator":"never"}`
	for fault, want := range map[string]string{
		"nulls": `{"any":[{"all":[{"field":"plan","kind":"field","operator":"is_null","value":null},` +
			`{"days_window":null,"kind":"deliverability","metric":"bounce","operator":"ever","value":null},` +
			`{"days_window":null,"exclude_campaign_ids":null,"include_campaign_ids":[7],"kind":"activity","metric":"open","operator":"ever","value":null},` +
			`{"days_window":null,"exclude_campaign_ids":null,"include_campaign_ids":null,"kind":"activity","metric":"click","operator":"never","value":null}]}]}`,
		"empty-campaigns": `{"any":[{"all":[{"field":"plan","kind":"field","operator":"is_null"},` +
			`{"kind":"deliverability","metric":"bounce","operator":"ever"},` +
			`{"exclude_campaign_ids":[],"include_campaign_ids":[7],"kind":"activity","metric":"open","operator":"ever"},` +
			`{"exclude_campaign_ids":[],"include_campaign_ids":[],"kind":"activity","metric":"click","operator":"never"}]}]}`,
		"extra-members": `{"any":[{"all":[{"field":"plan","kind":"field","operator":"is_null"},` +
			`{"kind":"deliverability","metric":"bounce","operator":"ever"},` +
			`{"include_campaign_ids":[7],"kind":"activity","metric":"open","operator":"ever"},` +
			`{"kind":"activity","metric":"click","operator":"never"}]}]}`,
	} {
		b := start(t, devserver.Config{})
		made := b.send("POST", segments, strings.Replace(body("x"), condition, conditions, 1), devserver.FaultHeader, fault)
		got, err := json.Marshal(made.body["rules_json"])
		if err != nil || made.status != 200 || string(got) != want {
			t.Errorf("%s: %v\n%s\n%s", fault, made, got, want)
		}
		list := b.send("GET", segments, "", devserver.FaultHeader, fault)
		lists := b.send("GET", "/api/v2/contacts-lists/", "", devserver.FaultHeader, fault)
		changed := map[string]string{
			"nulls":           "map[color:#7cb7de created_at:<nil> description:<nil> display_fields:<nil> page:<nil> status:PENDING]",
			"empty-campaigns": "map[color:#7cb7de created_at:2026-05-01T10:00:00.000000Z description: display_fields:[email status] page:1 status:PENDING]",
			"extra-members":   "map[color:#7cb7de created_at:2026-05-01T10:00:00.000000Z created_by:map[id:7 name:someone teams:[]] description: display_fields:[email status] is_new:<nil> page:1 status:PENDING tags:[a 1 map[b:false]]]",
		}[fault]
		seen := maps.Clone(made.body)
		seen["page"] = list.body["pagination"].(map[string]any)["page"]
		for _, name := range []string{"id", "name", "rules_json", "contact_list_ids", "total_count", "updated_at"} {
			delete(seen, name)
		}
		if fmt.Sprint(seen) != changed {
			t.Errorf("%s: %v\n%s", fault, seen, changed)
		}
		if n := len(list.items("items")); n != 1 || len(lists.items("items")) != 4 {
			t.Errorf("%s: %d segments, %v", fault, n, lists.body)
		}
	}
	b := start(t, devserver.Config{Faults: []devserver.Fault{{Kind: "nulls"}, {Kind: "extra-members"}, {Kind: "500-after-write", Count: 1}}})
	if got := b.send("POST", segments, body("x")); got.status != 500 || got.body["created_by"] != nil {
		t.Errorf("%+v", got)
	}
	if got := b.send("GET", segments, "").body; got["created_by"] == nil || got["pagination"].(map[string]any)["page"] != nil {
		t.Errorf("two faults at once: %v", got)
	}
	if !strings.Contains(b.log.String(), "POST /api/v2/segments/ 500 (fault: 500-after-write, nulls, extra-members)\n") {
		t.Errorf("the log is\n%s", b.log)
	}
}
