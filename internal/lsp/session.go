package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"runtime"
	"time"
	"unicode/utf8"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/inert"
)

// Options are what the command decides.
type Options struct {
	Machine Machine
	Version string
	Today   string    // 2026-05-01, or "" for the day of the clock in UTC
	Log     io.Writer // nil for none; it is sent no text
}

// Run serves one client until it exits or its messages end. Whether it said before that it would
// is the result. The error is about what could not be written.
func Run(in io.Reader, out io.Writer, options Options) (told bool, err error) {
	s := newSession(out, options)
	written := make(chan struct{})
	go func() {
		defer close(written)
		err = s.out.run()
	}()
	go s.receive(in)
	s.loop(written)
	s.end()
	select {
	case <-written:
		return s.shutdown, err
	case <-time.After(lastWords):
		return s.shutdown, ErrUnread
	}
}

// lastWords is how long a session waits at its end for a client that reads slowly.
const lastWords = 2 * time.Second

// ErrUnread says that a client left what it was sent. Nothing more can be written to it, and a write may
// never return.
var ErrUnread = errors.New("the client does not read what it is sent")

// life says how far a session is.
type life int

const (
	uninitialized life = iota
	initializing       // `initialize` was answered
	running            // the client is ready for requests
	exited
)

// session is one client. Only the goroutine of loop uses it: others get what they need when they
// start, and hand over what they found as an event.
type session struct {
	Options
	log      logger
	out      *outgoing
	received chan received
	events   chan func()
	done     chan struct{} // closed at the end

	life     life
	shutdown bool
	client   client
	asked    map[string]func(message) // requests to the client, by id
	askedYet int
	answers  map[string]context.CancelFunc // requests of the client that are not answered, by id
	requests requests

	folders []*folder
	texts   map[string]*document // open ones, by URI
	lost    map[string]bool      // open ones that the session does not know any more, by URI
	overlay map[string]string    // what others see of open files, by path; never changed, but replaced
	day     string
	timers  timers
	work    work
	news    news
	sweeps  sweeps
	lenses  lenses
}

// received is a message, or why there is none.
type received struct {
	body []byte
	err  error
}

func newSession(out io.Writer, options Options) *session {
	s := &session{
		Options: options, out: newOutgoing(out), log: logger{to: options.Log},
		received: make(chan received), events: make(chan func(), 16), done: make(chan struct{}),
		asked: map[string]func(message){}, answers: map[string]context.CancelFunc{},
		texts: map[string]*document{},
	}
	s.day = today()
	return s
}

// today returns the day that the clock says, in UTC.
func today() string { return time.Now().UTC().Format(time.DateOnly) }

// receive reads messages until the input ends.
func (s *session) receive(in io.Reader) {
	frames := newFrames(in)
	for {
		body, err := frames.read()
		select {
		case s.received <- received{body, err}:
		case <-s.done:
			return
		}
		var one *frameError
		if err != nil && !errors.As(err, &one) {
			return
		}
	}
}

// loop handles messages and events until the session ends. Messages go first: what a client has
// typed decides what is still of use.
func (s *session) loop(written <-chan struct{}) {
	for s.life != exited {
		select {
		case <-s.out.full:
			s.log.line("the client does not read")
			return
		case r := <-s.received:
			s.take(r)
			continue
		default:
		}
		select {
		case r := <-s.received:
			s.take(r)
		case event := <-s.events:
			s.guarded(event)
		case <-written:
			s.log.line("the client cannot be written to")
			return
		case <-s.out.full:
			s.log.line("the client does not read")
			return
		}
	}
}

// end stops everything that is at work.
func (s *session) end() {
	close(s.done)
	for _, cancel := range s.answers {
		cancel()
	}
	s.timers.stop()
	s.work.cancel()
	for _, d := range s.texts {
		d.state.cancel()
	}
	s.out.end()
}

// later runs a function in the loop. It may be called from any goroutine.
func (s *session) later(event func()) {
	select {
	case s.events <- event:
	case <-s.done:
	}
}

// guarded runs a function of the loop. A fault of segc in one message leaves all others their
// answers.
func (s *session) guarded(do func()) {
	defer func() {
		if fault := recover(); fault != nil {
			s.faulty(stack())
		}
	}()
	do()
}

