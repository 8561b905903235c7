// Package prose keeps sentences that tests see in files below testdata.
//
// Tests assert codes, places and data themselves. What a person reads is rewritten many times, so that
// it is in one place: a golden file, which `go test ./PACKAGE -update` and `make golden` rewrite. Look at the
// difference before you keep it.
//
//	messages := prose.Open(t, "errors") // testdata/errors.golden
//	for _, c := range cases {
//		…
//		messages.Add(t, c.text, list.Err().Error())
//	}
//
// It never decides whether a sentence is right: a person does.
package prose

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

func init() { flag.Bool("update", false, "rewrite what golden files expect") }

// Update reports whether tests rewrite what golden files expect: their flag -update.
func Update() bool { return flag.Lookup("update").Value.String() == "true" }

// A Book has what a test saw, by a key that says in which case. Its methods may be called from subtests
// that run in parallel.
type Book struct {
	path string

	mu  sync.Mutex
	saw map[string]string
}

// Open returns the book testdata/NAME.golden. When the test and its subtests have ended, what was added
// is compared with the file, or with -update written to it. If a pattern of -run selects subtests, cases
// without them stay as they are.
func Open(t *testing.T, name string) *Book {
	t.Helper()
	b := &Book{path: filepath.Join("testdata", name+".golden"), saw: map[string]string{}}
	t.Cleanup(func() {
		if !t.Skipped() {
			b.close(t)
		}
	})
	return b
}

// Add adds what was seen in a case. A case that is added twice must have seen the same.
func (b *Book) Add(t *testing.T, key, text string) {
	t.Helper()
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ") // an editor takes it away
	}
	text = strings.Join(lines, "\n")
	b.mu.Lock()
	defer b.mu.Unlock()
	if old, ok := b.saw[key]; ok && old != text {
		t.Errorf("%q is added twice: %q and %q", key, old, text)
	}
	b.saw[key] = text
}

func (b *Book) close(t *testing.T) {
	b.mu.Lock()
	defer b.mu.Unlock()
	old, err := os.ReadFile(b.path)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	want, err := parse(string(old))
	if err != nil {
		t.Fatalf("%s: %v", b.path, err)
	}
	whole := !strings.Contains(flag.Lookup("test.run").Value.String(), "/") && !t.Failed()
	if Update() {
		all := b.saw
		if !whole {
			all = want
			maps.Copy(all, b.saw)
		}
		if text := format(all); text != string(old) {
			if err := os.MkdirAll(filepath.Dir(b.path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(b.path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		return
	}
	for _, key := range slices.Sorted(maps.Keys(b.saw)) {
		if text, ok := want[key]; !ok {
			t.Errorf("%s does not have %q: -update adds it", b.path, key)
		} else if text != b.saw[key] {
			t.Errorf("%s: %q\n-%s\n+%s", b.path, key, indented(text), indented(b.saw[key]))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if _, ok := b.saw[key]; !ok && whole {
			t.Errorf("%s has %q, which the test does not: -update removes it", b.path, key)
		}
	}
}

// format returns the file: each key in quotes, or as it is if that reads the same, after it the lines of
// its text, four spaces in.
func format(all map[string]string) string {
	var out strings.Builder
	for _, key := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(&out, "%s\n%s\n", quoted(key), indented(all[key]))
	}
	return out.String()
}

func quoted(key string) string {
	if strconv.Quote(key) != `"`+strings.ReplaceAll(key, `"`, `\"`)+`"` || key == "" || strings.TrimSpace(key) != key || key[0] == '"' {
		return strconv.Quote(key)
	}
	return key
}

func indented(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight("    "+line, " ")
	}
	return strings.Join(lines, "\n")
}

func parse(text string) (map[string]string, error) {
	all := map[string]string{}
	key, lines := "", []string(nil)
	end := func() {
		if lines != nil {
			all[key] = strings.Join(lines, "\n")
		}
		lines = nil
	}
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		switch {
		case text == "":
		case line == "":
			lines = append(lines, "")
		case strings.HasPrefix(line, "    "):
			lines = append(lines, line[4:])
		default:
			end()
			key, lines = line, []string{}
			if line[0] == '"' {
				unquoted, err := strconv.Unquote(line)
				if err != nil {
					return nil, fmt.Errorf("line %d: %w", i+1, err)
				}
				key = unquoted
			}
		}
	}
	end()
	return all, nil
}
