package check

import (
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/condition"
)

// TestReadIDs lists values, the kinds of ids that they can be, and how the API has them.
func TestReadIDs(t *testing.T) {
	const id = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	text := func(s string) ast.Value { return ast.Value{Kind: ast.String, Text: s} }
	number := func(s string) ast.Value { return ast.Value{Kind: ast.Number, Text: s} }
	const no = "none"
	for _, c := range []struct {
		value               ast.Value
		list, isp, campaign string
	}{
		{text(id), id, no, id},
		{text(strings.ToUpper(id)), id, no, id},
		{text("{" + id + "}"), no, no, no},
		{text("urn:uuid:" + id), no, no, no},
		{text(strings.ReplaceAll(id, "-", "")), no, no, no},
		{text(id[:35] + "g"), no, no, no},
		{text("12"), no, no, no},
		{text(""), no, no, no},
		{number("12"), no, "12", "12"},
		{number("0"), no, "0", "0"},
		{number("9007199254740992"), no, "9007199254740992", "9007199254740992"},
		{number("9007199254740993"), no, no, no},
		{number("99999999999999999999"), no, no, no},
		{number("-1"), no, no, no},
		{number("-0"), no, no, no},
		{number("1.0"), no, no, no},
		{number("1e3"), no, no, no},
		{ast.Value{Kind: ast.Boolean, Text: "true"}, no, no, no},
		{ast.Value{Kind: ast.Date, Text: "2026-05-01"}, no, no, no},
	} {
		got := [...]string{no, no, no}
		if id, ok := readList(c.value); ok {
			got[ast.AliasList] = id
		}
		if id, ok := readISP(c.value); ok {
			got[ast.AliasISP] = strconv.FormatInt(id, 10)
		}
		if id, ok := readCampaign(c.value); ok {
			got[ast.AliasCampaign] = id.Text
			if (id.Kind == condition.Number) != (c.value.Kind == ast.Number) {
				t.Errorf("as a campaign, %q is of another kind", c.value.Text)
			}
		}
		if want := [...]string{ast.AliasList: c.list, ast.AliasISP: c.isp, ast.AliasCampaign: c.campaign}; got != want {
			t.Errorf("as a list, an ISP and a campaign, %q is %v, not %v", c.value.Text, got, want)
		}
	}
}
