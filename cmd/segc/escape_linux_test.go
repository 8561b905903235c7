package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io/fs"
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
