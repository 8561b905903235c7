package rulesjson_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/ruletest"
	. "github.com/segc-lang/segc/rulesjson"
)

// with returns a document with one condition.
func with(c Condition) *Document { return &Document{Any: []Group{{All: []Condition{c}}}} }

func texts(texts ...string) (values []Value) {
	for _, text := range texts {
		values = append(values, Value{Text: text})
	}
	return values
}

func number(digits string) []Value { return []Value{{Number, digits}} }

// TestValidateRefuses checks the path of each thing that is refused, and what the message names.
func TestValidateRefuses(t *testing.T) {
	messages := prose.Open(t, "validate")
	open := func(change func(*Activity)) *Document {
		c := Activity{Metric: Open, Operator: CountAtLeast, Count: 1, Window: Window{Last, 30}}
		change(&c)
		return with(c)
	}
	for name, c := range map[string]struct {
		d           *Document
		path, names string
	}{
		"nil":                  {nil, "any", ""},
		"no group":             {&Document{}, "any", ""},
		"no condition":         {&Document{Any: []Group{{}}}, "any[0].all", ""},
		"nil condition":        {with(nil), "any[0].all[0]", "nil"},
		"pointer":              {with(&Field{}), "any[0].all[0]", "*rulesjson.Field"},
		"second condition":     {&Document{Any: []Group{with(ISP{In, []int64{1}}).Any[0], {All: []Condition{ISP{In, []int64{1}}, nil}}}}, "any[1].all[1]", "nil"},
		"no column":            {with(Field{"", IsNull, nil}), "any[0].all[0].field", ""},
		"column is not UTF-8":  {with(Field{"\xff", IsNull, nil}), "any[0].all[0].field", ""},
		"no operator":          {with(Field{"x", "", nil}), "any[0].all[0].operator", `"equals" "not_equals"`},
		"unknown operator":     {with(Field{"x", "is\n", nil}), "any[0].all[0].operator", `"is\n"`},
		"operator of events":   {with(Field{"x", Ever, nil}), "any[0].all[0].operator", `"ever"`},
		"value of is_null":     {with(Field{"x", IsNull, texts("a")}), "any[0].all[0].value", ""},
		"no value":             {with(Field{"x", Equals, nil}), "any[0].all[0]", `"value"`},
		"no values":            {with(Field{"x", In, nil}), "any[0].all[0]", `"value"`},
		"two values":           {with(Field{"x", Equals, texts("a", "b")}), "any[0].all[0].value", "2"},
		"value is not UTF-8":   {with(Field{"x", HasAny, texts("a", "\xff")}), "any[0].all[0].value[1]", ""},
		"unknown kind":         {with(Field{"x", Equals, []Value{{Kind: 3}}}), "any[0].all[0].value", "3"},
		"not a number":         {with(Field{"x", Greater, number("01")}), "any[0].all[0].value", `"01"`},
		"number with a blank":  {with(Field{"x", Greater, number("1 ")}), "any[0].all[0].value", `"1 "`},
		"no digits":            {with(Field{"x", Greater, number("")}), "any[0].all[0].value", `""`},
		"two numbers in one":   {with(Field{"x", In, number("1,2")}), "any[0].all[0].value[0]", `"1,2"`},
		"not a boolean":        {with(Field{"x", Equals, []Value{{Boolean, "yes"}}}), "any[0].all[0].value", `true false "yes"`},
		"metric of deliveries": {open(func(a *Activity) { a.Metric = Bounce }), "any[0].all[0].metric", `"open" "click"`},
		"metric of activity":   {with(Deliverability{Metric: Open, Operator: Ever}), "any[0].all[0].metric", `"open"`},
		"operator of columns":  {open(func(a *Activity) { a.Operator = Equals }), "any[0].all[0].operator", `"equals"`},
		"never of deliveries":  {with(Deliverability{Metric: Bounce, Operator: Never}), "any[0].all[0].operator", `"never"`},
		"count of ever":        {open(func(a *Activity) { a.Operator = Ever }), "any[0].all[0].value", ""},
		"negative count":       {open(func(a *Activity) { a.Count = -1 }), "any[0].all[0].value", "0 -1"},
		"no days":              {open(func(a *Activity) { a.Window.Days = 0 }), "any[0].all[0].days_window.days", "1 0"},
		"negative days":        {open(func(a *Activity) { a.Window.Days = -1 }), "any[0].all[0].days_window.days", "1 -1"},
		"no mode":              {open(func(a *Activity) { a.Window.Mode = "" }), "any[0].all[0].days_window.mode", `"last" "more_than"`},
		"both campaigns":       {open(func(a *Activity) { a.Include, a.Exclude = texts("a"), texts("b") }), "any[0].all[0].exclude_campaign_ids", "include_campaign_ids"},
		"empty campaign":       {open(func(a *Activity) { a.Include = texts("") }), "any[0].all[0].include_campaign_ids[0]", ""},
		"campaign is true":     {open(func(a *Activity) { a.Exclude = []Value{{Boolean, "true"}} }), "any[0].all[0].exclude_campaign_ids[0]", ""},
		"half a campaign":      {open(func(a *Activity) { a.Exclude = number("0.5") }), "any[0].all[0].exclude_campaign_ids[0]", ""},
		"campaign -":           {open(func(a *Activity) { a.Exclude = number("-") }), "any[0].all[0].exclude_campaign_ids[0]", `"-"`},
		"operator of lists":    {with(Membership{Ever, []string{listID}}), "any[0].all[0].operator", `"in" "not_in"`},
		"no lists":             {with(Membership{In, nil}), "any[0].all[0].list_ids", ""},
		"list is not a UUID":   {with(Membership{In, []string{listID, "{" + listID + "}"}}), "any[0].all[0].list_ids[1]", ""},
		"operator of ISPs":     {with(ISP{HasAny, []int64{1}}), "any[0].all[0].operator", `"has_any"`},
		"no ISPs":              {with(ISP{In, nil}), "any[0].all[0].values", ""},
	} {
		t.Run(name, func(t *testing.T) {
			err := c.d.Validate()
			checkError(t, err, c.path, c.names)
			messages.Add(t, name, err.Error())
			var refused *ParseError
			if errors.As(err, &refused) && (refused.Start != 0 || refused.End != 0) {
				t.Errorf("it has the place %d to %d", refused.Start, refused.End)
			}
			if c.d == nil {
				return // json.Marshal writes null without asking
			}
			if text, marshalErr := c.d.MarshalJSON(); text != nil || !reflect.DeepEqual(err, marshalErr) {
				t.Errorf("MarshalJSON gives %s, %v", text, marshalErr)
			}
		})
	}
}

