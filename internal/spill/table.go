package spill

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"sort"
)

// pageRecords is how many records are read to find one.
const pageRecords = 64

// Table is a file of records in the order of their keys, which are all different. Many goroutines
// may find records at once.
type Table struct {
	file      File
	to        *bufio.Writer
	size, key int
	count     int64
	index     []byte // the key of the first record of each page
}

// NewTable returns a table of records of some size whose keys have so many bytes.
func NewTable(open Open, size, key int) (*Table, error) {
	file, err := open()
	if err != nil {
		return nil, err
	}
	return &Table{file: file, to: bufio.NewWriterSize(file, bufferSize), size: size, key: key}, nil
}

// Add adds a record, whose key comes after all others.
func (t *Table) Add(record []byte) error {
	if t.count%pageRecords == 0 {
		t.index = append(t.index, record[:t.key]...)
	}
	t.count++
	_, err := t.to.Write(record)
	return err
}

// Done writes what was added. It comes before Find.
func (t *Table) Done() error { return t.to.Flush() }

// Len returns how many records there are.
func (t *Table) Len() int64 { return t.count }

// PageSize returns how many bytes of room Find needs.
func (t *Table) PageSize() int { return pageRecords * t.size }

// Find returns the record with a key and its place, from 0; nil if there is none. Room is where
// the record is until the next call with it.
func (t *Table) Find(key, room []byte) (record []byte, place int64, err error) {
	pages := len(t.index) / t.key
	page := sort.Search(pages, func(i int) bool { return bytes.Compare(t.index[i*t.key:(i+1)*t.key], key) > 0 }) - 1
	if page < 0 {
		return nil, 0, nil
	}
	first := int64(page) * pageRecords
	records := int(min(pageRecords, t.count-first))
	room = room[:records*t.size]
	if _, err := t.file.ReadAt(room, first*int64(t.size)); err != nil {
		return nil, 0, err
	}
	i := sort.Search(records, func(i int) bool { return bytes.Compare(room[i*t.size:i*t.size+t.key], key) >= 0 })
	if i == records || !bytes.Equal(room[i*t.size:i*t.size+t.key], key) {
		return nil, 0, nil
	}
	return room[i*t.size : (i+1)*t.size], first + int64(i), nil
}

// Each calls a function for every record and its place. The function may not keep the record.
func (t *Table) Each(each func(place int64, record []byte) error) error {
	from := bufio.NewReaderSize(io.NewSectionReader(t.file, 0, t.count*int64(t.size)), bufferSize)
	record := make([]byte, t.size)
	for place := range t.count {
		if _, err := io.ReadFull(from, record); err != nil {
			return fmt.Errorf("a temporary file has lost its end: %w", err)
		}
		if err := each(place, record); err != nil {
			return err
		}
	}
	return nil
}

// Close closes the file.
func (t *Table) Close() error { return t.file.Close() }
