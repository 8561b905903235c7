package compile

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/suggest"
)

// unknownName says that a bare word names no part, and what may be meant.
func (c *compiler) unknownName(source *ast.Source, ref *ast.Ref) {
	name := ref.Name.Text
	at := place(source, ref)
	if c.guesses.MayBeDeclared(name) {
		return
	}
	if col, known := c.program.Column(name); known && c.program.IsColumn(name) {
		d := c.Fail(diag.ColumnAsCondition, at, fmt.Sprintf("`%s` is a column, and a column alone is no condition", name))
		switch col.Type.String() {
		case "boolean":
			d.Fixes = []diag.Fix{{Text: "compare it with true", Edits: []diag.Edit{{Location: after(at), Text: " = true"}}}}
		case "tags":
			d.Notes = []string{"for example `" + name + " has any (\"x\")`"}
		default:
			d.Notes = []string{"for example `" + name + " is not null`"}
		}
		return
	}
	for _, kind := range []ast.AliasKind{ast.AliasList, ast.AliasISP} {
		if o := c.program.IDs(kind, name); o != nil {
			word := aliasWord(kind)
			d := c.Fail(diag.UnknownName, at, fmt.Sprintf("`%s` names ids of the kind `%s`, and is no condition by itself", name, word))
			d.Fixes = []diag.Fix{replaceWith(at, word+" in ("+name+")")}
			d.Related = []diag.Label{{Location: o.Definition(), Text: "named here"}}
			return
		}
	}
	d := c.Fail(diag.UnknownName, at, fmt.Sprintf("nothing is called `%s`", name))
	if nearest, ok := c.guesses.Nearest(name, c.guesses.Names(resolve.Part)); ok {
		d.Fixes = []diag.Fix{replaceWith(at, nearest)}
		return
	}
	if strings.EqualFold(name, "subscribed") {
		d.Fixes = []diag.Fix{replaceWith(at, `status = "subscribed"`)}
		return
	}
	if event, ok := suggest.Nearest(name, []string{"opened", "clicked", "bounced", "complained", "delivered", "unsubscribed"}); ok {
		d.Fixes = []diag.Fix{replaceWith(at, event)}
		return
	}
	d.Notes = []string{"`let " + name + " = …` would name a part of a rule; a condition on a column needs an operator, such as `" + name + " = true`"}
}

// ids returns the ids that the values name, aliases replaced by what they
// stand for. Problems are reported once: here for the values at hand, and at
// the alias for what is wrong in it.
func (c *compiler) ids(source *ast.Source, kind ast.AliasKind, values []ast.Value) []ast.Value {
	c.poll.Step(8 * len(values))
	plain := true
	for i := range values {
		if values[i].Kind == ast.Word {
			plain = false
			break
		}
	}
	if plain {
		return values
	}
	var ids []ast.Value
	for _, v := range values {
		if v.Kind != ast.Word {
			ids = append(ids, v)
			continue
		}
		o := c.program.IDs(kind, v.Text)
		if o == nil {
			continue // said by checkIDs
		}
		for _, id := range o.IDs {
			id.At = v.At // where the rule says it
			ids = append(ids, id)
		}
	}
	return ids
}

// checkUses checks ids in a condition, and counts what the names among them
// stand for.
func (c *compiler) checkUses(source *ast.Source, kind ast.AliasKind, values []ast.Value) {
	c.poll.Step(8 * len(values))
	c.checkIDs(source, kind, values)
	for i := range values {
		if values[i].Kind != ast.Word {
			continue
		}
		if o := c.program.IDs(kind, values[i].Text); o != nil {
			resolve.Take(&c.List, &c.taken, len(o.IDs), place(source, values[i]))
		}
	}
}

// after returns the empty place behind another.
func after(at diag.Location) diag.Location {
	at.Span.Start = at.Span.End
	return at
}

// before returns the empty place in front of another.
func before(at diag.Location) diag.Location {
	at.Span.End = at.Span.Start
	return at
}
