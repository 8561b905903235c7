package check

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/resolve"
)

func TestCanonicalID(t *testing.T) {
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
		for kind, want := range map[ast.AliasKind]string{ast.AliasList: c.list, ast.AliasISP: c.isp, ast.AliasCampaign: c.campaign} {
			got := no
			switch list, isList := ReadList(c.value); kind {
			case ast.AliasList:
				if isList {
					got = list
				}
			case ast.AliasISP:
				if n, ok := readISP(c.value); ok {
					got = fmt.Sprint(n)
				}
			case ast.AliasCampaign:
				if v, ok := readCampaign(c.value); ok {
					got = v.Text
				}
			}
			if got != want {
				t.Errorf("as %s, %q is %s, not %s", resolve.KindOf(kind), c.value.Text, got, want)
			}
		}
	}
}

// TestNothingIsPassedOver checks that a node of a kind that is new to the checks is not
// taken for one that is in order.
func TestNothingIsPassedOver(t *testing.T) {
	panics := func(call func()) (panicked bool) {
		defer func() { panicked = recover() != nil }()
		call()
		return false
	}
	source := ast.NewSource("t.seg", "")
	if !panics(func() { new(checker).expr(source, nil) }) {
		t.Error("expr passes over what it does not know")
	}
	if !panics(func() { new(checker).statement(source, nil) }) {
		t.Error("statement passes over what it does not know")
	}
}
