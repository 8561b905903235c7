package compile

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
)

// The documents here are written by hand, with nothing of what they are given to.

func wrongField(column string, o condition.Operator, values ...any) condition.Condition {
	f := condition.Field{Column: column, Operator: o}
	for _, v := range values {
		switch v := v.(type) {
		case string:
			f.Values = append(f.Values, condition.Value{Kind: condition.String, Text: v})
		case bool:
			f.Values = append(f.Values, condition.Value{Kind: condition.Boolean, Text: fmt.Sprint(v)})
		default:
			f.Values = append(f.Values, condition.Value{Kind: condition.Number, Text: fmt.Sprint(v)})
		}
	}
	return f
}

// wrongNumber is a condition with a number that is written so.
func wrongNumber(column string, o condition.Operator, text string) condition.Condition {
	return condition.Field{Column: column, Operator: o, Values: []condition.Value{{Kind: condition.Number, Text: text}}}
}

// wrongEvent is an event condition without a window, changed as a test likes.
func wrongEvent(m condition.Metric, o condition.Operator, count int64, changes ...func(*condition.Event)) condition.Condition {
	e := condition.Event{Metric: m, Operator: o, Count: count}
	for _, change := range changes {
		change(&e)
	}
	return e
}

func wrongWindow(mode condition.WindowMode, days int) func(*condition.Event) {
	return func(e *condition.Event) { e.Window = condition.Window{Mode: mode, Days: days} }
}

func wrongCampaigns(ids ...int) func(*condition.Event) {
	return func(e *condition.Event) {
		for _, id := range ids {
			e.Include = append(e.Include, condition.Value{Kind: condition.Number, Text: fmt.Sprint(id)})
		}
	}
}

func wrongExcept(ids ...int) func(*condition.Event) {
	return func(e *condition.Event) {
		wrongCampaigns(ids...)(e)
		e.Include, e.Exclude = nil, e.Include
	}
}

func wrongISP(o condition.Operator, ids ...int64) condition.Condition {
	return condition.ISP{Operator: o, Values: ids}
}

// The lists that the documents name: "a…" and so on.
func wrongLists(o condition.Operator, letters string) condition.Condition {
	m := condition.Membership{Operator: o}
	for _, letter := range letters {
		m.Lists = append(m.Lists, strings.Repeat(string(letter), 8)+"-0000-4000-8000-000000000000")
	}
	return m
}

func wrongDocument(groups ...[]condition.Condition) *condition.Document {
	d := &condition.Document{}
	for _, g := range groups {
		d.Any = append(d.Any, condition.Group{All: g})
	}
	return d
}

func conditions(list ...condition.Condition) []condition.Condition { return list }

// judgedDocument is a rule with documents that say the same and others that do not.
type judgedDocument struct {
	rule  string
	right *condition.Document // the plain expansion
	json  string              // its bytes
	same  map[string]*condition.Document
	wrong map[string]*condition.Document
	// rare are wrong documents that differ on hardly any contact, so that samples
	// need not find one.
	rare map[string]bool
}

