package embedder

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/segc-lang/segc"
)

// sampleTexts returns rules that compile, and some that do not.
func sampleTexts() []string {
	all := []string{"", "opened", "status = \"subscribed\" and", "let a = b\nlet b = a\nwhere a", "plan = \"por\" and status = \"subscribed\""}
	for days := range 10 {
		all = append(all,
			fmt.Sprintf("status = \"subscribed\" and opened in last %dd", days+1),
			fmt.Sprintf("status = \"subscribed\" and plan = \"pro\" and (clicked in last %dd or größe > %d)", days+1, days),
			fmt.Sprintf("status = \"subscribed\" and isp in (gmail, %d) and not list in (newsletter)", days+1))
	}
	return all
}

// TestConcurrentAnswers checks that 200 requests at once, through a network, get the
// answers that they get one by one.
func TestConcurrentAnswers(t *testing.T) {
	s := service(t)
	s.gate, s.deadline = newGate(runtime.GOMAXPROCS(0), 200), time.Minute
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	texts := sampleTexts()
	paths := []string{"/compile", "/problems", "/explain", "/diff", "/final", "/complete"}
	request := func(i int) (string, Request) {
		return paths[i%len(paths)], Request{Version: i, Text: texts[i%len(texts)], Editor: Editor{
			Paused: i%4 == 0, Line: 1, Column: 1 + i%20, Segment: "e9b0c7a2-6f0c-4a5e-9a55-3a1b8f6f7f10",
			Name: "Name", Color: "#7cb7de", Lists: []string{"newsletter"},
		}}
	}
	const requests = 200
	var want [requests]string
	alone := service(t).Handler()
	for i := range requests {
		path, q := request(i)
		answer := post(t, alone, path, q)
		want[i] = fmt.Sprint(answer.Code, " ", answer.Body)
	}
	var group sync.WaitGroup
	for i := range requests {
		group.Go(func() {
			path, q := request(i)
			if got := over(t, server, path, q); got != want[i] {
				t.Errorf("%s %q: got %s, expected %s", path, q.Text, got, want[i])
			}
		})
	}
	group.Wait()
}

// over sends a request to a server, and returns the status and the body.
func over(t *testing.T, server *httptest.Server, path string, request Request) string {
	answer, err := server.Client().Post(server.URL+path, "application/json", strings.NewReader(asJSON(request)))
	if err != nil {
		t.Error(err)
		return ""
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Error(err)
	}
	return fmt.Sprint(answer.StatusCode, " ", string(body))
}

// TestOverload checks that a service that is full says so at once, and serves again
// afterwards.
func TestOverload(t *testing.T) {
	s := service(t)
	s.gate = newGate(1, 2)
	handler := s.Handler()
	const rule = "status = \"subscribed\""
	busy, leave := make(chan struct{}), make(chan struct{})
	go s.gate.do(t.Context(), func() {
		close(busy)
		<-leave
	})
	<-busy
	var waiting sync.WaitGroup
	codes := make(chan int, 2)
	for range 2 {
		waiting.Go(func() { codes <- post(t, handler, "/compile", Request{Text: rule}).Code })
	}
	for len(s.gate.inside) < cap(s.gate.inside) {
		runtime.Gosched()
	}
	for range 50 {
		answer := post(t, handler, "/compile", Request{Text: rule})
		if answer.Code != http.StatusServiceUnavailable || answer.Header().Get("Retry-After") == "" {
			t.Fatalf("a full service answers %d %v", answer.Code, answer.Header())
		}
	}
	close(leave)
	waiting.Wait()
	for range 2 {
		if code := <-codes; code != http.StatusOK {
			t.Errorf("a request that waited got %d", code)
		}
	}
	if code := post(t, handler, "/compile", Request{Text: rule}).Code; code != http.StatusOK {
		t.Errorf("after the overload, the service answers %d", code)
	}
	if len(s.gate.inside)+len(s.gate.working) > 0 {
		t.Error("places are lost")
	}
}

// TestPlaces checks that no more calls work at a time than there are places.
func TestPlaces(t *testing.T) {
	gate := newGate(3, 100)
	var working, done atomic.Int32
	var group sync.WaitGroup
	for range 100 {
		group.Go(func() {
			gate.do(t.Context(), func() {
				if n := working.Add(1); n > 3 {
					t.Errorf("%d work at a time", n)
				}
				runtime.Gosched()
				working.Add(-1)
				done.Add(1)
			})
		})
	}
	group.Wait()
	if done.Load() != 100 {
		t.Errorf("%d of 100 were done", done.Load())
	}
	if got := places(); got < 1 || got > runtime.GOMAXPROCS(0) {
		t.Errorf("there are %d places", got)
	}
}

// TestDeadline checks that every request whose time is up gets a 503, wherever it was.
func TestDeadline(t *testing.T) {
	s := service(t)
	heavy := heavyRule()
	for _, path := range []string{"/compile", "/explain", "/diff", "/final"} {
		for _, limit := range []time.Duration{time.Nanosecond, 5 * time.Millisecond} {
			s.deadline = limit
			start := time.Now()
			answer := post(t, s.Handler(), path, Request{Text: heavy, Editor: Editor{Segment: "e9b0c7a2-6f0c-4a5e-9a55-3a1b8f6f7f10"}})
			if answer.Code != http.StatusServiceUnavailable || answer.Header().Get("Retry-After") == "" {
				t.Errorf("%s after %v: the answer is %d %.200s", path, limit, answer.Code, answer.Body)
			}
			if took := time.Since(start); took > 5*time.Second { // the machine may be busy
				t.Errorf("%s: it took %v", path, took)
			}
		}
	}
	s.deadline = time.Minute
	s.gate = newGate(1, 1)
	s.gate.working <- struct{}{}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if s.gate.do(ctx, func() { t.Error("work without a place") }) {
		t.Error("a context that has ended gets a place")
	}
}

// heavyRule returns a rule that takes a hundred milliseconds or more.
func heavyRule() string {
	const parts = 120
	var b strings.Builder
	b.WriteString("status = \"subscribed\"")
	for i := range parts {
		fmt.Fprintf(&b, " and (orders = %d or opened >= %d in last %dd and größe > %d)", i%7, i%5+1, i*3%parts+1, i*5%parts)
	}
	return b.String()
}

// TestCacheIsBounded checks that many catalogs do not fill the memory.
func TestCacheIsBounded(t *testing.T) {
	const limit, catalogs = 2 << 20, 400
	options := segc.Options{Use: []string{"catalog.seg"}, Cache: &segc.Cache{MaxBytes: limit}}
	var all strings.Builder
	for i := range 200 {
		fmt.Fprintf(&all, "list list_%d = \"0fd3d5b4-1c0a-4e91-8a4f-%012x\"\n", i, i)
	}
	before := live()
	for i := range catalogs {
		options.Files = segc.Files{"catalog.seg": fmt.Sprintf("isp own = %d\n%s", i+1, all.String())}
		result, list := segc.Compile(t.Context(), "isp = own and list in (list_7)", options)
		if result == nil {
			t.Fatal(list.Err())
		}
	}
	if grown := live() - before; grown > 2*limit {
		t.Errorf("after %d catalogs, %d bytes more are in use; the cache may have %d", catalogs, grown, limit)
	}
	runtime.KeepAlive(options)
}

// live returns the bytes that are in use after a collection.
func live() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
