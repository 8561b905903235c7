package segc_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing/fstest"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/rulesjson"
)

func ExampleCompile() {
	const text = `status = "subscribed" and opened >= 1 in last 30d`
	result, list := segc.Compile(context.Background(), text, segc.Options{})
	if result == nil {
		log.Fatal(list.Err())
	}
	fmt.Printf("%s", result.RulesJSON())
	// Output:
	// {"any": [
	//   {"all": [
	//     {"kind":"field","field":"status","operator":"equals","value":"subscribed"},
	//     {"kind":"activity","metric":"open","operator":"count_gte","value":1,"days_window":{"mode":"last","days":30}}
	//   ]}
	// ]}
}

// A rule that is wrong has no result; the list says what to change, and can be
// shown, sent as JSON or read by a program.
func ExampleCompile_diagnostics() {
	const text = `plan = pro and opened in last 3 months`
	result, list := segc.Compile(context.Background(), text, segc.Options{Name: "trial.seg"})
	fmt.Println("compiled:", result != nil)
	for _, d := range list {
		// d.Message says what is wrong, and diag.WriteText shows it below the line.
		at := d.Location.Source.Position(d.Location.Span.Start)
		fmt.Printf("%s in line %d, column %d\n", d.Code, at.Line, at.Column)
		for _, fix := range d.Fixes {
			fmt.Printf("  fix: %s\n", fix.Edits[0].Text)
		}
	}
	// Output:
	// compiled: false
	// SEG108 in line 1, column 8
	//   fix: "pro"
	// SEG111 in line 1, column 33
	//   fix: 90d
	//   fix: 93d
}

// The program says what day it is, and compiles again on another day.
func ExampleCompile_today() {
	result, list := segc.Compile(context.Background(), "renewal on today + 7d", segc.Options{
		Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC),
	})
	if result == nil {
		log.Fatal(list.Err())
	}
	fmt.Printf("%s", result.RulesJSON())
	// Output:
	// {"any": [
	//   {"all": [
	//     {"kind":"field","field":"renewal","operator":"gte","value":"2026-06-08"},
	//     {"kind":"field","field":"renewal","operator":"lt","value":"2026-06-09"}
	//   ]}
	// ]}
}

// An account is known not to match a missing value with negative operators.
func ExampleCompile_assume() {
	const rule = `plan != "free" and plan is not null`
	result, list := segc.Compile(context.Background(), rule, segc.Options{
		Assume: contact.Reading{MissingMatches: contact.No},
	})
	if result == nil {
		log.Fatal(list.Err())
	}
	fmt.Printf("%s", result.RulesJSON())
	// Output:
	// {"any": [
	//   {"all": [
	//     {"kind":"field","field":"plan","operator":"not_equals","value":"free"}
	//   ]}
	// ]}
}

// A form asks for the params of a rule, and gives them as texts.
func ExampleCompile_params() {
	const rule = `param market: choice("AT", "DE") = "AT"
param window: days
where country = market and opened in last window`

	program, _ := segc.Load(context.Background(), rule, segc.Options{})
	for name := range program.Names() {
		if name.Kind == segc.NameParam {
			fmt.Printf("%s: %s %q, default %q, required %t\n", name.Text, name.Type, name.Choices, name.Default, name.Required)
		}
	}
	result, list := segc.Compile(context.Background(), rule, segc.Options{
		Params: map[string]string{"market": "DE", "window": "14d"},
	})
	if result == nil {
		log.Fatal(list.Err())
	}
	fmt.Printf("%s", result.RulesJSON())
	// Output:
	// market: choice ["AT" "DE"], default "AT", required false
	// window: days [], default "", required true
	// {"any": [
	//   {"all": [
	//     {"kind":"field","field":"country","operator":"equals","value":"DE"},
	//     {"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last","days":14}}
	//   ]}
	// ]}
}

