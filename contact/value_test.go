package contact_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/test/prose"
)

func TestValues(t *testing.T) {
	words := prose.Open(t, "missing-value")
	for _, c := range []struct {
		value              contact.Value
		kind               contact.Kind
		text, string, json string
		set                []string
	}{
		{contact.Value{}, contact.Missing, "", "", "null", nil},
		{contact.Text("pro"), contact.TextKind, "pro", `"pro"`, `"pro"`, nil},
		{contact.Text(""), contact.TextKind, "", `""`, `""`, nil},
		{contact.Int(-31), contact.NumberKind, "-31", "-31", "-31", nil},
		{contact.Must(contact.Number("31.50")), contact.NumberKind, "31.50", "31.50", "31.50", nil},
		{contact.Boolean(true), contact.BooleanKind, "true", "true", "true", nil},
		{contact.Boolean(false), contact.BooleanKind, "false", "false", "false", nil},
		{contact.Must(contact.Date("2026-05-01")), contact.DateKind, "2026-05-01", "2026-05-01", `{"date":"2026-05-01"}`, nil},
		{contact.Set(), contact.SetKind, "", "[]", "[]", []string{}},
		{contact.Set("b", "a"), contact.SetKind, "", `["b","a"]`, `["b","a"]`, []string{"b", "a"}},
	} {
		v := c.value
		if c.kind == contact.Missing {
			c.string = v.String()
			words.Add(t, c.kind.String(), c.string)
		}
		if v.Kind() != c.kind || v.Text() != c.text || v.String() != c.string || !slices.Equal(v.Set(), c.set) {
			t.Errorf("%s %q %q %q, want %+v", v.Kind(), v.Text(), v.String(), v.Set(), c)
		}
		if items := slices.Collect(v.Items()); !slices.Equal(items, c.set) || v.Len() != len(c.set) {
			t.Errorf("%v has the %d items %q", v, v.Len(), items)
		}
		if text, err := json.Marshal(v); err != nil || string(text) != c.json {
			t.Errorf("%s, %v, want %s", text, err, c.json)
		}
	}
}

func TestValuesRefuse(t *testing.T) {
	messages := prose.Open(t, "values")
	for _, text := range []string{"", "x", "+1", "01", "1.", "1e", "NaN", "0x1", " 1", "1e9999999999"} {
		v, err := contact.Number(text)
		if err == nil || !strings.HasPrefix(err.Error(), "contact: ") || !prose.Names(err.Error(), strconv.Quote(text)) || v.Kind() != contact.Missing {
			t.Fatalf("the number %q is %v, %v", text, v, err)
		}
		messages.Add(t, "number "+text, err.Error())
	}
	for _, text := range []string{"", "2026", "2026-02-30", "2026-05-01T10:00:00", "01.05.2026", "2026-05-01 "} {
		v, err := contact.Date(text)
		if !strings.HasPrefix(fmt.Sprint(err), "contact: ") || v.Kind() != contact.Missing {
			t.Fatalf("the date %q is %v, %v", text, v, err)
		}
		messages.Add(t, "date "+text, err.Error())
	}
	defer func() {
		got, _ := recover().(error)
		if got == nil || !prose.Names(got.Error(), `"x"`) {
			t.Fatalf("Must says %v", got)
		}
		messages.Add(t, "number x", got.Error())
	}()
	contact.Must(contact.Number("x"))
}

// TestSetsAreCopied checks that a value shares nothing with who made it or asked for it.
func TestSetsAreCopied(t *testing.T) {
	items := []string{"a", "b"}
	v := contact.Set(items...)
	items[0] = "x"
	v.Set()[1] = "y"
	if v.String() != `["a","b"]` {
		t.Errorf("%v", v)
	}
}

func TestKinds(t *testing.T) {
	for kind, want := range []string{"missing", "text", "number", "boolean", "date", "set", "kind 6"} {
		if got := contact.Kind(kind).String(); got != want {
			t.Errorf("%d is %q, want %q", kind, got, want)
		}
	}
}
