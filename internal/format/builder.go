package format

import (
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/poll"
)

// builder makes the items of a file. Tokens that have a place in the source pull
// the comments before them into the stream.
type builder struct {
	poll     *poll.Poll
	source   string // empty without one
	comments []ast.Comment
	items    []item
	next     int      // the first comment that was not reached yet
	last     ast.Span // of the token that was added last
	after    bool     // nothing but that token was added yet
}

// itemBytes is what an item takes, in a slice that grows. Every text comes with
// about one item that is none.
const itemBytes = 96

// text adds a text that has no place in the source, or none that matters.
func (b *builder) text(s string) {
	b.poll.Step(16 + len(s)/2)
	b.poll.Hold(2*itemBytes + len(s))
	b.items = append(b.items, item{kind: text, text: s, width: displayWidth(s)})
}

// word adds a text and a blank after it.
func (b *builder) word(s string) {
	b.text(s)
	b.add(space)
}

func (b *builder) add(k kind) { b.items = append(b.items, item{kind: k}) }

// token adds the text of a part of the source, after the comments before that part.
func (b *builder) token(at ast.Span, s string) {
	b.reach(at.Start, true)
	b.text(s)
	b.last, b.after = at, true
}

// before adds the comments before an offset, where a line may break anyway.
func (b *builder) before(offset int) { b.reach(offset, false) }

// reach adds the comments before an offset.
func (b *builder) reach(offset int, inside bool) {
	for b.next < len(b.comments) && b.comments[b.next].At.Start < offset {
		b.comment(inside)
	}
}

// comment adds the next comment. The first comment after a token stays on the line
// of the token; all others get lines of their own.
func (b *builder) comment(inside bool) {
	c := b.comments[b.next]
	b.poll.Step(16 + len(c.Text)/16)
	b.poll.Hold(itemBytes)
	it := item{kind: own, text: strings.TrimRight(c.Text, " \t\r"), inside: inside}
	if b.after && !b.lineBetween(b.last, c.At.Start) {
		it.kind = trailing
	} else {
		it.empty = b.emptyBefore(c.At.Start)
	}
	b.items = append(b.items, it)
	b.after = false
	b.next++
}

// lineEnds are the characters that end a line between tokens, and together they end one.
const lineEnds = "\r\n"

// lineBetween reports whether a line ends between a token and an offset after its
// start.
func (b *builder) lineBetween(token ast.Span, offset int) bool {
	start := token.End
	if offset < start { // the comment is between the words of the token
		start = token.Start
	}
	return strings.ContainsAny(b.slice(start, offset), lineEnds)
}

// emptyBefore reports whether there is an empty line before an offset.
func (b *builder) emptyBefore(offset int) bool {
	lines := 0
	for i := min(offset, len(b.source)) - 1; i >= 0; i-- {
		switch b.source[i] {
		case '\r', '\n':
			if strings.HasPrefix(b.source[i:], lineEnds) {
				continue // the LF was counted
			}
			if lines++; lines > 1 {
				return true
			}
		case ' ', '\t':
		default:
			return false
		}
	}
	return false
}

// find returns the first offset, from one on, that is not at a blank, a comma or a
// comment.
func (b *builder) find(offset int) int {
	for offset < len(b.source) {
		switch b.source[offset] {
		case ' ', '\t', '\r', '\n', ',':
			offset++
		case '#':
			end := strings.IndexByte(b.source[offset:], '\n')
			if end < 0 {
				return len(b.source)
			}
			offset += end
		default:
			return offset
		}
	}
	return offset
}

func (b *builder) slice(start, end int) string {
	end = min(max(end, 0), len(b.source))
	return b.source[min(max(start, 0), end):end]
}

// displayWidth returns the columns that a text takes.
func displayWidth(s string) int32 {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return int32(uniseg.StringWidth(s))
		}
	}
	return int32(len(s))
}
