package segc

import "github.com/segc-lang/segc/compile"

// Stats say how small a document is, what is known of that, and what it took to find out.
type Stats = compile.Stats

// Stats returns what is known of the document's size.
func (r *Result) Stats() Stats { return r.orZero().held.stats() }
