package lsp

import (
	"context"
	"strings"
	"time"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/editor"
)

// The pauses of lenses.
const (
	provingPause = 500 * time.Millisecond // before a lens says that a proof runs
	lensPause    = 20 * time.Millisecond  // so that a client asks once for all that has changed
)

// lenses are what the client shows above segments.
type lenses struct{ said map[*document]string }

type codeLens struct {
	Range   textRange `json:"range"`
	Command command   `json:"command"`
}

type command struct {
	Title     words  `json:"title"`
	Command   string `json:"command"`
	Arguments []any  `json:"arguments,omitempty"`
}

// lensesOf answers what is known of the segments of a text.
func (s *session) lensesOf(v *view) *answering {
	if s.lenses.said == nil {
		s.lenses.said = map[*document]string{}
	}
	proof, state := v.doc.lensState(s)
	d := v.doc
	return &answering{about: v, ask: func(context.Context) (any, error) {
		found := v.made().Lenses(proof, state)
		list := []codeLens{}
		for _, l := range found {
			one := codeLens{v.textRange(l.Span), command{Title: words(l.Title)}}
			if name := v.settings.Commands.Explain; name != "" {
				one.Command.Command, one.Command.Arguments = name, []any{v.doc.uri, words(l.Segment)}
			}
			list = append(list, one)
		}
		s.later(func() { s.lenses.said[d] = titles(found) })
		return list, nil
	}}
}

// lensState returns what lenses are about: the last proof of a text, and what has come since then.
func (d *document) lensState(s *session) (*editor.Proof, editor.State) {
	var state editor.State
	if d.quick != nil && d.quick.state == d.state && d.quick.errors {
		state.Errors = d.quick.list.Count(diag.Error)
	}
	if j := s.work.job; j != nil && j.doc == d && !j.ended {
		state.Proving = time.Since(j.start) >= provingPause
	}
	if d.proof == nil {
		return nil, state
	}
	return d.proof.proof, state
}

func titles(found []editor.Lens) string {
	var b strings.Builder
	for _, l := range found {
		b.WriteString(l.Title + "\n")
	}
	return b.String()
}

// lensesChanged has the client ask again for the lenses that it shows, if one of them says something
// else now.
func (s *session) lensesChanged() {
	if s.client.lenses && len(s.lenses.said) > 0 && !s.timers.waits("lenses") {
		s.timers.after(s, "lenses", lensPause, s.refreshLenses)
	}
}

func (s *session) refreshLenses() {
	changed := false
	for d, said := range s.lenses.said {
		if s.texts[d.uri] != d {
			delete(s.lenses.said, d)
			continue
		}
		if d.quick == nil || d.quick.state != d.state {
			continue // somebody types
		}
		proof, state := d.lensState(s)
		if now := titles(d.state.made().Lenses(proof, state)); now != said {
			s.lenses.said[d] = now
			changed = true
		}
	}
	if changed {
		s.ask("workspace/codeLens/refresh", nil, nil)
	}
}

// awaitProof has lenses say that a proof runs, if it takes long.
func (s *session) awaitProof(j *job) {
	if j.doc != nil && s.client.lenses {
		s.timers.after(s, "proving", provingPause, func() {
			if s.work.job == j && !j.ended {
				s.lensesChanged()
			}
		})
	}
}
