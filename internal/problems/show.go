package problems

import (
	"context"
	"slices"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/inert"
)

// Show makes the words of a list such as can be shown anywhere, and returns the list: what
// looks alike differs (see [diag.List.Apart]), and names and texts that others wrote have no
// character that cannot be seen, or that a terminal or the log of a CI system obeys. All
// lists that segc returns go through here, or through Inert.
//
// Once the context has ended, what looks alike may stay so.
func Show(ctx context.Context, list diag.List) diag.List {
	list.Apart(ctx)
	return Inert(list)
}

// Inert is Show without Apart.
func Inert(list diag.List) diag.List {
	for i := range list {
		d := &list[i]
		d.Message = inert.Words(d.Message)
		for k, label := range d.Related {
			if text := inert.Words(label.Text); text != label.Text {
				d.Related = slices.Clone(d.Related)
				d.Related[k].Text = text
			}
		}
		for k, note := range d.Notes {
			if text := inert.Words(note); text != note {
				d.Notes = slices.Clone(d.Notes)
				d.Notes[k] = text
			}
		}
		for k, fix := range d.Fixes {
			if text := inert.Words(fix.Text); text != fix.Text {
				d.Fixes = slices.Clone(d.Fixes)
				d.Fixes[k].Text = text
			}
		}
	}
	return list
}
