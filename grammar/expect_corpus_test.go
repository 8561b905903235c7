package grammar

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestExpectNamesWhatIsThere holds, at every offset of every text that the parser takes,
// that Expect finds the word there and names it.
func TestExpectNamesWhatIsThere(t *testing.T) {
	t.Parallel()
	for i, text := range readable(t) {
		if i%long.Of(3, 1) != 0 {
			continue
		}
		source := ast.NewSource("x.seg", text)
		words := wordsOf(text)
		for offset := len(text) - len(strings.TrimPrefix(text, byteOrderMark)); offset <= len(text); offset++ {
			got := Expect(source, offset)
			if inComment(text, offset) {
				if len(got.Keywords)+len(got.Classes) > 0 {
					t.Fatalf("%q: in the comment at %d there is %v", text, offset, got)
				}
				continue
			}
			for len(words) > 1 && words[0].Pos.Offset+len(words[0].Value) <= offset && !isAt(words[0].Type, words[0].Pos.Offset+len(words[0].Value), offset) {
				words = words[1:]
			}
			word := &words[0]
			at := ast.Span{Start: offset, End: offset}
			if word.Pos.Offset < offset {
				at = ast.Span{Start: word.Pos.Offset, End: word.Pos.Offset + len(word.Value)}
			}
			if got.Span != at {
				t.Fatalf("%q: at %d there is %q, not %q", text, offset, source.Slice(at), source.Slice(got.Span))
			}
			if word.Type != endOfFile && !names(got, word) {
				t.Fatalf("%q: at %d, %q is not among %v", text, offset, word.Value, got)
			}
		}
	}
}

// wordsOf returns the tokens of a text without blanks and comments, and the end.
func wordsOf(text string) (words []lexer.Token) {
	for s := (scanner{text: text}); ; {
		kind, start, end := s.next()
		if kind != kindBlank && kind != kindComment {
			words = append(words, lexer.Token{Type: kind, Value: text[start:end], Pos: lexer.Position{Offset: start}})
		}
		if kind == endOfFile {
			return words
		}
	}
}

// inComment reports whether an offset is in a comment, or at its end.
func inComment(text string, offset int) bool {
	for s := (scanner{text: text}); s.offset < offset; {
		if kind, _, end := s.next(); offset <= end {
			return kind == kindComment
		}
	}
	return false
}

// names reports whether a word is among those that are expected.
func names(expected Expected, word *lexer.Token) bool {
	if slices.Contains(expected.Keywords, strings.ToLower(word.Value)) {
		return true
	}
	class := func(all ...Class) bool {
		return slices.ContainsFunc(all, func(c Class) bool { return slices.Contains(expected.Classes, c) })
	}
	values := class(AnyValue, StringText, Count, ListID, ISPID, CampaignID) // the checks tell them apart, not the parser
	switch word.Type {
	case kindWord:
		return values || class(ColumnName, NewName, TypeName)
	case kindQuotedName:
		return values || class(ColumnName, NewName)
	case kindNumber:
		return values || class(Length) // its unit is apart
	case kindDuration:
		return class(Length)
	}
	return values && (word.Type == kindString || word.Type == kindDate || isKeyword(word, "true") || isKeyword(word, "false"))
}

// TestExpectKnowsTheLanguage holds, before every word of every text that the parser takes,
// that the parser takes there what Expect names, and no other word of the language.
func TestExpectKnowsTheLanguage(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for i, text := range readable(t) {
		if i%long.Of(4, 1) != 0 {
			continue
		}
		for _, w := range wordsOf(text) {
			before := text[:w.Pos.Offset] + " " // right after another word, a word would be a part of it
			if seen[before] {
				continue
			}
			seen[before] = true
			expected := Expect(ast.NewSource("x.seg", before), len(before))
			for _, word := range expected.Keywords {
				if !takes(before, word) {
					t.Errorf("%q: `%s` is expected, but %v", before, word, problemsOf(before+word+" "))
				}
			}
			for _, c := range expected.Classes {
				if word := sample(t, c); !takes(before, word) {
					t.Errorf("%q: a %s is expected, but %v", before, c, problemsOf(before+word+" "))
				}
			}
			for _, word := range append(Keywords(), otherWords()...) {
				if !slices.Contains(expected.Keywords, word) && !excepted(before, word, expected) && takes(before, word) {
					t.Errorf("%q: the parser takes `%s`, which is not among %v", before, word, expected)
				}
			}
		}
	}
}

// otherWords returns the words that mean something at some places only.
func otherWords() []string {
	return strings.Fields("with any all none the last more than ago campaigns d day days w week weeks id color lists description")
}

// excepted reports whether the parser takes a word although it is wrong, since it says so
// later or in another way.
func excepted(before, word string, expected Expected) bool {
	statement := slices.Contains(expected.Keywords, "where")
	switch word {
	case "true", "false": // that they are not of the class of value is said by the checks
		return len(expected.Classes) > 0
	case "not", "never", "opened", "clicked", "bounced", "complained", "delivered", "unsubscribed":
		// A rule without `where` may begin: that it lacks it is said of a whole condition.
		if statement || word == "not" && slices.Contains(expected.Classes, NewName) {
			return true
		}
	case "in": // the same, after `list`
		if slices.Contains(expected.Classes, NewName) {
			return true
		}
	}
	if scanWord(word) > 0 && keyword(word) == "" && (len(expected.Classes) > 0 || statement) {
		return true // it may be a name
	}
	// A list is cut off at the word, and only that it is not closed is said.
	return slices.ContainsFunc(problemsOf(before), func(d diag.Diagnostic) bool { return d.Code == diag.UnclosedParen })
}

// takes reports whether the parser finds nothing wrong up to the end of a word. What is not
// complete is said after it, except that a parenthesis which is not closed is shown where
// it opens.
func takes(before, word string) bool {
	switch word {
	case "list", "isp": // what they begin shows after them
		return finds(before, word+" x") || finds(before, word+" in")
	case "not": // after `list`, it is not shown as the word that lacks its `in`
		return finds(before, word) || finds(before, word+" in")
	}
	return finds(before, word) || finds(before, word+" ago") // all of a window is shown if that is missing
}

func finds(before, word string) bool {
	for _, d := range problemsOf(before + word + " ") {
		if d.Code != diag.UnclosedParen && d.Location.Span.Start < len(before+word) {
			return false
		}
	}
	return true
}

func problemsOf(text string) diag.List {
	_, list := Parse(ast.NewSource("x.seg", text), Options{})
	return list
}

// sample returns something of a class.
func sample(t *testing.T, c Class) string {
	switch c {
	case AnyCondition:
		return "(opened in last 30d)"
	case ColumnName, NewName:
		return "`a name`"
	case TypeName:
		return "text"
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

// readable returns the texts of the examples and of the corpus in which the parser finds
// nothing wrong.
func readable(t *testing.T) []string {
	t.Helper()
	texts := corpus.Sources(t)
	paths, err := filepath.Glob("../examples/*.seg")
	if err != nil || len(paths) == 0 {
		t.Fatalf("there are no examples: %v", err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(data))
	}
	texts = slices.DeleteFunc(texts, func(text string) bool { return len(text) > 4000 || problemsOf(text).HasErrors() })
	if len(texts) < 150 {
		t.Fatalf("only %d texts can be read", len(texts))
	}
	return texts
}
