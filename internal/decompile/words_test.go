package decompile_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/decompile"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/sides"
)

// wordsOf compiles a rule, and returns its document and what says its conditions.
func wordsOf(t fataler, text string) (*condition.Document, *decompile.Words) {
	t.Helper()
	program, list := segc.Load(context.Background(), text, segc.Options{Plain: true, MaxGroups: 100_000})
	if list.HasErrors() {
		t.Fatalf("%s\n%v", text, list.Err())
	}
	w := &decompile.Words{}
	for name := range program.Names() {
		switch name.Kind {
		case segc.NameColumn:
			typed, _ := column.ParseType(string(name.Type))
			w.Column(name.Text, typed)
		case segc.NameList:
			w.Name(ast.AliasList, name.Text, name.IDs)
		case segc.NameISP:
			w.Name(ast.AliasISP, name.Text, name.IDs)
		case segc.NameCampaign:
			w.Name(ast.AliasCampaign, name.Text, name.IDs)
		}
	}
	results, list := program.Compile(context.Background())
	if len(results) != 1 || results[0] == nil {
		t.Fatalf("%s\n%v", text, list.Err())
	}
	d, err := rule.Decode(sides.Compact(results[0]))
	if err != nil {
		t.Fatalf("%v", err)
	}
	return d, w
}

// TestWords says conditions that the rule does not have as they are in the document.
func TestWords(t *testing.T) {
	const text = "field plan: text\nfield born: date\nlist newsletter = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\ncampaign welcome = 12\nisp gmail = 3\nisp big = (gmail, 4)\n" +
		"where plan in (\"a\", \"b\") and not (born > 2026-05-01 or list in (newsletter) or opened >= 3 in last 2w or isp in (gmail)) and isp not in (big) and clicked from campaigns (welcome) in last 30d"
	d, w := wordsOf(t, text)
	var got []string
	for _, c := range d.Any[0].All {
		got = append(got, w.Of(c))
	}
	const want = `plan in ("a", "b")
born <= 2026-05-01
list not in (newsletter)
opened <= 2 in last 14d
isp not in (gmail)
isp not in (big)
clicked in last 30d from campaigns (welcome)`
	if got := strings.Join(got, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// inOrder writes a document with its ids in one order: a name may have them in another one.
func inOrder(d *condition.Document) []byte {
	byText := func(a, b condition.Value) int { return strings.Compare(a.Text, b.Text) }
	for _, group := range d.Any {
		for i, c := range group.All {
			switch c := c.(type) {
			case condition.Membership:
				c.Lists = slices.Sorted(slices.Values(c.Lists))
				group.All[i] = c
			case condition.ISP:
				c.Values = slices.Sorted(slices.Values(c.Values))
				group.All[i] = c
			case condition.Event:
				c.Include, c.Exclude = slices.SortedFunc(slices.Values(c.Include), byText), slices.SortedFunc(slices.Values(c.Exclude), byText)
				group.All[i] = c
			}
		}
	}
	return encode(d)
}

// TestWordsMeanTheCondition compiles the words of every condition of random rules: they give
// the condition again, and are one line.
func TestWordsMeanTheCondition(t *testing.T) {
	said, named := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		catalog := gen.Catalog(s)
		text := catalog + "\nwhere " + gen.Rule(s, gen.Options{Size: 6, Names: true})
		if result, _ := segc.Compile(context.Background(), text, segc.Options{Plain: true, MaxGroups: 100_000}); result == nil {
			return
		}
		d, w := wordsOf(t, text)
		for _, group := range d.Any {
			for _, c := range group.All {
				words := w.Of(c)
				if strings.Contains(words, "\n") {
					t.Fatalf("%q is not one line", words)
				}
				if _, list := segc.Compile(context.Background(), catalog+"\nwhere "+words, segc.Options{Plain: true}); slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.AlwaysTrue || d.Code == diag.NeverTrue }) {
					continue // everybody or nobody matches a part of the rule
				}
				back := compiled(t, catalog+"\nwhere "+words)
				alone := &condition.Document{Any: []condition.Group{{All: []condition.Condition{c}}}}
				if !bytes.Equal(inOrder(back), inOrder(alone)) {
					t.Fatalf("%s\nis said as\n%s\nwhich means\n%s", encode(alone), words, encode(back))
				}
				if said++; strings.Contains(words, "newsletter") || strings.Contains(words, "welcome") {
					named++
				}
			}
		}
	})
	if said == 0 || named == 0 {
		t.Errorf("of %d conditions, %d have names", said, named)
	}
}
