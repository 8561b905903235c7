package client

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"
)

// apiPath is where the API is below the base address.
const apiPath = "/api/v2"

// parseBase checks a base address and returns it in its normal form.
func parseBase(text string) (*url.URL, error) {
	if text == "" {
		text = DefaultBaseURL
	}
	u, err := url.Parse(text)
	switch {
	case err != nil: // whose words repeat parts of the address, and with them a password
		return nil, errors.New("client: the base address is not a URL such as " + DefaultBaseURL)
	case u.Scheme != "https" && u.Scheme != "http" || u.Opaque != "":
		return nil, errors.New("client: the base address must begin with https:// (or http:// and a loopback host)")
	case u.Hostname() == "":
		return nil, errors.New("client: the base address has no host")
	case u.User != nil:
		return nil, errors.New("client: the base address must have no user and no password")
	case u.RawQuery != "" || u.Fragment != "" || u.ForceQuery:
		return nil, errors.New("client: the base address must have no query and no fragment")
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return nil, fmt.Errorf("client: plain http is for loopback hosts only; the key would be readable on the way to %s", u.Hostname())
	}
	path := strings.TrimRight(u.Path, "/")
	if strings.HasSuffix(path, apiPath) {
		return nil, fmt.Errorf("client: leave %s out of the base address", apiPath)
	}
	host := strings.TrimSuffix(strings.ToLower(u.Host), ":"+defaultPort(u.Scheme))
	return &url.URL{Scheme: u.Scheme, Host: host, Path: path}, nil
}

// loopback reports whether a host is this machine by its name alone.
func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Zone() == "" && ip.Unmap().IsLoopback()
}

func origin(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = defaultPort(u.Scheme)
	}
	return u.Scheme + "://" + net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}

func defaultPort(scheme string) string {
	if scheme == "http" {
		return "80"
	}
	return "443"
}

// isUUID reports whether a text is a UUID in its usual form. What is none is
// never put into a path.
func isUUID(text string) bool {
	if len(text) != 36 {
		return false
	}
	for i := range len(text) {
		c := text[i]
		if dash := i == 8 || i == 13 || i == 18 || i == 23; dash != (c == '-') {
			return false
		} else if !dash && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'f') {
			return false
		}
	}
	return true
}