// faulty notes a fault of segc. Its text may have text of a file, so only the log of a
// developer has it.
func (s *session) faulty(stack []byte) {
	s.log.line("a fault of segc; please report it")
	s.log.raw(stack)
}

// stack returns where the program is.
func stack() []byte {
	const enough = 16 << 10
	text := make([]byte, enough)
	return text[:runtime.Stack(text, false)]
}

// take handles one message.
func (s *session) take(r received) {
	var one *frameError
	switch {
	case errors.As(r.err, &one):
		s.log.line("a message that cannot be read")
		code := codeParse
		if one.id != nil {
			code = codeInvalidRequest
		}
		if one.id == nil {
			s.unread(one.start)
		}
		s.reply(one.id, nil, &responseError{code, one.text})
		return
	case r.err != nil:
		s.life = exited
		return
	}
	s.checkDay()
	var m message
	if err := json.Unmarshal(r.body, &m); err != nil {
		s.log.line("a message that is not JSON")
		if id := idOf(r.body); id != nil {
			s.reply(id, nil, &responseError{codeInvalidRequest, "the request is not one of the protocol"})
			return
		}
		s.unread(r.body)
		s.reply(nil, nil, &responseError{codeParse, "a message is not a JSON object of the protocol"})
		return
	}
	s.log.message("<-", m, len(r.body))
	switch {
	case m.Method == "" && m.ID != nil && hasMethod(r.body):
		s.reply(m.ID, nil, &responseError{codeInvalidRequest, "the method of a request is empty"})
	case m.Method == "" && m.ID != nil:
		s.guarded(func() { s.answered(m) })
	case m.Method == "":
		s.reply(nil, nil, &responseError{codeInvalidRequest, "a message has neither a method nor an id"})
	case m.ID != nil && string(m.ID) != "null":
		s.request(m)
	default:
		s.guarded(func() { s.notified(m) })
	}
}

// idOf returns the id of a request whose other members are of wrong types, or nil.
func idOf(body []byte) json.RawMessage {
	var m struct {
		ID json.RawMessage `json:"id"`
	}
	if json.Unmarshal(body, &m) != nil || string(m.ID) == "null" {
		return nil
	}
	return m.ID
}

// hasMethod reports whether a message has a method, even an empty one: then it does not answer anything.
func hasMethod(body []byte) bool {
	var m struct {
		Method *string `json:"method"`
	}
	return json.Unmarshal(body, &m) == nil && m.Method != nil
}

// answered hands an answer of the client to whom asked for it.
func (s *session) answered(m message) {
	id := string(m.ID)
	if then := s.asked[id]; then != nil {
		delete(s.asked, id)
		then(m)
	}
}

// reply answers a request.
func (s *session) reply(id json.RawMessage, result any, failed *responseError) {
	if id == nil {
		id = json.RawMessage("null")
	}
	if !utf8.Valid(id) {
		id = bytes.ToValidUTF8(id, []byte("\uFFFD"))
	}
	m := message{ID: id}
	if failed == nil {
		m.Result = encoded(result)
	} else {
		m.Error = &responseError{failed.Code, diag.Printable(failed.Message)}
	}
	s.send(m)
}

// notify sends a notification.
func (s *session) notify(method string, params any) {
	s.send(message{Method: method, Params: encoded(params)})
}

// ask sends a request. Before the client is ready, nothing may be asked.
func (s *session) ask(method string, params any, then func(message)) {
	if s.life != running {
		return
	}
	s.askedYet++
	id := encoded(s.askedYet)
	if then != nil {
		s.asked[string(id)] = then
	} else {
		s.asked[string(id)] = func(message) {}
	}
	s.send(message{ID: id, Method: method, Params: encoded(params)})
}

// send sends a message.
func (s *session) send(m message) {
	m.Version = "2.0"
	body := inert.JSON(encoded(m)) // a log of a CI system may be where it goes
	s.log.message("->", m, len(body))
	s.out.add(body)
}

// encoded writes a value as JSON. Every value of the protocol can be written.
func encoded(value any) json.RawMessage {
	text, err := json.Marshal(value)
	if err != nil {
		return json.RawMessage("null")
	}
	return text
}
