package sql

import "strings"

// The characters around what dbt calls a relation, until Jinja is written. No query has them
// otherwise.
const (
	modelStart = "\x02"
	modelEnd   = "\x03"
)

// relation writes a relation under a short name. The condition of its owner is inside, where
// there are no short names.
func (s *statement) relation(r *Relation, otherwise, alias string) (string, error) {
	name, err := s.relationName(r, otherwise)
	if err != nil {
		return "", err
	}
	final := ""
	if r.Final {
		final = " FINAL"
	}
	if (r.Final || r.Sharded != "") && s.dialect.in == nil {
		return "", refused("`final` and `sharded` are for ClickHouse, not for %s", s.dialect.Title)
	}
	if strings.ContainsFunc(r.Where, risky) {
		return "", refused("the condition of a relation has characters that cannot be seen, or a line end")
	}
	if err := s.dialect.CheckCondition(r.Where); err != nil {
		return "", err
	}
	if r.Where != "" {
		return "(SELECT * FROM " + name + final + " WHERE " + r.Where + ") AS " + alias, nil
	}
	return name + " AS " + alias + final, nil
}

// relationName writes the name of a relation.
func (s *statement) relationName(r *Relation, otherwise string) (string, error) {
	if len(r.Model) > 0 {
		return s.modelName(r.Model)
	}
	if len(r.Name) == 1 && Ours(r.Name[0]) {
		return "", refused("the relation `%s` has a name that begins as those that the query makes; write its schema before it, or read it through a view with another name", safe(r.Name[0], longestShown))
	}
	var parts []string
	for _, part := range r.named(otherwise) {
		name, err := s.dialect.name(part)
		if err != nil {
			return "", err
		}
		parts = append(parts, name)
	}
	return strings.Join(parts, "."), nil
}

// modelName writes a call of dbt, whose texts are those of Python.
func (s *statement) modelName(model []string) (string, error) {
	if !s.request.Model {
		return "", refused("the tables have a `%s`, which is for models of dbt: use `--as dbt`", model[0])
	}
	var texts []string
	for _, text := range model[1:] {
		if err := checkText(text); err != nil {
			return "", err
		}
		if strings.ContainsFunc(text, risky) {
			return "", refused("the name %s of dbt has characters that cannot be seen", safe(text, longestShown))
		}
		if strings.ContainsAny(text, "{}") {
			return "", refused("the name %s of dbt has braces, which dbt would take for a part of its language", safe(text, longestShown))
		}
		texts = append(texts, "'"+strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(text)+"'")
	}
	return modelStart + model[0] + "(" + list(texts) + ")" + modelEnd, nil
}

// in writes the word that tests whether a contact is in a set that is made of a relation. Where
// servers share its rows, each has the set of its own contacts, or gets the set of all.
func (s *statement) in(r *Relation, contact string, not bool) string {
	word := "IN"
	if not {
		word = "NOT IN"
	}
	if s.dialect.in != nil && r.Sharded != "" && r.Sharded != contact {
		return s.dialect.in(word)
	}
	return word
}
