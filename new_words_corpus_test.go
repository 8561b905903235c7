package segc_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/rename"
)

// readableCase is a text with the files that it uses. All of them can be read.
type readableCase struct {
	name    string
	files   map[string]*ast.File
	options segc.Options
	check   bool
}

// readableCases returns the cases of the corpus and the examples whose files can be read. What
// cannot be read has no names.
func readableCases(t *testing.T) []readableCase {
	t.Helper()
	var all []readableCase
	for _, c := range corpus.Cases(t) {
		if strings.HasPrefix(c.Name, "values/") && c.Name != "values/named-as-words" || c.Name == "use-as/compared" {
			continue // where a word may be the name of a value or of a part in place of a column, the cases try names of several kinds
		}
		golden := goldenCase{Case: c}
		golden.readOptions(t)
		texts := map[string]string{}
		for _, f := range c.Files {
			if strings.HasSuffix(f.Name, ".seg") {
				texts[f.Name] = string(f.Data)
			}
		}
		options := segc.Options{Name: "in.seg", MaxGroups: golden.maxGroups, Plain: golden.plain, Today: golden.today, Params: golden.params}
		if files := readFiles(texts); files != nil {
			all = append(all, readableCase{c.Name, files, options, golden.check})
		}
	}
	paths, err := filepath.Glob("examples/*.seg")
	if err != nil || len(paths) < 10 {
		t.Fatal(paths, err)
	}
	texts := map[string]string{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(path)] = string(data)
	}
	for name := range texts {
		used := map[string]string{name: texts[name], "catalog.seg": texts["catalog.seg"], "mailing.seg": texts["mailing.seg"]}
		if name == "catalog.seg" || name == "mailing.seg" {
			continue // all others use them
		}
		all = append(all, readableCase{"examples/" + name, readFiles(used), segc.Options{Name: name, Today: genToday()}, false})
	}
	slices.SortFunc(all, func(a, b readableCase) int { return strings.Compare(a.name, b.name) })
	return all
}

// readFiles parses texts, or returns nil if one has a mistake.
func readFiles(texts map[string]string) map[string]*ast.File {
	files := map[string]*ast.File{}
	for name, text := range texts {
		file, list := grammar.Parse(ast.NewSource(name, text), grammar.Options{})
		if list.HasErrors() {
			return nil
		}
		files[name] = file
	}
	return files
}

// names returns the names that the files choose, and all that no other name may be. A column
// that every contact has is called what it is called, and so is what the case gives a param.
func (c *readableCase) names() (chosen []rename.Name, taken map[string]bool) {
	taken = map[string]bool{}
	seen := map[rename.Name]bool{}
	arguments := c.arguments()
	for _, name := range slices.Sorted(maps.Keys(c.files)) {
		for _, p := range rename.Places(c.files[name]) {
			taken[p.Text] = true
			fixed := arguments[p.Text] || p.Sort == rename.Column && isBuiltin(p.Text) || slices.Contains(slices.Collect(maps.Values(c.options.Params)), p.Text)
			alone := p.Sort == rename.Part && !c.declares(p.Name) // maybe a column without an operator
			if !seen[p.Name] && !alone && !fixed {
				seen[p.Name] = true
				chosen = append(chosen, p.Name)
			}
		}
	}
	return chosen, taken
}

// arguments returns the words that are arguments, the values of a `for` without a kind, or values of
// columns: how they are written does not say what they name.
func (c *readableCase) arguments() map[string]bool {
	words := map[string]bool{}
	for _, file := range c.files {
		for n := range file.All() {
			switch n := n.(type) {
			case ast.Argument:
				for _, v := range n.Values {
					words[v.Text] = true
				}
			case *ast.Column: // a mistake where it names an id, and what is said of it depends on the word
				for _, v := range n.Values {
					words[v.Text] = words[v.Text] || v.Kind == ast.Word
				}
			case *ast.For:
				if _, ids := n.Kind.IDs(); ids {
					break
				}
				for _, e := range n.Each {
					words[e.Value.Text] = true
				}
			}
		}
	}
	return words
}

