package client

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// TestListsAreBounded checks that a list ends before it fills the memory.
func TestListsAreBounded(t *testing.T) {
	t.Parallel()
	for field, p := range map[string]page[Summary]{
		"items":                  {totalCount: -1, totalPages: 9, items: make([]Summary, 1), ids: []string{""}, kept: maxListKept/4 + 1},
		"pagination.total_count": {totalCount: maxListItems + 1, totalPages: 9},
		"pagination.total_pages": {totalCount: -1, totalPages: maxListPages + 1},
	} {
		r := reading[Summary]{pages: map[string]int{}}
		var wrong *fieldError
		number := 0
		for wrong == nil && number < 5 {
			number++
			p.ids = []string{fmt.Sprint(number)}[:len(p.items)]
			_, wrong = r.add(p, number, "items")
		}
		if wrong == nil || wrong.field != field || field == "items" && number != 4 {
			t.Errorf("%s: %v after %d pages", field, wrong, number)
		}
	}
}

// TestListsAreWeighed checks that what a page is said to take is no less than
// what it takes, whatever it is full of. It does not run beside others, since it
// looks at the heap.
func TestListsAreWeighed(t *testing.T) {
	for name, member := range map[string]string{
		"short names": `"name":"x"`,
		"long names":  `"name":"` + strings.Repeat("n", maxName) + `"`,
		"broken text": `"name":"` + strings.Repeat("\xff", maxName/3) + `"`,
		"colors":      `"name":"x","color":"` + strings.Repeat("c", maxName) + `"`,
		"members":     `"name":"x"` + strings.Repeat(`,"x":[1]`, 500),
	} {
		var body strings.Builder
		body.WriteString(`{"pagination":{"total_pages":1,"total_count":2000},"items":[`)
		for i := range 2000 {
			if i > 0 {
				body.WriteByte(',')
			}
			fmt.Fprintf(&body, `{"id":"%08x-0000-4000-8000-000000000000",%s,"status":"PENDING"}`, i, member)
		}
		body.WriteString("]}")
		text := []byte(body.String())
		before := inUse()
		p, wrong := listing[Summary]{items: "items", item: summaryItem}.read(text)
		if wrong != nil {
			t.Fatalf("%s: %v", name, wrong)
		}
		r := reading[Summary]{pages: map[string]int{}}
		if _, wrong := r.add(p, 1, "items"); wrong != nil {
			t.Fatalf("%s: %v", name, wrong)
		}
		kept := r.kept
		p = page[Summary]{} // only what the list keeps counts
		if took := inUse() - before; took > kept {
			t.Errorf("%s: %d bytes are in use, but %d were counted", name, took, kept)
		}
		runtime.KeepAlive(r)
		runtime.KeepAlive(text)
	}
}

func inUse() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
