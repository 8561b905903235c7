package eval

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
)

func TestTreeCounts(t *testing.T) {
	huge := "1" + strings.Repeat("0", 40)
	for _, test := range []struct {
		rule string
		expr *ast.Event
		want string // for 0, 1, 2, 3 and 4 opens: y or n
	}{
		{"opened", event(ast.Opened, ast.Ever), "nyyyy"},
		{"never opened", event(ast.Opened, ast.Never), "ynnnn"},
		{"opened = 2", event(ast.Opened, ast.CountEqual, "2"), "nnynn"},
		{"opened != 2", event(ast.Opened, ast.CountNotEqual, "2"), "yynyy"},
		{"opened > 2", event(ast.Opened, ast.CountGreater, "2"), "nnnyy"},
		{"opened >= 2", event(ast.Opened, ast.CountGreaterEqual, "2"), "nnyyy"},
		{"opened < 2", event(ast.Opened, ast.CountLess, "2"), "yynnn"},
		{"opened <= 2", event(ast.Opened, ast.CountLessEqual, "2"), "yyynn"},
		{"opened between 1 and 3", event(ast.Opened, ast.CountBetween, "1", "3"), "nyyyn"},
		{"opened between 3 and 1", event(ast.Opened, ast.CountBetween, "3", "1"), "nnnnn"},
		{"opened < 0", event(ast.Opened, ast.CountLess, "0"), "nnnnn"},
		{"opened >= 0", event(ast.Opened, ast.CountGreaterEqual, "0"), "yyyyy"},
		{"opened > -1", event(ast.Opened, ast.CountGreater, "-1"), "yyyyy"},
		{"opened >= 10^40", event(ast.Opened, ast.CountGreaterEqual, huge), "nnnnn"},
		{"opened < 10^40", event(ast.Opened, ast.CountLess, huge), "yyyyy"},
		{"opened != 10^40", event(ast.Opened, ast.CountNotEqual, huge), "yyyyy"},
	} {
		t.Run(test.rule, func(t *testing.T) {
			n := mustNames(t)
			for count, want := range test.want {
				answer := truth(no)
				if want == 'y' {
					answer = yes
				}
				c := opens(make([]int, count)...)
				checkTree(t, n, test.expr, c, answer)
				checkTree(t, n, not(test.expr), c, opposite(answer))
			}
		})
	}
}

func TestTreeMetricsCountTheirOwnEvents(t *testing.T) {
	n := mustNames(t)
	for metric, own := range map[ast.Metric]condition.Metric{
		ast.Opened: condition.Open, ast.Clicked: condition.Click, ast.Bounced: condition.Bounce,
		ast.Complained: condition.Complaint, ast.Delivered: condition.Delivered, ast.Unsubscribed: condition.Unsubscribe,
	} {
		for _, happened := range condition.Metrics() {
			want := truth(no)
			if happened == own {
				want = yes
			}
			c := contact.Contact{Events: []contact.Event{{Metric: happened}}}
			checkTree(t, n, event(metric, ast.Ever), c, want)
			checkTree(t, n, event(metric, ast.Never), c, opposite(want))
		}
	}
}

