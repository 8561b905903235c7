package segc_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// Load finds mistakes in syntax, names, types and values while somebody types. The program
// is there even if it has errors.
func ExampleLoad() {
	program, list := segc.Load(context.Background(), "let engaged = opened in last 30d\nwhere engagd and age >", segc.Options{})
	for _, d := range list {
		at := d.Location.Source.Position(d.Location.Span.Start)
		fmt.Printf("%s in line %d, column %d\n", d.Code, at.Line, at.Column)
	}
	for name := range program.Names() {
		if name.Kind == segc.NamePart {
			fmt.Println("part:", name.Text)
		}
	}
	// Output:
	// SEG201 in line 2, column 7
	// SEG101 in line 2, column 23
	// part: engaged
}

// A rule knows its header before it compiles.
func ExampleRule() {
	const text = `
		segment "Active" color "#7cb7de" lists "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
		where opened in last 30d`
	ctx := context.Background()
	program, list := segc.Load(ctx, text, segc.Options{})
	if list.HasErrors() {
		log.Fatal(list.Err())
	}
	for _, rule := range program.Rules() {
		header, _ := rule.Header()
		result, list := rule.Compile(ctx)
		if result == nil {
			log.Fatal(list.Err())
		}
		fmt.Println(rule.Name(), header.Color, result.Stats().Conditions)
	}
	// Output:
	// Active #7cb7de 1
}

// The platform may have another document than the rule: a stored one is a result, too.
func ExampleFromJSON() {
	ctx := context.Background()
	stored, err := segc.FromJSON(ctx, []byte(`{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`), nil)
	if err != nil {
		log.Fatal(err)
	}
	result, list := segc.Compile(ctx, "isp in (1, 2)", segc.Options{})
	if result == nil {
		log.Fatal(list.Err())
	}
	difference, err := segc.Diff(ctx, stored, result)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(difference.Verdict, "ISP", *difference.Enters.Contact.ISP)
	// Output:
	// wider ISP 2
}

// An author can neither leave out a guard of Options.Use nor write another file in its place.
func ExampleOptions() {
	options := segc.Options{
		Files: segc.Files{"guards.seg": `require status = "subscribed" because "we never mail people who left"`},
		Use:   []string{"guards.seg"},
	}
	for _, text := range []string{`status = "subscribed" and isp = 1`, "isp = 1"} {
		result, list := segc.Compile(context.Background(), text, options)
		fmt.Println(result != nil)
		for _, d := range list {
			fmt.Println(d.Code)
		}
	}
	// Output:
	// true
	// false
	// SEG601
}

// A list is its JSON: an editor gets places, and fixes that it can apply without counting.
func ExampleCheck_json() {
	list := segc.Check(context.Background(), "plan = pro", segc.Options{})
	text, err := json.Marshal(list)
	if err != nil {
		log.Fatal(err)
	}
	var told []struct {
		Code  string
		Start struct{ Line, UTF16 int }
		Fixes []struct{ Edits []struct{ Text string } }
	}
	if err := json.Unmarshal(text, &told); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", told)
	// Output:
	// [{Code:SEG108 Start:{Line:1 UTF16:8} Fixes:[{Edits:[{Text:"pro"}]}]}]
}

// An author chooses a fix, and Apply returns the text with its edits.
func ExampleCheck_fix() {
	list := segc.Check(context.Background(), "status != null", segc.Options{})
	for _, fix := range list[0].Fixes {
		text, err := diag.Apply(list[0].Location.Source, fix)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(text) // fix.Text says what the fix does
	}
	// Output:
	// status is not null
}
