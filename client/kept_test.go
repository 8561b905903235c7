package client

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestListsAreBounded checks that a list ends before it fills the memory.
func TestListsAreBounded(t *testing.T) {
	t.Parallel()
	for field, p := range map[string]page[Summary]{
		"items":                  {totalCount: -1, totalPages: 9, items: make([]Summary, 1), ids: []string{""}, kept: maxListKept/4 + 1},
		"pagination.total_count": {totalCount: maxListItems + 1, totalPages: 9},
		"pagination.total_pages": {totalCount: -1, totalPages: maxListPages + 1},
	} {
		r := reading[Summary]{pages: map[string]int{}, most: maxListKept}
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

// TestListsAreWeighed checks that the size counted for a page is at least the
// memory that it takes, for all kinds of content. It does not run in parallel,
// since it looks at the heap.
func TestListsAreWeighed(t *testing.T) {
	items := long.Of(400, 2000)
	for name, member := range map[string]string{
		"short names": `"name":"x"`,
		"long names":  `"name":"` + strings.Repeat("n", maxName) + `"`,
		"broken text": `"name":"` + strings.Repeat("\xff", maxName/3) + `"`,
		"colors":      `"name":"x","color":"` + strings.Repeat("c", maxName) + `"`,
		"members":     `"name":"x"` + strings.Repeat(`,"x":[1]`, 500),
	} {
		var body strings.Builder
		body.WriteString(`{"pagination":{"total_pages":1,"total_count":2000},"items":[`)
		for i := range items {
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
		r := reading[Summary]{pages: map[string]int{}, most: maxListKept}
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

// TestListHoldsItsLimit lists the segments of a server that never ends its list,
// with a limit of 8 MiB instead of 512 MiB, since that would take minutes. At
// every request, the memory in use is at most the limit. Reading an answer takes
// more memory on top of that, up to a limit of its own, which does not depend on
// the list. The test does not run in parallel, since it looks at the heap.
func TestListHoldsItsLimit(t *testing.T) {
	limit, slack := int64(long.Of(3, 8)<<20), int64(2<<20)
	for name, item := range map[string]string{
		"long names": `{"id":"%08x-0000-4000-8000-000000000000","status":"PENDING","name":"` + strings.Repeat("n", maxName) + `"}`,
		"much else":  `{"id":"%08x-0000-4000-8000-000000000000","status":"PENDING","name":"x","color":"` + strings.Repeat("c", maxName/2) + `","other":"` + strings.Repeat("o", maxName/2) + `"}`,
	} {
		const items = 250 // 1 MiB
		before, most, requests := inUse(), int64(0), 0
		c, err := New(Options{BaseURL: "http://127.0.0.1", Key: "key-of-tests", HTTPClient: &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			most = max(most, inUse()-before)
			var body bytes.Buffer
			body.WriteString(`{"pagination":{"total_pages":10000,"total_count":1000000},"items":[`)
			for i := range items {
				if i > 0 {
					body.WriteByte(',')
				}
				fmt.Fprintf(&body, item, requests*items+i)
			}
			body.WriteString("]}")
			requests++
			return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(&body), Request: r}, nil
		})}})
		if err != nil {
			t.Fatal(err)
		}
		c.maxListKept = limit
		var last error
		for _, err := range c.ListSegments(t.Context(), ListOptions{}) {
			last = err
		}
		if last == nil || !prose.Names(last.Error(), fmt.Sprintf("%d MiB", limit>>20)) || requests < 3 || requests > 50 {
			t.Errorf("%s: %v after %d requests", name, last, requests)
		}
		if most > limit+slack {
			t.Errorf("%s: %d MiB are in use, but the limit is %d MiB", name, most>>20, limit>>20)
		}
		t.Logf("%s: %d requests, %d MiB in use", name, requests, most>>20)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func inUse() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
