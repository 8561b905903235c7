package main

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/sql"
	"github.com/segc-lang/segc/internal/tables"
)

// sqlNames are the names that are taken in the database, in lower case, and by what.
type sqlNames map[string]string

// namesIn returns the names of the relations that rules read, as a statement `tables` has them.
// What is wrong with the statement is said elsewhere.
func namesIn(text string) sqlNames {
	described := &sql.Tables{}
	if text != "" {
		source := ast.NewSource("", text)
		file, _ := grammar.Parse(source, grammar.Options{})
		if statement, is := tables.In(file); is {
			if read, _ := tables.Read(source, statement); read != nil {
				described = &read.Tables
			}
		}
	}
	taken := sqlNames{}
	for _, name := range described.Names() {
		taken[strings.ToLower(name)] = "a relation that the rules read"
	}
	return taken
}

// take gives a name to the view or the table of a segment. Databases differ in whether capital letters
// count, so they do not.
func (n sqlNames) take(name, what string) error {
	if sql.Ours(name) {
		return fmt.Errorf("%s would be called %s in the database, and names that begin with segc_ are those of queries; rename it", what, named(name))
	}
	key := strings.ToLower(name)
	if other := n[key]; other != "" {
		return fmt.Errorf("%s would be called %s in the database, as %s is; give it another name, or use --as select", what, named(name), other)
	}
	n[key] = what
	return nil
}
