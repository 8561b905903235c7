package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/prose"
)

// kinds are the faults of a POST or PATCH.
var kinds = []string{"reset-before", "reset-after-write", "500", "500-after-write", "429=1s", "cut-body", "html", "slow=100ms"}

// TestFaultsOfSubmit checks that a segment is created once, no matter what
// happens to the request.
func TestFaultsOfSubmit(t *testing.T) {
	t.Parallel()
	for _, kind := range kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			name := s.write("a.seg", ruleOf("A", 1))
			s.fault("POST", kind)
			s.segc("compile", "--submit", "--wait", "--debug", name).want(t, 0, `"total_count": `, "built, ")
			if got := s.names(); got != "A" {
				t.Errorf("the segments are %s", got)
			}
			s.segc("compile", "--submit", name).want(t, 3, `the API has a segment called "A" already, `, "--allow-duplicate")
		})
	}
}

// TestFaultsOfApply checks that the segments become what the files say, each of
// them once, no matter what happens to the requests.
func TestFaultsOfApply(t *testing.T) {
	t.Parallel()
	for _, kind := range kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.write("a.seg", ruleOf("A", 1))
			s.write("b.seg", ruleOf("B", 1))
			s.fault("POST", kind)
			s.deploy("apply", "--auto-approve").want(t, 0, "2 segments changed")
			if got := s.names(); got != "A B" {
				t.Errorf("the segments are %s", got)
			}
			s.write("a.seg", ruleOf("A2", 2))
			s.fault("PATCH", kind)
			s.deploy("apply", "--auto-approve", "--force").want(t, 0, "1 segment changed")
			s.deploy("plan", "--detailed-exitcode").want(t, 0, "2 unchanged")
			s.fault("GET", kind)
			s.deploy("plan", "--detailed-exitcode").want(t, map[bool]int{true: 3, false: 0}[kind == "html"])
			if got := s.names(); got != "A2 B" {
				t.Errorf("the segments are %s", got)
			}
		})
	}
}

// TestUnreachable checks that exit code 3 says so, in every command.
func TestUnreachable(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"compile", "--submit", "FILE"},
		{"plan", "DEPLOY"},
		{"plan", "--detailed-exitcode", "DEPLOY"},
		{"apply", "--auto-approve", "DEPLOY"},
		{"pull", "DEPLOY"},
		{"catalog", "pull", "-o", "-"},
	} {
		for _, state := range []string{"gone", "wrong key", "not an API"} {
			t.Run(strings.Join(args, " ")+" "+state, func(t *testing.T) {
				t.Parallel()
				s := newSite(t)
				name := s.write("a.seg", ruleOf("A", 1))
				switch state {
				case "gone":
					closed := httptest.NewServer(http.NotFoundHandler())
					closed.Close()
					s.url = closed.URL
				case "wrong key":
					s.key = siteKey + "x"
				case "not an API":
					s.intercept(func(_ int, w http.ResponseWriter, r *http.Request) bool {
						_, _ = fmt.Fprintf(w, "<p>%s", r.Header.Get("X-API-Key"))
						return true
					})
				}
				var got outcome
				switch last := len(args) - 1; args[last] {
				case "DEPLOY":
					got = s.deploy(append(args[:last:last], "--debug")...)
				case "FILE":
					got = s.segc(append(args[:last:last], name, "--debug")...)
				default:
					got = s.segc(append(args[:len(args):len(args)], "--debug")...)
				}
				got.want(t, 3, "segc: the API: GET /api/v2/")
			})
		}
	}
}

// TestKeyIsHidden checks that not even a server that repeats the key brings it
// into what segc writes: newSite's runs look for it.
func TestKeyIsHidden(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	name := s.write("a.seg", ruleOf("A", 1))
	for _, status := range []int{400, 401, 403, 404, 422} {
		s.intercept(func(_ int, w http.ResponseWriter, r *http.Request) bool {
			key := r.Header.Get("X-API-Key")
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Retry-After", key)
			w.WriteHeader(status)
			_, _ = fmt.Fprintf(w, `{"detail":%q,"errors":{%q:["no: %%2B %s"]}}`, "the key "+key, key, strings.ReplaceAll(key, `"`, `\"`))
			return true
		})
		s.segc("compile", "--submit", "--debug", name).want(t, 3, "[key]")
		s.deploy("plan", "--debug").want(t, 3, "[key]")
	}
	says := prose.Open(t, "bad-addresses")
	for what, address := range map[string]string{
		"no URL":               "https://u:" + siteKey + "@h",
		"a password":           "https://u:" + url.PathEscape(siteKey) + "@h",
		"plain http":           "http://example.com/" + siteKey,
		"the key":              "https://example.com/" + siteKey,
		"the key with escapes": "https://example.com/" + url.PathEscape(siteKey),
		"a query":              "http://127.0.0.1:1/?" + siteKey,
	} {
		s.told(says, what, s.segc("compile", "--submit", "--api-url", address, name), 2)
		s.segc("compile", "--submit", "--dry-run", "--debug", "--api-url", "http://127.0.0.1:1", name).want(t, 0, "X-API-Key: (hidden)")
	}
	s.key = ""
	s.told(says, "no key", s.deploy("plan"), 2, "SEGC_API_KEY")
}

