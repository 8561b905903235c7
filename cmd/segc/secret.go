package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/tree"
)

// errHasKey refuses a file that has the API key in it. It is safer to refuse it
// where it is read than to hide the key wherever it may be written: then no
// format, message or document can have it.
var errHasKey = errors.New("it contains the API key, so segc does not read it; no rule needs the key")

// checkText refuses what is not text, and what has the API key in it.
func (a *app) checkText(data []byte) error {
	if err := checkText(data); err != nil {
		return err
	}
	for _, spelling := range a.secrets() {
		if bytes.Contains(data, spelling) {
			return errHasKey
		}
	}
	return nil
}

// minSecret is the fewest bytes of a key that is looked for: a shorter one may be
// any word.
const minSecret = 8

// secrets returns the spellings of the API key, as far as this run can know it.
func (a *app) secrets() [][]byte {
	a.spelled.Do(func() {
		key := strings.TrimSpace(a.getenv("SEGC_API_KEY"))
		if name := a.getenv("SEGC_API_KEY_FILE"); key == "" && name != "" && !device(name) { // what can be read once is left for who needs it
			if data, err := readKeyFile(name); err == nil { // who needs the key says what is wrong
				key = strings.TrimSpace(string(data))
			}
		}
		if len(key) >= minSecret {
			a.spellings = spellings(key)
		}
	})
	return a.spellings
}

// spellings returns the ways in which files of settings write a value.
func spellings(key string) [][]byte {
	quoted, _ := json.Marshal(key) // a string has no error
	inJSON := string(quoted[1 : len(quoted)-1])
	inGo := strconv.Quote(key)
	found := map[string]bool{}
	var all [][]byte
	for _, s := range []string{
		key, inJSON, strings.ReplaceAll(inJSON, "/", `\/`), inGo[1 : len(inGo)-1], url.QueryEscape(key), url.PathEscape(key),
	} {
		if !found[s] {
			found[s] = true
			all = append(all, []byte(s))
		}
	}
	return all
}

// readKeyFile reads the file that SEGC_API_KEY_FILE names. The person who sets the
// environment vouches for it, so its links are followed: secrets are mounted as
// links. A pipe is not waited for, unless it is an open file.
func readKeyFile(name string) ([]byte, error) {
	if device(name) {
		f, err := openDevice(name)
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }() // it was only read
		return withoutMark(readAtMost(f, maxKey))
	}
	files, err := tree.OpenFollowing(filepath.Dir(name))
	if err != nil {
		return nil, err
	}
	defer func() { _ = files.Close() }() // it was only read
	return withoutMark(files.Read(filepath.Base(name), maxKey))
}

// withoutMark returns a text that was read, without the byte order mark that
// some editors put at its start.
func withoutMark(text []byte, err error) ([]byte, error) {
	return bytes.TrimPrefix(text, []byte("\ufeff")), err
}
