package expand

import "testing"

func TestDays(t *testing.T) {
	for text, want := range map[string]string{
		"":                                                    "",
		"where a = today":                                     "where a = 2026-06-01",
		"a >= TODAY - 2w+1d # today - 1d":                     "a >= 2026-05-19 # today - 1d",
		"a < 2 weeks ago and b > 30d Ago":                     "a < 2026-05-18 and b > 2026-05-02",
		"a = 2026-06-01-14d":                                  "a = 2026-05-18",
		"a = 2026-06-01T10:00:00-05:00":                       "a = 2026-06-01T10:00:00-05:00",
		"a between today and today + 7 days":                  "a between 2026-06-01 and 2026-06-08",
		"a not in (today, 1d ago, -5)":                        "a not in (2026-06-01, 2026-05-31, -5)",
		"today = today and on on today":                       "today = 2026-06-01 and (on >= 2026-06-01 and on < 2026-06-02)",
		"not `on` on 2026-12-31":                              "not (`on` >= 2026-12-31 and `on` < 2027-01-01)",
		"a on \"\\u0032026-02-28\" or today":                  "(a >= 2026-02-28 and a < 2026-03-01) or today",
		"a = \"today - 1d\" and b contains 'today'":           "a = \"today - 1d\" and b contains 'today'",
		"let today = on\nlist on = (today, ago)\nwhere today": "let today = on\nlist on = (today, ago)\nwhere today",
		"field on: choice(\"today\") not null\nwhere list in (today) and isp = on":         "field on: choice(\"today\") not null\nwhere list in (today) and isp = on",
		"isp = today and never opened in last 30d from campaigns (today) or today = today": "isp = today and never opened in last 30d from campaigns (today) or today = 2026-06-01",
		"opened between 1 and 2 more than 3 days ago and (a = today)":                      "opened between 1 and 2 more than 3 days ago and (a = 2026-06-01)",
		"segment \"today\" lists today, on\nrequire a on today because \"today\"":          "segment \"today\" lists today, on\nrequire (a >= 2026-06-01 and a < 2026-06-02) because \"today\"",
		"a <= 30 and ago = today or d <= 5 or d = today":                                   "a <= 30 and ago = 2026-06-01 or d <= 5 or d = 2026-06-01",
		"tags has any (\"today\") and x is not null and d > today":                         "tags has any (\"today\") and x is not null and d > 2026-06-01",
	} {
		if got := Days(text, "2026-06-01"); got != want {
			t.Errorf("%s\nbecomes\n%s\nwant\n%s", text, got, want)
		}
	}
}
