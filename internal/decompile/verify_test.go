package decompile

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/prose"
)

// What a wrong text is refused with: the keys of testdata/*-texts.golden, each of one error.
const (
	otherGroups   = "other groups"
	otherBytes    = "other bytes"
	otherHeader   = "another header"
	otherContacts = "other contacts"
)

// faultIs checks the error of a text, "" for none.
func faultIs(t *testing.T, messages *prose.Book, err error, want string) {
	t.Helper()
	if (err == nil) != (want == "") {
		t.Errorf("got %v, want %q", err, want)
	}
	if err != nil {
		messages.Add(t, want, err.Error())
	}
}

// judgedDocument is a document that is written by hand, not by the compiler.
func judgedDocument() *condition.Document {
	field := func(column string, o condition.Operator, kind condition.ValueKind, text string) condition.Condition {
		return condition.Field{Column: column, Operator: o, Values: []condition.Value{{Kind: kind, Text: text}}}
	}
	opened := condition.Event{
		Metric: condition.Open, Operator: condition.CountGE, Count: 3, Window: condition.Window{Mode: condition.Last, Days: 30},
		Include: []condition.Value{{Kind: condition.Number, Text: "12"}, {Kind: condition.Number, Text: "13"}},
	}
	return &condition.Document{Any: []condition.Group{
		{All: []condition.Condition{field("plan", condition.Equals, condition.String, "pro"), field("age", condition.Greater, condition.Number, "5")}},
		{All: []condition.Condition{opened, condition.ISP{Operator: condition.NotIn, Values: []int64{1, 2}}}},
	}}
}

func workOn(in *Input, exact bool) *work {
	o := Options{Exact: exact}
	w := &work{in: in, options: o, imports: newImports(o), numbered: numberedOf(nil, in.Rules), groups: group(nil, numberedOf(nil, in.Rules))}
	w.load(context.Background())
	return w
}

