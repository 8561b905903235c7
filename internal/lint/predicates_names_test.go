package lint_test

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/segc-lang/segc/ast"
)

// lookAlikes is the predicate of SEG508 for names of segments, names between
// backquotes, declared choices and parts of a text. The rules have no other text that could be
// reported.
//   - A name of a segment or a column is unlike what people type. A name of a column
//     counts where the main file has it first, and not at all if the catalog
//     declares it.
//   - A name of a column looks like an earlier one, where the catalog is earlier. It
//     counts where the main file has it first, and is compared with the first one
//     of its look.
//   - A choice looks like the first one of its look in the declaration, and is not
//     the same; or it is the first one, and unlike what people type.
//   - A text after an operator for parts, which is more than blanks, is unlike what
//     people type, apart from spaces at its ends and from escapes; or it begins with
//     a space after `starts with`.
func lookAlikes(files []*ast.File) []ast.Span {
	var due []ast.Span
	report := func(at ast.Span) {
		if !slices.Contains(due, at) {
			due = append(due, at)
		}
	}
	for _, s := range nodesOf[*ast.Segment](files[0]) {
		if unlike(s.Name.Text) {
			report(s.Name.At)
		}
	}
	for _, f := range nodesOf[*ast.Field](files[0]) {
		for i, v := range f.Choices {
			first := slices.IndexFunc(f.Choices, func(o ast.Value) bool { return looksLike(o.Text) == looksLike(v.Text) })
			if i == first && unlike(v.Text) || f.Choices[first].Text != v.Text {
				report(v.At)
			}
		}
	}
	for _, c := range nodesOf[*ast.Column](files[0]) {
		for _, v := range c.Values {
			written := strings.Trim(files[0].Source.Slice(v.At), `"`)
			if part := strings.Trim(written, " "); partial(c.Op) && strings.TrimSpace(v.Text) != "" &&
				(unlike(part) || c.Op == ast.StartsWith && written != strings.TrimLeft(written, " ")) {
				report(v.At)
			}
		}
	}
	declared := nodesOf[*ast.Field](files[1:]...)
	names := nodesOf[ast.Name](files[0])
	all := append(nodesOf[ast.Name](files[1:]...), names...)
	for i, n := range names {
		if slices.ContainsFunc(names[:i], func(o ast.Name) bool { return o.Text == n.Text }) {
			continue
		}
		first := all[slices.IndexFunc(all, func(o ast.Name) bool { return looksLike(o.Text) == looksLike(n.Text) })]
		inCatalog := slices.ContainsFunc(declared, func(f *ast.Field) bool { return f.Name.Text == n.Text })
		if first.Text != n.Text || unlike(n.Text) && !inCatalog {
			report(n.At)
		}
	}
	return due
}

// looksLike returns a text as people read it.
func looksLike(text string) string {
	text = strings.NewReplacer("\u0430", "a", "\u200b", "", "\u00a0", " ", "\u2003", " ").Replace(norm.NFC.String(text))
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' }), " ")
}

// unlike reports whether a text has what people do not type. The ideographic space
// and words of another script are typed.
func unlike(text string) bool {
	latin, other := false, false
	for _, r := range text {
		latin = latin || r < 0x250 && r != ' ' && r != '\u00a0'
		other = other || r == '\u0430'
	}
	return strings.HasPrefix(text, " ") || strings.HasSuffix(text, " ") || strings.Contains(text, "  ") ||
		strings.ContainsAny(text, "\u00a0\u2003\u200b") || norm.NFC.String(text) != text || latin && other
}

func partial(op ast.ColumnOp) bool {
	return slices.Contains([]ast.ColumnOp{ast.Contains, ast.NotContains, ast.StartsWith}, op)
}

func lookAlikeCondition(w *world) string {
	text := func() string {
		return pick(w, "a b", "a b", "a  b", "a\u00a0b", "a\u2003b", "ab", "a b ", " ab", "M\u00fc", "M\u00fc", "Mu\u0308", "\u0430", "a", "\u0430b", "c\u3000d", "B", "AB", "q", "r")
	}
	if w.Intn(4) == 0 && len(w.parts) == 0 {
		w.declare(fmt.Sprintf("segment \"%s\"", pick(w, text(), text(), "a\u200bb")))
	}
	if w.Intn(2) == 0 {
		column := "`" + text() + "`"
		w.typeOf(column, "text", "any")
		return column + pick(w, ` = "x"`, " is not null", ` contains "y"`)
	}
	if w.Intn(3) == 0 {
		w.typeOf("note", "text", "any")
		part := pick(w, text(), text(), text(), " ", "  ", "\u00a0", " a  b ", `a\u00a0b`, `a\u2003b\u0308`, "\u00a0a", "  a", `\u0430b`, `Mu\u0308`)
		return "note " + pick(w, "contains", "not contains", "starts with") + ` "` + part + `"`
	}
	choices := []string{}
	for range 1 + w.Intn(4) {
		if choice := `"` + pick(w, text(), text(), "a\u200bb") + `"`; !slices.Contains(choices, choice) {
			choices = append(choices, choice)
		}
	}
	column := pick(w, "plan", "color", "shape")
	w.typeOf(column, "choice("+strings.Join(choices, ", ")+")")
	return column + " is not null"
}
