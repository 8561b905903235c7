package lsp

import (
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/segc-lang/segc/internal/test/long"
)

// TestHeapStays checks that a session does not grow with what was typed in it: after ten times as many
// keys, it holds at most a tenth more.
func TestHeapStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := start(t, newDisk(map[string]string{"/w/catalog.seg": catalogText, "/w/r.seg": ruleText}), setup{folders: []string{"/w"}})
		e.open("/w/r.seg")
		e.rest()
		keys := func(n int) uint64 {
			for i := range n {
				switch i % 4 {
				case 0, 1:
					e.replace("/w/r.seg", 0, 0, "#")
				default:
					e.replace("/w/r.seg", 0, 1, "")
				}
				pause := 50 * time.Millisecond
				if i%100 == 0 {
					pause = time.Second
				}
				time.Sleep(pause)
			}
			e.rest()
			e.lock.Lock()
			e.events, e.history = nil, nil // the client keeps them
			e.lock.Unlock()
			runtime.GC()
			runtime.GC()
			var memory runtime.MemStats
			runtime.ReadMemStats(&memory)
			return memory.HeapAlloc
		}
		few := long.Of(400, 3600)
		before := keys(few)
		if after := keys(9 * few); after > before+before/10 {
			t.Errorf("%d bytes are held after %d keys, and %d after %d", before, few, after, 10*few)
		}
		e.stop()
	})
}
