package plan_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/palette"
	"github.com/segc-lang/segc/rulesjson"
)

// mergeChanges change one property of a body; n tells two changes apart.
func mergeChanges(t *testing.T) map[string]func(b *rulesjson.Segment, n int) {
	return map[string]func(b *rulesjson.Segment, n int){
		"name":        func(b *rulesjson.Segment, n int) { b.Name = strings.Repeat("N", n) },
		"color":       func(b *rulesjson.Segment, n int) { b.Color = palette.Colors()[n] },
		"description": func(b *rulesjson.Segment, n int) { b.Description = strings.Repeat("D", n) },
		"lists":       func(b *rulesjson.Segment, n int) { b.Lists = []string{other, id(n)} },
		"rules": func(b *rulesjson.Segment, n int) {
			d, err := rulesjson.Parse([]byte(isp(n)))
			if err != nil {
				t.Fatal(err)
			}
			b.Rules = d
		},
	}
}

// TestMerge checks every set of properties that the file changed beside every
// set that the segment changed, alike or not.
func TestMerge(t *testing.T) {
	changes := mergeChanges(t)
	names := lock.Properties()
	for here := range 1 << len(names) {
		for there := range 1 << len(names) {
			for alike := range 2 {
				base := body("A", 9)
				mine, theirs := body("A", 9), body("A", 9)
				var wantMine, wantTheirs, wantBoth, agreed []string
				for i, name := range names {
					a, b := here&(1<<i) != 0, there&(1<<i) != 0
					if a {
						changes[name](mine, 1)
					}
					if b {
						changes[name](theirs, 2-alike)
					}
					switch {
					case a && b && alike == 1:
						agreed = append(agreed, name)
					case a && b:
						wantBoth = append(wantBoth, name)
					case a:
						wantMine = append(wantMine, name)
					case b:
						wantTheirs = append(wantTheirs, name)
					}
				}
				entry := plan.Entry("a.seg", id(1), base, plan.Hashes(base), "u")
				m := plan.MergeOf(&entry, mine, theirs)
				if !slices.Equal(m.Mine, wantMine) || !slices.Equal(m.Theirs, wantTheirs) || !slices.Equal(m.Both, wantBoth) {
					t.Fatalf("mine %v, theirs %v, both %v, not %v, %v, %v", m.Mine, m.Theirs, m.Both, wantMine, wantTheirs, wantBoth)
				}
				if len(m.Both) > 0 {
					continue
				}
				merged := *mine
				for _, name := range m.Theirs {
					changes[name](&merged, 2-alike)
				}
				after, ok := m.Entry(entry, &merged, theirs, "v")
				if !ok || after.Updated != "v" || !plan.Left(after, theirs) {
					t.Fatalf("%v %+v", ok, after)
				}
				for _, name := range names {
					moved := *after.Hash.Of(name) != *entry.Hash.Of(name)
					if want := slices.Contains(agreed, name) || slices.Contains(m.Theirs, name); moved != want {
						t.Fatalf("the base of %s moved: %v", name, moved)
					}
				}
				if again := plan.MergeOf(&after, &merged, theirs); !slices.Equal(again.Mine, wantMine) || len(again.Theirs)+len(again.Both) > 0 {
					t.Fatalf("merged again: %+v", again)
				}
			}
		}
	}
}

// TestMergeWithVersion1 checks what a merge makes of an entry that knows one hash
// for all, and of none.
func TestMergeWithVersion1(t *testing.T) {
	base, changed, moved := body("A", 9), body("A", 1), body("B", 9)
	ownForm := body("A", 9)
	ownForm.Description = "made by segc"
	movedForm := body("B", 9)
	movedForm.Description = "made by segc"
	old := lock.Entry{File: "a.seg", ID: id(1), Name: "A", Body: plan.Hash(base)}
	own := old
	own.BodyAnswer = plan.Hash(ownForm)
	for _, c := range []struct {
		name               string
		entry              *lock.Entry
		mine, theirs       *rulesjson.Segment
		here, there, both  string
		upgraded, sameBase bool
	}{
		{"nothing", &old, base, base, "", "", "", true, true},
		{"the segment", &old, base, moved, "", "name", "", true, false},
		{"the file", &old, changed, base, "rules", "", "", true, true},
		{"both", &old, changed, moved, "", "", "name rules", false, false},
		{"both alike", &old, changed, changed, "", "", "", true, false},
		{"a form of its own", &own, base, ownForm, "", "", "", true, true},
		{"a form of its own, and the segment", &own, base, movedForm, "", "name description", "", true, false},
		{"a form of its own, and the file", &own, changed, ownForm, "description rules", "", "", false, false},
		{"a form of its own, and both", &own, changed, movedForm, "", "", "name description rules", false, false},
		{"no entry, and the same", nil, base, base, "", "", "", true, true},
		{"no entry", nil, base, moved, "", "", "name", false, false},
	} {
		m := plan.MergeOf(c.entry, c.mine, c.theirs)
		if got := strings.Join(m.Mine, " "); got != c.here {
			t.Errorf("%s: the file changed %q", c.name, got)
		}
		if got := strings.Join(m.Theirs, " "); got != c.there {
			t.Errorf("%s: the segment changed %q", c.name, got)
		}
		if got := strings.Join(m.Both, " "); got != c.both {
			t.Errorf("%s: both changed %q", c.name, got)
		}
		if c.both != "" || c.there != "" {
			continue
		}
		from := lock.Entry{File: "a.seg", ID: id(1)}
		if c.entry != nil {
			from = *c.entry
		}
		after, ok := m.Entry(from, c.mine, c.theirs, "v")
		if ok != c.upgraded || ok && (after.Hash.IsZero() || after.Body+after.BodyAnswer != "") {
			t.Errorf("%s: %v %+v", c.name, ok, after)
		}
		if !ok && after.Body != from.Body {
			t.Errorf("%s: %+v", c.name, after)
		}
		if ok && (after.Hash == plan.Hashes(base)) != c.sameBase {
			t.Errorf("%s: the base is %+v", c.name, after.Hash)
		}
		if ok && !plan.Left(after, c.theirs) {
			t.Errorf("%s: the API is not what it was left with: %+v", c.name, after)
		}
	}
}
