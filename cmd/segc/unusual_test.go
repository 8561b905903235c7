package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/deploy/devserver"
	"github.com/segc-lang/segc/internal/test/long"
)

// unusualAnswers are the faults that change what answers look like.
var unusualAnswers = []string{
	"clock=-4s", "clock=4s", "clock=local", "clock=constant", "clock=epoch", "unordered", "extra-members", "nulls", "empty-campaigns",
	"unordered, clock=constant", "nulls, extra-members, clock=epoch, unordered",
}

// drifts are the ways in which a list changes between two of its pages.
var drifts = []string{"drift=delete", "drift=insert", "drift=repeat", "drift=reorder"}

// unusual makes every answer look unusual, and the first request of a method
// fail in the way of a failure, if that is not empty.
func (s *site) unusual(faults, method, failure string) {
	s.intercept(func(n int, _ http.ResponseWriter, r *http.Request) bool {
		header := faults
		if n == 1 && r.Method == method && failure != "" {
			header += ", " + failure
		}
		r.Header.Set(devserver.FaultHeader, header)
		return false
	})
}

// drift lets lists drift so many times, each before a page after the first, and
// makes the first POST fail in the way of a failure, if that is not empty.
func (s *site) drift(kind string, times int, failure string) {
	var mu sync.Mutex
	s.intercept(func(n int, _ http.ResponseWriter, r *http.Request) bool {
		mu.Lock()
		defer mu.Unlock()
		page, _ := strconv.Atoi(r.URL.Query().Get("page"))
		switch {
		case page > 1 && times > 0:
			times--
			r.Header.Set(devserver.FaultHeader, kind)
		case n == 1 && r.Method == http.MethodPost && failure != "":
			r.Header.Set(devserver.FaultHeader, failure)
		}
		return false
	})
}

// somebody creates a segment as somebody else would, with the body of ruleOf or
// with rules of its own.
func (s *site) somebody(name string, rules ...string) string {
	s.t.Helper()
	conditions := `{"kind":"isp","operator":"in","values":[1]}`
	if len(rules) > 0 {
		conditions = strings.Join(rules, ",")
	}
	made := s.ask("POST", "/segments/", fmt.Sprintf(`{"name":%q,"color":"#7cb7de","contact_list_ids":["0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"],`+
		`"rules_json":{"any":[{"all":[%s]}]}}`, name, conditions))
	return fmt.Sprint(made["id"])
}

// ticking is a clock that is a minute later each time: what was there before is
// older than any rounding of times.
func ticking() func() time.Time {
	var mu sync.Mutex
	now := time.Now().Add(-24 * time.Hour)
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Minute)
		return now
	}
}

// mixed is a rule with everything that an API may write in another way: no
// value, no window, no campaigns.
func mixed(name string) string {
	return strings.Replace(ruleOf(name, 1), "where isp", "where plan is null and opened and not clicked in last 30d and not bounced and isp", 1)
}

// posts are what may happen to the first POST.
var posts = []string{"", "reset-after-write", "500-after-write", "cut-body", "reset-before"}

// TestUnusualSubmit checks that a segment is created once, no matter what
// answers look like and what happens to the request, also if there are older
// segments that the search finds and an older twin.
func TestUnusualSubmit(t *testing.T) {
	t.Parallel()
	for i, faults := range unusualAnswers {
		for j, post := range posts {
			if !sampled(i+j, len(posts)) {
				continue
			}
			t.Run(faults+" "+post, func(t *testing.T) {
				t.Parallel()
				s := newSiteOf(t, devserver.Config{Now: ticking()})
				want := "A"
				for i := range 12 {
					s.somebody(fmt.Sprintf("A%02d", i))
					want += fmt.Sprintf(" A%02d", i)
				}
				name := s.write("a.seg", mixed("A"))
				s.unusual(faults, http.MethodPost, post)
				s.segc("compile", "--submit", name).want(t, 0, `"id": `)
				if got := s.names(); got != want {
					t.Errorf("the segments are %s", got)
				}
				s.unusual(faults, http.MethodPost, "")
				s.segc("compile", "--submit", name).want(t, 3, `the API has a segment called "A" already, `)

				s.unusual(faults, http.MethodPost, post) // a second one, on purpose
				s.segc("compile", "--submit", "--allow-duplicate", name).want(t, 0, `"id": `)
				if got := s.names(); got != "A "+want {
					t.Errorf("with a twin, the segments are %s", got)
				}
			})
		}
	}
}

