package segc_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/sides"
)

// parsedFiles are files that `use` can bring in, by their paths.
type parsedFiles map[string]*ast.File

func (f parsedFiles) Imported(use *ast.Use) *ast.File { return f[use.Path.Text] }
func (parsedFiles) Implied() []*ast.File              { return nil }

// TestFilesMatchTheSameContacts has random files that use the rules of others as parts. As in
// TestDocumentMatchesTheSameContacts, the document matches exactly the contacts that the source
// matches, under every reading.
func TestFilesMatchTheSameContacts(t *testing.T) {
	t.Parallel()
	n := long.Most(60, 300, 3000)
	written, certain, refused := 0, 0, 0
	for i := range n {
		s := gen.Rand(rand.New(rand.NewPCG(uint64(i), 1129)))
		text, files := gen.Files(s, gen.Options{Size: 1 + s.Intn(5), Plain: i%2 == 1, NoNegatedStartsWith: i%4 > 0})
		result, list := segc.Compile(t.Context(), text, segc.Options{MaxGroups: 5000, Files: segc.Files(files)})
		var answer func(contact.Contact, eval.Reading) bool
		var contacts []contact.Contact
		for range 8 {
			contacts = append(contacts, gen.Contact(s))
		}
		if result == nil {
			code := firstError(list)
			switch code {
			case diag.NeverTrue, diag.AlwaysTrue:
				certain++
				answer = func(contact.Contact, eval.Reading) bool { return code == diag.AlwaysTrue }
			case diag.TooManyGroups, diag.NoOpposite:
				refused++
				continue
			default:
				t.Fatalf("%s\n%s", list, shownFiles(text, files))
			}
		} else {
			written++
			document, err := rule.Decode(sides.Compact(result))
			if err != nil {
				t.Fatal(err)
			}
			answer = func(c contact.Contact, r eval.Reading) bool { return eval.Document(document, c, r) }
			contacts = append(contacts, witnesses(document, contacts[0])...)
		}
		names, where := meaningOfFiles(t, text, files)
		for _, c := range contacts {
			c = names.Typed(c)
			for _, reading := range gen.Readings() {
				want, err := eval.Tree(names, where, c, reading)
				if err != nil {
					t.Fatalf("%v\n%s", err, shownFiles(text, files))
				}
				if got := answer(c, reading); got != want {
					t.Fatalf("under %v the source says %v, the result %v, of %+v\n%s", reading, want, got, c, shownFiles(text, files))
				}
			}
		}
	}
	t.Logf("%d files: %d documents, %d that nobody or everybody matches, %d that cannot be said", n, written, certain, refused)
	if written < n/2 || certain == 0 {
		t.Errorf("of %d files, %d became documents, and %d match nobody or everybody", n, written, certain)
	}
}

// TestFilesGiveTheSameBytes compiles random files that use others again, checks them, and compiles
// them once they are formatted: the document is the same.
func TestFilesGiveTheSameBytes(t *testing.T) {
	t.Parallel()
	for i := range long.Of(20, 300) {
		s := gen.Rand(rand.New(rand.NewPCG(uint64(i), 1130)))
		text, files := gen.Files(s, gen.Options{Size: 1 + s.Intn(5), NoNegatedStartsWith: true})
		compile := func(text string, files map[string]string) (document string, list diag.List) {
			result, list := segc.Compile(t.Context(), text, segc.Options{Files: segc.Files(files)})
			if result == nil {
				return "", list
			}
			return string(result.RulesJSON()), list
		}
		want, list := compile(text, files)
		if again, listed := compile(text, files); again != want || fmt.Sprint(listed) != fmt.Sprint(list) {
			t.Fatalf("compiled again, it differs\n%s", shownFiles(text, files))
		}
		formatted := map[string]string{}
		for path, file := range files {
			formatted[path] = formattedText(t, file)
		}
		if got, listed := compile(formattedText(t, text), formatted); got != want || codesOf(errorsOf(listed)) != codesOf(errorsOf(list)) {
			t.Fatalf("formatted, it is\n%s\nand not\n%s\n%v\n%s", got, want, listed, shownFiles(text, files))
		}
		if checked := segc.Check(t.Context(), text, segc.Options{Files: segc.Files(files)}); codesOf(errorsOf(checked)) != codesOf(errorsOf(list)) {
			t.Fatalf("checked, it says %v, and compiled %v\n%s", checked, list, shownFiles(text, files))
		}
	}
}

func formattedText(t *testing.T, text string) string {
	t.Helper()
	written, list := segc.Format(context.Background(), text, segc.FormatOptions{})
	if list.HasErrors() {
		t.Fatalf("%v in\n%s", list, text)
	}
	return written
}

func errorsOf(list diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
}

// firstError returns the code of the first error of a list, or "".
func firstError(list diag.List) diag.Code {
	for _, d := range errorsOf(list) {
		return d.Code
	}
	return ""
}

// meaningOfFiles returns the rule of a text that uses others for the evaluator.
func meaningOfFiles(t *testing.T, text string, files map[string]string) (*eval.Names, ast.Expr) {
	t.Helper()
	parsed := parsedFiles{}
	for path, text := range files {
		parsed[path], _ = grammar.Parse(ast.NewSource(path, text), grammar.Options{})
	}
	main, _ := grammar.Parse(ast.NewSource("main.seg", text), grammar.Options{})
	names, err := eval.NewNames(main, parsed["columns.seg"])
	if err == nil {
		names, err = names.Importing(nil, parsed)
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, shownFiles(text, files))
	}
	for _, s := range main.Statements {
		if w, ok := s.(*ast.Where); ok {
			return names, w.Expr
		}
	}
	t.Fatalf("the file has no `where`\n%s", text)
	return nil, nil
}

// shownFiles shows a text with the files that it uses.
func shownFiles(text string, files map[string]string) string {
	var b strings.Builder
	b.WriteString(text)
	for _, path := range slices.Sorted(maps.Keys(files)) {
		b.WriteString("\n-- " + path + " --\n" + files[path])
	}
	return b.String()
}
