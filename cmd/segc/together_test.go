package main

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/test/long"
)

var (
	rounds = flag.Int("rounds", 0, "how often two runs are started together; 0 is as often as the run has time for")
	kills  = flag.Int("kills", 0, "how often each command is killed; 0 is as often as the run has time for")
)

// process is a run of segc in a process of its own.
type process struct {
	*exec.Cmd
	out, err processText
}

// processText is what a process has written so far.
type processText struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (w *processText) Write(text []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.Write(text)
}

func (w *processText) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.String()
}

// start starts segc in a folder, as somebody does who has it as the working
// folder.
func (s *site) start(folder string, args ...string) *process {
	s.t.Helper()
	p := &process{Cmd: exec.CommandContext(s.t.Context(), "segc", args...)}
	p.Dir = folder
	p.Env = append(os.Environ(), "SEGC_API_URL="+s.url, "SEGC_API_KEY="+s.key)
	p.Stdout, p.Stderr = &p.out, &p.err
	if err := p.Start(); err != nil {
		s.t.Fatal(err)
	}
	return p
}

// end waits for a run; -1 is the code of one that was killed.
func (p *process) end() outcome {
	_ = p.Wait() // its exit code says it
	return outcome{p.ProcessState.ExitCode(), p.out.String(), p.err.String()}
}

// run runs segc in a folder to its end.
func (s *site) run(folder string, args ...string) outcome {
	s.t.Helper()
	return s.start(folder, args...).end()
}

// ids returns the ids of the segments, by name.
func (s *site) ids() map[string][]string {
	s.t.Helper()
	ids := map[string][]string{}
	items, _ := s.ask("GET", "/segments/?page_size=1000", "")["items"].([]any)
	for _, item := range items {
		segment, _ := item.(map[string]any)
		name := fmt.Sprint(segment["name"])
		ids[name] = append(ids[name], fmt.Sprint(segment["id"]))
	}
	return ids
}

// fill writes so many segments into a folder.
func fill(t *testing.T, folder string, n int) {
	t.Helper()
	for i := range n {
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("s%02d.seg", i)), []byte(ruleOf(fmt.Sprintf("S%02d", i), i)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

const together = 20

// TestTogether starts two applies of 20 new segments at once, in one folder and
// in two clones. Each segment is there afterwards, and each once, unless a run
// says which is there twice.
func TestTogether(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		clones bool
		args   []string
	}{
		{"one folder", false, nil},
		{"one folder, waiting", false, []string{"--lock-timeout", "5m"}},
		{"two clones", true, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for round := range cmp.Or(*rounds, long.Of(1, 2)) {
				s := newSite(t)
				folders := []string{s.dir, s.dir}
				if c.clones {
					folders[1] = t.TempDir()
					fill(t, folders[1], together)
				}
				fill(t, s.dir, together)
				args := append([]string{"apply", "--auto-approve"}, c.args...)
				first, second := s.start(folders[0], args...), s.start(folders[1], args...)
				outcomes := []outcome{first.end(), second.end()}
				said := outcomes[0].out + outcomes[0].err + outcomes[1].out + outcomes[1].err
				ids := s.ids()
				twins := 0
				for name, same := range ids {
					if len(same) == 1 {
						continue
					}
					twins++
					if !c.clones || len(same) != 2 || !strings.Contains(said, fmt.Sprintf("several segments called %q", name)) || !strings.Contains(said, same[0]) || !strings.Contains(said, same[1]) {
						t.Errorf("round %d: %d segments are called %s", round, len(same), name)
					}
				}
				if len(ids) != together {
					t.Errorf("round %d: there are %d segments", round, len(ids))
				}
				codes := []int{outcomes[0].code, outcomes[1].code}
				slices.Sort(codes)
				t.Logf("round %d: exit codes %d, %d names, %d of them twice", round, codes, len(ids), twins)
				allowed := map[string][][]int{
					"one folder":          {{0, 2}, {0, 0}},
					"one folder, waiting": {{0, 0}},
					"two clones":          {{0, 1}, {1, 1}, {0, 0}},
				}[c.name]
				if twins > 0 {
					allowed = [][]int{{0, 3}, {1, 3}, {3, 3}}
				}
				if !slices.ContainsFunc(allowed, func(a []int) bool { return slices.Equal(a, codes) }) {
					t.Errorf("round %d: the exit codes are %d\n%s", round, codes, said)
				}
				if codes[1] == exitUsage && !strings.Contains(said, "segc: segc apply (process ") {
					t.Errorf("round %d: nobody says who is at work\n%s", round, said)
				}
				for _, folder := range folders {
					if exists(filepath.Join(folder, "segc.lock.run")) {
						t.Errorf("round %d: segc.lock.run is left", round)
					}
					if twins == 0 {
						s.run(folder, "apply", "--auto-approve").want(t, 0)
						s.run(folder, "plan", "--detailed-exitcode").want(t, 0, "20 unchanged")
					}
				}
				if twins == 0 && len(s.ids()) != together {
					t.Errorf("round %d: afterwards there are %d segments", round, len(s.ids()))
				}
			}
		})
	}
}

