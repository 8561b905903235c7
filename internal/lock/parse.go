package lock

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// version is that of the file's form.
const version = 1

type document struct {
	Version int                `json:"version"`
	Remotes map[string][]Entry `json:"remotes"`
}

// Parse reads a lock. No bytes are an empty one.
//
// Whoever can change the lock must not gain more than that: a file of an entry
// lies in the folder of the lock or below it, and nowhere else.
func Parse(data []byte) (*File, error) {
	f := &File{Remotes: map[string][]Entry{}}
	if len(bytes.TrimSpace(data)) == 0 {
		return f, nil
	}
	if bytes.HasPrefix(data, []byte("<<<<<<<")) || bytes.Contains(data, []byte("\n<<<<<<<")) {
		return nil, errors.New("two versions of the lock were merged and a conflict is left in it; keep the lines of both, one for each file")
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	var d document
	if err := decoder.Decode(&d); err != nil {
		return nil, fmt.Errorf("this is no lock that segc wrote: %w", err)
	}
	switch {
	case len(bytes.TrimSpace(data[decoder.InputOffset():])) > 0:
		return nil, errors.New("this is no lock that segc wrote: more follows its end")
	case d.Version != version:
		return nil, fmt.Errorf("the lock is of version %d; this segc knows version %d", d.Version, version)
	}
	for base, entries := range d.Remotes {
		if err := check(base, entries); err != nil {
			return nil, err
		}
		f.Remotes[base] = entries
	}
	return f, nil
}

// check holds that each file and each segment stands once, and puts ids in
// lower case.
func check(base string, entries []Entry) error {
	files, ids := map[string]bool{}, map[string]bool{}
	for i := range entries {
		e := &entries[i]
		e.ID = strings.ToLower(e.ID)
		switch {
		case !fs.ValidPath(e.File) || e.File == ".":
			return fmt.Errorf("the file %q of %s is no path below the folder of the lock", e.File, base)
		case !isUUID(e.ID):
			return fmt.Errorf("the id of the file %s for %s is no UUID: %q", e.File, base, e.ID)
		case files[e.File]:
			return fmt.Errorf("the file %s stands twice for %s; keep one of the entries", e.File, base)
		case ids[e.ID]:
			return fmt.Errorf("the segment %s stands twice for %s; keep one of the entries", e.ID, base)
		}
		files[e.File], ids[e.ID] = true, true
	}
	return nil
}

func isUUID(text string) bool {
	if len(text) != 36 {
		return false
	}
	for i := range len(text) {
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if dash != (text[i] == '-') || !dash && !strings.Contains("0123456789abcdef", text[i:i+1]) {
			return false
		}
	}
	return true
}

func quote(s string) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil {
		panic(err) // a string can always be written
	}
	return string(bytes.TrimSpace(b.Bytes()))
}
