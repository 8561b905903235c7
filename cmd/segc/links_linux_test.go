package main

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// watchFolder returns what was opened or read in a folder since it was called.
func watchFolder(t *testing.T, folder string) func() []string {
	t.Helper()
	fd, err := unix.InotifyInit1(unix.IN_NONBLOCK | unix.IN_CLOEXEC)
	if err != nil {
		t.Fatalf("files cannot be watched: %v", err)
	}
	t.Cleanup(func() { _ = unix.Close(fd) })
	if _, err := unix.InotifyAddWatch(fd, folder, unix.IN_OPEN|unix.IN_ACCESS); err != nil {
		t.Fatalf("files cannot be watched: %v", err)
	}
	return func() []string {
		var names []string
		buffer := make([]byte, 64<<10)
		n, _ := unix.Read(fd, buffer) // nothing to read is an error
		for at := 0; at+unix.SizeofInotifyEvent <= n; {
			length := int(binary.NativeEndian.Uint32(buffer[at+12:]))
			at += unix.SizeofInotifyEvent
			names = append(names, string(bytes.TrimRight(buffer[at:at+length], "\x00")))
			at += length
		}
		return names
	}
}

// TestWatchFolder checks that the watcher of the tests sees what is opened.
func TestWatchFolder(t *testing.T) {
	folder := t.TempDir()
	name := filepath.Join(folder, "a.seg")
	if err := os.WriteFile(name, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	seen := watchFolder(t, folder)
	if got := seen(); len(got) > 0 {
		t.Errorf("before: %q", got)
	}
	if _, err := os.Stat(name); err != nil {
		t.Fatal(err)
	}
	if got := seen(); len(got) > 0 {
		t.Errorf("to ask for a file is not to open it: %q", got)
	}
	if _, err := os.ReadFile(name); err != nil {
		t.Fatal(err)
	}
	if got := seen(); len(got) == 0 || got[0] != "a.seg" {
		t.Errorf("nothing was seen: %q", got)
	}
}
