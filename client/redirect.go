package client

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// maxRedirects is how many redirects a request may follow.
const maxRedirects = 5

// checkRedirect lets a request go on below the base address and with the same
// method: the key must not leave, and a POST that becomes a GET is another call.
func (c *Client) checkRedirect(next *http.Request, via []*http.Request) error {
	switch {
	case c.key.in(next.URL.String()) || next.Response != nil && c.key.inHeader(next.Response.Header):
		return fmt.Errorf("%w that contains the API key", ErrRedirect)
	case origin(next.URL) != origin(c.base):
		return fmt.Errorf("%w to another origin, %s", ErrRedirect, printable(origin(next.URL), maxQuoted))
	case next.URL.User != nil:
		return fmt.Errorf("%w to an address with a user or a password", ErrRedirect)
	case !below(next.URL, c.base):
		return fmt.Errorf("%w to a path that is not below the base address", ErrRedirect)
	case next.Method != via[0].Method:
		return fmt.Errorf("%w that would turn the %s into a %s", ErrRedirect, via[0].Method, next.Method)
	case len(via) > maxRedirects:
		return fmt.Errorf("%w after %d others", ErrRedirect, maxRedirects)
	}
	return nil
}

// below reports whether the path of an address lies below that of the base: on a
// host that several owners share, another path may be somebody else's. The part
// after the base must be plain, since servers differ in what they make of `..`,
// `//`, a backslash or a percent sign.
func below(u, base *url.URL) bool {
	rest, ok := strings.CutPrefix(u.EscapedPath(), strings.TrimRight(base.EscapedPath(), "/")+"/")
	if !ok {
		return false
	}
	parts := strings.Split(rest, "/")
	for i, part := range parts {
		if strings.Trim(part, ".") == "" && (part != "" || i < len(parts)-1) {
			return false
		}
		if strings.ContainsFunc(part, func(r rune) bool { return !plain(r) }) {
			return false
		}
	}
	return true
}

// plain reports whether a character means itself in every URL.
func plain(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-._~", r)
}
