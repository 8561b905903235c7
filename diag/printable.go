package diag

import "github.com/segc-lang/segc/internal/visible"

// Printable returns a text of unknown origin in a form that can be sent to a
// terminal, as WriteText does with all that it shows.
func Printable(s string) string { return printable(s) }

// printable returns a text of unknown origin in a form that can be sent to a
// terminal: what a terminal would obey, and what nobody would see, is replaced
// by a visible character.
func printable(s string) string { return visible.Text(s) }
