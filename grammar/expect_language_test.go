package grammar

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestExpectKnowsTheLanguage checks, before every word of every text that the parser takes,
// that the parser takes there what Expect names, and no other word of the language.
func TestExpectKnowsTheLanguage(t *testing.T) {
	t.Parallel()
	var seen atlas
	for _, text := range readable(t) {
		if !isRight(text) {
			continue
		}
		for _, w := range wordsOf(text) {
			seen.add(text[:w.Pos.Offset] + " ") // right after another word, a word would be a part of it
		}
	}
	seen.check(t, long.Every(16, 9, 1))
}

// TestExpectKnowsEveryPlace is TestExpectKnowsTheLanguage at all places to which the words
// lead that Expect names, one after the other.
func TestExpectKnowsEveryPlace(t *testing.T) {
	t.Parallel()
	var seen atlas
	seen.add("")
	for i := 0; i < len(seen.texts); i++ { // there are more and more
		before := seen.texts[i]
		expected := expect(before)
		for _, word := range expected.Keywords {
			seen.add(before + word + " ")
		}
		for _, c := range expected.Classes {
			seen.add(before + sample(t, c) + " ")
		}
	}
	seen.check(t, long.Every(16, 9, 1))
}

// TestExpectGoesOn makes mistakes in every text that the parser takes, after which the parser
// goes on as if there were none. So does Expect.
func TestExpectGoesOn(t *testing.T) {
	t.Parallel()
	const withoutWhere = "a rule without `where`"
	made := map[string]int{}
	mistake := func(what, before, wrong, right, after string) {
		text, changed := before+right+after, before+wrong+after
		if len(problemsOf(text)) > 0 || len(problemsOf(before+wrong)) > 1 {
			return
		}
		words := wordsOf(after)
		if what == withoutWhere {
			list := problemsOf(changed)
			if len(list) == 0 && words[0].Value == "as" {
				return // it belongs to a `use` before it
			}
			continues := len(list) == 1 && list[0].Code == diag.SyntaxError && len(list[0].Fixes) == 2 // `and` or `or` is missing
			if len(list) != 1 || list[0].Code != diag.MissingWhere && !continues {
				t.Fatalf("%q: the parser says %v", changed, list)
			}
		}
		made[what]++
		if _, property := propertyKind(words[0].Value); property || words[0].Value == "as" || signAfter(words[0].Value) != "" || mayAssume(words[0].Value) || slices.Contains([]string{"list", "isp"}, keyword(words[0].Value)) {
			words = words[1:] // what such a word begins shows after it
		}
		for offset := words[0].Pos.Offset + len(words[0].Value) + 1; offset <= len(after); offset++ {
			want := Expect(ast.NewSource("x.seg", text), len(before+right)+offset)
			got := Expect(ast.NewSource("x.seg", changed), len(before+wrong)+offset)
			if !slices.Equal(got.Keywords, want.Keywords) || !slices.Equal(got.Classes, want.Classes) {
				t.Fatalf("%q, %s: %v at %d, and without the mistake %v", changed, what, got, len(before+wrong)+offset, want)
			}
		}
	}
	// In the header, a word and what is after it may be a property.
	headers := []string{
		"segment \"A\"\nwhere born on today and x = 1\n", "segment \"A\"\nwhere color on 2026-05-01 + 2d and x = 1\n", "segment \"A\" color \"#7cb7de\"\nwhere `on` on season or x = 1\n",
		"segment \"A\" lists a\nwhere born on \"2026-05-01\" and x = 1\n", "segment \"A {n}\" for n in (1, 2)\nwhere born on 7d ago and x = n\n", "segment \"A\"\nwhere on on on + 1d and x = 1\n",
		"segment \"A\" id \"b\"\nwhere `born` on -7d + today or x = 1\n", "segment \"A\" id \"b\"\nwhere was on today or x = 1\n",
	}
	for i, text := range append(headers, readable(t)...) {
		if i >= len(headers) && i%long.Every(3, 2, 1) != 0 || inTables(text) {
			continue
		}
		words := wordsOf(text)
		for i, word := range words[1:] {
			at := spanOf(&word)
			previous := words[i]
			switch name := text[at.Start:at.End]; {
			case isStarter(&word, &words[0]) && name == "where" && strings.Contains(text[spanOf(&previous).End:at.Start], "\n"):
				mistake(withoutWhere, text[:at.Start], "", name, text[at.End:])
			case !isName(&word):
			case isKeyword(&previous, "let") && !isOperator(&words[i+2], "("), isKeyword(&previous, "campaign"), isKeyword(&previous, "field"):
				mistake("a word of the language as a name", text[:at.Start], "and", name, text[at.End:])
			}
		}
		file, _ := Parse(ast.NewSource("x.seg", text), Options{})
		for n := range file.All() {
			if e, ok := n.(*ast.Event); ok && len(e.Windows) == 1 {
				window := e.Windows[0].At
				mistake("a second window", text[:window.End], " "+text[window.Start:window.End], "", text[window.End:])
			}
		}
	}
	if len(made) < 3 {
		t.Errorf("of the mistakes, these were made: %v", made)
	}
	t.Log(made)
}

