package lsp

import (
	"fmt"
	"hash/fnv"
	"path"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/english"
)

// The most that is published of the problems of a file. Then one says how many more there are.
const (
	maxPublished      = 1000
	maxPublishedBytes = 1 << 20 // of their texts
)

// publish sends the problems of a file, unless the client has that list.
func (s *session) publish(f *file) {
	uri := s.uriOfFile(f)
	if f.left || !f.folder.ready || uri == "" || s.life != running {
		return
	}
	list := []diagnostic{}
	if f.doc != nil || f.folder.settings.Problems != "open" {
		list = s.published(f)
	}
	sum := uint64(0)
	if len(list) > 0 {
		hash := fnv.New64a()
		_, _ = hash.Write(encoded(list)) // a hash takes everything
		sum = max(hash.Sum64(), owed+1)
	}
	if f.uri != uri && f.sent != 0 { // a client uses another name now
		s.notify("textDocument/publishDiagnostics", publishParams{URI: f.uri, Diagnostics: []diagnostic{}})
		f.sent = 0
	}
	if sum == f.sent {
		return
	}
	f.sent, f.uri = sum, uri
	p := publishParams{URI: uri, Diagnostics: list}
	if f.doc != nil && s.client.versions {
		version := f.doc.version
		p.Version = &version
	}
	s.notify("textDocument/publishDiagnostics", p)
}

// owed is the sum of a list that is due, even if the client has had it.
const owed = 1

// owe has the list of a text that a client has just opened sent once more, if it shows one: clients may
// drop what they show when they read a file again. It is sent when somebody has looked at the text,
// so that what is gone does not come back for a moment.
func (s *session) owe(d *document) {
	if d.file != nil && d.file.sent != 0 {
		d.file.sent = owed
	}
}

// uriOfFile returns the URI of a file: the one that the client uses, if it is open.
func (s *session) uriOfFile(f *file) string {
	switch {
	case f.doc != nil:
		return f.doc.uri
	case f.name[0] == 0:
		return f.name[1:]
	case f.folder.uri != "":
		return uriBelow(f.folder.uri, f.name)
	}
	return uriOf(path.Join(f.folder.path, f.name))
}

// urisOf returns the URIs of the files of a folder, by name. It may be called later and from any
// goroutine: it knows the files that are open now.
func (s *session) urisOf(f *folder) func(name string) string {
	open := map[string]string{}
	for _, d := range s.texts {
		if d.file != nil {
			open[d.file.path()] = d.uri
		}
	}
	return func(name string) string {
		full := path.Join(f.path, name)
		if uri := open[full]; uri != "" {
			return uri
		}
		if f.uri != "" {
			return uriBelow(f.uri, name)
		}
		return uriOf(full)
	}
}

// published returns the problems of a file as the protocol has them, each once.
func (s *session) published(f *file) []diagnostic {
	type problem struct {
		code    diag.Code
		message string
		span    ast.Span
	}
	seen := map[problem]bool{}
	var found []finding
	// Which places come with a problem that several checks have found, the first one says, as in `segc check`.
	for _, input := range inOrder(slices.Values(inputsOf(f))) {
		for _, one := range input.found {
			id := problem{one.Code, one.Message, one.span}
			if one.at == f && !seen[id] {
				seen[id] = true
				found = append(found, one)
			}
		}
	}
	sorted(found)
	list, bytes := make([]diagnostic, 0, min(len(found), maxPublished)), 0
	for i := range found[:min(len(found), maxPublished)] {
		one := s.diagnostic(&found[i])
		if bytes += one.size(); i > 0 && bytes > maxPublishedBytes {
			break
		}
		list = append(list, one)
	}
	if more := len(found) - len(list); more > 0 {
		list = append(list, diagnostic{
			Range: list[len(list)-1].Range, Severity: severityError, Source: "segc",
			Message: "and " + english.Count(more, "more problem") + " in this file",
		})
	}
	return list
}

// diagnostic writes a problem as the protocol has it. What is too long is shortened, as in `segc check`.
func (s *session) diagnostic(f *finding) diagnostic {
	shown := diag.List{f.Diagnostic}.Shown().List[0]
	d := diagnostic{
		Range:    s.client.encoding.textRange(f.at.source(f.source), f.span),
		Severity: severityError, Code: string(f.Code), Source: "segc", Message: messageOf(&shown),
	}
	if f.Severity == diag.Warning {
		d.Severity = severityWarning
	}
	for i, r := range f.related[:min(len(f.related), len(shown.Related))] {
		r.text = shown.Related[i].Text
		d.Related = append(d.Related, related{
			Location: location{s.uriOfFile(r.at), s.client.encoding.textRange(r.at.source(r.source), r.span)},
			Message:  diag.Printable(r.text),
		})
	}
	return d
}

// size is how many bytes of text a problem has.
func (d *diagnostic) size() int {
	size := len(d.Message)
	for _, r := range d.Related {
		size += len(r.Message) + len(r.Location.URI)
	}
	return size
}

// messageOf returns what an editor shows of a problem: the message, and a line for each note and
// each fix.
func messageOf(d *diag.Diagnostic) string {
	var b strings.Builder
	b.WriteString(diag.Printable(d.Message))
	for _, note := range d.Notes {
		b.WriteString("\nnote: " + diag.Printable(note))
	}
	orders := make([]string, len(d.Fixes))
	for i, fix := range d.Fixes {
		orders[i] = fix.Text
	}
	for _, order := range english.Either(orders) {
		b.WriteString("\nhelp: " + diag.Printable(order))
	}
	return b.String()
}

// The kinds of messages to a person.
const (
	messageError   = 1
	messageWarning = 2
)

// show shows a sentence to the person.
func (s *session) show(kind int, text string) {
	s.notify("window/showMessage", map[string]any{"type": kind, "message": fmt.Sprintf("segc: %s", diag.Printable(text))})
}
