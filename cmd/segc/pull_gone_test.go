package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/prose"
)

// remade deletes the segment of a.seg, as far as the API can be asked, and makes
// others with a name in its place. It returns their ids.
func (s *pullFix) remade(bodies ...string) []string {
	s.t.Helper()
	old := s.entry().ID
	var ids []string
	for _, body := range bodies {
		made := s.ask("POST", "/segments/", body)
		id, _ := made["id"].(string)
		if id == "" {
			s.t.Fatal(made)
		}
		ids = append(ids, id)
	}
	s.ask("PATCH", "/segments/"+old+"/", `{"name":"hidden"}`)
	s.hide(old)
	return ids
}

// hide makes the API say that it does not have some segments.
func (s *site) hide(old ...string) {
	s.intercept(func(_ int, w http.ResponseWriter, r *http.Request) bool {
		path := strings.TrimPrefix(r.URL.Path, "/api/v2")
		switch {
		case slices.ContainsFunc(old, func(id string) bool { return strings.Contains(path, id) }):
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusNotFound)
			return true
		case path != "/segments/" || r.Method != http.MethodGet:
			return false
		}
		all := s.ask("GET", "/segments/?"+r.URL.RawQuery, "")
		items, _ := all["items"].([]any)
		var kept []any
		for _, item := range items {
			if m, _ := item.(map[string]any); !slices.Contains(old, fmt.Sprint(m["id"])) {
				kept = append(kept, item)
			}
		}
		all["items"] = kept
		if pages, ok := all["pagination"].(map[string]any); ok {
			pages["total_count"] = len(kept)
		}
		writeJSON(s.t, w, all)
		return true
	})
}

func bodyOfBase(color string) string {
	return `{"name":"A","color":"` + color + `","contact_list_ids":["` + listA + `"],` + rulesOf(`{"kind":"isp","operator":"in","values":[1]}`, more5)[1:]
}

// TestPullOfASegmentMadeAgain checks that the file of a segment that was deleted
// goes to the one segment that was made with its name, and to no other.
func TestPullOfASegmentMadeAgain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		bodies []string
		args   []string
		code   int
		says   []string
		plan   string
	}{
		{"alike", []string{bodyOfBase("#7cb7de")}, nil, 0, []string{"a.seg is the file of ", ", was deleted, and this one has its name", "0 written", "0 refused"}, "unchanged"},
		{"alike, by its name", []string{bodyOfBase("#7cb7de")}, []string{"A"}, 0, []string{"a.seg is the file of ", "1 segment looked at, 0 written"}, "unchanged"},
		{"different", []string{bodyOfBase("#f0f080")}, nil, 1, []string{"a.seg is left alone: it differs from the segment, and the lock does not know which of the two changed: color"}, ""},
		{"different, with force", []string{bodyOfBase("#f0f080")}, []string{"--force"}, 0, []string{"a.seg is the file of ", "1 written"}, "unchanged"},
		{"two", []string{bodyOfBase("#7cb7de"), bodyOfBase("#7cb7de")}, nil, 1, []string{"A (", "was deleted, and 2 segments have its name now", "2 refused"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newPullFix(t, pullBase)
			known := s.read("segc.lock")
			ids := s.remade(c.bodies...)
			o := s.deploy(append([]string{"pull"}, c.args...)...)
			o.want(t, c.code, c.says...)
			if strings.Contains(o.err, "would create it again") {
				t.Errorf("it says\n%s", o.err)
			}
			if files, err := filepath.Glob(filepath.Join(s.dir, "*.seg")); err != nil || len(files) != 2 {
				t.Errorf("the files are %s", files)
			}
			if c.code != 0 {
				s.says(pullBase)
				if s.read("segc.lock") != known {
					t.Errorf("the lock is\n%s", s.read("segc.lock"))
				}
				return
			}
			if got := s.entry().ID; got != ids[0] {
				t.Errorf("the entry has %s, not %s", got, ids[0])
			}
			if got := s.planned(); got != c.plan {
				t.Errorf("the plan is %s", got)
			}
			s.unchangedByMore(0)
		})
	}
	t.Run("without the file", func(t *testing.T) {
		t.Parallel()
		s := newPullFix(t, pullBase)
		ids := s.remade(bodyOfBase("#7cb7de"))
		if err := os.Remove(s.file); err != nil {
			t.Fatal(err)
		}
		s.deploy("pull").want(t, 0, "a.seg written", "1 written")
		if got := s.entry().ID; got != ids[0] {
			t.Errorf("the entry has %s, not %s", got, ids[0])
		}
	})
}

