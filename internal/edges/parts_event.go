package edges

import (
	"strconv"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
)

// eventParts are events at the edges of a condition on their count: as many, one less
// and one more; and one less, together with one that must not count: on the other side of
// the window, of another campaign. One on the last day of a window is open.
func (c *checker) eventParts(e *ast.Event, asked *eval.Condition) []part {
	days, bounded := asked.Days()
	inside := contact.Event{Metric: condition.Metric(asked.Subject.Name)}
	outside := days + 1
	switch {
	case bounded && e.Windows[0].Mode == ast.MoreThan:
		inside.DaysAgo, outside = days+1, days-1
	case bounded:
		inside.DaysAgo = days - 1
	}
	campaigns := asked.IDs()
	if len(e.Campaigns) > 0 && !e.Campaigns[0].Except {
		inside.Campaign = campaigns[0]
	}
	var room [6]int64
	limits := counts(e, room[:0:2])
	thresholds := thresholdsOf(e, limits, room[2:2])
	pairs := 0 // for a threshold
	if bounded {
		pairs += 2
	}
	if len(e.Campaigns) > 0 {
		pairs += listed(len(campaigns)) + 2
	}
	parts, happened := 1, 0
	for _, n := range limits {
		alone := int(min(3, n+1)) // less than one is nothing
		parts, happened = parts+alone, happened+alone
	}
	for _, threshold := range thresholds {
		parts, happened = parts+pairs, happened+pairs*int(min(2, threshold))
	}
	if len(c.events) < happened {
		const usual = 16
		c.events = make([]contact.Event, max(happened, min(2*(len(c.edges)-4), usual)))
	}
	p := events{inside: inside, all: append(c.room(parts), part{}), events: c.events[:0:happened]}
	c.events = c.events[happened:]
	for _, n := range limits {
		p.add(n-1, nil, false)
		p.add(n, nil, false)
		p.add(n+1, nil, false)
	}
	for _, threshold := range thresholds {
		if bounded {
			other := inside
			other.DaysAgo = days
			p.add(threshold-1, &other, true)
			other.DaysAgo = outside
			p.add(threshold-1, &other, false)
		}
		if len(e.Campaigns) > 0 {
			other := inside
			sampled(len(campaigns), func(i int) {
				other.Campaign = campaigns[i]
				p.add(threshold-1, &other, false)
			})
			other.Campaign = ""
			p.add(threshold-1, &other, false)
			other.Campaign = unlikelyID
			p.add(threshold-1, &other, false)
		}
	}
	return p.all
}

// unlikelyID is the id of a list or a campaign that no rule names.
const unlikelyID = "00000000-0000-4000-8000-000000000000"

// events collects events. The slices have room for all, so that parts can share them.
type events struct {
	inside contact.Event // one that counts
	all    []part
	events []contact.Event
}

// add adds the part of n events that count, and another one if it is not nil.
func (p *events) add(n int64, other *contact.Event, open bool) {
	from := len(p.events)
	if n < 0 || n > contact.MaxCount {
		return
	}
	if n > 0 {
		p.inside.Count = n
		p.events = append(p.events, p.inside)
	}
	if other != nil {
		other.Count = 1
		p.events = append(p.events, *other)
	}
	if to := len(p.events); to > from {
		p.all = append(p.all, part{Part: eval.Part{Events: p.events[from:to:to]}, open: open})
	}
}

// counts appends the numbers that a condition compares its count with, rounded down: at
// most two.
func counts(e *ast.Event, all []int64) []int64 {
	if e.Op == ast.Ever || e.Op == ast.Never {
		return append(all, 0, 1)
	}
	for _, v := range e.Counts {
		n, err := strconv.ParseInt(v.Text, 10, 64)
		if err != nil {
			var f float64
			if f, err = strconv.ParseFloat(v.Text, 64); f < 0 || f >= contact.MaxCount {
				continue
			}
			n = int64(f)
		}
		if err == nil && n >= 0 && n < contact.MaxCount {
			all = append(all, n)
		}
	}
	return all
}

// thresholdsOf appends the numbers from 1 on that decide: one event less, and the
// condition says the opposite. There is at least one, for what no number decides, and
// there are at most four.
func thresholdsOf(e *ast.Event, limits, all []int64) []int64 {
	for i, n := range limits {
		from, to := n, n+1 // so is it for = and !=
		switch {
		case e.Op == ast.Ever || e.Op == ast.Never:
			if i > 0 {
				continue
			}
			from = to
		case i < len(e.Counts) && strings.ContainsAny(e.Counts[i].Text, ".eE"):
			// Of 2.5, the number is 3 or none; of 25e-1, too.
		case e.Op == ast.CountGreaterEqual || e.Op == ast.CountLess || e.Op == ast.CountBetween && i == 0:
			to = from
		case e.Op == ast.CountGreater || e.Op == ast.CountLessEqual || e.Op == ast.CountBetween:
			from = to
		}
		for t := max(1, from); t <= to; t++ {
			all = append(all, t)
		}
	}
	if len(all) == 0 {
		all = append(all, 1)
	}
	return all
}
