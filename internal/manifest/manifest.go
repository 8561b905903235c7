// Package manifest reads and writes the manifest of a folder for documents: which documents segc
// wrote there, from which rules, with which bytes. With it, segc can tell a document that is left
// over from a file of somebody else.
//
// The package reads and writes bytes only, and never decides what is removed. A manifest may come
// from a stranger, so what it names is checked: names of documents lie in its folder or below it.
package manifest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/internal/inert"
)

// Version is the version of the format.
const Version = 1

// The bounds of a manifest. An entry has about 200 bytes.
const (
	MaxSize = 16 << 20 // bytes

	maxDocuments = 50_000
	maxName      = 1024 // bytes of a name
)

// Manifest is what is known of the documents in a folder, by their names: with slashes, relative
// to the folder.
type Manifest map[string]Document

// Document says how a document was made.
type Document struct {
	// Rule is the file that it was made from, with slashes, relative to the folder. It may lie
	// elsewhere, as in ../segments/a.seg.
	Rule string `json:"rule"`
	// Emit is what was written of the rule, as the flag --emit has it.
	Emit string `json:"emit"`
	// SHA256 is the hash of the bytes, see Sum.
	SHA256 string `json:"sha256"`
}

// Sum returns the hash of a document.
func Sum(document []byte) string {
	sum := sha256.Sum256(document)
	return hex.EncodeToString(sum[:])
}

// IsDocument reports whether a text is what segc writes: a document, the body of a create call,
// an array of bodies, or a query with its comment. No other file is one that segc wrote, even if a
// manifest says so.
func IsDocument(text []byte) bool {
	if isQuery(text) {
		return true
	}
	type document struct {
		Any   json.RawMessage `json:"any"`
		Rules json.RawMessage `json:"rules_json"`
	}
	var one document
	var several []document
	if json.Unmarshal(text, &several) != nil {
		if json.Unmarshal(text, &one) != nil {
			return false
		}
		several = []document{one}
	}
	return len(several) > 0 && !slices.ContainsFunc(several, func(d document) bool { return d.Any == nil && d.Rules == nil })
}

// isQuery reports whether a text begins as a query does that segc writes: with a comment that has
// its readings and its clock, below the line that makes a view or a table of it.
func isQuery(text []byte) bool {
	var readings, clock bool
	first := true
	for line := range bytes.Lines(text) {
		if first && (bytes.HasPrefix(line, []byte("CREATE VIEW ")) || bytes.HasPrefix(line, []byte("CREATE TABLE "))) {
			first = false
			continue
		}
		first = false
		if !bytes.HasPrefix(line, []byte("-- ")) {
			break
		}
		readings = readings || bytes.HasPrefix(line, []byte("-- readings: "))
		clock = clock || bytes.HasPrefix(line, []byte("-- clock: "))
	}
	return readings && clock
}

// ErrTooMany says that a manifest would be too large to be read again.
var ErrTooMany = errors.New("more than 50000 documents or 16 MiB") // maxDocuments and MaxSize

// Format writes a manifest. The same manifest always gives the same bytes, with one document in
// a line, so that two of them can be merged.
func (m Manifest) Format() ([]byte, error) {
	if len(m) > maxDocuments {
		return nil, ErrTooMany
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n  \"version\": %d,\n  \"documents\": {", Version)
	between := "\n"
	for _, name := range slices.Sorted(maps.Keys(m)) {
		d := m[name]
		if err := check(name, d); err != nil {
			return nil, err
		}
		b.WriteString(between + "    ")
		for i, text := range []string{name, d.Rule, d.Emit, d.SHA256} {
			quoted, err := json.Marshal(text)
			if err != nil {
				return nil, err
			}
			b.WriteString([]string{"", `: {"rule": `, `, "emit": `, `, "sha256": `}[i])
			b.Write(quoted)
		}
		b.WriteString("}")
		between = ",\n"
	}
	if len(m) > 0 {
		b.WriteString("\n  ")
	}
	b.WriteString("}\n}\n")
	text := inert.JSON(b.Bytes())
	if len(text) > MaxSize {
		return nil, ErrTooMany
	}
	return text, nil
}

