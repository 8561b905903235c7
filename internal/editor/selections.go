package editor

import (
	"slices"

	"github.com/segc-lang/segc/ast"
)

// Selections returns what is around an offset, the smallest first, and each larger than the one
// before: a name, a value, its condition, and so on up to all of the text.
func (s *Snapshot) Selections(offset int) []ast.Span {
	text := s.text()
	offset = min(max(offset, 0), len(text))
	around := []ast.Span{{End: len(text)}}
	add := func(at ast.Span) {
		if last := around[len(around)-1]; at != last && last.Covers(at) && at.Start <= offset && offset <= at.End && !at.Empty() {
			around = append(around, at)
		}
	}
	if comment, ok := s.commentAt(offset); ok {
		add(comment.At)
	} else {
		for _, n := range s.file().At(offset) {
			add(n.Span())
			if list, ok := n.(*ast.For); ok {
				add(list.List)
			}
		}
	}
	last := around[len(around)-1]
	if quoted := text[last.Start:last.End]; len(quoted) > 2 && (quoted[0] == '"' || quoted[0] == '\'' || quoted[0] == '`') && quoted[len(quoted)-1] == quoted[0] {
		add(ast.Span{Start: last.Start + 1, End: last.End - 1})
	}
	add(wordAt(text, offset))
	slices.Reverse(around)
	return around
}

// commentAt returns the comment at an offset.
func (s *Snapshot) commentAt(offset int) (ast.Comment, bool) {
	all := s.file().Comments
	i, _ := slices.BinarySearchFunc(all, offset, func(c ast.Comment, offset int) int { return c.At.End - offset })
	if i < len(all) && all[i].At.Start <= offset && offset <= all[i].At.End {
		return all[i], true
	}
	return ast.Comment{}, false
}

// wordAt returns the letters and digits around an offset.
func wordAt(text string, offset int) ast.Span {
	at := ast.Span{Start: offset, End: offset}
	for at.Start > 0 && isWord(text[at.Start-1]) {
		at.Start--
	}
	for at.End < len(text) && isWord(text[at.End]) {
		at.End++
	}
	return at
}

// isWord reports whether a byte belongs to a word: a letter, also one of many bytes, a digit or _.
func isWord(c byte) bool {
	return c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