// TestUnusualApply checks that segments become what the files say, each of them
// once, no matter what answers look like and what happens to the request, and
// that a plan finds nothing to do afterward.
func TestUnusualApply(t *testing.T) {
	t.Parallel()
	for i, faults := range unusualAnswers {
		for j, post := range posts[:3] {
			if !sampled(i+j, 3) {
				continue
			}
			t.Run(faults+" "+post, func(t *testing.T) {
				t.Parallel()
				s := newSiteOf(t, devserver.Config{Now: ticking()})
				for i := range 12 {
					s.somebody(fmt.Sprintf("N%02d", i))
				}
				want := s.names()
				s.write("there.seg", ruleOf("N07", 1)) // is there already, in another hand
				s.write("new.seg", mixed("N"))
				s.write("other.seg", mixed("O"))
				s.unusual(faults, http.MethodPost, post)
				s.deploy("apply", "--auto-approve").want(t, 0, "2 segments changed")
				if got := s.names(); got != "N "+want+" O" {
					t.Errorf("the segments are %s", got)
				}
				s.unusual(faults, "", "")
				s.deploy("plan", "--detailed-exitcode").want(t, 0, "3 unchanged")
				if s.countOf("POST")+s.countOf("PATCH") > 0 {
					t.Errorf("a plan changes things: %s", s.requests)
				}
				s.write("new.seg", strings.Replace(mixed("N"), "30d", "60d", 1))
				s.unusual(faults, http.MethodPatch, post)
				s.deploy("apply", "--auto-approve", "--force").want(t, 0, "1 segment changed")
				s.unusual(faults, "", "")
				s.deploy("plan", "--detailed-exitcode").want(t, 0, "3 unchanged")
				s.deploy("pull").want(t, 0, " refused")
				if files, _ := filepath.Glob(filepath.Join(s.dir, "*.seg")); len(files) != 14 {
					t.Errorf("pull leaves %s", files)
				}
				s.deploy("plan", "--detailed-exitcode").want(t, 0, "14 unchanged")
				if got := s.names(); got != "N "+want+" O" {
					t.Errorf("in the end the segments are %s", got)
				}
			})
		}
	}
}

// TestUncertain checks that what cannot be known has exit code 3 and leads to no
// second POST: the segment that is new may be what the POST has made, or not.
func TestUncertain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ rules, post, says string }{
		{`{"kind":"isp","operator":"in","values":[2]}`, "reset-before", " may be it, but differs from what was sent"},
		{`{"kind":"isp","operator":"in","values":[2]}`, "500", " may be it, but differs from what was sent"},
		{`{"kind":"isp","operator":"in","values":[1]}`, "reset-after-write", " are both new and have the body that was sent"},
		{`{"kind":"isp","operator":"in","values":[1]}`, "cut-body", " are both new and have the body that was sent"},
	} {
		for _, args := range [][]string{{"compile", "--submit", "FILE"}, {"apply", "--auto-approve"}} {
			s := newSite(t)
			name := s.write("a.seg", ruleOf("A", 1))
			s.intercept(func(n int, _ http.ResponseWriter, r *http.Request) bool {
				if n == 1 && r.Method == http.MethodPost {
					s.somebody("A", c.rules)
					r.Header.Set(devserver.FaultHeader, c.post)
				}
				return false
			})
			if args[0] == "apply" {
				s.deploy(args...).want(t, 3, c.says, "0 segments changed, 1 not done")
			} else {
				s.segc("compile", "--submit", name).want(t, 3, "segc: the API: POST ", "it is not known whether this was done: ", c.says)
			}
			if n := s.countOf("POST"); n != 1 {
				t.Errorf("%s: %d POSTs", c.post, n)
			}
		}
	}
}

