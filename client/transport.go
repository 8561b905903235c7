package client

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"time"
)

// ownHTTPClient copies a client, puts our rule for redirects in it and keeps its
// transport from showing the key.
func ownHTTPClient(given *http.Client, base *url.URL, check func(*http.Request, []*http.Request) error) (*http.Client, error) {
	var own http.Client
	if given != nil {
		own = *given
	}
	own.CheckRedirect = check
	transport := own.Transport
	if transport == nil {
		transport = http.DefaultTransport
	}
	t, ok := transport.(*http.Transport)
	if !ok {
		return &own, nil
	}
	if t.TLSClientConfig != nil && t.TLSClientConfig.InsecureSkipVerify {
		return nil, errors.New("client: the HTTP client does not verify certificates (InsecureSkipVerify)")
	}
	own.Transport = ownTransport(t, base)
	return &own, nil
}

// ownTransport copies a transport. The copy speaks HTTP/1.1 only: with
// GODEBUG=http2debug=1 in the environment, Go's HTTP/2 logs every header, and
// with them the key. A few requests a second need no HTTP/2.
//
// For a plain http base address, which is on this machine, the copy connects
// without a proxy and only to this machine, even if the name of the host
// resolves to another address.
func ownTransport(given *http.Transport, base *url.URL) *http.Transport {
	own := given.Clone()
	own.Protocols = new(http.Protocols)
	own.Protocols.SetHTTP1(true)
	own.ForceAttemptHTTP2 = false
	own.TLSNextProto = nil
	if own.TLSClientConfig != nil { // which Clone has copied
		own.TLSClientConfig.NextProtos = []string{"http/1.1"}
	}
	if own.IdleConnTimeout == 0 {
		own.IdleConnTimeout = 90 * time.Second // nobody else can close the connections of the copy
	}
	if base.Scheme == "http" {
		own.Proxy = nil
		own.DialContext = dialLoopback(given)
	}
	return own
}

var errElsewhere = errors.New("the name of the host leads to another machine; plain http is for this one only")

type dial func(ctx context.Context, network, address string) (net.Conn, error)

// dialLoopback connects as a transport does, and refuses a connection that leads
// to another machine before anything is sent.
func dialLoopback(given *http.Transport) dial {
	connect := dial(given.DialContext)
	if connect == nil {
		connect = (&net.Dialer{Timeout: defaultTimeout}).DialContext
	}
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		connection, err := connect(ctx, network, address)
		if err != nil {
			return nil, err
		}
		if tcp, ok := connection.RemoteAddr().(*net.TCPAddr); ok && !tcp.IP.IsLoopback() {
			_ = connection.Close() // nothing was sent
			return nil, errElsewhere
		}
		return connection, nil
	}
}

// untraced is a context whose httptrace.ClientTrace, if it has one, is not told
// the headers that are written: one of them is the key.
type untraced struct{ context.Context }

// Value returns what the context has.
func (c untraced) Value(key any) any {
	value := c.Context.Value(key)
	trace, ok := value.(*httptrace.ClientTrace)
	if !ok || trace == nil || trace.WroteHeaderField == nil {
		return value
	}
	quiet := *trace
	quiet.WroteHeaderField = nil
	return &quiet
}
