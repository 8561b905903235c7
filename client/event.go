package client

import (
	"net/http"
	"time"
)

// EventKind is what a client is about to do, or goes on doing.
type EventKind string

// The kinds of events.
const (
	EventPace      EventKind = "pace"       // waits because it has asked enough for now
	EventRateLimit EventKind = "rate-limit" // waits because the API says so
	EventRetry     EventKind = "retry"      // waits, then sends the request again
	EventLookUp    EventKind = "look-up"    // waits, then looks whether a POST or PATCH was done
	EventAdopt     EventKind = "adopt"      // takes what it found for the answer
	EventSlow      EventKind = "slow"       // goes on waiting for an answer that has not come yet
)

// Event is something that people who wait should see.
type Event struct {
	Kind         EventKind
	Method, Path string        // of the request that waits, without a query
	Wait         time.Duration // how long; so far for EventSlow; zero for EventAdopt
	Attempt      int           // how many times the request was sent so far
	Err          error         // what went wrong, if anything did; without the key
	ID           string        // the segment of EventAdopt
}

// Trace is one request that was sent and what came of it.
type Trace struct {
	Method          string
	URL             string // with its query
	Status          int    // 0 when there was no answer
	Duration        time.Duration
	RequestHeader   http.Header // the key hidden
	ResponseHeader  http.Header
	RequestBody     []byte // as sent, the key hidden; nil for none
	ResponseBodyLen int    // in bytes
	Err             error  // why there was no answer; without the key
}
