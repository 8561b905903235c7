package devserver

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/tree"
)

// segment is a segment as it is kept.
type segment struct {
	ID           string          `json:"id"`
	Name         string          `json:"name"`
	Color        string          `json:"color"`
	Description  string          `json:"description"`
	Lists        []string        `json:"contact_list_ids"`
	Rules        json.RawMessage `json:"rules_json"`
	Created      time.Time       `json:"created_at"`
	Updated      time.Time       `json:"updated_at"`
	BuildStarted time.Time       `json:"build_started_at"`
	BuildFails   bool            `json:"build_fails,omitempty"`

	document *condition.Document // of Rules
	matches  []int               // indices of the contacts that match; nil until somebody asks
}

// store has the segments, in the order of their creation, and the file that
// keeps them, if there is one.
type store struct {
	file *File
	list []*segment
}

// stateVersion is the version of the file's form.
const stateVersion = 1

type stateFile struct {
	Version  int        `json:"version"`
	Segments []*segment `json:"segments"`
}

// maxState is the most bytes of the file: a device that is named by mistake must
// not fill the memory.
const maxState = 64 << 20

// File is the place of a file that keeps the segments.
type File struct {
	Tree *tree.Tree // which nothing leads out of
	Name string     // in the tree
	Path string     // as messages show it
}

// load reads the file. One that does not exist yet is empty.
func (st *store) load() error {
	if st.file == nil {
		return nil
	}
	text, err := st.file.Tree.Read(st.file.Name, maxState)
	if errors.Is(err, fs.ErrNotExist) {
		if err := st.file.Tree.Check(st.file.Name, 0); err != nil { // a folder that is missing may be misspelled
			return cannot("write", st.file.Path, err)
		}
		return st.save() // finds out now whether it can be written
	}
	if err != nil {
		return cannot("read", st.file.Path, err)
	}
	if err := checkCrowded(text); err != nil {
		return cannot("read", st.file.Path, err)
	}
	var state stateFile
	if err := json.Unmarshal(withoutMark(text), &state); err != nil {
		return fmt.Errorf("%s is not the state of a dev-server: %w", st.file.Path, decodeProblem(err))
	}
	if state.Version != stateVersion {
		return fmt.Errorf("%s has version %d; this dev-server reads %d", st.file.Path, state.Version, stateVersion)
	}
	for i, seg := range state.Segments {
		if seg == nil {
			return fmt.Errorf("%s: segment %d is null", st.file.Path, i+1)
		}
		if seg.document, err = rule.Decode(seg.Rules); err != nil {
			return fmt.Errorf("%s: segment %s: %w", st.file.Path, seg.ID, err)
		}
	}
	st.list = state.Segments
	return nil
}

// save replaces the file in one step, so that nobody ever reads half of it.
func (st *store) save() error {
	if st.file == nil {
		return nil
	}
	text, err := encode(stateFile{stateVersion, st.list})
	if err != nil {
		return err
	}
	if len(text) > maxState {
		err = &tree.TooLargeError{Limit: maxState}
	} else {
		err = checkCrowded(text)
	}
	if err != nil {
		return cannot("write", st.file.Path, err) // it could not be read again
	}
	if _, err := st.file.Tree.WritePrivate(context.Background(), st.file.Name, text); err != nil {
		return cannot("write", st.file.Path, err)
	}
	return nil
}

// cannot says what could not be done with the file. Which temporary file it was
// is nobody's concern.
func cannot(do, name string, err error) error {
	var pathError *fs.PathError
	var linkError *os.LinkError
	switch {
	case errors.As(err, &pathError):
		err = pathError.Err
	case errors.As(err, &linkError):
		err = linkError.Err
	}
	return fmt.Errorf("cannot %s %s: %w", do, name, err)
}

func (st *store) find(id string) *segment {
	for _, seg := range st.list {
		if seg.ID == id {
			return seg
		}
	}
	return nil
}
