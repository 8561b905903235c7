package format

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
)

func (b *builder) event(e *ast.Event) {
	if e.Op == ast.Never {
		b.token(e.OpSpan, "never")
		b.add(space)
	}
	b.token(e.MetricSpan, e.Metric.String())
	switch e.Op {
	case ast.Ever, ast.Never:
	case ast.CountBetween:
		b.add(space)
		b.token(e.OpSpan, "between")
		b.add(space)
		b.bounds(e.Counts, b.times)
	default:
		b.add(space)
		b.token(e.OpSpan, countSign(e.Op))
		b.add(space)
		fillWith(b, e.Counts, b.times)
	}
	windows, campaigns := e.Windows, e.Campaigns
	for len(windows) > 0 || len(campaigns) > 0 { // in the order in which they were written
		b.add(space)
		if len(campaigns) == 0 || len(windows) > 0 && windows[0].At.Start <= campaigns[0].At.Start {
			b.window(windows[0])
			windows = windows[1:]
			continue
		}
		b.campaigns(campaigns[0])
		campaigns = campaigns[1:]
	}
}

func countSign(op ast.EventOp) string {
	switch op {
	case ast.CountEqual:
		return "="
	case ast.CountNotEqual:
		return "!="
	case ast.CountGreater:
		return ">"
	case ast.CountGreaterEqual:
		return ">="
	case ast.CountLess:
		return "<"
	case ast.CountLessEqual:
		return "<="
	default:
		panic(fmt.Sprintf("format: unexpected operator %d", op))
	}
}

func (b *builder) window(w ast.Window) {
	start := w.At.Start
	switch w.Mode {
	case ast.Last:
		b.token(ast.Span{Start: start, End: start + len("in")}, "in last")
	case ast.MoreThan:
		b.token(ast.Span{Start: start, End: start + len("more")}, "more than")
	default:
		panic(fmt.Sprintf("format: unexpected mode of a window %d", w.Mode))
	}
	b.add(space)
	b.length(w.Count, w.Unit)
	if w.Mode == ast.MoreThan {
		b.add(space)
		b.text("ago")
	}
	b.last.End = max(b.last.End, w.At.End)
}

// length adds a length of time, or the name of one.
func (b *builder) length(count ast.Value, unit ast.Unit) {
	if count.Kind == ast.Word {
		b.token(count.At, lengthName(count.Text))
		return
	}
	b.token(count.At, count.Text)
	short, long := "d", "days"
	if unit == ast.Weeks {
		short, long = "w", "weeks"
	}
	if whole(count.Text) {
		b.text(short)
	} else { // a mistake, but one about the number and not about how it is written
		b.add(space)
		b.text(long)
	}
}

// whole reports whether a number is one with which a length of time can begin.
func whole(number string) bool {
	digits := strings.TrimPrefix(number, "-")
	return digits == "0" || digits != "" && digits[0] != '0' && strings.Trim(digits, "0123456789") == ""
}

func (b *builder) campaigns(c ast.Campaigns) {
	word, words := "from", "from campaigns"
	if c.Except {
		word, words = "except", "except campaigns"
	}
	b.token(ast.Span{Start: c.At.Start, End: c.At.Start + len(word)}, words)
	b.add(space)
	b.list(c.Values, c.At.End-1)
}
