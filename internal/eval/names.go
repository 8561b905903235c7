package eval

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/poll"
)

// Names is what the names in a tree mean. It is immutable and safe for
// concurrent use.
type Names struct {
	lets     map[string]ast.Expr
	aliases  aliasesOf
	columns  map[string]string // the type of each known column
	declared bool              // there are fields, so that no other column exists
	always   map[string]bool   // the columns in which every contact has a value
	files    []*ast.File
	today    string // as 2026-05-01, or "" if nobody says it

	values     map[string]*ast.NamedValue
	params     map[string]*ast.Param
	given      map[string]string     // for params
	parameters map[string][]ast.Name // of parts that have some
	uses       map[string]*ast.Use   // parts that are rules of other files
	takes      map[string]*taken     // and what they are
	outside    *outside              // the other files, of the main one
	scope      int                   // the number of the file whose names these are
	each       scope                 // what the names of `for` stand for in the rule that is read
}

// columnTypes are the types that a field can have.
var columnTypes = []string{"text", "number", "boolean", "date", "choice", "tags", "any"}

// NewNames takes the names from all statements of the files: a file and those
// that it uses, in any order. It refuses what has no meaning.
func NewNames(files ...*ast.File) (*Names, error) {
	n, err := NewNamesWithin(nil, files...)
	if err != nil {
		return nil, err
	}
	for kind, named := range n.aliases {
		r := n.resolver(nil, kind)
		names := slices.Collect(maps.Keys(named))
		slices.Sort(names)
		for _, name := range names {
			if _, err := r.resolve(name); err != nil {
				return nil, err
			}
		}
	}
	return n, nil
}

// NewNamesWithin is NewNames with a poll that counts the statements, and may end the
// work. It leaves the meaning of names of ids to Read, which looks at those that a
// rule names.
func NewNamesWithin(p *poll.Poll, files ...*ast.File) (*Names, error) {
	n := &Names{files: files} // whose maps are made when there is something to keep
	var seen map[*ast.File]bool
	for i, file := range files {
		if seen[file] {
			continue
		}
		if len(files) > 1 {
			if i == 0 {
				seen = map[*ast.File]bool{}
			}
			seen[file] = true
		}
		for _, s := range file.Statements {
			p.Step(16)
			if err := n.declare(s); err != nil {
				return nil, err
			}
		}
	}
	return n, nil
}

// aliasesOf are aliases by kind and name.
type aliasesOf map[ast.AliasKind]map[string]*ast.Alias

func (n *Names) declare(s ast.Statement) error {
	if ast.Broken(s) {
		return fmt.Errorf("eval: a statement could not be read")
	}
	switch s := s.(type) {
	case *ast.Let:
		if _, twice := n.lets[s.Name.Text]; twice || n.uses[s.Name.Text] != nil {
			return fmt.Errorf("eval: let %s is declared twice", s.Name.Text)
		}
		if n.lets == nil {
			n.lets = map[string]ast.Expr{}
		}
		n.lets[s.Name.Text] = s.Expr
		if len(s.Parameters) > 0 {
			keep(&n.parameters, s.Name.Text, s.Parameters)
		}
	case *ast.NamedValue:
		if n.values[s.Name.Text] != nil || n.params[s.Name.Text] != nil {
			return fmt.Errorf("eval: the value %s is declared twice", s.Name.Text)
		}
		keep(&n.values, s.Name.Text, s)
	case *ast.Param:
		if n.values[s.Name.Text] != nil || n.params[s.Name.Text] != nil {
			return fmt.Errorf("eval: the value %s is declared twice", s.Name.Text)
		}
		keep(&n.params, s.Name.Text, s)
	case *ast.Alias:
		if _, twice := n.aliases[s.Kind][s.Name.Text]; twice {
			return fmt.Errorf("eval: the alias %s is declared twice", s.Name.Text)
		}
		if n.aliases == nil {
			n.aliases = aliasesOf{}
		}
		if n.aliases[s.Kind] == nil {
			n.aliases[s.Kind] = map[string]*ast.Alias{}
		}
		n.aliases[s.Kind][s.Name.Text] = s
	case *ast.Field:
		return n.declareField(s)
	case *ast.Use:
		if s.As == nil {
			break
		}
		if _, twice := n.lets[s.As.Text]; twice || n.uses[s.As.Text] != nil {
			return fmt.Errorf("eval: the part %s is declared twice", s.As.Text)
		}
		keep(&n.uses, s.As.Text, s)
	case *ast.Segment, *ast.Require, *ast.Where, *ast.Assume, *ast.Tables: // which reading a contact is judged in is for the caller to say
	default:
		return fmt.Errorf("eval: unexpected statement %T", s)
	}
	return nil
}

// keep enters a value in a map, which it makes for the first one.
func keep[T any](names *map[string]T, name string, value T) {
	if *names == nil {
		*names = map[string]T{}
	}
	(*names)[name] = value
}

// declareField also takes the fields that contacts have anyway: what is declared of them
// counts.
func (n *Names) declareField(s *ast.Field) error {
	name, columnType := s.Name.Text, strings.ToLower(s.Type.Text)
	if !slices.Contains(columnTypes, columnType) {
		return fmt.Errorf("eval: field %s has the unknown type %s", name, s.Type.Text)
	}
	if known, twice := n.columns[name]; twice && known != columnType {
		return fmt.Errorf("eval: field %s is %s and %s", name, known, columnType)
	}
	if n.columns == nil {
		n.columns, n.always = map[string]string{}, map[string]bool{}
	}
	n.columns[name] = columnType
	n.declared = true
	if s.NotNull {
		n.always[name] = true
	}
	return nil
}