func TestTreeWindows(t *testing.T) {
	ever := func() *ast.Event { return event(ast.Opened, ast.Ever) }
	for _, test := range []struct {
		rule    string
		expr    ast.Expr
		daysAgo []int
		want    truth
	}{
		{"opened in last 30d", last(ever(), "30", ast.Days), []int{0}, yes},
		{"opened in last 30d", last(ever(), "30", ast.Days), []int{29}, yes},
		{"opened in last 30d", last(ever(), "30", ast.Days), []int{30}, edgeLast},
		{"opened in last 30d", last(ever(), "30", ast.Days), []int{31}, no},
		{"opened in last 1w", last(ever(), "1", ast.Weeks), []int{6}, yes},
		{"opened in last 1w", last(ever(), "1", ast.Weeks), []int{7}, edgeLast},
		{"opened in last 1w", last(ever(), "1", ast.Weeks), []int{8}, no},
		{"opened more than 30d ago", moreThan(ever(), "30", ast.Days), []int{29}, no},
		{"opened more than 30d ago", moreThan(ever(), "30", ast.Days), []int{30}, edgeMore},
		{"opened more than 30d ago", moreThan(ever(), "30", ast.Days), []int{31}, yes},
		{"opened in last 10^40d", last(ever(), "1"+strings.Repeat("0", 40), ast.Days), []int{1 << 30}, yes},
		{"never opened in last 30d", last(event(ast.Opened, ast.Never), "30", ast.Days), []int{30, 31}, opposite(edgeLast)},
		{"opened >= 2 in last 30d", last(event(ast.Opened, ast.CountGreaterEqual, "2"), "30", ast.Days), []int{3, 30, 40}, edgeLast},
		{"opened = 1 in last 30d", last(event(ast.Opened, ast.CountEqual, "1"), "30", ast.Days), []int{3, 30, 40}, opposite(edgeLast)},
	} {
		t.Run(test.rule, func(t *testing.T) {
			n := mustNames(t)
			checkTree(t, n, test.expr, opens(test.daysAgo...), test.want)
			checkTree(t, n, not(test.expr), opens(test.daysAgo...), opposite(test.want))
		})
	}
}

func TestTreeCampaigns(t *testing.T) {
	n := mustNames(t,
		alias(ast.AliasCampaign, "both", word("welcome"), num("13")),
		alias(ast.AliasCampaign, "welcome", num("12")),
		alias(ast.AliasCampaign, "spring", str(strings.ToUpper(uuidA))),
	)
	opened := func(except bool, ids ...ast.Value) ast.Expr {
		return campaigns(event(ast.Opened, ast.Ever), except, ids...)
	}
	for _, test := range []struct {
		rule     string
		expr     ast.Expr
		campaign string
		want     truth
	}{
		{"from campaigns (12)", opened(false, num("12")), "12", yes},
		{"from campaigns (12)", opened(false, num("12")), "13", no},
		{"from campaigns (12)", opened(false, num("12")), "", no},
		{"from campaigns (both)", opened(false, word("both")), "12", yes},
		{"from campaigns (both)", opened(false, word("both")), "13", yes},
		{"from campaigns (both)", opened(false, word("both")), "14", no},
		{"from campaigns (spring)", opened(false, word("spring")), uuidA, yes},
		{"from campaigns (uuid)", opened(false, str(strings.ToUpper(uuidA))), uuidA, yes},
		{"from campaigns (uuid)", opened(false, str(uuidB)), uuidA, no},
		{"from campaigns (10^20)", opened(false, num("100000000000000000000")), "100000000000000000000", yes},
		{"except campaigns (12)", opened(true, num("12")), "12", no},
		{"except campaigns (12)", opened(true, num("12")), "13", yes},
		{"except campaigns (12)", opened(true, num("12")), "", yes},
		{"except campaigns (both)", opened(true, word("both")), "13", no},
	} {
		t.Run(test.rule, func(t *testing.T) {
			checkTree(t, n, test.expr, opensOf(test.campaign), test.want)
			checkTree(t, n, not(test.expr), opensOf(test.campaign), opposite(test.want))
		})
	}
	t.Run("a window and campaigns", func(t *testing.T) {
		e := last(campaigns(event(ast.Opened, ast.CountEqual, "1"), false, num("12")), "30", ast.Days)
		c := contact.Contact{Events: []contact.Event{
			{Metric: condition.Open, DaysAgo: 3, Campaign: "12"},
			{Metric: condition.Click, DaysAgo: 3, Campaign: "12"},
			{Metric: condition.Open, DaysAgo: 3, Campaign: "13"},
			{Metric: condition.Open, DaysAgo: 40, Campaign: "12"},
		}}
		checkTree(t, n, e, c, yes)
	})
}
