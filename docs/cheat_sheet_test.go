package docs_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/test/sides"
)

// TestCheatSheet checks that what the tables tell people to write is a rule without a warning, and
// that what they would write is an error or gives the same document: it never becomes another segment.
func TestCheatSheet(t *testing.T) {
	text := read(t, "cheat-sheet.md")
	_, prelude, _ := strings.Cut(text, preludeStart+"\n")
	prelude, _, found := strings.Cut(prelude, preludeEnd)
	if !found {
		t.Fatal("there are no declarations")
	}
	sections, rows := map[string]int{}, 0
	section := ""
	for line := range strings.Lines(text) {
		if title, ok := strings.CutPrefix(line, "## "); ok {
			section = strings.TrimSpace(title)
		}
		row := regexp.MustCompile("^\\| `([^`]+)` \\| (the same(?:, or)?)? ?(?:`([^`]+)`)? \\|$").FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if row == nil {
			if strings.HasPrefix(line, "| `") {
				t.Errorf("this row cannot be read: %s", line)
			}
			continue
		}
		rows++
		sections[section]++
		left, right := strings.ReplaceAll(row[1], `\|`, "|"), row[3]
		if row[2] != "" {
			if same, clean := documentOf(prelude + "where " + left); same == "" || !clean {
				t.Errorf("%s is not a rule, or there is a warning", left)
			}
			if right == "" {
				continue
			}
		}
		want, clean := documentOf(prelude + "where " + right)
		if want == "" || !clean {
			t.Errorf("%s is not a rule, or there is a warning", right)
		}
		for _, text := range []string{prelude + "where " + left, left} {
			if got, _ := documentOf(text); got != "" && got != want {
				t.Errorf("%s is not an error, and does not mean %s:\n%s", left, right, got)
			}
		}
	}
	for _, name := range []string{"SQL", "Mailchimp", "Klaviyo", "HubSpot", "Gmail search"} {
		if sections[name] < 8 {
			t.Errorf("%s has %d rows", name, sections[name])
		}
	}
	t.Logf("%d rows", rows)
}

// documentOf returns the document of a rule, "" with an error, and whether there is not even a warning.
func documentOf(text string) (document string, clean bool) {
	result, list := segc.Compile(context.Background(), text, segc.Options{Name: "example.seg", Today: day})
	if result == nil {
		return "", false
	}
	return string(sides.Compact(result)), len(list) == 0
}
