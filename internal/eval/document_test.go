package eval

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
)

// fieldOf is a condition on the column x.
func fieldOf(op condition.Operator, values ...condition.Value) condition.Field {
	return condition.Field{Column: "x", Operator: op, Values: values}
}

func ruleText(text string) condition.Value {
	return condition.Value{Kind: condition.String, Text: text}
}

func ruleNumber(text string) condition.Value {
	return condition.Value{Kind: condition.Number, Text: text}
}

func ruleBoolean(text string) condition.Value {
	return condition.Value{Kind: condition.Boolean, Text: text}
}

// What every field condition says about every kind of value.
func TestDocumentFields(t *testing.T) {
	type answer struct {
		value contact.Value
		want  truth
	}
	null := contact.Value{}
	for _, test := range []struct {
		about     string
		condition condition.Field
		answers   []answer
	}{
		{"equals a text", fieldOf(condition.Equals, ruleText("pro")), []answer{
			{textOf("pro"), yes},
			{textOf("PRO"), sameFolded},
			{textOf("free"), no},
			{textOf("prof"), no},
			{textOf(""), no},
			{null, no},
			{numberOf("1"), no},
			{booleanOf("true"), no},
			{dateOf("2026-05-01"), no},
			{setOf("a", "pro"), yes},
			{setOf("a", "Pro"), sameFolded},
			{setOf(), no},
		}},
		{"equals the empty text", fieldOf(condition.Equals, ruleText("")), []answer{{textOf(""), yes}, {null, no}, {setOf(), no}}},
		{"equals letters that fold to others", fieldOf(condition.Equals, ruleText("\u017ftra\u00dfe\u212a")), []answer{
			{textOf("stra\u00dfek"), sameFolded}, {textOf("STRA\u1e9eEK"), sameFolded}, {textOf("strassek"), sameBase},
		}},
		{"equals a number", fieldOf(condition.Equals, ruleNumber("30")), []answer{
			{numberOf("3.0e1"), yes}, {numberOf("30.00000000000000000001"), no}, {textOf("30"), no}, {null, no},
		}},
		{"equals a boolean", fieldOf(condition.Equals, ruleBoolean("true")), []answer{{booleanOf("true"), yes}, {booleanOf("false"), no}, {textOf("true"), no}, {null, no}}},
		{"equals a date", fieldOf(condition.Equals, ruleText("2026-05-01")), []answer{
			{dateOf("2026-05-01T02:00:00+02:00"), yes}, {dateOf("2026-05-02"), no}, {textOf("2026-05-01"), yes}, {textOf("2026-05-01T00:00:00Z"), no},
		}},
		{"not equals", fieldOf(condition.NotEquals, ruleText("pro")), []answer{
			{textOf("pro"), no},
			{textOf("PRO"), unfolded},
			{textOf("free"), yes},
			{textOf(""), yes},
			{null, missing},
			{numberOf("1"), yes},
			{setOf("pro"), no},
			{setOf(), yes},
		}},
		{"in", fieldOf(condition.In, ruleText("pro"), ruleNumber("30"), ruleBoolean("true")), []answer{
			{textOf("pro"), yes},
			{textOf("Pro"), sameFolded},
			{numberOf("30.0"), yes},
			{booleanOf("true"), yes},
			{booleanOf("false"), no},
			{textOf("x"), no},
			{null, no},
			{setOf("b", "pro"), yes},
			{setOf("30"), no},
		}},
		{"not in", fieldOf(condition.NotIn, ruleText("a"), ruleText("b")), []answer{
			{textOf("a"), no}, {textOf("B"), unfolded}, {textOf("c"), yes}, {null, missing}, {numberOf("1"), yes},
		}},
		{"contains", fieldOf(condition.Contains, ruleText("ro")), []answer{
			{textOf("pro"), yes},
			{textOf("xROT"), sameFolded},
			{textOf("r"), no},
			{textOf(""), no},
			{null, no},
			{numberOf("1"), no},
			{setOf("x", "pro"), yes},
			{setOf("r", "o"), no},
		}},
		{"contains the Kelvin sign", fieldOf(condition.Contains, ruleText("\u212a")), []answer{{textOf("ok"), sameFolded}, {textOf("o\u212a"), yes}}},
		{"contains nothing", fieldOf(condition.Contains, ruleText("")), []answer{{textOf(""), yes}, {textOf("a"), yes}, {null, no}, {setOf(), no}}},
		{"not contains", fieldOf(condition.NotContains, ruleText("ro")), []answer{
			{textOf("pro"), no}, {textOf("pRo"), unfolded}, {textOf("a"), yes}, {null, missing}, {dateOf("2026-05-01"), yes},
		}},
		{"starts with", fieldOf(condition.StartsWith, ruleText("pr")), []answer{
			{textOf("pro"), yes},
			{textOf("pr"), yes},
			{textOf("Pro"), sameFolded},
			{textOf("p"), no},
			{textOf("apro"), no},
			{textOf(""), no},
			{null, no},
			{numberOf("1"), no},
			{setOf("a", "pro"), yes},
		}},
		{"is null", fieldOf(condition.IsNull), []answer{{null, yes}, {textOf(""), no}, {setOf(), no}, {booleanOf("false"), no}}},
		{"is not null", fieldOf(condition.IsNotNull), []answer{{null, no}, {textOf(""), yes}, {setOf(), yes}, {numberOf("0"), yes}}},
		{"greater", fieldOf(condition.Greater, ruleNumber("30")), []answer{
			{numberOf("30"), no}, {numberOf("30.5"), yes}, {numberOf("-31"), no}, {null, no}, {textOf("31"), no}, {setOf("31"), no}, {booleanOf("true"), no},
		}},
		{"greater or equal", fieldOf(condition.GreaterEq, ruleNumber("30")), []answer{{numberOf("29"), no}, {numberOf("30"), yes}, {numberOf("31"), yes}, {null, no}}},
		{"less", fieldOf(condition.Less, ruleNumber("30")), []answer{{numberOf("29"), yes}, {numberOf("30"), no}, {numberOf("31"), no}, {null, no}}},
		{"less or equal", fieldOf(condition.LessEq, ruleNumber("30")), []answer{{numberOf("29"), yes}, {numberOf("30"), yes}, {numberOf("31"), no}, {null, no}}},
		{"after a date", fieldOf(condition.Greater, ruleText("2026-05-01")), []answer{
			{dateOf("2026-05-01"), no}, {dateOf("2026-05-01T00:00:00.1Z"), yes}, {dateOf("2026-05-01T00:00:00+02:00"), no}, {null, no}, {numberOf("3000"), no},
		}},
		{"after a text, by bytes", fieldOf(condition.Greater, ruleText("b")), []answer{
			{textOf("c"), yes}, {textOf("b"), no}, {textOf("C"), no}, {textOf("ba"), yes}, {textOf(""), no}, {null, no}, {dateOf("2026-05-01"), no},
		}},
		{"has any", fieldOf(condition.HasAny, ruleText("a"), ruleText("b")), []answer{
			{setOf("a"), yes}, {setOf("c", "B"), sameFolded}, {setOf("c"), no}, {setOf(), no}, {textOf("a"), yes}, {null, no},
		}},
		{"has all", fieldOf(condition.HasAll, ruleText("a"), ruleText("b")), []answer{
			{setOf("b", "c", "a"), yes}, {setOf("a", "B"), sameFolded}, {setOf("a"), no}, {setOf(), no}, {textOf("a"), no}, {null, no},
		}},
		{"has none", fieldOf(condition.HasNone, ruleText("a"), ruleText("b")), []answer{
			{setOf("c"), yes}, {setOf(), yes}, {setOf("a"), no}, {setOf("A"), unfolded}, {textOf("c"), yes}, {null, missing},
		}},
	} {
		t.Run(test.about, func(t *testing.T) {
			for _, a := range test.answers {
				checkDocument(t, test.condition, having(a.value), a.want)
			}
		})
	}
}

