package rulesjson_test

import (
	"errors"
	"fmt"

	"github.com/segc-lang/segc/rulesjson"
)

// The columns that a document looks at. The default of the switch is for kinds of
// conditions that the API does not have yet.
func Example() {
	document, err := rulesjson.Parse([]byte(`{"any":[{"all":[
		{"kind":"field","field":"plan","operator":"equals","value":"pro"},
		{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last","days":30}},
		{"kind":"isp","operator":"in","values":[3]}]}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, group := range document.Any {
		for _, condition := range group.All {
			switch c := condition.(type) {
			case rulesjson.Field:
				fmt.Println("column", c.Column, c.Operator, c.Values[0].Text)
			case rulesjson.Activity:
				fmt.Println("activity", c.Metric, c.Operator, c.Window.Mode, c.Window.Days)
			default:
				fmt.Printf("%T\n", c)
			}
		}
	}
	// Output:
	// column plan equals pro
	// activity open ever last 30
	// rulesjson.ISP
}

// A program builds a document and writes it with a line for each condition.
func ExampleDocument_Validate() {
	document := &rulesjson.Document{Any: []rulesjson.Group{{All: []rulesjson.Condition{
		rulesjson.Field{Column: "plan", Operator: rulesjson.In, Values: []rulesjson.Value{{Text: "pro"}, {Text: "team"}}},
		rulesjson.Activity{Metric: rulesjson.Click, Operator: rulesjson.CountAtLeast, Count: -1},
	}}}}
	var wrong *rulesjson.ParseError
	if errors.As(document.Validate(), &wrong) {
		fmt.Println(wrong.Path)
	}

	document.Any[0].All[1] = rulesjson.Activity{Metric: rulesjson.Click, Operator: rulesjson.CountAtLeast, Count: 1}
	fmt.Println(document.Validate())
	fmt.Printf("%s\n", document.AppendJSON(nil, false))
	// Output:
	// any[0].all[1].value
	// <nil>
	// {"any": [
	//   {"all": [
	//     {"kind":"field","field":"plan","operator":"in","value":["pro","team"]},
	//     {"kind":"activity","metric":"click","operator":"count_gte","value":1}
	//   ]}
	// ]}
}

// The error says where the problem is.
func ExampleParse() {
	const text = `{"any":[{"all":[{"kind":"field","field":"plan","operator":"is","value":"pro"}]}]}`
	_, err := rulesjson.Parse([]byte(text))
	var wrong *rulesjson.ParseError
	if errors.As(err, &wrong) {
		fmt.Println(wrong.Path, "is", text[wrong.Start:wrong.End])
	}
	// Output:
	// any[0].all[0].operator is "is"
}
