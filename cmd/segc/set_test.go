package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/test/prose"
)

// hostileValues are values that end a literal, a line, a command or a cell somewhere.
func hostileValues() []string {
	return []string{
		`"`, `'`, "`", `\`, `\"`, `" or status = "subscribed`, `a" # b`, "# segc:plain", "{market}", "}}", "a,b", "a=b", "=", " ", "", "\t", "\n", "a\r\nb",
		"x\n~ update \"Other\" (b.seg)\n    needs nothing", "\x1b[31mred\x1b[0m", "\x1b]0;title\a", "\x7f\u0085", "\u202egnp.exe", "a\u200bb", "\u2028", "\ufeff",
		"::error::x", "\n::add-mask::x", "##[group]x", "##vso[task.complete]", "<img src=x onerror=alert(1)>", "`code` | [x](https://evil.example)", "@org/team",
		"$(touch x)", "`touch x`", "; rm -rf x", "%s%n", "(not given)", "DE → AT", "é", "日本語", "👩\u200d👧", strings.Repeat("long ", 2000),
	}
}

const setRule = `param v: text = "default"
field email: text
segment "A"
  color "#7cb7de"
  lists "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"

where email = v and not unsubscribed
`

// valueIn returns the value of the first condition of a document.
func valueIn(t interface{ Fatalf(string, ...any) }, document string) string {
	var d struct {
		Any []struct{ All []struct{ Value any } }
	}
	if err := json.Unmarshal([]byte(document), &d); err != nil || len(d.Any) != 1 || len(d.Any[0].All) != 2 {
		t.Fatalf("%v: %s", err, document)
	}
	return fmt.Sprint(d.Any[0].All[0].Value)
}

// TestSetIsData checks that a value reaches the document unchanged, no matter what is in it.
func TestSetIsData(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	file := s.write("a.seg", setRule)
	check := func(t interface{ Fatalf(string, ...any) }, value string) {
		o := s.segc("compile", "--compact", "--set", "v="+value, file)
		if o.code != 0 || o.err != "" {
			t.Fatalf("%q: exit code %d: %s", value, o.code, o.err)
		}
		if got := valueIn(t, o.out); got != value {
			t.Fatalf("%q becomes %q", value, got)
		}
	}
	for _, value := range hostileValues() {
		check(t, value)
	}
	rapid.Check(t, func(r *rapid.T) { check(r, rapid.String().Draw(r, "value")) })
}

// TestSetShown checks that plans show hostile values in their line, and that locks and saved
// plans keep them as they are.
func TestSetShown(t *testing.T) {
	t.Parallel()
	apart := newSite(t)
	number, other := apart.write("n.seg", "param v: number\nwhere f = v\n"), apart.write("p.seg", "where f = 1\n")
	for i, value := range hostileValues() {
		if !sampled(i, 2) {
			continue
		}
		s := newSite(t)
		s.write("a.seg", setRule)
		s.deploy("apply", "--auto-approve", "--set", "v=before").want(t, 0, "    --set v: before\n")
		kept := filepath.Join(s.dir, "plan.json")
		set := "v=" + value
		plain := s.deploy("plan", "--set", set, "-o", kept)
		for what, o := range map[string]outcome{
			"text": plain, "Markdown": s.deploy("plan", "--format", "markdown", "--set", set), "JSON": s.deploy("plan", "--format", "json", "--set", set),
			"a value that does not fit": s.segc("check", "--set", set, number),
			"no such param":             s.segc("check", "--set", set+"=1", "--set", value+"x=1", other),
		} {
			for text := range strings.SplitSeq(o.out+o.err, "\n") {
				for at, r := range text {
					if r != '\t' && (r < ' ' || r == 0x7f || inert.Hidden(text, at)) && !strings.Contains(value, "👧") {
						t.Errorf("%q in %s: %U in %q", value, what, r, text)
						break
					}
				}
				if strings.HasPrefix(text, "~ update \"Other\"") {
					t.Errorf("%q in %s makes a line of its own: %q", value, what, text)
				}
			}
			if o.code == 2 != (what == "no such param") {
				t.Errorf("%q in %s: exit code %d\n%s", value, what, o.code, o.err)
			}
		}
		if n := strings.Count(plain.out, "\n    --set v: before → "); n != 1 {
			t.Errorf("%q is shown %d times:\n%s", value, n, plain.out)
		}
		for line := range strings.Lines(plain.out) {
			if len(line) > 2_000 {
				t.Errorf("%q makes a line of %d bytes", value, len(line))
			}
		}
		s.deployPlan("--auto-approve", "--allow-wider").want(t, 0)
		known, err := lock.Parse(s.readFile("segc.lock"))
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := known.Remotes[s.url][0].Set["v"]; !ok || got != value {
			t.Errorf("%q: the lock has %q", value, got)
		}
		s.deploy("plan", "--set", set).want(t, 0, "1 unchanged")
	}
}

// TestSetTooLong checks that nothing is sent whose values the lock could not keep.
func TestSetTooLong(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write("a.seg", setRule)
	s.told(prose.Open(t, "set-too-long"), "32 KiB", s.deploy("apply", "--auto-approve", "--set", "v="+strings.Repeat("x", lock.MaxSet)), 2, "a.seg", "32 KiB")
	if n := s.countOf("POST"); n > 0 {
		t.Errorf("%d requests were sent", n)
	}
	s.deploy("apply", "--auto-approve", "--set", "v="+strings.Repeat("x", lock.MaxSet-100)).want(t, 0)
	s.deploy("plan").want(t, 0, "1 to update")
}

// TestSetInLock checks that hostile values in a lock stay text, and that one of them lets
// nothing through.
func TestSetInLock(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write("a.seg", setRule)
	s.deploy("apply", "--auto-approve", "--set", "v=x").want(t, 0)
	old := string(s.readFile("segc.lock"))
	for _, set := range []string{`{"v": "\u001b[31m\n~ update \"Other\""}`, `{"\u001b[31m\n": "x", "v": "x"}`, `{"": ""}`, `{"v": "x", "` + strings.Repeat("n", 30_000) + `": "1"}`} {
		s.write("segc.lock", strings.Replace(old, `"set": {"v": "x"}`, `"set": `+set, 1))
		o := s.deploy("plan", "--set", "v=y")
		o.want(t, 0, "    --set ")
		if strings.ContainsAny(o.out, "\x1b") || strings.Contains(o.out, "\n~ update \"Other\"") || len(o.out) > 10_000 {
			t.Errorf("%s: %q", set, o.out)
		}
	}
	s.write("segc.lock", strings.Replace(old, `"set": {"v": "x"}`, `"set": {"v": 1}`, 1))
	s.told(prose.Open(t, "set-in-lock"), "a number", s.deploy("plan", "--set", "v=y"), 2, "segc.lock")
}
