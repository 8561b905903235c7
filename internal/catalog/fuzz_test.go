package catalog_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/catalog"
	"github.com/segc-lang/segc/internal/test/refusal"
)

// FuzzText writes catalogs whose ids, names and labels are words of any text, onto any
// text and onto each other.
func FuzzText(f *testing.F) {
	const words = "a|a 2|list|\"|\n|`|#|\\|where a = 1|=|(|\u202e|\ufeff|\xff|\u00e9|campaign|İ|1|007|\t|\r|\x7f|\u2028"
	f.Add("", words, uint64(1))
	f.Add("# ours\nisp a = 1 # b\n\n"+mark+"\nlist a = \"00000001-0000-4000-8000-000000000000\" # c\nisp b = 2\n# d\nfield a: text # e\n", words, uint64(2))
	f.Add(strings.ReplaceAll(markOf("ISPs, campaigns and columns")+"isp a = 1\n# a\ncampaign b = # b\n 1\nfield c: choice(\"a\", # c\n\"b\")\nlist d = \"x\"\n# d", "\n", "\r\n"), words, uint64(3))
	f.Fuzz(func(t *testing.T, old, words string, seed uint64) {
		random := rand.New(rand.NewPCG(seed, 0))
		all := strings.Split(words, "|")
		if len(old) > 4096 || len(words) > 4096 {
			return // it takes long, and has nothing new
		}
		checkWritten(t, anyCatalog(random, all, true), old, false)
		text := ""
		for range 3 {
			text = checkWritten(t, anyCatalog(random, all, false), text, true)
		}
	})
}

// checkWritten checks what Text promises of any catalog, and returns the text.
func checkWritten(t *testing.T, c *catalog.Catalog, old string, right bool) string {
	t.Helper()
	text, list := c.Text(t.Context(), old)
	if list.HasErrors() {
		before, wrong := grammar.Parse(ast.NewSource("catalog.seg", old), grammar.Options{})
		if got := refusal.Of(list); text != "" || got != refusal.Of(wrong) && !hasRule(before) {
			t.Fatalf("refused: %s\n%+v\n%q", got, c, old)
		}
		return ""
	}
	if again, list := c.Text(t.Context(), text); again != text {
		t.Fatalf("written twice: %v\n%+v\n%s\nthen\n%s", list, c, text, again)
	}
	generated := checkGenerated(t, c, old, text)
	if before, _ := grammar.Parse(ast.NewSource("catalog.seg", old), grammar.Options{}); generated > 0 && len(before.Comments) == 0 {
		if head := strings.TrimRight(old, " \t\r\n"); !strings.HasPrefix(text, head) {
			t.Fatalf("what was there is not the beginning of\n%s", text)
		}
	}
	if right && text != "" {
		for _, d := range segc.Check(context.Background(), text, segc.Options{}) {
			if d.Severity == diag.Error {
				t.Fatalf("%s\n%+v\n%s", d.Error(), c, text)
			}
		}
	}
	return text
}

// checkGenerated checks that the generated part of a text declares nothing but what the
// catalog or the old text has, and returns where that part begins.
func checkGenerated(t *testing.T, c *catalog.Catalog, old, text string) int {
	t.Helper()
	declared := map[string]bool{}
	for k, ids := range [][]catalog.ID{c.Lists, c.ISPs, c.Campaigns} {
		for _, id := range ids {
			value := strings.ToLower(string([]rune(id.ID)))
			if digits := strings.TrimLeft(value, "0"); k > 0 && strings.Trim(value, "0123456789") == "" && value != "" {
				value = max(digits, "0")
			}
			declared[fmt.Sprint(k, value)] = true
		}
	}
	for _, column := range c.Columns {
		declared["field "+column.Name] = true
	}
	before, _ := grammar.Parse(ast.NewSource("catalog.seg", old), grammar.Options{})
	for _, s := range before.Statements {
		declared[declaredBy(s)] = true
	}
	after, _ := grammar.Parse(ast.NewSource("catalog.seg", text), grammar.Options{})
	start := -1
	for _, comment := range after.Comments {
		if start < 0 && strings.Contains(comment.Text, ", as the platform has them. ") {
			start = comment.At.Start
		}
	}
	for _, s := range after.Statements {
		if s.Span().Start > start && start >= 0 && !declared[declaredBy(s)] {
			t.Fatalf("nobody declared %s\n%+v\n%s", declaredBy(s), c, text)
		}
	}
	return start
}

// hasRule reports whether a file has a rule, which may need a word before it once there
// are statements.
func hasRule(file *ast.File) bool {
	return slices.ContainsFunc(file.Statements, func(s ast.Statement) bool { _, ok := s.(*ast.Where); return ok })
}

// declaredBy returns what a statement declares.
func declaredBy(s ast.Statement) string {
	switch s := s.(type) {
	case *ast.Field:
		return "field " + s.Name.Text
	case *ast.Alias:
		return fmt.Sprint(int(s.Kind), strings.ToLower(s.Values[0].Text))
	}
	return fmt.Sprintf("%T", s)
}

// anyCatalog returns a catalog that is made of words. Any ids may be wrong.
func anyCatalog(random *rand.Rand, words []string, anyID bool) *catalog.Catalog {
	word := func() string { return words[random.IntN(len(words))] }
	ids := func(right func(n int) string) []catalog.ID {
		if random.IntN(4) == 0 {
			return nil
		}
		all := []catalog.ID{}
		for range random.IntN(5) {
			id := catalog.ID{ID: right(random.IntN(6)), Label: word()}
			if random.IntN(3) == 0 {
				id.Name = word()
			}
			if anyID && random.IntN(3) == 0 {
				id.ID = word()
			}
			all = append(all, id)
		}
		return all
	}
	c := &catalog.Catalog{
		Lists: ids(number),
		ISPs:  ids(func(n int) string { return fmt.Sprint(n) }),
		Campaigns: ids(func(n int) string {
			if n%2 == 0 {
				return number(n)
			}
			return fmt.Sprint(n)
		}),
	}
	if random.IntN(4) > 0 {
		c.Columns = []catalog.Column{}
		for range random.IntN(5) {
			kind := []string{"text", "choice", "tags", "any", word()}[random.IntN(5)]
			c.Columns = append(c.Columns, catalog.Column{Name: word(), Type: kind, Choices: []string{word(), word()}, NotNull: random.IntN(2) == 0})
		}
	}
	return c
}