// TestWrongTextsAreRefused gives the check texts that do not say the same as the
// document, and the nearest ones that say the same.
func TestWrongTextsAreRefused(t *testing.T) {
	messages := prose.Open(t, "wrong-texts")
	const opened = "opened >= 3 in last 30d from campaigns (12, 13) and isp not in (1, 2)"
	for _, c := range []struct{ text, want, exact string }{
		{`plan = "pro" and age > 5 or ` + opened, "", ""},
		{`plan = "pro" and age > 5 or (` + opened + `)`, "", ""},
		{`plan = "pro" and not age <= 5 or ` + opened, "", ""},
		{opened + ` or plan = "pro" and age > 5`, "", otherBytes},
		{`age > 5 and plan = "pro" or ` + opened, "", otherBytes},
		{`plan = "pro" and age > 5 or isp not in (2, 1) and opened >= 3 in last 30d from campaigns (13, 12)`, "", otherBytes},

		{opened, otherGroups, otherBytes},
		{`plan = "pro" and age > 5`, otherGroups, otherBytes},
		{`plan = "pro" or ` + opened, otherGroups, otherBytes},
		{`age > 5 or ` + opened, otherGroups, otherBytes},
		{`plan = "pro" and (age > 5 or ` + opened + `)`, otherGroups, otherBytes},
		{`plan = "pro" and age > 5 or c is null or ` + opened, otherGroups, otherBytes},
		{`plan = "pro" and age > 5 and c is null or ` + opened, otherGroups, otherBytes},
		{`plan = "pro" and age > 6 or ` + opened, otherGroups, otherBytes},
		{`plan = "pro" and age > 4 or ` + opened, otherGroups, otherBytes},
		{`plan = "pro" and age >= 5 or ` + opened, otherGroups, otherBytes},
		{`plan = "pro" and age < 5 or ` + opened, otherGroups, otherBytes},
		{`plan = "pro" and ages > 5 or ` + opened, otherGroups, otherBytes},
		{`plan = "prod" and age > 5 or ` + opened, otherGroups, otherBytes},
		{`plan != "pro" and age > 5 or ` + opened, otherGroups, otherBytes},
		{`plan = "pro" and age > 5 or opened >= 2 in last 30d from campaigns (12, 13) and isp not in (1, 2)`, otherGroups, otherBytes},
		{`plan = "pro" and age > 5 or opened >= 3 in last 31d from campaigns (12, 13) and isp not in (1, 2)`, otherGroups, otherBytes},
		{`plan = "pro" and age > 5 or opened >= 3 more than 30d ago from campaigns (12, 13) and isp not in (1, 2)`, otherGroups, otherBytes},
		{`plan = "pro" and age > 5 or opened >= 3 in last 30d from campaigns (12, 14) and isp not in (1, 2)`, otherGroups, otherBytes},
		{`plan = "pro" and age > 5 or opened >= 3 in last 30d except campaigns (12, 13) and isp not in (1, 2)`, otherGroups, otherBytes},
		{`plan = "pro" and age > 5 or clicked >= 3 in last 30d from campaigns (12, 13) and isp not in (1, 2)`, otherGroups, otherBytes},
		{`plan = "pro" and age > 5 or opened >= 3 in last 30d from campaigns (12, 13) and isp not in (1)`, otherGroups, otherBytes},
		{`plan = "pro" and age > 5 or opened >= 3 in last 30d from campaigns (12, 13) and isp in (1, 2)`, otherGroups, otherBytes},
		// The same contacts, but not the same groups.
		{`plan = "pro" and age > 5 and age < 9 or plan = "pro" and age >= 9 or ` + opened, otherGroups, otherBytes},
		{`plan = "pro" and age > 5 and age > 4 or ` + opened, otherGroups, otherBytes},
		{`plan = "pro" and age > 5.0 or ` + opened, otherGroups, otherBytes},
		{`segment "x" lists "aaaaaaaa-0000-4000-8000-000000000000" where plan = "pro" and age > 5 or ` + opened, otherHeader, otherHeader},
	} {
		for exact, want := range map[bool]string{false: c.want, true: c.exact} {
			text := c.text
			if !strings.HasPrefix(text, "segment") {
				text = "where " + text
			}
			t.Logf("exact %v: %s", exact, text)
			_, err := workOn(&Input{Rules: judgedDocument()}, exact).verify(context.Background(), []byte(text))
			faultIs(t, messages, err, want)
		}
	}
}

// TestWrongHeadersAreRefused does the same for the segment around a rule.
func TestWrongHeadersAreRefused(t *testing.T) {
	messages := prose.Open(t, "wrong-header-texts")
	const (
		id     = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
		list   = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
		other  = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
		header = `segment "Pro" id "` + id + `" color "#7cb7de" lists "` + list + `" description "who pays"`
	)
	in := func() *Input {
		document := judgedDocument()
		return &Input{Rules: document, ID: strings.ToUpper(id), Body: &rule.Body{
			Name: "Pro", Color: "#7cb7de", Lists: []string{strings.ToUpper(list), list}, Description: "who pays", Rules: document,
		}}
	}
	const where = ` where plan = "pro" and age > 5 or opened >= 3 in last 30d from campaigns (12, 13) and isp not in (1, 2)`
	check := func(header, want string) {
		t.Helper()
		t.Log(header)
		_, err := workOn(in(), false).verify(context.Background(), []byte(header+where))
		faultIs(t, messages, err, want)
	}
	check(header, "")
	check("", otherHeader)
	for _, change := range [][2]string{
		{`"Pro"`, `"Pros"`},
		{id, other},
		{`id "` + id + `"`, ""},
		{"#7cb7de", "#f0f080"},
		{list, other},
		{`"` + list + `"`, `"` + list + `", "` + other + `"`},
		{"who pays", "who pay"},
		{` description "who pays"`, ""},
	} {
		check(strings.Replace(header, change[0], change[1], 1), otherHeader)
	}
}

