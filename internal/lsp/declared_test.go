package lsp

import (
	"encoding/json"
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// TestSymbolsAtOnce checks that what the files of a folder declare is known right after the start, before
// their checks have ended, and that it is the same afterwards.
func TestSymbolsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		files := map[string]string{"/w/sub/own.seg": "let own = opened"}
		for i := range 60 {
			files[fmt.Sprintf("/w/%02d.seg", i)] = fmt.Sprintf("use \"catalog.seg\"\nlet part%02d = mailable\nwhere part%02d", i, i)
		}
		files["/w/catalog.seg"] = catalogText
		d := newDisk(files)
		d.slow = 20 * time.Millisecond
		e := launch(t, d, setup{})
		e.initialize(setup{folders: []string{"/w", "/w/sub"}})
		e.notify("initialized", map[string]any{})
		ask := func() []workspaceSymbol {
			id := e.ask("workspace/symbol", map[string]string{"query": "part"})
			for {
				time.Sleep(100 * time.Millisecond)
				synctest.Wait()
				if m, ok := e.answer(id); ok {
					var list []workspaceSymbol
					if err := json.Unmarshal(m.Result, &list); err != nil {
						t.Fatal(err)
					}
					return list
				}
			}
		}
		early := ask()
		time.Sleep(time.Minute)
		synctest.Wait()
		late := ask()
		if len(early) != 60 || fmt.Sprint(early) != fmt.Sprint(late) {
			t.Errorf("%d symbols at the start, %d afterwards", len(early), len(late))
		}
		e.stop()
	})
}