// TestValidateAgreesWithParse breaks documents in any place and checks that exactly those
// are valid that are read back as they are.
func TestValidateAgreesWithParse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := ruletest.PublicDocuments().Draw(t, "document")
		for range rapid.IntRange(0, 2).Draw(t, "faults") {
			change(t, reflect.ValueOf(d).Elem())
		}
		text := d.AppendJSON(nil, true)
		read, refused := Parse(text)
		equal := refused == nil && cmp.Equal(d, read, cmpopts.EquateEmpty())
		err := d.Validate()
		var why *ParseError
		if valid := err == nil; valid != equal || !valid && !errors.As(err, &why) {
			t.Fatalf("Validate says %v, and Parse %v\n%s", err, refused, text)
		}
		d.AppendJSON(nil, false)
	})
}

// change changes one place of a value.
func change(t *rapid.T, v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		change(t, v.Field(rapid.IntRange(0, v.NumField()-1).Draw(t, "field")))
	case reflect.Slice:
		n := rapid.IntRange(0, v.Len()).Draw(t, "index")
		switch {
		case n == v.Len() && n > 0 && rapid.Bool().Draw(t, "shorter"):
			v.SetLen(rapid.IntRange(0, n-1).Draw(t, "length"))
		case n == v.Len():
			v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
		default:
			change(t, v.Index(n))
		}
	case reflect.Interface: // a condition
		if v.IsNil() || rapid.IntRange(0, 9).Draw(t, "other") == 0 {
			v.Set(reflect.ValueOf(rapid.SampledFrom([]Condition{
				ISP{In, []int64{1}}, &ISP{In, []int64{1}}, Field{"x", IsNull, []Value{}}, Deliverability{}, struct{ Condition }{ISP{}},
			}).Draw(t, "condition")))
			return
		}
		c := reflect.New(v.Elem().Type()).Elem()
		c.Set(v.Elem())
		change(t, c)
		v.Set(c)
	case reflect.String:
		v.SetString(rapid.SampledFrom([]string{
			"", "x", "\xff", "\x00", "1", "-1", "1.0", "1e5", "01", "1,2", "true", "null", "equals", "in", "is_null", "has_any", "ever", "never",
			"count_eq", "open", "bounce", "last", listID, "{" + listID + "}", strings.ToUpper(listID), `"`, "\ufffd", "\u200b",
		}).Draw(t, "text"))
	case reflect.Int, reflect.Int64:
		v.SetInt(rapid.SampledFrom([]int64{math.MinInt64, -1, 0, 1, 7, math.MaxInt64}).Draw(t, "number"))
	case reflect.Uint8:
		v.SetUint(rapid.Uint64Range(0, 4).Draw(t, "kind"))
	}
}

