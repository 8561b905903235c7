package explain

import "github.com/segc-lang/segc/internal/visible"

// labelCharacters is the most characters that a label of a picture has: nobody reads
// more in a box, and a picture that has more is not drawn.
const labelCharacters = 1000

// pictured returns a text as a label has it, and counts what is left out.
func pictured(text string) string { return visible.Shortened(text, labelCharacters) }