// TestSameMoment makes two clones create a segment at the very same moment, after
// both have looked, and checks that the twin is reported.
func TestSameMoment(t *testing.T) {
	t.Parallel()
	for _, verb := range []string{"apply", "submit"} {
		t.Run(verb, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			folders := []string{s.dir, t.TempDir()}
			var both sync.WaitGroup
			both.Add(2)
			s.intercept(func(_ int, _ http.ResponseWriter, r *http.Request) bool {
				if r.Method == http.MethodPost {
					both.Done()
					both.Wait()
				}
				return false
			})
			args := []string{"apply", "--auto-approve"}
			if verb == "submit" {
				args = []string{"compile", "--submit", "s00.seg"}
			}
			var runs []*process
			for _, folder := range folders {
				fill(t, folder, 1)
				runs = append(runs, s.start(folder, args...))
			}
			said := ""
			codes := []int{}
			for _, run := range runs {
				got := run.end()
				said += got.err
				codes = append(codes, got.code)
			}
			ids := s.ids()["S00"]
			if len(ids) != 2 || !strings.Contains(said, ids[0]) || !strings.Contains(said, ids[1]) || !slices.Contains(codes, exitAPI) ||
				!strings.Contains(said, `the API has several segments called "S00" now: `) {
				t.Errorf("%s %d\n%s", ids, codes, said)
			}
		})
	}
}

// killAt starts segc and kills it, as kill -9 does, at the n-th request of all:
// before the API sees it, after the API has carried it out, or after the answer
// and a moment.
func (s *site) killAt(n int, stage string, pause time.Duration, folder string, args ...string) outcome {
	s.t.Helper()
	var p *process
	started := make(chan struct{})
	seen := 0
	kill := func() { _ = p.Process.Kill() } // it may have ended by itself
	s.intercept(func(_ int, w http.ResponseWriter, r *http.Request) bool {
		s.mu.Lock()
		seen++
		now := seen == n
		s.mu.Unlock()
		if !now {
			return false
		}
		<-started
		switch stage {
		case "before":
			kill()
		case "carried out":
			body, _ := io.ReadAll(r.Body)
			s.forward(r, body)
			kill()
		default:
			go func() {
				time.Sleep(pause)
				kill()
			}()
			return false
		}
		panic(http.ErrAbortHandler)
	})
	p = s.start(folder, args...)
	close(started)
	got := p.end()
	s.intercept(nil)
	return got
}

// forward lets the API carry out a request whose answer nobody gets.
func (s *site) forward(r *http.Request, body []byte) {
	again, err := http.NewRequest(r.Method, s.root+r.URL.RequestURI(), bytes.NewReader(body))
	if err != nil {
		return
	}
	again.Header = r.Header.Clone()
	if response, err := http.DefaultClient.Do(again); err == nil {
		_, _ = io.Copy(io.Discard, response.Body)
		_ = response.Body.Close()
	}
}

