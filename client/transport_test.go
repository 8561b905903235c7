package client_test

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"sync/atomic"
	"testing"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestNoHTTP2 checks that the key is not in Go's own log of HTTP/2, which the
// environment turns on: this test runs itself in a process of its own.
func TestNoHTTP2(t *testing.T) {
	t.Parallel()
	if os.Getenv("SEGC_TEST_HTTP2") != "" {
		askOverTLS(t)
		return
	}
	for _, debug := range []string{"http2debug=1", "http2debug=2", "gctrace=0,http2debug=2", "http2client=1,http2debug=1", "xhttp2debug=1"} {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestNoHTTP2$", "-test.v")
		cmd.Env = append(os.Environ(), "SEGC_TEST_HTTP2=1", "GODEBUG="+debug)
		output, err := cmd.CombinedOutput()
		if err != nil || bytes.Count(output, []byte("HTTP/1.1 asked")) != 3 {
			t.Errorf("%s: %v\n%s", debug, err, output)
		}
		if leaks(string(output), testKey) {
			t.Errorf("%s: the key is in\n%s", debug, output)
		}
	}
}

// askOverTLS asks a server that has HTTP/2 with a client's own transport, with
// one that was used with HTTP/2 before, and with one that insists on it.
func askOverTLS(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-API-Key") == testKey {
			fmt.Println(r.Proto, "asked")
		}
		says(200, segmentJSON())(w, r)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	trusting := server.Client().Transport.(*http.Transport)
	used, insists := trusting.Clone(), trusting.Clone()
	response, err := (&http.Client{Transport: used}).Get(server.URL)
	if err != nil || response.ProtoMajor != 2 {
		t.Fatalf("%v %v", response, err) // or else this test shows nothing
	}
	_ = response.Body.Close()
	insists.ForceAttemptHTTP2 = true
	insists.TLSClientConfig.NextProtos = []string{"h2"}
	for _, transport := range []*http.Transport{trusting, used, insists} {
		w := connect(t, server.URL, newClock(), func(o *client.Options) { o.HTTPClient = &http.Client{Transport: transport} })
		if _, err := w.GetSegment(t.Context(), listID); err != nil {
			t.Error(err)
		}
	}
}

// TestPlainHTTPStaysHere checks that a request over plain http goes through no
// proxy and to no other machine.
func TestPlainHTTPStaysHere(t *testing.T) {
	t.Parallel()
	var proxied atomic.Int64
	proxy := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { proxied.Add(1) }))
	defer proxy.Close()
	address, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	through := &http.Transport{Proxy: http.ProxyURL(address)}
	w := connect(t, serve(t, http.HandlerFunc(says(200, segmentJSON()))), newClock(), func(o *client.Options) { o.HTTPClient = &http.Client{Transport: through} })
	if _, err := w.GetSegment(t.Context(), listID); err != nil || proxied.Load() > 0 {
		t.Errorf("%v; %d requests went to the proxy", err, proxied.Load())
	}

	// The name localhost leads to another machine, so the resolver says.
	theirs, ours := net.Pipe()
	defer func() { _ = theirs.Close() }()
	elsewhere := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) { return remote{ours}, nil }}
	w = connect(t, "http://localhost:1", newClock(), func(o *client.Options) { o.HTTPClient = &http.Client{Transport: elsewhere} })
	messages := prose.Open(t, "plain-http")
	_, err = w.GetSegment(t.Context(), listID)
	if err == nil || len(w.traces) != 1 {
		t.Fatalf("%v after %d requests", err, len(w.traces))
	}
	messages.Add(t, "another machine", err.Error())
	for host, want := range map[string]string{"[::1%25eth0]": "::1%eth0", "127.0.0.1.": "127.0.0.1.", "localhost.example": "localhost.example", "0x7f.1": "0x7f.1"} {
		_, err := client.New(client.Options{BaseURL: "http://" + host + ":1", Key: testKey})
		if err == nil || !prose.Names(err.Error(), want) {
			t.Fatalf("%s: %v", host, err)
		}
		messages.Add(t, host, err.Error())
	}
}

// remote is a connection to another machine.
type remote struct{ net.Conn }

func (remote) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1), Port: 1} }
