package spill

import (
	"bufio"
	"bytes"
	"errors"
	"slices"
)

// Sorter sorts records of one size. It is for one goroutine.
type Sorter struct {
	open   Open
	size   int // of a record
	most   int // bytes of records that are held
	held   []byte
	order  []int32 // of the records that are held
	runs   []File
	counts []int64 // of records in each run
}

// NewSorter returns a sorter of records of some size, in bytes, that holds about so many bytes
// of them in memory.
func NewSorter(open Open, size int, most int64) *Sorter {
	const largest = 1 << 30 // which makes places of records fit
	return &Sorter{open: open, size: size, most: max(int(min(most, largest)), 2*size)}
}

// Add adds a copy of a record.
func (s *Sorter) Add(record []byte) error {
	if len(s.held)+len(record) > s.most {
		if err := s.flush(); err != nil {
			return err
		}
	}
	s.held = append(s.held, record...)
	return nil
}

// record returns a record that is held.
func (s *Sorter) record(number int32) []byte {
	start := int(number) * s.size
	return s.held[start : start+s.size]
}

// sort orders the records that are held.
func (s *Sorter) sort() {
	s.order = s.order[:0]
	for i := range len(s.held) / s.size {
		s.order = append(s.order, int32(i))
	}
	slices.SortFunc(s.order, func(a, b int32) int { return bytes.Compare(s.record(a), s.record(b)) })
}

// flush writes the records that are held as a run.
func (s *Sorter) flush() error {
	s.sort()
	file, err := s.open()
	if err != nil {
		return err
	}
	s.runs, s.counts = append(s.runs, file), append(s.counts, int64(len(s.order)))
	to := bufio.NewWriterSize(file, bufferSize)
	for _, number := range s.order {
		if _, err := to.Write(s.record(number)); err != nil {
			return err
		}
	}
	s.held = s.held[:0]
	if err := to.Flush(); err != nil || len(s.runs) < maxRuns {
		return err
	}
	return s.joinRuns()
}

// maxRuns is how many files are open at once: so many runs become one.
const maxRuns = 64

// joinRuns makes one run of all.
func (s *Sorter) joinRuns() error {
	file, err := s.open()
	if err != nil {
		return err
	}
	to := bufio.NewWriterSize(file, bufferSize)
	count := int64(0)
	err = s.merge(func(record []byte) error {
		count++
		_, err := to.Write(record)
		return err
	})
	if err = errors.Join(err, to.Flush(), closeAll(s.runs)); err != nil {
		s.runs, s.counts = nil, nil
		return errors.Join(err, file.Close())
	}
	s.runs, s.counts = append(s.runs[:0], file), append(s.counts[:0], count)
	return nil
}

// Close closes the files. The sorter has no records then.
func (s *Sorter) Close() error {
	runs := s.runs
	s.runs, s.counts, s.held = nil, nil, nil
	return closeAll(runs)
}
