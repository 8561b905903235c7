package byhand

import "github.com/segc-lang/segc/internal/condition"

// Case is a rule with documents that say the same and others that do not.
type Case struct {
	Rule  string
	Right *condition.Document // the plain expansion
	JSON  string              // its bytes
	Same  map[string]*condition.Document
	Wrong map[string]*condition.Document
	// Rare are wrong documents that differ on hardly any contact, so that samples
	// need not find one.
	Rare map[string]bool
}

// Cases returns a rule with documents for each kind of condition.
func Cases() []Case {
	return []Case{columns(), events(), members(), ordered()}
}

func columns() Case {
	pro, five, vip := Field("plan", condition.Equals, "pro"), Field("age", condition.Greater, 5), Field("vip", condition.Equals, true)
	c := Case{
		Rule:  `where plan = "pro" and age > 5 or vip = true`,
		Right: Document(Group(pro, five), Group(vip)),
		JSON: `{"any":[{"all":[{"kind":"field","field":"plan","operator":"equals","value":"pro"},` +
			`{"kind":"field","field":"age","operator":"gt","value":5}]},` +
			`{"all":[{"kind":"field","field":"vip","operator":"equals","value":true}]}]}`,
		Same: map[string]*condition.Document{
			"the groups in another order":              Document(Group(vip), Group(pro, five)),
			"the conditions in another order":          Document(Group(five, pro), Group(vip)),
			"a condition twice":                        Document(Group(pro, five, pro), Group(vip)),
			"a group twice":                            Document(Group(pro, five), Group(vip), Group(vip)),
			"a group that another one contains":        Document(Group(pro, five), Group(vip), Group(vip, pro)),
			"a number with another spelling":           Document(Group(pro, Number("age", condition.Greater, "5.0")), Group(vip)),
			"one value in place of a list of one":      Document(Group(Field("plan", condition.In, "pro"), five), Group(vip)),
			"a list of one value that occurs in it ×2": Document(Group(Field("plan", condition.In, "pro", "pro"), five), Group(vip)),
		},
		Wrong: map[string]*condition.Document{
			"the first group dropped":          Document(Group(vip)),
			"the last group dropped":           Document(Group(pro, five)),
			"the first group twice":            Document(Group(pro, five), Group(pro, five)),
			"a group added":                    Document(Group(pro, five), Group(vip), Group(Field("c", condition.IsNull))),
			"a group of known Group":           Document(Group(pro, five), Group(vip), Group(pro)),
			"a condition dropped":              Document(Group(pro), Group(vip)),
			"a condition added":                Document(Group(pro, five), Group(vip, pro)),
			"the first condition twice":        Document(Group(pro, pro), Group(vip)),
			"two Group swapped":                Document(Group(pro, vip), Group(five)),
			"a bound one higher":               Document(Group(pro, Field("age", condition.Greater, 6)), Group(vip)),
			"a bound one lower":                Document(Group(pro, Field("age", condition.Greater, 4)), Group(vip)),
			"a bound that belongs to it":       Document(Group(pro, Field("age", condition.GreaterEq, 5)), Group(vip)),
			"the other side of a bound":        Document(Group(pro, Field("age", condition.Less, 5)), Group(vip)),
			"the opposite side of a bound":     Document(Group(pro, Field("age", condition.LessEq, 5)), Group(vip)),
			"another column":                   Document(Group(Field("plans", condition.Equals, "pro"), five), Group(vip)),
			"the columns swapped":              Document(Group(Field("age", condition.Equals, "pro"), Field("plan", condition.Greater, 5)), Group(vip)),
			"another text":                     Document(Group(Field("plan", condition.Equals, "prod"), five), Group(vip)),
			"the opposite operator":            Document(Group(Field("plan", condition.NotEquals, "pro"), five), Group(vip)),
			"a substring of the text":          Document(Group(Field("plan", condition.Contains, "pro"), five), Group(vip)),
			"one more value":                   Document(Group(Field("plan", condition.In, "pro", "max"), five), Group(vip)),
			"the other truth value":            Document(Group(pro, five), Group(Field("vip", condition.Equals, false))),
			"only that there is a value":       Document(Group(pro, five), Group(Field("vip", condition.IsNotNull))),
			"both groups joined to one":        Document(Group(pro, five, vip)),
			"each condition a group":           Document(Group(pro), Group(five), Group(vip)),
			"a group of the opposite is there": Document(Group(pro, five), Group(vip), Group(pro, Field("age", condition.LessEq, 5))),
		},
	}

	c.Rare = map[string]bool{"the columns swapped": true} // now each column has two types
	return c
}

