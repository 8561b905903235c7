package contact_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/rulesjson"
)

func ExampleParse() {
	c, err := contact.Parse([]byte(`{
		"columns": {"plan": "pro", "age": 31, "since": {"date": "2026-05-01"}},
		"events": [{"metric": "open", "days_ago": 3, "campaign": 12}],
		"isp": 2
	}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Columns["plan"], c.Columns["since"].Kind(), c.Columns["city"].Kind())
	fmt.Println(c.Events[0].Metric, c.Events[0].DaysAgo, *c.ISP)
	// Output:
	// "pro" date missing
	// open 3 2
}

func ExampleParse_error() {
	_, err := contact.Parse([]byte(`{"events": [{"metric": "open", "days_ago": "yesterday"}]}`))
	fmt.Println(strings.Split(err.Error(), ": ")[1]) // what is wrong comes after its path
	// Output: events[0].days_ago
}

func ExampleContact() {
	c := contact.Contact{
		Columns: map[string]contact.Value{
			"plan":  contact.Text("pro"),
			"age":   contact.Int(31),
			"since": contact.Must(contact.Date("2026-05-01")),
			"tags":  contact.Set("beta", "vip"),
		},
		Events: []contact.Event{{Metric: rulesjson.Open, DaysAgo: 3, Count: 2}},
		Lists:  []string{"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"},
		ISP:    new(int64(2)),
	}
	text, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s\n", text)
	// Output:
	// {
	//   "columns": {
	//     "age": 31,
	//     "plan": "pro",
	//     "since": {
	//       "date": "2026-05-01"
	//     },
	//     "tags": [
	//       "beta",
	//       "vip"
	//     ]
	//   },
	//   "events": [
	//     {
	//       "metric": "open",
	//       "days_ago": 3,
	//       "count": 2
	//     }
	//   ],
	//   "lists": [
	//     "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	//   ],
	//   "isp": 2
	// }
}

func ExampleParseReading() {
	r, err := contact.ParseReading("missing=skip, edge=both")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.MissingMatches, r.EdgeInLast, r.EdgeInMoreThan, r.FoldCase)
	fmt.Println(len(r.Words()), "properties of the platform")
	// Output:
	// no yes yes either
	// 3 properties of the platform
}
