package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"path"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/editor"
)

// view is what a request sees: the text at its place in the order of messages, which later ones do
// not change.
type view struct {
	*state
	encoding encoding
	doc      *document
	settings settings
	uri      func(name string) string // of a file, by its name from the folder
	versions map[string]int           // of open texts, by URI
	changes  bool                     // the client takes edits of documents
	lost     map[string]bool          // open texts that nobody knows, by URI and by path

	proof  *editor.Proof // the last one of the text; nil if there is none
	proved bool          // it is of this state
	shown  diag.List     // what it has found then

	elsewhere diag.List // what checks of other files have found in the text
}

// offset converts a position in the text.
func (v *view) offset(at position) int { return v.encoding.offset(v.source, at) }

// textRange converts a span of the text.
func (v *view) textRange(span ast.Span) textRange { return v.encoding.textRange(v.source, span) }

// answering is a request that is at work.
type answering struct {
	ask   func(ctx context.Context) (any, error)
	about *view // nil if it is about no text
	edits bool  // the answer changes the text, and is wrong when that has changed
}

// request handles a request, which gets one answer.
func (s *session) request(m message) {
	defer func() {
		if fault := recover(); fault != nil {
			s.faulty(stack())
			s.reply(m.ID, nil, &responseError{codeInternal, "segc has a fault; please report it"})
		}
	}()
	switch {
	case m.Method == "initialize":
		result, err := s.initialize(m.Params)
		s.replyWith(m.ID, result, err)
	case s.life == uninitialized:
		s.reply(m.ID, nil, &responseError{codeNotInitialized, "the first request is `initialize`"})
	case s.shutdown:
		s.reply(m.ID, nil, &responseError{codeInvalidRequest, "the session was shut down"})
	case m.Method == "shutdown":
		s.shutdown = true
		s.work.cancel()
		s.reply(m.ID, nil, nil)
	case s.answers[string(m.ID)] != nil:
		s.reply(m.ID, nil, &responseError{codeInvalidRequest, "a request with this id has no answer yet"})
	default:
		a, err := s.answering(m.Method, m.Params)
		if err != nil || a == nil {
			s.replyWith(m.ID, nil, err)
			return
		}
		s.answer(m.ID, a)
	}
}

// maxAtWork is how many requests are at work at once. The others wait in their order.
const maxAtWork = 16

// requests are those that are at work, and those that wait for it.
type requests struct {
	atWork  int
	waiting []func()
}

// begin lets a request work, at once or when another one has ended.
func (r *requests) begin(work func()) {
	if r.atWork == maxAtWork {
		r.waiting = append(r.waiting, work)
		return
	}
	r.atWork++
	go work()
}

// ended begins the next request.
func (r *requests) ended() {
	if r.atWork--; len(r.waiting) > 0 {
		work := r.waiting[0]
		r.waiting = r.waiting[1:]
		r.begin(work)
	}
}

// replyWith answers a request with a result or an error.
func (s *session) replyWith(id json.RawMessage, result any, err error) {
	var failed *responseError
	if err != nil && !errors.As(err, &failed) {
		failed = &responseError{codeRequestFailed, err.Error()}
	}
	s.reply(id, result, failed)
}

// answer works on a request beside the loop.
func (s *session) answer(id json.RawMessage, a *answering) {
	ctx, cancel := context.WithCancel(context.Background())
	s.answers[string(id)] = cancel
	if a.about != nil {
		a.about.held++
	}
	s.requests.begin(func() {
		var result any
		err := error(&responseError{codeInternal, "segc has a fault; please report it"})
		defer func() { s.later(func() { s.answerWith(ctx, id, a, result, err) }) }()
		defer s.recovered()
		if ctx.Err() != nil {
			return // it was canceled while it waited
		}
		result, err = a.ask(ctx)
	})
}

