package segc_test

import (
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/corpus"
)

// TestDecompileWritesNoValues writes the documents of the corpus as texts, with the
// declarations of each rule as the catalog: these have values, params and parts with
// parameters, and a document does not say which of them was meant.
func TestDecompileWritesNoValues(t *testing.T) {
	today := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	written, values := 0, 0
	for _, c := range corpus.Cases(t) {
		text, _ := c.Get("in.seg")
		if !strings.Contains(c.Name, "values") && !strings.Contains(c.Name, "today") {
			continue
		}
		files := segc.Files{}
		for _, f := range c.Files {
			files[f.Name] = string(f.Data)
		}
		result, list := segc.Compile(t.Context(), string(text), segc.Options{Files: files, Path: "in.seg", Today: today})
		if list.HasErrors() {
			continue
		}
		files["catalog.seg"] = declarations(t, string(text))
		for _, use := range []string{"", "catalog.seg"} {
			again, err := result.Decompile(t.Context(), segc.DecompileOptions{Use: use, Files: files, Today: today})
			if err != nil {
				t.Errorf("%s, with %q: %v", c.Name, use, err)
				continue
			}
			written++
			file, _ := grammar.Parse(ast.NewSource("again.seg", again), grammar.Options{})
			for _, s := range file.Statements {
				for n := range ast.Preorder(s) {
					if what := isNew(n); what != "" {
						t.Errorf("%s, with %q, has %s:\n%s", c.Name, use, what, again)
					}
				}
			}
		}
		if strings.Contains(files["catalog.seg"], "value ") {
			values++
		}
	}
	if written < 20 || values < 5 {
		t.Errorf("only %d texts were written, %d of them beside values", written, values)
	}
}

// declarations returns a text without its rule and its header.
func declarations(t *testing.T, text string) string {
	t.Helper()
	file, _ := grammar.Parse(ast.NewSource("in.seg", text), grammar.Options{})
	var b strings.Builder
	for _, s := range file.Statements {
		switch s.(type) {
		case *ast.Where, *ast.Segment:
		default:
			b.WriteString(file.Source.Slice(s.Span()) + "\n")
		}
	}
	return b.String()
}

// isNew says what of the words for values and days a node has, or "".
func isNew(n ast.Node) string {
	switch n := n.(type) {
	case *ast.NamedValue, *ast.Param, *ast.Call, *ast.Moment:
		return "a value, a param, an argument or a day"
	case *ast.Let:
		if len(n.Parameters) > 0 {
			return "a parameter"
		}
	case *ast.Column:
		for _, v := range n.Values {
			if v.Kind == ast.Word || v.Kind == ast.Today {
				return "the name of a value"
			}
		}
	}
	return ""
}
