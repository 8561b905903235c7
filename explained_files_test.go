package segc_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/test/corpus"
)

// TestExplanationsNameFiles checks which conditions of rules from several files an explanation ascribes to
// which of them: each once, and those of the rule's own file to none.
func TestExplanationsNameFiles(t *testing.T) {
	files := fstest.MapFS{
		"parts.seg": {Data: []byte("let good = status = \"subscribed\" and never complained\nlet older = age >= 18\nlet younger = age < 30\n" +
			"let forties = age >= 40 and age < 50")},
		"guard.seg":    {Data: []byte("use \"parts.seg\"\nrequire status = \"subscribed\"")},
		"win-back.seg": {Data: []byte("where opened and never clicked")},
	}
	for _, c := range []struct {
		text string
		want map[string]int // how many conditions
	}{
		{"where opened and plan = \"pro\"", nil},
		{"use \"parts.seg\"\nwhere opened and plan = \"pro\"", nil},
		{"use \"guard.seg\"\nwhere status = \"subscribed\" and opened", nil},
		{"use \"parts.seg\"\nwhere good and opened", map[string]int{"parts.seg": 2}},
		{"use \"guard.seg\"\nwhere good and opened", map[string]int{"parts.seg": 2}},
		{"use \"parts.seg\"\nwhere good and opened or good and clicked or good and bounced", map[string]int{"parts.seg": 2}},
		// Two ends of a range are one condition in one group, and two in two of them.
		{"use \"parts.seg\"\nwhere opened and forties", map[string]int{"parts.seg": 1}},
		{"use \"parts.seg\"\nwhere opened and older and younger", map[string]int{"parts.seg": 1}},
		{"use \"parts.seg\"\nwhere (opened and older) or (clicked and younger)", map[string]int{"parts.seg": 2}},
		{"use \"parts.seg\"\nuse \"win-back.seg\" as back\nwhere good and back and plan = \"pro\"", map[string]int{"parts.seg": 2, "win-back.seg": 2}},
		// A condition that two files have is of both.
		{"use \"win-back.seg\" as back\nwhere back and opened and plan = \"pro\"", map[string]int{"win-back.seg": 2}},
	} {
		result, _ := mustCompile(t, c.text, segc.Options{Files: files})
		e := must(result.Explain(t.Context(), time.Time{}))
		got := map[string]int{}
		for name, conditions := range e.Files {
			got[name] = len(conditions)
		}
		if !maps.Equal(got, c.want) {
			t.Errorf("%s\nhas conditions of %v, want %v", c.text, e.Files, c.want)
		}
	}
}

// TestExplainedFilesAreOrigins checks on the corpus that the files of an explanation are those of the places
// of its conditions, and that a stored document has none.
func TestExplainedFilesAreOrigins(t *testing.T) {
	day := time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC)
	several := 0
	for _, c := range corpus.Cases(t) {
		text, _ := c.Get("in.seg")
		result, _ := segc.Compile(t.Context(), string(text), segc.Options{Name: "in.seg", Files: c.FS(), Today: day})
		if result == nil {
			continue
		}
		want := map[string]bool{}
		for i, g := range result.Document().Any {
			for j := range g.All {
				for _, at := range result.Origin(i, j) {
					if name := at.Source.Name(); name != "in.seg" {
						want[name] = true
					}
				}
			}
		}
		e := must(result.Explain(t.Context(), day))
		got := map[string]bool{}
		for name, conditions := range e.Files {
			got[name] = true
			if len(conditions) == 0 || slices.Contains(conditions, "") {
				t.Errorf("%s: no condition of %s", c.Name, name)
			}
		}
		if !maps.Equal(got, want) {
			t.Errorf("%s: it has conditions of %v, want %v", c.Name, e.Files, want)
		}
		if len(want) > 0 {
			several++
			var b bytes.Buffer
			if err := e.Write(&b, segc.ExplainJSON); err != nil {
				t.Fatal(err)
			}
			var written struct{ Files map[string][]string }
			if err := json.Unmarshal(b.Bytes(), &written); err != nil || !reflect.DeepEqual(written.Files, e.Files) {
				t.Errorf("%s: it writes %v, and has %v: %v", c.Name, written.Files, e.Files, err)
			}
			stored := must(segc.FromDocument(result.Document(), nil))
			if e := must(stored.Explain(t.Context(), day)); e.Files != nil {
				t.Errorf("%s: a stored document has conditions of %v", c.Name, e.Files)
			}
		}
	}
	if several < 10 {
		t.Errorf("%d cases have conditions of several files", several)
	}
}
