package spill

import (
	"bufio"
	"bytes"
	"container/heap"
	"fmt"
	"io"
)

// Each calls a function for every record, in the order of their bytes. The function may not
// keep the record. Nothing can be added any more.
func (s *Sorter) Each(each func(record []byte) error) error {
	s.sort()
	if len(s.runs) == 0 {
		for _, number := range s.order {
			if err := each(s.record(number)); err != nil {
				return err
			}
		}
		return nil
	}
	if len(s.order) > 0 {
		if err := s.flush(); err != nil {
			return err
		}
	}
	return s.merge(each)
}

// merge calls a function for every record of the runs.
func (s *Sorter) merge(each func(record []byte) error) error {
	var m merge
	for i, file := range s.runs {
		from := bufio.NewReaderSize(io.NewSectionReader(file, 0, s.counts[i]*int64(s.size)), bufferSize)
		c := &cursor{from: from, left: s.counts[i], record: make([]byte, s.size)}
		more, err := c.next()
		if err != nil {
			return err
		}
		if more {
			m.cursors = append(m.cursors, c)
		}
	}
	heap.Init(&m)
	for m.Len() > 0 {
		first := m.cursors[0]
		if err := each(first.record); err != nil {
			return err
		}
		more, err := first.next()
		switch {
		case err != nil:
			return err
		case more:
			heap.Fix(&m, 0)
		default:
			heap.Pop(&m)
		}
	}
	return nil
}

// cursor is a place in a run.
type cursor struct {
	from   io.Reader
	left   int64 // records
	record []byte
}

// next reads the next record. It is false if there are no more.
func (c *cursor) next() (more bool, err error) {
	if c.left == 0 {
		return false, nil
	}
	c.left--
	if _, err := io.ReadFull(c.from, c.record); err != nil {
		return false, fmt.Errorf("a temporary file has lost its end: %w", err)
	}
	return true, nil
}

// merge has the run with the first record first.
type merge struct{ cursors []*cursor }

func (m *merge) Len() int { return len(m.cursors) }
func (m *merge) Less(i, j int) bool {
	return bytes.Compare(m.cursors[i].record, m.cursors[j].record) < 0
}
func (m *merge) Swap(i, j int) { m.cursors[i], m.cursors[j] = m.cursors[j], m.cursors[i] }
func (m *merge) Push(any)      {} // runs are only added before the heap is made
func (m *merge) Pop() any {
	last := m.cursors[len(m.cursors)-1]
	m.cursors = m.cursors[:len(m.cursors)-1]
	return last
}
