package arch

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// longestPage is how many lines `go doc -all` of the root may have: people read it from
// beginning to end.
const longestPage = 430

// TestPagesOfGoDoc checks that the page of each public package is in plain English, and
// that the page of the root is short.
func TestPagesOfGoDoc(t *testing.T) {
	banned := bannedWords(t)
	for _, pkg := range publicFolders(t) {
		page := goDoc(t, pkg)
		if lines := strings.Count(page, "\n"); pkg == "." && lines > longestPage {
			t.Errorf("the page of the root has %d lines; the limit is %d", lines, longestPage)
		}
		for _, found := range bannedIn(page, banned) {
			t.Errorf("the page of %s: %s", pkg, found)
		}
	}
}

// goDoc returns what `go doc -all` prints of a package.
func goDoc(t *testing.T, pkg string) string {
	t.Helper()
	command := exec.Command("go", "doc", "-all", "./"+pkg)
	command.Dir = root
	page, err := command.Output()
	if err != nil {
		t.Fatalf("go doc of %s: %v", pkg, err)
	}
	return string(page)
}

// bannedWords returns what testdata/banned.txt has.
func bannedWords(t *testing.T) []*regexp.Regexp {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "banned.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var words []*regexp.Regexp
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			words = append(words, regexp.MustCompile("(?i)"+line))
		}
	}
	return words
}

// bannedIn returns the places of a text that have one of the words. Words are found across
// the ends of lines.
func bannedIn(text string, words []*regexp.Regexp) []string {
	text = strings.Join(strings.Fields(text), " ")
	text = fine.ReplaceAllString(text, "")
	var found []string
	for _, word := range words {
		for _, at := range word.FindAllStringIndex(text, -1) {
			found = append(found, "…"+text[max(0, at[0]-40):min(len(text), at[1]+40)]+"…")
		}
	}
	return found
}

// fine are the uses of a word that are plain English.
var fine = regexp.MustCompile(`(?i)\bthere (is|are) no\b|\bin order to\b`)

// TestBannedWordsAreFound checks that the test above would find something.
func TestBannedWordsAreFound(t *testing.T) {
	words := bannedWords(t)
	for text, want := range map[string]int{
		"A name is not a column, and there is no list.": 0,
		"A name is\nno column.":                         1,
		"What stands behind it is passed over.":         3,
		"Five are the most.":                            1,
		"It understands and holds what is left.":        0,
		"It has two, else one. Of two, it has one.":     2,
		"It has nothing else, and values of two kinds.": 0,
	} {
		if got := bannedIn(text, words); len(got) != want {
			t.Errorf("%q: found %q", text, got)
		}
	}
}
