package meant

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestOtherToolsAreRead checks what searches, documents and the conditions of mailing tools become.
func TestOtherToolsAreRead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{`plan:pro -country:DE`, `plan = "pro" and country != "DE"`},
		{`+plan:pro OR age:[18 TO 30]`, `plan = "pro" or age between 18 and 30`},
		{`(plan:pro OR plan:team) AND NOT country:DE`, `(plan = "pro" or plan = "team") and country != "DE"`},
		{`age:{18 TO *]`, `age > 18`},
		{`created_at:[now-30d TO now]`, `created_at between today -30d and today`},
		{`plan:(pro OR team)`, `plan in ("pro", "team")`},
		{`email:*gmail*`, `email contains "gmail"`},
		{`-_exists_:city`, `city is null`},
		{`list:newsletter -is:subscribed`, `list in (newsletter) and status != "subscribed"`},
		{`newer_than:30d`, ``},
		{`city:Berl?n`, ``},
		{`{"plan": {"$ne": "pro"}, "age": {"$gte": 18}}`, `plan != "pro" and age >= 18`},
		{`{plan: {in: ["pro", "team"]}}`, `plan in ("pro", "team")`},
		{`{"bool": {"must": [{"term": {"plan": "pro"}}], "must_not": [{"term": {"country": "DE"}}]}}`, `plan = "pro" and country != "DE"`},
		{`{"or": [{"and": [{"a": 1}, {"b": 2}]}, {"field": "city", "operator": "is_null"}]}`, `a = 1 and b = 2 or city is null`},
		{`["plan", "=", "pro"]`, `plan = "pro"`},
		{`{"kind": "isp", "operator": "in", "values": [1]}`, ``},
		{`Contact details | plan | is | pro`, `plan = "pro"`},
		{`Opened Email at least 3 times in the last 30 days`, `opened >= 3 in last 30d`},
		{`is not in list "Black Friday"`, `list not in (black_friday)`},
		{`Last email click date is less than 2 weeks ago`, `clicked in last 2w`},
		{`contact is not tagged vip`, `tags has none ("vip")`},
		{`interests one of ski, bike`, `interests has any ("ski", "bike")`},
	} {
		got := ""
		if statements := Read(c.text, anything(c.text)); len(statements) == 1 && len(statements[0].Changes) == 1 {
			got = applied(c.text, statements[0].Changes[0].Fixes[0])
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q (-want +got)\n%s", c.text, diff)
		}
	}
}
