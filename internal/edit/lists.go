package edit

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
)

// maxWidth is how many bytes a line with lists may have before the lists are
// written as the formatter wrote them.
const maxWidth = 100

// lists changes the lists of the header. Those that stay are left as they are
// written; new ones follow them.
func (e *editor) lists(old, changed ast.Property) {
	at := valuesOf(old)
	kept, added := e.difference(old.Values, changed.Values)
	if len(kept) == 0 {
		e.replace(at, e.theirText(valuesOf(changed)), old.At.Start)
		return
	}
	if len(kept) == len(old.Values) { // and so everything between them stays
		if len(added) > 0 {
			e.changes = append(e.changes, change{ast.Span{Start: at.End, End: at.End}, ", " + strings.Join(added, ", ")})
		}
		return
	}
	all := make([]string, len(kept), len(kept)+len(added))
	for i, v := range kept {
		all[i] = e.file.Source.Slice(v.At)
	}
	text := strings.Join(append(all, added...), ", ")
	if len(text) > maxWidth {
		text = e.theirText(valuesOf(changed))
	}
	e.replace(at, text, old.At.Start)
}

// difference returns which of the old values stay, and what the changed ones add
// to them. Nothing stays if what is added cannot be said value by value.
func (e *editor) difference(old, changed []ast.Value) (kept []ast.Value, added []string) {
	wanted, have := map[string]bool{}, map[string]bool{}
	for _, v := range changed {
		for _, id := range e.ids(v) {
			wanted[id] = true
		}
	}
	for _, v := range old {
		ids := e.ids(v)
		if len(ids) == 0 || slices.ContainsFunc(ids, func(id string) bool { return !wanted[id] }) {
			continue
		}
		kept = append(kept, v)
		for _, id := range ids {
			have[id] = true
		}
	}
	for _, v := range changed {
		ids := e.ids(v)
		missing := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return have[id] })
		switch {
		case len(missing) == 0:
			continue
		case len(missing) < len(ids):
			return nil, nil
		}
		added = append(added, e.theirText(v.At))
		for _, id := range missing {
			have[id] = true
		}
	}
	return kept, added
}
