package grammar

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/long"
)

// productionNames are the names of the types of productions.go, read from it.
func productionNames(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "productions.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, decl := range file.Decls {
		general, ok := decl.(*ast.GenDecl)
		if !ok || general.Tok != token.TYPE {
			continue
		}
		for _, spec := range general.Specs {
			names = append(names, spec.(*ast.TypeSpec).Name.Name)
		}
	}
	if len(names) < 10 {
		t.Fatalf("only %v are productions", names)
	}
	return names
}

// TestMessagesNameNoGrammar checks that the messages are about what the author
// wrote: no production, no token, no notation of grammars, no type of Go.
func TestMessagesNameNoGrammar(t *testing.T) {
	var banned []string
	for _, name := range productionNames(t) {
		// The plain words among them, such as value or list, are words for authors too.
		if strings.ToLower(name) != name {
			banned = append(banned, regexp.QuoteMeta(name))
		}
	}
	for name := range symbols() {
		switch name { // those that mean something to an author
		case "String", "Number", "Date", "Duration", "List", "Word", "Name", "Keyword", "Operator":
			name = "<(?i:" + name + ")>"
		}
		banned = append(banned, `\b`+name+`\b`)
	}
	banned = append(banned, `(?i)\btoken`, `(?i)\bparser?\b`, `(?i)\bproduction\b`, `(?i)\bgrammar\b`, `(?i)\bsyntax\b`, `(?i)\bliteral\b`,
		`(?i)\bident`, `<[a-z]+>`, `(?i)\bunexpected\b`, `(?i)\bkeyword\b`, `\*?\bast\.`, `\bgrammar\.`, `%!`, `\b0x[0-9a-f]{6}`, `(?i)\bnil\b`, ` \| `)
	pattern := regexp.MustCompile(strings.Join(banned, "|"))
	quoted := regexp.MustCompile("`[^`]*`|\"[^\"]*\"") // the author's words
	seen := 0
	each(t, func(d diag.Diagnostic) {
		texts := append([]string{d.Message}, d.Notes...)
		for _, l := range d.Related {
			texts = append(texts, l.Text)
		}
		for _, f := range d.Fixes {
			texts = append(texts, f.Text)
		}
		for _, text := range texts {
			seen++
			if found := pattern.FindString(quoted.ReplaceAllString(text, "…")); found != "" {
				t.Errorf("%q is no word for an author, in %q", found, text)
			}
		}
		if strings.HasSuffix(d.Message, ".") || strings.Contains(d.Message, "\n") {
			t.Errorf("%q is no single line without a full stop", d.Message)
		}
	})
	if seen < 500 {
		t.Errorf("only %d texts were seen", seen)
	}
}

// each yields the diagnostics of all texts of the corpus, and of these texts
// cut off, or with a token left out, at every token.
func each(t *testing.T, yield func(diag.Diagnostic)) {
	t.Helper()
	for i, text := range corpus.Sources(t) {
		if len(text) > 600 || i%long.Of(4, 1) != 0 {
			continue
		}
		kinds, texts := tokensOf(text)
		offset := 0
		for i, token := range texts {
			if i > 0 && kinds[i] == kindBlank {
				offset += len(token)
				continue
			}
			variants := []string{text[:offset], text[:offset] + text[offset+len(token):]}
			if i == 0 {
				variants = append(variants, text)
			}
			for _, variant := range variants {
				_, list := parse(variant)
				for _, d := range list {
					if d.Code == diag.Internal {
						t.Fatalf("a fault: %s\n%s", d.Message, variant)
					}
					yield(d)
				}
			}
			offset += len(token)
		}
	}
}

// TestLiteralsInProductionsAreTyped checks that every word in a parser tag says
// which kind of token it is: without it, the text "in" would be the word in.
func TestLiteralsInProductionsAreTyped(t *testing.T) {
	source, err := os.ReadFile("productions.go")
	if err != nil {
		t.Fatal(err)
	}
	tags := regexp.MustCompile("`parser:\"([^`]*)\"`").FindAllStringSubmatch(string(source), -1)
	if len(tags) < 10 {
		t.Fatalf("only %d tags were found", len(tags))
	}
	literal := regexp.MustCompile(`'[^']*'(:\w+)?`)
	for _, tag := range tags {
		for _, found := range literal.FindAllStringSubmatch(tag[1], -1) {
			kind, known := symbols()[strings.TrimPrefix(found[1], ":")]
			if found[1] == "" || !known {
				t.Errorf("%s in %q has no kind of token", found[0], tag[1])
				continue
			}
			word := strings.Trim(strings.TrimSuffix(found[0], found[1]), "'")
			if got, size := scanToken(word); got != kind || size != len(word) {
				t.Errorf("%s in %q is no single token of that kind", found[0], tag[1])
			}
		}
	}
}

// TestProductionsAreUnexported checks that the grammar shows no part of itself.
func TestProductionsAreUnexported(t *testing.T) {
	for _, name := range productionNames(t) {
		if ast.IsExported(name) {
			t.Errorf("%s is exported", name)
		}
	}
	if name := fmt.Sprint(reflect.TypeOf(parsers.Get())); !strings.Contains(name, "statementParsers") {
		t.Errorf("the parsers are a %s", name)
	}
}
