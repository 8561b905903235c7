package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// watchWrites watches a folder and those in it. What it returns tells what was
// written, made, moved, removed or changed there.
func watchWrites(t *testing.T, folder string) func() []string {
	t.Helper()
	const changes = unix.IN_CREATE | unix.IN_MODIFY | unix.IN_ATTRIB | unix.IN_MOVED_TO | unix.IN_MOVED_FROM | unix.IN_DELETE | unix.IN_CLOSE_WRITE
	watch, err := unix.InotifyInit1(unix.IN_CLOEXEC | unix.IN_NONBLOCK)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = unix.Close(watch) })
	err = filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() {
			_, err = unix.InotifyAddWatch(watch, name, changes)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return func() (seen []string) {
		buffer := make([]byte, 64<<10)
		for {
			n, err := unix.Read(watch, buffer)
			if err != nil || n <= 0 {
				return seen
			}
			for rest := buffer[:n]; len(rest) >= unix.SizeofInotifyEvent; {
				mask, length := binary.NativeEndian.Uint32(rest[4:]), int(binary.NativeEndian.Uint32(rest[12:]))
				name := bytes.TrimRight(rest[unix.SizeofInotifyEvent:][:length], "\x00")
				seen = append(seen, fmt.Sprintf("%#x %s", mask, name))
				rest = rest[unix.SizeofInotifyEvent+length:]
			}
		}
	}
}

// TestWritesAreSeen checks that the watcher sees each change in a folder and in those below:
// where other tests use it, nothing changes.
func TestWritesAreSeen(t *testing.T) {
	folder := t.TempDir()
	below := filepath.Join(folder, "below")
	if err := os.Mkdir(below, 0o755); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(below, "a.seg")
	seen := watchWrites(t, folder)
	if events := seen(); len(events) > 0 {
		t.Errorf("nothing was done, and these are seen: %q", events)
	}
	for _, c := range []struct {
		what string
		do   func() error
	}{
		{"made", func() error { return os.WriteFile(name, nil, 0o644) }},
		{"written", func() error { return os.WriteFile(name, []byte("opened"), 0o644) }},
		{"changed", func() error { return os.Chmod(name, 0o600) }},
		{"moved", func() error { return os.Rename(name, name+".old") }},
		{"removed", func() error { return os.Remove(name + ".old") }},
		{"removed with its folder", func() error { return os.Remove(below) }},
	} {
		if err := c.do(); err != nil {
			t.Fatal(err)
		}
		if events := seen(); len(events) == 0 {
			t.Errorf("nobody sees that something is %s", c.what)
		}
	}
}