func events() Case {
	three := func(change ...func(*condition.Event)) condition.Condition {
		return Event(condition.Open, condition.CountGE, 3, change...)
	}
	last, from := Window(condition.Last, 30), Campaigns(12, 13)
	never := Event(condition.Click, condition.Never, 0)
	bounced := Event(condition.Bounce, condition.CountLE, 2, Window(condition.MoreThan, 90))
	return Case{
		Rule:  "where opened >= 3 in last 30d from campaigns (12, 13) and never clicked or bounced <= 2 more than 90d ago",
		Right: Document(Group(three(last, from), never), Group(bounced)),
		JSON: `{"any":[{"all":[{"kind":"activity","metric":"open","operator":"count_gte","value":3,` +
			`"days_window":{"mode":"last","days":30},"include_campaign_ids":[12,13]},{"kind":"activity","metric":"click","operator":"never"}]},` +
			`{"all":[{"kind":"deliverability","metric":"bounce","operator":"count_lte","value":2,"days_window":{"mode":"more_than","days":90}}]}]}`,
		Same: map[string]*condition.Document{
			"no click counted":                Document(Group(three(last, from), Event(condition.Click, condition.CountEQ, 0)), Group(bounced)),
			"the campaigns in another order":  Document(Group(three(last, Campaigns(13, 12)), never), Group(bounced)),
			"a campaign that is listed twice": Document(Group(three(last, Campaigns(12, 13, 12)), never), Group(bounced)),
		},
		Wrong: map[string]*condition.Document{
			"one event less":               Document(Group(Event(condition.Open, condition.CountGE, 2, last, from), never), Group(bounced)),
			"one event more":               Document(Group(Event(condition.Open, condition.CountGE, 4, last, from), never), Group(bounced)),
			"exactly so many events":       Document(Group(Event(condition.Open, condition.CountEQ, 3, last, from), never), Group(bounced)),
			"at most so many events":       Document(Group(Event(condition.Open, condition.CountLE, 3, last, from), never), Group(bounced)),
			"at most one more":             Document(Group(three(last, from), never), Group(Event(condition.Bounce, condition.CountLE, 3, Window(condition.MoreThan, 90)))),
			"another metric":               Document(Group(three(last, from), never), Group(Event(condition.Complaint, condition.CountLE, 2, Window(condition.MoreThan, 90)))),
			"the metrics swapped":          Document(Group(Event(condition.Click, condition.CountGE, 3, last, from), Event(condition.Open, condition.Never, 0)), Group(bounced)),
			"a window one day shorter":     Document(Group(three(Window(condition.Last, 29), from), never), Group(bounced)),
			"a window one day longer":      Document(Group(three(Window(condition.Last, 31), from), never), Group(bounced)),
			"the other side of the window": Document(Group(three(Window(condition.MoreThan, 30), from), never), Group(bounced)),
			"no window":                    Document(Group(three(from), never), Group(bounced)),
			"a window where there is none": Document(Group(three(last, from), Event(condition.Click, condition.Never, 0, last)), Group(bounced)),
			"one campaign less":            Document(Group(three(last, Campaigns(12)), never), Group(bounced)),
			"one campaign more":            Document(Group(three(last, Campaigns(12, 13, 14)), never), Group(bounced)),
			"another campaign":             Document(Group(three(last, Campaigns(12, 14)), never), Group(bounced)),
			"the first campaign twice":     Document(Group(three(last, Campaigns(12, 12)), never), Group(bounced)),
			"all other campaigns":          Document(Group(three(last, Except(12, 13)), never), Group(bounced)),
			"no campaigns":                 Document(Group(three(last), never), Group(bounced)),
			"ever in place of never":       Document(Group(three(last, from), Event(condition.Click, condition.Ever, 0)), Group(bounced)),
			"the group of events dropped":  Document(Group(bounced)),
		},
	}
}

