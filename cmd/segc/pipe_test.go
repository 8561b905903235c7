//go:build unix

package main

import (
	"errors"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/devserver"
	"github.com/segc-lang/segc/internal/test/judges"
)

// TestPipesAreNotWaitedFor checks that a pipe which nobody named does not stop a
// run, and that one that somebody named is read.
func TestPipesAreNotWaitedFor(t *testing.T) {
	s := newSiteOf(t, devserver.Config{Keys: []string{linksKey}})
	for name, commands := range map[string][]string{
		".segcignore": {"check .", "plan", "pull"},
		"segc.lock":   {"plan good.seg", "apply --auto-approve good.seg", "pull"},
		"used.seg":    {"check user.seg", "compile user.seg", "explain user.seg"},
		"key":         {"plan good.seg"},
	} {
		for _, args := range commands {
			linkProject(t)
			if err := syscall.Mkfifo(name, 0o666); err != nil {
				judges.Missing(t, "files", "no pipes here: %v", err)
			}
			code, said := hostileRun(t, s.url, name, strings.Fields(args)...)
			if name == "key" {
				code, said = keyFileRun(t, s.url, name, strings.Fields(args)...)
			}
			if code == exitFine || !strings.Contains(said, "it is neither a file nor a folder") && !strings.Contains(said, "it is not a regular file") {
				t.Errorf("%s with a pipe as %s: exit code %d\n%s", args, name, code, said)
			}
		}
	}
	linkProject(t)
	if err := syscall.Mkfifo("named.seg", 0o666); err != nil {
		t.Fatal(err)
	}
	go func() {
		w, err := os.OpenFile("named.seg", os.O_WRONLY, 0)
		if err == nil {
			_, err = io.WriteString(w, "opend")
		}
		if err := errors.Join(err, w.Close()); err != nil {
			t.Error(err)
		}
	}()
	if code, said := hostileRun(t, s.url, "named.seg", "check", "named.seg"); code == exitUsage || !strings.Contains(said, "named.seg:1:1") {
		t.Errorf("exit code %d\n%s", code, said)
	}
}

// keyFileRun runs a command whose key is in a file.
func keyFileRun(t *testing.T, url, file string, args ...string) (code int, said string) {
	t.Helper()
	environment := map[string]string{"SEGC_API_URL": url, "SEGC_API_KEY_FILE": file}
	var out strings.Builder
	code = run(args, streams{strings.NewReader(""), &out, &out}, func(name string) string { return environment[name] })
	return code, out.String()
}
