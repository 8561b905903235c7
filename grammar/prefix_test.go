package grammar_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestPrefixesKeepNames cuts each file of the corpus off at every place, as it is while
// somebody types, with and without a statement after it, and with other line ends and
// comments. The tree keeps the names that statements have reached, the columns and metrics
// with which conditions begin, and the campaigns of events.
func TestPrefixesKeepNames(t *testing.T) {
	t.Parallel()
	texts := slices.Concat(corpus.Sources(t), corpus.Named(), corpus.Tables(), []string{
		"let `die größe` = a\nfield `größe`: choice(\"ä\", '“') not null\ncampaign naïve = (\"ü\", 2)\n" +
			"require `größe` is not null and x between 1 and 2 because \"weil\"\nsegment \"Ü\" id \"ä\"\n  lists a, `b c`\n" +
			"where `größe` = \"é\" and not (naïve or `x y` has any ('ß', \"b\")) or never opened in last 3d from campaigns (naïve)\n",
		"assume edge both where opened in last 30d and opened more than 30d ago and opened = 1",
		"campaign a = 1\nwhere opened from campaigns (a, 2) in last 3d and clicked except campaigns (a) more than 2w ago\n",
	})
	for i, text := range texts {
		if i%long.Every(7, 3, 1) != 0 && i < len(texts)-2 || len(text) > 2000 {
			continue
		}
		keepsNames(t, text)
		keepsNames(t, "\ufeff"+strings.ReplaceAll(text, "\n", " # \"(` ü\r\n\r\n"))
		if t.Failed() {
			return
		}
	}
}

func keepsNames(t *testing.T, text string) {
	t.Helper()
	whole, list := grammar.Parse(ast.NewSource("x.seg", text), grammar.Options{})
	if list.HasErrors() {
		return // what a slip hides shows when it is corrected
	}
	names := namesOf(whole)
	for cut := range text {
		for _, after := range []string{"", "\nlet last = opened"} {
			file, _ := grammar.Parse(ast.NewSource("x.seg", text[:cut]+after), grammar.Options{})
			kept := namesOf(file)
			for _, n := range names {
				if n.what == "condition" && strings.EqualFold(n.text, "assume") {
					continue // alone, it is the beginning of an assumption
				}
				if n.at.End < cut && !slices.Contains(kept, n) {
					t.Errorf("%q: lost %s %s at %d; kept %v", text[:cut]+after, n.what, n.text, n.at.Start, kept)
					return
				}
			}
		}
	}
}

// named is a name and what it names: what a statement declares, or what a condition begins
// with. The latter may be a column, or a part until an operator comes.
type named struct {
	what, text string
	at         ast.Span
}

func beginsLine(file *ast.File, offset int) bool {
	before := strings.TrimRight(file.Source.Text()[:offset], " \t")
	return strings.HasSuffix(before, "\n") || strings.Trim(before, "\ufeff") == ""
}

func namesOf(file *ast.File) (all []named) {
	add := func(what string, at ast.Span) {
		all = append(all, named{what, strings.ToLower(file.Source.Slice(at)), at})
	}
	for n := range file.All() {
		switch n := n.(type) {
		case *ast.Let:
			add("let", n.Name.At)
		case *ast.NamedValue: // elsewhere on a line, it begins with its sign
			if beginsLine(file, n.At.Start) {
				add("value", n.Name.At)
			}
		case *ast.Param:
			if beginsLine(file, n.At.Start) {
				add("param", n.Name.At)
			}
		case *ast.Alias:
			add([]string{"list", "isp", "campaign"}[n.Kind], n.Name.At)
		case *ast.Field:
			add("field", n.Name.At)
		case *ast.Column:
			add("condition", n.Name.At)
		case *ast.Ref:
			add("condition", n.Name.At)
		case *ast.Bad:
			if n.Column != nil {
				add("condition", n.Column.At)
			}
			if !n.Metric.Empty() {
				add("event", n.Metric)
			}
		case *ast.Event:
			add("event", n.MetricSpan)
		case ast.Campaigns:
			add("campaigns", n.At)
		case *ast.Segment:
			add("segment", n.Name.At)
			for _, p := range n.Properties {
				add("property", p.Keyword)
				for _, v := range p.Values {
					add("value", v.At)
				}
			}
		case *ast.Use:
			add("use", n.Path.At)
		}
	}
	return all
}