// TestPullOfAnIDThatNoSegmentHas checks that pull says so where plan does.
func TestPullOfAnIDThatNoSegmentHas(t *testing.T) {
	t.Parallel()
	const missing = "99999999-9999-4999-8999-999999999999"
	says := prose.Open(t, "pull-of-an-unknown-id")
	header := func(name, id string) string {
		return strings.Replace(ruleOf(name, 1), "\n", "\n  id \""+id+"\"\n", 1)
	}
	for _, c := range []struct{ name, file, text string }{
		{"a new file", "b.seg", header("B", missing)},
		{"a new file with the name of a segment", "b.seg", header("Other", missing)},
		{"a file that the lock knows", "a.seg", header("A", missing)},
		{"an id in capitals", "b.seg", header("B", strings.ToUpper("aaaaaaaa-9999-4999-8999-999999999999"))},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newPullFix(t, pullBase)
			s.write("other.seg", ruleOf("Other", 1))
			s.deploy("apply", "--auto-approve").want(t, 0)
			s.patch(`{"color":"#f0f080"}`)
			s.write(c.file, c.text)
			for _, again := range []string{"", ", again"} {
				s.told(says, c.name+again, s.deploy("pull"), 1, filepath.Join(s.dir, c.file), headerID(c.text))
			}
			if got := s.read(c.file); got != c.text {
				t.Errorf("the file is\n%s", got)
			}
			s.told(says, c.name+": the plan", s.deploy("plan"), 1, c.file, headerID(c.text))
		})
	}
	t.Run("an id that is not the lock's", func(t *testing.T) {
		t.Parallel()
		s := newPullFix(t, pullBase)
		other, _ := s.ask("POST", "/segments/", bodyOfBase("#f0f080"))["id"].(string)
		s.write("a.seg", strings.Replace(pullBase, "\n", "\n  id \""+other+"\"\n", 1))
		s.told(says, "an id that is not the lock's", s.deploy("pull", other), 1, "a.seg")
		s.deploy("pull", "--force", other).want(t, 0, "1 written")
		if got := s.entry().ID; got != other {
			t.Errorf("the entry has %s", got)
		}
		if got := s.read("a-2.seg"); got != "(no file)" {
			t.Errorf("there is another file:\n%s", got)
		}
	})
}

// TestPullWritesTheLockFirst checks that no file is changed where the lock cannot
// be, and that a lock that fails later names what was written.
func TestPullWritesTheLockFirst(t *testing.T) {
	t.Parallel()
	says := prose.Open(t, "pull-writes-the-lock-first")
	for name, patch := range map[string]string{"a color": `{"color":"#f0f080"}`, "a rule": rulesOf(more3), "a description": `{"description":"d"}`} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newPullFix(t, pullBase)
			s.patch(patch)
			known := s.read("segc.lock")
			id := s.entry().ID
			spoil := func() {
				lock := filepath.Join(s.dir, "segc.lock")
				if err := os.Remove(lock); err != nil {
					t.Error(err)
				}
				if err := os.Mkdir(lock, 0o777); err != nil {
					t.Error(err)
				}
			}
			s.intercept(func(_ int, _ http.ResponseWriter, r *http.Request) bool {
				if strings.Contains(r.URL.Path, id) {
					spoil()
				}
				return false
			})
			s.told(says, name, s.deploy("pull"), 2, filepath.Join(s.dir, "segc.lock"))
			s.says(pullBase)
			s.intercept(nil)
			if err := os.Remove(filepath.Join(s.dir, "segc.lock")); err != nil {
				t.Fatal(err)
			}
			s.write("segc.lock", known)
			s.ask("POST", "/segments/", strings.Replace(bodyOfBase("#7cb7de"), `"A"`, `"Later"`, 1))
			n := 0
			s.intercept(func(_ int, _ http.ResponseWriter, r *http.Request) bool {
				if !strings.HasSuffix(r.URL.Path, "/segments/") {
					if n++; n == 2 {
						spoil()
					}
				}
				return false
			})
			o := s.deploy("pull")
			s.told(says, name+", later", o, 2, filepath.Join(s.dir, "segc.lock"), "a.seg", "later.seg")
		})
	}
}

