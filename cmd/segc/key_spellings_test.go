package main

import (
	"encoding/base64"
	"fmt"
	"html"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// markedKey has what URLs, JSON and HTML write in another way, and in its middle
// a word that no other text has.
const (
	markedKey  = "sk_live/Q7ZX9&Marked-4711"
	markedWord = "q7zx9"
)

// keySpellings are the ways in which the hostile server writes the key. All of
// them are allowed in a JSON string.
func keySpellings() map[string]string {
	percent := url.QueryEscape(markedKey)
	letters := strings.Map(func(r rune) rune {
		if strings.ContainsRune("_/&-", r) {
			return -1
		}
		return r
	}, markedKey)
	return map[string]string{
		"verbatim":         markedKey,
		"percent":          percent,
		"percent, lower":   strings.NewReplacer("%2F", "%2f").Replace(percent),
		"JSON":             strings.NewReplacer("/", `\/`, "&", `\u0026`).Replace(markedKey),
		"HTML":             html.EscapeString(markedKey),
		"HTML, numbers":    strings.NewReplacer("/", "&#x2f;", "&", "&#38;").Replace(markedKey),
		"lower case":       strings.ToLower(markedKey),
		"base64":           base64.StdEncoding.EncodeToString([]byte(markedKey)),
		"quoted-printable": strings.NewReplacer("/", "=2F", "&", "=26").Replace(markedKey),
		"letters only":     letters,
	}
}

// keyIn returns a spelling of the key that a text has, "" for none. It shares no
// code with the client. The word in the middle of the key counts too.
func keyIn(text string) string {
	lower := strings.ToLower(text)
	for name, spelling := range keySpellings() {
		if strings.Contains(lower, strings.ToLower(spelling)) {
			return name
		}
	}
	if strings.Contains(lower, markedWord) {
		return "a part"
	}
	// The middle of base64, wherever the key begins in it.
	for shift := range 3 {
		text := base64.StdEncoding.EncodeToString([]byte("xyz"[:shift] + markedKey))
		if strings.Contains(lower, strings.ToLower(text[4:len(text)-4])) {
			return "base64"
		}
	}
	return ""
}

// searchFolder looks for the key in the names and the contents of all files below
// a folder, and returns the places that have it.
func searchFolder(t *testing.T, folder string) (found []string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if spelling := keyIn(strings.TrimPrefix(path, folder)); spelling != "" {
			found = append(found, fmt.Sprintf("%s in the name %s", spelling, path))
		}
		if !entry.Type().IsRegular() {
			return nil
		}
		content, err := os.ReadFile(path)
		if spelling := keyIn(string(content)); spelling != "" {
			found = append(found, fmt.Sprintf("%s in %s", spelling, path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestKeyIsFound checks the judge of the tests beside this one: it finds every
// spelling, in outputs, files and names.
func TestKeyIsFound(t *testing.T) {
	t.Parallel()
	if len(keySpellings()) < 8 {
		t.Error("there must be eight spellings")
	}
	for name, spelling := range keySpellings() {
		if keyIn("before "+spelling+" after") == "" {
			t.Errorf("%s is not found", name)
		}
		folder := t.TempDir()
		if err := os.MkdirAll(filepath.Join(folder, "a", "b"), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, "a", "b", ".hidden"), []byte("before\n"+spelling+"\nafter"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, strings.NewReplacer("/", "-", `\`, "-").Replace(spelling)+".seg"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		want := 2
		if name == "base64" && strings.Contains(spelling, "/") {
			want = 1 // its name is no longer the key
		}
		if found := searchFolder(t, folder); len(found) < want {
			t.Errorf("%s is found in %q only", name, found)
		}
	}
	if spelling := keyIn("sk_live and 4711"); spelling != "" {
		t.Errorf("%s is found where it is not", spelling)
	}
}
