package client

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
)

// hidden stands where a key was.
const hidden = "[key]"

// secret is a key behind a function, which nothing prints.
type secret struct{ reveal func() string }

func newSecret(key string) (secret, error) {
	if key == "" {
		return secret{}, errors.New("client: the key is missing")
	}
	for i := range len(key) {
		if key[i] <= ' ' || key[i] > '~' {
			return secret{}, errors.New("client: the key has a character that no header may have (a space, a line end or no ASCII)")
		}
	}
	return secret{func() string { return key }}, nil
}

// hide takes the key out of a text, as it is and as a URL or JSON writes it.
func (s secret) hide(text string) string { return hideIn(text, s.reveal()) }

func hideIn(text, key string) string {
	if key == "" {
		return text
	}
	escaped := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(key)
	// All forms at once: what stands in for one of them is not searched again.
	return strings.NewReplacer(key, hidden, url.QueryEscape(key), hidden, url.PathEscape(key), hidden, escaped, hidden).Replace(text)
}

// hideError returns the error itself when neither it nor what it wraps holds
// the key, and else an error with the same words but the key.
func (s secret) hideError(err error) error {
	if err == nil || s.hide(err.Error()) == err.Error() {
		return err
	}
	return errors.New(s.hide(err.Error()))
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
			shown[name] = append(shown[name], s.hide(value))
		}
	}
	return shown
}
