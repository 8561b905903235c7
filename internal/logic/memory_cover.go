package logic

// rowBytes is what is counted for a row that is kept, beside its words.
const rowBytes = 64

// heldRows counts the memory of the rows of a covering problem while they are found.
type heldRows struct {
	limits Limits
	bytes  int
}

// hold counts one more row. It reports false where that would not leave enough for
// what else the call has to do.
func (h *heldRows) hold(row Set) bool {
	n := rowBytes + 8*len(row)
	if !h.limits.Poll.Fits(n) {
		return false
	}
	h.limits.Poll.Hold(n)
	h.bytes += n
	return true
}

// free gives back what is counted.
func (h *heldRows) free() { h.limits.Poll.Free(h.bytes) }

// hold counts the memory of the work on a matrix: two copies of its rows, the rows
// of each column, and lists of its entries both ways. It reports false where that
// would not leave enough; otherwise, free gives the bytes back.
func (s *solver) hold(m *matrix) (bytes int, ok bool) {
	words := (len(m.id) + 63) / 64
	entries := 0
	for _, r := range m.rows {
		s.limits.Poll.Step(1 + words/4)
		entries += r.Len()
	}
	bytes = 3*8*words*len(m.rows) + 2*4*entries + rowBytes*(len(m.rows)+len(m.id))
	if !s.limits.Poll.Fits(bytes) {
		return 0, false
	}
	s.limits.Poll.Hold(bytes)
	return bytes, true
}

// free gives back what hold has counted.
func (s *solver) free(bytes int) { s.limits.Poll.Free(bytes) }

// anyCover returns some cover of m, by first numbers. It takes next to no memory.
func (s *solver) anyCover(m *matrix) []int32 {
	var cover []int32
	chosen := NewSet(len(m.id))
	for _, r := range m.rows {
		s.limits.Poll.Step(1 + len(r)/4)
		if j := r.Next(0); j >= 0 && !r.Meets(chosen) {
			chosen.Add(j)
			cover = append(cover, m.id[j])
		}
	}
	return cover
}

// numbers returns columns as ints.
func numbers(columns []int32) []int {
	out := make([]int, len(columns))
	for i, j := range columns {
		out[i] = int(j)
	}
	return out
}
