package sql

import (
	"fmt"

	"github.com/segc-lang/segc/internal/condition"
)

// unbounded are conditions that look at all events there ever were, as they are written.
type unbounded struct {
	seen  map[string]bool
	first []string
}

// mostNoted is how many of them a comment lists.
const mostNoted = 20

// note notes a condition if it has no lower bound in time.
func (u *unbounded) note(e *emitter, c *condition.Event) {
	if c.Window.Mode == condition.Last {
		return
	}
	text := string(c.Metric)
	if e.place.Source != nil {
		text = e.place.Source.Slice(e.place.Span)
	}
	if text = safe(text, longestShown); u.seen[text] {
		return
	}
	if u.seen == nil {
		u.seen = map[string]bool{}
	}
	u.seen[text] = true
	if len(u.first) < mostNoted {
		u.first = append(u.first, text)
	}
}

// notes says what the conditions cost.
func (u *unbounded) notes() (lines []string) {
	for _, text := range u.first {
		lines = append(lines, text+": without a lower bound in time, it reads all events, and all partitions of them")
	}
	if more := len(u.seen) - len(u.first); more > 0 {
		lines = append(lines, fmt.Sprintf("%d more conditions do so, too", more))
	}
	return lines
}
