package compile

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/resolve"
)

// MaxCount is the greatest number of events that a condition may ask for.
const MaxCount = 1<<31 - 2

// MaxDays is the longest window: a hundred years. The API documents no limit;
// a window past this one is a slip.
const MaxDays = 36_500

// checkEvent checks the counts, the windows and the campaigns of an event.
func (c *compiler) checkEvent(source *ast.Source, e *ast.Event) {
	for _, v := range e.Counts {
		c.checkCount(source, v)
	}
	if e.Op == ast.CountBetween && len(e.Counts) == 2 {
		if order, ok := compareValues(e.Counts[0], e.Counts[1]); ok && order > 0 {
			c.emptyRange(source, e.Counts)
		}
	}
	for i, w := range e.Windows {
		c.checkWindow(source, w)
		if i == 1 {
			d := c.Fail(diag.ClauseRepeated, place(source, w), "a condition has one window")
			d.Related = []diag.Label{{Location: place(source, e.Windows[0]), Text: "the first one"}}
			d.Notes = []string{"two windows are two conditions, joined by `and`"}
		}
	}
	for i, clause := range e.Campaigns {
		if i == 1 {
			c.repeatedCampaigns(source, e)
		}
		if e.Metric != ast.Opened && e.Metric != ast.Clicked {
			d := c.Fail(diag.CampaignsMisplaced, place(source, clause), "campaigns can be named for opens and clicks only")
			d.Related = []diag.Label{{Location: place(source, ast.Name{At: e.MetricSpan}), Text: "this counts for all campaigns together"}}
			out := place(source, clause)
			for strings.HasPrefix(source.Slice(ast.Span{Start: out.Span.Start - 1, End: out.Span.Start}), " ") {
				out.Span.Start--
			}
			d.Fixes = []diag.Fix{{Text: "take it out", Edits: []diag.Edit{{Location: out, Text: ""}}}}
			continue
		}
		c.checkUses(source, ast.AliasCampaign, clause.Values)
	}
}

func (c *compiler) repeatedCampaigns(source *ast.Source, e *ast.Event) {
	first, second := e.Campaigns[0], e.Campaigns[1]
	message := "a condition names its campaigns once"
	note := "several campaigns stand in one list: `from campaigns (12, 13)`"
	if first.Except != second.Except {
		message = "`from` and `except` cannot stand in one condition"
		note = "`from` alone leaves out all other campaigns already"
	}
	d := c.Fail(diag.ClauseRepeated, place(source, second), message)
	d.Related = []diag.Label{{Location: place(source, first), Text: "the first one"}}
	d.Notes = []string{note}
}

func (c *compiler) checkCount(source *ast.Source, v ast.Value) {
	at := place(source, v)
	switch {
	case v.Kind != ast.Number:
		d := c.Fail(diag.WrongValue, at, "a number of times belongs here")
		if _, err := strconv.Atoi(v.Text); err == nil {
			d.Fixes = []diag.Fix{replaceWith(at, v.Text)}
		}
	case strings.HasPrefix(v.Text, "-"):
		c.Fail(diag.CountOutOfRange, at, "nothing happens a negative number of times")
	case !wholeNumber(v.Text):
		c.Fail(diag.CountOutOfRange, at, "a number of times is a whole number, written in digits")
	default:
		if _, ok := count(v); !ok {
			c.Fail(diag.CountOutOfRange, at, fmt.Sprintf("%d is the greatest number of times", MaxCount))
		}
	}
}

// count returns the value of a count that was found in order.
func count(v ast.Value) (int64, bool) {
	n, err := strconv.ParseInt(v.Text, 10, 64)
	return n, err == nil && n >= 0 && n <= MaxCount
}

func (c *compiler) checkWindow(source *ast.Source, w ast.Window) {
	if _, ok := days(w); ok {
		return
	}
	at := place(source, w.Count)
	switch {
	case strings.HasPrefix(w.Count.Text, "-"):
		c.Fail(diag.WindowOutOfRange, at, "a window reaches back: its number of days is not negative")
	case !wholeNumber(w.Count.Text):
		c.Fail(diag.WindowOutOfRange, at, "a window counts whole days")
	case strings.Trim(w.Count.Text, "0") == "":
		c.Fail(diag.WindowOutOfRange, at, "a window has at least one day")
	default:
		c.Fail(diag.WindowOutOfRange, at, fmt.Sprintf("a window has %d days at the most", MaxDays))
	}
}

