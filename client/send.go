package client

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// The headers and bounds of the protocol.
const (
	headerKey  = "X-Api-Key" // source: the API's documentation, which writes X-API-Key
	mediaJSON  = "application/json"
	maxAnswer  = 32 << 20 // bytes of an answer that is read; errTooLong says it
	maxRefusal = 64 << 10 // bytes of a refusal that is kept
)

// call is a request to the API.
type call struct {
	method string
	path   string // below the base address, with apiPath
	query  url.Values
	body   []byte // JSON; nil for none
}

// answer is what came back, read whole.
type answer struct {
	status int
	header http.Header
	body   []byte
	keyIn  string // the part that has the key in it; "" for none
}

// once sends a request and reads its answer. An error is a *TransportError; an
// answer may have any status. The pacer must have let the request through.
func (c *Client) once(ctx context.Context, call call) (answer, error) {
	attempt, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	request, err := c.request(attempt, call)
	if err != nil {
		c.pace.done()
		return answer{}, &TransportError{Method: call.method, Path: call.path, Err: c.key.hideError(err), unsent: true, final: true}
	}
	start := c.clock.Now()
	slow := time.AfterFunc(c.slow, func() { // real time, whatever the clock says: so is the wait for a server
		c.onEvent(Event{Kind: EventSlow, Method: call.method, Path: call.path, Wait: c.slow})
	})
	got, err := c.exchange(request)
	slow.Stop()
	c.pace.done()
	if err != nil {
		err = c.transportError(ctx, attempt, call, err)
	}
	now := c.clock.Now()
	if got.header != nil {
		c.pace.learn(now, got.header)
	}
	if c.onTrace != nil {
		c.onTrace(Trace{
			Method: call.method, URL: c.key.hide(request.URL.String()), Status: got.status, Duration: now.Sub(start),
			RequestHeader: c.key.hideHeader(request.Header), ResponseHeader: c.key.hideHeader(got.header),
			RequestBody: call.body, ResponseBodyLen: len(got.body), Err: err,
		})
	}
	return got, err
}

var errExposed = errors.New("the request was not sent: the API key is in it, and belongs in its header only")

func (c *Client) request(ctx context.Context, call call) (*http.Request, error) {
	target := *c.base
	target.Path += call.path
	target.RawQuery = call.query.Encode()
	if c.key.in(target.String()) || c.key.in(string(call.body)) || c.key.in(c.userAgent) {
		return nil, errExposed
	}
	var body io.Reader
	if call.body != nil {
		body = bytes.NewReader(call.body)
	}
	request, err := http.NewRequestWithContext(untraced{ctx}, call.method, target.String(), body)
	if err != nil {
		return nil, err
	}
	request.Header.Set(headerKey, c.key.reveal())
	request.Header.Set("Content-Type", mediaJSON)
	request.Header.Set("Accept", mediaJSON)
	request.Header.Set("User-Agent", c.userAgent)
	return request, nil
}

var errTooLong = errors.New("the answer is longer than 32 MiB")

// exchange sends a request and reads the whole answer. After an error, the
// status and the header are there as far as they came.
func (c *Client) exchange(request *http.Request) (answer, error) {
	response, err := c.http.Do(request)
	if err != nil {
		if response != nil && response.Body != nil {
			_ = response.Body.Close() // of a redirect that is not followed
		}
		return answer{}, err
	}
	got := answer{status: response.StatusCode, header: response.Header}
	got.body, err = io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	if closeErr := response.Body.Close(); err == nil {
		err = closeErr
	}
	switch {
	case err == nil && len(got.body) > maxAnswer:
		err = errTooLong
	case err == nil:
		got.keyIn = c.key.inAnswer(response, got.body)
	}
	return got, err
}

// transportError says why there is no answer. What it wraps does not hold the
// key, nor the address of a redirect.
func (c *Client) transportError(ctx, attempt context.Context, call call, err error) *TransportError {
	var outer *url.Error
	if errors.As(err, &outer) {
		err = outer.Err
	}
	e := &TransportError{Method: call.method, Path: call.path}
	var op *net.OpError
	var certificate *tls.CertificateVerificationError
	switch {
	case ctx.Err() != nil:
		err, e.final = ctx.Err(), true
	case attempt.Err() != nil:
		err = timeoutError{c.timeout}
	case errors.Is(err, ErrRedirect):
		e.unsent, e.final = true, true // a server that redirects has not acted
	case errors.Is(err, errTooLong):
		e.final = true
	case errors.Is(err, errElsewhere):
		e.unsent, e.final = true, true
	case errors.As(err, &certificate):
		e.unsent, e.final = true, true
	case errors.As(err, &op) && (op.Op == "dial" || op.Op == "proxyconnect"):
		e.unsent = true
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		err = fmt.Errorf("the connection ended early: %w", err)
	}
	e.Err = c.key.hideError(err)
	return e
}

// checkMedia reports what is wrong with an answer that should be JSON.
func (a answer) checkMedia() *fieldError {
	text := a.header.Get("Content-Type")
	media, _, err := mime.ParseMediaType(text)
	switch {
	case err == nil && (media == mediaJSON || strings.HasSuffix(media, "+json")):
		return nil
	case text == "":
		return &fieldError{problem: "it has no Content-Type and should be " + mediaJSON}
	default:
		return &fieldError{problem: "it should be " + mediaJSON + ", not", value: text}
	}
}
