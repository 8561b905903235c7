package openapi_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/devserver"
	"github.com/segc-lang/segc/internal/test/judges"
)

// checker validates every request and answer that passes.
type checker struct {
	router   routers.Router
	override func(*http.Request) // applied after the request was checked

	mu     sync.Mutex
	wrong  []string
	passed map[string]int // by operation and status
}

func newChecker(t *testing.T, url string) *checker {
	t.Helper()
	document := load(t)
	document.Servers = openapi3.Servers{{URL: url}}
	router, err := legacy.NewRouter(document)
	if err != nil {
		t.Fatal(err)
	}
	return &checker{router: router, passed: map[string]int{}}
}

func (c *checker) note(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wrong = append(c.wrong, fmt.Sprintf(format, args...))
}

// RoundTrip sends a request on.
func (c *checker) RoundTrip(r *http.Request) (*http.Response, error) {
	route, params, err := c.router.FindRoute(r)
	if err != nil {
		c.note("%s %s: %v", r.Method, r.URL, err)
		return nil, err
	}
	options := &openapi3filter.Options{
		IncludeResponseStatus: true, MultiError: true,
		AuthenticationFunc: func(_ context.Context, in *openapi3filter.AuthenticationInput) error {
			if in.RequestValidationInput.Request.Header.Get(in.SecurityScheme.Name) == "" {
				return errors.New("there is no key")
			}
			return nil
		},
	}
	input := &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route, Options: options}
	if err := openapi3filter.ValidateRequest(r.Context(), input); err != nil {
		c.note("request %s %s: %v", r.Method, r.URL, err)
	}
	if c.override != nil {
		c.override(r)
	}
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(response.Body)
	_ = response.Body.Close()
	if err != nil {
		return nil, err
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	output := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input, Status: response.StatusCode, Header: response.Header, Options: options,
	}
	output.SetBodyBytes(body)
	if err := openapi3filter.ValidateResponse(r.Context(), output); err != nil {
		c.note("answer to %s %s: %d: %v\n%s", r.Method, r.URL, response.StatusCode, err, body)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.passed[fmt.Sprintf("%s %d", route.Operation.OperationID, response.StatusCode)]++
	return response, nil
}

const (
	list   = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	mock   = "7d0e6a52-3f1b-4c8e-9a67-5b2c1d4e8f03" // of the example segment
	nobody = "00000000-0000-4000-8000-000000000000"
	rules  = `{"any":[{"all":[{"kind":"field","field":"plan","operator":"in","value":["plus","club"]},
		{"kind":"activity","metric":"click","operator":"count_gte","value":1,"days_window":{"mode":"last","days":300},"include_campaign_ids":[204,"x"]}]},
		{"all":[{"kind":"membership","operator":"not_in","list_ids":["` + list + `"]},{"kind":"isp","operator":"in","values":[1,2]},
		{"kind":"deliverability","metric":"bounce","operator":"ever"}]}]}`
)

