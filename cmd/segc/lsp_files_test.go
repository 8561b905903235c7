package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
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

// TestServerRenamesIgnored checks that a new name also changes the rules that `.segcignore` names, and no
// hidden ones, and that a rule that is too large is shown as one.
func TestServerRenamesIgnored(t *testing.T) {
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	const user = "where mailable\n"
	for name, text := range map[string]string{
		"catalog.seg": "let mailable = status = \"subscribed\"\n", "rule.seg": "use \"catalog.seg\"\n" + user,
		"old/a.seg": "use \"../catalog.seg\"\n" + user, "drafts/deep/b.seg": "use \"../../catalog.seg\"\n" + user, ".hidden/c.seg": "use \"../catalog.seg\"\n" + user,
		"drafts/.segcignore": "deep/\n", ".segcignore": "/old/a.seg\n", "large.seg": "where x\n" + strings.Repeat("# a long line of a comment\n", 45_000),
	} {
		writeBelow(t, folder, name, text)
	}
	t.Chdir(folder)
	synctest.Test(t, func(t *testing.T) {
		session := startLSP(t, folder)
		uri := "file://" + folder + "/catalog.seg"
		session.send(map[string]any{"method": "textDocument/didOpen", "params": map[string]any{"textDocument": map[string]any{"uri": uri, "version": 1, "text": "let mailable = status = \"subscribed\"\n"}}})
		time.Sleep(time.Minute)
		result := session.ask("textDocument/rename", map[string]any{"textDocument": map[string]any{"uri": uri}, "position": lspPosition{0, 5}, "newName": "reachable"})
		var edit struct{ Changes map[string]any }
		if err := json.Unmarshal(result, &edit); err != nil {
			t.Fatal(err)
		}
		var names []string
		for changed := range edit.Changes {
			names = append(names, nameIn(folder, changed))
		}
		slices.Sort(names)
		if got, want := strings.Join(names, " "), "catalog.seg drafts/deep/b.seg old/a.seg rule.seg"; got != want {
			t.Errorf("a new name changes %s, want %s", got, want)
		}
		if shown := session.problems(folder)["large.seg"]; len(shown) != 1 || !strings.Contains(shown[0], "has more than 1 MiB") {
			t.Errorf("large.seg shows %v", shown)
		}
		session.stop()
	})
}
