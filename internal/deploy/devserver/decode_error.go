package devserver

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// decodeProblem says why a file cannot be decoded, without the words for Go types that
// the library has.
func decodeProblem(err error) error {
	var misplaced *json.UnmarshalTypeError
	switch {
	case errors.As(err, &misplaced):
		kind, _, _ := strings.Cut(misplaced.Value, " ") // after it, the text of a number
		article := "a "
		if strings.HasPrefix(kind, "a") || strings.HasPrefix(kind, "o") {
			article = "an "
		}
		message := "there is " + article + kind + " where none is expected"
		if misplaced.Field != "" {
			message = misplaced.Field + ": " + message
		}
		return errors.New(message)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("it ends too soon")
	}
	return errors.New(strings.TrimPrefix(err.Error(), "json: "))
}
