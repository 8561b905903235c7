package eval

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/poll"
)

// Names is what the names in a tree mean. It is immutable and safe for
// concurrent use.
type Names struct {
	lets     map[string]ast.Expr
	ids      map[ast.AliasKind]map[string]idSet
	columns  map[string]string // the type of each known column
	declared bool              // there are fields, so that no other column exists
}

// idSet is a set of ids in canonical form.
type idSet map[string]bool

// columnTypes are the types that a field can have.
var columnTypes = map[string]bool{
	"text": true, "number": true, "boolean": true, "date": true, "choice": true, "tags": true, "any": true,
}

// NewNames takes the names from all statements of the files: a file and those
// that it uses, in any order. It refuses what has no meaning.
func NewNames(files ...*ast.File) (*Names, error) { return NewNamesWithin(nil, files...) }

// NewNamesWithin is NewNames with a poll that counts the statements and the ids,
// and may end the work.
func NewNamesWithin(p *poll.Poll, files ...*ast.File) (*Names, error) {
	n := &Names{
		lets: map[string]ast.Expr{},
		ids:  map[ast.AliasKind]map[string]idSet{},
		columns: map[string]string{
			"status": "choice", "email": "text", "first_name": "text", "last_name": "text", "created_at": "date", "id": "number",
		},
	}
	aliases := map[ast.AliasKind]map[string]*ast.Alias{ast.AliasList: {}, ast.AliasISP: {}, ast.AliasCampaign: {}}
	seen := map[*ast.File]bool{}
	for _, file := range files {
		if seen[file] {
			continue
		}
		seen[file] = true
		for _, s := range file.Statements {
			p.Step(16)
			if err := n.declare(s, aliases); err != nil {
				return nil, err
			}
		}
	}
	for kind, named := range aliases {
		r := resolver{poll: p, kind: kind, aliases: named, ids: map[string]idSet{}, open: map[string]bool{}}
		names := slices.Collect(maps.Keys(named))
		poll.Sort(p, names, strings.Compare)
		for _, name := range names {
			p.Step(16)
			if _, err := r.resolve(name); err != nil {
				return nil, err
			}
		}
		n.ids[kind] = r.ids
	}
	return n, nil
}

func (n *Names) declare(s ast.Statement, aliases map[ast.AliasKind]map[string]*ast.Alias) error {
	switch s := s.(type) {
	case *ast.Let:
		if _, twice := n.lets[s.Name.Text]; twice {
			return fmt.Errorf("eval: let %s is declared twice", s.Name.Text)
		}
		n.lets[s.Name.Text] = s.Expr
	case *ast.Alias:
		if _, twice := aliases[s.Kind][s.Name.Text]; twice {
			return fmt.Errorf("eval: the alias %s is declared twice", s.Name.Text)
		}
		aliases[s.Kind][s.Name.Text] = s
	case *ast.Field:
		return n.declareField(s)
	case *ast.BadStatement:
		return fmt.Errorf("eval: a statement could not be read")
	case *ast.Use, *ast.Segment, *ast.Require, *ast.Where:
	default:
		return fmt.Errorf("eval: unexpected statement %T", s)
	}
	return nil
}

// declareField also takes the fields that contacts have anyway, once each.
func (n *Names) declareField(s *ast.Field) error {
	name, columnType := s.Name.Text, strings.ToLower(s.Type.Text)
	if !columnTypes[columnType] {
		return fmt.Errorf("eval: field %s has the unknown type %s", name, s.Type.Text)
	}
	if known, twice := n.columns[name]; twice && known != columnType {
		return fmt.Errorf("eval: field %s is %s and %s", name, known, columnType)
	}
	n.columns[name] = columnType
	n.declared = true
	return nil
}

// maxIDs bounds the ids of all aliases together, because an alias of aliases
// has all of theirs.
const maxIDs = 1 << 20

// resolver replaces the names of aliases in aliases by the ids that they stand for.
type resolver struct {
	poll    *poll.Poll
	kind    ast.AliasKind
	aliases map[string]*ast.Alias
	ids     map[string]idSet
	open    map[string]bool // those being resolved
	total   int
}

func (r *resolver) resolve(name string) (idSet, error) {
	if ids := r.ids[name]; ids != nil {
		return ids, nil
	}
	alias := r.aliases[name]
	if alias == nil {
		return nil, fmt.Errorf("eval: unknown name %s", name)
	}
	if r.open[name] {
		return nil, fmt.Errorf("eval: the alias %s names itself", name)
	}
	r.open[name] = true
	ids := idSet{}
	for _, v := range alias.Values {
		r.poll.Step(16)
		if v.Kind == ast.Word {
			others, err := r.resolve(v.Text)
			if err != nil {
				return nil, err
			}
			for id := range others {
				r.poll.Step(16)
				ids[id] = true
			}
			continue
		}
		id, err := canonicalID(r.kind, v)
		if err != nil {
			return nil, err
		}
		ids[id] = true
	}
	if r.total += len(ids); r.total > maxIDs {
		return nil, fmt.Errorf("eval: the aliases have more than %d ids together", maxIDs)
	}
	r.ids[name] = ids
	return ids, nil
}

// has reports whether an id is among the values, which may be names. The empty
// id is among none. Every value is looked at, so that an error does not depend
// on the id.
func (n *Names) has(p *poll.Poll, kind ast.AliasKind, values []ast.Value, id string) (bool, error) {
	found := false
	if len(values) == 0 {
		return false, fmt.Errorf("eval: an empty list of ids")
	}
	for _, v := range values {
		p.Step(8)
		if v.Kind == ast.Word {
			ids, known := n.ids[kind][v.Text]
			if !known {
				return false, fmt.Errorf("eval: unknown name %s", v.Text)
			}
			found = found || id != "" && ids[id]
			continue
		}
		want, err := canonicalID(kind, v)
		if err != nil {
			return false, err
		}
		found = found || want == id
	}
	return found, nil
}

// canonicalID returns an id as contacts have it: the digits of an integer or a
// UUID in lower case.
func canonicalID(kind ast.AliasKind, v ast.Value) (string, error) {
	number := v.Kind == ast.Number && kind != ast.AliasList
	text := v.Kind == ast.String && kind != ast.AliasISP
	switch {
	case number && v.Text == "-0":
		return "0", nil
	case number && integer(v.Text):
		return v.Text, nil
	case text && v.Text != "":
		return strings.ToLower(v.Text), nil
	default:
		return "", fmt.Errorf("eval: %q is no id", v.Text)
	}
}

// integer reports whether a JSON number is written as an integer.
func integer(text string) bool {
	digits := strings.TrimPrefix(text, "-")
	return digits != "" && strings.Trim(digits, "0123456789") == "" && (digits == "0" || digits[0] != '0')
}

// Typed returns the contact with the texts in columns of type date turned into
// dates, as far as they are dates. JSON has no dates, so contacts that come
// from elsewhere need it before they are judged.
func (n *Names) Typed(c Contact) Contact {
	c.Columns = maps.Clone(c.Columns)
	for name, v := range c.Columns {
		if v.Kind == Text && n.columns[name] == "date" && isDate(v.Text) {
			c.Columns[name] = Value{Kind: Date, Text: v.Text}
		}
	}
	return c
}