// moment is when a run is killed.
type moment struct {
	n     int
	stage string
	pause time.Duration
}

func randomMoment(r *rand.Rand, requests int) moment {
	return moment{1 + r.IntN(requests), []string{"before", "carried out", "after"}[r.IntN(3)], time.Duration(r.IntN(4000)) * time.Microsecond}
}

// TestKills kills runs at random moments and runs them again: nothing is there
// twice, and nothing is missing.
func TestKills(t *testing.T) {
	t.Parallel()
	const n = 6
	seed := uint64(time.Now().UnixNano())
	for _, c := range []struct {
		verb string
		once func(t *testing.T, s *site, m moment)
		most int // requests of a run
	}{
		{"apply", func(t *testing.T, s *site, m moment) {
			fill(t, s.dir, n)
			got := s.killAt(m.n, m.stage, m.pause, s.dir, "apply", "--auto-approve")
			s.run(s.dir, "apply", "--auto-approve").want(t, 0)
			s.run(s.dir, "plan", "--detailed-exitcode").want(t, 0, fmt.Sprintf("%d unchanged", n))
			if got.code != -1 && got.code != 0 {
				t.Errorf("the killed run ended with %d\n%s", got.code, got.err)
			}
		}, 1 + 2*n + 1},
		{"pull", func(t *testing.T, s *site, m moment) {
			for i := range n {
				s.ask("POST", "/segments/", fmt.Sprintf(`{"name":"S%02d","color":"#7cb7de","contact_list_ids":["0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"],`+
					`"rules_json":{"any":[{"all":[{"kind":"isp","operator":"in","values":[%d]}]}]}}`, i, i))
			}
			s.killAt(m.n, m.stage, m.pause, s.dir, "pull")
			s.run(s.dir, "pull").want(t, 0)
			files, err := filepath.Glob(filepath.Join(s.dir, "*.seg"))
			if err != nil || len(files) != n {
				t.Errorf("there are %d files (%v)", len(files), err)
			}
			s.run(s.dir, "plan", "--detailed-exitcode").want(t, 0, fmt.Sprintf("%d unchanged", n))
		}, 1 + n},
		{"submit", func(t *testing.T, s *site, m moment) {
			fill(t, s.dir, 1)
			for i := 1; i < n; i++ {
				s.ask("POST", "/segments/", fmt.Sprintf(`{"name":"S%02d","color":"#7cb7de","contact_list_ids":["0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"],`+
					`"rules_json":{"any":[{"all":[{"kind":"isp","operator":"in","values":[%d]}]}]}}`, i, i))
			}
			killed := s.killAt(m.n, m.stage, m.pause, s.dir, "compile", "--submit", "--wait", "s00.seg")
			again := s.run(s.dir, "compile", "--submit", "s00.seg")
			id := strings.Join(s.ids()["S00"], " ")
			switch {
			case again.code == 0 && strings.Contains(again.out, id):
			case again.code == exitAPI && strings.Contains(killed.out, id) && strings.HasSuffix(killed.out, "}\n"): // it had told the id
			default:
				t.Errorf("%s is not told: %d\n%s%s\nthe killed run ended with %d and said\n%s%s", id, again.code, again.out, again.err, killed.code, killed.out, killed.err)
			}
		}, 5},
	} {
		t.Run(c.verb, func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, uint64(len(c.verb))))
			for range cmp.Or(*kills, long.Of(2, 4)) {
				s, m := newSite(t), randomMoment(random, c.most)
				t.Logf("killed at request %d, %s (%s)", m.n, m.stage, m.pause)
				c.once(t, s, m)
				ids := s.ids()
				for name, same := range ids {
					if len(same) != 1 {
						t.Errorf("%d segments are called %s", len(same), name)
					}
				}
				if len(ids) != n {
					t.Errorf("there are %d segments", len(ids))
				}
				if exists(filepath.Join(s.dir, "segc.lock.run")) {
					t.Error("segc.lock.run is left")
				}
				if t.Failed() {
					t.FailNow()
				}
			}
		})
	}
}
