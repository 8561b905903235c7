package sql

import "strings"

// stored returns what two names of columns have in common that are one column for a dialect.
func (d *Dialect) stored(name string) string {
	switch n := &d.names; {
	case n.fold && n.ascii:
		return lowerASCII(name)
	case n.fold:
		return strings.ToLower(name)
	case n.upper && isPlainName(name):
		return strings.ToUpper(name)
	default: // a name that is stored in lower case is quoted if it is not in it
		return name
	}
}

// storedColumn is a column of a relation, by what names have in common that are one for the dialect.
type storedColumn struct {
	of   *Relation
	name string
}

// alone refuses a column of contacts that is for the dialect the same as one with another name: the
// rules tell them apart.
func (s *statement) alone(name, column string) error {
	return s.aloneIn(&s.tables.Contacts, name, column, "say by `column` in `--tables` what each of them is called")
}

// aloneAmong refuses columns of another relation that are for the dialect the same.
func (s *statement) aloneAmong(of *Relation, names ...string) error {
	for _, name := range names {
		if err := s.aloneIn(of, name, name, "say in `--tables` what each of them is called"); err != nil {
			return err
		}
	}
	return nil
}

func (s *statement) aloneIn(of *Relation, name, column, instead string) error {
	if s.alike == nil {
		s.alike = map[storedColumn]string{}
	}
	key := storedColumn{of, s.dialect.stored(name)}
	old, seen := s.alike[key]
	if seen && old != name {
		return &RefusedError{Column: column, What: s.dialect.Title + " takes its name for that of the column `" + safe(old, longestShown) + "`, since capital letters do not count there; " + instead}
	}
	s.alike[key] = name
	return nil
}

// ours is how the names begin that a query gives to what it makes.
const ours = "segc_"

// Ours reports whether a name begins as those that a query gives to what it makes.
func Ours(name string) bool {
	return len(name) >= len(ours) && strings.EqualFold(name[:len(ours)], ours)
}

// columnName writes the name of a column. A query has columns of its own beside those of a relation, and
// must not take one for the other.
func (s *statement) columnName(name string) (string, error) {
	if Ours(name) {
		return "", refused("the column `%s` has a name that begins as those that the query makes; give it another name in a view, and say that name by `column` in `--tables`", safe(name, longestShown))
	}
	return s.dialect.name(name)
}

// Names returns the names of all relations, without what they are in.
func (t *Tables) Names() []string {
	names := []string{t.Contacts.last("contacts"), t.Memberships.last("memberships")}
	for _, e := range t.events() {
		names = append(names, e.last("events"))
	}
	for _, c := range t.Columns {
		if c.Joined != nil {
			names = append(names, c.Joined.last("tags"))
		}
	}
	if t.Provider != nil {
		names = append(names, t.Provider.last("isp_domains"))
	}
	return names
}