// A rule reads other files only from where it is allowed to.
func ExampleCheck() {
	files := fstest.MapFS{
		"catalog.seg": {Data: []byte(`
			field plan: choice("free", "pro")
			let engaged = opened in last 30d or clicked in last 30d
		`)},
	}
	const text = `
		use "catalog.seg"
		where status = "subscribed" and plan = "por" and engaged
	`
	list := segc.Check(context.Background(), text, segc.Options{Files: files})
	for _, d := range list {
		fmt.Println(d.Severity, d.Code, d.Location.Source.Slice(d.Location.Span))
		for _, fix := range d.Fixes {
			fmt.Println("fix:", fix.Edits[0].Text)
		}
	}
	// Output:
	// warning SEG304 "por"
	// fix: "pro"
}

// Texts that are not in files, such as those of a database, are files by their paths.
func ExampleFiles() {
	files := segc.Files{
		"base.seg":            "isp gmail = 1",
		"shop/catalog.seg":    "use \"../base.seg\"\nfield plan: choice(\"free\", \"pro\")",
		"shop/parts/paid.seg": "let paid = plan = \"pro\"",
	}
	const text = `
		use "catalog.seg"
		use "parts/paid.seg"
		where paid and isp = gmail
	`
	result, list := segc.Compile(context.Background(), text, segc.Options{Files: files, Path: "shop/rule.seg"})
	if result == nil {
		log.Fatal(list.Err())
	}
	fmt.Printf("%s", result.Document().AppendJSON(nil, true))
	// Output:
	// {"any":[{"all":[{"kind":"field","field":"plan","operator":"equals","value":"pro"},{"kind":"isp","operator":"in","values":[1]}]}]}
}

// An editor offers the names that begin as the word that is typed.
func ExampleProgram_Names() {
	files := segc.Files{"catalog.seg": `
		field plan: choice("free", "pro")
		field plan_renewal: date  # of paying customers
		# Opened or clicked lately.
		let engaged = opened in last 30d or clicked in last 60d
		isp gmail = 1
	`}
	const text = `
		use "catalog.seg"
		let planless = plan is null
		where status = "subscribed" and pl
	`
	program, _ := segc.Load(context.Background(), text, segc.Options{Files: files})
	for name := range program.Names() {
		asCondition := name.Kind == segc.NameColumn || name.Kind == segc.NamePart
		if !asCondition || !strings.HasPrefix(name.Text, "pl") {
			continue
		}
		fmt.Printf("%s (%s)", name.Text, name.Kind)
		if name.Type != "" {
			fmt.Printf(" of type %s %q", name.Type, name.Choices)
		}
		if name.Comment != "" {
			fmt.Printf(": %s", name.Comment)
		}
		fmt.Println()
	}
	// Output:
	// plan (column) of type choice ["free" "pro"]
	// plan_renewal (column) of type date []: of paying customers
	// planless (part)
}

// Many rules that use one catalog can share a cache, so that it is parsed once.
func ExampleCache() {
	files := fstest.MapFS{"catalog.seg": {Data: []byte("list vip = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nisp gmail = 1\n")}}
	rules := []string{"use \"catalog.seg\"\nwhere list in (vip)", "use \"catalog.seg\"\nwhere isp in (gmial)"}

	cache := &segc.Cache{MaxBytes: 16 << 20}
	for _, text := range rules {
		list := segc.Check(context.Background(), text, segc.Options{Files: files, Cache: cache})
		for _, d := range list {
			if d.Severity == diag.Error {
				fmt.Println(d.Code, d.Location.Source.Slice(d.Location.Span))
			}
		}
	}
	// Output:
	// SEG201 gmial
}

