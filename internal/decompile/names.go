package decompile

import (
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
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

// readNames collects the names that some files declare. Files with errors are
// refused elsewhere: here, what is wrong is passed over.
func readNames(p *poll.Poll, files []*ast.File, exact bool) *names {
	n := &names{poll: p, columns: map[string]column.Column{}, exact: exact}
	aliases := [3]map[string]*ast.Alias{{}, {}, {}}
	var order []*ast.Alias
	for _, file := range files {
		for _, s := range file.Statements {
			p.Step(16)
			switch s := s.(type) {
			case *ast.Alias:
				if aliases[s.Kind][s.Name.Text] == nil {
					aliases[s.Kind][s.Name.Text] = s
					order = append(order, s)
				}
			case *ast.Field:
				if t, ok := column.ParseType(strings.ToLower(s.Type.Text)); ok {
					n.columns[s.Name.Text] = declared(s, t)
				}
			}
		}
	}
	f := follower{poll: p, declared: aliases, known: map[*ast.Alias][]string{}}
	for _, a := range order {
		if ids := f.follow(a); len(ids) > 0 {
			n.aliases[a.Kind] = append(n.aliases[a.Kind], alias{a.Name.Text, ids})
		}
	}
	return n
}

const (
	// maxIDs bounds the ids of a name that can be found again.
	maxIDs = 10_000
	// maxAllIDs bounds the ids of all names together, since a name of names has all
	// of theirs. The compiler refuses files that have more.
	maxAllIDs = 1_000_000
	// idBytes is about what an id takes while it is collected.
	idBytes = 64
)

// follower finds out which ids names have.
type follower struct {
	poll     *poll.Poll
	declared [3]map[string]*ast.Alias
	known    map[*ast.Alias][]string // none while a name is being followed
	ids      int                     // of all names that are known
	full     bool                    // there are too many: no more names are followed
}

// follow returns the ids that an alias stands for; none for one that stands for
// itself or for too many.
func (f *follower) follow(a *ast.Alias) []string {
	f.poll.Step(16)
	if ids, ok := f.known[a]; ok || f.full {
		return ids
	}
	f.known[a] = nil
	var ids []string
	seen := map[string]bool{}
	for _, v := range a.Values {
		f.poll.Step(16)
		found := []string{idOf(v)}
		if v.Kind == ast.Word {
			next := f.declared[a.Kind][v.Text]
			if next == nil {
				return nil
			}
			if found = f.follow(next); len(found) == 0 {
				return nil
			}
		}
		f.poll.Hold(idBytes * len(found))
		for _, id := range found {
			f.poll.Step(8)
			if !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
		if len(ids) > maxIDs {
			return nil
		}
	}
	f.ids += len(ids)
	if f.full = f.ids > maxAllIDs; f.full {
		return nil
	}
	f.known[a] = ids
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

// named returns ids by their names: all of them by one, or else each by its own
// if it has one.
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

// declared returns what a declaration says of a column.
func declared(f *ast.Field, t column.Type) column.Column {
	builtin, _ := column.Builtin(f.Name.Text)
	c := column.Column{Type: t, NotNull: f.NotNull || builtin.NotNull, Mixed: t == column.Any}
	for _, v := range f.Choices {
		c.Choices = append(c.Choices, v.Text)
	}
	return c
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
func (n *names) findDates(d *rule.Document) {
	ordered, other := map[string]bool{}, map[string]bool{}
	for _, g := range d.Any {
		for _, c := range g.All {
			n.poll.Step(8)
			f, ok := c.(rule.Field)
			if !ok {
				continue
			}
			switch f.Operator {
			case rule.Greater, rule.GreaterEq, rule.Less, rule.LessEq:
				ordered[f.Column] = true
			}
			if f.Operator.Arity() != rule.None && !n.datesOnly(f) {
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
func (n *names) datesOnly(c rule.Field) bool {
	switch c.Operator {
	case rule.Contains, rule.NotContains, rule.StartsWith, rule.HasAny, rule.HasAll, rule.HasNone:
		return false
	}
	return !slices.ContainsFunc(c.Values, func(v rule.Value) bool {
		n.poll.Step(16)
		_, err := date.Parse(v.Text)
		return v.Kind != rule.String || err != nil
	})
}

func index(name string, i int) string { return name + "[" + strconv.Itoa(i) + "]" }
