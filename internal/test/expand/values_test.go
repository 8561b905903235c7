package expand

import "testing"

func TestValues(t *testing.T) {
	files := map[string]string{
		"a/catalog.seg": "use \"more.seg\"\nvalue adult = 18\nlet old(a) = age > a and b",
		"a/more.seg":    "param n: number = 5 list news = \"x\"",
	}
	given := map[string]string{"given": "a \"b\"", "who": "news", "day": "1w ago"}
	for text, want := range map[string]string{
		"":                                  "",
		"a = value # a comment":             "where a = value",
		"value a = 1 where a = a and b = a": "where a = 1 and b = 1",
		"value a = (b, c) value b = ('x', \"y\") value c = \"z\" where a in (a, \"q\")":                                       "where a in ('x', \"y\", \"z\", \"q\")",
		"value a = 2w value b = today - a where b > b+a - 1d":                                                                 "where b > today - 2w + 2w - 1d",
		"value b = 30d ago where b on b - 1d":                                                                                 "where b on today - 30d - 1d",
		"value a = 2 value b = 2w where opened >= a in the last b from campaigns (a, 5)":                                      "where opened >= 2 in the last 2w from campaigns(a, 5)",
		"value a = 2 isp a = (1, a) where isp in (a) or isp = a and a = a":                                                    "isp a = (1, a)\nwhere isp in (a) or isp = a and a = 2",
		"param a: isp = a isp a = 1 where isp = a":                                                                            "isp a = 1\nwhere isp = a",
		"param given: choice(\"c\", \"d\") param who: list param day: date where a = given and list in (who) and d = day":     "where a = \"a \\\"b\\\"\" and list in (news) and d = today - 1w",
		"let f(a, value) = (a = a or b between a and value) where not f(-1, 2)":                                               "where not ((a = -1 or b between -1 and 2))",
		"let f(n) = a = n and g(n, n - 1d) let g(n, m) = b > n and c > m where f(today)":                                      "where (a = today and (b > today and c > today - 1d))",
		"value n = 7 let f(n) = a > n and g(5) let g(m) = b > n and isp in (n, m) where f(1)":                                 "where (a > 1 and (b > 7 and isp in (n, 5)))",
		"value v = 7 let f(v, n) = a > v and b in (n) where f(v, (v, 8)) or f(1, v)":                                          "where (a > 7 and b in (7, 8)) or (a > 1 and b in (7))",
		"param who: list let f(news) = list in (news, who) where f(\"y\")":                                                    "where (list in (\"y\", news))",
		"use \"a/catalog.seg\" require a > n because \"n\" where old(adult) and c = n":                                        "list news = \"x\"\nrequire a > 5 because \"n\"\nwhere (age > 18 and b) and c = 5",
		"segment \"n\" lists who, b color \"c\" field n: choice(x, \"y\") not null value x = \"z\" param who: list where who": "segment \"n\"\n  lists news, b\n  color \"c\"\nfield n : choice(\"z\", \"y\") not null\nwhere who",
		"let f(a) = clicked more than a ago where F or f(2 weeks)":                                                            "where F or (clicked more than 2weeks ago)",
	} {
		if want != "" {
			want += "\n"
		} else {
			want = "\n"
		}
		if got := Values(text, files, given); got != want {
			t.Errorf("%s\nbecomes\n%s\nwant\n%s", text, got, want)
		}
	}
}
