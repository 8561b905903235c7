package client

import (
	"errors"
	"fmt"
	"net/http"
)

// hidden is what is shown where a text has the key in it. Nothing of such a text
// is shown: a part of the key would be as bad, and so would a spelling of it that
// a reader can turn back.
const hidden = "[key]"

// hiddenError is what is shown in place of an error that has the key in it.
const hiddenError = "the reason is not shown, since it contains the API key"

// Bounds of a key. A short one is found by accident in texts that have nothing to
// do with it, and can be guessed.
const (
	minKey = 8
	maxKey = 4096
)

// devKey is the default key of `segc dev-server`. Everybody knows it, it is
// shorter than any real key, and it is accepted for this machine only.
const devKey = "dev-key"

// KeyError says why a text cannot be an API key. It never holds the key.
type KeyError struct {
	Problem string // such as "has fewer than 8 characters"
}

// Error returns what is wrong with the key.
func (e *KeyError) Error() string { return "client: the API key " + e.Problem }

// secret keeps a key inside functions, so that nothing prints it.
type secret struct {
	reveal func() string
	in     func(text string) bool // reports whether a text has a spelling of the key
}

// newSecret checks a key; local says that it is for an API on this machine.
func newSecret(key string, local bool) (secret, error) {
	for i := range len(key) {
		if key[i] <= ' ' || key[i] > '~' {
			return secret{}, &KeyError{"has a character that no key has: a space, a line end, a control character or one outside ASCII"}
		}
	}
	switch {
	case key == "":
		return secret{}, &KeyError{"is missing"}
	case len(key) < minKey && (key != devKey || !local):
		return secret{}, &KeyError{fmt.Sprintf("has fewer than %d characters", minKey)}
	case len(key) > maxKey:
		return secret{}, &KeyError{fmt.Sprintf("has more than %d characters", maxKey)}
	}
	return secret{func() string { return key }, spellingsOf(key).in}, nil
}

// hide returns the text itself if the key is not in it.
func (s secret) hide(text string) string {
	if s.in(text) {
		return hidden
	}
	return text
}

// HasKey reports whether a text has the API key in it, however it is spelled. No
// answer that gets past the client has it, but a text that is made of several parts
// of one may.
func (c *Client) HasKey(text string) bool { return c.ready() && c.key.in(text) }

// hideError returns the error itself if neither it nor what it wraps holds the
// key.
func (s secret) hideError(err error) error {
	if err == nil || !s.in(err.Error()) {
		return err
	}
	return errors.New(hiddenError)
}

// hideHeader copies a header without the key and other means to log in.
func (s secret) hideHeader(header http.Header) http.Header {
	shown := http.Header{}
	for name, values := range header {
		for _, value := range values {
			switch name {
			case headerKey, "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie":
				value = hidden
			}
			shown[s.hide(name)] = append(shown[s.hide(name)], s.hide(value))
		}
	}
	return shown
}

// inHeader reports whether the key is in the name or the value of a header.
func (s secret) inHeader(header http.Header) bool {
	for name, values := range header {
		if s.in(name) {
			return true
		}
		for _, value := range values {
			if s.in(value) {
				return true
			}
		}
	}
	return false
}

// inAnswer returns the part of an answer that has the key in it, "" for none. An
// answer that repeats the key is not used at all: what it says would reach files,
// terminals and logs.
func (s secret) inAnswer(response *http.Response, body []byte) string {
	switch {
	case s.in(response.Status):
		return "status line"
	case s.inHeader(response.Header) || s.inHeader(response.Trailer):
		return "header"
	case s.in(string(body)):
		return "body"
	}
	return ""
}
