package check

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/suggest"
)

// MaxCount is the greatest number of events that a condition may ask for.
const MaxCount = 1<<31 - 2

// MaxDays is the longest window: a hundred years. The API documents no limit;
// a window past this one is a slip.
const MaxDays = 36_500

// event checks and reads the counts, the windows and the campaigns of an event. It
// returns nil if one of them could not be read.
func (c *checker) event(source *ast.Source, e *ast.Event) *Typed {
	t, ok := c.typed(), true
	for i, v := range e.Counts {
		n, right := c.count(source, v, e)
		if t.Counts[i], ok = n, ok && right; !right && v.Kind == ast.Date {
			break // the other end is likely one too
		}
	}
	if e.Op == ast.CountBetween && len(e.Counts) == 2 {
		if order, comparable := compareValues(e.Counts[0], e.Counts[1]); comparable && order > 0 {
			c.emptyRange(source, e.Counts)
		}
	}
	for i, w := range e.Windows {
		n, right := c.window(source, w)
		if ok = ok && right; i == 0 {
			t.Days = n
		}
		if i == 1 {
			d := c.Fail(diag.ClauseRepeated, place(source, w), "a condition can have only one window")
			d.Related = []diag.Label{{Location: place(source, e.Windows[0]), Text: "the first one"}}
			d.Notes = []string{"for two windows, write two conditions joined by `and`"}
		}
	}
	for i, clause := range e.Campaigns {
		if i == 1 {
			c.repeatedCampaigns(source, e)
		}
		if e.Metric != ast.Opened && e.Metric != ast.Clicked {
			c.misplacedCampaigns(source, e, clause)
			ok = false
			continue
		}
		read, right := c.ids(source, ast.AliasCampaign, clause.Values, counted)
		if ok = ok && right; i == 0 {
			t.IDs = read
		}
	}
	if !ok || len(e.Windows) > 1 || len(e.Campaigns) > 1 {
		return nil
	}
	return t
}

// misplacedCampaigns says that an event is not counted by campaigns.
func (c *checker) misplacedCampaigns(source *ast.Source, e *ast.Event, clause ast.Campaigns) {
	out := place(source, clause)
	d := c.Fail(diag.CampaignsMisplaced, out, "only opens and clicks can have campaigns")
	d.Related = []diag.Label{{Location: place(source, ast.Name{At: e.MetricSpan}), Text: "this counts for all campaigns together"}}
	for strings.HasPrefix(source.Slice(ast.Span{Start: out.Span.Start - 1, End: out.Span.Start}), " ") {
		out.Span.Start--
	}
	d.Fixes = []diag.Fix{{Text: "remove it", Edits: []diag.Edit{{Location: out, Text: ""}}}}
}

func (c *checker) repeatedCampaigns(source *ast.Source, e *ast.Event) {
	first, second := e.Campaigns[0], e.Campaigns[1]
	message := "a condition can name its campaigns only once"
	note := "put several campaigns in one list: `from campaigns (12, 13)`"
	if first.Except != second.Except {
		message = "a condition cannot have both `from` and `except`"
		note = "`from` already leaves out all other campaigns"
	}
	d := c.Fail(diag.ClauseRepeated, place(source, second), message)
	d.Related = []diag.Label{{Location: place(source, first), Text: "the first one"}}
	d.Notes = []string{note}
}

// happens returns the condition that `opened = false`, or `opened = "never"`, is meant for.
func happens(e *ast.Event, v ast.Value) (written string, ok bool) {
	if e.Op != ast.CountEqual && e.Op != ast.CountNotEqual || len(e.Counts) != 1 {
		return "", false
	}
	truth, ok := suggest.Truth(v.Text)
	if never := strings.ToLower(v.Text); v.Kind == ast.String && (never == "never" || never == "none") {
		truth, ok = "false", true
	}
	if (truth == "true") != (e.Op == ast.CountEqual) {
		return "never " + e.Metric.String(), ok
	}
	return e.Metric.String(), ok
}

// count reads a number of times.
func (c *checker) count(source *ast.Source, v ast.Value, e *ast.Event) (n int64, ok bool) {
	at := place(source, v)
	switch {
	case c.isParameter(v):
		return 0, true
	case v.Kind == ast.Word:
		c.unknownValue(source, v, "write a number of times in digits", namedCount)
	case v.Kind == ast.Date:
		c.countOfDay(at)
	case v.Kind != ast.Number:
		d := c.Fail(diag.WrongValue, at, "expected a number of times")
		if _, err := strconv.Atoi(v.Text); err == nil {
			d.Fixes = []diag.Fix{replaceWith(at, v.Text)}
		} else if happened, ok := happens(e, v); ok && !c.isNamed(at) {
			d.Message = "an event has a number of times, and no other value"
			d.Fixes = []diag.Fix{replaceWith(diag.Location{Source: source, Span: ast.Span{Start: e.At.Start, End: v.At.End}}, happened)}
		}
	case !wholeNumber(v.Text):
		c.badCount(source, v, e)
	default:
		n, err := strconv.ParseInt(v.Text, 10, 64)
		if err == nil && n <= MaxCount {
			return n, true
		}
		c.Fail(diag.CountOutOfRange, at, fmt.Sprintf("the greatest number of times is %d", MaxCount))
	}
	return 0, false
}

// window reads the length of a window.
func (c *checker) window(source *ast.Source, w ast.Window) (n int, ok bool) {
	if n, ok = days(w); ok {
		return n, true
	}
	switch {
	case c.isParameter(w.Count):
		return 0, true
	case w.Count.Kind == ast.Word:
		c.unknownValue(source, w.Count, "a length of time is a number and a unit, such as 30d", namedLength)
	default:
		c.badWindow(source, w)
	}
	return 0, false
}

// days returns the length of a window in days, if it is valid.
func days(w ast.Window) (int, bool) {
	n, err := strconv.Atoi(w.Count.Text)
	if w.Count.Kind != ast.Number || err != nil || n <= 0 || n > MaxDays {
		return 0, false
	}
	if w.Unit == ast.Weeks {
		n *= 7
	}
	return n, n <= MaxDays
}

func wholeNumber(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}