// atlas is texts up to some places, one for each kind of place.
type atlas struct {
	texts []string
	kinds map[string]bool
	fixed map[string]bool // words; see tablesKind
}

// add adds a text if there is none yet after whose last words the same is expected.
func (a *atlas) add(text string) {
	const most = 1
	words, open, statement := wordsOf(text), 0, ""
	words = words[:len(words)-1]
	for i, word := range words {
		switch {
		case isOperator(&word, "("):
			open++
		case isOperator(&word, ")"):
			open--
		case i+1 < len(words) && isStarter(&word, &words[i+1]):
			statement = word.Value
		}
	}
	var kind string
	if inTables(text) {
		kind = a.tablesKind(text) // which words an item lacks makes too many kinds
	} else {
		kind = fmt.Sprint(expect(text), min(open, 2), statement)
		kind = kind[strings.Index(kind, "["):] // without the offsets
	}
	for _, word := range words[max(len(words)-most, 0):] {
		kind += fmt.Sprint(word.Type)
		if word.Type == kindKeyword || word.Type == kindOperator {
			kind += word.Value
		}
	}
	if !a.kinds[kind] {
		if a.kinds == nil {
			a.kinds = map[string]bool{}
		}
		a.kinds[kind] = true
		a.texts = append(a.texts, text)
	}
}

// check checks every nth of the places.
func (a *atlas) check(t *testing.T, nth int) {
	t.Helper()
	for i, before := range a.texts {
		if i%nth != 0 {
			continue
		}
		expected := expect(before)
		for _, word := range expected.Keywords {
			if !takes(before, word) {
				t.Errorf("%q: `%s` is expected, but %v", before, word, problemsOf(closed(before+word+" ")))
			}
		}
		for _, c := range expected.Classes {
			word := sample(t, c)
			if c == NewName {
				word = "`another name`" // that no parameter has
			}
			if !takes(before, word) {
				t.Errorf("%q: a %s is expected, but %v", before, c, problemsOf(closed(before+word+" ")))
			}
		}
		others := languageWords()
		if inTables(before) {
			others = append(others, tablesWords()...)
		}
		for _, word := range others {
			if !slices.Contains(expected.Keywords, word) && !isExcepted(before, word, expected) && takes(before, word) {
				t.Errorf("%q: the parser takes `%s`, which is not among %v", before, word, expected)
			}
		}
	}
}

func expect(before string) Expected { return Expect(ast.NewSource("x.seg", before), len(before)) }

// languageWords returns the words and signs of the language, also those that mean something
// at some places only.
func languageWords() []string {
	return append(Keywords(), strings.Fields("with any all none the last more than ago campaigns d day days w week weeks on today value param assume tables missing match id color lists description "+
		"( ) , : ! = == != <> > >= < <= && || + -")...)
}

