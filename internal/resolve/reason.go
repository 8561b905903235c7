package resolve

import (
	"errors"
	"io/fs"
	"strings"
	"unicode/utf8"
)

// failed is an error of an importer in the words of a message. The error comes from code
// that others wrote: it is asked once, and only what a message can show is kept of it.
type failed struct {
	refused, missing bool
	reason           string
}

// maxReason is how many bytes of an error a message shows.
const maxReason = 1000

func failedBy(err error) (f failed) {
	defer func() {
		if recover() != nil {
			f = failed{reason: "the file system returned an error without a message"}
		}
	}()
	f = failed{refused: errors.Is(err, ErrRefused), missing: errors.Is(err, fs.ErrNotExist)}
	f.reason = shortened(reason(err))
	return f
}

// reason returns what an error says without the path, which the message has.
func reason(err error) string {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err.Error()
	}
	return strings.TrimPrefix(err.Error(), ErrRefused.Error()+": ")
}

func shortened(text string) string {
	if len(text) <= maxReason {
		return text
	}
	end := maxReason
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}
