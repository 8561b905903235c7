package docs_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/prose"
)

// TestPictures runs the command that a page shows before a picture, and compares what it draws with
// the picture beside the page.
func TestPictures(t *testing.T) {
	pages, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	command := regexp.MustCompile("`(segc [^`]* > ([a-z-]+\\.svg))`")
	found := 0
	for _, page := range pages {
		text := read(t, page)
		for _, picture := range regexp.MustCompile(`!\[[^\]]+\]\(([^)]+)\)`).FindAllStringSubmatchIndex(text, -1) {
			name := text[picture[2]:picture[3]]
			if strings.HasPrefix(name, editorPictures) {
				continue // TestPicturesOfEditors
			}
			commands := command.FindAllStringSubmatch(text[:picture[0]], -1)
			if len(commands) == 0 || commands[len(commands)-1][2] != name {
				t.Errorf("%s: no command above gives %s", page, name)
				continue
			}
			found++
			words := strings.Fields(commands[len(commands)-1][1])
			run := exec.Command(words[0], words[1:len(words)-2]...)
			run.Dir = root
			got, err := run.Output()
			if err != nil {
				t.Fatalf("%s: %v", words, err)
			}
			if prose.Update() {
				if err := os.WriteFile(name, got, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if string(got) != read(t, name) {
				t.Errorf("%s has another picture; run make golden", name)
			}
		}
	}
	if found == 0 {
		t.Error("no page has a picture")
	}
}

// editorPictures is where pictures of editors are.
const editorPictures = "../editors/vscode/images/"

// TestPicturesOfEditors checks that each picture of an editor is one that the judge in VS Code
// writes, that a page shows it, and that it is small.
func TestPicturesOfEditors(t *testing.T) {
	judge := read(t, filepath.Join(root, "judges", "editors", "code", "judge.test.mjs"))
	shown := read(t, "editors.md") + strings.ReplaceAll(read(t, filepath.Join(root, "editors", "vscode", "README.md")), "](images/", "]("+editorPictures)
	pictures, err := filepath.Glob(editorPictures + "*.png")
	if err != nil || len(pictures) < 3 {
		t.Fatalf("the pictures are %s: %v", pictures, err)
	}
	for _, path := range pictures {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		const most = 150_000
		if info.Size() > most {
			t.Errorf("%s has %d bytes, expected at most %d", path, info.Size(), most)
		}
		name := strings.TrimSuffix(filepath.Base(path), ".png")
		if name == "icon" {
			continue // it is drawn from icon.svg
		}
		if !strings.Contains(judge, "await shot('"+name+"'") {
			t.Errorf("judge.test.mjs writes no picture %s", name)
		}
		if !strings.Contains(shown, "]("+editorPictures+name+".png)") {
			t.Errorf("no page shows %s", path)
		}
	}
}
