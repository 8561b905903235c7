package lsp

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// place is where a problem with a code is.
type place struct {
	code diag.Code
	at   *file
	span ast.Span
}

// among is the errors in the grammar that one check has found, where they are now. All problems that
// the check has found share it.
type among struct{ errors []grammarError }

// grammarError is a place that moves with the text around it.
type grammarError struct {
	place
	source *ast.Source // as of a finding
	edited bool        // somebody has typed in it since then
}

// amongOf returns the errors in the grammar that are among findings of one check.
func amongOf(found []finding) *among {
	a := &among{}
	for i := range found {
		if one := &found[i]; one.quick && one.Severity != diag.Warning && rank(one.Code) == 0 {
			a.errors = append(a.errors, grammarError{place: one.place(), source: one.source})
		}
	}
	return a
}

// place returns where a problem is now.
func (f *finding) place() place { return place{f.Code, f.at, f.span} }

func (a *among) move(at *file, e edit) {
	for i := range a.errors {
		if one := &a.errors[i]; one.at == at {
			var touched bool
			one.span, touched = e.moved(one.span)
			one.edited = one.edited || touched
		}
	}
}

// bring is as for a finding.
func (a *among) bring(at *file, to *ast.Source) {
	for i := range a.errors {
		if one := &a.errors[i]; one.at == at && one.source.Text() != to.Text() {
			var touched bool
			one.span, touched = between(one.source.Text(), to.Text()).moved(one.span)
			one.edited = one.edited || touched
		}
	}
}

// atRest is as for findings.
func (a *among) atRest(at *file, source *ast.Source) {
	for i := range a.errors {
		if one := &a.errors[i]; one.at == at {
			one.source = source
		}
	}
}

// amongs returns what findings share, each once.
func amongs(found []finding) map[*among]bool {
	all := map[*among]bool{}
	for i := range found {
		all[found[i].among] = true
	}
	return all
}

// maskers are the errors of a later text, which may keep segc from finding a problem again.
type maskers struct {
	places   map[place]bool
	earliest int // the rank of the first stage with an error
	fresh    map[*among]map[*file]bool
}

// add adds an error.
func (m *maskers) add(p place) {
	if by := rank(p.code); len(m.places) == 0 || by < m.earliest {
		m.earliest = by
	}
	if m.places == nil {
		m.places = map[place]bool{}
	}
	m.places[p] = true
}

// mask reports whether an error may keep segc from finding a problem: one of an earlier stage does, and
// one in the grammar of the same file that was not there when the problem was found. An error that
// somebody has typed in is another one. One with the same code at its place is the problem in other words.
func (m *maskers) mask(f *finding) bool {
	of := rank(f.Code)
	switch {
	case len(m.places) == 0:
		return false
	case m.earliest < of, m.places[f.place()]:
		return true
	}
	return of == 0 && m.freshTo(f.among)[f.at]
}

// freshTo returns the files with an error in the grammar that is not among those of a check.
func (m *maskers) freshTo(a *among) map[*file]bool {
	if files, done := m.fresh[a]; done {
		return files
	}
	there := map[place]bool{}
	for i := range a.errors {
		if one := &a.errors[i]; !one.edited {
			there[one.place] = true
		}
	}
	files := map[*file]bool{}
	for p := range m.places {
		if rank(p.code) == 0 && !there[p] {
			files[p.at] = true
		}
	}
	if m.fresh == nil {
		m.fresh = map[*among]map[*file]bool{}
	}
	m.fresh[a] = files
	return files
}

// rank returns how early the stage of a code is.
func rank(code diag.Code) int {
	switch code.Stage() {
	case diag.StageText:
		return 0
	case diag.StageNames:
		return 1
	case diag.StageTypes:
		return 2
	}
	return 3
}
