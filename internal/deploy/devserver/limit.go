package devserver

import (
	"net/http"
	"strconv"
	"sync"
	"time"
)

const (
	windowLength = time.Minute
	unlimited    = 1_000_000 // what the headers say when there is no limit
)

// limiter counts the requests of each key in windows of a minute, which begin
// with the first request. How the platform's windows lie is not documented.
type limiter struct {
	most int // 0: no limit

	mu      sync.Mutex
	windows map[string]*window
}

type window struct {
	end  time.Time
	used int
}

// take counts a request, writes the three headers and reports whether the
// request is within the limit. An empty key, of a request without a valid one,
// is not counted.
func (l *limiter) take(key string, now time.Time, header http.Header) bool {
	most := l.most
	if most <= 0 {
		most = unlimited
	}
	remaining, reset, within := most, windowLength, true
	if key != "" && l.most > 0 {
		l.mu.Lock()
		w := l.windows[key]
		if w == nil || !now.Before(w.end) {
			w = &window{end: now.Add(windowLength)}
			l.windows[key] = w
		}
		if within = w.used < most; within {
			w.used++
		}
		remaining, reset = most-w.used, w.end.Sub(now)
		l.mu.Unlock()
	}
	seconds := strconv.Itoa(int((reset + time.Second - 1) / time.Second))
	header.Set("X-RateLimit-Limit", strconv.Itoa(most))
	header.Set("X-RateLimit-Remaining", strconv.Itoa(remaining))
	header.Set("X-RateLimit-Reset", seconds)
	if !within {
		header.Set("Retry-After", seconds)
	}
	return within
}