// TestBadKeepsItsBeginning has conditions and statements that are cut off, and what is
// kept of them.
func TestBadKeepsItsBeginning(t *testing.T) {
	for text, want := range map[string]string{
		"where plan = ":                       "plan [=]",
		"where `my plan` not in ":             "`my plan` [not in]",
		"where plan is ":                      "plan [is]",
		"where age between 1 and":             "age [between]",
		"where a = 1 and plan starts with or": "plan [starts with]",
		"where opened >= 1 in last ":          "event opened",
		"where never opened in last":          "event opened",
		"where (":                             "",
		"let engaged = ":                      "*ast.Let engaged",
		"let engaged":                         "*ast.Let engaged",
		"let `an engaged` x = 1":              "*ast.Let `an engaged`",
		"field plan: ":                        "*ast.Field plan",
		"field plan: text not":                "*ast.Field plan text",
		"field plan: choice(\"a\") not x":     "*ast.Field plan choice \"a\"",
		"field ":                              "field",
		"list vip =":                          "*ast.Alias vip",
		"campaign":                            "campaign",
		"segment \"A\" color":                 "*ast.Segment \"A\" color",
		"segment \"A\" id \"b\" lists a, ":    "*ast.Segment \"A\" id \"b\" lists a",
		"require opened because":              "*ast.Require opened",
		"require plan = 1 because and":        "*ast.Require plan = 1",
		"require because":                     "require",
		"where":                               "where",
		"segment":                             "segment",
		"lett engaged = opened":               "lett engaged",
		"value x =":                           "*ast.NamedValue x",
		"value `x y` = today -":               "*ast.NamedValue `x y`",
		"value x = (1, 2":                     "",
		"value x: 1":                          "*ast.NamedValue x",
		"param x:":                            "*ast.Param x",
		"param x: choice(\"a\") = ":           "*ast.Param x choice \"a\"",
		"let f(a, b":                          "*ast.Let f a b",
		"let f(a, b) =":                       "*ast.Let f a b",
		"where f(1, ":                         "f []",
		"where plan = n - ":                   "plan [=]",
		"where opened in last n more than":    "event opened",
	} {
		file, list := grammar.Parse(ast.NewSource("x.seg", text), grammar.Options{})
		if len(list) == 0 {
			t.Errorf("%q has no problem", text)
		}
		got := ""
		for n := range file.All() {
			switch n := n.(type) {
			case *ast.Bad:
				if n.Column != nil {
					got += fmt.Sprintf("%s [%s]", file.Source.Slice(n.Column.At), file.Source.Slice(n.OpSpan))
				}
				if !n.Metric.Empty() {
					got += "event " + file.Source.Slice(n.Metric)
				}
			case *ast.BadStatement:
				got += file.Source.Slice(n.Keyword)
				if n.Name != nil {
					got += " " + file.Source.Slice(n.Name.At)
				}
			case ast.Statement:
				if ast.Broken(n) {
					got += fmt.Sprintf("%T", n) + kept(file, n)
				}
			}
		}
		if got != want {
			t.Errorf("%q keeps %q, not %q", text, got, want)
		}
	}
}

// kept returns the texts of what a statement keeps.
func kept(file *ast.File, s ast.Statement) (all string) {
	for n := range ast.Children(s) {
		switch n := n.(type) {
		case *ast.Bad:
		case ast.Property:
			all += " " + file.Source.Slice(n.Keyword)
			for _, v := range n.Values {
				all += " " + file.Source.Slice(v.At)
			}
		default:
			all += " " + file.Source.Slice(n.Span())
		}
	}
	return all
}

// TestAt checks that the nodes around every offset of the corpus are those whose spans have
// it, each inside the one before.
func TestAt(t *testing.T) {
	t.Parallel()
	for _, text := range corpus.Sources(t) {
		file, _ := grammar.Parse(ast.NewSource("x.seg", text), grammar.Options{})
		if len(text) > 2000 {
			continue
		}
		for offset := range len(text) + 1 {
			around := file.At(offset)
			for i, n := range around {
				at := n.Span()
				if at.Start > offset || offset > at.End || i > 0 && !around[i-1].Span().Covers(at) {
					t.Fatalf("%q: at %d there is %T %v in %v", text, offset, n, at, around)
				}
			}
			deepest := 0
			for n := range file.All() {
				if at := n.Span(); at.Start < offset && offset <= at.End {
					deepest = max(deepest, at.Start)
				}
			}
			if len(around) > 0 && around[len(around)-1].Span().Start < deepest {
				t.Fatalf("%q: at %d the innermost node begins at %d, and there is one at %d", text, offset, around[len(around)-1].Span().Start, deepest)
			}
		}
	}
}
