package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/mistaken"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/suggest"
)

// unknownName says that a bare word names no part, and what may be meant.
func (c *checker) unknownName(source *ast.Source, ref *ast.Ref) {
	name := ref.Name.Text
	if c.guesses.MayBeDeclared(name) {
		return
	}
	if ref.Call != nil {
		c.unknownPart(source, ref)
		return
	}
	at := place(source, ref)
	if col, known := c.program.Column(name); known && c.program.IsColumn(name) {
		d := c.Fail(diag.ColumnAsCondition, at, fmt.Sprintf("`%s` is a column, and a column alone is not a condition", name))
		switch col.Type.String() {
		case "boolean":
			d.Fixes = []diag.Fix{{Text: "compare it with true", Edits: []diag.Edit{{Location: problems.After(at), Text: " = true"}}}}
		case "tags":
			d.Notes = []string{"for example, `" + name + " has any (\"x\")`"}
		default:
			d.Notes = []string{"for example, `" + name + " is not null`"}
		}
		return
	}
	for _, kind := range []ast.AliasKind{ast.AliasList, ast.AliasISP} {
		if o := c.program.IDs(kind, name); o != nil {
			word := resolve.KindOf(kind).String()
			d := c.Fail(diag.UnknownName, at, fmt.Sprintf("`%s` is the name of ids of the kind `%s`, not a condition", name, word))
			d.Fixes = []diag.Fix{replaceWith(at, word+" in ("+name+")")}
			d.Related = []diag.Label{{Location: o.Definition(), Text: "declared here"}}
			return
		}
	}
	if o := c.loopName(name); o != nil {
		d := c.Fail(diag.UnknownName, at, fmt.Sprintf("`%s` is a value of `for`, not a condition", name))
		d.Related = []diag.Label{{Location: o.Definition(), Text: "the `for`"}}
		d.Notes = []string{"compare a column with it: `column = " + name + "`"}
		return
	}
	d := c.Fail(diag.UnknownName, at, fmt.Sprintf("there is no part named `%s`", name))
	if nearest, ok := c.guesses.Nearest(name, c.guesses.Names(resolve.Part)); ok {
		d.Fixes = []diag.Fix{replaceWith(at, nearest)}
		return
	}
	if strings.EqualFold(name, "subscribed") {
		d.Fixes = []diag.Fix{replaceWith(at, `status = "subscribed"`)}
		return
	}
	switch strings.ToLower(name) {
	case "later", "after", "newer":
		d.Notes = []string{"use `>=` for a day and those after it"}
		return
	case "earlier", "before", "older":
		d.Notes = []string{"use `<=` for a day and those before it"}
		return
	}
	if event, ok := suggest.Nearest(name, ast.MetricWords()); ok {
		d.Fixes = []diag.Fix{replaceWith(at, event)}
		return
	}
	if event, ok := mistaken.Happened(name); ok {
		d.Notes = []string{"the event is `" + event + "`"}
		d.Fixes = []diag.Fix{replaceWith(at, event)}
		return
	}
	switch strings.ToLower(name) {
	case "everyone", "everybody", "anyone", "anybody", "all", "contacts", "subscribers", "users", "people", "customers", "nobody":
		d.Notes = []string{"a rule needs a condition, such as `status = \"subscribed\"`; the contact lists of a segment limit who it reaches"}
		return
	}
	d.Notes = []string{"to name a part of a rule, write `let " + name + " = …`; a condition on a column needs an operator, such as `" + name + " = true`"}
	if c.namesNoParts() && !quotedName(source, ref.Name) && !c.afterOr(ref) {
		d.Notes = []string{"a condition on a column needs an operator"}
		d.Fixes = []diag.Fix{replaceWith(at, name+" = true")}
	}
}

// afterOr reports whether a word comes after `or`, where it may well be a value: `country is DE or AT`.
func (c *checker) afterOr(ref *ast.Ref) bool {
	or, ok := c.parent.(*ast.Or)
	return ok && or.Operands[0] != ast.Expr(ref)
}

// namesNoParts reports whether nobody names parts in the program or wants to take some from another file. Its author
// hardly has parts in mind, and a word alone is a column that is true or false.
func (c *checker) namesNoParts() bool {
	written := c.program.AsWritten()
	return len(c.guesses.Names(resolve.Part)) == 0 && len(written.Files) == 1 && !written.Main().Broken && !slices.ContainsFunc(written.Main().Statements, func(s ast.Statement) bool {
		_, uses := s.(*ast.Use)
		return uses
	})
}

// quotedName reports whether a name is between backquotes.
func quotedName(source *ast.Source, name ast.Name) bool {
	return strings.HasPrefix(source.Slice(name.At), "`")
}

// unknownPart says that no part has the name that something in parentheses comes after. If it
// is a column, or may be one, it may well be compared with what is in them.
func (c *checker) unknownPart(source *ast.Source, ref *ast.Ref) {
	name := ref.Name.Text
	at := place(source, ref.Name)
	_, known := c.program.Column(name)
	in := diag.Fix{Text: "write `in`", Edits: []diag.Edit{{Location: diag.Location{Source: source, Span: ast.Span{Start: ref.Name.At.End, End: ref.Call.At.Start}}, Text: " in "}}}
	alone := len(ref.Call.Arguments) > 0 && !slices.ContainsFunc(ref.Call.Arguments, func(a ast.Argument) bool {
		return a.Group || len(a.Values) != 1 || a.Values[0].Kind != ast.String && a.Values[0].Kind != ast.Number
	})
	if known && c.program.IsColumn(name) {
		d := c.Fail(diag.ColumnAsCondition, at, fmt.Sprintf("`%s` is a column; write an operator before the value", name))
		if alone {
			d.Fixes = []diag.Fix{in}
		}
		return
	}
	d := c.Fail(diag.UnknownName, at, fmt.Sprintf("there is no part named `%s`", name))
	if nearest, ok := c.guesses.Nearest(name, c.guesses.Names(resolve.Part)); ok {
		d.Fixes = []diag.Fix{replaceWith(at, nearest)}
		return
	}
	d.Notes = []string{"there are no functions; to name a part with parameters, write `let " + name + "(…) = …`"}
	if known && alone {
		d.Notes = append(d.Notes, "compare a column with a list by `in`")
		d.Fixes = []diag.Fix{in}
	}
}