// TestPullGoesOn checks that a file that cannot be read or written does not keep
// others from being pulled.
func TestPullGoesOn(t *testing.T) {
	t.Parallel()
	says := prose.Open(t, "pull-goes-on")
	for _, c := range []struct {
		name  string
		spoil func(s *pullFix, file string) error
	}{
		{"a folder", func(s *pullFix, file string) error { return os.Mkdir(file, 0o777) }},
		{"a link to itself", func(s *pullFix, file string) error { return os.Symlink(file, file) }},
		{"a link out", func(s *pullFix, file string) error {
			outside := filepath.Join(t.TempDir(), "x.seg")
			if err := os.WriteFile(outside, []byte(pullBase), 0o666); err != nil {
				return err
			}
			return os.Symlink(outside, file)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newPullFix(t, pullBase)
			s.write("z.seg", ruleOf("Z", 3))
			s.deploy("apply", "--auto-approve").want(t, 0)
			s.patch(`{"color":"#f0f080"}`)
			items, _ := s.ask("GET", "/segments/?search=Z", "")["items"].([]any)
			segment, _ := items[0].(map[string]any)
			s.ask("PATCH", fmt.Sprintf("/segments/%s/", segment["id"]), `{"color":"#f0f080"}`)
			if err := os.Remove(s.file); err != nil {
				t.Fatal(err)
			}
			if err := c.spoil(s, s.file); err != nil {
				t.Fatal(err)
			}
			s.told(says, c.name, s.deploy("pull"), 2, s.file)
			if got := s.read("z.seg"); got != strings.Replace(ruleOf("Z", 3), "#7cb7de", "#f0f080", 1) {
				t.Errorf("the other file is\n%s", got)
			}
		})
	}
}

// TestPullBesideWhatCannotBeRead checks that a file of the folder that cannot be
// read keeps only a segment without a file from being pulled, which may be its own.
func TestPullBesideWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	says := prose.Open(t, "pull-beside-what-cannot-be-read")
	for name, spoil := range map[string]func(dir string) error{
		"a link to nothing":    func(dir string) error { return os.Symlink("nothing", filepath.Join(dir, "b.seg")) },
		"a link to itself":     func(dir string) error { return os.Symlink("b.seg", filepath.Join(dir, "b.seg")) },
		"patterns of a folder": func(dir string) error { return os.MkdirAll(filepath.Join(dir, "sub", ignoreName), 0o777) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newPullFix(t, pullBase)
			s.patch(`{"color":"#f0f080"}`)
			s.ask("POST", "/segments/", strings.Replace(bodyOfBase("#7cb7de"), `"A"`, `"New"`, 1))
			if err := spoil(s.dir); err != nil {
				t.Fatal(err)
			}
			s.told(says, name, s.deploy("pull"), 2, "New (", "a.seg")
			s.says(strings.Replace(pullBase, "#7cb7de", "#f0f080", 1))
			if got := s.read("new.seg"); got != "(no file)" {
				t.Errorf("there is another file:\n%s", got)
			}
		})
	}
}

// TestPullOfUnclearNames checks that pull neither chooses nor makes another file if
// plan cannot tell which segment a file defines.
func TestPullOfUnclearNames(t *testing.T) {
	t.Parallel()
	says := prose.Open(t, "pull-of-unclear-names")
	for _, c := range []struct {
		name     string
		segments int
		files    []string
	}{
		{"two segments, one file", 2, []string{"n.seg"}},
		{"one segment, two files", 1, []string{"m.seg", "n.seg"}},
		{"two segments, two files", 2, []string{"m.seg", "n.seg"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newPullFix(t, pullBase)
			for range c.segments {
				s.ask("POST", "/segments/", strings.Replace(bodyOfBase("#7cb7de"), `"A"`, `"New"`, 1))
			}
			for _, file := range c.files {
				s.write(file, strings.Replace(pullBase, `"A"`, `"New"`, 1))
			}
			known := s.read("segc.lock")
			s.told(says, c.name, s.deploy("pull"), 1, append(c.files, "New")...)
			if files, err := filepath.Glob(filepath.Join(s.dir, "*.seg")); err != nil || len(files) != 2+len(c.files) {
				t.Errorf("the files are %s", files)
			}
			if s.read("segc.lock") != known {
				t.Errorf("the lock is\n%s", s.read("segc.lock"))
			}
			s.told(says, c.name+": the plan", s.deploy("plan"), 1, append(c.files, "New")...)
		})
	}
}

// headerID returns the id in the header of a text.
func headerID(text string) string { return strings.ToLower(strings.Split(text, `"`)[3]) }
