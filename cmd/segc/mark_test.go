package main

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

const byteOrderMark = "\ufeff"

// markFiles puts a byte order mark at the start of files.
func markFiles(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err == nil {
			err = os.WriteFile(name, append([]byte(byteOrderMark), text...), 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestMarkedDeployment checks that a lock, rules, a saved plan and intents are read with
// a byte order mark in front, and that what segc writes has none.
func TestMarkedDeployment(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := func(name string) string { return filepath.Join(s.dir, name) }
	fill(t, s.dir, 3)
	markFiles(t, at("s00.seg"), at("s01.seg"))
	s.run(s.dir, "apply", "--auto-approve").want(t, exitFine, "3 segments changed")
	markFiles(t, at("segc.lock"))
	s.run(s.dir, "plan").want(t, exitFine)

	s.write("s00.seg", byteOrderMark+ruleOf("S00", 9))
	s.run(s.dir, "plan", "-o", "plan.json").want(t, exitFine)
	markFiles(t, at("plan.json"))
	s.run(s.dir, "apply", "--auto-approve", "--allow-wider", "plan.json").want(t, exitFine, "1 segment changed")
	if text, err := os.ReadFile(at("segc.lock")); err != nil || bytes.Contains(text, []byte(byteOrderMark)) {
		t.Errorf("the lock that was written has a mark (%v)", err)
	}

	// A run that is killed after the request leaves an intent.
	s.write("s03.seg", ruleOf("S03", 3))
	p := (*process)(nil)
	started := make(chan struct{})
	s.intercept(func(_ int, w http.ResponseWriter, r *http.Request) bool {
		if r.Method == http.MethodPost {
			<-started
			if err := p.Process.Kill(); err != nil {
				t.Error(err)
			}
		}
		return false
	})
	p = s.start(s.dir, "apply", "--auto-approve")
	close(started)
	p.end()
	markFiles(t, at("segc.lock.run"))
	s.intercept(nil)
	got := s.run(s.dir, "apply", "--auto-approve")
	got.want(t, exitFine)
	if bytes.Contains([]byte(got.err), []byte("segc did not write")) {
		t.Errorf("the mark is reported: %s", got.err)
	}
	if names := s.names(); names != "S00 S01 S02 S03" {
		t.Errorf("the segments are %s", names)
	}
	s.run(s.dir, "pull").want(t, exitFine)
	s.run(s.dir, "plan").want(t, exitFine)
	all, err := filepath.Glob(at("*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range all {
		text, err := os.ReadFile(name)
		mine := map[string]bool{"s00.seg": true, "s01.seg": true, "plan.json": true}[filepath.Base(name)]
		if marked := bytes.HasPrefix(text, []byte(byteOrderMark)); err != nil || marked != mine {
			t.Errorf("%s has a mark: %t (%v)", name, marked, err)
		}
	}
}

// TestMarkedKey checks that the file of a key may have a byte order mark, and that no
// message shows the key then.
func TestMarkedKey(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	name := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(name, []byte(byteOrderMark+siteKey+"\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	fill(t, s.dir, 1)
	var out, problems bytes.Buffer
	code := runAttack(attack{args: []string{"plan", "--lock", filepath.Join(s.dir, "segc.lock"), s.dir}},
		streams{out: &out, err: &problems}, map[string]string{"SEGC_API_URL": s.url, "SEGC_API_KEY_FILE": name})
	if code != exitFine {
		t.Errorf("exit code %d\n%s%s", code, out.String(), problems.String())
	}
}
