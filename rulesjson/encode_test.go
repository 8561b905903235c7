package rulesjson

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/prose"
)

// TestLongListsAreWritten checks lists that are longer than what is written at once.
func TestLongListsAreWritten(t *testing.T) {
	for _, n := range []int{1, steps - 1, steps, steps + 1, 3*steps + 7} {
		isp, list := ISP{Operator: In}, Field{Column: "x", Operator: In}
		for i := range n {
			isp.Values = append(isp.Values, int64(i))
			list.Values = append(list.Values, Value{Kind: Number, Text: fmt.Sprint(i)})
		}
		var written struct {
			Any []struct {
				All []struct {
					Values, Value []int
				}
			}
		}
		text := (&Document{Any: []Group{{All: []Condition{isp, list}}}}).AppendJSON(nil, true)
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
		c := Field{Column: "x", Operator: Equals, Values: []Value{{Kind: String, Text: text}}}
		written := (&Document{Any: []Group{{All: []Condition{c}}}}).AppendJSON(nil, true)
		var read struct {
			Any []struct{ All []struct{ Value string } }
		}
		if err := json.Unmarshal(written, &read); err != nil || read.Any[0].All[0].Value != text {
			t.Errorf("%q is written as %s, %v", text, written, err)
		}
		for _, r := range string(written) {
			if r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u200b' || r == '\u202e' || r == '\u2028' {
				t.Errorf("%q is written as %q", text, written)
			}
		}
	}
}

// TestWordsOfTheAPIAreSpelled checks that all words of the API are written without a look
// at their letters, and no other word is.
func TestWordsOfTheAPIAreSpelled(t *testing.T) {
	var words []string
	for _, operators := range [][]Operator{fieldOperators, setOperators, activityOperators, deliverabilityOperators} {
		for _, o := range operators {
			words = append(words, string(o))
		}
	}
	for _, m := range slices.Concat(activityMetrics, deliverabilityMetrics) {
		words = append(words, string(m))
	}
	for _, m := range windowModes {
		words = append(words, string(m))
	}
	for _, word := range words {
		if !spelled(word) {
			t.Errorf("%q is not spelled", word)
		}
		if got, want := string(appendWord(nil, word)), strconv.Quote(word); got != want {
			t.Errorf("%q is written as %s", word, got)
		}
		for _, other := range []string{word + `"`, word[1:], strings.ToUpper(word), word + "\x1b", ""} {
			if spelled(other) && !slices.Contains(words, other) {
				t.Errorf("%q is spelled", other)
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
		_, err := Parse([]byte(`{"any":[{"all":[{"kind":"membership","operator":"in","list_ids":["` + text + `"]}]}]}`))
		quoted := strconv.Quote(text)
		if len(text) > 40 {
			quoted = strconv.Quote(text[:40] + "…")
		}
		if (err == nil) != right || err != nil && !prose.Names(err.Error(), "any[0].all[0].list_ids[0]", id, quoted) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
