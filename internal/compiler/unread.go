package compiler

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
)

// withoutFollowing leaves out what names and types are wrong in conditions that the grammar could not
// read: a word of theirs may be anything, and one mistake is one error.
func (l *loading) withoutFollowing(list diag.List) diag.List {
	unread := map[*ast.Source][]ast.Span{}
	rewritten := map[*ast.Source][]ast.Span{} // what other fixes write anew, or nobody can
	written := map[*ast.Source][]ast.Span{}   // where errors of the grammar are
	joints := map[*ast.Source][]int{}
	for _, d := range list {
		l.Poll.Step(16)
		if !isSyntax(d.Code) {
			continue
		}
		source := d.Location.Source
		if _, ok := joints[source]; !ok {
			joints[source] = l.jointsOf(source.Text())
		}
		at := d.Location.Span
		written[source] = append(written[source], at)
		for _, f := range d.Fixes {
			for _, e := range f.Edits {
				l.Poll.Step(1)
				at = at.Join(e.Location.Span)
			}
		}
		condition := between(joints[source], at, len(source.Text()))
		unread[source] = append(unread[source], condition)
		switch {
		case quotesWords(d):
		case len(d.Fixes) > 0:
			rewritten[source] = append(rewritten[source], l.rewrites(d))
		default:
			rewritten[source] = append(rewritten[source], condition)
		}
	}
	if len(unread) == 0 {
		return list
	}
	for _, all := range []map[*ast.Source][]ast.Span{unread, rewritten, written} {
		for _, spans := range all {
			poll.Sort(nil, spans, func(a, b ast.Span) int { return a.Start - b.Start })
		}
	}
	return slices.DeleteFunc(list, func(d diag.Diagnostic) bool {
		l.Poll.Step(16)
		if quotesWords(d) && within(rewritten[d.Location.Source], d.Location.Span.Start) {
			return true
		}
		if d.Code == diag.NoRule && brokenAt(written[d.Location.Source], d.Location) {
			return true // what is wrong with its header may be why
		}
		return follows(d.Code) && within(unread[d.Location.Source], d.Location.Span.Start)
	})
}

// brokenAt reports whether the first of some spans that begins at a place or after it is in the place, or comes after it
// with nothing but white space between them. The spans are sorted.
func brokenAt(spans []ast.Span, place diag.Location) bool {
	const near = 100 // bytes
	i, _ := slices.BinarySearchFunc(spans, place.Span.Start, func(s ast.Span, at int) int { return s.Start - at })
	if i == len(spans) || spans[i].Start > place.Span.End+near {
		return false
	}
	return spans[i].Start <= place.Span.End || strings.TrimSpace(place.Source.Text()[place.Span.End:spans[i].Start]) == ""
}

// rewrites returns what a problem and its fixes are about near its place: they write it anew.
func (l *loading) rewrites(d diag.Diagnostic) ast.Span {
	const near = 1000 // bytes; what is farther away, or on another line, is apart
	at, text := d.Location.Span, d.Location.Source.Text()
	for _, f := range d.Fixes {
		for _, e := range f.Edits {
			l.Poll.Step(near / 8)
			if both := at.Join(e.Location.Span); both.End-both.Start <= near && !strings.Contains(text[both.Start:both.End], "\n") {
				at = both
			}
		}
	}
	return at
}

// quotesWords reports whether an error says of words alone that they need quotes.
func quotesWords(d diag.Diagnostic) bool {
	if d.Code != diag.UnquotedText {
		return false
	}
	for _, f := range d.Fixes {
		for _, e := range f.Edits {
			if strings.ContainsAny(e.Location.Source.Slice(e.Location.Span), " \t") {
				return false
			}
		}
	}
	return true
}

// within reports whether a place is in one of some spans, which are sorted.
func within(spans []ast.Span, at int) bool {
	i, found := slices.BinarySearchFunc(spans, at, func(s ast.Span, at int) int { return s.Start - at })
	if !found {
		i--
	}
	// Spans of one condition are alike, so that few overlap.
	for ; i >= 0; i-- {
		if at <= spans[i].End {
			return true
		}
		if spans[i].End < at {
			break
		}
	}
	return false
}

// between returns the condition around a span: what lies between two joints.
func between(joints []int, at ast.Span, end int) ast.Span {
	i, found := slices.BinarySearch(joints, at.Start)
	if found {
		i++
	}
	whole := ast.Span{Start: 0, End: end}
	if i > 0 {
		whole.Start = joints[i-1]
	}
	if j, _ := slices.BinarySearch(joints, max(at.End, at.Start+1)); j < len(joints) {
		whole.End = joints[j]
	}
	return whole
}

// jointsOf returns where conditions and statements begin and end in a text: at `and`, `or`, `where` and line ends,
// outside quotes.
func (l *loading) jointsOf(text string) (all []int) {
	for at := 0; at < len(text); {
		l.Poll.Step(1)
		switch c := text[at]; {
		case c == '\n':
			all = append(all, at)
		case c == '"' || c == '\'' || c == '`':
			if end := strings.IndexAny(text[at+1:], string(c)+"\n"); end >= 0 && text[at+1+end] == c {
				at += end + 1
			}
		case isLetter(c):
			end := at + 1
			for end < len(text) && isLetter(text[end]) {
				end++
			}
			if word := text[at:end]; strings.EqualFold(word, "and") || strings.EqualFold(word, "or") || strings.EqualFold(word, "where") {
				all = append(all, at)
			}
			at = end - 1
		}
		at++
	}
	return all
}

func isLetter(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

// isSyntax reports whether a code says that a text could not be read.
func isSyntax(code diag.Code) bool {
	switch code {
	case diag.UnsupportedTest, diag.UnsupportedUnit, diag.BadDate:
		return true
	}
	return strings.HasPrefix(string(code), "SEG10")
}

// follows reports whether a code may be said of words that are not what they look like.
func follows(code diag.Code) bool {
	switch code {
	case diag.UnknownName, diag.UnknownColumn, diag.ColumnAsCondition, diag.MixedAndOr:
		return true
	}
	return strings.HasPrefix(string(code), "SEG3")
}
