package client

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/segc-lang/segc/internal/visible"
)

// refusal makes an *APIError from an answer that is not a success.
func (c *Client) refusal(call call, got answer) *APIError {
	e := &APIError{
		Method: call.method, Path: call.path, Status: got.status, RetryAfter: min(retryAfter(c.clock.Now(), got.header), maxTold),
	}
	if got.keyIn != "" {
		e.Message = "the answer is not shown, since its " + got.keyIn + " contains the API key"
		return e
	}
	e.Body = slices.Clone(got.body[:min(len(got.body), maxRefusal)])
	media, _, _ := mime.ParseMediaType(got.header.Get("Content-Type"))
	var value any
	decoder := json.NewDecoder(bytes.NewReader(got.body))
	decoder.UseNumber()
	switch {
	case decoder.Decode(&value) == nil:
		var r reasons
		r.walk("", value, 0)
		e.Message, e.Problems = r.message, r.problems
	case media == "text/plain":
		e.Message = printable(string(e.Body), maxWords)
	case got.status == http.StatusBadGateway || got.status == http.StatusServiceUnavailable || got.status == http.StatusGatewayTimeout:
		e.Message = "the answer is not the API's own"
	}
	return e
}

// Bounds of what is kept of a refusal.
const (
	maxTold     = 24 * time.Hour // of RetryAfter
	maxProblems = 1000
	maxNesting  = 32
	maxWords    = 1000 // characters of one message
)

// reasons gathers the server's words. The API's documentation does not give the
// shape of a 400, so that all usual ones are read: a text or a list of texts
// under the name of a member or a whole path; members nested like those of the
// request; and objects that say where and what, such as those with loc and msg.
type reasons struct {
	message  string // for the request as a whole
	problems []Problem
}

// envelopes are members that hold words and are none of the request's.
var envelopes = []string{
	"detail", "details", "message", "messages", "error", "errors", "non_field_errors", "title", "reason", "reasons",
}

func (r *reasons) walk(path string, value any, depth int) {
	if depth > maxNesting || len(r.problems) >= maxProblems {
		return
	}
	switch value := value.(type) {
	case string:
		r.add(path, value)
	case []any:
		for i, element := range value {
			switch element := element.(type) {
			case string:
				r.add(path, element)
			case map[string]any:
				if path == "" || located(element) {
					r.walk(path, element, depth+1)
				} else {
					r.walk(fmt.Sprintf("%s[%d]", path, i), element, depth+1)
				}
			default:
				r.walk(fmt.Sprintf("%s[%d]", path, i), element, depth+1)
			}
		}
	case map[string]any:
		r.object(path, value, depth)
	}
}

func (r *reasons) object(path string, value map[string]any, depth int) {
	if located(value) {
		where, _ := place(value)
		what, _ := words(value)
		r.add(join(path, where), what)
		return
	}
	names := slices.Sorted(maps.Keys(value))
	for _, envelope := range []bool{true, false} { // what is about the whole comes first
		for _, name := range names {
			if slices.Contains(envelopes, name) != envelope {
				continue
			}
			below := path
			if !envelope {
				below = join(path, name)
			}
			r.walk(below, value[name], depth+1)
		}
	}
}

// located reports whether an object says where and what: a loc and a msg, or a
// text under one of the usual names of each.
func located(value map[string]any) bool {
	_, where := place(value)
	_, what := words(value)
	return where && what
}

// place returns the path in a located object.
func place(value map[string]any) (string, bool) {
	if loc, ok := value["loc"].([]any); ok {
		return location(loc), true
	}
	if source, ok := value["source"].(map[string]any); ok {
		value = source
	}
	return firstText(value, "path", "pointer", "field", "param", "attr", "property", "loc")
}

// words returns the message in a located object.
func words(value map[string]any) (string, bool) {
	return firstText(value, "msg", "message", "detail", "description", "reason", "error", "title")
}

func firstText(value map[string]any, names ...string) (string, bool) {
	for _, name := range names {
		if text, ok := value[name].(string); ok && text != "" {
			return text, true
		}
	}
	return "", false
}

func location(steps []any) string {
	path := ""
	for i, step := range steps {
		switch step := step.(type) {
		case json.Number:
			path += "[" + step.String() + "]"
		case string:
			if i > 0 || step != "body" {
				path = join(path, step)
			}
		}
	}
	return path
}

// join appends a member to a path. A number is an index.
func join(path, name string) string {
	switch {
	case name == "":
		return path
	case strings.Trim(name, "0123456789") == "":
		return path + "[" + name + "]"
	case path == "" || strings.HasPrefix(name, "["):
		return path + name
	default:
		return path + "." + name
	}
}

func (r *reasons) add(path, words string) {
	words = printable(words, maxWords)
	if path == "" && r.message == "" {
		r.message = words
		return
	}
	r.problems = append(r.problems, Problem{Path: printable(path, maxWords), Message: words})
}

// printable returns a text in one line of at most so many characters, without
// what could steer a terminal, and without what nobody would see.
func printable(text string, most int) string {
	var b strings.Builder
	space, n := false, 0
	for i, r := range text {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case visible.Hides(text, i), !unicode.IsPrint(r) && !unicode.Is(unicode.Cf, r): // Cf has the joiners of emoji
			r = unicode.ReplacementChar
		}
		if n++; n > most {
			b.WriteRune('…')
			break
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}