func judgedDocuments() []judgedDocument {
	pro, five, vip := wrongField("plan", condition.Equals, "pro"), wrongField("age", condition.Greater, 5), wrongField("vip", condition.Equals, true)
	columns := judgedDocument{
		rule:  `where plan = "pro" and age > 5 or vip = true`,
		right: wrongDocument(conditions(pro, five), conditions(vip)),
		json: `{"any":[{"all":[{"kind":"field","field":"plan","operator":"equals","value":"pro"},` +
			`{"kind":"field","field":"age","operator":"gt","value":5}]},` +
			`{"all":[{"kind":"field","field":"vip","operator":"equals","value":true}]}]}`,
		same: map[string]*condition.Document{
			"the groups in another order":              wrongDocument(conditions(vip), conditions(pro, five)),
			"the conditions in another order":          wrongDocument(conditions(five, pro), conditions(vip)),
			"a condition twice":                        wrongDocument(conditions(pro, five, pro), conditions(vip)),
			"a group twice":                            wrongDocument(conditions(pro, five), conditions(vip), conditions(vip)),
			"a group that another one contains":        wrongDocument(conditions(pro, five), conditions(vip), conditions(vip, pro)),
			"a number with another spelling":           wrongDocument(conditions(pro, wrongNumber("age", condition.Greater, "5.0")), conditions(vip)),
			"one value in place of a list of one":      wrongDocument(conditions(wrongField("plan", condition.In, "pro"), five), conditions(vip)),
			"a list of one value that occurs in it ×2": wrongDocument(conditions(wrongField("plan", condition.In, "pro", "pro"), five), conditions(vip)),
		},
		wrong: map[string]*condition.Document{
			"the first group dropped":          wrongDocument(conditions(vip)),
			"the last group dropped":           wrongDocument(conditions(pro, five)),
			"the first group twice":            wrongDocument(conditions(pro, five), conditions(pro, five)),
			"a group added":                    wrongDocument(conditions(pro, five), conditions(vip), conditions(wrongField("c", condition.IsNull))),
			"a group of known conditions":      wrongDocument(conditions(pro, five), conditions(vip), conditions(pro)),
			"a condition dropped":              wrongDocument(conditions(pro), conditions(vip)),
			"a condition added":                wrongDocument(conditions(pro, five), conditions(vip, pro)),
			"the first condition twice":        wrongDocument(conditions(pro, pro), conditions(vip)),
			"two conditions swapped":           wrongDocument(conditions(pro, vip), conditions(five)),
			"a bound one higher":               wrongDocument(conditions(pro, wrongField("age", condition.Greater, 6)), conditions(vip)),
			"a bound one lower":                wrongDocument(conditions(pro, wrongField("age", condition.Greater, 4)), conditions(vip)),
			"a bound that belongs to it":       wrongDocument(conditions(pro, wrongField("age", condition.GreaterEq, 5)), conditions(vip)),
			"the other side of a bound":        wrongDocument(conditions(pro, wrongField("age", condition.Less, 5)), conditions(vip)),
			"the opposite side of a bound":     wrongDocument(conditions(pro, wrongField("age", condition.LessEq, 5)), conditions(vip)),
			"another column":                   wrongDocument(conditions(wrongField("plans", condition.Equals, "pro"), five), conditions(vip)),
			"the columns swapped":              wrongDocument(conditions(wrongField("age", condition.Equals, "pro"), wrongField("plan", condition.Greater, 5)), conditions(vip)),
			"another text":                     wrongDocument(conditions(wrongField("plan", condition.Equals, "prod"), five), conditions(vip)),
			"the opposite operator":            wrongDocument(conditions(wrongField("plan", condition.NotEquals, "pro"), five), conditions(vip)),
			"a substring of the text":          wrongDocument(conditions(wrongField("plan", condition.Contains, "pro"), five), conditions(vip)),
			"one more value":                   wrongDocument(conditions(wrongField("plan", condition.In, "pro", "max"), five), conditions(vip)),
			"the other truth value":            wrongDocument(conditions(pro, five), conditions(wrongField("vip", condition.Equals, false))),
			"only that there is a value":       wrongDocument(conditions(pro, five), conditions(wrongField("vip", condition.IsNotNull))),
			"both groups joined to one":        wrongDocument(conditions(pro, five, vip)),
			"each condition a group":           wrongDocument(conditions(pro), conditions(five), conditions(vip)),
			"a group of the opposite is there": wrongDocument(conditions(pro, five), conditions(vip), conditions(pro, wrongField("age", condition.LessEq, 5))),
		},
	}

	columns.rare = map[string]bool{"the columns swapped": true} // now each column has two types

	three := func(change ...func(*condition.Event)) condition.Condition {
		return wrongEvent(condition.Open, condition.CountGE, 3, change...)
	}
	last, from := wrongWindow(condition.Last, 30), wrongCampaigns(12, 13)
	never := wrongEvent(condition.Click, condition.Never, 0)
	bounced := wrongEvent(condition.Bounce, condition.CountLE, 2, wrongWindow(condition.MoreThan, 90))
	events := judgedDocument{
		rule:  "where opened >= 3 in last 30d from campaigns (12, 13) and never clicked or bounced <= 2 more than 90d ago",
		right: wrongDocument(conditions(three(last, from), never), conditions(bounced)),
		json: `{"any":[{"all":[{"kind":"activity","metric":"open","operator":"count_gte","value":3,` +
			`"days_window":{"mode":"last","days":30},"include_campaign_ids":[12,13]},{"kind":"activity","metric":"click","operator":"never"}]},` +
			`{"all":[{"kind":"deliverability","metric":"bounce","operator":"count_lte","value":2,"days_window":{"mode":"more_than","days":90}}]}]}`,
		same: map[string]*condition.Document{
			"no click counted":                wrongDocument(conditions(three(last, from), wrongEvent(condition.Click, condition.CountEQ, 0)), conditions(bounced)),
			"the campaigns in another order":  wrongDocument(conditions(three(last, wrongCampaigns(13, 12)), never), conditions(bounced)),
			"a campaign that is listed twice": wrongDocument(conditions(three(last, wrongCampaigns(12, 13, 12)), never), conditions(bounced)),
		},
		wrong: map[string]*condition.Document{
			"one event less":               wrongDocument(conditions(wrongEvent(condition.Open, condition.CountGE, 2, last, from), never), conditions(bounced)),
			"one event more":               wrongDocument(conditions(wrongEvent(condition.Open, condition.CountGE, 4, last, from), never), conditions(bounced)),
			"exactly so many events":       wrongDocument(conditions(wrongEvent(condition.Open, condition.CountEQ, 3, last, from), never), conditions(bounced)),
			"at most so many events":       wrongDocument(conditions(wrongEvent(condition.Open, condition.CountLE, 3, last, from), never), conditions(bounced)),
			"at most one more":             wrongDocument(conditions(three(last, from), never), conditions(wrongEvent(condition.Bounce, condition.CountLE, 3, wrongWindow(condition.MoreThan, 90)))),
			"another metric":               wrongDocument(conditions(three(last, from), never), conditions(wrongEvent(condition.Complaint, condition.CountLE, 2, wrongWindow(condition.MoreThan, 90)))),
			"the metrics swapped":          wrongDocument(conditions(wrongEvent(condition.Click, condition.CountGE, 3, last, from), wrongEvent(condition.Open, condition.Never, 0)), conditions(bounced)),
			"a window one day shorter":     wrongDocument(conditions(three(wrongWindow(condition.Last, 29), from), never), conditions(bounced)),
			"a window one day longer":      wrongDocument(conditions(three(wrongWindow(condition.Last, 31), from), never), conditions(bounced)),
			"the other side of the window": wrongDocument(conditions(three(wrongWindow(condition.MoreThan, 30), from), never), conditions(bounced)),
			"no window":                    wrongDocument(conditions(three(from), never), conditions(bounced)),
			"a window where there is none": wrongDocument(conditions(three(last, from), wrongEvent(condition.Click, condition.Never, 0, last)), conditions(bounced)),
			"one campaign less":            wrongDocument(conditions(three(last, wrongCampaigns(12)), never), conditions(bounced)),
			"one campaign more":            wrongDocument(conditions(three(last, wrongCampaigns(12, 13, 14)), never), conditions(bounced)),
			"another campaign":             wrongDocument(conditions(three(last, wrongCampaigns(12, 14)), never), conditions(bounced)),
			"the first campaign twice":     wrongDocument(conditions(three(last, wrongCampaigns(12, 12)), never), conditions(bounced)),
			"all other campaigns":          wrongDocument(conditions(three(last, wrongExcept(12, 13)), never), conditions(bounced)),
			"no campaigns":                 wrongDocument(conditions(three(last), never), conditions(bounced)),
			"ever in place of never":       wrongDocument(conditions(three(last, from), wrongEvent(condition.Click, condition.Ever, 0)), conditions(bounced)),
			"the group of events dropped":  wrongDocument(conditions(bounced)),
		},
	}

	lists, isps := wrongLists(condition.In, "ab"), wrongISP(condition.NotIn, 1, 2)
	tags := wrongField("tags", condition.HasAny, "x", "y")
	members := judgedDocument{
		rule: `where list in ("aaaaaaaa-0000-4000-8000-000000000000", "bbbbbbbb-0000-4000-8000-000000000000") and isp not in (1, 2) ` +
			`or tags has any ("x", "y")`,
		right: wrongDocument(conditions(lists, isps), conditions(tags)),
		json: `{"any":[{"all":[{"kind":"membership","operator":"in",` +
			`"list_ids":["aaaaaaaa-0000-4000-8000-000000000000","bbbbbbbb-0000-4000-8000-000000000000"]},` +
			`{"kind":"isp","operator":"not_in","values":[1,2]}]},` +
			`{"all":[{"kind":"field","field":"tags","operator":"has_any","value":["x","y"]}]}]}`,
		same: map[string]*condition.Document{
			"the lists in another order":  wrongDocument(conditions(wrongLists(condition.In, "ba"), isps), conditions(tags)),
			"an ISP that is listed twice": wrongDocument(conditions(lists, wrongISP(condition.NotIn, 2, 1, 2)), conditions(tags)),
			"a group for each list":       wrongDocument(conditions(wrongLists(condition.In, "a"), isps), conditions(wrongLists(condition.In, "b"), isps), conditions(tags)),
		},
		wrong: map[string]*condition.Document{
			"one list less":         wrongDocument(conditions(wrongLists(condition.In, "a"), isps), conditions(tags)),
			"one list more":         wrongDocument(conditions(wrongLists(condition.In, "abc"), isps), conditions(tags)),
			"another list":          wrongDocument(conditions(wrongLists(condition.In, "ac"), isps), conditions(tags)),
			"the first list twice":  wrongDocument(conditions(wrongLists(condition.In, "aa"), isps), conditions(tags)),
			"on none of the lists":  wrongDocument(conditions(wrongLists(condition.NotIn, "ab"), isps), conditions(tags)),
			"both lists at once":    wrongDocument(conditions(wrongLists(condition.In, "a"), wrongLists(condition.In, "b"), isps), conditions(tags)),
			"one ISP less":          wrongDocument(conditions(lists, wrongISP(condition.NotIn, 1)), conditions(tags)),
			"one ISP more":          wrongDocument(conditions(lists, wrongISP(condition.NotIn, 1, 2, 3)), conditions(tags)),
			"another ISP":           wrongDocument(conditions(lists, wrongISP(condition.NotIn, 1, 3)), conditions(tags)),
			"the first ISP twice":   wrongDocument(conditions(lists, wrongISP(condition.NotIn, 1, 1)), conditions(tags)),
			"these ISPs only":       wrongDocument(conditions(lists, wrongISP(condition.In, 1, 2)), conditions(tags)),
			"all tags in place of":  wrongDocument(conditions(lists, isps), conditions(wrongField("tags", condition.HasAll, "x", "y"))),
			"none of the tags":      wrongDocument(conditions(lists, isps), conditions(wrongField("tags", condition.HasNone, "x", "y"))),
			"one tag less":          wrongDocument(conditions(lists, isps), conditions(wrongField("tags", condition.HasAny, "x"))),
			"the tags of a column":  wrongDocument(conditions(lists, isps), conditions(wrongField("tag", condition.HasAny, "x", "y"))),
			"the lists in no group": wrongDocument(conditions(isps), conditions(tags)),
		},
	}

	since, cheap := wrongField("since", condition.GreaterEq, "2026-05-01"), wrongNumber("price", condition.LessEq, "0.1")
	gone := wrongField("gone", condition.IsNull)
	ordered := judgedDocument{
		rule:  "where since >= 2026-05-01 and not price > 0.1 and gone is null",
		right: wrongDocument(conditions(since, cheap, gone)),
		json: `{"any":[{"all":[{"kind":"field","field":"since","operator":"gte","value":"2026-05-01"},` +
			`{"kind":"field","field":"price","operator":"lte","value":0.1},{"kind":"field","field":"gone","operator":"is_null"}]}]}`,
		same: map[string]*condition.Document{
			"a decimal with another spelling": wrongDocument(conditions(since, wrongNumber("price", condition.LessEq, "1e-1"), gone)),
		},
		wrong: map[string]*condition.Document{
			"a day later":           wrongDocument(conditions(wrongField("since", condition.GreaterEq, "2026-05-02"), cheap, gone)),
			"a day earlier":         wrongDocument(conditions(wrongField("since", condition.GreaterEq, "2026-04-30"), cheap, gone)),
			"without the day":       wrongDocument(conditions(wrongField("since", condition.Greater, "2026-05-01"), cheap, gone)),
			"before the day":        wrongDocument(conditions(wrongField("since", condition.Less, "2026-05-01"), cheap, gone)),
			"a little more":         wrongDocument(conditions(since, wrongNumber("price", condition.LessEq, "0.10000000000000000001"), gone)),
			"without the bound":     wrongDocument(conditions(since, wrongNumber("price", condition.Less, "0.1"), gone)),
			"above the bound":       wrongDocument(conditions(since, wrongNumber("price", condition.Greater, "0.1"), gone)),
			"a value in the column": wrongDocument(conditions(since, cheap, wrongField("gone", condition.IsNotNull))),
			"no condition on gone":  wrongDocument(conditions(since, cheap)),
		},
	}
	return []judgedDocument{columns, events, members, ordered}
}

