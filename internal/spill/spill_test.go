package spill

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// memoryFile is a temporary file in memory. It fails after so many bytes, if that is not 0.
type memoryFile struct {
	content []byte
	failing int
	closed  *int
}

var errFull = errors.New("the disk is full")

func (f *memoryFile) Write(p []byte) (int, error) {
	if f.failing > 0 && len(f.content)+len(p) > f.failing {
		return 0, errFull
	}
	f.content = append(f.content, p...)
	return len(p), nil
}

func (f *memoryFile) ReadAt(p []byte, at int64) (int, error) {
	return bytes.NewReader(f.content).ReadAt(p, at)
}

func (f *memoryFile) Close() error { *f.closed++; return nil }

// TestSorted sorts random records with room for few of them, and finds each in a table.
func TestSorted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		opened, closed := 0, 0
		open := func() (File, error) { opened++; return &memoryFile{closed: &closed}, nil }
		const size, key = 3, 2
		s := NewSorter(open, size, int64(rapid.SampledFrom([]int{0, 7, 30, 3000}).Draw(t, "memory")))
		var want [][]byte
		for range rapid.IntRange(0, 300).Draw(t, "records") {
			record := []byte{rapid.Byte().Draw(t, "a"), rapid.SampledFrom([]byte{0, 1, 255}).Draw(t, "b"), rapid.Byte().Draw(t, "c")}
			want = append(want, record)
			if err := s.Add(record); err != nil {
				t.Fatal(err)
			}
		}
		slices.SortFunc(want, bytes.Compare)
		table, err := NewTable(open, size, key)
		if err != nil {
			t.Fatal(err)
		}
		var got [][]byte
		err = s.Each(func(record []byte) error {
			if n := len(got); n == 0 || !bytes.Equal(got[n-1][:key], record[:key]) {
				if err := table.Add(record); err != nil {
					return err
				}
			}
			got = append(got, slices.Clone(record))
			return nil
		})
		if err != nil || !slices.EqualFunc(got, want, bytes.Equal) {
			t.Fatalf("%v is %v (%v)", want, got, err)
		}
		if err := table.Done(); err != nil {
			t.Fatal(err)
		}
		room := make([]byte, table.PageSize())
		place := int64(-1)
		for i, record := range want {
			first := i == 0 || !bytes.Equal(want[i-1][:key], record[:key])
			if first {
				place++
			} else {
				record = nil
			}
			found, at, err := table.Find(want[i][:key], room)
			if err != nil || found == nil || at != place || first && !bytes.Equal(found, record) {
				t.Fatalf("%v is %v at %d, not %d (%v)", want[i], found, at, place, err)
			}
		}
		for a := range 256 {
			absent := []byte{byte(a), 7}
			if found, _, err := table.Find(absent, room); found != nil || err != nil {
				t.Fatalf("%v is not there: %v (%v)", absent, found, err)
			}
		}
		if err := table.Each(func(at int64, record []byte) error {
			found, place, err := table.Find(record[:key], room)
			if place != at || !bytes.Equal(found, record) {
				t.Fatalf("%v at %d is %v at %d", record, at, found, place)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if table.Len() != place+1 {
			t.Fatalf("%d records instead of %d", table.Len(), place+1)
		}
		if err := errors.Join(s.Close(), table.Close()); err != nil || opened != closed {
			t.Fatalf("%d files were opened, and %d closed (%v)", opened, closed, err)
		}
	})
}

// TestErrors has files that cannot be made, written or read.
func TestErrors(t *testing.T) {
	closed := 0
	s := NewSorter(func() (File, error) { return nil, errFull }, 1, 1)
	if err := errors.Join(s.Add([]byte{1}), s.Add([]byte{2}), s.Add([]byte{3})); !errors.Is(err, errFull) {
		t.Errorf("no file: %v", err)
	}
	s = NewSorter(func() (File, error) { return &memoryFile{failing: 1, closed: &closed}, nil }, 1, 1)
	if err := errors.Join(s.Add([]byte{1}), s.Add([]byte{2}), s.Add([]byte{3})); !errors.Is(err, errFull) {
		t.Errorf("a full disk: %v", err)
	}
	var files []*memoryFile
	s = NewSorter(func() (File, error) {
		files = append(files, &memoryFile{closed: &closed})
		return files[len(files)-1], nil
	}, 1, 3)
	for i := range 9 {
		if err := s.Add([]byte{byte(i)}); err != nil {
			t.Fatal(err)
		}
	}
	files[0].content = files[0].content[:2]
	if err := s.Each(func([]byte) error { return nil }); !errors.Is(err, io.EOF) || !strings.Contains(err.Error(), "has lost its end") {
		t.Errorf("a file that lost its end: %v", err)
	}
	stop := errors.New("enough")
	s = NewSorter(func() (File, error) { return &memoryFile{closed: &closed}, nil }, 1, 2)
	for i := range 9 {
		if err := s.Add([]byte{byte(i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Each(func([]byte) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("the function's error: %v", err)
	}
}
