package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/tree"
)

// hostileNames are names of segments that would be other files, or none, if they
// were taken for names of files.
func hostileNames() []string {
	return []string{
		"../../evil", "..", ".", "/etc/passwd", `..\..\evil`, `C:\evil`, "C:evil", `\\server\share`, ".git/hooks/pre-commit", ".gitattributes", ".segcignore", "segc.lock", "catalog", "catalog.seg",
		"con", "COM1", "nul.", "LPT9 ", "a:stream", "-rf", "--force", "$(touch evil)", "`touch evil`", "; touch evil", "~", "%2e%2e%2fevil", "a\nb", "a\x00b", "\x00", "\x1b[31mred", "a\u202egpj.exe", "\u200b", "\u3164", "\u115f\u1160", "a\u3164b", "\uffa0a",
		"-", "–", strings.Repeat("a", 300), strings.Repeat("長", 300), strings.Repeat("\U00020000", 300), "evil.seg", "EVIL.SEG", "Evil seg", "é", "e\u0301", "한", "\u1112\u1161\u11ab", "ſ", "S", "K", "k", "İ", "．．／evil", "․․∕evil",
	}
}

// TestPullOfHostileNames runs pull against a server whose segments have hostile
// names. All files are below --dir, each has a name of letters, digits and dashes,
// and each segment has one of its own.
func TestPullOfHostileNames(t *testing.T) {
	t.Parallel()
	const lists = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	segments, ids := map[string]string{}, []string{}
	for i, name := range hostileNames() {
		id := fmt.Sprintf("77777777-7777-4777-8777-%012d", i)
		quoted, err := json.Marshal(name)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
		segments[id] = fmt.Sprintf(`{"id":"%s","name":%s,"color":"#7cb7de","status":"done","created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z",
			"description":"","contact_list_ids":["%s"],"rules_json":{"any":[{"all":[{"kind":"field","field":"plan","operator":"equals","value":"pro"}]}]}}`, id, quoted, lists)
	}
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if one, ok := segments[filepath.Base(r.URL.Path)]; ok {
			_, _ = io.WriteString(w, one)
			return
		}
		var all []string
		for _, id := range ids {
			all = append(all, segments[id])
		}
		_, _ = fmt.Fprintf(w, `{"items":[%s],"pagination":{"page":1,"page_size":100,"total_count":%d,"total_pages":1}}`, strings.Join(all, ","), len(all))
	})
	root := t.TempDir()
	project := filepath.Join(root, "some", "project")
	if err := os.MkdirAll(filepath.Join(project, "segments"), 0o777); err != nil {
		t.Fatal(err)
	}
	var out, problems bytes.Buffer
	code := runAttack(attack{args: []string{"pull", "--lock", filepath.Join(project, "segc.lock"), "--dir", filepath.Join(project, "segments")}},
		streams{out: &out, err: &problems}, map[string]string{"SEGC_API_URL": url, "SEGC_API_KEY": siteKey})
	files := 0
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || name == filepath.Join(project, "segc.lock") {
			return err
		}
		stem, isRule := strings.CutSuffix(entry.Name(), ".seg")
		safe := isRule && stem != "" && stem[0] != '-' && tree.Portable(entry.Name()) == nil && stem == strings.ToLower(stem) && len(entry.Name()) <= 255
		for i, r := range stem {
			safe = safe && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-') && !inert.Hidden(stem, i)
		}
		if !safe || filepath.Dir(name) != filepath.Join(project, "segments") {
			t.Errorf("pull writes %q", name)
		}
		files++
		return nil
	})
	if err != nil || code != 0 || files != len(ids) {
		t.Errorf("%d files for %d segments, exit code %d, %v\n%s%s", files, len(ids), code, err, out.String(), problems.String())
	}
}

// TestPullOfUnportableEntries checks that pull makes no file under a name of the lock
// that Windows keeps none under, and that one that is there stays in use.
func TestPullOfUnportableEntries(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"CON.seg", "x:y.seg", `x\y.seg`, "sub/nul.seg", "con/a.seg", "dot./a.seg", "a?.seg"} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			if err := os.MkdirAll(filepath.Dir(filepath.Join(s.dir, file)), 0o777); err != nil {
				judges.Missing(t, "files", "%v", err)
			}
			name := s.write(file, ruleOf("My name", 1))
			s.deploy("apply", "--auto-approve").want(t, 0)
			s.deploy("pull").want(t, 0, "0 written")
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
			s.deploy("pull").want(t, 0, "my-name.seg written")
			if exists(name) || !exists(filepath.Join(s.dir, "my-name.seg")) || s.tie("my-name.seg").Name != "My name" {
				t.Errorf("the lock is\n%s", s.lockText())
			}
			s.deploy("pull").want(t, 0, "0 written")
		})
	}
}
