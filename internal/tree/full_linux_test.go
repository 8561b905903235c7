package tree_test

import (
	"errors"
	"io/fs"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"testing"
)

// TestFullDisk checks that a write for which there is no room leaves the old
// content and nothing beside it. A limit on the size of files is to a program what
// a full disk is.
func TestFullDisk(t *testing.T) {
	project, _, files := withOutside(t)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	exceeded := make(chan os.Signal, 1)
	signal.Notify(exceeded, syscall.SIGXFSZ) // which would end the process
	defer signal.Stop(exceeded)
	small := before
	small.Cur = 1 << 20
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &small); err != nil {
		t.Fatal(err)
	}
	content := []byte(strings.Repeat("x", 2<<20))
	_, kept := files.Write(t.Context(), "plain.seg", content)
	made := files.Create("new.seg", content)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	if !errors.Is(kept, syscall.EFBIG) || !errors.Is(made, syscall.EFBIG) {
		t.Errorf("Write = %v, Create = %v", kept, made)
	}
	if data, _ := files.Read("plain.seg", 100); string(data) != "plain" {
		t.Errorf("plain.seg has %.10q", data)
	}
	if _, err := os.Stat(project + "/new.seg"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("half of a new file is left: %v", err)
	}
	nothingLeft(t, project)
}