func TestDocumentCounts(t *testing.T) {
	for _, test := range []struct {
		operator condition.Operator
		count    int64
		want     string // for 0, 1, 2, 3 and 4 opens: y or n
	}{
		{condition.Ever, 0, "nyyyy"},
		{condition.Never, 0, "ynnnn"},
		{condition.CountGE, 2, "nnyyy"},
		{condition.CountGE, 0, "yyyyy"},
		{condition.CountLE, 2, "yyynn"},
		{condition.CountLE, 0, "ynnnn"},
		{condition.CountEQ, 2, "nnynn"},
		{condition.CountGE, 1<<63 - 1, "nnnnn"},
	} {
		for n, want := range test.want {
			answer := truth(no)
			if want == 'y' {
				answer = yes
			}
			checkDocument(t, condition.Event{Metric: condition.Open, Operator: test.operator, Count: test.count}, opens(make([]int, n)...), answer)
		}
	}
	for _, metric := range condition.Metrics() {
		for _, happened := range condition.Metrics() {
			want := truth(no)
			if metric == happened {
				want = yes
			}
			checkDocument(t, condition.Event{Metric: metric, Operator: condition.CountGE, Count: 1}, contact.Contact{Events: []contact.Event{{Metric: happened}}}, want)
		}
	}
}

