package embedder

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"unicode/utf8"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/rulesjson"
)

// Request is what an author's editor sends.
type Request struct {
	Version int    `json:"version"` // of the text in the editor; the answer repeats it
	Text    string `json:"text"`
	Editor         // what some of the other requests need
}

// Answer has the document of a rule, or what is wrong with the rule.
type Answer struct {
	FormatVersion int                 `json:"format_version"`
	Version       int                 `json:"version"`
	RulesJSON     *rulesjson.Document `json:"rules_json,omitempty"`
	Stats         *segc.Stats         `json:"stats,omitempty"`
	Diagnostics   diag.List           `json:"diagnostics"`
	LeftOut       int                 `json:"left_out"` // problems that are not in Diagnostics
}

// compile answers 200 with the document and its warnings, or 422 with the problems.
func (s *Service) compile(ctx context.Context, request Request) (int, any) {
	result, list := segc.Compile(ctx, request.Text, s.options)
	answer := told(request, list)
	if result != nil {
		stats := result.Stats()
		answer.RulesJSON, answer.Stats = result.Document(), &stats
	}
	return status(list), answer
}

// told returns an answer with problems. A short text can have thousands, so the answer has
// those that segc shows, at most 200 of a file, and counts the others.
func told(request Request, list diag.List) Answer {
	shown := list.Shown().List
	return Answer{FormatVersion: diag.FormatVersion, Version: request.Version, Diagnostics: shown, LeftOut: len(list) - len(shown)}
}

// status says who has to act: nobody, the author, the service, or the authors of segc.
func status(list diag.List) int {
	err := list.Err()
	switch {
	case err == nil:
		return http.StatusOK
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return http.StatusServiceUnavailable
	case slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.Internal }):
		return http.StatusInternalServerError
	default:
		return http.StatusUnprocessableEntity
	}
}

// endpoint makes a handler of a function that takes a request and returns a status and an
// answer. A client that sends or reads slowly holds no place.
func (s *Service) endpoint(work func(context.Context, Request) (int, any)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		request, code := read(w, r)
		body := failure(code)
		if code == http.StatusOK {
			ctx, cancel := context.WithTimeout(r.Context(), s.deadline) // waiting for a place counts
			defer cancel()
			code, body = http.StatusServiceUnavailable, failure(http.StatusServiceUnavailable)
			s.gate.do(ctx, func() { code, body = encode(work(ctx, request)) })
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if code == http.StatusServiceUnavailable {
			w.Header().Set("Retry-After", "1")
		}
		w.WriteHeader(code)
		_, _ = w.Write(body) // the client has gone away
	})
}

// read reads a request. The status is 400 for what is not one, and 413 for a large one.
func read(w http.ResponseWriter, r *http.Request) (request Request, code int) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return request, http.StatusRequestEntityTooLarge
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	switch {
	case err != nil, !utf8.Valid(body), decoder.Decode(&request) != nil, decoder.Decode(new(any)) != io.EOF:
		return request, http.StatusBadRequest
	case len(request.Text) > maxText:
		return request, http.StatusRequestEntityTooLarge
	}
	return request, http.StatusOK
}

// encode writes an answer as JSON. A service that is out of time has nothing to answer.
func encode(code int, answer any) (int, []byte) {
	if code == http.StatusServiceUnavailable {
		return code, failure(code)
	}
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(answer); err != nil {
		return http.StatusInternalServerError, failure(http.StatusInternalServerError)
	}
	return code, body.Bytes()
}

// failure is the body of an answer that has a status only.
func failure(code int) []byte {
	body, _ := json.Marshal(map[string]string{"error": http.StatusText(code)}) // strings can always be encoded
	return append(body, '\n')
}
