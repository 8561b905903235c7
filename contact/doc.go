// Package contact has contacts as data: what a rule looks at, and the contacts that segc
// shows as examples.
//
// A [Contact] has values in columns, events, contact lists and an ISP. [Parse] reads one
// from JSON, and json.Marshal writes it again. A program can also build one:
//
//	c := contact.Contact{
//		Columns: map[string]contact.Value{"plan": contact.Text("pro"), "age": contact.Int(31)},
//		Events:  []contact.Event{{Metric: rulesjson.Open, DaysAgo: 3}},
//	}
//
// A [Value] comes from the functions that are named after its types, so that a number is
// always a number and a date always a date. The zero Value says that a column has no
// value.
//
// A [Reading] answers questions that the API's documentation leaves open, such as whether
// plan != "pro" matches a contact without a plan. What segc excludes is excluded under
// every reading, and an example has the readings under which it shows something.
//
// An [Example] is a contact that shows something, such as a difference between two rules:
// the contact, the readings under which it shows it, and what about it matters, as a [Fact]
// and in words.
//
// Days count back from the present, lists are UUIDs in lower case, and a campaign is a UUID in
// lower case or the digits of a number. Values may be copied and used by many goroutines, and
// nothing is kept of what a function is given. The package does not say which rules a contact
// matches.
//
// # For contributors
//
//   - contact.go has a contact and its events, and value.go the values in its columns
//   - parse.go reads a contact from JSON, parse_value.go reads what is inside, fault.go says
//     where the JSON is wrong, and encode.go writes it
//   - reading.go has readings and their answers, reading_words.go describes them, and
//     reading_parse.go reads them as people write them
//   - example.go has examples, fact.go what is said of them, and fact_json.go writes that
package contact