// Parse reads a manifest; nothing at all is an empty one. The error of one that cannot be
// read follows its name.
func Parse(data []byte) (Manifest, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // which some editors write
	if len(data) == 0 {
		return Manifest{}, nil
	}
	if len(data) > MaxSize {
		return nil, fmt.Errorf("is too large: %w", ErrTooMany)
	}
	r := reader{json.NewDecoder(bytes.NewReader(data)), Manifest{}, 0}
	r.DisallowUnknownFields()
	err := r.members(r.member)
	if err == nil && r.version != Version {
		err = fmt.Errorf("has no version; this segc reads version %d", Version)
	}
	if err == nil && len(bytes.TrimSpace(data[r.InputOffset():])) > 0 {
		err = errors.New("is not a manifest of segc: more follows its end")
	}
	if err != nil {
		return nil, err
	}
	return r.found, nil
}

type reader struct {
	*json.Decoder
	found   Manifest
	version int
}

// member reads a member of the manifest.
func (r *reader) member(name string) error {
	switch name {
	case "version":
		if err := r.Decode(&r.version); err != nil {
			return broken(err)
		}
		if r.version != Version {
			return fmt.Errorf("has version %d, and this segc reads version %d", r.version, Version)
		}
		return nil
	case "documents":
		return r.members(func(name string) error {
			var d Document
			if err := r.Decode(&d); err != nil {
				return broken(err)
			}
			if len(r.found) == maxDocuments {
				return fmt.Errorf("is too large: %w", ErrTooMany)
			}
			r.found[name] = d
			return check(name, d)
		})
	}
	return broken(fmt.Errorf("unknown field %q", name))
}

// members reads an object member by member. It refuses a member that comes twice, because only
// one of the two would count.
func (r *reader) members(member func(name string) error) error {
	if token, err := r.Token(); err != nil || token != json.Delim('{') {
		return broken(cmp(err, errors.New("it has no object where one is expected")))
	}
	seen := map[string]bool{}
	for r.More() {
		token, err := r.Token()
		name, ok := token.(string)
		switch {
		case err != nil || !ok:
			return broken(cmp(err, errors.New("it has a member without a name")))
		case seen[name]:
			return broken(fmt.Errorf("it has the member %q twice", name))
		}
		seen[name] = true
		if err := member(name); err != nil {
			return err
		}
	}
	if _, err := r.Token(); err != nil {
		return broken(err)
	}
	return nil
}

func cmp(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// broken says that a text is not a manifest.
func broken(err error) error {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) { // which speaks of Go
		err = fmt.Errorf("it has a %s in the wrong place", kind.Value)
	}
	return fmt.Errorf("is not a manifest of segc: %w", err)
}

// check refuses what segc would never write. Documents are JSON files in the folder or below it:
// no manifest leads segc out of it, or to a file of another kind.
func check(name string, d Document) error {
	switch {
	case len(name) > maxName || len(d.Rule) > maxName:
		return fmt.Errorf("names a file with more than %d bytes", maxName)
	case !fs.ValidPath(name) || path.Ext(name) != ".json" && path.Ext(name) != ".sql" || strings.Contains(name, `\`):
		return fmt.Errorf("names %q, which is not a document below its folder", name)
	case d.Rule == "" || path.IsAbs(d.Rule) || path.Clean(d.Rule) != d.Rule:
		return fmt.Errorf("has no rule of %q that segc could find", name)
	case strings.ContainsFunc(name+d.Rule+d.Emit, unicode.IsControl):
		return errors.New("has a name with a control character")
	}
	if sum, err := hex.DecodeString(d.SHA256); err != nil || len(sum) != sha256.Size || strings.ToLower(d.SHA256) != d.SHA256 {
		return fmt.Errorf("has no hash of %q", name)
	}
	return nil
}

// Nameable reports whether a manifest can have a document under a name, made from a rule.
func Nameable(name, rule string) bool {
	return check(name, Document{Rule: rule, SHA256: Sum(nil)}) == nil
}