// An editor loads the text on every key, and has it proved when the author pauses.
func ExampleLoad_inAnEditor() {
	files := segc.Files{"catalog.seg": "list vip = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nisp gmail = 1\n"}
	cache := new(segc.Cache)
	author := typist{"use \"catalog.seg\"\nwhere isp in (gmial)", "use \"catalog.seg\"\nwhere isp in (gmail) and never unsubscribed and clicked > 2 and clicked > 1"}

	ctx := context.Background()
	for _, text := range author {
		program, list := segc.Load(ctx, text, segc.Options{Files: files, Cache: cache})
		if !list.HasErrors() && author.Pauses(ctx) {
			_, list = program.Check(ctx)
		}
		for _, d := range list {
			fmt.Println(d.Code, d.Location.Source.Slice(d.Location.Span))
		}
	}
	// Output:
	// SEG201 gmial
	// SEG407 clicked > 1
}

// typist is what somebody types who pauses after every text.
type typist []string

// Pauses waits for the next key, and reports whether none comes for a while.
func (typist) Pauses(ctx context.Context) bool { return ctx.Err() == nil }

// A server gives every request a deadline and a memory limit, in bytes.
func ExampleCheck_inAServer() {
	handle := func(w http.ResponseWriter, request *http.Request) {
		const maxText = 1 << 20 // bytes; a longer rule would be refused anyway
		body, err := io.ReadAll(http.MaxBytesReader(w, request.Body, maxText))
		if err != nil {
			http.Error(w, "the rule is too long", http.StatusRequestEntityTooLarge)
			return
		}
		text := string(body)
		ctx, cancel := context.WithTimeout(request.Context(), 2*time.Second)
		defer cancel()
		list := segc.Check(ctx, text, segc.Options{MaxMemory: 64 << 20})
		_ = diag.WriteJSON(w, list) // the client has gone away
	}
	answer := httptest.NewRecorder()
	handle(answer, httptest.NewRequest(http.MethodPost, "/check", strings.NewReader(`status = "subscribed" and opened in last 30d`)))
	fmt.Print(answer.Code, " ", answer.Body)
	// Output:
	// 200 {
	//   "format_version": 1,
	//   "errors": 0,
	//   "warnings": 0,
	//   "diagnostics": [],
	//   "more": [],
	//   "unread": []
	// }
}

// Body returns what the API's create call takes: the header of the text, with
// what the caller knows better.
func ExampleResult_Body() {
	const text = `
		list newsletter = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
		segment "Active on Gmail"
		  color "#7cb7de"
		where opened in last 30d and isp = 1
	`
	result, list := segc.Compile(context.Background(), text, segc.Options{})
	if result == nil {
		log.Fatal(list.Err())
	}
	body, list := result.Body(rulesjson.Segment{Lists: []string{"newsletter"}, Description: "For the warm-up"})
	if body == nil {
		log.Fatal(list.Err())
	}
	fmt.Printf("%s\n", body.AppendJSON(nil, false))
	// Output:
	// {
	//   "name": "Active on Gmail",
	//   "color": "#7cb7de",
	//   "contact_list_ids": ["0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"],
	//   "description": "For the warm-up",
	//   "rules_json": {"any": [
	//     {"all": [
	//       {"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last","days":30}},
	//       {"kind":"isp","operator":"in","values":[1]}
	//     ]}
	//   ]}
	// }
}

// Origin leads from the document back to the text, which tells an editor what
// to show.
func ExampleResult_Origin() {
	const text = `status = "subscribed" and (opened in last 30d or clicked in last 30d)`
	result, list := segc.Compile(context.Background(), text, segc.Options{})
	if result == nil {
		log.Fatal(list.Err())
	}
	places := result.Origin(1, 1)
	for _, at := range places {
		position := at.Source.Position(at.Span.Start)
		fmt.Printf("line %d, column %d: %s\n", position.Line, position.Column, at.Source.Slice(at.Span))
	}
	// Output:
	// line 1, column 50: clicked in last 30d
}

