package format_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/format"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

func examples(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("..", "..", "examples", "*.seg"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("there are no examples: %v", err)
	}
	var texts []string
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	return texts
}

func TestCorpus(t *testing.T) {
	seen := map[string]bool{}
	for _, text := range texts(t) {
		for _, variant := range []string{text, strings.ReplaceAll(text, "\n", "\r\n"), "\ufeff" + strings.TrimSpace(text)} {
			for _, width := range widths {
				if problem := check(variant, width); problem != "" {
					t.Error(problem)
				}
			}
		}
		file, _ := read(text)
		for _, s := range file.Statements {
			for n := range ast.Preorder(s) {
				seen[nodeType(n)] = true
			}
		}
	}
	for _, name := range []string{
		"*ast.Use", "*ast.Segment", "ast.Property", "*ast.Let", "*ast.Alias", "*ast.Field", "*ast.Require", "*ast.Where",
		"*ast.Or", "*ast.And", "*ast.Not", "*ast.Paren", "*ast.Ref", "*ast.Column", "*ast.Event", "*ast.Membership", "*ast.ISP",
		"ast.Window", "ast.Campaigns",
	} {
		if !seen[name] {
			t.Errorf("no text has a node of type %s", name)
		}
	}
}

func TestCorpusCompilesToTheSame(t *testing.T) {
	for _, c := range corpus.Cases(t) {
		files, formatted := fstest.MapFS{}, fstest.MapFS{}
		for _, f := range c.Files {
			files[f.Name] = &fstest.MapFile{Data: f.Data}
			formatted[f.Name] = files[f.Name]
			if file, ok := read(string(f.Data)); ok && strings.HasSuffix(f.Name, ".seg") {
				formatted[f.Name] = &fstest.MapFile{Data: format.Format(file, 60)}
			}
		}
		before, after := compiled(string(files["in.seg"].Data), files), compiled(string(formatted["in.seg"].Data), formatted)
		if before != after {
			t.Errorf("%s compiles to\n%s\nand formatted to\n%s", c.Name, before, after)
		}
	}
}

func TestGeneratedFiles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		text := gen.File(s, gen.Options{Days: s.Intn(2) == 1, Values: s.Intn(2) == 1})
		for _, width := range widths {
			if problem := check(text, width); problem != "" {
				t.Fatal(problem)
			}
		}
	})
}

func TestGeneratedFilesCompileToTheSame(t *testing.T) {
	source := gen.Rand(rand.New(rand.NewPCG(1, 2)))
	documents := 0
	for i := range long.Of(200, 2000) {
		text := gen.File(source, gen.Options{Size: 5, Days: i%2 == 1, Values: i >= 100})
		file, ok := read(text)
		if !ok {
			t.Fatalf("a generated text has errors:\n%s", text)
		}
		before, after := compiled(text, nil), compiled(string(format.Format(file, 60)), nil)
		if before != after {
			t.Fatalf("%s\ncompiles to\n%s\nand formatted to\n%s", text, before, after)
		}
		if strings.Contains(before, `"any"`) {
			documents++
		}
	}
	if documents < long.Of(120, 1200) {
		t.Errorf("only %d files have a document", documents)
	}
}

// TestGeneratedTrees formats trees that no text was parsed for.
func TestGeneratedTrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		file := newTree(gen.Rapid(t)).file()
		for _, width := range widths {
			if problem := checkFile(file, width); problem != "" {
				t.Fatal(problem)
			}
		}
	})
}
