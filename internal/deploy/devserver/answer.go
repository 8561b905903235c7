package devserver

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
)

// answer is a status and what becomes the JSON of the body.
type answer struct {
	status int
	value  any
}

// refusal is the body of every answer that is not a success.
type refusal struct {
	Detail string              `json:"detail"`
	Errors map[string][]string `json:"errors,omitempty"` // by the path of the member
}

func refuse(status int, format string, args ...any) answer {
	return answer{status, refusal{Detail: fmt.Sprintf(format, args...)}}
}

// problems gathers the reasons of a 400 by the path of the member.
type problems map[string][]string

func (p problems) add(path, format string, args ...any) {
	p[path] = append(p[path], fmt.Sprintf(format, args...))
}

func (p problems) answer(what string) answer {
	return answer{http.StatusBadRequest, refusal{Detail: "The " + what + " is not valid.", Errors: p}}
}

// encode writes the JSON of a body.
func encode(value any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
