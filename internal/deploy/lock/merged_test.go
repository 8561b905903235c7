package lock_test

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/test/prose"
)

// merged returns entries as a lock has them, one per line.
func merged(lines ...string) string {
	return "{\n  \"version\": 2,\n  \"remotes\": {\n    \"" + base + "\": [\n" + strings.Join(lines, "\n") + "\n    ]\n  }\n}\n"
}

func entryLine(file, id string) string {
	return `      {"file": "` + file + `", "id": "` + id + `", "name": "}, {\"file\" ]", "hash": {"name": "1", "color": "2", "description": "3", "lists": "4", "rules": "5"}, "updated": ""}`
}

// TestParseMerged checks that a lock in which the lines of both sides of a
// conflict were kept is read, with the commas that they had.
func TestParseMerged(t *testing.T) {
	a, b, c := entryLine("a.seg", one), entryLine("b.seg", two), entryLine("c.seg", three)
	want := merged(a+",", b+",", c)
	for name, text := range map[string]string{
		"as it is":                   want,
		"none between the last two":  merged(a+",", b, c),
		"none between the first two": merged(a, b+",", c),
		"none at all":                merged(a, b, c),
		"one after the last":         merged(a+",", b+",", c+","),
		"both":                       merged(a, b, c+","),
		"blank lines":                merged(a, "", b+"  ", " \t", c+", ", ""),
		"another order":              merged(c, a+",", b),
		"CRLF":                       strings.ReplaceAll(merged(a, b, c+","), "\n", "\r\n"),
		"a byte order mark":          "\ufeff" + merged(a, b, c),
		"no indentation":             strings.ReplaceAll(merged(a, b, c+","), "  ", ""),
	} {
		f, err := lock.Parse([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := string(f.Format()); got != want && name != "no indentation" {
			t.Errorf("%s: it is\n%s", name, got)
		}
		if n := len(f.Remotes[base]); n != 3 {
			t.Errorf("%s: there are %d entries", name, n)
		}
	}
}

// TestParseMergedRefuses checks that other mistakes stay mistakes, with the line.
func TestParseMergedRefuses(t *testing.T) {
	messages := prose.Open(t, "merged")
	a, b := entryLine("a.seg", one), entryLine("b.seg", two)
	for name, c := range map[string]struct{ text, names string }{
		"two commas":               {merged(a+",,", b), "line 5"},
		"two commas at the end":    {merged(a+",", b+",,"), "line 6"},
		"two entries in a line":    {merged(a + " " + b), "line 5"},
		"a marker":                 {merged(a+",", "=======", b), "line 6"},
		"a comma before the first": {merged(",", a), "line 5"},
		"a file twice":             {merged(a, strings.Replace(a, one, two, 1)), "a.seg"},
		"cut off":                  {merged(a, b)[:300], ""},
	} {
		_, err := lock.Parse([]byte(c.text))
		if err == nil || !prose.Names(err.Error(), c.names) {
			t.Fatalf("%s: %v", name, err)
		}
		messages.Add(t, name, err.Error())
	}
}
