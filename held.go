package segc

import (
	"encoding/binary"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
)

// held is what a result knows beside its document, in few bytes, since services keep the
// results of many rules.
type held struct {
	// data has the stats, then the places of the parts that change nothing, and then those
	// of the conditions. Conditions of the same places share them.
	data []byte

	// index has, for each group, where its conditions begin in index, then where the last
	// group ends, and then, for each condition, where its places begin in data.
	index []uint32
}

// hold packs what is known of a result. The places are in the files.
func hold(stats Stats, without []diag.Location, origins [][][]diag.Location, files []*ast.File) held {
	conditions := 0
	for _, group := range origins {
		conditions += len(group)
	}
	p := packer{files: files, data: make([]byte, 0, statsBytes+placeBytes*conditions)} // enough for most rules
	for _, n := range numbersOf(&stats) {
		p.number(*n)
	}
	for _, yes := range answersOf(&stats) {
		p.answer(*yes)
	}
	p.text(string(stats.Method))
	p.text(string(stats.Verified))
	p.places(without)
	index := p.origins(origins, conditions)
	return held{p.data, index}
}

// Stats returns what is known of the document's size.
func (h *held) stats() Stats {
	stats, _ := h.unpack()
	return stats
}

// without returns the parts of the rule that were warned of, since they change nothing.
func (h *held) without(files []*ast.File) []diag.Location {
	_, u := h.unpack()
	return u.places(files)
}

// origin returns the places of a condition, and nil if there is none.
func (h *held) origin(group, condition int, files []*ast.File) []diag.Location {
	if len(h.index) == 0 || group < 0 || group >= int(h.index[0])-1 || condition < 0 {
		return nil
	}
	first, end := int(h.index[group]), int(h.index[group+1])
	if condition >= end-first {
		return nil
	}
	u := unpacker(h.data[h.index[first+condition]:])
	return u.places(files)
}

// unpack returns the stats, and what follows them.
func (h *held) unpack() (stats Stats, rest unpacker) {
	u := unpacker(h.data)
	if len(u) == 0 {
		return Stats{}, unpacker{0} // of a zero result
	}
	for _, n := range numbersOf(&stats) {
		*n = u.number()
	}
	for _, yes := range answersOf(&stats) {
		*yes = u.number() != 0
	}
	stats.Method, stats.Verified = compile.Method(u.text()), compile.Verified(u.text())
	return stats, u
}

// numbersOf returns the numbers in stats.
func numbersOf(s *Stats) [14]*int {
	return [...]*int{
		&s.Groups, &s.Conditions, &s.AtLeast, &s.Level, &s.Work,
		&s.Source.Conditions, &s.Source.Compared, &s.Source.Deciding, &s.Source.Contacts,
		&s.Spent.Nodes, &s.Spent.Operations, &s.Spent.Primes, &s.Spent.Branches, &s.Spent.Steps,
	}
}

// answersOf returns what is yes or no in stats.
func answersOf(s *Stats) [3]*bool { return [...]*bool{&s.Proved, &s.Undecided, &s.Assumed} }

// About how much the stats of a rule take, and the place of a condition.
const (
	statsBytes = 40
	placeBytes = 4
)

// packer appends to data.
type packer struct {
	files []*ast.File
	data  []byte
}

func (p *packer) number(n int) { p.data = binary.AppendUvarint(p.data, uint64(n)) }

func (p *packer) answer(yes bool) {
	n := 0
	if yes {
		n = 1
	}
	p.number(n)
}

func (p *packer) text(text string) {
	p.number(len(text))
	p.data = append(p.data, text...)
}

// places appends places: most begin shortly after the one before, in the same file.
func (p *packer) places(all []diag.Location) {
	p.number(len(all))
	file, end := 0, 0
	for _, at := range all {
		begins := int64(at.Span.Start - end)
		n := uint64(begins<<1) ^ uint64(begins>>63) // small if it is near, also before the end
		if at.Source == p.files[file].Source {
			p.data = binary.AppendUvarint(p.data, n<<1)
		} else {
			file = p.fileOf(at.Source)
			p.data = binary.AppendUvarint(p.data, n<<1|1)
			p.number(file)
		}
		p.number(at.Span.End - at.Span.Start)
		end = at.Span.End
	}
}

// fileOf returns the number of the file of a source.
func (p *packer) fileOf(source *ast.Source) int {
	for i, f := range p.files {
		if f.Source == source {
			return i
		}
	}
	panic("segc: a place is in none of the files")
}

// origins appends the places of conditions, and returns the index.
func (p *packer) origins(groups [][][]diag.Location, conditions int) []uint32 {
	index := make([]uint32, 0, len(groups)+1+conditions)
	first := len(groups) + 1
	for _, group := range groups {
		index = append(index, uint32(first))
		first += len(group)
	}
	index = append(index, uint32(first))
	type shared struct {
		first *diag.Location
		n     int
	}
	var known map[shared]uint32
	for _, group := range groups {
		for _, places := range group {
			at := uint32(len(p.data))
			if len(places) == 1 { // which takes no more than to find it again
				p.places(places)
				index = append(index, at)
				continue
			}
			key := shared{&places[0], len(places)}
			if before, ok := known[key]; ok {
				index = append(index, before)
				continue
			}
			if known == nil {
				known = map[shared]uint32{}
			}
			known[key] = at
			p.places(places)
			index = append(index, at)
		}
	}
	return index
}

// unpacker reads what a packer appended, from its beginning.
type unpacker []byte

func (u *unpacker) number() int {
	var n uint64
	for shift := 0; ; shift += 7 {
		b := (*u)[0]
		*u = (*u)[1:]
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return int(n)
		}
	}
}

func (u *unpacker) text() string {
	n := u.number()
	text := string((*u)[:n])
	*u = (*u)[n:]
	return text
}

func (u *unpacker) places(files []*ast.File) []diag.Location {
	n := u.number()
	if n == 0 {
		return nil
	}
	all := make([]diag.Location, n)
	file, end := 0, 0
	for i := range all {
		begins := uint64(u.number())
		if begins&1 != 0 {
			file = u.number()
		}
		begins >>= 1
		at := ast.Span{Start: end + int(int64(begins>>1)^-int64(begins&1))}
		at.End = at.Start + u.number()
		all[i], end = diag.Location{Source: files[file].Source, Span: at}, at.End
	}
	return all
}