// wrongCheck is a way in which `verified` compares a document with its rule.
type wrongCheck struct {
	name           string
	decided, plain bool
	right          agreement
	// exact says that a document of other conditions is refused, whatever they mean.
	exact bool
}

func wrongChecks() []wrongCheck {
	return []wrongCheck{
		{"the proof of a minimized document", true, false, proved, false},
		{"the proof of a plain expansion", true, true, proved, false},
		{"the comparison of terms", false, true, proved, true},
		{"the samples of contacts", false, false, sampled, false},
	}
}

// judgedBy gives a document to `verified` in the place of the prover's own. It
// returns whether the document was accepted, and checks what is said of it.
func judgedBy(t *testing.T, p *prover, check wrongCheck, d *condition.Document) bool {
	t.Helper()
	p.decided, p.result.Document, p.checked, p.expanded = check.decided, d, nil, nil
	p.result.Stats.Sampled = false
	if check.plain {
		p.expanded = d
	}
	before := len(p.All)
	accepted := p.verified()
	said := p.All[before:]
	switch {
	case accepted && (len(said) > 0 || p.result.Document != d || p.result.Stats.Sampled != (check.right == sampled)):
		t.Errorf("accepted, but it says %v, the document is %v and sampled %v", said, p.result.Document, p.result.Stats.Sampled)
	case !accepted && (len(said) != 1 || said[0].Code != diag.Internal || said[0].Severity != diag.Error || p.result.Document != nil ||
		said[0].Message != "segc has a fault: the document would not say the same as the rule"):
		t.Errorf("refused, but it says %v, and the document is %v", said, p.result.Document)
	}
	return accepted
}