// A change of a rule, as it is reviewed: who gets mail that did not before.
func ExampleDiff() {
	ctx := context.Background()
	old, list := segc.Compile(ctx, `status = "subscribed" and opened in last 30d`, segc.Options{})
	if old == nil {
		log.Fatal(list.Err())
	}
	changed, list := segc.Compile(ctx, `status = "subscribed" and opened in last 60d`, segc.Options{})
	if changed == nil {
		log.Fatal(list.Err())
	}
	difference, err := segc.Diff(ctx, old, changed)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(difference.Verdict)
	contact, err := json.Marshal(difference.Enters.Contact)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s\n", contact)
	// Output:
	// wider
	// {"columns":{"status":"subscribed"},"events":[{"metric":"open","days_ago":45}]}
}

// What a rule says, for somebody who does not write rules.
func ExampleResult_Explain() {
	ctx := context.Background()
	result, list := segc.Compile(ctx, `status = "subscribed" and never opened in last 30d`, segc.Options{})
	if result == nil {
		log.Fatal(list.Err())
	}
	explanation, err := result.Explain(ctx, time.Date(2026, time.January, 15, 0, 0, 0, 0, time.UTC))
	if err != nil {
		log.Fatal(err)
	}
	if err := explanation.Write(os.Stdout, segc.ExplainText); err != nil {
		log.Fatal(err)
	}
	// Output:
	// As of 2026-01-15.
	//
	// Contacts who are subscribed and did not open any e-mail in the last 30 days (since 2025-12-16).
	//
	// Not documented by the platform:
	//   - Whether an event exactly 30 days ago (2025-12-16) counts.
}

func ExampleFormat() {
	text, list := segc.Format(context.Background(), `status=="subscribed"&&Opened in the last 4 weeks`, segc.FormatOptions{})
	if list.HasErrors() {
		log.Fatal(list.Err())
	}
	fmt.Print(text)
	// Output:
	// status = "subscribed" and opened in last 4w
}

// A document becomes a rule again, with the names of a catalog.
func ExampleDecompile() {
	const document = `{"any":[{"all":[
		{"kind":"field","field":"status","operator":"equals","value":"subscribed"},
		{"kind":"isp","operator":"in","values":[1,2]}]}]}`
	files := fstest.MapFS{"catalog.seg": {Data: []byte("isp gmail = 1\nisp outlook = 2\n")}}
	text, err := segc.Decompile(context.Background(), []byte(document), segc.DecompileOptions{Use: "catalog.seg", Files: files})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(text)
	// Output:
	// use "catalog.seg"
	//
	// where status = "subscribed" and isp in (gmail, outlook)
}

// What a database has becomes names for rules. What is written by hand stays.
func ExampleCatalog_Text() {
	catalog := segc.Catalog{
		Columns: []segc.CatalogColumn{
			{Name: "plan", Type: segc.TypeChoice, Choices: []string{"free", "pro"}, NotNull: true},
			{Name: "orders", Type: "bigint"},
		},
		Lists:     []segc.CatalogID{{ID: "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", Label: "Our newsletter"}},
		ISPs:      []segc.CatalogID{{ID: "1", Name: "gmail"}, {ID: "2", Name: "outlook"}},
		Campaigns: []segc.CatalogID{{ID: "204", Label: "Spring sale"}, {ID: "311", Label: "Spring sale!"}},
	}
	text, problems := catalog.Text(context.Background(), "isp big = (1, 2)  # ours\n")
	if problems.HasErrors() {
		log.Fatal(problems.Err())
	}
	fmt.Print(text)
	// Output:
	// isp big = (1, 2)  # ours
	//
	// # Contact lists, ISPs, campaigns and columns, as the platform has them. What follows is generated.
	//
	// list our_newsletter = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	//
	// isp gmail = 1
	// isp outlook = 2
	//
	// campaign spring_sale = 204
	// campaign spring_sale_2 = 311
	//
	// field orders: any  # the platform calls the type "bigint"
	// field plan: choice("free", "pro") not null
}
