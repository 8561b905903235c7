package plan

import (
	"fmt"
	"maps"
	"slices"

	"github.com/segc-lang/segc/internal/deploy/lock"
)

// Place returns where the segment is written.
func (l *Local) Place() lock.Place {
	return lock.Place{File: l.File, Segment: l.Segment, Values: l.Values}
}

// Place returns where the segment of the step is written.
func (s *Step) Place() lock.Place {
	return lock.Place{File: s.File, Segment: s.Segment, Values: s.Values}
}

// Label says where the segment of the step is written, in a few words: in a file with several
// segments, its name tells it from the others.
func (s *Step) Label() string {
	if s.Place().Whole() {
		return s.File
	}
	return fmt.Sprintf("%s, %q", s.File, s.Name)
}

// places knows where segments are written, in the files at hand and in the lock.
type places struct {
	files  map[string]bool         // at hand
	now    map[string]bool         // keys of the places of the files at hand, see loose
	names  map[string]bool         // and of the names in them
	known  map[string]lock.Entry   // by the key of their place
	loose  map[string][]lock.Entry // by that with the name as Name compares it
	among  map[string][]lock.Entry // by that of the place that they have, or would have beside others
	byFile map[string][]lock.Entry
	then   map[string]bool         // keys of the names that the lock has
	called map[string][]lock.Entry // by name as written and values
	named  map[string][]lock.Entry // by name
	exists func(file string) bool
	looked map[string]bool // what exists said
}

func newPlaces(entries []lock.Entry, exists func(string) bool) places {
	p := places{
		files: map[string]bool{}, now: map[string]bool{}, names: map[string]bool{}, exists: exists, known: map[string]lock.Entry{},
		loose: map[string][]lock.Entry{}, among: map[string][]lock.Entry{}, byFile: map[string][]lock.Entry{}, then: map[string]bool{}, called: map[string][]lock.Entry{}, named: map[string][]lock.Entry{}, looked: map[string]bool{},
	}
	for _, e := range entries {
		key := loose(e.Place())
		p.known[e.Place().Key()] = e
		p.loose[key] = append(p.loose[key], e)
		key = loose(among(e.Place(), e.Name))
		p.among[key] = append(p.among[key], e)
		p.byFile[e.File] = append(p.byFile[e.File], e)
		p.then[nameKey(e.File, nameIn(e))] = true
		called := calledKey(nameIn(e), e.Values)
		p.called[called] = append(p.called[called], e)
		p.named[plain(e.Name)] = append(p.named[plain(e.Name)], e)
	}
	return p
}

// add enters the place of a segment with a name. Whether others are beside it makes no difference.
func (p *places) add(at lock.Place, name string) {
	p.files[at.File] = true
	p.now[loose(at)] = true
	at = among(at, name)
	p.now[loose(at)] = true
	p.names[nameKey(at.File, at.Segment)] = true
}

// among returns the place that a segment with a name has, or would have beside others.
func among(at lock.Place, name string) lock.Place {
	if at.Whole() {
		at.Segment = name
	}
	return at
}

// entry returns the entry for the place of a segment with a name. Names count as Name compares
// them, unless the lock has several entries that only differ by what that leaves out. If the file
// has got more segments since or has lost some, the name tells which one it is.
func (p *places) entry(at lock.Place, name string) (lock.Entry, bool) {
	if e, ok := p.known[at.Key()]; ok {
		return e, true
	}
	for _, alike := range [][]lock.Entry{p.loose[loose(at)], p.among[loose(among(at, name))]} {
		if len(alike) == 1 {
			return alike[0], true
		}
	}
	return lock.Entry{}, false
}

// loose is the key of a place whose name counts as Name compares it.
func loose(at lock.Place) string {
	at.Segment = plain(at.Segment)
	return at.Key()
}

// nameKey is the key of a name as written in a file.
func nameKey(file, name string) string { return file + "\x00" + plain(name) }

// calledKey is the key of a name as written and of the values of its `for`, in any file.
func calledKey(name string, values map[string]string) string {
	return loose(lock.Place{Segment: name, Values: values})
}

// nameIn returns the name of the segment of an entry as written in its file.
func nameIn(e lock.Entry) string {
	if e.Whole() {
		return e.Name
	}
	return e.Segment
}

// written returns the name of the segment as written in its file.
func (l *Local) written() string {
	if l.Place().Whole() {
		return l.Body.Name
	}
	return l.Segment
}

// valuesKey is the key of the values of a `for`.
func valuesKey(values map[string]string) string { return lock.Place{Values: values}.Key() }

// Missing says why a segment was left behind: what it was made from is not there any more.
type Missing string

// What is not there any more.
const (
	MissingFile    Missing = "file"    // its file; in JSON, that is the member gone_file
	MissingSegment Missing = "segment" // its name in the file
	MissingValue   Missing = "value"   // its values in the `for` of the file
)

// missing says what of the source of an entry is gone. It is empty if all of it is there, or if
// nobody can tell, since its file is there but not at hand.
func (p *places) missing(e lock.Entry) Missing {
	switch {
	case !p.files[e.File] && p.there(e.File):
		return ""
	case !p.files[e.File]:
		return MissingFile
	}
	switch {
	case p.now[loose(e.Place())], p.now[loose(among(e.Place(), e.Name))]:
		return ""
	case p.names[nameKey(e.File, nameIn(e))]:
		return MissingValue
	}
	return MissingSegment
}

// there reports whether a file that is not at hand exists.
func (p *places) there(file string) bool {
	there, looked := p.looked[file]
	if !looked {
		there = p.exists != nil && p.exists(file)
		p.looked[file] = there
	}
	return there
}

// elsewhere reports whether the file of an entry is there but not at hand.
func (p *places) elsewhere(e lock.Entry) bool { return !p.files[e.File] && p.missing(e) == "" }

// reshaped reports whether a segment has become one of several or the only one, or its `for`
// has other names.
func reshaped(e lock.Entry, l *Local) bool {
	names := func(values map[string]string) []string { return slices.Sorted(maps.Keys(values)) }
	return e.Whole() != l.Place().Whole() || !slices.Equal(names(e.Values), names(l.Values))
}