func TestDocumentWindows(t *testing.T) {
	for _, test := range []struct {
		window  condition.Window
		daysAgo int
		want    truth
	}{
		{condition.Window{Mode: condition.Last, Days: 30}, 0, yes},
		{condition.Window{Mode: condition.Last, Days: 30}, 29, yes},
		{condition.Window{Mode: condition.Last, Days: 30}, 30, edgeLast},
		{condition.Window{Mode: condition.Last, Days: 30}, 31, no},
		{condition.Window{Mode: condition.MoreThan, Days: 30}, 29, no},
		{condition.Window{Mode: condition.MoreThan, Days: 30}, 30, edgeMore},
		{condition.Window{Mode: condition.MoreThan, Days: 30}, 31, yes},
	} {
		checkDocument(t, condition.Event{Metric: condition.Open, Operator: condition.Ever, Window: test.window}, opens(test.daysAgo), test.want)
		checkDocument(t, condition.Event{Metric: condition.Open, Operator: condition.Never, Window: test.window}, opens(test.daysAgo), opposite(test.want))
		checkDocument(t, condition.Event{Metric: condition.Open, Operator: condition.CountGE, Count: 2, Window: test.window}, opens(test.daysAgo, test.daysAgo), test.want)
	}
}

func TestDocumentCampaigns(t *testing.T) {
	ids := []condition.Value{ruleNumber("12"), ruleText(strings.ToUpper(uuidA))}
	for campaign, listed := range map[string]truth{"12": yes, uuidA: yes, "13": no, uuidB: no, "": no} {
		checkDocument(t, condition.Event{Metric: condition.Open, Operator: condition.Ever, Include: ids}, opensOf(campaign), listed)
		checkDocument(t, condition.Event{Metric: condition.Open, Operator: condition.Ever, Exclude: ids}, opensOf(campaign), opposite(listed))
	}
}

func TestDocumentMembershipAndISP(t *testing.T) {
	for _, test := range []struct {
		c    contact.Contact
		on   []string
		want truth
	}{
		{on(uuidA), []string{uuidB, strings.ToUpper(uuidA)}, yes},
		{on(uuidB), []string{uuidA}, no},
		{contact.Contact{}, []string{uuidA}, no},
	} {
		checkDocument(t, condition.Membership{Operator: condition.In, Lists: test.on}, test.c, test.want)
		checkDocument(t, condition.Membership{Operator: condition.NotIn, Lists: test.on}, test.c, opposite(test.want))
	}
	for _, test := range []struct {
		c    contact.Contact
		want truth
	}{
		{at(1), yes}, {at(2), yes}, {at(3), no}, {contact.Contact{}, no},
	} {
		checkDocument(t, condition.ISP{Operator: condition.In, Values: []int64{1, 2, 0}}, test.c, test.want)
		checkDocument(t, condition.ISP{Operator: condition.NotIn, Values: []int64{1, 2, 0}}, test.c, opposite(test.want))
	}
}

func TestDocumentIsAnOrOfAnds(t *testing.T) {
	has, lacks := fieldOf(condition.IsNotNull), fieldOf(condition.IsNull)
	group := func(conditions ...condition.Condition) condition.Group { return condition.Group{All: conditions} }
	for _, test := range []struct {
		groups []condition.Group
		want   bool
	}{
		{[]condition.Group{group(has)}, true},
		{[]condition.Group{group(has, lacks)}, false},
		{[]condition.Group{group(has, lacks), group(has, has)}, true},
		{[]condition.Group{group(lacks), group(has, lacks)}, false},
	} {
		if got := Document(&condition.Document{Any: test.groups}, having(textOf("a")), Reading{}); got != test.want {
			t.Errorf("%v: %t", test.groups, got)
		}
	}
}
