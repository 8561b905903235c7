package segc

import "github.com/segc-lang/segc/internal/directive"

// PlainComment is a comment that asks for the plain expansion of the file that
// has it, as Options.Plain does. Words may follow it. `segc pull` writes it where
// the document that simplification gives is not the one that the platform has.
const PlainComment = "# " + directive.Plain
