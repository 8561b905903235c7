package rule

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// TestKeysOfConditions checks which conditions are identical: the order and the
// repetition of values in a list do not count, all other differences do.
func TestKeysOfConditions(t *testing.T) {
	field := func(column string, o Operator, values ...Value) Condition { return Field{column, o, values} }
	text, number := func(s string) Value { return Value{String, s} }, func(s string) Value { return Value{Number, s} }
	const a, b = "aaaaaaaa-0000-4000-8000-000000000000", "bbbbbbbb-0000-4000-8000-000000000000"
	lists := func(o Operator, ids ...string) Condition { return Membership{o, ids} }
	isps := func(ids ...int64) Condition { return ISP{In, ids} }
	event := func(change func(*Event)) Condition {
		e := Event{Metric: Open, Operator: CountGE, Count: 2, Window: Window{Last, 3}, Include: []Value{number("1"), number("2")}}
		change(&e)
		return e
	}
	groups := [][]Condition{
		{field("x", In, text("a"), text("b")), field("x", In, text("b"), text("a")), field("x", In, text("a"), text("b"), text("a"))},
		{field("x", In, text("a"))},
		{field("x", NotIn, text("a"), text("b"))},
		{field("y", In, text("a"), text("b"))},
		{field("x", In, text("1"))},
		{field("x", In, number("1"))},
		{field("x", In, number("1.0"))},
		{field("x", In, Value{Boolean, "true"})},
		{lists(In, a, b), lists(In, b, a), lists(In, a, b, a)},
		{lists(In, a)},
		{lists(NotIn, a, b)},
		{isps(1, 2), isps(2, 1), isps(1, 2, 2), isps(2, 1, 2)},
		{isps(1)},
		{ISP{NotIn, []int64{1, 2}}},
		{
			event(func(*Event) {}), event(func(e *Event) { e.Include = []Value{number("2"), number("1")} }),
			event(func(e *Event) { e.Include = []Value{number("1"), number("2"), number("1")} }),
		},
		{event(func(e *Event) { e.Include, e.Exclude = nil, e.Include })},
		{event(func(e *Event) { e.Include = nil })},
		{event(func(e *Event) { e.Count = 3 })},
		{event(func(e *Event) { e.Operator = CountLE })},
		{event(func(e *Event) { e.Metric = Click })},
		{event(func(e *Event) { e.Window.Days = 4 })},
		{event(func(e *Event) { e.Window.Mode = MoreThan })},
		{event(func(e *Event) { e.Window = Window{} })},
	}
	known := map[string]int{}
	for i, group := range groups {
		for j, c := range group {
			before := fmt.Sprint(c)
			at, seen := known[Key(c)]
			if seen != (j > 0) || seen && at != i {
				t.Errorf("group %d, condition %d: %s is known: %v, of group %d", i, j, Key(c), seen, at)
			}
			known[Key(c)] = i
			if fmt.Sprint(c) != before {
				t.Errorf("Key has changed %s to %v", before, c)
			}
		}
	}
}

// TestLongListsAreWritten checks lists that are longer than what is written at once.
func TestLongListsAreWritten(t *testing.T) {
	for _, n := range []int{1, steps - 1, steps, steps + 1, 3*steps + 7} {
		isp, list := ISP{Operator: In}, Field{Column: "x", Operator: In}
		for i := range n {
			isp.Values = append(isp.Values, int64(i))
			list.Values = append(list.Values, Value{Number, fmt.Sprint(i)})
		}
		var written struct {
			Any []struct {
				All []struct {
					Values, Value []int
				}
			}
		}
		text := AppendJSON(nil, &Document{Any: []Group{{All: []Condition{isp, list}}}}, true)
		if err := json.Unmarshal(text, &written); err != nil {
			t.Fatal(err)
		}
		all := written.Any[0].All
		if len(all[0].Values) != n || len(all[1].Value) != n {
			t.Fatalf("%d of %d ISPs and %d values are written", len(all[0].Values), n, len(all[1].Value))
		}
		for i := range n {
			if all[0].Values[i] != i || all[1].Value[i] != i {
				t.Fatalf("ISP %d is %d, value %d is %d", i, all[0].Values[i], i, all[1].Value[i])
			}
		}
	}
}

// TestTextsAreEscaped lets the standard library read what is written, for every
// character of a kind of its own; none of them reaches a terminal as it is.
func TestTextsAreEscaped(t *testing.T) {
	texts := []string{`"`, `\`, "a\"b\\c", "é", "日本", "😀", "\u200b", "\u202e", "\u2028", "::error::x"}
	for c := range rune(0x20) {
		texts = append(texts, string(c), "a"+string(c)+"b")
	}
	for c := rune(0x7f); c < 0xa0; c++ {
		texts = append(texts, string(c))
	}
	for _, text := range texts {
		written := AppendJSON(nil, &Document{Any: []Group{{All: []Condition{Field{"x", Equals, []Value{{String, text}}}}}}}, true)
		var read struct {
			Any []struct{ All []struct{ Value string } }
		}
		if err := json.Unmarshal(written, &read); err != nil || read.Any[0].All[0].Value != text {
			t.Errorf("%q is written as %s, %v", text, written, err)
		}
		for _, c := range string(written) {
			if c < ' ' || c >= 0x7f && c < 0xa0 || c == '\u200b' || c == '\u202e' || c == '\u2028' {
				t.Errorf("%q is written as %q", text, written)
			}
		}
	}
}

// TestIdsOfListsAreUUIDs checks that only the usual form of a UUID is the id of a list.
func TestIdsOfListsAreUUIDs(t *testing.T) {
	const id = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	for text, right := range map[string]bool{ // which are
		id: true, strings.ToUpper(id): true, "{" + id + "}": false, "urn:uuid:" + id: false, strings.ReplaceAll(id, "-", ""): false,
		"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ag": false, strings.Repeat("a", 36): false, id[:35]: false, "0fd3d5b4_1c0a_4e91_8a4f_0f17dc6dc5ab": false,
	} {
		_, err := Decode([]byte(`{"any":[{"all":[{"kind":"membership","operator":"in","list_ids":["` + text + `"]}]}]}`))
		want, quoted := "<nil>", strconv.Quote(text)
		if len(text) > 40 {
			quoted = strconv.Quote(text[:40] + "…")
		}
		if !right {
			want = fmt.Sprintf("any[0].all[0].list_ids[0]: must be a UUID such as %s, not the string %s", id, quoted)
		}
		if fmt.Sprint(err) != want {
			t.Errorf("%s: %v", text, err)
		}
	}
}
