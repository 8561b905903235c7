package devserver_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/deploy/devserver"
)

// listen serves the sample with a key on an address until the test ends.
func listen(t *testing.T, addr string, faults ...devserver.Fault) string {
	t.Helper()
	server, err := devserver.New(devserver.Config{Keys: []string{key}, RateLimit: 60, Faults: faults})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := devserver.Listen(addr)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(ctx, listener) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return listener.Addr().String()
}

// ask sends the bytes of a request and returns the answer; PORT is replaced.
func ask(t *testing.T, addr, text string) (status int, header http.Header, body string) {
	t.Helper()
	connection, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = connection.Close() }()
	if err := connection.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(addr)
	text = strings.ReplaceAll(strings.ReplaceAll(text, "PORT", port), "\n", "\r\n")
	if _, err := io.WriteString(connection, text); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, response.Header, string(content)
}

const contactsOf = "/api/v2/contacts-lists/" + listID + "/contacts/"

// TestWebPagesAreRefused sends what browsers send for hostile pages, byte by byte.
func TestWebPagesAreRefused(t *testing.T) {
	t.Parallel()
	addr := listen(t, "127.0.0.1:0")
	const withKey = "\nX-API-Key: " + key
	for name, c := range map[string]struct {
		first, rest string
		status      int
	}{
		// The requests of the review.
		"rebound":          {"GET " + contactsOf + " HTTP/1.1", "Host: rebind.evil.example:PORT\nOrigin: http://rebind.evil.example:PORT" + withKey, 421},
		"rebound, no key":  {"GET " + contactsOf + " HTTP/1.1", "Host: rebind.evil.example:PORT", 421},
		"preflight":        {"OPTIONS " + contactsOf + " HTTP/1.1", "Host: 127.0.0.1:PORT\nOrigin: http://evil.example\nAccess-Control-Request-Headers: x-api-key", 403},
		"cross-site POST":  {"POST " + segments + " HTTP/1.1", "Host: 127.0.0.1:PORT\nOrigin: http://evil.example\nContent-Type: text/plain\nContent-Length: 0", 403},
		"key in the query": {"GET " + contactsOf + "?X-API-Key=" + key + " HTTP/1.1", "Host: 127.0.0.1:PORT", 401},

		// What a host can look like.
		"a program":             {"GET " + contactsOf + " HTTP/1.1", "Host: 127.0.0.1:PORT" + withKey, 200},
		"no port":               {"GET " + contactsOf + " HTTP/1.1", "Host: 127.0.0.1" + withKey, 200},
		"another port":          {"GET " + contactsOf + " HTTP/1.1", "Host: 127.0.0.1:9" + withKey, 200},
		"name":                  {"GET " + contactsOf + " HTTP/1.1", "Host: LocalHost:PORT" + withKey, 200},
		"dot":                   {"GET " + contactsOf + " HTTP/1.1", "Host: localhost.:PORT" + withKey, 200},
		"IPv6":                  {"GET " + contactsOf + " HTTP/1.1", "Host: [::1]:PORT" + withKey, 200},
		"IPv6, no port":         {"GET " + contactsOf + " HTTP/1.1", "Host: [::1]" + withKey, 200},
		"another loopback":      {"GET " + contactsOf + " HTTP/1.1", "Host: 127.0.0.2:PORT" + withKey, 421},
		"name below localhost":  {"GET " + contactsOf + " HTTP/1.1", "Host: evil.localhost:PORT" + withKey, 421},
		"localhost below name":  {"GET " + contactsOf + " HTTP/1.1", "Host: localhost.evil.example:PORT" + withKey, 421},
		"address below name":    {"GET " + contactsOf + " HTTP/1.1", "Host: 127.0.0.1.evil.example:PORT" + withKey, 421},
		"address with a dot":    {"GET " + contactsOf + " HTTP/1.1", "Host: 127.0.0.1.:PORT" + withKey, 421},
		"two dots":              {"GET " + contactsOf + " HTTP/1.1", "Host: localhost..:PORT" + withKey, 421},
		"user":                  {"GET " + contactsOf + " HTTP/1.1", "Host: localhost@evil.example:PORT" + withKey, 400},
		"number":                {"GET " + contactsOf + " HTTP/1.1", "Host: 2130706433:PORT" + withKey, 421},
		"short address":         {"GET " + contactsOf + " HTTP/1.1", "Host: 127.1:PORT" + withKey, 421},
		"any address":           {"GET " + contactsOf + " HTTP/1.1", "Host: 0.0.0.0:PORT" + withKey, 421},
		"mapped":                {"GET " + contactsOf + " HTTP/1.1", "Host: [::ffff:127.0.0.1]:PORT" + withKey, 421},
		"no brackets":           {"GET " + contactsOf + " HTTP/1.1", "Host: ::1" + withKey, 421},
		"brackets about a name": {"GET " + contactsOf + " HTTP/1.1", "Host: [127.0.0.1]:x" + withKey, 421},
		"no number of a port":   {"GET " + contactsOf + " HTTP/1.1", "Host: localhost:evil.example" + withKey, 421},
		"empty port":            {"GET " + contactsOf + " HTTP/1.1", "Host: localhost:" + withKey, 421},
		"empty":                 {"GET " + contactsOf + " HTTP/1.1", "Host: " + withKey, 421},
		"none, HTTP/1.0":        {"GET " + contactsOf + " HTTP/1.0", "X: y" + withKey, 421},
		"none, HTTP/1.1":        {"GET " + contactsOf + " HTTP/1.1", "X: y" + withKey, 400},
		"two hosts":             {"GET " + contactsOf + " HTTP/1.1", "Host: 127.0.0.1:PORT\nHost: rebind.evil.example:PORT" + withKey, 400},
		"two hosts, HTTP/1.0":   {"GET " + contactsOf + " HTTP/1.0", "Host: rebind.evil.example:PORT\nHost: 127.0.0.1:PORT" + withKey, 400},

		// What a target can look like.
		"address, bad host":  {"GET http://127.0.0.1:PORT" + contactsOf + " HTTP/1.1", "Host: rebind.evil.example" + withKey, 421},
		"address, good host": {"GET http://rebind.evil.example" + contactsOf + " HTTP/1.1", "Host: 127.0.0.1:PORT" + withKey, 421},
		"address, both good": {"GET http://127.0.0.1:PORT" + contactsOf + " HTTP/1.1", "Host: 127.0.0.1:PORT" + withKey, 421},
		"two slashes":        {"GET //127.0.0.1:PORT" + contactsOf + " HTTP/1.1", "Host: rebind.evil.example" + withKey, 421},
		"all options":        {"OPTIONS * HTTP/1.1", "Host: rebind.evil.example", 421},
		"connect":            {"CONNECT 127.0.0.1:PORT HTTP/1.1", "Host: 127.0.0.1:PORT", 421},
		"preface of HTTP/2":  {"PRI * HTTP/2.0", "X: y", 400},
		"unknown path":       {"GET /nowhere HTTP/1.1", "Host: rebind.evil.example", 421},
		"unknown method":     {"BREW /nowhere HTTP/1.1", "Host: rebind.evil.example", 421},

		// What browsers say of a page.
		"same origin":         {"GET " + contactsOf + " HTTP/1.1", "Host: 127.0.0.1:PORT\nOrigin: http://127.0.0.1:PORT\nSec-Fetch-Site: same-origin" + withKey, 200},
		"address bar":         {"GET " + contactsOf + " HTTP/1.1", "Host: 127.0.0.1:PORT\nSec-Fetch-Site: none" + withKey, 200},
		"another port's page": {"GET " + contactsOf + " HTTP/1.1", "Host: 127.0.0.1:PORT\nOrigin: http://127.0.0.1:3000" + withKey, 403},
		"another name's page": {"GET " + contactsOf + " HTTP/1.1", "Host: 127.0.0.1:PORT\nOrigin: http://localhost:PORT" + withKey, 403},
		"page over TLS":       {"GET " + contactsOf + " HTTP/1.1", "Host: 127.0.0.1:PORT\nOrigin: https://127.0.0.1:PORT" + withKey, 403},
		"sandbox":             {"GET " + contactsOf + " HTTP/1.1", "Host: 127.0.0.1:PORT\nOrigin: null" + withKey, 403},
		"empty origin":        {"GET " + contactsOf + " HTTP/1.1", "Host: 127.0.0.1:PORT\nOrigin: " + withKey, 403},
		"two origins":         {"GET " + contactsOf + " HTTP/1.1", "Host: 127.0.0.1:PORT\nOrigin: http://127.0.0.1:PORT\nOrigin: http://evil.example" + withKey, 403},
		"cross-site":          {"GET " + contactsOf + " HTTP/1.1", "Host: 127.0.0.1:PORT\nSec-Fetch-Site: cross-site" + withKey, 403},
		"same-site":           {"GET " + contactsOf + " HTTP/1.1", "Host: 127.0.0.1:PORT\nSec-Fetch-Site: same-site" + withKey, 403},
		"two sites":           {"GET " + contactsOf + " HTTP/1.1", "Host: 127.0.0.1:PORT\nSec-Fetch-Site: none\nSec-Fetch-Site: cross-site" + withKey, 403},
		"odd site":            {"GET " + contactsOf + " HTTP/1.1", "Host: 127.0.0.1:PORT\nSec-Fetch-Site: Same-Origin, none" + withKey, 403},
	} {
		status, header, text := ask(t, addr, c.first+"\n"+c.rest+"\nConnection: close\n\n")
		if status != c.status {
			t.Errorf("%s: %d, not %d: %.100s", name, status, c.status, text)
		}
		if strings.Contains(text, "@") != (c.status == 200) {
			t.Errorf("%s: the answer is %.100s", name, text)
		}
		for header := range header {
			if strings.HasPrefix(header, "Access-Control-") {
				t.Errorf("%s: the answer has %s", name, header)
			}
		}
		if c.status != 400 && header.Get("X-Content-Type-Options") != "nosniff" { // Go answers 400 before us, in plain text
			t.Errorf("%s: the answer may be sniffed: %v", name, header)
		}
	}
}

