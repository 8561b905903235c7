package format_test

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/format"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/sides"
)

// widths are those at which the properties are checked: the usual one, one at
// which little fits, and one at which nothing does.
var widths = []int{format.Width, 40, 1}

// read parses a text that may have errors.
func read(text string) (*ast.File, bool) {
	file, list := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
	return file, !list.HasErrors()
}

// comments returns the texts of the comments of a file.
func comments(file *ast.File) []string {
	var texts []string
	for _, c := range file.Comments {
		texts = append(texts, strings.TrimRight(c.Text, " \t\r"))
	}
	return texts
}

// check returns how formatting a text breaks a promise, or "". A text with
// errors has none to break.
func check(text string, width int) string {
	file, ok := read(text)
	if !ok {
		return ""
	}
	return checkFile(file, width)
}

func checkFile(file *ast.File, width int) string {
	formatted := format.Format(file, width)
	again, list := grammar.Parse(ast.NewSource("formatted.seg", string(formatted)), grammar.Options{MaxSize: 1 << 30})
	fail := func(what string) string {
		source := "(a tree without one)"
		if file.Source != nil {
			source = file.Source.Text()
		}
		return fmt.Sprintf("at width %d, %s\n--- source\n%s\n--- formatted\n%s", width, what, source, formatted)
	}
	switch {
	case list.HasErrors():
		return fail("the formatted text has errors: " + list.Err().Error())
	case !ast.SameFile(file, again):
		return fail("the trees differ")
	case !slices.Equal(comments(file), comments(again)):
		return fail(fmt.Sprintf("the comments differ: %q and %q", comments(file), comments(again)))
	}
	if twice := format.Format(again, width); !bytes.Equal(twice, formatted) {
		return fail("formatting twice differs from formatting once:\n" + string(twice) + "\n")
	}
	return checkLayout(string(formatted), fail)
}

// lineEnd is what a blank at the end of a line looks like.
var lineEnd = regexp.MustCompile(`[ \t]\r?\n`)

// checkLayout holds what is true of every formatted text.
func checkLayout(formatted string, fail func(string) string) string {
	switch {
	case formatted == "":
		return ""
	case !strings.HasSuffix(formatted, "\n"):
		return fail("the last line does not end")
	case strings.Contains(formatted, "\n\n\n") || strings.HasPrefix(formatted, "\n") || strings.HasSuffix(formatted, "\n\n"):
		return fail("there are too many empty lines")
	case lineEnd.MatchString(formatted):
		return fail("there are blanks at the end of a line")
	case strings.Contains(formatted, "\r\n") && strings.Count(formatted, "\n") != strings.Count(formatted, "\r\n"):
		return fail("the lines end in two ways")
	}
	return ""
}

// compiled is what compiling says of a text: the document, and the codes of the
// diagnostics.
func compiled(text string, files fstest.MapFS) string {
	options := segc.Options{Name: "in.seg", MaxGroups: 200, Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}
	if files != nil {
		options.Files = files
	}
	result, list := segc.Compile(context.Background(), text, options)
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintf(&b, "%s\n", d.Code)
	}
	if result != nil {
		b.Write(result.RulesJSON())
		if s, ok := sides.Header(result); ok {
			fmt.Fprintf(&b, "%+v\n", s)
		}
	}
	return b.String()
}

// texts returns the texts of the corpus and of the examples without errors.
func texts(t testing.TB) []string {
	t.Helper()
	var good []string
	for _, text := range slices.Concat(corpus.Sources(t), corpus.SecondEdition(), examples(t), corpus.Named(), corpus.Tables()) {
		if _, ok := read(text); ok {
			good = append(good, text)
		}
	}
	if len(good) < 50 {
		t.Fatalf("there are only %d texts", len(good))
	}
	return good
}