// TestUnusualPull checks that segments that were created elsewhere are pulled,
// no matter what answers look like, and that pull writes exactly those
// segments.
func TestUnusualPull(t *testing.T) {
	t.Parallel()
	for _, faults := range unusualAnswers {
		t.Run(faults, func(t *testing.T) {
			t.Parallel()
			s := newSiteOf(t, devserver.Config{Now: ticking()})
			id := s.somebody("A", `{"kind":"field","field":"plan","operator":"is_null"}`, `{"kind":"activity","metric":"open","operator":"ever"}`)
			s.somebody("B", `{"kind":"deliverability","metric":"bounce","operator":"count_gte","value":2}`,
				`{"kind":"activity","metric":"click","operator":"never","exclude_campaign_ids":[7]}`)
			s.unusual(faults, "", "")
			s.deploy("pull").want(t, 0, "2 segments looked at, 2 written, 0 ", " 0 refused")
			for file, want := range map[string]string{"a.seg": "plan is null", "b.seg": "except campaign"} {
				text, err := os.ReadFile(filepath.Join(s.dir, file))
				if err != nil || !strings.Contains(string(text), want) {
					t.Errorf("%s: %v\n%s", file, err, text)
				}
			}
			s.deploy("plan", "--detailed-exitcode").want(t, 0, "2 unchanged")
			s.deploy("pull").want(t, 0, "2 segments looked at, 0 written, 0 ", " 0 refused")
			s.deploy("apply", "--auto-approve").want(t, 0, "0 segments changed")
			if s.countOf("POST")+s.countOf("PATCH") > 0 || s.names() != "A B" {
				t.Errorf("something changed: %s", s.requests)
			}
			s.ask("PATCH", "/segments/"+id+"/", `{"rules_json":{"any":[{"all":[{"kind":"isp","operator":"in","values":[2]}]}]}}`)
			s.deploy("plan").want(t, 1, "somebody changed the segment elsewhere")
			s.deploy("pull").want(t, 0, "2 segments looked at, 1 written, 0 ")
		})
	}
}

// TestDriftOfApply checks that a list that changes while it is read leads
// neither to a segment that is created a second time nor to one that is missed:
// the files are adopted by their names, on any page.
func TestDriftOfApply(t *testing.T) {
	t.Parallel()
	for i, drift := range append([]string{"drift"}, drifts...) {
		for j, post := range posts {
			if !sampled(i+j, len(posts)) {
				continue
			}
			t.Run(drift+" "+post, func(t *testing.T) {
				t.Parallel()
				s := newSite(t)
				for i := range 106 {
					s.somebody(fmt.Sprintf("S%03d", i))
				}
				for _, i := range []int{2, 99, 100, 101, 105} {
					s.write(fmt.Sprintf("s%d.seg", i), ruleOf(fmt.Sprintf("S%03d", i), 1))
				}
				s.write("new.seg", ruleOf("New", 1))
				s.drift(drift, 1, post)
				s.deploy("apply", "--auto-approve").want(t, 0, "1 segment changed")
				want := map[string]int{"drift=delete": 106, "drift=insert": 108}[drift]
				if drift == "drift" {
					want = 106 // the first in turn is delete
				}
				if want == 0 {
					want = 107
				}
				s.wantOnce(want)
				if n := s.countOf("PATCH"); n > 0 {
					t.Errorf("%d segments were changed", n)
				}
				s.drift(drift, 1, "")
				s.deploy("plan", "--detailed-exitcode").want(t, 0, "6 unchanged")
			})
		}
	}
}

// wantOnce checks how many segments there are, and that no name comes twice.
func (s *site) wantOnce(want int) {
	s.t.Helper()
	names := strings.Fields(s.names())
	seen := map[string]bool{}
	for _, name := range names {
		if seen[name] {
			s.t.Errorf("there are two %s", name)
		}
		seen[name] = true
	}
	if len(names) != want {
		s.t.Errorf("there are %d segments, not %d", len(names), want)
	}
}

// TestDriftOfSubmit checks the same of the look for a name that so many others
// contain that the answer has pages.
func TestDriftOfSubmit(t *testing.T) {
	t.Parallel()
	for i, drift := range drifts {
		t.Run(drift, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			for n := range 106 {
				s.somebody(map[bool]string{true: "S", false: fmt.Sprintf("S%03d", n)}[n == 100 || n == 105])
			}
			s.drift(drift, 1, "")
			name := s.write("s.seg", ruleOf("S", 1))
			s.segc("compile", "--submit", name).want(t, 3, `called "S" already, `)
			if n := s.countOf("POST"); n > 0 {
				t.Errorf("%d POSTs", n)
			}
			for j, post := range posts {
				if !sampled(i+j, 2) {
					continue
				}
				before := s.called("S")
				s.drift(drift, 1, post)
				s.segc("compile", "--submit", "--allow-duplicate", name).want(t, 0, `"id": `)
				if after := s.called("S"); after != before+1 && drift != "drift=delete" {
					t.Errorf("%s: %d were there, and there are %d", post, before, after)
				}
			}
		})
	}
}