// TestWrongDocumentsAreRefused gives each check of a document wrong ones: they
// are refused with SEG499, and the nearest right ones are accepted.
func TestWrongDocumentsAreRefused(t *testing.T) {
	if diag.Internal != "SEG499" {
		t.Fatalf("a fault of segc has the code %s", diag.Internal)
	}
	for _, c := range judgedDocuments() {
		p := proving(t, c.rule)
		if p == nil {
			t.Fatalf("%s has no document", c.rule)
		}
		for _, check := range wrongChecks() {
			if !judgedBy(t, p, check, c.right) {
				t.Errorf("%s\n%s refuses its document", c.rule, check.name)
			}
			for name, d := range c.same {
				if !check.exact && !judgedBy(t, p, check, d) {
					t.Errorf("%s\n%s refuses: %s", c.rule, check.name, name)
				}
			}
			for name, d := range c.wrong {
				if c.rare[name] && check.right == sampled {
					continue
				}
				if judgedBy(t, p, check, d) {
					t.Errorf("%s\n%s accepts: %s", c.rule, check.name, name)
				}
			}
		}
		p.close()
	}
}

// TestUnreadableDocumentsAreRefused gives `verified` documents that the decoder
// refuses, or that read differently than they were written.
func TestUnreadableDocumentsAreRefused(t *testing.T) {
	p := proving(t, `where plan = "pro" and age > 5`)
	five := wrongField("age", condition.Greater, 5)
	for name, d := range map[string]*condition.Document{
		"no groups":                    {},
		"an empty group":               wrongDocument(nil),
		"an empty list":                wrongDocument(conditions(condition.Field{Column: "plan", Operator: condition.In}, five)),
		"an unknown operator":          wrongDocument(conditions(wrongField("plan", condition.CountEQ+1, "pro"), five)),
		"no column":                    wrongDocument(conditions(wrongField("", condition.Equals, "pro"), five)),
		"a number with a leading zero": wrongDocument(conditions(wrongNumber("age", condition.Greater, "05"), five)),
		"a negative count":             wrongDocument(conditions(wrongEvent(condition.Open, condition.CountGE, -1))),
		"a window of no days":          wrongDocument(conditions(wrongEvent(condition.Open, condition.Ever, 0, wrongWindow(condition.Last, 0)))),
		"a list without an id":         wrongDocument(conditions(condition.Membership{Operator: condition.In, Lists: []string{"a"}})),
	} {
		p.result.Document, p.checked = d, nil
		before := len(p.All)
		if p.verified() {
			t.Errorf("%s is accepted", name)
			continue
		}
		said := p.All[before:]
		if len(said) != 1 || said[0].Code != diag.Internal || !strings.HasPrefix(said[0].Message, "segc cannot check its own document: ") {
			t.Errorf("%s: %v", name, said)
		}
	}
}
