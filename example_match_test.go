package segc_test

import (
	"context"
	"fmt"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/rulesjson"
)

// A program asks whether a contact is in a segment. Where the documentation of the platform
// leaves that open, Match says on what it depends.
func ExampleResult_Matcher() {
	result, list := segc.Compile(context.Background(), `where status = "subscribed" and opened in last 30d`, segc.Options{})
	if list.HasErrors() {
		fmt.Println(list)
		return
	}
	now := time.Date(2026, 6, 15, 12, 0, 0, 0, time.UTC)
	matcher, err := result.Matcher(segc.MatcherOptions{At: now})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, days := range []int{29, 30, 31} {
		matches, open, err := matcher.Match(&contact.Contact{
			Columns: map[string]contact.Value{"status": contact.Text("subscribed")},
			Events:  []contact.Event{{Metric: rulesjson.Open, At: now.AddDate(0, 0, -days)}},
		})
		fmt.Println(days, matches, open, err)
	}

	// What a source of contacts does not carry is unknown, which is not the same as missing.
	_, err = result.Matcher(segc.MatcherOptions{Carries: &segc.Needs{Columns: []string{"status"}}})
	fmt.Println(err)
	// Output:
	// 29 true [] <nil>
	// 30 false [counts an event exactly n days ago as in the last n days] <nil>
	// 31 false [] <nil>
	// the rule looks at events, which the contacts do not carry: unknown is not missing
}
