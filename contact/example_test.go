package contact_test

import (
	"encoding/json"
	"fmt"

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
	fmt.Println(c.Columns["plan"], c.Columns["since"].Kind(), c.Columns["city"])
	fmt.Println(c.Events[0].Metric, c.Events[0].DaysAgo, *c.ISP)
	// Output:
	// "pro" date no value
	// open 3 2
}

func ExampleParse_error() {
	_, err := contact.Parse([]byte(`{"events": [{"metric": "open", "days_ago": "yesterday"}]}`))
	fmt.Println(err)
	// Output: contact: events[0].days_ago: this must be a whole number of days from 0 to 9223372036854775807, not the string "yesterday"
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
	for _, words := range r.Words() {
		fmt.Println("the platform", words)
	}
	_, err = contact.ParseReading("missing=ignore")
	fmt.Println(err)
	// Output:
	// no yes yes either
	// the platform does not let negative operators such as `!=` and `not in` match a missing value
	// the platform counts an event exactly n days ago as in the last n days
	// the platform counts an event exactly n days ago as more than n days ago
	// contact: missing must be match or skip, not "ignore"
}
