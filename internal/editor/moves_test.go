package editor_test

import (
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/editor"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestMoveUses moves files and folders, and shows what the paths become.
func TestMoveUses(t *testing.T) {
	for _, c := range []struct{ name, use, from, to, want string }{
		{"rule.seg", "catalog.seg", "catalog.seg", "shop/catalog.seg", "shop/catalog.seg"},
		{"rule.seg", "catalog.seg", "rule.seg", "shop/rule.seg", "../catalog.seg"},
		{"shop/rule.seg", "../catalog.seg", "shop/rule.seg", "rule.seg", "catalog.seg"},
		{"shop/rule.seg", "catalog.seg", "shop", "store", "catalog.seg"},
		{"rule.seg", "shop/catalog.seg", "shop", "store", "store/catalog.seg"},
		{"a/b/rule.seg", "../c/catalog.seg", "a/b", "a/c/d", "../catalog.seg"},
		{"rule.seg", "shop/catalog.seg", "shop/cat", "store", "shop/catalog.seg"},
		{"rule.seg", "./catalog.seg", "catalog.seg", "b.seg", "b.seg"},
		{"rule.seg", "./catalog.seg", "other.seg", "b.seg", "./catalog.seg"},
		{"rule.seg", "/catalog.seg", "catalog.seg", "b.seg", "/catalog.seg"},
		{"rule.seg", "../catalog.seg", "rule.seg", "a/rule.seg", "../catalog.seg"},
		{"rule.seg", "a.seg", "a.seg", `"b.seg`, `\"b.seg`},
	} {
		text := "use \"" + c.use + "\" # x\nwhere opened\n"
		s := editor.Load(t.Context(), text, editor.Options{Name: c.name})
		edits := s.MoveUses([]editor.Move{{From: c.from, To: c.to}})
		for _, e := range edits {
			text = text[:e.Span.Start] + e.Text + text[e.Span.End:]
		}
		if want := "use \"" + c.want + "\" # x\nwhere opened\n"; text != want {
			t.Errorf("%s uses %s, and %s moves to %s: %q, not %q", c.name, c.use, c.from, c.to, text, want)
		}
	}
}

// TestMovedFilesReadTheSame moves files and folders at random: after the edits, every file reads what it
// read before.
func TestMovedFilesReadTheSame(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6)) //nolint:gosec // the same every time
	folders := []string{"", "a/", "a/b/", "c/"}
	for range long.Of(100, 1000) {
		files := segc.Files{}
		var names []string
		for i := range 6 {
			name := fmt.Sprintf("%sf%d.seg", folders[random.IntN(len(folders))], i)
			var text strings.Builder
			for _, other := range names {
				if random.IntN(2) == 0 {
					up := strings.Repeat("../", strings.Count(name, "/"))
					fmt.Fprintf(&text, "use %q\n", up+other)
				}
			}
			fmt.Fprintf(&text, "let p%d = opened\n", i)
			files[name], names = text.String(), append(names, name)
		}
		move := editor.Move{From: names[random.IntN(len(names))], To: folders[random.IntN(len(folders))] + "moved.seg"}
		if random.IntN(2) == 0 {
			move = editor.Move{From: "a", To: []string{"d", "c/e", "d/e/f"}[random.IntN(3)]}
		}
		where := func(name string) string {
			if below, ok := strings.CutPrefix(name, move.From); ok && (below == "" || below[0] == '/') {
				return path.Join(move.To, below)
			}
			return name
		}
		after := segc.Files{}
		for _, name := range names {
			text := files[name]
			for _, e := range slices.Backward(editor.Load(t.Context(), text, editor.Options{Name: name, Files: files}).MoveUses([]editor.Move{move})) {
				text = text[:e.Span.Start] + e.Text + text[e.Span.End:]
			}
			after[where(name)] = text
		}
		for _, name := range names {
			before := editor.Load(t.Context(), files[name], editor.Options{Name: name, Files: files})
			now := editor.Load(t.Context(), after[where(name)], editor.Options{Name: where(name), Files: after})
			var want []string
			for _, read := range before.Reads() {
				want = append(want, where(read))
			}
			slices.Sort(want)
			if before.HasErrors() || now.HasErrors() || !slices.Equal(now.Reads(), want) {
				t.Fatalf("%s reads %q, not %q, after %v:\n%s", name, now.Reads(), want, move, after[where(name)])
			}
		}
	}
}
