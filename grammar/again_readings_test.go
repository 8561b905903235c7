package grammar_test

import "testing"

// TestListsAreReadAgain checks membership in contact lists in words, and without the word `list`.
func TestListsAreReadAgain(t *testing.T) {
	t.Parallel()
	readAs(t, []struct{ text, want string }{
		{`list excludes employees`, `list not in (employees)`},
		{`list does not include employees`, `list not in (employees)`},
		{`list like "%employees%"`, `list in (employees)`},
		{`list NOT LIKE "%employees%"`, `list not in (employees)`},
		{`not in partners`, `list not in (partners)`},
		{`opened and not in partners`, `opened and list not in (partners)`},
		{`plan = "pro" and not in partners`, `plan = "pro" and list not in (partners)`},
		{`not in "Our employees" list`, `list not in (our_employees)`},
		{`in newsletter`, `list in (newsletter)`},
		{`is on the newsletter list`, `list in (newsletter)`},
		{`list in (a) and not in (b)`, `list in (a) and list not in (b)`},
		{`list in (a) but not in (b, c)`, `list in (a) and list not in (b, c)`},
		{`in ("DE", "AT")`, ``},
	})
}

// TestWindowsWithoutTheirEventAreReadAgain checks windows that are before an event, or after another one.
func TestWindowsWithoutTheirEventAreReadAgain(t *testing.T) {
	t.Parallel()
	readAs(t, []struct{ text, want string }{
		{`opened in last 60 days but not in last 30 days`, `opened in last 60 days and never opened in last 30d`},
		{`has clicked in the last 60 days and not within 30 days`, `clicked in last 60d and never clicked in last 30d`},
		{`opened in last 60d and not in the last week`, `opened in last 60d and never opened in last 1w`},
		{`in last 60 days opened >= 2`, `opened >= 2 in last 60d`},
		{`within the last 2 weeks, clicked`, `clicked in last 2w`},
		{`opened (>= 2) in last 60 days`, `opened >= 2 in last 60d`},
		{`opened (at least 2 times)`, `opened >= 2`},
		{`opened between 30 and 60 days ago`, `opened in last 60d and never opened in last 30d`},
		{`clicked 2 to 4 weeks ago`, `clicked in last 4w and never clicked in last 2w`},
		{`opened between 60 and 30 days ago`, ``},
		{`opened in last quarter`, `opened in last 90d`},
		{`opened in 2026`, ``},
		{`opened in 2000 days`, `opened in last 2000 days`},
		{`opened in 2026 and age > 5`, ``},
		{`opened in May 2026`, ``},
		{`opened any of last 5 campaigns`, ``},
		{`clicked in the last campaign and age > 5`, ``},
	})
}

// TestSubscribersAreReadAgain checks what people say of contacts and of when they came.
func TestSubscribersAreReadAgain(t *testing.T) {
	t.Parallel()
	readAs(t, []struct{ text, want string }{
		{`everyone who is subscribed`, `status = "subscribed"`},
		{`is not subscribed`, `status != "subscribed"`},
		{`is subscribed and opened`, `status = "subscribed" and opened`},
		{`all contacts with status = "subscribed"`, `status = "subscribed"`},
		{`where people whose age > 5 or vip = true`, `where age > 5 or vip = true`},
		{`subscribed more than 30 days ago`, `created_at < today - 30d`},
		{`signed up in the last 2 weeks`, `created_at >= today - 2w`},
		{`subscribed since 2026-01-01`, `created_at >= 2026-01-01`},
		{`inactive for 90 days`, `never opened in last 90d`},
		{`not active in the last 3 weeks`, `never opened in last 3w`},
		{`engaged in last 30 days`, `opened in last 30d`},
	})
}

// TestValuesInOtherWordsAreReadAgain checks values and what compares them.
func TestValuesInOtherWordsAreReadAgain(t *testing.T) {
	t.Parallel()
	readAs(t, []struct{ text, want string }{
		{`IF(plan="club", true, false)`, `plan="club"`},
		{`IF(plan="club"; 0; 1)`, `not plan="club"`},
		{`zip = 01234`, `zip = "01234"`},
		{`zip in (01234)`, `zip in ("01234")`},
		{`isp in (01, 2)`, `isp in (1, 2)`},
		{`age >= 018`, `age >= 18`},
		{`phone starts with +43`, `phone starts with "+43"`},
		{`phone contains 0043`, `phone contains "0043"`},
		{`plan is pro or team`, `plan in ("pro", "team")`},
		{`plan is not free or plus and status = "subscribed"`, `plan not in ("free", "plus") and status = "subscribed"`},
		{`plan is pro or team and opened`, `plan in ("pro", "team") and opened`},
		{`plan is not free`, `plan != "free"`},
		{`not country = "AT" or "DE"`, `not country in ("AT", "DE")`},
		{`company LIKE 'GmbH'`, `company = "GmbH"`},
		{`company NOT LIKE 'GmbH'`, `company != "GmbH"`},
		{`email LIKE '%@gmail.com'`, `email contains "@gmail.com"`},
		{`orders >= 3 times`, `orders >= 3`},
		{"plan = \"pro\"\nLIMIT 1000", ``},
		{"where plan = \"pro\"\nORDER BY created_at DESC", `where plan = "pro"`},
		{`EXISTS (SELECT 1 FROM orders WHERE x = 1)`, ``},
		{`plan = "pro" xor vip = true and opened`, ``},
	})
}
