package segc_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// mistake is a row of testdata/mistakes.tsv: a text as people write it who know another language, and
// all rules that its author may have meant; none if nobody can know.
type mistake struct {
	line         int
	origin, text string
	meanings     []string
}

// mistakes reads the table. Its texts and meanings have \n, \t, \\ and \u00a0 in place of the
// characters themselves.
func mistakes(t *testing.T) (all []mistake) {
	t.Helper()
	data, err := os.ReadFile("testdata/mistakes.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	if lines[0] != "origin\ttext\tmeanings" {
		t.Fatalf("the head is %q", lines[0])
	}
	for i, line := range lines[1:] {
		fields := strings.Split(line, "\t")
		if len(fields) != 3 {
			t.Fatalf("line %d has %d fields", i+2, len(fields))
		}
		m := mistake{line: i + 2, origin: fields[0], text: unescaped(t, fields[1])}
		if fields[2] != "-" {
			for meaning := range strings.SplitSeq(fields[2], " || ") {
				m.meanings = append(m.meanings, unescaped(t, meaning))
			}
		}
		all = append(all, m)
	}
	return all
}

func unescaped(t *testing.T, text string) string {
	t.Helper()
	plain, err := strconv.Unquote(`"` + strings.ReplaceAll(text, `"`, `\"`) + `"`)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return plain
}

// TestMistakesHaveMeanings checks that the table is about enough, that few rows are about what nobody
// can know, and that each meaning is a rule.
func TestMistakesHaveMeanings(t *testing.T) {
	t.Parallel()
	all := mistakes(t)
	unknown, origins := 0, map[string]int{}
	texts := map[string]bool{}
	for _, m := range all {
		if texts[m.text] {
			t.Errorf("line %d: %q is there twice", m.line, m.text)
		}
		texts[m.text] = true
		origins[m.origin]++
		if len(m.meanings) == 0 {
			unknown++
		}
		for _, meaning := range m.meanings {
			program, _ := segc.Load(t.Context(), meaning, segc.Options{
				Path: "rule.seg", Files: os.DirFS("examples"), Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC),
			})
			results, list := program.Compile(t.Context())
			if len(list) == 1 && list[0].Code == diag.NoRule {
				continue // declarations
			}
			if len(results) == 0 || slices.Contains(results, nil) {
				t.Errorf("line %d: %q does not compile: %v", m.line, meaning, list)
			}
		}
	}
	t.Logf("%d mistakes, %d of them nobody can know", len(all), unknown)
	if len(all) < 400 || unknown*100 > 12*len(all) {
		t.Errorf("%d mistakes, and nobody can know what %d of them mean", len(all), unknown)
	}
	for _, origin := range []string{
		"sql", "excel", "python", "javascript", "json", "mailchimp", "klaviyo", "hubspot", "gmail", "lucene",
		"german", "french", "spanish", "polish", "typography", "numbers", "dates", "units", "edition2",
	} {
		if origins[origin] < 5 {
			t.Errorf("%d mistakes come from %s", origins[origin], origin)
		}
	}
}