func members() Case {
	lists, isps := Lists(condition.In, "ab"), ISP(condition.NotIn, 1, 2)
	tags := Field("tags", condition.HasAny, "x", "y")
	return Case{
		Rule: `where list in ("aaaaaaaa-0000-4000-8000-000000000000", "bbbbbbbb-0000-4000-8000-000000000000") and isp not in (1, 2) ` +
			`or tags has any ("x", "y")`,
		Right: Document(Group(lists, isps), Group(tags)),
		JSON: `{"any":[{"all":[{"kind":"membership","operator":"in",` +
			`"list_ids":["aaaaaaaa-0000-4000-8000-000000000000","bbbbbbbb-0000-4000-8000-000000000000"]},` +
			`{"kind":"isp","operator":"not_in","values":[1,2]}]},` +
			`{"all":[{"kind":"field","field":"tags","operator":"has_any","value":["x","y"]}]}]}`,
		Same: map[string]*condition.Document{
			"the lists in another order":  Document(Group(Lists(condition.In, "ba"), isps), Group(tags)),
			"an ISP that is listed twice": Document(Group(lists, ISP(condition.NotIn, 2, 1, 2)), Group(tags)),
			"a group for each list":       Document(Group(Lists(condition.In, "a"), isps), Group(Lists(condition.In, "b"), isps), Group(tags)),
		},
		Wrong: map[string]*condition.Document{
			"one list less":         Document(Group(Lists(condition.In, "a"), isps), Group(tags)),
			"one list more":         Document(Group(Lists(condition.In, "abc"), isps), Group(tags)),
			"another list":          Document(Group(Lists(condition.In, "ac"), isps), Group(tags)),
			"the first list twice":  Document(Group(Lists(condition.In, "aa"), isps), Group(tags)),
			"on none of the lists":  Document(Group(Lists(condition.NotIn, "ab"), isps), Group(tags)),
			"both lists at once":    Document(Group(Lists(condition.In, "a"), Lists(condition.In, "b"), isps), Group(tags)),
			"one ISP less":          Document(Group(lists, ISP(condition.NotIn, 1)), Group(tags)),
			"one ISP more":          Document(Group(lists, ISP(condition.NotIn, 1, 2, 3)), Group(tags)),
			"another ISP":           Document(Group(lists, ISP(condition.NotIn, 1, 3)), Group(tags)),
			"the first ISP twice":   Document(Group(lists, ISP(condition.NotIn, 1, 1)), Group(tags)),
			"these ISPs only":       Document(Group(lists, ISP(condition.In, 1, 2)), Group(tags)),
			"all tags in place of":  Document(Group(lists, isps), Group(Field("tags", condition.HasAll, "x", "y"))),
			"none of the tags":      Document(Group(lists, isps), Group(Field("tags", condition.HasNone, "x", "y"))),
			"one tag less":          Document(Group(lists, isps), Group(Field("tags", condition.HasAny, "x"))),
			"the tags of a column":  Document(Group(lists, isps), Group(Field("tag", condition.HasAny, "x", "y"))),
			"the lists in no group": Document(Group(isps), Group(tags)),
		},
	}
}

func ordered() Case {
	since, cheap := Field("since", condition.GreaterEq, "2026-05-01"), Number("price", condition.LessEq, "0.1")
	gone := Field("gone", condition.IsNull)
	return Case{
		Rule:  "where since >= 2026-05-01 and not price > 0.1 and gone is null",
		Right: Document(Group(since, cheap, gone)),
		JSON: `{"any":[{"all":[{"kind":"field","field":"since","operator":"gte","value":"2026-05-01"},` +
			`{"kind":"field","field":"price","operator":"lte","value":0.1},{"kind":"field","field":"gone","operator":"is_null"}]}]}`,
		Same: map[string]*condition.Document{
			"a decimal with another spelling": Document(Group(since, Number("price", condition.LessEq, "1e-1"), gone)),
		},
		Wrong: map[string]*condition.Document{
			"a day later":           Document(Group(Field("since", condition.GreaterEq, "2026-05-02"), cheap, gone)),
			"a day earlier":         Document(Group(Field("since", condition.GreaterEq, "2026-04-30"), cheap, gone)),
			"without the day":       Document(Group(Field("since", condition.Greater, "2026-05-01"), cheap, gone)),
			"before the day":        Document(Group(Field("since", condition.Less, "2026-05-01"), cheap, gone)),
			"a little more":         Document(Group(since, Number("price", condition.LessEq, "0.10000000000000000001"), gone)),
			"without the bound":     Document(Group(since, Number("price", condition.Less, "0.1"), gone)),
			"above the bound":       Document(Group(since, Number("price", condition.Greater, "0.1"), gone)),
			"a value in the column": Document(Group(since, cheap, Field("gone", condition.IsNotNull))),
			"no condition on gone":  Document(Group(since, cheap)),
		},
	}
}
