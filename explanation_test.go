package segc_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/sides"
)

// TestExplanationsAsData checks that an explanation as a value has what is written of it
// as JSON, without the version.
func TestExplanationsAsData(t *testing.T) {
	nested, open := 0, 0
	texts := append(corpus.Sources(t), pairs(3, "a# = 1", "b# != \"x\""))
	for _, text := range texts {
		result, _ := segc.Compile(t.Context(), text, segc.Options{})
		if result == nil {
			continue
		}
		e, err := result.Explain(t.Context(), time.Date(2026, time.January, 15, 0, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		var written bytes.Buffer
		if err := e.Write(&written, segc.ExplainJSON); err != nil {
			t.Fatal(err)
		}
		value, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var want, got map[string]any
		if err := json.Unmarshal(written.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(value, &got); err != nil {
			t.Fatal(err)
		}
		if want["format_version"] != float64(diag.FormatVersion) {
			t.Errorf("the version is %v", want["format_version"])
		}
		delete(want, "format_version")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s\ndiffers (-written +value)\n%s", text, diff)
		}
		if e.Nested != nil {
			nested++
		}
		open += len(e.Open)
	}
	if nested == 0 || open == 0 {
		t.Errorf("%d are nested, and %d points open", nested, open)
	}
}

// TestExplanationsShareNothing checks that Write writes what Explain said, even if the caller
// has changed the explanation since.
func TestExplanationsShareNothing(t *testing.T) {
	result, _ := mustCompile(t, "segment \"A\" color \"#7cb7de\" lists \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\n"+
		"where plan = \"a\" and (opened in last 3d or clicked and age > 5) and plan != \"c\" and plan = \"a\"", segc.Options{})
	at := time.Unix(1e9, 0)
	written := func(e *segc.Explanation) (all []string) {
		for _, format := range []segc.ExplanationFormat{segc.ExplainText, segc.ExplainMarkdown, segc.ExplainJSON, segc.ExplainMermaid, segc.ExplainSVG} {
			var b bytes.Buffer
			if err := e.Write(&b, format); err != nil {
				t.Error(err)
			}
			all = append(all, b.String())
		}
		return all
	}
	e := must(result.Explain(t.Context(), at))
	before := written(e)
	overwriteAll(reflect.ValueOf(e).Elem())
	if after := written(e); !slices.Equal(before, after) {
		t.Errorf("%s\nbecomes\n%s", before, after)
	}
	if again := written(must(result.Explain(t.Context(), at))); !slices.Equal(before, again) {
		t.Error("another explanation changed")
	}
}

// TestExplanationOfATerminal checks that a text for a terminal is as narrow as it is, within bounds,
// and has the same words.
func TestExplanationOfATerminal(t *testing.T) {
	const text = "status = \"subscribed\" and plan in (\"pro\", \"team\") and (opened in last 30d or age > 5 and country = \"AT\")"
	e, list := sides.Explain(t.Context(), sides.Rule{Text: text}, time.Time{})
	if e == nil {
		t.Fatal(list.Err())
	}
	var wide strings.Builder
	if err := e.Write(&wide, segc.ExplainText); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ columns, want int }{{-1, 40}, {0, 40}, {10, 40}, {40, 40}, {60, 60}, {100, 100}, {1000, 100}} {
		var narrow strings.Builder
		if err := e.WriteText(t.Context(), &narrow, c.columns); err != nil {
			t.Fatal(err)
		}
		longest := 0
		for line := range strings.Lines(narrow.String()) {
			longest = max(longest, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")))
		}
		if longest > c.want || longest < c.want-20 {
			t.Errorf("%d columns: the longest line has %d, want up to %d", c.columns, longest, c.want)
		}
		if !slices.Equal(strings.Fields(wide.String()), strings.Fields(narrow.String())) {
			t.Errorf("%d columns: other words\n%s", c.columns, narrow.String())
		}
		if c.columns >= 100 && narrow.String() != wide.String() {
			t.Errorf("%d columns: got\n%s\nwant what Write writes", c.columns, narrow.String())
		}
	}
}
