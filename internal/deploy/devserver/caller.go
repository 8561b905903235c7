package devserver

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// guardBrowser keeps web pages out: the port and the default key of the server
// are known to everybody, and a browser on this machine sends what a page asks
// it to send. A page whose host name was rebound to this machine shows its name
// in Host; any other page shows where it comes from in Origin and
// Sec-Fetch-Site. The answer has a status only if the request is refused.
func guardBrowser(r *http.Request) answer {
	switch {
	case r.URL.Host != "" || r.URL.Scheme != "":
		return refuse(http.StatusMisdirectedRequest, "This server is not a proxy: send a path, not an address.")
	case !toThisMachine(r):
		return refuse(http.StatusMisdirectedRequest, "This server answers requests to localhost, 127.0.0.1 and [::1] only; check the Host of the request.")
	case !sameOrigin(r):
		return refuse(http.StatusForbidden, "This server answers programs on this machine, not web pages of another origin.")
	}
	return answer{}
}

// toThisMachine reports whether the Host of a request, in HTTP/2 its :authority,
// is a name that nobody can rebind, or the loopback address that the connection
// came to.
func toThisMachine(r *http.Request) bool {
	host, port := r.Host, ""
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		host, port = host[:i], host[i+1:]
	}
	if strings.Trim(port, "0123456789") != "" || strings.HasSuffix(r.Host, ":") {
		return false
	}
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return true
	}
	if inner, ok := strings.CutPrefix(host, "["); ok {
		if host, ok = strings.CutSuffix(inner, "]"); !ok {
			return false
		}
	} else if strings.Contains(host, ":") {
		return false
	}
	if host == "127.0.0.1" || host == "::1" {
		return true
	}
	at, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	ip, err := netip.ParseAddr(host)
	return ok && err == nil && ip.Zone() == "" && ip.IsLoopback() && ip == at.AddrPort().Addr().Unmap()
}

// sameOrigin reports whether a browser says that a page of this server, or a
// person, asks. Other programs say nothing.
func sameOrigin(r *http.Request) bool {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	for _, origin := range r.Header.Values("Origin") {
		if !strings.EqualFold(origin, scheme+"://"+r.Host) {
			return false
		}
	}
	for _, site := range r.Header.Values("Sec-Fetch-Site") {
		if site != "same-origin" && site != "none" {
			return false
		}
	}
	return true
}
