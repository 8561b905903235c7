package supply

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const root = "../../.."

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), "\r\n", "\n")
}

// files returns the names, with slashes, of all files of the repository for
// which keep is true.
func files(t *testing.T, keep func(name string) bool) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if slices.Contains([]string{".git", "node_modules", "build", "dist"}, entry.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		below, err := filepath.Rel(root, path)
		if name := filepath.ToSlash(below); keep(name) {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// fence is a block of a page, with its language.
var fence = regexp.MustCompile("(?ms)^```(\\w+)[^\n]*\n(.*?)^```$")

// workflows returns everything that uses actions: workflows, the action, and the
// blocks of the pages, by a name for messages.
func workflows(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	names := files(t, func(name string) bool {
		return strings.Contains("/"+name, "/.github/workflows/") || slices.Contains([]string{"action.yml", "action.yaml"}, filepath.Base(name))
	})
	for _, name := range names {
		texts[name] = read(t, name)
	}
	for _, want := range []string{
		".github/workflows/ci.yml", ".github/workflows/release.yml", ".github/workflows/vulnerabilities.yml",
		"action.yml", "cmd/segc/template/.github/workflows/segments.yml",
	} {
		if texts[want] == "" {
			t.Errorf("%s is not found", want)
		}
	}
	shown := 0
	for name, block := range blocks(t, "yaml", "yml") {
		if strings.Contains(block, "uses:") || strings.Contains(block, "steps:") {
			texts[name] = block
			shown++
		}
	}
	if shown == 0 {
		t.Error("no page shows a workflow")
	}
	return texts
}

// scripts returns everything with commands: scripts, makefiles, and the blocks
// of the pages.
func scripts(t *testing.T) map[string]string {
	t.Helper()
	names := files(t, func(name string) bool {
		base := filepath.Base(name)
		return strings.HasPrefix(base, "Makefile") || strings.HasSuffix(base, ".sh") || name == ".ci/run" || base == "Dockerfile" ||
			name == ".goreleaser.yaml"
	})
	texts := blocks(t, "sh", "console", "make")
	for _, name := range names {
		texts[name] = read(t, name)
	}
	return texts
}

// blocks returns the blocks of all pages that have one of the languages.
func blocks(t *testing.T, languages ...string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, page := range files(t, func(name string) bool { return strings.HasSuffix(name, ".md") }) {
		text := read(t, page)
		for _, at := range fence.FindAllStringSubmatchIndex(text, -1) {
			if slices.Contains(languages, text[at[2]:at[3]]) {
				line := strings.Count(text[:at[0]], "\n") + 1
				texts[page+":"+strconv.Itoa(line)] = text[at[4]:at[5]]
			}
		}
	}
	return texts
}