// called counts the segments of a name.
func (s *site) called(name string) (n int) {
	for _, other := range strings.Fields(s.names()) {
		if other == name {
			n++
		}
	}
	return n
}

// TestDriftOfPull checks that pull writes each segment once, and finds one by
// its name though the list moves.
func TestDriftOfPull(t *testing.T) {
	t.Parallel()
	for turn, drift := range drifts {
		t.Run(drift, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			for i := range 106 {
				s.somebody(fmt.Sprintf("S%03d", i))
			}
			for i, name := range []string{"S099", "S100", "S105"} {
				if !sampled(i+turn, 3) {
					continue
				}
				s.drift(drift, 1, "")
				s.deploy("pull", name).want(t, 0, "1 segment looked at, 1 written")
			}
			s.drift(drift, 1, "")
			s.deploy("pull").want(t, 0, " 0 refused")
			files, _ := filepath.Glob(filepath.Join(s.dir, "*.seg"))
			if there := len(strings.Fields(s.names())); len(files) != there {
				t.Errorf("%d segments and %d files", there, len(files))
			}
		})
	}
}

// TestEndlessDrift checks that a list that is never twice the same is refused,
// and that nothing is created on the strength of it.
func TestEndlessDrift(t *testing.T) {
	t.Parallel()
	for i, drift := range append([]string{"drift"}, drifts...) {
		t.Run(drift, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			for n := range 120 {
				s.somebody(fmt.Sprintf("S%03d", n))
			}
			name := s.write("s.seg", ruleOf("S", 1))
			for j, args := range [][]string{
				{"plan"},
				{"apply", "--auto-approve"},
				{"pull"},
				{"compile", "--submit", name},
				{"compile", "--submit", "--allow-duplicate", name},
			} {
				if !sampled(i+j, 2) {
					continue
				}
				s.drift(drift, 1000, "")
				run := s.deploy
				if args[0] == "compile" {
					run = s.segc
				}
				run(args...).want(t, 3, "the list was read 4 times and contradicted itself each time: ", "; wait until nobody changes segments, then try again\n")
				if s.countOf("POST") > 0 || s.countOf("GET") != 8 {
					t.Errorf("%v: %s", args, s.requests)
				}
			}
		})
	}
}

// TestRequests counts what the commands spend: the list, a look for each name
// that is new, and a look afterward.
func TestRequests(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	name := s.write("a.seg", ruleOf("A", 1))
	s.intercept(nil)
	s.segc("compile", "--submit", name).want(t, 0)
	if n := s.countOf("GET"); n < 1 || n > 2 || s.countOf("POST") != 1 {
		t.Errorf("submit: %s", s.requests)
	}
	n := long.Of(40, 200)
	for i := range n - 1 {
		s.write(fmt.Sprintf("s%03d.seg", i), ruleOf(fmt.Sprintf("S%03d", i), i))
	}
	s.intercept(nil)
	s.deploy("apply", "--auto-approve").want(t, 0, fmt.Sprintf("%d segments changed", n-1))
	looks := 0
	for _, request := range s.requests {
		if strings.Contains(request, "search=") {
			looks++
		}
	}
	if rest := s.countOf("GET") - looks; looks != n-1 || s.countOf("POST") != n-1 || rest > 4 {
		t.Errorf("apply: %d looks for a name, %d other GETs, %d POSTs", looks, rest, s.countOf("POST"))
	}
	s.intercept(nil)
	s.deploy("plan", "--detailed-exitcode").want(t, 0, fmt.Sprintf("%d unchanged", n))
	if len(s.requests) > 10 {
		t.Errorf("plan: %d requests: %s", len(s.requests), s.requests)
	}
	t.Logf("plan of %d unchanged segments: %d requests", n, len(s.requests))
}
