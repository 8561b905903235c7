package hostile

import (
	"fmt"
	"strings"
)

// Documents returns the kinds of rules_json, and of what looks like it.
func Documents() []Shape {
	const (
		column    = `{"kind":"field","field":"c#","operator":"equals","value":"x"}`
		one       = `{"kind":"field","field":"c","operator":"equals","value":"x"}`
		head, end = `{"any":[{"all":[`, `]}]}`
	)
	list := func(by, part string) func(i int) string {
		return func(i int) string { return by + strings.ReplaceAll(part, "#", fmt.Sprint(i)) }
	}
	doc := func(head, by, part, end string) func(size int) string {
		return func(size int) string { return filled(size, head, end, list(by, part)) }
	}
	return []Shape{
		{"one group of many conditions", doc(head+one, ",", column, end)},
		{"one group of the same condition", doc(head+one, ",", one, end)},
		{"many groups", doc(head+one+"]}", ",", `{"all":[`+column+`]}`, "]}")},
		{"many groups of two", doc(head+one+"]}", ",", `{"all":[`+one+`,`+column+`]}`, "]}")},
		{"many groups on one column", doc(head+one+"]}", ",", `{"all":[{"kind":"field","field":"c","operator":"equals","value":"#"}]}`, "]}")},
		{"many groups of ranges", doc(head+one+"]}", ",", `{"all":[{"kind":"field","field":"a","operator":"gt","value":#},{"kind":"field","field":"b","operator":"lt","value":#}]}`, "]}")},
		{"groups that factor", func(size int) string {
			return filled(size, head+one+"]}", "]}", func(i int) string {
				return fmt.Sprintf(`,{"all":[{"kind":"field","field":"a%d","operator":"equals","value":1},{"kind":"field","field":"b%d","operator":"equals","value":1},{"kind":"field","field":"c%d","operator":"equals","value":1}]}`, i%37, i*7%41, i*3%43)
			})
		}},
		{"groups of many conditions", func(size int) string {
			return filled(size, head+one+"]}", "]}", func(i int) string {
				return `,{"all":[` + strings.TrimPrefix(filled(20_000, "", "", func(j int) string { return "," + strings.ReplaceAll(column, "#", fmt.Sprint(i*7+j)) }), ",") + `]}`
			})
		}},
		{"a long value", doc(`{"any":[{"all":[{"kind":"field","field":"c","operator":"equals","value":"`, "", "x", `"}]}]}`)},
		{"a long value of surrogates", doc(`{"any":[{"all":[{"kind":"field","field":"c","operator":"equals","value":"`, "", `\ud83d\ude00`, `"}]}]}`)},
		{"a long value of lone surrogates", doc(`{"any":[{"all":[{"kind":"field","field":"c","operator":"equals","value":"`, "", `\ud83d`, `"}]}]}`)},
		{"a long name", doc(`{"any":[{"all":[{"kind":"field","field":"`, "", "x", `","operator":"equals","value":1}]}]}`)},
		{"a long list", doc(`{"any":[{"all":[{"kind":"field","field":"c","operator":"in","value":["x"`, ",", `"v#"`, `]}]}]}`)},
		{"long tags", doc(`{"any":[{"all":[{"kind":"field","field":"c","operator":"has_any","value":["x"`, ",", `"v#"`, `]}]}]}`)},
		{"ISPs", doc(`{"any":[{"all":[{"kind":"isp","operator":"in","values":[0`, ",1", "#", `]}]}]}`)},
		{"campaigns", doc(`{"any":[{"all":[{"kind":"activity","metric":"open","operator":"ever","include_campaign_ids":[1`, ",1", "#", `]}]}]}`)},
		{"deep arrays", repeat("", "[", "")},
		{"deep in a member", repeat(`{"any":`, "[", "")},
		{"deep objects", repeat("", `{"any":`, "")},
		{"deep in an unknown member", repeat(`{"x":`, `{"x":`, "")},
		{"unknown members", doc(`{"x":1`, ",", `"x#":1`, "}")},
		{"a long segment", func(size int) string {
			return `{"name":"` + strings.Repeat("n", size/2) + `","description":"` + strings.Repeat(`\u0001`, size/12) + `","rules_json":{"any":[{"all":[` + one + `]}]}}`
		}},
		{"a segment of many lists", func(size int) string {
			return filled(size, `{"name":"n","color":"#7cb7de","contact_list_ids":["00000000-0000-4000-8000-000000000000"`, `],"rules_json":{"any":[{"all":[`+one+`]}]}}`, func(i int) string {
				return fmt.Sprintf(`,"%08x-0000-4000-8000-000000000000"`, i)
			})
		}},
		{"blanks", repeat(head+one+end, " ", "")},
		{"no end", doc(head+one, ",", column, "")},
	}
}
