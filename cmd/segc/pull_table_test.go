package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/lock"
)

// TestPullTable checks what pull makes of every change on one side beside every
// change on the other, to the byte.
func TestPullTable(t *testing.T) {
	t.Parallel()
	layouts, changes := pullLayouts(), pullChanges()
	for n, layout := range sortedNames(layouts) {
		for i, here := range sortedNames(changes) {
			for j, there := range sortedNames(changes) {
				if layout != "comments everywhere" && here != "nothing" && here != there {
					continue // how the sides meet does not depend on the layout
				}
				if !sampled(n+i+j, 7) {
					continue
				}
				t.Run(layout+"/"+here+"/"+there, func(t *testing.T) {
					t.Parallel()
					testPull(t, layouts[layout], here, changes[here], there, changes[there])
				})
			}
		}
	}
}

func testPull(t *testing.T, base, here string, local pullChange, there string, remote pullChange) {
	s := newPullFix(t, base)
	mine := strings.Replace(base, local.old, local.local, 1)
	s.write("a.seg", mine)
	before, known := s.entry(), s.read("segc.lock")
	s.patch(remote.remote)
	changes := slices.Contains(pullProperties(), here)

	// With --force, the file says what the segment says, also where only the file
	// changed.
	forced := &pullFix{site: &site{t: t, dir: t.TempDir(), url: s.url, key: s.key, root: s.root}, t: t}
	forced.write("catalog.seg", pullCatalog)
	forced.write("a.seg", mine)
	forced.write("segc.lock", known)
	forced.deploy("pull", "--force").want(t, 0)
	want := base
	if here == "order" {
		want = mine
	}
	if remote.taken != "" {
		old := remote.old
		if here == "order" && there == "rules" {
			old = local.local
		}
		want = strings.Replace(want, old, remote.taken, 1)
	}
	if here == "rules" && there == "order" { // the rule is written anew, in their order
		want = strings.Replace(base, local.old, "engaged and isp in (1)", 1)
	}
	forced.says(want)
	if got := forced.planned(); got != "unchanged" {
		t.Errorf("after pull --force, there is to be done: %s", got)
	}
	forced.unchangedByMore(0)

	switch {
	case changes && here == there: // a conflict
		o := s.deploy("pull")
		o.want(t, 1, s.file+" is left alone: both the file and the segment changed "+here, "0 written", "1 refused")
		s.says(mine)
		if s.read("segc.lock") != known {
			t.Errorf("the lock changed:\n%s\n%s", known, s.read("segc.lock"))
		}
		if got := s.planned(); got != "conflict "+here {
			t.Errorf("the plan is %s", got)
		}
		s.unchangedByMore(1)
		return
	case changes:
		left := "changes in the file that were not applied yet: " + here
		if !slices.Contains(pullProperties(), there) {
			left = "--force overwrites them, `segc apply` applies them"
		}
		s.deploy("pull").want(t, 0, left, "1 left with changes of their own, 0 refused")
	default:
		s.deploy("pull").want(t, 0, "0 left with changes of their own, 0 refused")
	}
	want = mine
	if remote.taken != "" {
		old := remote.old
		if here == "order" && there == "rules" {
			old = local.local
		}
		want = strings.Replace(want, old, remote.taken, 1)
	}
	s.says(want)
	left := "unchanged"
	if changes {
		left = "update " + here
	}
	if got := s.planned(); got != left {
		t.Errorf("the plan is %q, not %q", got, left)
	}
	s.unchangedByMore(0)

	// The base of the entry moves where the segment changed, and nowhere else.
	after := s.entry()
	for _, name := range lock.Properties() {
		if moved := *after.Hash.Of(name) != *before.Hash.Of(name); moved != (name == there) {
			t.Errorf("the hash of %s moved: %v", name, moved)
		}
	}
	if !after.Answer.IsZero() || after.ID != before.ID {
		t.Errorf("the entry is %+v", after)
	}
	if changes {
		s.deploy("apply", "--auto-approve", "--force").want(t, 0)
		if got := s.planned(); got != "unchanged" {
			t.Errorf("after apply, there is to be done: %s", got)
		}
		s.says(want)
	}
}

// TestPullTableBothAlike checks that the same change on both sides is none.
func TestPullTableBothAlike(t *testing.T) {
	t.Parallel()
	layouts := pullLayouts()
	for i, layout := range sortedNames(layouts) {
		for j, name := range pullProperties() {
			if !sampled(i+j, 5) {
				continue
			}
			t.Run(layout+"/"+name, func(t *testing.T) {
				t.Parallel()
				base, change := layouts[layout], pullChanges()[name]
				s := newPullFix(t, base)
				mine := s.write("a.seg", strings.Replace(base, change.old, change.taken, 1))
				s.patch(change.remote)
				s.deploy("pull").want(t, 0, "0 written, 0 left with changes of their own, 0 refused")
				s.says(strings.Replace(base, change.old, change.taken, 1))
				if got := s.planned(); got != "unchanged" {
					t.Errorf("%s: the plan is %s", mine, got)
				}
				s.unchangedByMore(0)
			})
		}
	}
}

