package peers

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/bench/internal/workload"
)

// Rule is one rule in the words of each language; empty where the language
// cannot take it in a reasonable time.
type Rule struct {
	Name                                string
	Segc, AIP, CEL, Expr, PromQL, Bexpr string
}

// Rules returns the rules of our own benchmarks.
func Rules() []Rule {
	return []Rule{small(), medium(), large(), list()}
}

func small() Rule {
	return Rule{
		Name:   "S",
		Segc:   workload.Small,
		AIP:    `(status = "subscribed" AND opened_30 >= 1) OR isp = (1 OR 2)`,
		CEL:    `status == "subscribed" && opened[30] >= 1 || isp in [1, 2]`,
		Expr:   `status == "subscribed" and opened[30] >= 1 or isp in [1, 2]`,
		PromQL: `status{value="subscribed"} and opened{days="30"} >= 1 or isp{id=~"1|2"}`,
		Bexpr:  `status == "subscribed" and opened_30 == 1 or isp == 1 or isp == 2`,
	}
}

func medium() Rule {
	return Rule{
		Name: "M",
		Segc: workload.Medium,
		AIP: `status = "subscribed" AND (plan = ("pro" OR "team") OR orders >= 3) AND NOT (bounced_30 >= 2 OR complained >= 1)
  AND (country = "DE" OR country = "AT" OR (language = "de" AND created_at >= "2024-01-01"))
  AND (opened_30 >= 1 OR clicked_60 >= 1 OR (last_order_at >= "2026-01-01" AND revenue > 99.5))
  AND ((age >= 18 AND age <= 65) OR NOT age:*) AND isp = (1 OR 2 OR 3) AND interests:("ski" OR "bike")
  AND NOT (email:"test" OR first_name = "Test") AND source != "import"`,
		CEL: `status == "subscribed" && (plan in ["pro", "team"] || orders >= 3) && !(bounced[30] >= 2 || complained >= 1)
  && (country == "DE" || country == "AT" || (language == "de" && created_at >= timestamp("2024-01-01T00:00:00Z")))
  && (opened[30] >= 1 || clicked[60] >= 1 || (last_order_at >= timestamp("2026-01-01T00:00:00Z") && revenue > 99.5))
  && ((age >= 18 && age <= 65) || age == null) && isp in [1, 2, 3] && ("ski" in interests || "bike" in interests)
  && !(email.contains("test") || first_name == "Test") && source != "import"`,
		Expr: `status == "subscribed" and (plan in ["pro", "team"] or orders >= 3) and not (bounced[30] >= 2 or complained >= 1)
  and (country == "DE" or country == "AT" or (language == "de" and created_at >= "2024-01-01"))
  and (opened[30] >= 1 or clicked[60] >= 1 or (last_order_at >= "2026-01-01" and revenue > 99.5))
  and ((age >= 18 and age <= 65) or age == nil) and isp in [1, 2, 3] and ("ski" in interests or "bike" in interests)
  and not (email contains "test" or first_name == "Test") and source != "import"`,
		PromQL: `status{value="subscribed"} and (plan{value=~"pro|team"} or orders >= 3) unless (bounced{days="30"} >= 2 or complained >= 1)
  and (country{value="DE"} or country{value="AT"} or (language{value="de"} and created_at >= 1704067200))
  and (opened{days="30"} >= 1 or clicked{days="60"} >= 1 or (last_order_at >= 1767225600 and revenue > 99.5))
  and ((age >= 18 and age <= 65) or absent(age)) and isp{id=~"1|2|3"} and (interests{value="ski"} or interests{value="bike"})
  unless (email{value=~".*test.*"} or first_name{value="Test"}) and source{value!="import"}`,
		Bexpr: `status == "subscribed" and (plan == "pro" or plan == "team" or orders == 3) and not (bounced_30 == 2 or complained == 1)
  and (country == "DE" or country == "AT" or (language == "de" and created_at == "2024-01-01"))
  and (opened_30 == 1 or clicked_60 == 1 or (last_order_at == "2026-01-01" and revenue == 99.5))
  and ((age == 18 and age == 65) or age is empty) and (isp == 1 or isp == 2 or isp == 3) and ("ski" in interests or "bike" in interests)
  and not (email contains "test" or first_name == "Test") and source != "import"`,
	}
}

func large() Rule {
	groups := func(or, group string) string {
		var b strings.Builder
		for i := range workload.Groups {
			if i > 0 {
				b.WriteString("\n" + or + " ")
			}
			fmt.Fprintf(&b, group, i, 1000+i, 1+i%5, 7+i%90, i%20)
		}
		return b.String()
	}
	return Rule{
		Name:   "L",
		Segc:   workload.Large(),
		AIP:    groups("OR", `(city = "town %03[1]d" AND revenue >= %[2]d AND opened_%[4]d >= %[3]d AND plan != "plan %02[5]d")`),
		CEL:    groups("||", `(city == "town %03[1]d" && revenue >= %[2]d.0 && opened[%[4]d] >= %[3]d && plan != "plan %02[5]d")`),
		Expr:   groups("or", `(city == "town %03[1]d" and revenue >= %[2]d and opened[%[4]d] >= %[3]d and plan != "plan %02[5]d")`),
		PromQL: groups("or", `(city{value="town %03[1]d"} and revenue >= %[2]d and opened{days="%[4]d"} >= %[3]d and plan{value!="plan %02[5]d"})`),
		Bexpr:  groups("or", `(city == "town %03[1]d" and revenue == %[2]d and opened_%[4]d == %[3]d and plan != "plan %02[5]d")`),
	}
}

func list() Rule {
	numbers := workload.Numbers(",")
	return Rule{
		Name:   "list",
		Segc:   workload.List(),
		AIP:    "isp = (" + workload.Numbers(" OR ") + ")",
		CEL:    "isp in [" + numbers + "]",
		Expr:   "isp in [" + numbers + "]",
		PromQL: `isp{id=~"` + workload.Numbers("|") + `"}`,
	}
}