func connect(t *testing.T, url, key string, transport http.RoundTripper) *client.Client {
	t.Helper()
	c, err := client.New(client.Options{BaseURL: url, Key: key, HTTPClient: &http.Client{Transport: transport}, PerMinute: -1, Clock: &quickClock{}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// useAll makes every call of the client.
func useAll(t *testing.T, c *client.Client, id string) {
	t.Helper()
	ctx := t.Context()
	made, err := c.CreateSegment(ctx, client.NewSegment{
		Name: "One", Color: "#f0f080", ContactLists: []string{list}, Description: "d", Rules: json.RawMessage(rules),
	})
	check(t, err)
	if id == "" {
		id = made.ID
	}
	name, none := "Two", ""
	_, err = c.UpdateSegment(ctx, id, client.Update{Name: &name, Description: &none})
	check(t, err)
	_, err = c.UpdateSegment(ctx, id, client.Update{Rules: json.RawMessage(rules), ContactLists: []string{list}})
	check(t, err)
	_, err = c.GetSegment(ctx, id)
	check(t, err)
	for _, err := range c.ListSegments(ctx, client.ListOptions{Search: "o", OrderBy: client.ByName, Descending: true}) {
		check(t, err)
	}
	for _, err := range c.SegmentContacts(ctx, id, "e") {
		check(t, err)
	}
	for l, err := range c.ContactLists(ctx) {
		check(t, err)
		_, err := c.ContactList(ctx, l.ID)
		check(t, err)
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
}

// TestTraffic validates what the client and the dev-server say to each other.
func TestTraffic(t *testing.T) {
	dev, err := devserver.New(devserver.Config{Keys: []string{"a-test-key"}, RateLimit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(dev)
	defer server.Close()
	checks := newChecker(t, server.URL)
	c := connect(t, server.URL, "a-test-key", checks)
	useAll(t, c, "")
	if _, err := c.GetSegment(t.Context(), nobody); !errors.Is(err, client.ErrNotFound) {
		t.Error(err)
	}
	if _, err := connect(t, server.URL, "a-wrong-key", checks).GetSegment(t.Context(), nobody); !errors.Is(err, client.ErrUnauthorized) {
		t.Error(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/api/v2/contacts-lists/"+list+"/contacts/?page=2", nil)
	check(t, err)
	request.Header.Set("X-API-Key", "a-test-key")
	response, err := checks.RoundTrip(request) // a call that the client does not have
	check(t, err)
	check(t, response.Body.Close())
	checks.override = func(r *http.Request) { r.Header.Set(devserver.FaultHeader, "429") }
	if _, err := c.GetSegment(t.Context(), nobody); !errors.Is(err, client.ErrRateLimited) {
		t.Error(err)
	}
	checks.override = func(r *http.Request) { r.URL.RawQuery = "page=0" }
	for _, err := range c.ListSegments(t.Context(), client.ListOptions{}) {
		if !errors.Is(err, client.ErrInvalid) {
			t.Error(err)
		}
	}
	for _, wrong := range checks.wrong {
		t.Error(wrong)
	}
	for _, want := range []string{
		"createSegment 200", "changeSegment 200", "getSegment 200", "listSegments 200", "listSegmentContacts 200", "listContactLists 200",
		"getContactList 200", "listContacts 200", "getSegment 404", "getSegment 401", "getSegment 429", "listSegments 400",
	} {
		if checks.passed[want] == 0 {
			t.Errorf("%s was not seen", want)
		}
	}
}

// TestUnusualTraffic validates the answers that look unusual, and checks that the
// client takes them.
func TestUnusualTraffic(t *testing.T) {
	for _, faults := range [][]string{
		{"clock=-4s"},
		{"clock=local"},
		{"clock=constant"},
		{"clock=epoch"},
		{"unordered"},
		{"extra-members"},
		{"nulls"},
		{"empty-campaigns"},
		{"nulls", "extra-members", "clock=epoch", "unordered"},
	} {
		config := devserver.Config{Keys: []string{"a-test-key"}, RateLimit: 1000}
		for _, text := range faults {
			fault, err := devserver.ParseFault(text)
			check(t, err)
			config.Faults = append(config.Faults, fault)
		}
		dev, err := devserver.New(config)
		check(t, err)
		server := httptest.NewServer(dev)
		checks := newChecker(t, server.URL)
		useAll(t, connect(t, server.URL, "a-test-key", checks), "")
		server.Close()
		for _, wrong := range checks.wrong {
			t.Errorf("%v: %s", faults, wrong)
		}
	}
}

// TestCheckerSees checks that the checker is not blind: it sees requests and
// answers that break the description, also by keywords that are new in 3.1.
func TestCheckerSees(t *testing.T) {
	for name, c := range map[string]struct {
		rules, answer string
		status        int
		words, part   string // of what the checker notes: its beginning, and a part that says which fault it is
		want          string // what the client says
	}{
		"if and then": {
			`{"any":[{"all":[{"kind":"field","field":"a","operator":"in","value":"no list"}]}]}`, `{"detail":"no"}`, 400,
			"request", "at '/rules_json/any/0/all/0/value': got string, want array", ": 400 Bad Request: no",
		},
		"not": {
			`{"any":[{"all":[{"kind":"activity","metric":"open","operator":"ever","include_campaign_ids":[1],"exclude_campaign_ids":[1]}]}]}`,
			`{"detail":"no"}`, 400, "request", "at '/rules_json/any/0/all/0': 'not' failed", ": 400 Bad Request: no",
		},
		"const": {
			`{"any":[{"all":[{"kind":"x","field":"a","operator":"is_null"}]}]}`, `{"detail":"no"}`, 400,
			"request", "at '/rules_json/any/0/all/0/kind': value must be 'field'", ": 400 Bad Request: no",
		},
		"an answer": {
			rules, `{"id":5}`, 200, "answer", "at '/id': got number, want string",
			": it is not known whether this was done: the answer is not as documented: id: must be a string, not the number 5; nothing of it was found afterwards",
		},
		"a refusal": {rules, `{"detail":5}`, 400, "answer", "at '/detail': got number, want string", ": 400 Bad Request"},
		"a status":  {rules, `{"detail":"no"}`, 418, "answer", ": 418: status is not supported", ": 418 I'm a teapot: no"},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			for _, header := range []string{"X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"} {
				w.Header().Set(header, "60")
			}
			if r.Method == http.MethodGet { // the look for the name
				_, _ = io.WriteString(w, `{"pagination":{"page":1,"page_size":100,"total_count":0,"total_pages":0},"items":[]}`)
				return
			}
			w.WriteHeader(c.status)
			_, _ = io.WriteString(w, c.answer)
		}))
		checks := newChecker(t, server.URL)
		_, err := connect(t, server.URL, "a-test-key", checks).CreateSegment(t.Context(), client.NewSegment{
			Name: "x", Color: "#f0f080", ContactLists: []string{list}, Rules: json.RawMessage(c.rules),
		})
		server.Close()
		if fmt.Sprint(err) != "POST /api/v2/segments/"+c.want || len(checks.wrong) == 0 || !strings.HasPrefix(checks.wrong[0], c.words) ||
			!strings.Contains(checks.wrong[0], c.part) {
			t.Errorf("%s: %v, %v", name, err, checks.wrong)
		}
	}
}

// TestPrism runs the client against a mock server that prism makes of the
// description: see docs/dev-server.md.
func TestPrism(t *testing.T) {
	url := os.Getenv("SEGC_PRISM_URL")
	if url == "" {
		judges.Missing(t, "prism", "SEGC_PRISM_URL is not set: prism, a mock server on Node, is not running")
	}
	checks := newChecker(t, url)
	c := connect(t, url, "a-test-key", checks)
	useAll(t, c, mock)
	for status, want := range map[int]error{
		400: client.ErrInvalid, 401: client.ErrUnauthorized, 404: client.ErrNotFound, 429: client.ErrRateLimited,
	} {
		checks.override = func(r *http.Request) { r.Header.Set("Prefer", fmt.Sprintf("code=%d", status)) }
		name := "x"
		if _, err := c.UpdateSegment(t.Context(), mock, client.Update{Name: &name}); !errors.Is(err, want) {
			t.Errorf("%d: %v", status, err)
		}
	}
	checks.override = func(r *http.Request) { r.Header.Del("X-API-Key") }
	if _, err := c.GetSegment(t.Context(), mock); !errors.Is(err, client.ErrUnauthorized) {
		t.Errorf("no key: %v", err)
	}
	for _, wrong := range checks.wrong {
		t.Error(wrong)
	}
	checks = newChecker(t, url) // which sees the fault too
	_, err := connect(t, url, "a-test-key", checks).CreateSegment(t.Context(), client.NewSegment{
		Name: "x", Color: "#123456", ContactLists: []string{list}, Rules: json.RawMessage(rules),
	})
	if !errors.Is(err, client.ErrInvalid) || len(checks.wrong) == 0 {
		t.Errorf("a wrong color: %v, %v", err, checks.wrong)
	}
}

// quickClock does not wait: a sleep moves it on.
type quickClock struct {
	mu    sync.Mutex
	ahead time.Duration
}

func (c *quickClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.ahead)
}

func (c *quickClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += d
	return ctx.Err()
}
