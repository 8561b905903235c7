package main

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
)

// TestDevFolders checks that a folder below /dev/ is like any other: what it has is
// found, and its links are refused. An open file and a device are still read.
func TestDevFolders(t *testing.T) {
	base, err := os.MkdirTemp("/dev/shm", "segc-")
	if err != nil {
		judges.Missing(t, "files", "no such folder here: %v", err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(base) })
	linkProject(t)
	secret, err := filepath.Abs(filepath.Join("..", outsideName, "secret.seg"))
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(base, "segs")
	if err := errors.Join(
		os.Mkdir(folder, 0o777), os.WriteFile(filepath.Join(folder, "fine.seg"), []byte("isp in (1)"), 0o666),
		os.Symlink(secret, filepath.Join(base, "a.seg")), os.Symlink("/dev/zero", filepath.Join(base, "zero.seg")),
	); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(filepath.Join(folder, "fine.seg"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"check " + folder, exitFine, "fine.seg"},
		{"check " + base + "/segs/fine.seg", exitFine, ""},
		{"check " + base + "/a.seg", exitUsage, "it is an absolute link"},
		{"fmt " + base + "/a.seg", exitUsage, "it is an absolute link"},
		{"check " + base + "/zero.seg", exitUsage, "it is an absolute link"},
		{"check --root . " + base + "/a.seg", exitUsage, "it is an absolute link"},
		{"plan --lock " + base + "/a.seg good.seg", exitUsage, "it is an absolute link"},
		{"decompile " + base + "/a.seg", exitUsage, "it is an absolute link"},
		{"check /dev/null", exitInput, ""},
		{"check /dev/zero", exitUsage, "not text"},
		{"check /dev/shm/../zero", exitUsage, "not text"},
		{"check /proc/self/environ", exitUsage, "not text"},
		{"check /dev/fd/" + strconv.Itoa(int(f.Fd())), exitFine, ""},
		{"check /proc/self/fd/" + strconv.Itoa(int(f.Fd())), exitFine, ""},
	} {
		code, said := hostileRun(t, "http://127.0.0.1:9", "", strings.Fields(c.args)...)
		if code != c.code || !strings.Contains(said, c.want) || strings.Contains(said, outsideMark) {
			t.Errorf("%s: %d\n%s", c.args, code, said)
		}
		if _, err := f.Seek(0, 0); err != nil {
			t.Fatal(err)
		}
	}
}
