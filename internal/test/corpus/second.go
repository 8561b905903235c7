package corpus

// SecondEdition returns texts with the words of the second edition of the language, right and
// wrong: days with odd signs and units, the words as names, and statements with values, parameters
// and several segments. Whether they compile is for the version that reads them; each has an answer.
func SecondEdition() []string {
	return []string{
		// Days.
		"where born between today - 30d and today + 2w and not seen on today",
		"born in (today, today -30d, today+7d,today - 2 weeks+1 day , 2026-06-01-14d, 30d ago)",
		"not (born on 2026-12-31 or born <= 3 weeks ago) and born > 2026-02-28 + 1d # today - 1d",
		"today on today and on on 2 days ago and ago = 5 and `today` is null",
		"born > today --7d", "born > today +-+ 7d", "born > today - -7d", "born > today \u2013 7d", "born > today - 07d", "born > today -30", "born > 2026-06-01--14d",
		"born > today + 36501d", "born < 0001-01-01 - 1d", "born on 9999-12-31", "born > today + 99999999999999999999d", "born > today + 1e3d",
		"born > now()", "born > today()", "born > yesterday - 1d", "born = tomorrow", "born > NOW() - 3 months", "born in 7d", "born in last 30d", "born more than 30d ago", "born within the next 2 weeks",
		"born on", "born on (today)", "born on today +", "born > 30d", "born > 30 d ago ago", "born > today today", "born > ago", "born > - 7d", "born on today on today", "born between today", "born in (today", "born in (today -",
		"age > 30 and ago between 1 and 2", "let today = on on today let on = today where on", "field today: date not null field on: date where today on today - 1d or on on on",
		"born > today-30d-1w+2d-0d and born < \"2026-06-01\" - 1d", "born > 2026-06-01T10:00:00Z - 1d and born on 2026-06-01T10:00:00Z",
		// The words as names.
		"list today = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nisp on = (1, 2)\ncampaign ago = 12\nwhere list in (today) and isp in (on) and opened in last 30d from campaigns (ago)",
		"value = 5 and param = 6 and assume = 7 and for = 8 and was = 9 and as = 10", "let value = param = 1 let param = value where param",
		"field value: number\nfield param: choice(\"text\", \"list\")\nwhere value = 5 and param = \"text\"", "where d = 1 and days = 2 and w = 3 and weeks = 4 and opened in last 4 weeks",
		"where for in (\"a\") or was = \"b\"", "let a = for let for = a where for", "assume or missing", "value value", "value", "param", "param x", "value x =", "value x = = 5",
		// Values and parameters.
		"value market = \"DE\"\nvalue markets = (market, \"AT\")\nwhere country = market or country in (markets)",
		"value season = 2026-06-01\nvalue n = 30d\nwhere born >= season - n and born < season + 2w and opened in last n",
		"value a = b\nvalue b = a\nwhere x = a", "value a = ()\nwhere x = a", "value a = (1, \"b\", 2026-01-01, 30d)\nwhere x in (a)", "value today = 5\nwhere x = today", "value d = 5\nvalue weeks = 30d\nwhere opened >= d in last weeks",
		"param market: text = \"DE\"\nparam n: days\nparam level: choice (\"a\", \"b\") = \"a\"\nparam vip: list\nwhere country = market and list in (vip) and plan = level and born > today - n",
		"param a: number = \"x\"\nparam a: date\nwhere x = a", "param x: isp = gmail\nparam y: campaign = 12\nisp gmail = 1\nwhere isp = x and opened from campaigns (y)", "param x: nothing\nwhere a = x", "param x text\nwhere a = x", "param x: choice\nwhere a = x",
		// Parts with parameters.
		"let big(column, n) = revenue > n\nwhere big(x, 5)", "let young(n) = born >= today - n\nwhere young(30d) and not young(1w)", "let f(x) = f(x)\nwhere f(1)", "let f(x, x) = a = x\nwhere f(1, 2)", "let f() = a = 1\nwhere f()",
		"let f(x) = a = x\nwhere f", "let f(x) = a = x\nwhere f(", "let f(x) = a = x\nwhere f(1, 2) and f() and f((1, 2)) and f(today - 1d) and f(2d ago)", "let any(x) = a = x where any(1)", "where a(30d) or b (1) or `c`(2)", "let f(n) = opened >= n in last n where f(3)",
		// Several segments, assumptions, and segments in segments.
		"segment \"A {market}\"\n  for market in (\"DE\" as \"Germany\", \"AT\")\n  was \"Old {market}\"\nwhere country = market", "segment \"A\"\nwhere a = 1\nsegment \"B\"\nwhere b = 1", "segment \"{{}\" for list l in (x, y) for isp i in (1, 2) where list in (l) and isp = i",
		"assume missing match\nassume case fold\nassume edge both\nassume day whole\nwhere a != 1", "assume missing\nassume x y\nwhere a = 1", "use \"x.seg\" as active\nwhere active", "use \"series.seg\" \"Day 3\" as day3 where day3 and not active",
	}
}