// TestPlainHTTP checks that the key travels in the open on this machine only.
func TestPlainHTTP(t *testing.T) {
	t.Parallel()
	says := prose.Open(t, "plain-http")
	s := newSite(t)
	s.write("a.seg", ruleOf("A", 1))
	s.url = "http://api.example.com"
	s.told(says, "plain http", s.deploy("plan"), 2, "api.example.com")
	s.url = "https://api.example.com/api/v2"
	s.told(says, "a path", s.deploy("plan"), 2, "/api/v2")
}

// TestKilled kills an apply when the API has done the third request of four,
// and checks that the next run does the rest, and nothing twice.
func TestKilled(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		judges.Missing(t, "signals", "there are no signals to send")
	}
	for _, kept := range []bool{false, true} {
		t.Run(fmt.Sprintf("saved plan %t", kept), func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			for _, name := range []string{"A", "B", "C", "D"} {
				s.write(strings.ToLower(name)+".seg", ruleOf(name, 1))
			}
			args := []string{"apply", "--auto-approve", "--lock", filepath.Join(s.dir, "segc.lock")}
			what := s.dir
			if kept {
				what = filepath.Join(s.dir, "plan.json")
				s.deploy("plan", "-o", what).want(t, 0)
			}
			args = append(args, what)
			var process *os.Process
			started := make(chan struct{})
			s.intercept(func(n int, _ http.ResponseWriter, r *http.Request) bool {
				if n != 3 || r.Method != http.MethodPost {
					return false
				}
				s.ask("POST", "/segments/", `{"name":"C","color":"#7cb7de","contact_list_ids":["0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"],"rules_json":{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}}`)
				<-started
				_ = process.Kill()
				panic(http.ErrAbortHandler)
			})
			cmd := exec.Command("segc", args...)
			cmd.Env = append(os.Environ(), "SEGC_API_URL="+s.url, "SEGC_API_KEY="+s.key)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			process = cmd.Process
			close(started)
			var failed *exec.ExitError
			if err := cmd.Wait(); !errors.As(err, &failed) || failed.ExitCode() != -1 {
				t.Fatalf("it was not killed: %v", err)
			}
			if got := s.names(); got != "A B C" {
				t.Fatalf("the segments are %s", got)
			}
			s.intercept(nil)
			s.segc(args...).want(t, 0, "1 segment changed")
			if got := s.names(); got != "A B C D" || s.countOf("POST") != 1 || s.countOf("PATCH") != 0 {
				t.Errorf("the segments are %s", got)
			}
			s.deploy("plan", "--detailed-exitcode").want(t, 0, "4 unchanged")
		})
	}
}

// TestSomeFail checks that one refusal does not keep the others from being done,
// and that it is shown at its place in the rule.
func TestSomeFail(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write("a.seg", ruleOf("A", 1))
	s.write("b.seg", strings.Replace(ruleOf("B", 1), "isp in", "planet = \"Mars\" and isp in", 1))
	s.write("c.seg", ruleOf("C", 1))
	got := s.deploy("apply", "--auto-approve")
	s.told(prose.Open(t, "some-fail"), "a column that no list has", got, 3, "b.seg:5:7: error[SEG801]: ", `"planet"`, "b.seg: not done: ")
	if got := s.names(); got != "A C" {
		t.Errorf("the segments are %s", got)
	}
	s.write("b.seg", ruleOf("B", 1))
	s.deploy("apply", "--auto-approve").want(t, 0, "1 segment changed")
}

// TestThousand holds how many requests a plan of a thousand unchanged segments
// spends: the pages of the list, and nothing else.
func TestThousand(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	n := long.Of(200, 1000)
	known := lock.New()
	for i := range n { // apply would write the lock a thousand times
		text := ruleOf(fmt.Sprintf("S%04d", i), i)
		file := filepath.Base(s.write(fmt.Sprintf("s%04d.seg", i), text))
		program, _ := segc.Load(t.Context(), text, segc.Options{})
		body, _, problems := bodyOf(t.Context(), program)
		if body == nil {
			t.Fatal(problems)
		}
		made := s.ask("POST", "/segments/", string(body.AppendJSON(nil, true)))
		updated, err := time.Parse(time.RFC3339Nano, fmt.Sprint(made["updated_at"]))
		if err != nil {
			t.Fatal(err)
		}
		known.Remotes[s.url] = append(known.Remotes[s.url], lock.Entry{
			File: file, ID: fmt.Sprint(made["id"]), Name: body.Name, Hash: plan.Hashes(body), Updated: plan.Stamp(updated),
		})
	}
	s.write("segc.lock", string(known.Format()))
	s.deploy("plan", "--detailed-exitcode").want(t, 0, fmt.Sprintf("%d unchanged", n))
	if len(s.requests) != n/100 {
		t.Errorf("%d requests: %s", len(s.requests), s.requests)
	}
}
