package lsp

import (
	"net/url"
	"path"
	"strings"
)

// fileOf returns the absolute path of a `file:` URI, with slashes; false for another scheme. A
// drive letter is in lower case: clients differ in it.
func fileOf(uri string) (string, bool) {
	parsed, err := url.Parse(uri)
	if err != nil || !strings.EqualFold(parsed.Scheme, "file") || parsed.Path == "" || strings.ContainsRune(parsed.Path, 0) {
		return "", false
	}
	name := path.Clean("/" + parsed.Path)
	switch host := strings.ToLower(parsed.Host); {
	case host != "" && host != "localhost":
		return "//" + host + name, true // a share of Windows
	case len(name) >= 3 && name[2] == ':' && isLetter(name[1]):
		return strings.ToLower(name[1:2]) + name[2:], true
	}
	return name, true
}

func isLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

// schemeOf returns the scheme of a URI in lower case.
func schemeOf(uri string) string {
	scheme, _, found := strings.Cut(uri, ":")
	if !found {
		return ""
	}
	return strings.ToLower(scheme)
}

// uriBelow returns the URI of a file below a folder, as the client writes that.
func uriBelow(folder, name string) string {
	var b strings.Builder
	b.WriteString(strings.TrimSuffix(folder, "/"))
	for part := range strings.SplitSeq(name, "/") {
		b.WriteByte('/')
		b.WriteString(escapePart(part))
	}
	return b.String()
}

// escapePart escapes everything that clients escape in a name: VS Code compares URIs letter by
// letter.
func escapePart(part string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(part) {
		switch c := part[i]; {
		case isLetter(c), '0' <= c && c <= '9', strings.IndexByte("-._~", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}

// uriOf returns the URI of an absolute path with slashes.
func uriOf(name string) string {
	switch {
	case strings.HasPrefix(name, "//"):
		host, rest, _ := strings.Cut(name[2:], "/")
		return uriBelow("file://"+host, rest)
	case strings.HasPrefix(name, "/"):
		return uriBelow("file:///", name[1:])
	}
	return uriBelow("file:///", name)
}
