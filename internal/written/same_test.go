package written

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/ruletest"
)

func TestSame(t *testing.T) {
	for _, c := range []struct {
		laidOut, compact string
		want             bool
	}{
		{"{\n  \"a\": [ 1,\t2 ]\r\n}", `{"a":[1,2]}`, true},
		{`{"a":[1,2]}`, `{"a":[1,2]}`, true},
		{" [ ] ", `[]`, true},
		{`[ "a b", "c" ]`, `["a b","c"]`, true},
		{`[ "\"", " \\", "\\\" " ]`, `["\""," \\","\\\" "]`, true},
		{`[ true, null ]`, `[true,null]`, true},
		// What a string has counts.
		{`["ab"]`, `["a b"]`, false},
		{`["a b"]`, `["ab"]`, false},
		{`["a  b"]`, `["a b"]`, false},
		{`["\" "]`, `["\""]`, false},
		{`["\\ "]`, `["\\"]`, false},
		{`["a", "b "]`, `["a","b"]`, false},
		{"[\"a\u00a0\"]", `["a"]`, false},
		// White space inside of a token is not layout.
		{`[1 2]`, `[12]`, false},
		{`[- 1]`, `[-1]`, false},
		{`[1 .5]`, `[1.5]`, false},
		{`[tr ue]`, `[true]`, false},
		// Something is missing, more or in another place.
		{`[1, 2]`, `[1,2,3]`, false},
		{`[1, 2, 3]`, `[1,2]`, false},
		{`[2, 1]`, `[1,2]`, false},
		{`[1, 2`, `[1,2]`, false},
		{`[1, 2]]`, `[1,2]`, false},
		{"", `[]`, false},
		{`[]`, "", false},
		{`["a`, `["a`, false},
		{"[1,\v2]", `[1,2]`, false},
		{"[1,\u00a02]", `[1,2]`, false},
	} {
		if got := Same([]byte(c.laidOut), []byte(c.compact)); got != c.want {
			t.Errorf("%q and %q: got %v", c.laidOut, c.compact, got)
		}
	}
}

// TestSameAgrees compares Same with the standard library, which reads both texts: on
// the layout of random documents, and on this with one byte left out, added or changed.
func TestSameAgrees(t *testing.T) {
	equal, unequal := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		d := ruletest.Documents().Draw(t, "document")
		compact, laidOut := rule.AppendJSON(nil, d, true), rule.AppendJSON(nil, d, false)
		if !Same(laidOut, compact) || !Same(compact, compact) {
			t.Fatalf("%s is not the layout of %s", laidOut, compact)
		}
		at := rapid.IntRange(0, len(laidOut)-1).Draw(t, "at")
		b := rapid.SampledFrom([]byte(" \n\"\\,1a]{")).Draw(t, "byte")
		rest := append([]byte{b}, laidOut[at:]...)
		for _, spoiled := range [][]byte{
			append(bytes.Clone(laidOut[:at]), laidOut[at+1:]...),
			append(bytes.Clone(laidOut[:at]), rest...),
			append(append(bytes.Clone(laidOut[:at]), b), laidOut[at+1:]...),
		} {
			var squeezed bytes.Buffer
			want := json.Compact(&squeezed, spoiled) == nil && bytes.Equal(squeezed.Bytes(), compact)
			if got := Same(spoiled, compact); got != want {
				t.Fatalf("%q and %q: got %v", spoiled, compact, got)
			}
			if want {
				equal++
			} else {
				unequal++
			}
		}
	})
	if equal == 0 || unequal == 0 {
		t.Errorf("%d texts were the same, %d were not", equal, unequal)
	}
}

// TestSameIsLinear reads texts in which each byte could begin something.
func TestSameIsLinear(t *testing.T) {
	for _, piece := range []string{" ", `"`, `\`, `"\"" `, "[ ", "1 "} {
		text := []byte(strings.Repeat(piece, 1<<20))
		Same(text, text) // a quadratic reader takes hours
	}
}
