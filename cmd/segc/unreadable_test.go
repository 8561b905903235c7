//go:build unix

package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// nobody is a user without rights of its own.
const nobody = 65534

// anyone returns a folder that every user can write to, in which the command is.
// That of a test is closed to others.
func anyone(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "segc-anyone")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = filepath.WalkDir(dir, func(name string, entry os.DirEntry, _ error) error {
			if entry != nil && entry.IsDir() {
				return os.Chmod(name, 0o777)
			}
			return nil
		})
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	from, err := os.Open(self)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = from.Close() }()
	to, err := os.OpenFile(filepath.Join(dir, "segc"), os.O_WRONLY|os.O_CREATE, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.Copy(to, from)
	if err := errors.Join(err, to.Close(), os.Chmod(to.Name(), 0o755), os.Chmod(dir, 0o777)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// runAsNobody runs the command in the folder that anyone returned. Root may do everything,
// so it becomes nobody for it.
func runAsNobody(t *testing.T, dir string, args ...string) (out, problems string, code int) {
	t.Helper()
	cmd := exec.Command(filepath.Join(dir, "segc"), args...)
	cmd.Dir = dir
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody, NoSetGroups: true}}
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	var exit *exec.ExitError
	switch err := cmd.Run(); {
	case errors.As(err, &exit):
		code = exit.ExitCode()
	case err != nil:
		t.Fatalf("segc cannot run as somebody else: %v", err)
	}
	return stdout.String(), stderr.String(), code
}

// TestWithoutPermission checks what is said of files and folders that may not
// be read.
func TestWithoutPermission(t *testing.T) {
	dir := anyone(t)
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	for _, folder := range []string{"closed", "listed", "dark", "patterns", "fine"} {
		write("rules/"+folder+"/a.seg", "opend = = 1")
	}
	write("rules/patterns/.segcignore", "b.seg")
	write("rules/secret.seg", "opened")
	write("rules/b.seg", "opened")
	for name, mode := range map[string]os.FileMode{
		"rules/closed": 0, "rules/listed": 0o444, "rules/dark": 0o111, "rules/patterns/.segcignore": 0, "rules/secret.seg": 0,
	} {
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	unread := []string{
		"segc: cannot read rules/closed: permission denied",
		"segc: cannot read rules/dark: permission denied",
		"segc: cannot read rules/listed: permission denied",
		"segc: cannot read rules/patterns/.segcignore: permission denied",
		"segc: cannot read rules/secret.seg: permission denied",
	}
	for _, c := range []struct {
		args  []string
		found string // that is said of the others
	}{
		{[]string{"check", "rules"}, "rules/fine/a.seg:1:7: error[SEG101]"},
		{[]string{"check", "--format", "github", "rules"}, "::warning file=rules/b.seg,"},
		{[]string{"check", "rules/secret.seg", "rules/closed", "rules/dark", "rules/listed", "rules/patterns", "rules/b.seg"}, "rules/b.seg:1:1: warning[SEG502]"},
		{[]string{"compile", "--out-dir", "build", "rules"}, "rules/fine/a.seg:1:7: error[SEG101]"},
		{[]string{"fmt", "-l", "rules"}, "rules/fine/a.seg:1:7: error[SEG101]"},
		{[]string{"plan", "rules"}, "rules/b.seg:1:1: error[SEG312]"},
	} {
		out, problems, code := runAsNobody(t, dir, c.args...)
		if code != 2 || !strings.Contains(out+problems, c.found) {
			t.Errorf("%q: the exit code is %d, with\n%s%s", c.args, code, out, problems)
		}
		for _, line := range unread {
			if !strings.Contains(problems, line+"\n") {
				t.Errorf("%q does not say %q:\n%s", c.args, line, problems)
			}
		}
		if n := strings.Count(problems, "segc: "); n != len(unread) {
			t.Errorf("%q names %d things:\n%s", c.args, n, problems)
		}
	}
	// A file that cannot be written hides nothing of the others either.
	write("fix/locked.seg", "status = \"subscribed\" and isp in (1, 1)")
	write("fix/more.seg", "opened and isp in (1, 1)")
	if err := errors.Join(os.Chmod(filepath.Join(dir, "fix"), 0o777), os.Chmod(filepath.Join(dir, "fix/more.seg"), 0o666)); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() != 0 { // who owns a file is kept from writing by its mode alone
		if err := os.Chmod(filepath.Join(dir, "fix/locked.seg"), 0o444); err != nil {
			t.Fatal(err)
		}
	}
	out, problems, code := runAsNobody(t, dir, "check", "--fix", "fix")
	if code != 2 || !strings.Contains(problems, "segc: cannot write fix/locked.seg: permission denied\n") ||
		!strings.Contains(problems, "fix/more.seg:1:23: fixed[SEG507]") || !strings.Contains(out, "fix/more.seg:1:1: warning[SEG502]") ||
		strings.Contains(problems, "locked.seg:1") {
		t.Errorf("the exit code is %d, with\n%s%s", code, out, problems)
	}
	if _, err := os.Stat(filepath.Join(dir, "build")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("documents were written: %v", err)
	}
}

// TestWithoutPermissionToWrite checks that a file that may not be written stays as it is, also
// where its folder may be written, and that nothing is made in a folder that may not.
func TestWithoutPermissionToWrite(t *testing.T) {
	dir := anyone(t)
	locked := filepath.Join(dir, "locked.json")
	if err := errors.Join(
		os.WriteFile(filepath.Join(dir, "rule.seg"), []byte("opened"), 0o644), os.WriteFile(locked, []byte("mine"), 0o444), os.Mkdir(filepath.Join(dir, "locked"), 0o555),
	); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"locked.json", "locked/rule.json"} {
		out, problems, code := runAsNobody(t, dir, "-o", name, "rule.seg")
		if want := "segc: cannot write " + name + ": permission denied\n"; code != 2 || out != "" || !strings.HasSuffix(problems, want) {
			t.Errorf("the exit code is %d, with\n%s%s", code, out, problems)
		}
	}
	if text, err := os.ReadFile(locked); err != nil || string(text) != "mine" {
		t.Errorf("%q, %v", text, err)
	}
}