// TestValidateSize checks documents around the limit, as they are written.
func TestValidateSize(t *testing.T) {
	const limit = 16 << 20
	for name, document := range map[string]func(n int) *Document{
		"text":   func(n int) *Document { return with(Field{"x", Equals, texts(strings.Repeat("a", n))}) },
		"column": func(n int) *Document { return with(Field{strings.Repeat("a", n), IsNull, nil}) },
		"escapes": func(n int) *Document {
			return with(Field{"x", Equals, texts(strings.Repeat("\u200b", n/6) + strings.Repeat("a", n%6))})
		},
		"groups": func(n int) *Document {
			c := Field{"x", In, texts(strings.Repeat("a", 1<<20), "b", "c")}
			d := &Document{}
			for ; n > 1<<20+200; n -= len(with(c).AppendJSON(nil, true)) - len(`{"any":]}`) {
				d.Any = append(d.Any, Group{All: []Condition{c}})
			}
			n -= len(with(Field{"x", Equals, texts("")}).AppendJSON(nil, true)) - len(`{"any":]}`)
			d.Any = append(d.Any, with(Field{"x", Equals, texts(strings.Repeat("a", n))}).Any[0])
			return d
		},
	} {
		t.Run(name, func(t *testing.T) {
			n := limit - (len(document(3<<20).AppendJSON(nil, true)) - 3<<20)
			d := document(n)
			if text := d.AppendJSON(nil, true); len(text) != limit {
				t.Fatalf("%d bytes", len(text))
			}
			if err := d.Validate(); err != nil {
				t.Error(err)
			}
			checkError(t, document(n+1).Validate(), "", "16777216")
		})
	}
}

// TestValidateWritesNothing checks that a document that repeats a long list is refused
// soon.
func TestValidateWritesNothing(t *testing.T) {
	c := Field{"x", In, make([]Value, 1<<20)}
	g := Group{All: make([]Condition, 1000)}
	for i := range g.All {
		g.All[i] = c
	}
	d := &Document{}
	for range 1000 {
		d.Any = append(d.Any, g)
	}
	if n := testing.AllocsPerRun(1, func() { checkError(t, d.Validate(), "", "16777216") }); n > 100 {
		t.Errorf("%v allocations", n)
	}
}

// TestMarshal checks documents inside of what encoding/json writes and reads.
func TestMarshal(t *testing.T) {
	type stored struct{ Rules *Document }
	d, err := Parse([]byte(example))
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(stored{d})
	if want := string(d.AppendJSON([]byte(`{"Rules":`), true)) + "}"; err != nil || string(text) != want {
		t.Errorf("%s, %v", text, err)
	}
	var read stored
	if err := json.Unmarshal(text, &read); err != nil || !cmp.Equal(read.Rules, d) {
		t.Errorf("%v\n%s", err, cmp.Diff(read.Rules, d))
	}
	kept := read.Rules
	checkError(t, json.Unmarshal(bytes.Replace(text, []byte("activity"), []byte("inactivity"), 1), &read), "any[0].all[1].kind", "inactivity")
	if !cmp.Equal(kept, d) {
		t.Error("a document that cannot be read changes the one before")
	}
	checkError(t, kept.UnmarshalJSON([]byte("null")), "", "null")
	_, err = json.Marshal(stored{&Document{}})
	checkError(t, err, "any", "")
}

// TestZero checks what is documented for nil and zero values.
func TestZero(t *testing.T) {
	var d *Document
	if groups, conditions := d.Size(); groups != 0 || conditions != 0 {
		t.Error(groups, conditions)
	}
	for _, d := range []*Document{nil, {}} {
		if text := string(d.AppendJSON(nil, true)); text != `{"any":[]}` {
			t.Error(text)
		}
	}
	for _, s := range []*Segment{nil, {}} {
		if text := string(s.AppendJSON(nil, true)); text != `{"name":"","contact_list_ids":[]}` {
			t.Error(text)
		}
	}
}
