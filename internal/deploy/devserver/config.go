package devserver

import (
	"errors"
	"io"
	"net/http"
	"sync"
	"time"
)

// DefaultRateLimit is how many requests a key may make in a minute. Source: the
// API's documentation.
const DefaultRateLimit = 60

// Config is what a server is made of. The zero Config, with a key, serves the
// sample data from memory.
type Config struct {
	Keys      []string      // at least one
	RateLimit int           // requests a minute and key; 0 lifts it
	BuildTime time.Duration // from PENDING to DONE
	Faults    []Fault
	State     *File            // the file that keeps the segments; nil for memory
	Lists     []byte           // JSON; nil for the sample: see ParseLists
	Contacts  []byte           // NDJSON; nil for the sample: see ParseContacts
	Now       func() time.Time // nil for the machine's clock
	Log       io.Writer        // a line for every request; nil for none
}

// DataError says which part of a Config cannot be used. Where the parts come
// from, only the caller knows.
type DataError struct {
	Part string // lists, contacts or state
	Err  error
}

// Error implements error.
func (e *DataError) Error() string { return e.Part + ": " + e.Err.Error() }

// Unwrap returns the error without the name of the part.
func (e *DataError) Unwrap() error { return e.Err }

// Server is the API. It is safe for concurrent use.
type Server struct {
	keys   []string
	build  time.Duration
	now    func() time.Time
	routes *http.ServeMux

	log io.Writer

	limits limiter
	faults faults

	lists    []*List
	contacts []record

	mu    sync.Mutex
	store store
}

// New reads the data and the state and returns a server.
func New(c Config) (*Server, error) {
	s := &Server{keys: c.Keys, build: c.BuildTime, now: c.Now, log: c.Log, store: store{file: c.State}}
	if len(c.Keys) == 0 {
		return nil, errors.New("the server needs a key")
	}
	for _, key := range c.Keys {
		if key == "" {
			return nil, errors.New("a key is empty")
		}
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.log == nil {
		s.log = io.Discard
	}
	s.log = &hidingLog{to: s.log, keys: c.Keys}
	s.limits = limiter{most: c.RateLimit, windows: map[string]*window{}}
	s.faults = faults{list: append([]Fault(nil), c.Faults...)}
	if err := s.loadData(c); err != nil {
		return nil, err
	}
	if err := s.store.load(); err != nil {
		return nil, &DataError{"state", err}
	}
	s.routes = s.newRoutes()
	return s, nil
}

func (s *Server) loadData(c Config) (err error) {
	if c.Lists == nil {
		c.Lists = sampleLists
	}
	if c.Contacts == nil {
		c.Contacts = sampleContacts
	}
	if s.lists, err = ParseLists(c.Lists); err != nil {
		return &DataError{"lists", err}
	}
	if s.contacts, err = parseContacts(c.Contacts, s.lists, s.now()); err != nil {
		return &DataError{"contacts", err}
	}
	return nil
}
