package diag

import "github.com/segc-lang/segc/internal/visible"

// Printable returns a text of unknown origin in a form that can be shown, as
// WriteText does with all that it shows: instead of what a terminal would obey,
// and of what nobody would see, there is a character that can be seen.
func Printable(s string) string { return visible.Text(s) }

// shown returns a list of diagnostics whose words can be shown: its messages,
// notes, labels and the texts of fixes. The sources and what fixes write are as
// they are.
func shown(list List) List {
	out := make(List, len(list))
	for i, d := range list {
		d.Message = visible.Lines(d.Message)
		d.Notes = eachOf(d.Notes, visible.Lines)
		d.Related = eachOf(d.Related, func(l Label) Label { l.Text = visible.Lines(l.Text); return l })
		d.Fixes = eachOf(d.Fixes, func(f Fix) Fix { f.Text = visible.Lines(f.Text); return f })
		out[i] = d
	}
	return out
}

func eachOf[T any](all []T, change func(T) T) []T {
	out := make([]T, len(all))
	for i, one := range all {
		out[i] = change(one)
	}
	return out
}
