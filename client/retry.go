package client

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"time"
)

// How often a request is sent at most, and how long to wait between.
const (
	maxAttempts = 4 // after a failure
	maxLimited  = 6 // after a 429; they are counted apart
	firstDelay  = 500 * time.Millisecond
	lastDelay   = 8 * time.Second
)

// do sends a request until there is an answer of success, and returns it.
//
// After a 429 every request is sent again, because the API has not acted. After
// a broken connection or a 5xx only a GET is; of any other method what cannot
// have arrived. The error is an *APIError, a *TransportError, an *AnswerError or
// the context's.
func (c *Client) do(ctx context.Context, call call) (answer, error) {
	if !c.ready() {
		return answer{}, errNotMade
	}
	sent, failed, limited := 0, 0, 0
	for {
		tell := func(kind EventKind, d time.Duration) {
			c.onEvent(Event{Kind: kind, Method: call.method, Path: call.path, Wait: d, Attempt: sent})
		}
		if err := c.pace.refused(c.clock.Now(), call); err != nil {
			return answer{}, err
		}
		if err := c.pace.wait(ctx, c.clock, tell); err != nil {
			return answer{}, &TransportError{Method: call.method, Path: call.path, Err: err, unsent: true, final: true}
		}
		got, err := c.once(ctx, call)
		sent++
		if err == nil {
			err = c.judge(call, got)
		}
		switch {
		case err == nil:
			return got, nil
		case c.tooLong(got, err):
			return got, err
		case errors.Is(err, ErrRateLimited):
			if limited++; limited >= maxLimited {
				return got, err
			}
			now := c.clock.Now()
			c.pace.hold(now, limitedDelay(now, got, limited))
			continue
		case !again(call, err):
			return got, err
		}
		if failed++; failed >= maxAttempts {
			return got, err
		}
		if err := c.pause(ctx, call, EventRetry, backoff(failed, err), sent, err); err != nil {
			return got, err
		}
	}
}

// tooLong reports whether the API asks for a longer wait than anybody waits. Then
// the error says when to come back, and nothing is sent until then.
func (c *Client) tooLong(got answer, err error) bool {
	var refusal *APIError
	if !errors.As(err, &refusal) || refusal.Status != http.StatusTooManyRequests && refusal.Status != http.StatusServiceUnavailable {
		return false
	}
	now := c.clock.Now()
	wait := retryAfter(now, got.header)
	if refusal.Status == http.StatusTooManyRequests {
		wait = limitedDelay(now, got, 1)
	}
	if wait <= maxWait {
		return false
	}
	refusal.RetryAfter = min(wait, maxTold)
	refusal.until = now.Add(refusal.RetryAfter)
	c.pace.shutFor(refusal)
	return true
}

// judge turns an answer that is not a success into an error.
func (c *Client) judge(call call, got answer) error {
	if got.status < 200 || got.status > 299 {
		return c.refusal(call, got)
	}
	if got.keyIn != "" {
		return c.answerError(call, got.status, &fieldError{problem: "its " + got.keyIn + " contains the API key, so nothing of it is used"})
	}
	if wrong := got.checkMedia(); wrong != nil {
		return c.answerError(call, got.status, wrong)
	}
	if problem, cut := brokenJSON(got.body); problem != "" {
		err := c.answerError(call, got.status, &fieldError{problem: problem})
		err.cut = cut
		return err
	}
	return nil
}

// again reports whether a request may be sent again although it failed.
func again(call call, err error) bool {
	var api *APIError
	var transport *TransportError
	var broken *AnswerError
	switch {
	case errors.As(err, &transport):
		return !transport.final && (transport.unsent || call.method == http.MethodGet)
	case errors.As(err, &api):
		return call.method == http.MethodGet && unclear(api.Status)
	case errors.As(err, &broken):
		return call.method == http.MethodGet && broken.cut
	}
	return false
}

// unclear reports whether a status leaves open what the API did.
func unclear(status int) bool { return status >= 500 || status == http.StatusRequestTimeout }

// uncertain reports whether a request that failed may have been done.
func uncertain(err error) bool {
	var api *APIError
	var transport *TransportError
	var broken *AnswerError
	switch {
	case errors.As(err, &transport):
		return !transport.unsent
	case errors.As(err, &api):
		return unclear(api.Status)
	}
	return errors.As(err, &broken)
}

// limitedDelay is how long to wait after the n-th 429.
func limitedDelay(now time.Time, got answer, n int) time.Duration {
	d := retryAfter(now, got.header)
	if d == 0 {
		if reset, ok := count(got.header, "X-RateLimit-Reset"); ok {
			d = time.Duration(reset) * time.Second
		}
	}
	return max(d, minWait<<(n-1))
}

// backoff is how long to wait after the n-th failure: twice as long every time,
// at random between half and all of it, and at least as long as the API says.
func backoff(n int, err error) time.Duration {
	d := min(firstDelay<<(n-1), lastDelay)
	d = d/2 + rand.N(d/2+1)
	var api *APIError
	if errors.As(err, &api) {
		d = max(d, min(api.RetryAfter, maxWait))
	}
	return d
}

// pause tells that the client waits, and waits.
func (c *Client) pause(ctx context.Context, call call, kind EventKind, d time.Duration, sent int, why error) error {
	c.onEvent(Event{Kind: kind, Method: call.method, Path: call.path, Wait: d, Attempt: sent, Err: why})
	if err := c.clock.Sleep(ctx, d); err != nil {
		return &TransportError{Method: call.method, Path: call.path, Err: err, unsent: true, final: true}
	}
	return nil
}
