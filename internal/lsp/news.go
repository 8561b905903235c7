package lsp

import (
	"cmp"
	"maps"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// news are the files in which others have found something, and that wait to be published.
type news struct{ waiting map[*file]bool }

func (n *news) add(f *file) {
	if n.waiting == nil {
		n.waiting = map[*file]bool{}
	}
	n.waiting[f] = true
}

// goodNews takes out of what is shown the problems that are gone for certain, and publishes what
// is left if there are any. Those that the checks of other files have found here are gone if somebody
// has typed in them.
func (s *session) goodNews(d *document) {
	gone := false
	for _, input := range inputsOf(d.file) {
		if left := s.remaining(input, d.file, d.quick.list); len(left) < len(input.found) {
			input.found, gone = left, true
		}
	}
	if gone {
		s.publish(d.file)
	}
}

// remaining returns what the check of a file has found, without the problems in an open text that
// are gone as its quick check has this list.
func (s *session) remaining(input, f *file, list diag.List) []finding {
	left := make([]finding, 0, len(input.found))
	matched := make([]bool, len(list))
	var errors maskers
	for i := range list {
		if d := &list[i]; d.Severity != diag.Warning {
			errors.add(place{d.Code, s.target(f, d.Location.Source), d.Location.Span})
		}
	}
	for _, one := range input.found {
		if one.at == f {
			if at := match(&one, list, matched); at >= 0 {
				matched[at] = true
				one.take(&list[at])
			} else if (input == f || one.edited) && one.isGone(&errors) {
				continue
			}
		}
		left = append(left, one)
	}
	return left
}

// match returns the index of the problem that a finding is, in the list of a later text: the
// nearest of those that say the same and are not taken yet. It returns -1 for none.
func match(f *finding, list diag.List, taken []bool) int {
	best, distance := -1, 0
	for i := range list {
		d := &list[i]
		if taken[i] || d.Code != f.Code || d.Message != f.Message {
			continue
		}
		off := max(d.Location.Span.Start-f.span.Start, f.span.Start-d.Location.Span.Start)
		if best < 0 || off < distance {
			best, distance = i, off
		}
	}
	if best >= 0 && distance > 0 && !f.edited && f.quick {
		return -1 // it has not moved, so that is another one
	}
	return best
}

// take lets a finding be the same problem in a later text.
func (f *finding) take(d *diag.Diagnostic) {
	if !f.quick {
		return
	}
	f.span = d.Location.Span
}

// isGone reports whether a problem that the quick check of a text with these errors does not find is
// gone. Where errors keep segc from looking for it, nobody knows.
func (f *finding) isGone(errors *maskers) bool {
	if !f.quick {
		return f.edited && f.span.Empty() // its text is gone
	}
	return f.edited || !errors.mask(f)
}

// badNews replaces what the check of an open text has found by what the quick check finds. With
// errors in it, segc proves nothing: what it has proved before stays, except where somebody has
// typed.
func (s *session) badNews(d *document) {
	found := s.findingsOf(d.file, d.quick.list, d.quick.list)
	s.find(d.file, s.keeping(d.file, found))
	s.publish(d.file)
	s.spread()
}

// keeping returns new findings and those old ones that errors keep segc from finding again. Where a
// new one has the same code at the same place, the old one is an earlier wording of it.
func (s *session) keeping(f *file, found []finding) []finding {
	known, places := map[string]bool{}, map[place]bool{}
	var errors maskers
	for i := range found {
		one := &found[i]
		known[identity(&one.Diagnostic)] = true
		places[one.place()] = true
		if one.quick && one.Severity != diag.Warning {
			errors.add(one.place())
		}
	}
	for _, old := range f.found {
		masked := !old.quick || !old.isGone(&errors)
		reworded := places[old.place()]
		if masked && !old.edited && !reworded && !known[identity(&old.Diagnostic)] {
			found = append(found, old)
		}
	}
	return found
}

// find notes what the check of a file has found, in place of what it had found before.
func (s *session) find(f *file, found []finding) {
	for _, one := range f.found {
		if one.at != f {
			delete(one.at.from, f)
			s.news.add(one.at)
		}
	}
	f.found = found
	for _, one := range found {
		if one.at != f {
			one.at.from[f] = true
			s.news.add(one.at)
		}
	}
}

// spread publishes what was found in other files than the one that was checked.
func (s *session) spread() {
	waiting := s.news.waiting
	s.news.waiting = nil
	for _, f := range inOrder(maps.Keys(waiting)) {
		s.publish(f)
	}
}

func byPath(a, b *file) int {
	return cmp.Or(cmp.Compare(a.folder.path, b.folder.path), byFolder(a.name, b.name))
}

// clear forgets what the check of a file has found.
func (s *session) clear(f *file) {
	s.find(f, nil)
	s.publish(f)
	s.spread()
}

// unreadable shows why a file cannot be read, as `segc check` says it. Nothing else is known of it.
func (s *session) unreadable(f *file, why error) {
	text, _, _ := strings.Cut(why.Error(), "\n")
	source := ast.NewSource(f.name, "")
	s.find(f, []finding{{Diagnostic: diag.Diagnostic{Message: text}, at: f, source: source, quick: true}})
	s.publish(f)
	s.spread()
}
