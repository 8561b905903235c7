package client_test

import (
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/long"
)

// TestMemoryWhilePaging checks that a list of any length takes the memory of a
// page or two.
func TestMemoryWhilePaging(t *testing.T) {
	const pageSize = 100
	pages := long.Of(100, 200)
	w := connect(t, serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, err := strconv.Atoi(r.URL.Query().Get("page"))
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		ids := make([]int, pageSize)
		for i := range ids {
			ids[i] = page*pageSize + i
		}
		says(200, strings.ReplaceAll(pageJSON(page, pages*pageSize, pages, ids...), "@example.com", strings.Repeat("x", 500)))(w, r)
	})), newClock())
	var early uint64
	n := 0
	for _, err := range w.SegmentContacts(t.Context(), listID, "") {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 20*pageSize {
			early = heap(w)
		}
	}
	const slack = 2 << 20 // of the 4 MiB or more that the other pages have
	if late := heap(w); n != pages*pageSize || late > early+slack {
		t.Errorf("%d contacts; after 20 pages there are %d bytes, after all %d", n, early, late)
	}
}

// heap returns how many bytes are in use, apart from what the test itself keeps.
func heap(w *world) uint64 {
	w.mu.Lock()
	w.events, w.traces = nil, nil
	w.mu.Unlock()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
