package lsp

import (
	"cmp"
	"context"
	"slices"

	"github.com/segc-lang/segc/internal/editor"
)

// definition answers where a name is declared.
func definition(_ context.Context, v *view, p positionParams) (any, error) {
	list := []location{}
	for _, at := range v.made().Definition(v.offset(p.Position)) {
		list = append(list, v.place(at))
	}
	return list, nil
}

type highlight struct {
	Range textRange `json:"range"`
	Kind  int       `json:"kind"`
}

// highlights answers where else in the text a name is.
func highlights(_ context.Context, v *view, p positionParams) (any, error) {
	const reads, writes = 2, 3
	list := []highlight{}
	for _, h := range v.made().Highlights(v.offset(p.Position)) {
		kind := reads
		if h.Declares {
			kind = writes
		}
		list = append(list, highlight{v.textRange(h.Span), kind})
	}
	return list, nil
}

type referenceParams struct {
	positionParams
	Context struct {
		IncludeDeclaration bool `json:"includeDeclaration"`
	} `json:"context"`
}

// references answers where a name is, in all files.
func references(ctx context.Context, a *around, p referenceParams) (any, error) {
	list := []location{}
	from := a.load(ctx, a.name, a.text)
	a.reach.asked = from.Source().Name()
	named, ok := from.NameAt(a.offset(p.Position))
	if !ok {
		return list, nil
	}
	snapshots := []*editor.Snapshot{from}
	if !named.IsLocal() && named.Declared.Source != nil {
		snapshots = append(snapshots, a.users(ctx, named.Declared.Source.Name())...)
	}
	seen := map[location]bool{}
	for _, named := range a.underAllNames(ctx, named) {
		for _, s := range snapshots {
			for _, at := range s.ReferencesTo(named) {
				one := a.place(at)
				declares := named.Declared.Source != nil && at.Span == named.Declared.Span && at.Source.Name() == named.Declared.Source.Name()
				if !seen[one] && (p.Context.IncludeDeclaration || !declares) {
					seen[one] = true
					list = append(list, one)
				}
			}
		}
	}
	slices.SortFunc(list, func(a, b location) int {
		return cmp.Or(cmp.Compare(a.URI, b.URI), cmp.Compare(a.Range.Start.Line, b.Range.Start.Line), cmp.Compare(a.Range.Start.Character, b.Range.Start.Character))
	})
	return list, nil
}

// underAllNames returns what is named, also as files see it that use its file under the name of a
// link.
func (a *around) underAllNames(ctx context.Context, named editor.Named) []editor.Named {
	all := []editor.Named{named}
	declared := named.Declared.Source
	if named.IsLocal() || declared == nil || a.path == "" {
		return all
	}
	for _, other := range a.reach.otherNames(a.reach.pathOf(declared.Name())) {
		if !below(a.path, other) {
			continue
		}
		linked, ok := a.load(ctx, nameBelow(a.path, other), declared.Text()).NameAt(named.Declared.Span.Start)
		if ok && linked.Name == named.Name {
			all = append(all, linked)
		}
	}
	return all
}
