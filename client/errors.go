package client

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/segc-lang/segc/internal/inert"
)

// What errors.Is finds in the errors of this package.
var (
	ErrUnauthorized = errors.New("the key is missing, invalid or not linked to a customer") // 401
	ErrNotFound     = errors.New("there is no such thing")                                  // 404
	ErrInvalid      = errors.New("the API refuses the data")                                // 400 and 422
	ErrRateLimited  = errors.New("the rate limit is exceeded")                              // 429
	ErrRedirect     = errors.New("a redirect")                                              // that is not followed
)

// APIError is a refusal by the API: an answer whose status is not a success.
type APIError struct {
	Method, Path string // of the request, without a query
	Status       int
	Message      string        // the server's words in one line; may be empty
	Problems     []Problem     // what is wrong where, as far as the answer says
	RetryAfter   time.Duration // of a 429 or 503, at most a day; zero when it does not say
	Body         []byte        // the start of the answer, at most 64 KiB; nil if the answer has the key in it

	until time.Time // when to come back, if the client does not wait that long; zero if it would
}

// Problem is one reason of a refusal.
type Problem struct {
	Path    string // of the member, such as rules_json.any[0].all[2].operator; "" for none
	Message string // the server's words
}

// Error returns the request, the status and the server's words.
func (e *APIError) Error() string { return inert.Words(e.text()) }

func (e *APIError) text() string {
	text := fmt.Sprintf("%s %s: %d %s", e.Method, e.Path, e.Status, http.StatusText(e.Status))
	text = strings.TrimSuffix(text, " ")
	if !e.until.IsZero() {
		text += "; " + comeBack(e.until, e.RetryAfter)
	}
	if e.Message != "" {
		text += ": " + e.Message
	}
	for i, p := range e.Problems {
		switch {
		case p.Path == "" && p.Message == e.Message:
			continue
		case i == maxShown:
			return fmt.Sprintf("%s; and %d more", text, len(e.Problems)-i)
		case p.Path == "":
			text += "; " + p.Message
		default:
			text += "; " + p.Path + ": " + p.Message
		}
	}
	return text
}

// comeBack says when the API lets requests through again.
func comeBack(until time.Time, wait time.Duration) string {
	about := wait.Round(time.Second).String()
	if wait >= maxTold {
		about = "a day or more"
	}
	return fmt.Sprintf("try again after %s (in %s)", until.UTC().Format("2006-01-02 15:04:05 UTC"), about)
}

// maxShown is how many problems the text of an error has.
const maxShown = 10

// Is reports whether the target is the error for the status.
func (e *APIError) Is(target error) bool {
	switch target {
	case ErrUnauthorized:
		return e.Status == http.StatusUnauthorized
	case ErrNotFound:
		return e.Status == http.StatusNotFound
	case ErrInvalid:
		return e.Status == http.StatusBadRequest || e.Status == http.StatusUnprocessableEntity
	case ErrRateLimited:
		return e.Status == http.StatusTooManyRequests
	}
	return false
}

// TransportError says that there was no answer: the API could not be reached,
// the connection broke, the answer did not come in time or was refused unread.
type TransportError struct {
	Method, Path string
	Err          error // without the key

	unsent bool // the request cannot have arrived
	final  bool // trying again cannot help
}

// Error returns the request and what went wrong.
func (e *TransportError) Error() string {
	return inert.Words(fmt.Sprintf("%s %s: %v", e.Method, e.Path, e.Err))
}

// Unwrap returns what went wrong.
func (e *TransportError) Unwrap() error { return e.Err }

// AnswerError says that an answer is not what the documentation promises.
type AnswerError struct {
	Method, Path string
	Status       int
	Field        string // the path of the member, such as items[3].id; "" for the answer as a whole
	Problem      string // in plain words

	cut   bool // the text ends early
	reads int  // how often a list was read that contradicted itself; 0 for other mistakes
}

// Error returns the request, the member and what is wrong with it.
func (e *AnswerError) Error() string { return inert.Words(e.text()) }

func (e *AnswerError) text() string {
	text := fmt.Sprintf("%s %s: ", e.Method, e.Path)
	switch e.reads {
	case 0:
		text += "the answer is not as documented: "
	case 1:
		text += "the list contradicts itself: "
	default:
		text += fmt.Sprintf("the list was read %d times and contradicted itself each time: ", e.reads)
	}
	if e.Field != "" {
		text += e.Field + ": "
	}
	text += e.Problem
	if e.reads > 1 {
		text += "; wait until nobody changes segments, then try again"
	}
	return text
}

// UncertainError says that it is not known whether a POST or PATCH was done.
// Look before you send it again.
type UncertainError struct {
	Method, Path string
	Err          error  // why the answer to the request is not known
	Look         error  // why looking did not settle it; nil if the looks succeeded
	ID           string // a segment that may be what the request made; "" for none
}

// Error says what may have happened and why it is not known.
func (e *UncertainError) Error() string { return inert.Words(e.text()) }

func (e *UncertainError) text() string {
	request := e.Method + " " + e.Path + ": "
	why := strings.TrimPrefix(fmt.Sprint(e.Err), request) // most errors begin with their request
	text := request + "it is not known whether this was done: " + why
	switch {
	case e.ID != "" && e.Look != nil:
		text += fmt.Sprintf("; the segment %s may be it: %v", e.ID, e.Look)
	case e.ID != "":
		text += fmt.Sprintf("; the segment %s may be it, but differs from what was sent", e.ID)
	case e.Look != nil:
		text += fmt.Sprintf("; nor could it be looked up: %v", e.Look)
	default:
		text += "; nothing of it was found afterwards"
	}
	return text
}

// Unwrap returns the error of the request and that of looking.
func (e *UncertainError) Unwrap() []error {
	if e.Look == nil {
		return []error{e.Err}
	}
	return []error{e.Err, e.Look}
}

// ExistsError says that nothing was created because the name is taken.
type ExistsError struct {
	Name string   // as it was to be created
	IDs  []string // of the segments that have the name, in lower case; at least one
}

// Error returns the name and the ids.
func (e *ExistsError) Error() string {
	return fmt.Sprintf("there is already a segment named %q: %s", e.Name, strings.Join(e.IDs, ", "))
}

// timeoutError is the end of the time for one attempt. It is none of the
// context of the call.
type timeoutError struct{ after time.Duration }

func (e timeoutError) Error() string { return fmt.Sprintf("no answer within %s", e.after) }

// Timeout makes it a net.Error's timeout.
func (e timeoutError) Timeout() bool { return true }
