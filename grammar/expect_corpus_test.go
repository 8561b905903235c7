package grammar

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestExpectNamesWhatIsThere checks, at every offset of every text that the parser takes,
// that Expect finds the word there and names it.
func TestExpectNamesWhatIsThere(t *testing.T) {
	t.Parallel()
	for i, text := range readable(t) {
		if i%long.Every(3, 2, 1) != 0 {
			continue
		}
		namesWhatIsThere(t, text)
	}
}

// FuzzExpect asks at any offset of any text: the word there is around the offset, nothing
// is named twice, after a line what follows makes no difference, and in a text without
// mistakes every word is named.
func FuzzExpect(f *testing.F) {
	for i, text := range slices.Concat(corpus.Sources(f), corpus.SecondEdition(), corpus.Tables()) {
		f.Add(text, i*37%(len(text)+1))
	}
	for _, text := range []string{
		"", "list", "list in (", "a in (1 2", "((((", "))))", "let let let", "a = \"", "a = `", "/* ", "/* */", "#", "\ufeff", "\ufeff\ufeff", "a\u200b", "\xff\xfe",
		"opened in last 30", "a like (b", "where in ( (", "segment \"x\" lists a,", "“a", "“a”", "isp = ", "use use", "a >", "a !", "a=b+0w", "a = today+3d",
		"tables", "tables x contacts", "tables duckdb events a event opened where a is", "tables duckdb column a a column", "tables files contacts source 'a",
	} {
		f.Add(text, len(text))
		f.Add(text, len(text)/2)
	}
	f.Fuzz(func(t *testing.T, text string, offset int) {
		source := ast.NewSource("x.seg", text)
		got := Expect(source, offset)
		offset = min(max(offset, 0), len(text))
		if strings.HasPrefix(text, "\ufeff") {
			offset = max(offset, len("\ufeff"))
		}
		if got.Span.Start > offset || got.Span.End < offset || got.Span.End > len(text) {
			t.Fatalf("the word at %d is at %v", offset, got.Span)
		}
		for i, word := range got.Keywords {
			if slices.Contains(got.Keywords[:i], word) {
				t.Fatalf("`%s` is named twice at %d", word, offset)
			}
		}
		atLine := got.Span.Empty() && strings.HasSuffix(text[:offset], "\n") && !strings.Contains(text, "/*")
		if atLine {
			if alone := Expect(ast.NewSource("x.seg", text[:offset]+"\n"), offset); !slices.Equal(got.Keywords, alone.Keywords) || !slices.Equal(got.Classes, alone.Classes) {
				t.Fatalf("%v at %d, and %v without the text after it", got, offset, alone)
			}
		}
		if len(text) < 1000 && len(problemsOf(text)) == 0 {
			namesWhatIsThere(t, text)
		}
	})
}

// namesWhatIsThere checks, at every offset of a text that the parser takes, that Expect finds
// the word there and names it.
func namesWhatIsThere(t *testing.T, text string) {
	t.Helper()
	source := ast.NewSource("x.seg", text)
	words := wordsOf(text)
	file, _ := Parse(source, Options{})
	if len(refusedRows(file)) > 0 {
		return // what is in them is not named
	}
	var again []int // where a part begins that is not named, since it may not be there again; what is in it is
	for _, at := range saidAgain(file) {
		again = append(again, at.Start)
	}
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
		if word.Type != endOfFile && !names(got, word) && !slices.Contains(again, word.Pos.Offset) {
			t.Fatalf("%q: at %d, %q is not among %v", text, offset, word.Value, got)
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
	if startsStep(word) && slices.Contains(expected.Keywords, word.Value[:1]) {
		return true // its sign and the length after it in one
	}
	class := func(all ...Class) bool {
		return slices.ContainsFunc(all, func(c Class) bool { return slices.Contains(expected.Classes, c) })
	}
	if slices.Contains(expected.Keywords, word.Value[:1]) && (word.Value[0] == '-' || word.Value[0] == '+') {
		return true // the sign of a step, with its length in one token: today -30d
	}
	values := class(AnyValue, StringText, Count, ListID, ISPID, CampaignID, ValueName) // the checks tell them apart, not the parser
	switch word.Type {
	case kindKeyword:
		if IsColumnWord(word.Value) && (class(RelationName, DatabaseColumn) || class(ColumnName) && len(expected.Keywords) == 0) {
			return true
		}
	case kindWord:
		return values || class(ColumnName, NewName, TypeName, RelationName, DatabaseColumn)
	case kindQuotedName:
		return values || class(ColumnName, NewName, RelationName, DatabaseColumn)
	case kindNumber:
		return values || class(Length) // its unit is apart
	case kindDuration:
		return class(Length)
	}
	return values && (word.Type == kindString || word.Type == kindDate || isKeyword(word, "true") || isKeyword(word, "false"))
}

// readable returns the texts of the examples and of the corpus in which the parser finds
// nothing wrong.
func readable(t *testing.T) []string {
	t.Helper()
	texts := append(corpus.Sources(t), corpus.Named()...)
	var paths []string
	for _, pattern := range []string{"../examples/*.seg", "../examples/tables/*.seg", "../cmd/segc/presets/*.seg"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) < 2 {
			t.Fatalf("there are no examples in %s: %v", pattern, err)
		}
		paths = append(paths, found...)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(data))
	}
	texts = append(texts, corpus.Tables()...)
	texts = slices.DeleteFunc(texts, func(text string) bool { return len(text) > 4000 || problemsOf(text).HasErrors() })
	if len(texts) < 150 {
		t.Fatalf("only %d texts can be read", len(texts))
	}
	return texts
}
