package embedder

import (
	"context"
	_ "embed"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/segc-lang/segc"
)

// guards are promises about every rule, which authors cannot drop.
//
//go:embed guards.seg
var guards string

// The limits of a request.
const (
	maxBody   = 256 << 10 // bytes of the request; a text is up to six times as long in JSON
	maxText   = 32 << 10  // bytes of a rule
	maxMemory = 64 << 20  // bytes that one call may hold
	deadline  = 2 * time.Second
	maxQueue  = 64 // requests that may wait for a place
)

// Database is where the service finds what it knows of the platform.
type Database interface {
	// Catalog returns the columns, contact lists, ISPs and campaigns, and the text that
	// KeepCatalog was given the last time, or "".
	Catalog(ctx context.Context) (known *segc.Catalog, text string, err error)
	KeepCatalog(ctx context.Context, text string) error

	// Segment returns a stored segment as the API answers it.
	Segment(ctx context.Context, id string) ([]byte, error)
}

// Service answers requests about rules. It may be used from many goroutines.
type Service struct {
	database Database
	options  segc.Options  // the same for all requests
	catalog  *segc.Program // names and types, for stored segments
	gate     *gate
	deadline time.Duration
}

// NewService makes a service with the catalog of the database. A changed catalog needs a
// new service.
func NewService(ctx context.Context, database Database) (*Service, error) {
	return newService(ctx, database, guards)
}

func newService(ctx context.Context, database Database, guards string) (*Service, error) {
	known, old, err := database.Catalog(ctx)
	if err != nil {
		return nil, err
	}
	catalog, list := known.Text(ctx, old) // with the old text, an id keeps its name when its label changes
	if list.HasErrors() {
		return nil, list.Err()
	}
	if err := database.KeepCatalog(ctx, catalog); err != nil {
		return nil, err
	}
	s := &Service{
		database: database,
		options: segc.Options{
			Files:     segc.Files{"catalog.seg": catalog, "guards.seg": guards},
			Use:       []string{"catalog.seg", "guards.seg"},
			Cache:     &segc.Cache{MaxBytes: 32 << 20},
			MaxSize:   max(maxText, len(catalog)), // it holds for every file
			MaxGroups: 200,
			MaxBytes:  1 << 20,
			MaxWork:   5_000_000,
			MaxMemory: maxMemory,
		},
		gate:     newGate(places(), maxQueue),
		deadline: deadline,
	}
	return s, s.loadGuards(ctx)
}

// loadGuards finds mistakes in the catalog and the guards before an author does.
func (s *Service) loadGuards(ctx context.Context) error {
	program, list := segc.Load(ctx, "", s.options) // all that every text uses, and nothing more
	if list.HasErrors() {
		return list.Err()
	}
	if columns := undeclared(program); len(columns) > 0 {
		return fmt.Errorf("guards.seg looks at columns that nothing declares: %s", strings.Join(columns, ", "))
	}
	s.catalog = program
	return nil
}

// Handler returns the handler of all requests.
func (s *Service) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /compile", s.endpoint(s.compile))
	mux.Handle("POST /problems", s.endpoint(s.problems))
	mux.Handle("POST /complete", s.endpoint(s.complete))
	mux.Handle("POST /explain", s.endpoint(s.explain))
	mux.Handle("POST /diff", s.endpoint(s.diff))
	mux.Handle("POST /final", s.endpoint(s.final))
	return mux
}
