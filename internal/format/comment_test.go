package format_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

// token is what a token of a text without errors looks like. It is not taken
// from the grammar, so that a mistake there is not repeated here.
var token = regexp.MustCompile("#[^\n]*" + `|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'` + "|`[^`]*`" +
	`|[0-9]{4}-[0-9][-0-9A-Za-z:+.]*|-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?[A-Za-z]*` +
	`|[\pL_][\pL\pM\pN_]*|==|!=|<>|>=|<=|&&|\|\||[^\s]`)

// boundaries returns the offsets at which a comment can be: before every token, and
// after the last one.
func boundaries(text string) []int {
	var offsets []int
	for _, at := range token.FindAllStringIndex(text, -1) {
		if text[at[0]] != '#' && !strings.HasPrefix(text[at[0]:], "\ufeff") {
			offsets = append(offsets, at[0])
		}
	}
	return append(offsets, len(text))
}

// shapes are the ways to place a comment: right after what is before it, on a line
// of its own, between empty lines, and without a blank around it.
var shapes = []string{"  # %d\n", "\n  # %d\n", "\n\n# %d\n\n", "#%d\n"}

// commented returns a text with comments of its own at some boundaries.
func commented(text string, s gen.Source, chosen func(i int) bool) string {
	var b strings.Builder
	start := 0
	for i, offset := range boundaries(text) {
		b.WriteString(text[start:offset])
		start = offset
		if chosen(i) {
			fmt.Fprintf(&b, shapes[s.Intn(len(shapes))], i)
		}
	}
	b.WriteString(text[start:])
	return b.String()
}

// checkCommented checks a text with comments put in.
func checkCommented(text, with string, widths ...int) string {
	file, _ := read(text)
	again, ok := read(with)
	if !ok || !ast.SameFile(file, again) {
		return "the comments make another text of\n" + text + "\nnamely\n" + with
	}
	for _, width := range widths {
		if problem := check(with, width); problem != "" {
			return problem
		}
	}
	return ""
}

// TestCommentsAtEveryToken puts a comment before every token of the corpus at
// once, and then before every token on its own.
func TestCommentsAtEveryToken(t *testing.T) {
	source := gen.Rand(rand.New(rand.NewPCG(3, 4)))
	all := texts(t)
	for i := range 26 {
		all = append(all, gen.File(source, gen.Options{Days: source.Intn(2) == 1, Values: i >= 20}))
	}
	for n, text := range all {
		for range long.Of(1, 2) {
			with := commented(text, source, func(int) bool { return true })
			if problem := checkCommented(text, with, widths...); problem != "" {
				t.Fatal(problem)
			}
		}
		if len(text) > 1000 || n%long.Of(20, 1) != 0 {
			continue
		}
		for i := range boundaries(text) {
			with := commented(text, source, func(j int) bool { return i == j })
			if problem := checkCommented(text, with, 40); problem != "" {
				t.Fatal(problem)
			}
		}
	}
}

func TestCommentsAnywhere(t *testing.T) {
	all := texts(t)
	rapid.Check(t, func(t *rapid.T) {
		source := gen.Rapid(t)
		text := all[source.Intn(len(all))]
		if source.Intn(2) == 1 {
			text = gen.File(source, gen.Options{Days: source.Intn(2) == 1, Values: source.Intn(2) == 1})
		}
		text = text[:strings.LastIndexByte(text[:min(len(text), 3000)], '\n')+1]
		if _, ok := read(text); !ok { // it was cut in the middle of a statement
			return
		}
		seldom := 1 + source.Intn(10)
		random := rand.New(rand.NewPCG(uint64(source.Intn(1<<30)), 5))
		with := commented(text, gen.Rand(random), func(int) bool { return random.IntN(seldom) == 0 })
		if problem := checkCommented(text, with, widths...); problem != "" {
			t.Fatal(problem)
		}
	})
}
