package segc

import "github.com/segc-lang/segc/compile"

// Stats say what is known of the size of a document, and the work it took.
type Stats = compile.Stats

// Stats returns what is known of the size of the document.
func (r *Result) Stats() Stats { return r.orZero().held.stats() }
