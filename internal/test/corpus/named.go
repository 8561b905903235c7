package corpus

// Named returns texts that the parser takes, with values, params and parts with parameters
// in all places. What the names in them mean is not checked.
func Named() []string {
	return []string{
		"value n = 3\nwhere opened >= n and clicked between n and `m` in last 30d\n",
		"value plans = (\"pro\", 'team', others,)\nvalue `my plan` = \"free\"\nlet good = plan in (plans) or plan = `my plan`\nwhere good\n",
		"value season = 2026-06-01 # its first day\nvalue n = 30d\nvalue k = 2 weeks\n" +
			"where a >= season + 2w and b between today - n and today - `n` + 1d and c on season-n and d in (season, season - 1d, today)\n",
		"value a = true\nvalue b = (30d, 2w)\nvalue c = today - 7d\nvalue d = 30d ago\nvalue e = -1.50\nwhere opened in the last n or clicked more than n ago\n",
		"param market: text = \"AT\"\nparam least: number\nparam who: list = newsletter\nparam `days`: days = 30d\nparam `isp`: isp\nparam when: date = today\n" +
			"param tier: Choice(\"a\", b) = \"a\"\nparam c: campaign = 12\nparam on: boolean = false\nwhere x = market\n",
		"let since(n) = opened in last n\nlet of(plans, `the day`, k) = plan in (plans) and a >= `the day` - k\n" +
			"where since(30d) and of((\"a\", \"b\"), today - 3d, 2 weeks) or `since`(n) and not of(plans, season - n, n)\n",
		"field plan: choice(plans)\nfield t: tags(plans, \"x\") not null\nlist value = \"a\"\nlist param = (value)\n" +
			"segment \"A\" lists value, param\nlet param = value = value and param = param\nwhere param in (value, param) and value on today and list in (value)\n",
		"value value = value\nparam param: text = param\nlet value = param\nvalue x = (\"a\")\nwhere (value)\nvalue y = (\"b\") where a = value value z = 3\n",
		"VALUE a = 1\nParam b: text\nrequire f(a) because \"b\" value c == 3 use \"d\"\n",
		"segment \"A {market} {{}}\"\n  for market in (\"AT\" as \"Austria\", \"DE\", dach)\n  for list `l` in (newsletter, \"x\" as 'y')\n  was \"B\"\n" +
			"where country = market and list in (`l`)\nsegment \"C\" for n in (3d, 7 days as \"a week\", 2026-05-01, today - 3d, 1, true) FOR isp i in (1,) for campaign c in (welcome, 12) lists l\nwhere opened in last n\n",
		"use \"a.seg\" as a USE 'b.seg' \"Day {n}\" AS `list` # one of several\nuse \"c.seg\" as as\nuse \"d.seg\"\nwhere a and `list` and as = 1 or not as in (\"x\") and as\n",
		"segment \"for\" for for in (1) where for = for\nsegment \"was\" was \"as\" where was in (\"for\") and as = 1\n",
	}
}
