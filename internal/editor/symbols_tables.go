package editor

import (
	"strings"

	"github.com/segc-lang/segc/ast"
)

// tablesSymbols returns what a statement `tables` says something about: relations, with the kinds of
// events in them, and columns of contacts.
func tablesSymbols(source *ast.Source, s *ast.Tables) (all []Symbol) {
	events := -1 // the number of the relation of events that items are about
	for _, item := range s.Items {
		if len(all) == maxSymbols {
			break
		}
		if events >= 0 && isAboutEvents(item.Word()) {
			about := &all[events]
			about.Span = about.Span.Join(item.At)
			if first := item.Clauses[0]; item.Word() == "event" && len(first.Values) > 0 && len(about.Within) < maxSymbols {
				kind := first.Values[0]
				about.Within = append(about.Within, Symbol{Kind: EventSymbol, Name: shown(kind.Text), Detail: "event", Span: item.At, At: kind.At})
			}
			continue
		}
		symbol, ok := tablesSymbol(source, item)
		if !ok {
			continue
		}
		if events = -1; item.Word() == "events" {
			events = len(all)
		}
		all = append(all, symbol)
	}
	return all
}

// isAboutEvents reports whether an item says more about the relation of events before it.
func isAboutEvents(word string) bool {
	switch word {
	case "partition", "event", "sharded", "final":
		return true
	}
	return false
}

// tablesSymbol returns what an item is about.
func tablesSymbol(source *ast.Source, item ast.TablesItem) (Symbol, bool) {
	switch first := item.Clauses[0]; item.Word() {
	case "contacts", "events", "memberships":
		at := relationAt(first)
		return Symbol{Kind: RelationSymbol, Name: relationName(source, first), Detail: item.Word(), Span: item.At, At: at}, !at.Empty()
	case "column":
		if len(first.Names) == 0 || first.Names[0].Text == "" {
			return Symbol{}, false
		}
		symbol := Symbol{Kind: ColumnSymbol, Name: shown(first.Names[0].Text), Detail: "column", Span: item.At, At: first.Names[0].At}
		if len(first.Names) > 1 {
			symbol.Detail = shown(first.Names[1].Text)
		}
		return symbol, true
	case "provider":
		return Symbol{Kind: ISPSymbol, Name: "provider", Span: item.At, At: first.Word.At}, true
	}
	return Symbol{}, false
}

// relationAt returns the place of the name of a relation; nothing where the name is missing.
func relationAt(c ast.TablesClause) ast.Span {
	switch {
	case len(c.Relation) > 0:
		return c.Relation[0].At.Join(c.Relation[len(c.Relation)-1].At)
	case len(c.Values) > 0:
		return c.Values[0].At.Join(c.Values[len(c.Values)-1].At)
	}
	return ast.Span{}
}

// relationName returns the name of a relation as a list shows it: crm.contacts, or ref "contacts".
func relationName(source *ast.Source, c ast.TablesClause) string {
	if len(c.Relation) == 0 {
		return shown(source.Slice(relationAt(c)))
	}
	parts := make([]string, len(c.Relation))
	for i, part := range c.Relation {
		parts[i] = part.Text
	}
	return shown(strings.Join(parts, "."))
}
