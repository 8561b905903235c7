package compile

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/suggest"
)

// maxHeight bounds how deep names of parts may be nested in one another, since
// the stages behind this one follow them by recursion.
const maxHeight = 5000

// follow resolves a part: it reports cycles and chains that are too long, and
// leaves the height of the part. Every part is followed once.
func (c *compiler) follow(name string, l *letName, chain []*letName) {
	l.state, l.depth = open, len(chain)
	chain = append(chain, l)
	height := 0
	for n := range ast.Preorder(l.let.Expr) {
		ref, ok := n.(*ast.Ref)
		if !ok {
			continue
		}
		next := c.scope.lets[ref.Name.Text]
		switch {
		case next == nil:
			continue // said by the check of the expression
		case next.state == open:
			c.letCycle(ref, l, next, chain)
			continue
		case next.state == fresh && len(chain) >= maxHeight:
			height = maxHeight
		case next.state == fresh:
			c.follow(ref.Name.Text, next, chain)
		}
		height = max(height, next.height)
	}
	l.state = done
	l.height = height + 1
	if l.height > maxHeight {
		l.height = 0
		c.fail(diag.TooDeep, place(l.source, l.let.Name), fmt.Sprintf("`%s` is built on other parts more than %d deep", name, maxHeight))
	}
}

func (c *compiler) letCycle(ref *ast.Ref, in, next *letName, chain []*letName) {
	steps := chain[next.depth:]
	d := diag.Diagnostic{Severity: diag.Error, Code: diag.NameCycle, Location: place(in.source, ref)}
	var names []string
	for _, l := range steps[:min(len(steps), maxShown)] {
		names = append(names, l.let.Name.Text)
		d.Related = append(d.Related, diag.Label{Location: place(l.source, l.let.Name), Text: "`" + l.let.Name.Text + "` is named here"})
	}
	d.Message = "this part is made of itself: " + cycle(names, len(steps))
	c.list = append(c.list, d)
}

// unknownName says that a bare word names no part, and what may be meant.
func (c *compiler) unknownName(source *ast.Source, ref *ast.Ref) {
	name := ref.Name.Text
	at := place(source, ref)
	if c.brokenName(name) {
		return
	}
	if col, known := c.column(name); known && c.isColumn(name) {
		d := c.fail(diag.ColumnAsCondition, at, fmt.Sprintf("`%s` is a column, and a column alone is no condition", name))
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
		if alias := c.scope.aliases[kind][name]; alias != nil {
			word := aliasWord(kind)
			d := c.fail(diag.UnknownName, at, fmt.Sprintf("`%s` names ids of the kind `%s`, and is no condition by itself", name, word))
			d.Fixes = []diag.Fix{replaceWith(at, word+" in ("+name+")")}
			d.Related = []diag.Label{{Location: place(alias.source, alias.alias.Name), Text: "named here"}}
			return
		}
	}
	d := c.fail(diag.UnknownName, at, fmt.Sprintf("nothing is called `%s`", name))
	if nearest, ok := c.nearest(name, c.letNames()); ok {
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
		alias := c.scope.aliases[kind][v.Text]
		if alias == nil {
			continue // said by checkIDs
		}
		c.followAlias(alias, nil)
		for _, id := range alias.values {
			id.At = v.At // where the rule says it
			ids = append(ids, id)
		}
	}
	return ids
}

// followAlias resolves an alias to ids.
func (c *compiler) followAlias(a *aliasName, chain []*aliasName) {
	c.poll.Step(16 + len(chain))
	if a.state != fresh {
		return
	}
	a.state, a.depth = open, len(chain)
	chain = append(chain, a)
	c.checkIDs(a.source, a.alias.Kind, a.alias.Values)
	for _, v := range a.alias.Values {
		c.poll.Step(4)
		if v.Kind != ast.Word {
			a.values = append(a.values, v)
			continue
		}
		next := c.scope.aliases[a.alias.Kind][v.Text]
		switch {
		case next == nil:
		case next.state == open:
			c.aliasCycle(v, a, next, chain)
		case next.state == fresh && len(chain) >= maxHeight:
			c.fail(diag.TooDeep, place(a.source, v), fmt.Sprintf("`%s` is built on other names more than %d deep", a.alias.Name.Text, maxHeight))
		default:
			c.followAlias(next, chain)
			if c.takeIDs(len(next.values), place(a.source, v)) {
				a.values = append(a.values, next.values...)
			}
		}
	}
	a.values = distinct(c.poll, a.values)
	a.state = done
}

// maxIDs bounds the ids that all names of a compilation stand for, wherever one
// is used: names of names of names could otherwise multiply without end.
const maxIDs = 1_000_000

// valueBytes is about what a value takes, with the room for more in its list.
const valueBytes = 64

// takeIDs counts ids that a name stands for where it is used. It reports false
// when they are too many, which it says once.
func (c *compiler) takeIDs(n int, at diag.Location) bool {
	within := c.idsTaken <= maxIDs
	if c.idsTaken += n; c.idsTaken <= maxIDs {
		c.poll.Hold(valueBytes * n)
		return true
	}
	if within {
		c.fail(diag.TooLarge, at, fmt.Sprintf("the names of ids stand for more than %d ids, all their uses together", maxIDs))
	}
	return false
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
		if alias := c.scope.aliases[kind][values[i].Text]; alias != nil {
			c.followAlias(alias, nil)
			c.takeIDs(len(alias.values), place(source, values[i]))
		}
	}
}

func (c *compiler) aliasCycle(v ast.Value, in, next *aliasName, chain []*aliasName) {
	steps := chain[next.depth:]
	var names []string
	for _, a := range steps[:min(len(steps), maxShown)] {
		names = append(names, a.alias.Name.Text)
	}
	c.fail(diag.NameCycle, place(in.source, v), "this name stands for itself: "+cycle(names, len(steps)))
}

// distinct drops the values that say the same as an earlier one. When there
// are none, it returns the values as they are.
func distinct(p *poll.Poll, values []ast.Value) []ast.Value {
	type identity struct {
		kind ast.ValueKind
		text string
	}
	if ascending(values) {
		return values
	}
	if len(values) <= 8 {
		kept := values[:0:0]
	next:
		for _, v := range values {
			for _, k := range kept {
				if k.Kind == v.Kind && k.Text == v.Text {
					continue next
				}
			}
			kept = append(kept, v)
		}
		return kept
	}
	seen := make(map[identity]bool, len(values))
	kept := make([]ast.Value, 0, len(values))
	for _, v := range values {
		p.Step(32)
		id := identity{v.Kind, v.Text}
		if !seen[id] {
			seen[id] = true
			kept = append(kept, v)
		}
	}
	return kept
}

// ascending reports whether each value is greater than the one before, by
// length and then by letters, as generated lists are: then none stands twice.
func ascending(values []ast.Value) bool {
	for i := 1; i < len(values); i++ {
		a, b := &values[i-1], &values[i]
		if a.Kind != b.Kind || len(a.Text) > len(b.Text) || len(a.Text) == len(b.Text) && a.Text >= b.Text {
			return false
		}
	}
	return true
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