// TestWebPagesUseUpNothing checks that a refused request takes neither a fault
// nor a part of the rate limit.
func TestWebPagesUseUpNothing(t *testing.T) {
	t.Parallel()
	addr := listen(t, "127.0.0.1:0", devserver.Fault{Kind: "500", Count: 1})
	page := "GET " + segments + " HTTP/1.1\nHost: rebind.evil.example\nX-API-Key: " + key + "\nX-Dev-Fault: html\nConnection: close\n\n"
	for range 70 {
		if status, _, text := ask(t, addr, page); status != 421 {
			t.Fatalf("%d %s", status, text)
		}
	}
	own := strings.Replace(strings.Replace(page, "rebind.evil.example", "localhost", 1), "X-Dev-Fault: html\n", "", 1)
	for _, want := range []int{500, 200} {
		if status, header, text := ask(t, addr, own); status != want || want == 200 && header.Get("X-RateLimit-Remaining") != "58" {
			t.Errorf("%d %v %s", status, header, text)
		}
	}
}

// TestOwnAddressIsServed checks that an address given to the server is one.
func TestOwnAddressIsServed(t *testing.T) {
	t.Parallel()
	for _, addr := range []string{"127.0.0.1:0", "127.0.0.2:0", "[::1]:0", "localhost:0"} {
		listener, err := net.Listen("tcp", addr)
		if err != nil {
			t.Logf("this machine has no %s", addr) // such as one without IPv6
			continue
		}
		_ = listener.Close()
		at := listen(t, addr)
		if status, _, text := ask(t, at, fmt.Sprintf("GET %s HTTP/1.1\nHost: %s\nX-API-Key: %s\nConnection: close\n\n", contactsOf, at, key)); status != 200 {
			t.Errorf("%s: %d %s", at, status, text)
		}
	}
}