// TypeOf returns the type of a column as it is declared, and nothing where it is not.
func (n *Names) TypeOf(column string) string {
	if t, declared := n.columns[column]; declared {
		return t
	}
	t, _ := everywhere(column)
	return t
}

// everywhere returns the type of a column that contacts have anyway, and whether there
// always is a value.
func everywhere(column string) (columnType string, always bool) {
	switch column {
	case "status":
		return "choice", true
	case "email":
		return "text", true
	case "first_name", "last_name":
		return "text", false
	case "created_at":
		return "date", true
	case "id":
		return "number", true
	default:
		return "", false
	}
}

// datesByName returns words that may mean a date where a value is expected: names of values and
// params, of `for`, and of parameters that some use gives one. It does not check whether the use
// is one that matters. Each has what the names of a `for` mean in one segment.
func (n *Names) datesByName(p *poll.Poll, each ...map[string]bound) map[string]bool {
	named := map[string]bool{}
	var dates []string // that are new
	note := func(name string, is bool) {
		if is && !named[name] {
			named[name] = true
			dates = append(dates, name)
		}
	}
	for name, s := range n.params {
		note(name, strings.EqualFold(s.Type.Text, "date"))
	}
	for _, names := range each {
		for name, b := range names {
			p.Step(4 + len(b.values))
			note(name, slices.ContainsFunc(b.values, isUnquotedDate))
		}
	}
	made := map[string][]string{} // what has a name among its values
	stands := func(name string, values []ast.Value) {
		for _, v := range values {
			if p.Step(4); v.Kind == ast.Word {
				p.Hold(wordBytes)
				made[v.Text] = append(made[v.Text], name)
			}
			note(name, isUnquotedDate(v))
		}
	}
	for name, s := range n.values {
		stands(name, s.Values)
	}
	n.arguments(p, stands)
	for len(dates) > 0 {
		next := dates[len(dates)-1]
		dates = dates[:len(dates)-1]
		for _, name := range made[next] {
			p.Step(4)
			note(name, true)
		}
	}
	return named
}

// wordBytes is what is counted for a name in the place of a value.
const wordBytes = 96

// arguments yields the parameters of the parts that are used, with what each use gives them.
func (n *Names) arguments(p *poll.Poll, yield func(name string, values []ast.Value)) {
	if len(n.parameters) == 0 {
		return
	}
	for _, file := range n.files {
		for _, s := range file.Statements {
			for node := range ast.Preorder(s) {
				p.Step(4)
				ref, ok := node.(*ast.Ref)
				if !ok || ref.Call == nil {
					continue
				}
				parameters := n.parameters[ref.Name.Text]
				for i, a := range ref.Call.Arguments[:min(len(ref.Call.Arguments), len(parameters))] {
					yield(parameters[i].Text, a.Values)
				}
			}
		}
	}
}

func isUnquotedDate(v ast.Value) bool {
	return v.Kind == ast.Date || v.Kind == ast.Today || v.Kind == ast.Day
}

// AlwaysThere reports whether every contact has a value in a column.
func (n *Names) AlwaysThere(column string) bool {
	_, always := everywhere(column)
	return always || n.always[column]
}

// maxIDs bounds the ids of the aliases of a rule together, because an alias of
// aliases has all of theirs. The compiler refuses a rule of fewer.
const maxIDs = 1 << 22

// idBytes is what is counted for an id of an alias.
const idBytes = 96

// resolver replaces the names of aliases in aliases by the ids that they mean.
type resolver struct {
	poll    *poll.Poll
	names   *Names
	kind    ast.AliasKind
	aliases map[string]*ast.Alias
	ids     map[string]idSet
	open    map[string]bool // those being resolved
	total   int
}

func (n *Names) resolver(p *poll.Poll, kind ast.AliasKind) *resolver {
	return &resolver{poll: p, names: n, kind: kind, aliases: n.aliases[kind], ids: map[string]idSet{}, open: map[string]bool{}}
}

func (r *resolver) resolve(name string) (idSet, error) {
	if ids, known := r.ids[name]; known {
		return ids, nil
	}
	alias := r.aliases[name]
	if alias == nil {
		return idSet{}, fmt.Errorf("eval: unknown name %s", name)
	}
	if r.open[name] {
		return idSet{}, fmt.Errorf("eval: the alias %s names itself", name)
	}
	r.open[name] = true
	ids := idSet{has: map[string]bool{}}
	values := alias.Values
	if len(r.names.params) > 0 {
		values = (&reader{poll: r.poll, names: r.names}).bindIDs(r.kind, values)
	}
	for _, v := range values {
		r.poll.Step(16)
		if v.Kind == ast.Word {
			others, err := r.resolve(v.Text)
			if err != nil {
				return idSet{}, err
			}
			for _, id := range others.order {
				r.poll.Step(16)
				ids.add(id)
			}
			continue
		}
		id, err := canonicalID(r.kind, v)
		if err != nil {
			return idSet{}, err
		}
		ids.add(id)
	}
	if r.total += len(ids.order); r.total > maxIDs {
		return idSet{}, fmt.Errorf("eval: the aliases have more than %d ids together", maxIDs)
	}
	r.poll.Hold(idBytes * len(ids.order))
	r.ids[name] = ids
	return ids, nil
}

// Typed returns the contact with the texts in columns of type date turned into
// dates, as far as they are dates. JSON has no dates, so contacts that come
// from elsewhere need it before they are judged. Without such a text, it is the same contact.
func (n *Names) Typed(c contact.Contact) contact.Contact {
	copied := false
	for name, v := range c.Columns {
		if v.Kind() != contact.TextKind || n.TypeOf(name) != "date" {
			continue
		}
		if day, err := contact.Date(v.Text()); err == nil {
			if !copied {
				c.Columns, copied = maps.Clone(c.Columns), true
			}
			c.Columns[name] = day
		}
	}
	return c
}