// days returns the length of a window in days, when it is in order.
func days(w ast.Window) (int, bool) {
	n, err := strconv.Atoi(w.Count.Text)
	if err != nil || n <= 0 || n > MaxDays {
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

// checkIDs checks ids of one kind and the names that stand for some.
func (c *compiler) checkIDs(source *ast.Source, kind ast.AliasKind, values []ast.Value) {
	wrong := 0
	for i := range values {
		c.poll.Step(8)
		v := values[i]
		if v.Kind == ast.Word {
			c.checkAlias(source, kind, v)
			continue
		}
		if _, ok := canonicalID(kind, v); !ok {
			if wrong++; wrong <= 20 {
				c.badID(source, kind, v)
			}
		}
	}
}

func (c *compiler) checkAlias(source *ast.Source, kind ast.AliasKind, v ast.Value) {
	c.poll.Step(16)
	if c.program.IDs(kind, v.Text) != nil || c.guesses.MayBeDeclared(v.Text) {
		return
	}
	at := place(source, v)
	word := aliasWord(kind)
	d := c.Fail(diag.UnknownName, at, fmt.Sprintf("no %s is called `%s`", map[string]string{"list": "list", "isp": "ISP", "campaign": "campaign"}[word], v.Text))
	names := c.guesses.Names(resolve.KindOf(kind))
	if nearest, ok := c.guesses.Nearest(v.Text, names); ok {
		d.Fixes = []diag.Fix{replaceWith(at, nearest)}
		return
	}
	example := map[string]string{"list": `"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"`, "isp": "1", "campaign": "12"}[word]
	d.Notes = []string{fmt.Sprintf("`%s %s = %s` would give an id this name", word, v.Text, example)}
	if len(names) > 0 {
		d.Notes = append(d.Notes, "the names are "+enumerate(names, 12))
	}
}

// canonicalID returns an id as it is emitted: UUIDs in lower case, ISPs and
// numbers of campaigns in digits.
func canonicalID(kind ast.AliasKind, v ast.Value) (string, bool) {
	switch {
	case v.Kind == ast.String && kind != ast.AliasISP:
		if len(v.Text) != 36 {
			return "", false
		}
		id, err := uuid.Parse(v.Text)
		if err != nil {
			return "", false
		}
		return id.String(), true
	case v.Kind == ast.Number && kind != ast.AliasList:
		n, err := strconv.ParseInt(v.Text, 10, 64)
		return v.Text, err == nil && n >= 0 && wholeNumber(v.Text) && n <= 1<<53
	}
	return "", false
}

// names reports whether a value stands in the statement that gives its text a
// meaning, as in list x = "x".
func (c *compiler) names(kind ast.AliasKind, v ast.Value) bool {
	o := c.program.IDs(kind, v.Text)
	return o != nil && o.Statement.Span().Covers(v.At)
}

func (c *compiler) badID(source *ast.Source, kind ast.AliasKind, v ast.Value) {
	at := place(source, v)
	what := [...]string{
		ast.AliasList:     "the id of a list is a UUID in quotes",
		ast.AliasISP:      "the id of an ISP is a whole number",
		ast.AliasCampaign: "the id of a campaign is a whole number or a UUID in quotes",
	}[kind]
	d := c.Fail(diag.BadID, at, what)
	switch {
	case kind != ast.AliasList && v.Kind == ast.String && wholeNumber(v.Text):
		d.Fixes = []diag.Fix{replaceWith(at, v.Text)}
	case v.Kind == ast.String && c.program.IDs(kind, v.Text) != nil && !c.names(kind, v):
		d.Fixes = []diag.Fix{replaceWith(at, v.Text)}
	case v.Kind == ast.String && kind == ast.AliasList:
		d.Notes = []string{`for example "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"`}
	case v.Kind == ast.String && kind == ast.AliasISP:
		d.Notes = []string{"a name for one is declared, as in `isp gmail = 1`, and stands without quotes: `isp = gmail`"}
	}
}
