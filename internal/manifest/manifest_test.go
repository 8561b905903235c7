package manifest_test

import (
	"errors"
	"fmt"
	"maps"
	"runtime"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/manifest"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestFormat checks that a manifest is read as it was written, and that its bytes depend on what
// it says alone.
func TestFormat(t *testing.T) {
	sum := manifest.Sum([]byte("{}"))
	m := manifest.Manifest{
		"b.json":            {Rule: "../segments/b.seg", Emit: "rules", SHA256: sum},
		"a.json":            {Rule: "a.seg", Emit: "segments", SHA256: sum},
		"eu/ä b\u202e.json": {Rule: "../segments/eu/ä b\u202e.seg", Emit: "rules", SHA256: sum},
	}
	for _, m := range []manifest.Manifest{{}, m} {
		text, err := m.Format()
		if err != nil {
			t.Fatal(err)
		}
		for range 5 {
			if again, err := maps.Clone(m).Format(); err != nil || string(again) != string(text) {
				t.Fatalf("%v: %s then %s", err, text, again)
			}
		}
		if strings.Contains(string(text), "\u202e") || !strings.HasSuffix(string(text), "\n}\n") {
			t.Errorf("a terminal would not show it as it is: %q", text)
		}
		for _, text := range []string{string(text), "\ufeff" + string(text), strings.ReplaceAll(string(text), "\n", "\r\n")} {
			if back, err := manifest.Parse([]byte(text)); err != nil || !maps.Equal(back, m) {
				t.Errorf("%v: %v became %v", err, m, back)
			}
		}
	}
	if m, err := manifest.Parse(nil); err != nil || len(m) > 0 {
		t.Errorf("nothing is %v, %v", m, err)
	}
}

// TestRefused checks that nothing is read that segc would not write: no name leads out of the
// folder or to a file of another kind.
func TestRefused(t *testing.T) {
	said := prose.Open(t, "refused")
	sum := strings.Repeat("0", 64)
	entry := func(name, rule, sum string) string {
		return fmt.Sprintf(`{"version": 1, "documents": {%q: {"rule": %q, "emit": "rules", "sha256": %q}}}`, name, rule, sum)
	}
	good := entry("a.json", "../a.seg", sum)
	if _, err := manifest.Parse([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"above":               entry("../a.json", "a.seg", sum),
		"above, deeper":       entry("a/../../b.json", "a.seg", sum),
		"absolute":            entry("/etc/a.json", "a.seg", sum),
		"backslash":           entry(`..\a.json`, "a.seg", sum),
		"the folder":          entry(".", "a.seg", sum),
		"empty name":          entry("", "a.seg", sum),
		"twice a slash":       entry("a//b.json", "a.seg", sum),
		"another kind":        entry("main.go", "a.seg", sum),
		"no rule":             entry("a.json", "", sum),
		"absolute rule":       entry("a.json", "/a.seg", sum),
		"unclean rule":        entry("a.json", "../b/../a.seg", sum),
		"control character":   strings.Replace(good, "a.json", `a\u0007.json`, 1),
		"long name":           entry(strings.Repeat("a", 1020)+".json", "a.seg", sum),
		"long rule":           entry("a.json", strings.Repeat("../", 342), sum),
		"no hash":             entry("a.json", "a.seg", ""),
		"half a hash":         entry("a.json", "a.seg", sum[:62]),
		"capitals in a hash":  entry("a.json", "a.seg", strings.Repeat("A", 64)),
		"hash of other signs": entry("a.json", "a.seg", strings.Repeat("x", 64)),
		"no version":          `{"documents": {}}`,
		"version 2":           `{"version": 2, "documents": {}}`,
		"version as text":     `{"version": "1"}`,
		"nothing":             `{}`,
		"array":               `[]`,
		"array of documents":  `{"version": 1, "documents": []}`,
		"null":                `null`,
		"unknown member":      `{"version": 1, "more": {}}`,
		"unknown in document": `{"version": 1, "documents": {"a.json": {"path": "x"}}}`,
		"document is text":    `{"version": 1, "documents": {"a.json": "x"}}`,
		"twice":               `{"version": 1, "documents": {}, "documents": {}}`,
		"document twice":      strings.Replace(good, `}}}`, `}, "a.json": {"rule": "b.seg", "emit": "rules", "sha256": "`+sum+`"}}}`, 1),
		"more at its end":     good + "{}",
		"half":                good[:len(good)/2],
		"not JSON":            "where opened",
		"spaces":              "   ",
		"too large":           good + strings.Repeat(" ", manifest.MaxSize),
	} {
		m, err := manifest.Parse([]byte(text))
		if err == nil || m != nil {
			t.Errorf("%s: %v, %v", name, m, err)
			continue
		}
		said.Add(t, name, err.Error())
	}
}

// TestParseTakesLittle checks that a manifest that is made to fill the memory is refused before it
// does.
func TestParseTakesLittle(t *testing.T) {
	var text strings.Builder
	text.WriteString(`{"version": 1, "documents": {"a.json": {}`)
	for n := 0; text.Len() < manifest.MaxSize-100; n++ {
		fmt.Fprintf(&text, `, "%d.json": {}`, n)
	}
	text.WriteString("}}")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	m, err := manifest.Parse([]byte(text.String()))
	runtime.ReadMemStats(&after)
	if m != nil {
		t.Errorf("%d documents", len(m))
	}
	prose.Open(t, "parse_takes_little").Add(t, "empty documents", fmt.Sprint(err))
	if taken := after.TotalAlloc - before.TotalAlloc; taken > 64<<20 {
		t.Errorf("it takes %d MiB", taken>>20)
	}
}

// TestBounds checks that no manifest is written that would not be read again.
func TestBounds(t *testing.T) {
	m := manifest.Manifest{}
	sum := manifest.Sum(nil)
	for n := range 50_000 {
		m[fmt.Sprintf("%d.json", n)] = manifest.Document{Rule: "a.seg", Emit: "rules", SHA256: sum}
	}
	text, err := m.Format()
	if err != nil {
		t.Fatal(err)
	}
	if back, err := manifest.Parse(text); err != nil || len(back) != len(m) {
		t.Errorf("%d documents, %v", len(back), err)
	}
	m["one-more.json"] = m["0.json"]
	if _, err := m.Format(); !errors.Is(err, manifest.ErrTooMany) {
		t.Errorf("50,001 documents are written: %v", err)
	}
	more := strings.TrimSuffix(string(text), "\n  }\n}\n") + ",\n" + `"one-more.json": {"rule": "a.seg", "emit": "rules", "sha256": "` + sum + `"}}}`
	if m, err := manifest.Parse([]byte(more)); !errors.Is(err, manifest.ErrTooMany) || m != nil {
		t.Errorf("50,001 documents are read: %v", err)
	}
	clear(m)
	for n := range 9_000 {
		m[fmt.Sprintf("%s%d.json", strings.Repeat("a", 1000), n)] = manifest.Document{Rule: strings.Repeat("b", 1000), Emit: "rules", SHA256: sum}
	}
	if _, err := m.Format(); !errors.Is(err, manifest.ErrTooMany) {
		t.Errorf("more than the limit of bytes is written: %v", err)
	}
	text, err = manifest.Manifest{"../a.json": {Rule: "a.seg", Emit: "rules", SHA256: sum}}.Format()
	if text != nil {
		t.Errorf("a name that leads out is written: %s", text)
	}
	prose.Open(t, "bounds").Add(t, "a name that leads out", fmt.Sprint(err))
}

func TestNameable(t *testing.T) {
	for _, c := range []struct {
		name, rule string
		want       bool
	}{
		{"a.json", "../a.seg", true},
		{"eu/a.json", "a.seg", true},
		{"a.json", "../../x/a", true},
		{"a.txt", "a.seg", false},
		{"../a.json", "a.seg", false},
		{"a.json", "", false},
		{"a.json", "/a.seg", false},
		{"a\n.json", "a.seg", false},
	} {
		if got := manifest.Nameable(c.name, c.rule); got != c.want {
			t.Errorf("%q of %q: %t", c.name, c.rule, got)
		}
	}
}

func TestIsDocument(t *testing.T) {
	for text, want := range map[string]bool{
		`{"any":[]}`: true, `{"name":"A","rules_json":{"any":[]}}`: true, `[{"name":"A","rules_json":{}}]`: true,
		``: false, `{}`: false, `[]`: false, `[{"rules_json":{}},{}]`: false, `{"dependencies":{}}`: false, `"any"`: false, `where opened`: false,
	} {
		if got := manifest.IsDocument([]byte(text)); got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
}
