package lsp

import (
	"cmp"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// finding is a problem with where it is now: the text around it may have changed since it was
// found.
type finding struct {
	diag.Diagnostic
	at      *file
	source  *ast.Source // the text that it is a place of, unless the file is open
	span    ast.Span
	related []relatedPlace
	quick   bool // it needs no proof
	edited  bool // somebody has typed in it since then
	among   *among
}

// relatedPlace is a place that has part in a problem.
type relatedPlace struct {
	at     *file
	source *ast.Source
	span   ast.Span
	text   string
}

// edit replaces a part of a text.
type edit struct {
	span ast.Span
	text string
}

// moved returns where a span is after an edit, and whether the edit changes its text. A letter that
// is written directly before or after a word changes the word, and a space does not.
func (e edit) moved(span ast.Span) (ast.Span, bool) {
	grown := len(e.text) - (e.span.End - e.span.Start)
	switch {
	case e.span.End < span.Start || e.span.End == span.Start && !span.Empty():
		touches := e.span.End == span.Start && e.text != "" && !isBlank(e.text[len(e.text)-1])
		return ast.Span{Start: span.Start + grown, End: span.End + grown}, touches
	case e.span.Start >= span.End:
		return span, e.span.Start == span.End && e.text != "" && (span.Empty() || !isBlank(e.text[0]))
	case e.span.Start <= span.Start && e.span.End >= span.End:
		return ast.Span{Start: e.span.Start, End: e.span.Start}, true
	case e.span.Start < span.Start:
		return ast.Span{Start: e.span.Start + len(e.text), End: span.End + grown}, true
	case e.span.End > span.End:
		return ast.Span{Start: span.Start, End: e.span.Start}, true
	}
	return ast.Span{Start: span.Start, End: span.End + grown}, true
}

func isBlank(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }

// between returns one edit that makes a text of another.
func between(before, after string) edit {
	start, most := 0, min(len(before), len(after))
	for start < most && before[start] == after[start] {
		start++
	}
	end := 0
	for end < most-start && before[len(before)-1-end] == after[len(after)-1-end] {
		end++
	}
	return edit{ast.Span{Start: start, End: len(before) - end}, after[start : len(after)-end]}
}

// moveAll moves findings in a file, after an edit of it.
func moveAll(found []finding, at *file, e edit) {
	for i := range found {
		found[i].move(at, e)
	}
	for a := range amongs(found) {
		a.move(at, e)
	}
}

func (f *finding) move(at *file, e edit) {
	if f.at == at {
		var touched bool
		f.span, touched = e.moved(f.span)
		f.edited = f.edited || touched
	}
	for i := range f.related {
		if r := &f.related[i]; r.at == at {
			r.span, _ = e.moved(r.span)
		}
	}
}

// moveFindings moves what was found in a file to the places of the text that it has now that it is
// open.
func (s *session) moveFindings(d *document) {
	for _, input := range inputsOf(d.file) {
		for i := range input.found {
			input.found[i].bring(d.file, d.source)
		}
		for a := range amongs(input.found) {
			a.bring(d.file, d.source)
		}
	}
}

// bring moves a finding to the places of a text, which is the one of a file.
func (f *finding) bring(at *file, to *ast.Source) {
	if f.at == at && f.source.Text() != to.Text() {
		f.move(at, between(f.source.Text(), to.Text()))
		return // related places of the same file have moved with it
	}
	for i := range f.related {
		if r := &f.related[i]; r.at == at && r.source.Text() != to.Text() {
			r.span, _ = between(r.source.Text(), to.Text()).moved(r.span)
		}
	}
}

// atRest notes the text that findings are places of, when a file is closed.
func atRest(found []finding, at *file, source *ast.Source) {
	for i := range found {
		if found[i].at == at {
			found[i].source = source
		}
		for j := range found[i].related {
			if r := &found[i].related[j]; r.at == at {
				r.source = source
			}
		}
	}
	for a := range amongs(found) {
		a.atRest(at, source)
	}
}

// inputsOf returns the files whose checks may have found something in a file, the file itself
// first.
func inputsOf(f *file) []*file {
	inputs := make([]*file, 0, 1+len(f.from))
	for input := range f.from {
		if input != f {
			inputs = append(inputs, input)
		}
	}
	slices.SortFunc(inputs, func(a, b *file) int { return strings.Compare(a.name, b.name) })
	return slices.Insert(inputs, 0, f)
}

// findingsOf returns the problems that the check of a file has found. All of its texts are in one
// folder.
func (s *session) findingsOf(f *file, list, quick diag.List) []finding {
	found := make([]finding, 0, len(list))
	early := map[string]bool{}
	for i := range quick {
		early[identity(&quick[i])] = true
	}
	for _, d := range list {
		at := s.target(f, d.Location.Source)
		one := finding{Diagnostic: d, at: at, source: d.Location.Source, span: d.Location.Span, quick: early[identity(&d)]}
		for _, r := range d.Related {
			one.related = append(one.related, relatedPlace{s.target(f, r.Location.Source), r.Location.Source, r.Location.Span, r.Text})
		}
		one.settleIn()
		found = append(found, one)
	}
	among := amongOf(found)
	for i := range found {
		found[i].among = among
	}
	return found
}

// settleIn moves a finding to the places of the texts that are open now. A file that others read
// as it was without errors can have changed since then.
func (f *finding) settleIn() {
	if f.at.doc != nil {
		f.bring(f.at, f.at.doc.source)
	}
	for _, r := range f.related {
		if r.at != f.at && r.at.doc != nil {
			f.bring(r.at, r.at.doc.source)
		}
	}
}

// identity says which problem a diagnostic is, wherever it is.
func identity(d *diag.Diagnostic) string { return string(d.Code) + " " + d.Message }

// target returns the file that a text is, of a check of a file. A text is named by its path from
// the folder.
func (s *session) target(f *file, source *ast.Source) *file {
	name := source.Name()
	if source == nil || name == "" || name == "<stdin>" || name == f.name {
		return f
	}
	if f.folder.lone {
		return f.folder.file(nameBelow(f.folder.path, name))
	}
	return s.fileAt(f.folder, name)
}

// sorted puts findings in the order of the text.
func sorted(found []finding) {
	slices.SortStableFunc(found, func(a, b finding) int {
		return cmp.Or(
			cmp.Compare(a.span.Start, b.span.Start),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.span.End, b.span.End),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message, b.Message),
		)
	})
}
