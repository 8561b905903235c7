package prove

import (
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/formula"
)

// words returns a part as its author wrote it, on one line and not too long. A part below a
// `not` is shown with it.
func (p *Prover) words(f *formula.Formula) string {
	switch text := excerpt(f.At); {
	case f.Opposite && f.Places != nil:
		return "not (" + text + ")"
	case f.Opposite:
		return "not " + text
	default:
		return text
	}
}

// excerpt returns the text of a place on one line, cut when it is long.
func excerpt(at diag.Location) string {
	const most = 60
	span := at.Span // the beginning is enough, unless that is all blanks
	rest := ""
	if far := span.Start + 100*most; far < span.End {
		span.End, rest = far, "…"
	}
	text := strings.Join(strings.Fields(strings.ToValidUTF8(at.Source.Slice(span), "")), " ")
	count := 0
	for i := range text {
		if count++; count > most {
			return text[:i] + "…"
		}
	}
	return text + rest
}
