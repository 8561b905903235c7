package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
)

// TestServerOffersFiles checks which files an editor offers after `use`: those that a walk of the
// folder finds, from the folder of the file.
func TestServerOffersFiles(t *testing.T) {
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"catalog.seg": "", "club.seg": "", "rule.seg": "", "notes.txt": "", ".hidden.seg": "", ".git/HEAD": "ref",
		"shop/a.seg": "", "shop/deep/b.seg": "", "shop/old.seg": "", "drafts/c.seg": "", "shop/.segcignore": "old.seg",
		".segcignore": "drafts/\n",
	} {
		writeBelow(t, folder, name, text)
	}
	for name, target := range map[string]string{"linked.seg": "club.seg", "folder.seg": "shop"} {
		if err := os.Symlink(target, filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(folder)
	for _, c := range []struct{ file, text, want string }{
		{"rule.seg", `use ""`, `"catalog.seg" "club.seg" "linked.seg" "shop/"`},
		{"rule.seg", `use "c`, `"catalog.seg" "club.seg" "linked.seg" "shop/"`},
		{"rule.seg", `use "shop/`, `"shop/a.seg" "shop/deep/"`},
		{"rule.seg", `use "drafts/`, ``},
		{"rule.seg", `use "nowhere/`, ``},
		{"rule.seg", `use "../`, ``},
		{"shop/deep/b.seg", `use "../`, `"../a.seg" "../deep/"`},
		{"shop/deep/b.seg", `use "../../`, `"../../catalog.seg" "../../club.seg" "../../linked.seg" "../../rule.seg" "../../shop/"`},
	} {
		t.Run(c.file+" "+c.text, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				session := startLSP(t, folder)
				uri := "file://" + folder + "/" + c.file
				session.send(map[string]any{"method": "textDocument/didOpen", "params": map[string]any{"textDocument": map[string]any{"uri": uri, "version": 1, "text": c.text}}})
				result := session.ask("textDocument/completion", map[string]any{
					"textDocument": map[string]any{"uri": uri}, "position": lspPosition{0, len(strings.TrimSuffix(c.text, `""`)) + strings.Count(c.text, `""`)},
				})
				var list struct {
					Items []struct{ Label string }
				}
				if err := json.Unmarshal(result, &list); err != nil {
					t.Fatal(err)
				}
				var offered []string
				for _, item := range list.Items {
					offered = append(offered, item.Label)
				}
				if got := strings.Join(offered, " "); got != c.want {
					t.Errorf("offers %s, want %s", got, c.want)
				}
				session.stop()
			})
		})
	}
}
