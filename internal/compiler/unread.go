package compiler

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// withoutFollowing leaves out what names and types are wrong in conditions that the grammar could not
// read: a word of theirs may be anything, and one mistake is one error.
func (l *loading) withoutFollowing(list diag.List) diag.List {
	unread, touched := map[*ast.Source][]ast.Span{}, map[*ast.Source][]ast.Span{}
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
		for _, f := range d.Fixes {
			for _, e := range f.Edits {
				l.Poll.Step(1)
				at = at.Join(e.Location.Span)
			}
		}
		condition := between(joints[source], at, len(source.Text()))
		unread[source] = append(unread[source], condition)
		touched[source] = append(touched[source], l.touches(d, condition))
	}
	if len(unread) == 0 {
		return list
	}
	for _, all := range []map[*ast.Source][]ast.Span{unread, touched} {
		for _, spans := range all {
			slices.SortFunc(spans, func(a, b ast.Span) int { return a.Start - b.Start })
		}
	}
	return slices.DeleteFunc(list, func(d diag.Diagnostic) bool {
		l.Poll.Step(16)
		if d.Code == diag.UnquotedText {
			return within(touched[d.Location.Source], d.Location.Span.End)
		}
		return follows(d.Code) && within(unread[d.Location.Source], d.Location.Span.Start)
	})
}

// touches returns what all fixes of an error change, or are beside: a word there may need no quotes afterwards. Without
// a fix, it is the condition.
func (l *loading) touches(d diag.Diagnostic, condition ast.Span) ast.Span {
	all := ast.Span{Start: condition.Start, End: condition.End}
	for _, f := range d.Fixes {
		l.Poll.Step(1)
		if n := len(f.Edits); n > 0 {
			all.Start = max(all.Start, f.Edits[0].Location.Span.Start)
			all.End = min(all.End, f.Edits[n-1].Location.Span.End+len(" word"))
		}
	}
	return all
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
	case diag.UnquotedText: // which may follow itself
		return false
	}
	return strings.HasPrefix(string(code), "SEG10")
}

// follows reports whether a code may be said of words that are not what they look like.
func follows(code diag.Code) bool {
	switch code {
	case diag.UnknownName, diag.UnknownColumn, diag.ColumnAsCondition:
		return true
	}
	return strings.HasPrefix(string(code), "SEG3")
}
