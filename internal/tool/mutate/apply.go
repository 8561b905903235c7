package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// overlay is what `go test -overlay` reads: the files to take in place of others.
type overlay struct {
	Replace map[string]string
}

// apply writes the changed files of a mutant into a folder, and returns the name of
// the overlay that puts them in the place of those below root.
func apply(root, folder string, m *mutant) (string, error) {
	texts := map[string][]byte{}
	for _, e := range m.edits {
		text := texts[e.file]
		if text == nil {
			var err error
			if text, err = os.ReadFile(filepath.Join(root, e.file)); err != nil {
				return "", fmt.Errorf("the change does not apply: %w", err)
			}
		}
		changed, err := e.in(text)
		if err != nil {
			return "", err
		}
		texts[e.file] = changed
	}
	o := overlay{Replace: map[string]string{}}
	for file, text := range texts {
		place := filepath.Join(folder, strconv.Itoa(len(o.Replace))+".go")
		if err := os.WriteFile(place, text, 0o666); err != nil {
			return "", err
		}
		o.Replace[filepath.Join(root, file)] = place
	}
	text, err := json.Marshal(o)
	if err != nil {
		return "", err
	}
	name := filepath.Join(folder, "overlay.json")
	return name, os.WriteFile(name, text, 0o666)
}

// in returns a text with the edit made, whose old lines must occur exactly once.
func (e *edit) in(text []byte) ([]byte, error) {
	found := -1
	for from := 0; ; {
		at := bytes.Index(text[from:], e.old)
		if at < 0 {
			break
		}
		at += from
		if at == 0 || text[at-1] == '\n' {
			if found >= 0 {
				return nil, fmt.Errorf("the change does not apply: its lines occur more than once in %s", e.file)
			}
			found = at
		}
		from = at + 1
	}
	if found < 0 {
		return nil, fmt.Errorf("the change does not apply: its lines do not occur in %s", e.file)
	}
	out := make([]byte, 0, len(text)+len(e.new))
	out = append(out, text[:found]...)
	out = append(out, e.new...)
	return append(out, text[found+len(e.old):]...), nil
}
