package lsp

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
)

// logger writes which messages came and went: methods, versions, times and sizes. It never has a
// text, a value or the name of a file.
type logger struct{ to io.Writer }

// message logs one message.
func (l logger) message(arrow string, m message, size int) {
	if l.to == nil {
		return
	}
	what := knownMethod(m.Method)
	if m.Method == "" {
		what = "answer"
		if m.Error != nil {
			what = fmt.Sprintf("error %d", m.Error.Code)
		}
	}
	if version := versionIn(m.Params); version != nil {
		what += fmt.Sprintf(" version %d", *version)
	}
	l.line(fmt.Sprintf("%s %s, %d bytes", arrow, what, size))
}

// line logs a sentence of segc.
func (l logger) line(text string) {
	if l.to != nil {
		_, _ = fmt.Fprintf(l.to, "%s %s\n", time.Now().UTC().Format("2006-01-02T15:04:05.000Z"), text) // there is nowhere else to say it
	}
}

// raw logs where a fault of segc is.
func (l logger) raw(stack []byte) {
	if l.to != nil {
		_, _ = l.to.Write(withoutArguments(stack)) // as above
	}
}

// withoutArguments takes out of a stack what functions were called with.
func withoutArguments(stack []byte) []byte {
	var b strings.Builder
	for line := range strings.Lines(string(stack)) {
		if !strings.HasPrefix(line, "\t") {
			if at := strings.LastIndexByte(line, '('); at > 0 {
				line = line[:at] + "\n"
			}
		}
		b.WriteString(line)
	}
	return []byte(b.String())
}

// knownMethod returns the name of a method, if it looks like one: a client may send anything.
func knownMethod(name string) string {
	const longest = 60
	plain := func(r rune) bool { return r == '/' || r == '$' || r < 0x80 && isLetter(byte(r)) }
	if len(name) > longest || strings.ContainsFunc(name, func(r rune) bool { return !plain(r) }) {
		return "unknown method"
	}
	return name
}

// versionIn returns the version of a document that a message is about.
func versionIn(params json.RawMessage) *int {
	var about struct {
		Version      *int `json:"version"`
		TextDocument struct {
			Version *int `json:"version"`
		} `json:"textDocument"`
	}
	if len(params) == 0 || json.Unmarshal(params, &about) != nil {
		return nil
	}
	if about.TextDocument.Version != nil {
		return about.TextDocument.Version
	}
	return about.Version
}
