package decompile

import (
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
)

// names is what a catalog calls things.
type names struct {
	poll    *poll.Poll
	aliases [3][]alias // by ast.AliasKind, in the order of their declaration
	columns map[string]column.Column
	dates   map[string]bool // columns that are nothing else, though nobody declares them
	exact   bool            // the order of ids counts
}

// alias is a name for ids.
type alias struct {
	name string
	ids  []string // see idOf; each once
}

// maxIDs bounds the ids of a name that can be found again.
const maxIDs = 10_000

// idBytes is about what an id takes while it is collected.
const idBytes = 64

// namesOf returns the names of a program. What is wrong with it is refused
// elsewhere: here, a name that does not mean all of its ids is left out.
func namesOf(p *poll.Poll, program *resolve.Program, exact bool) *names {
	n := &names{poll: p, columns: map[string]column.Column{}, exact: exact}
	for _, o := range program.Objects() {
		p.Step(16)
		switch s := o.Statement.(type) {
		case *ast.Field:
			n.columns[o.Name] = o.Column
		case *ast.Alias:
			if ids := n.idsOf(o); len(ids) > 0 {
				n.aliases[s.Kind] = append(n.aliases[s.Kind], alias{o.Name, ids})
			}
		}
	}
	return n
}

// idsOf returns the ids that a name means, each once, or none if they are not known
// or too many.
func (n *names) idsOf(o *resolve.Object) []string {
	if o.Partial || len(o.IDs) > maxIDs {
		return nil
	}
	n.poll.Hold(idBytes * len(o.IDs))
	ids := make([]string, 0, len(o.IDs))
	seen := make(map[string]bool, len(o.IDs))
	for _, v := range o.IDs {
		n.poll.Step(16)
		if id := idOf(v); !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	return ids
}

// idOf returns what tells an id from others: the number or the text, as it is
// compiled.
func idOf(v ast.Value) string {
	if v.Kind == ast.Number {
		return v.Text
	}
	return `"` + strings.ToLower(v.Text)
}

// named returns ids by their names: all of them by one name, or otherwise each by
// its own if it has one.
func (n *names) named(kind ast.AliasKind, ids []ast.Value) []ast.Value {
	if len(n.aliases[kind]) == 0 {
		return ids
	}
	texts := make([]string, len(ids))
	for i, id := range ids {
		n.poll.Step(8)
		texts[i] = idOf(id)
	}
	for _, a := range n.aliases[kind] {
		if len(a.ids) == len(texts) {
			n.poll.Step(len(texts))
		}
		if slices.Equal(a.ids, texts) || !n.exact && len(a.ids) == len(texts) && slices.Equal(sortedTexts(n.poll, a.ids), sortedTexts(n.poll, texts)) {
			return []ast.Value{{Kind: ast.Word, Text: a.name}}
		}
	}
	out := slices.Clone(ids)
	for i, text := range texts {
		n.poll.Step(2 * len(n.aliases[kind]))
		for _, a := range n.aliases[kind] {
			if len(a.ids) == 1 && a.ids[0] == text {
				out[i] = ast.Value{Kind: ast.Word, Text: a.name}
				break
			}
		}
	}
	return out
}

// column returns what is known of a column.
func (n *names) column(name string) column.Column {
	c, ok := n.columns[name]
	if !ok {
		c, _ = column.Builtin(name)
	}
	if c.Type == column.Any && n.dates[name] {
		c.Type = column.Date
	}
	return c
}

// findDates looks for columns of unknown type that hold dates: those that are
// compared by order, which only numbers and dates can be, and with dates alone.
func (n *names) findDates(d *condition.Document) {
	ordered, other := map[string]bool{}, map[string]bool{}
	for _, g := range d.Any {
		for _, c := range g.All {
			n.poll.Step(8)
			f, ok := c.(condition.Field)
			if !ok {
				continue
			}
			switch f.Operator {
			case condition.Greater, condition.GreaterEq, condition.Less, condition.LessEq:
				ordered[f.Column] = true
			}
			if f.Operator.Arity() != condition.None && !n.datesOnly(f) {
				other[f.Column] = true
			}
		}
	}
	n.dates = map[string]bool{}
	for name := range ordered {
		if !other[name] {
			n.dates[name] = true
		}
	}
}

// datesOnly reports whether a condition compares with dates and nothing else.
func (n *names) datesOnly(c condition.Field) bool {
	switch c.Operator {
	case condition.Contains, condition.NotContains, condition.StartsWith, condition.HasAny, condition.HasAll, condition.HasNone:
		return false
	}
	return !slices.ContainsFunc(c.Values, func(v condition.Value) bool {
		n.poll.Step(16)
		_, err := date.Parse(v.Text)
		return v.Kind != condition.String || err != nil
	})
}

func index(name string, i int) string { return name + "[" + strconv.Itoa(i) + "]" }
