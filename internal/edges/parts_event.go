package edges

import (
	"strconv"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/eval"
)

// eventParts are events at the edges of a condition on their count: as many, one less
// and one more, on the edge of the window and on each side of it, of each campaign
// and of others.
func (c *checker) eventParts(e *ast.Event, condition *eval.Condition) []part {
	days, bounded := condition.Days()
	if !bounded {
		days = 0
	}
	inside := eval.Event{}
	outside := days + 1
	switch {
	case bounded && e.Windows[0].Mode == ast.MoreThan:
		inside.DaysAgo, outside = days+1, days-1
	case bounded:
		inside.DaysAgo = days - 1
	}
	campaigns := condition.IDs()
	if len(e.Campaigns) > 0 && !e.Campaigns[0].Except {
		inside.Campaign = campaigns[0]
	}
	limits := counts(e)
	most := 3 + 3*len(limits)
	if len(e.Campaigns) > 0 {
		most += listed(len(campaigns)) + 2
	}
	all := make([]part, 1, most)
	events := make([]eval.Event, 0, most-1)
	add := func(event eval.Event, n int64, open bool) {
		if n > 0 && n <= eval.MaxCount {
			event.Count = n
			events = append(events, event)
			at := len(events)
			all = append(all, part{Part: eval.Part{Events: events[at-1 : at : at]}, open: open})
		}
	}
	enough := int64(1)
	for _, n := range limits {
		add(inside, n-1, false)
		add(inside, n, false)
		add(inside, n+1, false)
		enough = n + 1
		if e.Op == ast.CountEqual || e.Op == ast.CountGreaterEqual || e.Op == ast.CountBetween {
			enough = n
		}
	}
	enough = max(1, enough)
	if bounded {
		event := inside
		event.DaysAgo = days
		add(event, enough, true)
		event.DaysAgo = outside
		add(event, enough, false)
	}
	if len(e.Campaigns) > 0 {
		sampled(len(campaigns), func(i int) {
			event := inside
			event.Campaign = campaigns[i]
			add(event, enough, false)
		})
		event := inside
		event.Campaign = ""
		add(event, enough, false)
		event.Campaign = "00000000-0000-4000-8000-000000000000"
		add(event, enough, false)
	}
	return all
}

// counts returns the numbers that a condition compares its count with, rounded down.
func counts(e *ast.Event) []int64 {
	if e.Op == ast.Ever || e.Op == ast.Never {
		return []int64{0, 1}
	}
	all := make([]int64, 0, len(e.Counts))
	for _, v := range e.Counts {
		n, err := strconv.ParseInt(v.Text, 10, 64)
		if err != nil {
			var f float64
			if f, err = strconv.ParseFloat(v.Text, 64); f < 0 || f >= eval.MaxCount {
				continue
			}
			n = int64(f)
		}
		if err == nil && n >= 0 && n < eval.MaxCount {
			all = append(all, n)
		}
	}
	return all
}
