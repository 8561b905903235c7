package problems

import (
	"strings"

	"github.com/segc-lang/segc/diag"
)

// shownText is how many bytes of the texts in a list are shown.
const shownText = 60

// JoinUnquoted makes one problem of those in a list from a number on that say of one word each that it lacks its
// quotes: an author who forgets the quotes in a list forgets them everywhere, and one fix is for all.
func (l *List) JoinUnquoted(from int) {
	first := -1
	kept := l.All[:from]
	for _, d := range l.All[from:] {
		l.Poll.Step(8)
		if d.Code != diag.UnquotedText || len(d.Fixes) != 1 || len(d.Notes) > 0 || len(d.Fixes[0].Edits) != 1 {
			kept = append(kept, d)
			continue
		}
		if first < 0 {
			first = len(kept)
			kept = append(kept, d)
			continue
		}
		fix := &kept[first].Fixes[0]
		fix.Edits = append(fix.Edits, d.Fixes[0].Edits...)
	}
	if l.All = kept; first < 0 || len(kept[first].Fixes[0].Edits) == 1 {
		return
	}
	fix := &kept[first].Fixes[0]
	var written []string
	for _, e := range fix.Edits {
		written = append(written, e.Text)
	}
	fix.Text = "put quotes around each"
	if all := strings.Join(written, ", "); len(all) <= shownText {
		fix.Text = "write `" + all + "`"
		kept[first].Message = strings.Replace(kept[first].Message, "`"+written[0]+"`", "`"+all+"`", 1)
	}
}
