package polltest

import (
	"context"
	"fmt"
	"path"
	"runtime"
	"strings"

	"github.com/segc-lang/segc/internal/poll"
)

// Place is a line that calls a Poll.
type Place struct {
	Package, File string
	Line          int
}

// String implements fmt.Stringer.
func (p Place) String() string { return fmt.Sprintf("%s/%s:%d", p.Package, p.File, p.Line) }

// Places is a context that notes where Polls look at it: wherever they count a step
// or hold something. It is for one goroutine.
type Places struct {
	context.Context
	Left  int                     // looks before the context ends
	known map[[depth]uintptr]bool // the stacks whose place is noted
	seen  map[Place]bool
}

// depth is how many callers of a look are read. The recursion of a sort, which lies
// between its comparison and what sorts, may be deeper: then a comparison that is
// less deep shows the place.
const depth = 16

// NewPlaces returns a context that no Poll has looked at, and that ends after so
// many looks.
func NewPlaces(ctx context.Context, looks int) *Places {
	return &Places{poll.Closely(ctx), looks, map[[depth]uintptr]bool{}, map[Place]bool{}}
}

// Err notes the place of a look.
func (p *Places) Err() error {
	var stack [depth]uintptr
	n := runtime.Callers(2, stack[:])
	if !p.known[stack] {
		p.known[stack] = true
		p.note(runtime.CallersFrames(stack[:n]))
	}
	if p.Left--; p.Left < 0 {
		return context.Canceled
	}
	return p.Context.Err()
}

// note notes what called the package poll, which may do so from a sort.
func (p *Places) note(frames *runtime.Frames) {
	polled := false
	for more := true; more; {
		var frame runtime.Frame
		frame, more = frames.Next()
		dir, name := path.Split(frame.Function)
		name, _, _ = strings.Cut(name, ".")
		switch {
		case dir+name == module+"internal/poll":
			polled = true
		case name == "slices", name == "sort":
		case polled:
			p.seen[Place{strings.TrimPrefix(dir+name, module), path.Base(frame.File), frame.Line}] = true
			return
		}
	}
}

const module = "github.com/segc-lang/segc/"

// Seen reports whether a Poll looked at a place.
func (p *Places) Seen(at Place) bool { return p.seen[at] }
