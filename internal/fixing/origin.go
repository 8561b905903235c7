package fixing

import (
	"slices"

	"github.com/segc-lang/segc/diag"
)

// round is the edits of one round of fixes, in their order in the text.
type round []diag.Edit

// originOf returns where a place of the text was before the rounds.
func originOf(past []round, offset int) int {
	for _, edits := range slices.Backward(past) {
		grown := 0 // how much longer the edits before the place have made the text
		for _, e := range edits {
			span := e.Location.Span
			if offset < span.Start+grown {
				break
			}
			if offset < span.Start+grown+len(e.Text) { // a place in what was written
				offset = span.Start + grown
				break
			}
			grown += len(e.Text) - (span.End - span.Start)
		}
		offset -= grown
	}
	return offset
}