// TestProveFindsOtherContacts gives the last check documents of other conditions,
// which it compares by what they mean.
func TestProveFindsOtherContacts(t *testing.T) {
	messages := prose.Open(t, "unproved-texts")
	w := workOn(&Input{Rules: judgedDocument()}, false)
	if err := w.prove(judgedDocument()); err != nil {
		t.Error(err)
	}
	change := func(change func(d *condition.Document)) *condition.Document {
		d := judgedDocument()
		change(d)
		return d
	}
	age := func(o condition.Operator, text string) condition.Condition {
		return condition.Field{Column: "age", Operator: o, Values: []condition.Value{{Kind: condition.Number, Text: text}}}
	}
	for name, d := range map[string]*condition.Document{
		"a group twice":    change(func(d *condition.Document) { d.Any = append(d.Any, d.Any[0]) }),
		"another spelling": change(func(d *condition.Document) { d.Any[0].All[1] = age(condition.Greater, "5.0") }),
	} {
		if err := w.prove(d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, d := range map[string]*condition.Document{
		"a group dropped":     change(func(d *condition.Document) { d.Any = d.Any[1:] }),
		"a group added":       change(func(d *condition.Document) { d.Any = append(d.Any, condition.Group{All: d.Any[0].All[:1]}) }),
		"a condition dropped": change(func(d *condition.Document) { d.Any[0].All = d.Any[0].All[1:] }),
		"a bound one higher":  change(func(d *condition.Document) { d.Any[0].All[1] = age(condition.Greater, "6") }),
		"with the bound":      change(func(d *condition.Document) { d.Any[0].All[1] = age(condition.GreaterEq, "5") }),
		"the first one twice": change(func(d *condition.Document) { d.Any[0].All[1] = d.Any[0].All[0] }),
	} {
		t.Log(name)
		faultIs(t, messages, w.prove(d), otherContacts)
	}
}

// TestLargeTextsAreCompared checks texts of more conditions than a proof takes: the
// groups must do.
func TestLargeTextsAreCompared(t *testing.T) {
	messages := prose.Open(t, "large-texts")
	document, clauses := &condition.Document{}, []string{}
	for i := range prove.MaxAtoms + 10 {
		column := fmt.Sprint("c", i)
		if i%20 == 0 {
			document.Any = append(document.Any, condition.Group{})
			clauses = append(clauses, column+" is null")
		} else {
			clauses[len(clauses)-1] += " and " + column + " is null"
		}
		last := &document.Any[len(document.Any)-1]
		last.All = append(last.All, condition.Field{Column: column, Operator: condition.IsNull})
	}
	w := workOn(&Input{Rules: document}, false)
	right := "where " + strings.Join(clauses, " or ")
	if _, err := w.verify(context.Background(), []byte(right)); err != nil {
		t.Error(err)
	}
	for name, text := range map[string]string{
		"a group dropped":     "where " + strings.Join(clauses[1:], " or "),
		"a condition dropped": strings.Replace(right, "c1 is null and ", "", 1),
		"another condition":   strings.Replace(right, "c1 is null", "c1 is not null", 1),
	} {
		t.Log(name)
		_, err := w.verify(context.Background(), []byte(text))
		faultIs(t, messages, err, otherGroups)
	}
}

// TestCertainDocumentsAreRefused checks that a document for nobody and one for
// everybody are refused by name: the compiler refuses their rules.
func TestCertainDocumentsAreRefused(t *testing.T) {
	null, value := condition.Field{Column: "a", Operator: condition.IsNull}, condition.Field{Column: "a", Operator: condition.IsNotNull}
	messages := prose.Open(t, "certain-documents")
	for who, d := range map[string]*condition.Document{
		"nobody":    {Any: []condition.Group{{All: []condition.Condition{null, value}}}},
		"everybody": {Any: []condition.Group{{All: []condition.Condition{null}}, {All: []condition.Condition{value}}}},
	} {
		err := workOn(&Input{Rules: d}, false).prove(d)
		var refused *Error
		if !errors.As(err, &refused) || refused.Path != "any" {
			t.Fatalf("%s: got %v", who, err)
		}
		messages.Add(t, who, refused.Message)
	}
}
