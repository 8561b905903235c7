package client

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// The limits of the API and how the client keeps within them.
const (
	perMinute = 60                // requests a minute and key; source: the API's documentation
	mostPaced = 600               // requests a minute, whatever the API says
	burst     = 5                 // requests that need not wait for one another
	maxWait   = 120 * time.Second // however long the API says to wait
	minWait   = time.Second       // between two requests that were both refused with 429
)

// pacer holds requests back: by an own pace, by what the API says is left, and
// until a time that the API gave.
type pacer struct {
	most    int           // requests a minute that the caller allows; 0: what the API allows
	limiter *rate.Limiter // nil: no own pace

	mu       sync.Mutex
	until    time.Time // nobody sends before
	shut     *APIError // the refusal that asked for a longer wait than maxWait
	end      time.Time // of the API's window, as far as it is known
	left     int       // requests that the window still has, those under way taken off
	underWay int
}

func newPacer(most int) *pacer {
	switch {
	case most < 0:
		return &pacer{}
	case most == 0:
		return &pacer{limiter: rate.NewLimiter(each(perMinute), burst)}
	}
	return &pacer{most: most, limiter: rate.NewLimiter(each(min(most, perMinute)), min(most, burst))}
}

func each(perMinute int) rate.Limit { return rate.Limit(float64(perMinute) / 60) }

// wait returns when a request may be sent; after that, done must be called. It
// tells before it waits.
func (p *pacer) wait(ctx context.Context, clock Clock, tell func(EventKind, time.Duration)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if p.limiter != nil {
		now := clock.Now()
		turn := p.limiter.ReserveN(now, 1)
		if d := turn.DelayFrom(now); d > 0 {
			tell(EventPace, d)
			if err := clock.Sleep(ctx, d); err != nil {
				turn.CancelAt(clock.Now())
				return err
			}
		}
	}
	for {
		d := p.admit(clock.Now())
		if d <= 0 {
			return nil
		}
		tell(EventRateLimit, d)
		if err := clock.Sleep(ctx, d); err != nil {
			return err
		}
	}
}

// admit counts a request as under way, or returns how long it has to wait.
func (p *pacer) admit(now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if d := p.until.Sub(now); d > 0 {
		return d
	}
	if d := p.end.Sub(now); d > 0 && p.left <= 0 {
		return d
	}
	p.left--
	p.underWay++
	return 0
}

// done ends a request that wait has let through.
func (p *pacer) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.underWay--
}

// hold lets nobody send for a time.
func (p *pacer) hold(now time.Time, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if until := now.Add(min(d, maxWait)); until.After(p.until) {
		p.until = until
	}
}

// shutFor lets no request through until the time that a refusal names, which is
// later than anybody waits.
func (p *pacer) shutFor(refusal *APIError) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shut == nil || refusal.until.After(p.shut.until) {
		p.shut = refusal
	}
}

// refused returns why a request may not be sent for longer than anybody waits; nil
// if it may.
func (p *pacer) refused(now time.Time, call call) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shut == nil || !now.Before(p.shut.until) {
		return nil
	}
	refusal := *p.shut
	refusal.Method, refusal.Path, refusal.RetryAfter = call.method, call.path, min(refusal.until.Sub(now), maxTold)
	return &refusal
}

// learn takes over what the headers of an answer say: the limit becomes the
// pace, up to ten requests a second, and when nothing remains, nobody sends until the window ends.
func (p *pacer) learn(now time.Time, header http.Header) {
	limit, ok := count(header, "X-RateLimit-Limit")
	if ok && limit > 0 && p.limiter != nil {
		limit = min(limit, mostPaced)
		if p.most > 0 {
			limit = min(limit, p.most)
		}
		if pace := each(limit); pace != p.limiter.Limit() {
			p.limiter.SetLimitAt(now, pace)
		}
	}
	remaining, ok := count(header, "X-RateLimit-Remaining")
	reset, known := count(header, "X-RateLimit-Reset")
	if !ok || !known {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	left := remaining - p.underWay
	if now.Before(p.end) {
		left = min(left, p.left) // answers may overtake one another
	}
	p.left, p.end = left, now.Add(min(time.Duration(reset)*time.Second, maxWait))
}

// count reads a header that is a number from 0 up.
func count(header http.Header, name string) (n int, ok bool) {
	n, err := strconv.Atoi(header.Get(name))
	const most = 1 << 30 // keeps every sum and product in an int64
	return min(n, most), err == nil && n >= 0
}

// retryAfter reads how long to wait: seconds or a date, which is compared with
// the answer's own clock when it has one. It is 0 when the header does not say.
func retryAfter(now time.Time, header http.Header) time.Duration {
	if n, ok := count(header, "Retry-After"); ok {
		return time.Duration(n) * time.Second
	}
	if digits := header.Get("Retry-After"); digits != "" && strings.Trim(digits, "0123456789") == "" {
		return maxTold // more seconds than an int has
	}
	until, err := http.ParseTime(header.Get("Retry-After"))
	if err != nil {
		return 0
	}
	if date, err := http.ParseTime(header.Get("Date")); err == nil {
		now = date
	}
	return max(0, until.Sub(now))
}