// TestAuthority checks the pseudo-header of HTTP/2.
func TestAuthority(t *testing.T) {
	t.Parallel()
	server, err := devserver.New(devserver.Config{Keys: []string{key}})
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewUnstartedServer(server)
	h.EnableHTTP2 = true
	h.StartTLS()
	defer h.Close()
	client := h.Client()
	client.Transport.(*http.Transport).TLSClientConfig = &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h2"}} // another name is asked for
	for host, want := range map[string]int{"": 200, "localhost": 200, "rebind.evil.example": 421, "evil.localhost": 421} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.URL+contactsOf, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		r.Header.Set("X-API-Key", key)
		response, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != want || response.ProtoMajor != 2 {
			t.Errorf("%q: %s %d", host, response.Proto, response.StatusCode)
		}
	}
}

// TestKeyInAPathIsNotLogged checks that the log is without the key, however
// somebody wrote it into a path.
func TestKeyInAPathIsNotLogged(t *testing.T) {
	t.Parallel()
	b := start(t, devserver.Config{Keys: []string{"Dev/Secret&Key-1"}})
	for _, path := range []string{"Dev%2FSecret&Key-1", "dev%2fsecret%26key-1", "Dev/Secret&Key-1"} {
		b.send("GET", segments+path+"/", "")
	}
	if log := strings.ToLower(b.log.String()); strings.Contains(log, "secret") || strings.Count(log, "[key]") != 3 {
		t.Errorf("the log is\n%s", log)
	}
}
