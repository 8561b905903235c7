package contact_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/contact"
)

func TestValues(t *testing.T) {
	for _, c := range []struct {
		value              contact.Value
		kind               contact.Kind
		text, string, json string
		set                []string
	}{
		{contact.Value{}, contact.Missing, "", "no value", "null", nil},
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
	for _, text := range []string{"", "x", "+1", "01", "1.", "1e", "NaN", "0x1", " 1", "1e9999999999"} {
		want := `contact: "` + text + `" is not a number, or one with too large an exponent`
		if v, err := contact.Number(text); fmt.Sprint(err) != want || v.Kind() != contact.Missing {
			t.Errorf("the number %q is %v, %v", text, v, err)
		}
	}
	for _, text := range []string{"", "2026", "2026-02-30", "2026-05-01T10:00:00", "01.05.2026", "2026-05-01 "} {
		if v, err := contact.Date(text); !strings.HasPrefix(fmt.Sprint(err), "contact: ") || v.Kind() != contact.Missing {
			t.Errorf("the date %q is %v, %v", text, v, err)
		}
	}
	defer func() {
		const want = `contact: "x" is not a number, or one with too large an exponent`
		if got := fmt.Sprint(recover()); got != want {
			t.Errorf("Must says %s, want %s", got, want)
		}
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