// hasParameters reports whether a part is declared with parameters.
func (c *readableCase) hasParameters(part rename.Name) bool {
	for _, file := range c.files {
		for _, s := range file.Statements {
			if let, ok := s.(*ast.Let); ok && let.Name.Text == part.Text && len(let.Parameters) > 0 {
				return true
			}
		}
	}
	return false
}

// declares reports whether a part is declared.
func (c *readableCase) declares(part rename.Name) bool {
	for _, file := range c.files {
		for _, s := range file.Statements {
			if let, ok := s.(*ast.Let); ok && let.Name.Text == part.Text {
				return true
			}
			if use, ok := s.(*ast.Use); ok && use.As != nil && use.As.Text == part.Text {
				return true
			}
		}
	}
	return false
}

// compile compiles the case with other names, formatted or not.
func (c *readableCase) compile(t *testing.T, names map[rename.Name]string, quoted, formatted bool) (document string, list diag.List) {
	t.Helper()
	files := segc.Files{}
	for name, file := range c.files {
		text := rename.Text(file, names, quoted)
		if formatted {
			written, problems := segc.Format(t.Context(), text, segc.FormatOptions{})
			if problems.HasErrors() {
				t.Fatalf("%s cannot be formatted: %v\n%s", c.name, problems.Err(), text)
			}
			again, _ := segc.Format(t.Context(), written, segc.FormatOptions{})
			if again != written {
				t.Fatalf("%s is formatted twice:\n%s\nand then\n%s", c.name, written, again)
			}
			text = written
		}
		files[name] = text
	}
	options := c.options
	options.Files = files
	if c.check {
		return "", segc.Check(t.Context(), files[options.Name], options)
	}
	program, _ := segc.Load(t.Context(), files[options.Name], options)
	results, list := program.Compile(t.Context())
	for _, result := range results {
		if result == nil {
			return "", list
		}
		document += string(result.RulesJSON())
	}
	return document, list
}

// TestNewWordsNameAnything gives every column, part, list, provider and campaign of the corpus
// and of the examples the name of each new word in turn. A document has another name of the
// column then, and is the same otherwise, and so is what is said of the rule.
func TestNewWordsNameAnything(t *testing.T) {
	stride := 97
	if long.Run() {
		stride = long.Every(97, 11, 1)
	}
	t.Parallel()
	tried, sorts := 0, map[rename.Sort]int{}
	for i, c := range readableCases(t) {
		chosen, taken := c.names()
		document, list := c.compile(t, nil, false, false)
		codes := codesOf(list)
		for j, name := range chosen {
			for k, word := range rename.Words() {
				if taken[word] || (i+j+k)%stride != 0 {
					continue
				}
				if word == "any" && name.Sort == rename.Part && c.hasParameters(name) {
					continue // `any (30d)` is a list of values
				}
				names := map[rename.Name]string{name: word}
				if alone := (rename.Name{Sort: rename.Part, Text: name.Text}); name.Sort == rename.Column && !c.declares(alone) {
					names[alone] = word // the column where a condition is expected
				}
				want := rename.Document(document, names)
				for _, how := range []struct{ quoted, formatted bool }{{}, {formatted: true}, {quoted: true}} {
					got, said := c.compile(t, names, how.quoted, how.formatted)
					if got != want || codesOf(said) != codes && !how.formatted {
						t.Errorf("%s: with the %s %s named %s, %+v, it says %q and not %q, and is\n%s%s\nwant\n%s",
							c.name, name.Sort, name.Text, word, how, codesOf(said), codes, diagnosticsText(t, said), got, want)
					}
				}
				tried++
				sorts[name.Sort]++
			}
		}
	}
	t.Logf("%d names were tried: %v", tried, sorts)
	if tried < long.Most(200, 1800, 20000) || len(sorts) != 5 {
		t.Errorf("only %d names were tried: %v", tried, sorts)
	}
}