// answerWith sends the answer of a request.
func (s *session) answerWith(ctx context.Context, id json.RawMessage, a *answering, result any, err error) {
	s.requests.ended()
	canceled := ctx.Err() != nil
	s.answers[string(id)]()
	delete(s.answers, string(id))
	outdated := false
	if v := a.about; v != nil {
		outdated = v.doc.source != v.source
		if v.held--; v.held == 0 && v.doc.state != v.state {
			v.state.cancel()
		}
	}
	switch {
	case canceled:
		err = &responseError{codeCanceled, "the request was canceled"}
	case a.edits && outdated && err == nil:
		err = &responseError{codeContentModified, "the text has changed"}
	}
	s.replyWith(id, result, err)
}

// canceled cancels a request of the client.
func (s *session) canceled(params json.RawMessage) {
	var p struct {
		ID json.RawMessage `json:"id"`
	}
	if json.Unmarshal(params, &p) == nil {
		if cancel := s.answers[string(p.ID)]; cancel != nil {
			cancel()
		}
	}
}

// view returns what a request about an open text sees; nil if the text is not open.
func (s *session) view(uri string) *view {
	d := s.texts[uri]
	if d == nil {
		return nil
	}
	if d.stale {
		s.renew(d) // it waits for its check already
	}
	v := &view{state: d.state, encoding: s.client.encoding, doc: d, settings: s.client.settings, changes: s.client.changes}
	if p := d.proof; p != nil {
		v.proof = p.proof
		if v.proved = p.state == d.state; v.proved {
			v.shown = p.list
		}
	}
	if d.file == nil {
		return s.seeing(v, nil)
	}
	v.settings = d.file.folder.settings
	for _, input := range inputsOf(d.file)[1:] {
		for i := range input.found {
			if one := &input.found[i]; one.at == d.file && one.source.Text() == v.text {
				v.elsewhere = append(v.elsewhere, one.Diagnostic)
			}
		}
	}
	return s.seeing(v, d.file.folder)
}

// seeing lets a view name other files.
func (s *session) seeing(v *view, f *folder) *view {
	v.versions, v.lost = map[string]int{}, s.lostNames()
	for uri, d := range s.texts {
		v.versions[uri] = d.version
	}
	v.uri = func(string) string { return "" }
	if f != nil {
		v.uri = s.urisOf(f)
	}
	return v
}

// about returns how a question about an open text is answered; the answer is null if it is not open.
func (s *session) about(uri string, ask func(context.Context, *view) (any, error)) (*answering, error) {
	v := s.view(uri)
	if v == nil {
		return nil, nil
	}
	return &answering{ask: func(ctx context.Context) (any, error) { return ask(ctx, v) }, about: v}, nil
}

// aboutDisk returns how a question is answered about a file of the workspace that is not open under
// this name: from its text on the disk, unless it is open under another one.
func (s *session) aboutDisk(uri string, ask func(context.Context, *view) (any, error)) (*answering, error) {
	name, ok := fileOf(uri)
	if !ok || path.Ext(name) != ".seg" {
		return nil, &responseError{codeRequestFailed, "open the file first"}
	}
	f, in := s.folderOf(s.Machine.Real(name))
	if f == nil {
		return nil, &responseError{codeRequestFailed, "the file is not in a folder of the workspace; open it first"}
	}
	if known := f.files[in]; known != nil && known.doc != nil {
		return s.about(known.doc.uri, ask)
	}
	c := s.checkOf(f, in, "")
	v := s.seeing(&view{encoding: s.client.encoding, settings: f.settings, changes: s.client.changes}, f)
	return &answering{ask: func(ctx context.Context) (any, error) {
		text, err := c.folder.Read(c.name)
		if err != nil {
			return nil, &responseError{codeRequestFailed, "the file cannot be read"}
		}
		c.text = withoutMark(text)
		v.state = &state{check: c, source: ast.NewSource("", c.text), ctx: ctx, ready: make(chan struct{})}
		return ask(ctx, v)
	}}, nil
}
