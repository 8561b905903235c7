package plan

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// decodeProblem says why a plan cannot be decoded, without the words for Go types that
// the library has.
func decodeProblem(err error) string {
	var misplaced *json.UnmarshalTypeError
	switch {
	case errors.As(err, &misplaced) && misplaced.Field == "":
		return "it is not a JSON object"
	case errors.As(err, &misplaced):
		return "the member " + misplaced.Field + " has a value of the wrong type"
	case errors.Is(err, io.EOF):
		return "it is empty"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "it ends too soon"
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}
