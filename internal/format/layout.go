package format

import "github.com/segc-lang/segc/internal/poll"

// kind says what an item does.
type kind uint8

const (
	text     kind = iota
	space         // a blank at which no line breaks
	line          // a blank, or a line break when its group is broken
	softline      // nothing, or a line break when its group is broken
	newline       // a line break
	trailing      // a comment after something on its line
	own           // a comment on a line of its own
	open          // begins a group, whose lines break all or none
	openFill      // begins a group, whose lines break where the width demands it
	closing       // ends a group
	indent        // what follows is deeper
	dedent        // and no longer so
)

// item is a part of the layout. The printer needs to know how wide what follows
// an item is; measure fills that in.
type item struct {
	text   string
	kind   kind
	empty  bool  // of newline and own: there is an empty line before it
	inside bool  // of comments: in the middle of what would otherwise be on one line
	width  int32 // of the text
	end    int32 // of open and openFill: the item that ends the group
	rest   int32 // the width up to the next place where a line can break
	before int64 // the width of all items before this one, were they on one line
}

// broken is more than any line has room for. It is the width of an item that
// demands a line break, which so breaks all groups that it is in.
const broken = 1 << 32

// measure computes what the printer needs of the items.
func measure(work *poll.Poll, items []item) {
	var total int64
	var groups []int32
	for i := range items {
		it := &items[i]
		work.Step(2)
		it.before = total
		switch it.kind {
		case text:
			total += int64(it.width)
		case space, line:
			total++
		case newline, trailing, own:
			total += broken
		case open, openFill:
			groups = append(groups, int32(i))
		case closing:
			items[groups[len(groups)-1]].end = int32(i)
			groups = groups[:len(groups)-1]
		}
	}
	var rest int32
	for i := len(items) - 1; i >= 0; i-- {
		it := &items[i]
		work.Step(2)
		switch it.kind {
		case text:
			rest = min(rest+it.width, 1<<30)
		case space:
			rest = min(rest+1, 1<<30)
		case line, softline, newline, trailing, own:
			rest = 0
		}
		it.rest = rest
	}
}
