package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/deploy/devserver"
	"github.com/segc-lang/segc/internal/test/prose"
)

// siteKey has what a URL and JSON write in another way.
const siteKey = `se"cret+/key`

// site is a folder of rules and a dev-server in this process.
type site struct {
	t    *testing.T
	dir  string
	url  string
	key  string
	root string // the address of the dev-server itself

	mu       sync.Mutex
	requests []string // method and path
	before   func(n int, w http.ResponseWriter, r *http.Request) (handled bool)
}

func newSite(t *testing.T) *site {
	t.Helper()
	return newSiteOf(t, devserver.Config{})
}

func newSiteOf(t *testing.T, config devserver.Config) *site {
	t.Helper()
	s := &site{t: t, dir: t.TempDir(), key: siteKey}
	config.Keys = append(config.Keys, siteKey)
	if config.Contacts == nil { // the sample has hundreds, and takes longer to read than most tests take
		config.Contacts = []byte(`{"columns":{"email":"anna@example.com"},"lists":["0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"]}` + "\n")
	}
	server, err := devserver.New(config)
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.requests = append(s.requests, r.Method+" "+r.URL.RequestURI())
		n := 0
		for _, request := range s.requests {
			if strings.HasPrefix(request, r.Method+" ") {
				n++
			}
		}
		before := s.before
		s.mu.Unlock()
		if before == nil || !before(n, w, r) {
			server.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(h.Close)
	s.url = h.URL
	quiet := httptest.NewServer(server)
	t.Cleanup(quiet.Close)
	s.root = quiet.URL
	return s
}

// fault makes the first request of a method fail.
func (s *site) fault(method, kind string) {
	s.intercept(func(n int, _ http.ResponseWriter, r *http.Request) bool {
		if n == 1 && r.Method == method {
			r.Header.Set(devserver.FaultHeader, kind)
		}
		return false
	})
}

// intercept sets what happens before a request reaches the server; n counts the
// requests of the method from now on.
func (s *site) intercept(before func(n int, w http.ResponseWriter, r *http.Request) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests, s.before = nil, before
}

func (s *site) write(name, text string) string {
	s.t.Helper()
	name = filepath.Join(s.dir, name)
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		s.t.Fatal(err)
	}
	return name
}

// listOfRules is the contact list of the segments that ruleOf returns.
const listOfRules = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"

// ruleOf is a segment for the contacts of a provider.
func ruleOf(name string, provider int) string {
	return fmt.Sprintf("segment %q\n  color \"#7cb7de\"\n  lists \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\n\nwhere isp in (%d)\n", name, provider)
}

// withOwnMemory adds to the environment of a run in this process what keeps the run
// from bounding the memory of the process, which all tests share.
func withOwnMemory(environment map[string]string) map[string]string {
	environment["GOGC"], environment["GOMEMLIMIT"] = "400", "off"
	return environment
}

type outcome struct {
	code     int
	out, err string
}

// segc runs the command. No run shows the key.
func (s *site) segc(args ...string) outcome {
	s.t.Helper()
	if slices.Contains(args, "--submit") && !slices.Contains(args, "--lock") {
		args = append(args, "--lock", filepath.Join(s.dir, "segc.lock")) // not beside the tests that run at the same time
	}
	var out, problems bytes.Buffer
	environment := withOwnMemory(map[string]string{"SEGC_API_URL": s.url, "SEGC_API_KEY": s.key})
	a := newApp(streams{strings.NewReader(""), &out, &problems}, func(name string) string { return environment[name] })
	a.clock = &fastClock{}
	code := a.run(args)
	o := outcome{code, out.String(), problems.String()}
	for _, form := range []string{siteKey, url.QueryEscape(siteKey), url.PathEscape(siteKey), `se\"cret`} {
		if strings.Contains(o.out+o.err, form) {
			s.t.Errorf("segc %s shows the key:\n%s%s", strings.Join(args, " "), o.out, o.err)
		}
	}
	return o
}

// deploy runs plan, apply or pull on the folder.
func (s *site) deploy(args ...string) outcome {
	s.t.Helper()
	args = append(args, "--lock", filepath.Join(s.dir, "segc.lock"))
	if args[0] == "pull" {
		return s.segc(append(args, "--dir", s.dir)...)
	}
	return s.segc(append(args, s.dir)...)
}

func (o outcome) want(t *testing.T, code int, texts ...string) {
	t.Helper()
	if o.code != code {
		t.Errorf("the exit code is %d, not %d\n%s%s", o.code, code, o.out, o.err)
	}
	for _, text := range texts {
		if !strings.Contains(o.out+o.err, text) {
			t.Errorf("there is no %q in\n%s%s", text, o.out, o.err)
		}
	}
}

// told keeps in a golden file what a run says. It checks the exit code, and that the text has the data.
func (s *site) told(book *prose.Book, key string, o outcome, code int, data ...string) {
	s.t.Helper()
	o.want(s.t, code, data...)
	book.Add(s.t, key, s.plain(o.out+o.err))
}

var (
	anyID     = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)
	anyHash   = regexp.MustCompile(`\b[0-9a-f]{64}\b`)
	backslash = regexp.MustCompile(`(\w)\\([\w.])`)
)

// plain writes names in the place of what is another one in each run: the folder, ids, hashes and the
// address.
func (s *site) plain(text string) string {
	text = strings.NewReplacer(s.dir+string(filepath.Separator), "", s.dir, "DIR", s.url, "URL", strings.Replace(s.url, "127.0.0.1", "localhost", 1), "URL").Replace(text)
	if filepath.Separator == '\\' {
		text = backslash.ReplaceAllString(text, "$1/$2")
	}
	text = anyHash.ReplaceAllString(text, "HASH")
	return anyID.ReplaceAllStringFunc(text, func(id string) string {
		if id == listOfRules {
			return "LIST"
		}
		return "ID"
	})
}

// ask sends a request to the dev-server as somebody else would.
func (s *site) ask(method, path, body string) map[string]any {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.root+"/api/v2"+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("X-API-Key", siteKey)
	r.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var answer map[string]any
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil || response.StatusCode != http.StatusOK {
		s.t.Fatalf("%s %s: %d %v %v", method, path, response.StatusCode, answer, err)
	}
	return answer
}

// names returns the names of the segments, sorted.
func (s *site) names() string {
	s.t.Helper()
	var names []string
	items, _ := s.ask("GET", "/segments/?order_by=name&ordering=asc&page_size=1000", "")["items"].([]any)
	for _, item := range items {
		segment, _ := item.(map[string]any)
		names = append(names, fmt.Sprint(segment["name"]))
	}
	return strings.Join(names, " ")
}

// countOf returns how many requests of a method there were.
func (s *site) countOf(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, request := range s.requests {
		if strings.HasPrefix(request, method+" ") {
			n++
		}
	}
	return n
}

// fastClock is a clock on which every wait is over at once.
type fastClock struct {
	mu     sync.Mutex
	waited time.Duration
}

func (c *fastClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.waited)
}

func (c *fastClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waited += d
	return ctx.Err()
}
