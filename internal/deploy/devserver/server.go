package devserver

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxBody is the most bytes of a request's body.
const maxBody = 17 << 20

// ServeHTTP answers a request. Web pages are refused first, before the key, the
// rate limit and the faults see anything of them.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
	if refused := guardBrowser(r); refused.status != 0 {
		s.write(w, r, taken{}, refused)
		return
	}
	key, now := s.keyOf(r), s.now()
	w.Header().Set("Date", now.UTC().Format(http.TimeFormat)) // one clock for all that a client sees
	within := s.limits.take(key, now, w.Header())
	faults, err := s.faults.next(r)
	switch {
	case key == "":
		s.write(w, r, taken{}, refuse(http.StatusUnauthorized,
			"The key is missing or invalid, or not linked to a customer profile. Send it as X-API-Key."))
	case !within:
		s.write(w, r, taken{}, refuse(http.StatusTooManyRequests, "More than %d requests in a minute.", s.limits.most))
	case err != nil:
		s.write(w, r, taken{}, refuse(http.StatusBadRequest, "%s %v", FaultHeader, err))
	default:
		s.serve(w, r, faults)
	}
}

// keyOf returns the key of a request when it is one of the server's, or "".
func (s *Server) keyOf(r *http.Request) string {
	given, found := r.Header.Get("X-API-Key"), ""
	for _, key := range s.keys {
		if subtle.ConstantTimeCompare([]byte(given), []byte(key)) == 1 {
			found = key
		}
	}
	return found
}

// serve answers a request that may be answered.
func (s *Server) serve(w http.ResponseWriter, r *http.Request, faults taken) {
	fault := faults.failure
	switch fault.Kind {
	case "reset-before":
		s.reset(w, r, faults)
		return
	case "500":
		s.write(w, r, faults, refuse(http.StatusInternalServerError, "A fault on demand: nothing was done."))
		return
	case "429":
		seconds := strconv.Itoa(int(max(fault.Delay, time.Second) / time.Second))
		w.Header().Set("Retry-After", seconds)
		w.Header().Set("X-RateLimit-Remaining", "0")
		w.Header().Set("X-RateLimit-Reset", seconds)
		s.write(w, r, faults, refuse(http.StatusTooManyRequests, "A fault on demand: nothing was done."))
		return
	case "html":
		s.writeHTML(w, r, faults)
		return
	case "slow-before":
		s.sleep(r, fault.Delay)
	}
	body, refused := readBody(w, r)
	if refused != nil {
		s.write(w, r, faults, *refused)
		return
	}
	result := disguise(s.route(&request{Request: r, body: body, faults: &faults}), &faults)
	switch fault.Kind {
	case "reset-after-write":
		s.reset(w, r, faults)
		return
	case "500-after-write":
		result = refuse(http.StatusInternalServerError, "A fault on demand: the request was done.")
	case "slow":
		s.sleep(r, fault.Delay)
	}
	s.write(w, r, faults, result)
}

// request is a request whose body is read.
type request struct {
	*http.Request
	body   []byte
	faults *taken
}

// buildFails reports whether the build of the segment that the request makes or
// changes fails.
func (r *request) buildFails() bool { return r.faults.failure.Kind == "build-fails" }

func readBody(w http.ResponseWriter, r *http.Request) ([]byte, *answer) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var tooLong *http.MaxBytesError
	switch {
	case errors.As(err, &tooLong):
		refused := refuse(http.StatusRequestEntityTooLarge, "The body has more than %d bytes.", maxBody)
		return nil, &refused
	case err != nil:
		refused := refuse(http.StatusBadRequest, "The body could not be read.")
		return nil, &refused
	}
	return body, nil
}

// sleep waits, but no longer than the request lives.
func (s *Server) sleep(r *http.Request, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-r.Context().Done():
	}
}

// write sends an answer, half of it for cut-body.
func (s *Server) write(w http.ResponseWriter, r *http.Request, faults taken, a answer) {
	text, err := encode(a.value)
	if err != nil {
		a.status, text = http.StatusInternalServerError, []byte(`{"detail":"The answer cannot be written."}`)
	}
	s.logRequest(r, strconv.Itoa(a.status), faults)
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(a.status)
	if faults.failure.Kind == "cut-body" {
		_, _ = w.Write(text[:len(text)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler) // ends the connection
	}
	_, _ = w.Write(text) // a client that is gone needs no answer
}

func (s *Server) writeHTML(w http.ResponseWriter, r *http.Request, faults taken) {
	s.logRequest(r, "200", faults)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(w, "<!doctype html><title>Sign in</title><p>Welcome to this network.\n")
}

// reset breaks the connection as hard as it can.
func (s *Server) reset(w http.ResponseWriter, r *http.Request, faults taken) {
	s.logRequest(r, "---", faults)
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := connection.(interface{ SetLinger(sec int) error }); ok {
		_ = tcp.SetLinger(0) // a reset in place of an orderly end
	}
	_ = connection.Close()
}

// logRequest writes a line: the method, the path without its query, the status,
// and the fault if there was one.
func (s *Server) logRequest(r *http.Request, status string, faults taken) {
	path := r.URL.EscapedPath()
	for _, key := range s.keys {
		if strings.Contains(strings.ToLower(r.URL.Path), strings.ToLower(key)) && !strings.Contains(path, key) {
			path = "/[key]" // written in a way that the log does not know
		}
	}
	line := fmt.Sprintf("%s %s %s", r.Method, path, status)
	if kinds := faults.kinds(); kinds != "" {
		line += " (fault: " + kinds + ")"
	}
	_, _ = fmt.Fprintln(s.log, line) // a log that cannot be written stops nothing
}