// isExcepted reports whether the parser takes a word that is not a word of the language
// where it is: a value, or a name.
func isExcepted(before, word string, expected Expected) bool {
	among := func(all ...Class) bool {
		return slices.ContainsFunc(all, func(c Class) bool { return slices.Contains(expected.Classes, c) })
	}
	if word == "true" || word == "false" || scanWord(word) > 0 && keyword(word) == "" {
		if among(AnyValue, StringText, Count, ListID, ISPID, CampaignID, ValueName) {
			return true // the checks after the parser say that it is not of the class
		}
	}
	if inTables(before) && among(ColumnName, DatabaseColumn, RelationName) {
		return IsPlainName(word) || IsColumnWord(word)
	}
	return IsPlainName(word) && among(ColumnName, NewName, TypeName)
}

// takes reports whether there is a text without a mistake that goes on with a word.
func takes(before, word string) bool {
	all := rests()
	if inTables(before + word) {
		all = tablesRests()
	}
	return slices.ContainsFunc(all, func(rest string) bool { return isRight(closed(before + word + " " + rest)) })
}

// rests returns something that completes what any word begins.
func rests() []string {
	return []string{
		"", "as q", "q in (1)", "a", "1", `"a"`, "(a)", "in (a)", "x in (a)", "= a", "x = a", "x: text", ": text", "opened", "null", "any (a)", `with "a"`, `contains "a"`,
		"and 2", "1 and 2", "3d", "3d ago", "ago", "last 3d", "than 3d ago", "campaigns (1)", "and today", "d ago", "and 3d ago", "3d and 2",
		"a) = a", ") = a", "= 1", ": text", "missing skip", "skip", "fold", "both", "whole",
	}
}

// closed returns a text with the parentheses closed that are open at its end.
func closed(text string) string {
	open := 0
	for _, word := range wordsOf(text) {
		switch {
		case isOperator(&word, "("):
			open++
		case isOperator(&word, ")"):
			open--
		}
	}
	return text + strings.Repeat(" )", max(open, 0))
}

// isRight reports whether a text has no mistakes that show without what its names
// and values mean. What mistakes may mean does not matter here.
func isRight(text string) bool {
	file, list := readOnce(ast.NewSource("x.seg", text), Options{})
	return len(list) == 0 && len(saidAgain(file)) == 0 && len(refusedRows(file)) == 0
}

// saidAgain returns the parts of a tree that may be there once and are there a second time,
// and the campaigns of what is not counted by them. The checks after the parser refuse them.
func saidAgain(file *ast.File) (again []ast.Span) {
	for n := range file.All() {
		switch n := n.(type) {
		case *ast.Event:
			for i, w := range n.Windows {
				if i > 0 {
					again = append(again, w.At)
				}
			}
			for i, c := range n.Campaigns {
				if i > 0 || n.Metric != ast.Opened && n.Metric != ast.Clicked {
					again = append(again, c.At)
				}
			}
		case *ast.Tables:
			again = append(again, clausesAgain(n)...)
		case *ast.Segment:
			for i, p := range n.Properties {
				if slices.ContainsFunc(n.Properties[:i], func(other ast.Property) bool {
					return p.Kind == other.Kind && (p.For == nil || p.For.Name.Text == other.For.Name.Text)
				}) {
					again = append(again, p.At)
				}
			}
		}
	}
	return again
}

func problemsOf(text string) diag.List {
	_, list := Parse(ast.NewSource("x.seg", text), Options{})
	return list
}

// sample returns something of a class.
func sample(t *testing.T, c Class) string {
	t.Helper()
	switch c {
	case AnyCondition:
		return "(opened in last 30d)"
	case ColumnName, NewName, ValueName:
		return "`a name`"
	case TypeName:
		return "text"
	case RelationName:
		return "crm"
	case DatabaseColumn:
		return "`a column`"
	case AnyValue:
		return "2026-01-31"
	case Length:
		return "30d"
	case Count:
		return "3"
	case StringText:
		return `"text"`
	case ListID, CampaignID:
		return `"4d2d3a3b-0000-4000-8000-000000000000"`
	case ISPID:
		return "gmail"
	}
	t.Fatalf("no sample is known for %q", c)
	return ""
}
