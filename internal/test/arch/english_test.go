package arch

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/prose"
)

// TestPlainEnglish looks for the words of testdata/banned.txt in what people read: messages as they are
// rendered in archives and golden files, the pages of diagnostics, the help of each command, the README
// and the docs.
//
// testdata/english.txt has the areas that are not plain yet, and how many words each of them has. -update
// lowers a number and takes out an area that has become plain. It never raises one.
func TestPlainEnglish(t *testing.T) {
	banned := readBanned(t)
	found := map[string][]string{}
	for _, area := range readAreas(t) {
		for _, passage := range area.passages {
			for _, place := range banned.in(passage.text) {
				found[area.name] = append(found[area.name], passage.where+": "+place)
			}
		}
		if len(area.passages) == 0 {
			t.Errorf("%s has no text to look at", area.name)
		}
	}
	known := readKnown(t)
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if places := found[name]; len(places) > known[name] {
			t.Errorf("%s has %d banned words; the limit is %d:\n\t%s", name, len(places), known[name], strings.Join(places, "\n\t"))
		}
	}
	lower := map[string]int{}
	for name, count := range known {
		lower[name] = min(count, len(found[name]))
	}
	maps.DeleteFunc(lower, func(_ string, count int) bool { return count == 0 })
	switch {
	case maps.Equal(lower, known):
	case prose.Update():
		writeKnown(t, lower)
	default:
		t.Errorf("there are fewer banned words than testdata/english.txt says: run go test ./internal/test/arch -run %s -update", t.Name())
	}
}

// TestBannedWordsAreFound checks that the test above would find something.
func TestBannedWordsAreFound(t *testing.T) {
	banned := readBanned(t)
	for text, want := range map[string]int{
		"A name is not a column, and there is no list.":              0,
		"A name is\nno column.":                                      1,
		"What stands behind it is passed over.":                      3,
		"Five are the most.":                                         1,
		"It understands and holds what is left.":                     0,
		"It has two, else one. Of two, it has one.":                  2,
		"It has nothing else, and values of two kinds.":              0,
		"What it says, the document says.":                           1,
		"What does it say, and to whom?":                             0,
		"Such is life, and there are words such as these.":           1,
		"A list, that is not empty, has a colour.":                   2,
		"If it is empty, that is an error.":                          0,
		"A stand-in for the API. You want to try it.":                0,
		"Everything is in order, in order to work.":                  1,
		"This server wants a key; a mailbox provider (ISP) has one.": 1,
		"You probably do not want a mailbox provider.":               1,
	} {
		if got := banned.in(text); len(got) != want {
			t.Errorf("%q: found %q", text, got)
		}
	}
}

// TestCodeIsExempt checks that code and quotations are not looked at, and that the words around them are.
func TestCodeIsExempt(t *testing.T) {
	banned := readBanned(t)
	page := "# A page\n\nWrite `or else` or “behind”, or \"whoever\".\n\n```seg\nmend = 1\n```\n\n| a | b |\n|---|---|\n| `x` | likewise |\n\n" +
		"It is no `x`,\nsee [a page](behind.md).\n\n- two of which\n\n<!-- reckon -->\n"
	var got []string
	for _, passage := range markdownPassages("page.md", page) {
		got = append(got, banned.in(passage.text)...)
	}
	if len(got) != 3 {
		t.Errorf("found %q", got)
	}
	got = nil
	messages := "a.seg:1:2: error[SEG101]: it is no name, \"whoever\"\n  1 | mend = 1\n    | ^^^^ behind this\n  = help: of two, take one\n"
	for _, passage := range messagePassages("a.txtar", messages) {
		got = append(got, banned.in(passage.text)...)
	}
	if len(got) != 3 {
		t.Errorf("found %q", got)
	}
}

// A bannedList is what testdata/banned.txt has.
type bannedList struct{ fine, banned []*regexp.Regexp }

func readBanned(t *testing.T) bannedList {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "banned.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var list bannedList
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if use, ok := strings.CutPrefix(line, "fine: "); ok {
			list.fine = append(list.fine, regexp.MustCompile("(?i)"+use))
		} else {
			list.banned = append(list.banned, regexp.MustCompile("(?i)"+line))
		}
	}
	return list
}

// in returns the places of a text that have banned words. Words are found across the ends of lines.
func (l bannedList) in(text string) []string {
	var found []string
	for _, sentence := range sentences(text) {
		for _, use := range l.fine {
			sentence = use.ReplaceAllString(sentence, "_")
		}
		for _, word := range l.banned {
			for _, at := range word.FindAllStringIndex(sentence, -1) {
				found = append(found, "…"+sentence[max(0, at[0]-40):min(len(sentence), at[1]+40)]+"…")
			}
		}
	}
	return found
}

// sentences returns the sentences of a text.
func sentences(text string) []string {
	text = strings.Join(strings.Fields(text), " ")
	return strings.Split(sentenceEnd.ReplaceAllString(text, "$0\n"), "\n")
}

var sentenceEnd = regexp.MustCompile(`[.?!][)"”*]* `)

// readKnown returns the number of banned words of each area that is not plain yet.
func readKnown(t *testing.T) map[string]int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "english.txt"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]int{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		number, name, _ := strings.Cut(line, " ")
		count, err := strconv.Atoi(number)
		if _, twice := known[name]; err != nil || name == "" || twice {
			t.Fatalf("testdata/english.txt: %q is not a number and an area of its own", line)
		}
		known[name] = count
	}
	return known
}

func writeKnown(t *testing.T, known map[string]int) {
	t.Helper()
	var text strings.Builder
	text.WriteString(knownHead)
	for _, name := range slices.Sorted(maps.Keys(known)) {
		fmt.Fprintf(&text, "%d %s\n", known[name], name)
	}
	if err := os.WriteFile(filepath.Join("testdata", "english.txt"), []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

const knownHead = `# The areas whose text is not plain English yet, each after the number of its banned words. The
# numbers only go down: go test ./internal/test/arch -run TestPlainEnglish -update lowers them.
`
