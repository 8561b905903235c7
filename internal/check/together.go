package check

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/diag"
)

// together makes one error of those about values of one list that are wrong in the same way, such as texts without
// quotes: it is one mistake, and one fix corrects it. The errors are those from an index on.
func (c *checker) together(from int) {
	own := c.All[from:]
	if len(own) < 2 {
		return
	}
	first := &own[0]
	var written []string
	var edits []diag.Edit
	for _, d := range own {
		if d.Code != first.Code || d.Severity != first.Severity || len(d.Fixes) != 1 || len(d.Fixes[0].Edits) != 1 || d.Fixes[0].Edits[0].Location != d.Location ||
			!slices.Equal(d.Notes, first.Notes) || len(d.Related) > 0 || d.Code != diag.UnquotedText && d.Message != first.Message {
			return
		}
		edits = append(edits, d.Fixes[0].Edits...)
		written = append(written, d.Fixes[0].Edits[0].Text)
	}
	all := strings.Join(written, ", ")
	first.Fixes[0] = diag.Fix{Text: "correct all of them", Edits: edits}
	if len(all) <= shownText {
		first.Fixes[0].Text = "write `" + all + "`"
	}
	if first.Code == diag.UnquotedText {
		first.Message = "text values need quotes"
		if len(all) <= shownText {
			first.Message += ": `" + all + "`"
		}
	}
	c.All = c.All[:from+1]
}
