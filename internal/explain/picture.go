package explain

import (
	"fmt"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// What a label of a picture has at the most: nobody reads more in a box, and a
// picture that has more is not drawn.
const (
	labelCharacters = 1000 // as a reader counts them
	labelBytes      = 4000 // one character can have any number of marks
)

// pictured returns a text as a label has it, and counts what is left out.
func pictured(text string) string {
	if len(text) <= labelCharacters {
		return text
	}
	end, rest := 0, text
	for n := 0; n < labelCharacters && rest != ""; n++ {
		// Looking for the end of one character takes as long as that is.
		cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(rest[:min(len(rest), labelBytes)], -1)
		if end+len(cluster) > labelBytes {
			break
		}
		end += len(cluster)
		rest = text[end:]
	}
	for end > 0 && end < len(text) && !utf8.RuneStart(text[end]) {
		end--
	}
	left := utf8.RuneCountInString(text[end:])
	if left == 0 {
		return text
	}
	return fmt.Sprintf("%s… (%s)", text[:end], counted(int64(left), "more character").plain(nil))
}
