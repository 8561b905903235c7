//go:build !nonet

package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/rulesjson"
)

// fileError says that one file could not be read or written. The others are
// pulled all the same.
type fileError struct{ err error }

// Error implements error.
func (e *fileError) Error() string { return e.err.Error() }

// Unwrap returns the error.
func (e *fileError) Unwrap() error { return e.err }

// lockError says that the lock could not be written. Nothing more is pulled.
type lockError struct{ err error }

// Error implements error.
func (e *lockError) Error() string { return e.err.Error() }

// Unwrap returns the error.
func (e *lockError) Unwrap() error { return e.err }

// pullAll pulls segments one after the other, and says what became of them.
func (p *puller) pullAll(ctx context.Context, wanted []client.Summary, complete bool) error {
	refused := 0
	failed := p.unread // what was found before, and what comes up now
	for i, s := range wanted {
		p.progress.status(fmt.Sprintf("%d of %d: %s", i+1, len(wanted), s.Name))
		said, err := p.pull(ctx, s)
		var file *fileError
		text, bad := refusal(s, err)
		switch {
		case bad:
			refused++
			said = text
		case errors.As(err, &file):
			failed.add(err)
			continue
		case errors.Is(err, errInput): // a catalog with errors, which were shown
			refused++
			continue
		case err != nil:
			return err
		}
		if said != "" && (!p.report.quiet || bad) {
			for line := range strings.Lines(said) {
				p.progress.line(strings.TrimSuffix(line, "\n"))
			}
		}
	}
	if complete {
		refused += p.forlorn()
	}
	if !p.report.quiet || refused > 0 {
		p.progress.line(fmt.Sprintf("%s looked at, %d written, %d left with changes of their own, %d refused",
			english.Count(len(wanted), "segment"), len(p.written), p.left, refused))
	}
	switch {
	case len(failed.all) > 0:
		return failed.err()
	case refused > 0:
		return errInput
	}
	return nil
}

// refusal says why a segment was not pulled, if that is for what it or its file
// says.
func refusal(s client.Summary, err error) (text string, ok bool) {
	var refused *rulesjson.ParseError
	var guarded *guardError
	var unmerged *unmergedError
	switch {
	case errors.As(err, &unmerged):
		return unmerged.Error(), true
	case errors.As(err, &guarded):
		return guarded.text(s), true
	case errors.As(err, &refused):
		return fmt.Sprintf("%s (%s) is refused: %v", named(s.Name), s.ID, err), true
	}
	return "", false
}

// guardError says that a `require` keeps out contacts whom a segment reaches.
type guardError struct {
	file    string // and which of its segments
	there   bool   // the file
	refused error
	cause   diag.Diagnostic
}

// Error implements error.
func (e *guardError) Error() string { return e.refused.Error() }

// guarded makes more of the refusal of a rule, if a guard is why.
func guarded(err error, file string, there bool) error {
	var refused *rulesjson.ParseError
	var cause diag.Diagnostic
	if errors.As(err, &refused) && errors.As(err, &cause) {
		switch cause.Code {
		case diag.GuardFails, diag.GuardUndecided:
			return &guardError{file, there, err, cause}
		}
	}
	return err
}

// text says what is the matter, with a contact, and what to do.
func (e *guardError) text(s client.Summary) string {
	var b strings.Builder
	cause := e.cause
	left := "left alone"
	if !e.there {
		left = "not written"
	}
	fmt.Fprintf(&b, "%s is %s: the rule of its segment, %s (%s), is refused: ", e.file, left, named(s.Name), s.ID)
	_, because, _ := strings.Cut(cause.Message, ": ")
	switch {
	case cause.Code == diag.GuardUndecided:
		b.WriteString("segc cannot prove that the live segment satisfies a `require`")
	case because == "":
		b.WriteString("the live segment can match contacts that a `require` excludes")
	default:
		b.WriteString("the live segment can match contacts that a `require` excludes: " + because)
	}
	b.WriteString("\n")
	for _, related := range cause.Related {
		if at := related.Location; at.Source != nil && at.Source.Name() != "" {
			fmt.Fprintf(&b, "  the `require` is in %s, line %d\n", named(at.Source.Name()), at.Source.Position(at.Span.Start).Line)
		}
	}
	if cause.Code == diag.GuardFails {
		for _, note := range cause.Notes {
			b.WriteString("  " + note + "\n")
		}
	}
	if e.there {
		b.WriteString("  correct the rule in the web editor and pull again, or bring the file's rule back with `segc apply --overwrite`\n")
	} else {
		b.WriteString("  correct the rule in the web editor, and pull again\n")
	}
	return b.String()
}
