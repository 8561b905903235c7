package client

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// DefaultBaseURL is the address of the platform. Source: the API's documentation.
const DefaultBaseURL = "https://webapi.inboxroad.com"

// Options say how a Client reaches the API. Only Key is required.
type Options struct {
	// BaseURL is the address of the API without /api/v2. It is https, or http to
	// a loopback host. Empty is DefaultBaseURL.
	BaseURL string

	// Key is the API key: 8 to 4,096 visible ASCII characters. On a loopback host
	// it may also be "dev-key", the default of `segc dev-server`. What cannot be a key is
	// a *KeyError.
	Key string `json:"-"`

	// HTTPClient sends the requests; nil is a client of its own. Its transport,
	// cookie jar and timeout are used, its CheckRedirect is not. An
	// *http.Transport is copied, and the copy speaks HTTP/1.1 only; one that does
	// not verify certificates is refused. Any other transport sees the key and must
	// keep it to itself.
	HTTPClient *http.Client

	// Timeout bounds one attempt of one request, its answer included. Zero is 30
	// seconds. A context bounds a whole call.
	Timeout time.Duration

	// PerMinute is the most requests in a minute. Zero is 60, or what the API
	// says in X-RateLimit-Limit once it has answered; with a number, the lower of
	// the two counts. Below zero only the API's headers hold requests back.
	PerMinute int

	// PageSize is how many items the client requests at once. Zero is 100; the API's
	// documentation gives no limit.
	PageSize int

	// UserAgent is sent as it is. Empty is "segc-client".
	UserAgent string

	// Clock is the time; nil is the machine's.
	Clock Clock

	// OnEvent, if set, is called when the client waits, tries again or adopts a
	// segment, before it does so, and once when an answer takes long. Calls may come
	// from several goroutines.
	OnEvent func(Event)

	// OnTrace, if set, is called after every request that was sent.
	OnTrace func(Trace)
}

// Client calls the API. It is safe for concurrent use; all of its calls share
// one pace. It prints as its address, never with its key. It comes from New; the calls of
// any other one return an error.
type Client struct {
	base      *url.URL
	key       secret
	http      *http.Client
	timeout   time.Duration
	pageSize  int
	userAgent string

	maxListKept int64         // tests have less
	slow        time.Duration // the same
	clock       Clock
	onEvent     func(Event)
	onTrace     func(Trace)
	pace        *pacer

	mu       sync.Mutex
	made     map[string]bool          // the ids of segments that this client has returned as created
	creating map[string]chan struct{} // the names of those that it is creating
}

// New checks the options and returns a Client. It sends nothing. No error holds
// the key.
func New(o Options) (*Client, error) {
	base, wrong := parseBase(o.BaseURL)
	key, err := newSecret(o.Key, base != nil && loopback(base.Hostname()))
	switch {
	case err != nil && wrong != nil && o.Key == devKey: // the key is fine for the address that was meant
		return nil, wrong
	case err != nil:
		return nil, err
	case wrong != nil:
		return nil, key.hideError(wrong)
	case key.in(base.String()):
		return nil, errors.New("client: the base address contains the API key")
	}
	c := &Client{
		base: base, key: key, timeout: o.Timeout, pageSize: o.PageSize, userAgent: o.UserAgent,
		clock: o.Clock, onEvent: o.OnEvent, onTrace: o.OnTrace,
		made: map[string]bool{}, creating: map[string]chan struct{}{}, maxListKept: maxListKept, slow: slowAnswer,
	}
	if c.http, err = ownHTTPClient(o.HTTPClient, base, c.checkRedirect); err != nil {
		return nil, err
	}
	if c.timeout <= 0 {
		c.timeout = defaultTimeout
	}
	if c.pageSize <= 0 {
		c.pageSize = defaultPageSize
	}
	if c.userAgent == "" {
		c.userAgent = "segc-client"
	}
	if c.clock == nil {
		c.clock = machineClock{}
	}
	if c.onEvent == nil {
		c.onEvent = func(Event) {}
	}
	c.pace = newPacer(o.PerMinute)
	return c, nil
}

const (
	defaultTimeout  = 30 * time.Second
	defaultPageSize = 100
	slowAnswer      = 5 * time.Second // after which OnEvent is told that the client still waits
)

// BaseURL returns the address of the API in its normal form: without a slash at
// the end and without a port that goes without saying, the host in lower case.
func (c *Client) BaseURL() string {
	if !c.ready() {
		return ""
	}
	return c.base.String()
}

// ready reports whether the client comes from New.
func (c *Client) ready() bool { return c != nil && c.base != nil }

var errNotMade = errors.New("client: this Client does not come from New")

// String returns the name of the type and the address, never the key.
func (c *Client) String() string { return "client.Client(" + c.BaseURL() + ")" }

// GoString returns what String does.
func (c *Client) GoString() string { return c.String() }

// Format prints what String returns, with every verb.
func (c *Client) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(c.String())) }

// Format prints the options without the key, with every verb.
func (o Options) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, o.shown())
}

// LogValue is what log/slog writes: what Format prints.
func (o Options) LogValue() slog.Value { return slog.StringValue(o.shown()) }

// MarshalText is what JSON, XML and other encodings write: what Format prints.
func (o Options) MarshalText() ([]byte, error) { return []byte(o.shown()), nil }

// MarshalBinary is what encoding/gob writes: what Format prints.
func (o Options) MarshalBinary() ([]byte, error) { return o.MarshalText() }

func (o Options) shown() string {
	address := o.BaseURL
	if o.Key != "" && spellingsOf(o.Key).in(address) {
		address = hidden
	}
	return "client.Options(" + address + ")"
}