// TestPullTableDeleted checks that a file that was deleted is written again, one
// that was renamed is found, and a segment that was deleted leaves its file.
func TestPullTableDeleted(t *testing.T) {
	t.Parallel()
	base, changes := pullLayouts()["comments everywhere"], pullChanges()
	for n, here := range sortedNames(changes) {
		local := changes[here]
		if !sampled(n, 3) {
			continue
		}
		t.Run("the file/"+here, func(t *testing.T) {
			t.Parallel()
			s := newPullFix(t, base)
			s.patch(local.remote)
			if err := os.Remove(s.file); err != nil {
				t.Fatal(err)
			}
			s.deploy("pull").want(t, 0, s.file+" written\n", "1 written")
			if got := s.planned(); got != "unchanged" {
				t.Errorf("the plan is %s", got)
			}
			s.unchangedByMore(0)
		})
		t.Run("the name of the file/"+here, func(t *testing.T) {
			t.Parallel()
			s := newPullFix(t, base)
			s.patch(local.remote)
			if err := os.Rename(s.file, filepath.Join(s.dir, "b.seg")); err != nil {
				t.Fatal(err)
			}
			s.deploy("pull").want(t, 0)
			want := base
			if local.taken != "" {
				want = strings.Replace(base, local.old, local.taken, 1)
			}
			if got := s.read("b.seg"); got != want || s.read("a.seg") != "(no file)" {
				t.Errorf("b.seg is\n%s\nand a.seg\n%s", got, s.read("a.seg"))
			}
			if got := s.planned(); got != "unchanged" {
				t.Errorf("the plan is %s", got)
			}
		})
		for _, gone := range []bool{false, true} {
			t.Run(fmt.Sprintf("the segment/%s/%v", here, gone), func(t *testing.T) {
				t.Parallel()
				s := newPullFix(t, base)
				mine := strings.Replace(base, local.old, local.local, 1)
				s.write("a.seg", mine)
				if gone {
					if err := os.Remove(s.file); err != nil {
						t.Fatal(err)
					}
					mine = "(no file)"
				}
				known, id := s.read("segc.lock"), s.entry().ID
				s.intercept(func(_ int, w http.ResponseWriter, r *http.Request) bool {
					w.Header().Set("Content-Type", "application/json")
					if strings.Contains(r.URL.Path, id) {
						w.WriteHeader(http.StatusNotFound)
						return true
					}
					_, _ = fmt.Fprint(w, `{"pagination":{"page":1,"page_size":100,"total_count":0,"total_pages":1},"items":[]}`)
					return true
				})
				for _, flags := range [][]string{{"pull"}, {"pull", "--force"}} {
					o := s.deploy(flags...)
					o.want(t, 0, "0 segments looked at")
					if strings.Contains(o.err, "its segment, "+id+", was deleted; `segc apply` would create it again") == gone {
						t.Errorf("it says\n%s", o.err)
					}
					s.says(mine)
					if s.read("segc.lock") != known {
						t.Errorf("the lock is\n%s", s.read("segc.lock"))
					}
				}
			})
		}
	}
}

// TestPullTableWithoutABase checks what happens when the lock knows nothing.
func TestPullTableWithoutABase(t *testing.T) {
	t.Parallel()
	base := pullLayouts()["comments everywhere"]
	for there, remote := range pullChanges() {
		t.Run(there, func(t *testing.T) {
			t.Parallel()
			s := newPullFix(t, base)
			s.patch(remote.remote)
			if there == "name" { // so that the file is found
				s.write("a.seg", strings.Replace(base, remote.old, remote.taken, 1))
			}
			if err := os.Remove(filepath.Join(s.dir, "segc.lock")); err != nil {
				t.Fatal(err)
			}
			if there == "nothing" || there == "order" || there == "name" { // the file is adopted
				before := s.read("a.seg")
				s.deploy("pull").want(t, 0, "0 written")
				s.says(before)
			} else {
				s.deploy("pull").want(t, 1, "a.seg is left alone: it differs from the segment, and the lock does not know which of the two changed: "+there)
				s.says(base)
				if s.read("segc.lock") != "(no file)" {
					t.Errorf("there is a lock:\n%s", s.read("segc.lock"))
				}
				s.deploy("pull", "--force").want(t, 0, "1 written")
				s.says(strings.Replace(base, remote.old, remote.taken, 1))
			}
			if got := s.planned(); got != "unchanged" {
				t.Errorf("the plan is %s", got)
			}
			s.unchangedByMore(0)
		})
	}
}

// TestPullTableVersion1 checks that a lock of version 1 is a base where it says
// enough: a file that did not change takes all, and nothing is overwritten.
func TestPullTableVersion1(t *testing.T) {
	t.Parallel()
	base := pullLayouts()["comments everywhere"]
	changes := pullChanges()
	for i, here := range sortedNames(changes) {
		for j, there := range sortedNames(changes) {
			if !sampled(i+j, 5) {
				continue
			}
			t.Run(here+"/"+there, func(t *testing.T) {
				t.Parallel()
				local, remote := changes[here], changes[there]
				s := newPullFix(t, base)
				s.toVersion1(base)
				mine := strings.Replace(base, local.old, local.local, 1)
				s.write("a.seg", mine)
				s.patch(remote.remote)
				changed, moved := slices.Contains(pullProperties(), here), slices.Contains(pullProperties(), there)
				switch {
				case changed && moved:
					s.deploy("pull").want(t, 1, "which of the two changed")
					s.says(mine)
				case moved:
					s.deploy("pull").want(t, 0)
					old := remote.old
					if here == "order" && there == "rules" {
						old = local.local
					}
					s.says(strings.Replace(mine, old, remote.taken, 1))
					if got := s.planned(); got != "unchanged" {
						t.Errorf("the plan is %s", got)
					}
				default:
					s.deploy("pull").want(t, 0, "0 written")
					s.says(mine)
					want := "unchanged"
					if changed {
						want = "update " + here
					}
					if got := s.planned(); got != want {
						t.Errorf("the plan is %s, not %s", got, want)
					}
				}
			})
		}
	}
}
