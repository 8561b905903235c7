package explain_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/sides"
)

// TestGolden explains the rules of testdata/golden. The comment of an archive
// says what it shows, and may have a line with options: `at=2026-01-15` is the
// day from which windows are counted, `formats` compares all formats.
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "golden", "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			rule := sides.Rule{Text: string(archive.Files[0].Data), Options: segc.Options{Name: archive.Files[0].Name}}
			at, formats := options(t, string(archive.Comment))
			want := map[string]string{}
			for _, f := range archive.Files[1:] {
				want[f.Name] = string(f.Data)
			}
			archive.Files = archive.Files[:1]
			for _, format := range formats {
				got := explained(t, rule, at, format)
				if again := explained(t, rule, at, format); again != got {
					t.Errorf("the second time it says\n%s\nnot\n%s", again, got)
				}
				name := "explained." + string(format)
				archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(got)})
				if diff := cmp.Diff(want[name], got); diff != "" && !prose.Update() {
					t.Errorf("%s differs (-want +got); -update rewrites it\n%s", name, diff)
				}
			}
			if prose.Update() {
				if err := os.WriteFile(path, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func options(t *testing.T, comment string) (at time.Time, formats []segc.ExplanationFormat) {
	t.Helper()
	formats = []segc.ExplanationFormat{segc.ExplainText}
	for line := range strings.Lines(comment) {
		words, ok := strings.CutPrefix(line, "options:")
		if !ok {
			continue
		}
		for word := range strings.FieldsSeq(words) {
			day, isDay := strings.CutPrefix(word, "at=")
			switch {
			case isDay:
				var err error
				if at, err = time.Parse(time.DateOnly, day); err != nil {
					t.Fatal(err)
				}
			case word == "formats":
				formats = sides.Formats()
			default:
				t.Fatalf("there is no option %q", word)
			}
		}
	}
	return at, formats
}

func explained(t *testing.T, rule sides.Rule, at time.Time, format segc.ExplanationFormat) string {
	t.Helper()
	e, list := sides.Explain(context.Background(), rule, at)
	if e == nil {
		t.Fatal(list.Err())
	}
	return written(t, e, format)
}

func written(t *testing.T, e *segc.Explanation, format segc.ExplanationFormat) string {
	t.Helper()
	var b bytes.Buffer
	if err := e.Write(&b, format); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestGoldenHasEveryOperator checks that the cases have what the platform has.
func TestGoldenHasEveryOperator(t *testing.T) {
	paths, _ := filepath.Glob(filepath.Join("testdata", "golden", "*.txtar"))
	var all strings.Builder
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		result, _ := segc.Compile(context.Background(), string(archive.Files[0].Data), segc.Options{})
		if result != nil {
			all.Write(sides.Compact(result))
		}
	}
	operators := []string{
		"equals", "not_equals", "contains", "not_contains", "starts_with", "in", "not_in", "is_null", "is_not_null", "gt", "gte", "lt", "lte",
		"has_any", "has_all", "has_none", "ever", "never", "count_gte", "count_lte", "count_eq",
	}
	metrics := []string{"open", "click", "bounce", "complaint", "delivered", "unsubscribe"}
	for _, word := range slices.Concat(operators, metrics, []string{"membership", "isp", "last", "more_than", "include_campaign_ids", "exclude_campaign_ids"}) {
		if !strings.Contains(all.String(), `"`+word+`"`) {
			t.Errorf("no case has %q", word)
		}
	}
}
