package grammar

import (
	"strings"
	"testing"

	"github.com/alecthomas/participle/v2/lexer"
	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/internal/test/corpus"
)

// tokensOf cuts a text into all its tokens, blanks and comments included.
func tokensOf(text string) (kinds []lexer.TokenType, texts []string) {
	s := scanner{text: text}
	for {
		kind, start, end := s.next()
		if kind == endOfFile {
			return kinds, texts
		}
		kinds = append(kinds, kind)
		texts = append(texts, text[start:end])
	}
}

// kindNames are the kinds of tokens as the tables below call them.
var kindNames = map[lexer.TokenType]string{
	kindBlank: "blank", kindComment: "comment", kindForeignComment: "foreign", kindKeyword: "keyword", kindWord: "word",
	kindQuotedName: "name", kindBadName: "badname", kindString: "string", kindBadString: "badstring", kindCurlyString: "curly",
	kindNumber: "number", kindBadNumber: "badnumber", kindDuration: "duration", kindDate: "date", kindOperator: "op", kindOther: "other",
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a = 1", "word a|blank  |op =|blank  |number 1"},
		{"WHERE Where wheres", "keyword WHERE|blank  |keyword Where|blank  |word wheres"},
		{"größe_2 é x1", "word größe_2|blank  |word é|blank  |word x1"},
		{"a\u0301b", "word a\u0301b"}, // a combining mark belongs to its word
		{"=!=<>==>>=<<=(),:&&||!", "op =|op !=|op <>|op ==|op >|op >=|op <|op <=|op (|op )|op ,|op :|op &&|op |||op !"},
		{"&|;[]", "other &|other ||other ;|other [|other ]"},
		{`"a" 'b' "c\"" ""`, `string "a"|blank  |string 'b'|blank  |string "c\""|blank  |string ""`},
		{"\"a\n'b", "badstring \"a|blank \n|badstring 'b"},
		{"\"a\\\nb", "badstring \"a\\|blank \n|word b"}, // no escape reaches over a line end
		{"\"a\\\r\nb", "badstring \"a\\|blank \r\n|word b"},
		{"`a b` `c\nd", "name `a b`|blank  |badname `c|blank \n|word d"},
		{"“a” „b“ ‘c’ «d» “e", "curly “a”|blank  |curly „b“|blank  |curly ‘c’|blank  |curly «d»|blank  |other “|word e"},
		{"# a\r\n#b", "comment # a|blank \r\n|comment #b"},
		{"// a\n-- b\n/* c\nd */ e /* f", "foreign // a|blank \n|foreign -- b|blank \n|foreign /* c\nd */|blank  |word e|blank  |foreign /* f"},
		{"0 -0 1.5 -1e3 1E+3 2e-7", "number 0|blank  |number -0|blank  |number 1.5|blank  |number -1e3|blank  |number 1E+3|blank  |number 2e-7"},
		{"01 1. .5 +1 1_0 1.2.3 -.5", "badnumber 01|blank  |badnumber 1.|blank  |badnumber .5|blank  |badnumber +1|blank  |badnumber 1_0|blank  |badnumber 1.2.3|blank  |other -|badnumber .5"},
		{"30d 2weeks -3d 1e", "duration 30d|blank  |duration 2weeks|blank  |duration -3d|blank  |duration 1e"},
		{"2026-05-01 2026-05-01T10:00:00Z 2026-5 2026-", "date 2026-05-01|blank  |date 2026-05-01T10:00:00Z|blank  |date 2026-5|blank  |number 2026|other -"},
		{"2026-05-01T10:00:00.5+02:00)", "date 2026-05-01T10:00:00.5+02:00|op )"},
		{"1-2", "number 1|number -2"},
		{"a-b", "word a|other -|word b"},
		{"\ufeffa\ufeff", "blank \ufeff|word a|other \ufeff"},
		{"a\u00a0b\x00", "word a|other \u00a0|word b|other \x00"},
		{"😀", "other 😀"},
	} {
		kinds, texts := tokensOf(c.text)
		var got []string
		for i, kind := range kinds {
			got = append(got, kindNames[kind]+" "+texts[i])
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%q (-want +got)\n%s", c.text, diff)
		}
	}
}

// TestKeywords checks that the words of the language are one set, wherever it
// is written down.
func TestKeywords(t *testing.T) {
	for _, word := range Keywords() {
		if keyword(word) != word || keyword(strings.ToUpper(word)) != word {
			t.Errorf("%s is no keyword", word)
		}
		if IsPlainName(word) || IsPlainName(strings.ToUpper(word)) {
			t.Errorf("%s can be written without backquotes", word)
		}
		if kinds, _ := tokensOf(word); len(kinds) != 1 || kinds[0] != kindKeyword {
			t.Errorf("%s is no token of its own", word)
		}
	}
	for _, c := range []struct {
		name  string
		plain bool
	}{
		{"plan", true},
		{"größe", true},
		{"_x", true},
		{"x2", true},
		{"last", true},
		{"color", true},
		{"", false},
		{"2x", false},
		{"a b", false},
		{"first-name", false},
		{"a.b", false},
		{"list", false},
		{"List", false},
	} {
		if IsPlainName(c.name) != c.plain {
			t.Errorf("IsPlainName(%q) is %v", c.name, !c.plain)
		}
	}
}

// FuzzLexerTiles checks that the tokens of every text tile it, and that no token
// is empty: then nothing of a text is lost, and the lexer always ends.
func FuzzLexerTiles(f *testing.F) {
	for _, text := range append(corpus.Sources(f), corpus.SecondEdition()...) {
		f.Add(text)
	}
	for _, text := range []string{"\"a\\", "'\\\r\n", "`", "“”", "“\n”", "/*", "/", "-", "--", "1.e+", "2026-", "2026-0T.", "\xff\xfe", "é\xff", "\ufeff\ufeff", "!==<", "\r"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := scanner{text: text}
		for offset := 0; ; {
			kind, start, end := s.next()
			if start != offset {
				t.Fatalf("the token at %d begins at %d", offset, start)
			}
			if kind == endOfFile {
				if end != len(text) {
					t.Fatalf("the text ends at %d, its tokens at %d", len(text), end)
				}
				return
			}
			if end <= start || end > len(text) {
				t.Fatalf("the token at %d ends at %d of %d", start, end, len(text))
			}
			if _, named := kindNames[kind]; !named {
				t.Fatalf("the token %q is of the unknown kind %d", text[start:end], kind)
			}
			offset = end
		}
	})
}
