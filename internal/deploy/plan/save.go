package plan

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/internal/written"
	"github.com/segc-lang/segc/rulesjson"
)

// planFile is a saved plan as it is in its file. It has what is to be sent and the
// state of the API on which that rests, and nothing that can be found out from
// these: what it does not have, nobody can make it lie about.
type planFile struct {
	Version int       `json:"segc_plan"`
	SHA256  string    `json:"sha256"` // see sum
	API     string    `json:"api"`
	Steps   fileSteps `json:"steps"`
}

// fileSteps are read one by one, so that the first one that is wrong ends it.
type fileSteps []fileStep

// maxSteps is the most steps of a saved plan: the lock has no more entries.
const maxSteps = lock.MaxEntries

// UnmarshalJSON implements json.Unmarshaler.
func (s *fileSteps) UnmarshalJSON(data []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if open, err := decoder.Token(); err != nil || open != json.Delim('[') {
		return cmp.Or(err, errors.New("the steps are not a list"))
	}
	*s = fileSteps{} // a plan without files has an empty list
	for decoder.More() {
		if len(*s) == maxSteps {
			return fmt.Errorf("it has more than %d steps", maxSteps)
		}
		var step fileStep
		err := decoder.Decode(&step)
		if err == nil {
			err = step.check()
		}
		if err != nil {
			return err
		}
		*s = append(*s, step)
	}
	return nil
}

// check checks what a step says by itself.
func (s *fileStep) check() error {
	if err := lock.CheckFile(s.File); err != nil {
		return fmt.Errorf("the file %q %w", s.File, err)
	}
	if err := s.place().Check(); err != nil {
		return fmt.Errorf("the file %q %w", s.File, err)
	}
	if s.Action != Create && s.Action != Failure && !s.Action.hasSegment() {
		return fmt.Errorf("the action of %q cannot be %q", s.File, s.Action)
	}
	if _, err := time.Parse(layout, s.Day); s.Day != "" && err != nil {
		return fmt.Errorf("the day of %q cannot be %q", s.File, s.Day)
	}
	for _, err := range []error{lock.CheckSet(s.Set), lock.CheckAssume(s.Assume)} {
		if err != nil {
			return fmt.Errorf("the file %q %w", s.File, err)
		}
	}
	return nil
}

type fileStep struct {
	Action Action `json:"action"`
	File   string `json:"file"`

	Segment string            `json:"segment,omitempty"` // of the file, and the values of its `for`, see Local
	Values  map[string]string `json:"values,omitempty"`

	ID   string      `json:"id,omitempty"`   // of the segment, if there is one
	Base fingerprint `json:"base,omitempty"` // of the segment when the plan was made, unless that is to stay
	Day  string      `json:"day,omitempty"`  // that the rules are for, if they depend on it

	Set    map[string]string `json:"set,omitempty"`    // what the params of the file are given
	Assume map[string]string `json:"assume,omitempty"` // and what is assumed, see Local
	Body   json.RawMessage   `json:"body"`
}

func (s *fileStep) place() lock.Place {
	return lock.Place{File: s.File, Segment: s.Segment, Values: s.Values}
}

// savedVersion is the version of the form. Version 1 had the words of a plan
// beside its bodies, and nothing tied the two together.
const savedVersion = 2

// Save returns the plan as it can be saved in a file, with its steps sorted by their places.
func (p *Plan) Save() ([]byte, error) {
	if len(p.Steps) > maxSteps {
		return nil, fmt.Errorf("the plan has more than %d steps, and segc reads none with so many; plan fewer files at once", maxSteps)
	}
	steps := p.fileSteps()
	for i := range p.Steps {
		body, err := written.Body(p.Steps[i].body, true)
		if err == nil && !bytes.Equal(body, steps[i].Body) {
			err = errors.New("segc has a fault: the plan would not say the same as the rule")
		}
		if err != nil {
			return nil, fmt.Errorf("%q cannot be planned: %w", steps[i].File, err)
		}
	}
	sortSteps(steps)
	return encode(planFile{Version: savedVersion, SHA256: p.SHA256, API: p.API, Steps: steps})
}

func encode(s planFile) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(s)
	return b.Bytes(), err
}

func (p *Plan) fileSteps() []fileStep {
	steps := make([]fileStep, len(p.Steps))
	for i := range p.Steps {
		s := &p.Steps[i]
		steps[i] = fileStep{Action: s.Action, File: s.File, Segment: s.Segment, Values: s.Values, Body: s.body.AppendJSON(nil, true), Day: s.Day, Set: s.given, Assume: s.answers}
		if s.Action.hasSegment() {
			steps[i].ID = s.ID
			if !s.Action.stays() {
				steps[i].Base = s.current
			}
		}
	}
	return steps
}

// hasSegment reports whether a step with the action is about a segment that is
// there for certain.
func (a Action) hasSegment() bool {
	return a.updates() || a == Unchanged || a == Conflict || a == Stuck
}

// updates reports whether a step with the action changes a segment that is there.
func (a Action) updates() bool { return a == Update || a == Rolled }

// stays reports whether a step with the action leaves its segment as it is, in any
// case.
func (a Action) stays() bool { return a == Unchanged || a == Stuck }

func sortSteps(steps []fileStep) {
	slices.SortStableFunc(steps, func(a, b fileStep) int { return strings.Compare(a.place().Key(), b.place().Key()) })
}

// sum returns the SHA-256 of what a plan does: a line with the API, then a line for each segment, sorted by place,
// with the action, the file, the id, the base, if the file has several segments its name as written and the values
// of its `for`, the day if there is one, what params are given and what is assumed if there is any, and the body.
// Each is a JSON string, except that the name with the values is a compact JSON array and the last three are
// compact JSON objects. What is assumed comes after what params are given, which may then be {}.
func sum(api string, steps []fileStep) string {
	steps = slices.Clone(steps)
	sortSteps(steps)
	text := jsontext.AppendString([]byte("segc plan 2 "), api)
	for _, s := range steps {
		text = append(text, '\n')
		for _, part := range []string{string(s.Action), s.File, s.ID, string(s.Base)} {
			text = append(jsontext.AppendString(text, part), ' ')
		}
		if !s.place().Whole() {
			text = append(jsontext.AppendString(append(text, '['), s.Segment), ',')
			text = append(appendSet(text, s.Values), ']', ' ')
		}
		if s.Day != "" {
			text = append(jsontext.AppendString(text, s.Day), ' ')
		}
		if len(s.Set)+len(s.Assume) > 0 {
			text = append(appendSet(text, s.Set), ' ')
		}
		if len(s.Assume) > 0 {
			text = append(appendSet(text, s.Assume), ' ')
		}
		text = append(text, s.Body...)
	}
	hash := sha256.Sum256(append(text, '\n'))
	return hex.EncodeToString(hash[:])
}

// appendSet writes a map as a compact JSON object, sorted by name.
func appendSet(text []byte, set map[string]string) []byte {
	text = append(text, '{')
	for i, name := range slices.Sorted(maps.Keys(set)) {
		if i > 0 {
			text = append(text, ',')
		}
		text = append(jsontext.AppendString(text, name), ':')
		text = jsontext.AppendString(text, set[name])
	}
	return append(text, '}')
}

// Saved is a saved plan, read again. It knows what is to be sent and to
// what, but not yet what that changes: Make finds it out.
type Saved struct {
	API    string
	SHA256 string
	steps  []savedStep
}

type savedStep struct {
	fileStep
	body *rulesjson.Segment
}

// Load reads a plan that Save wrote. It takes nothing that Save does not write, to
// the byte.
func Load(data []byte) (*Saved, error) {
	var head struct {
		Version json.RawMessage `json:"segc_plan"`
	}
	if err := json.NewDecoder(bytes.NewReader(data)).Decode(&head); err != nil {
		return nil, errors.New("this is not a plan that segc saved: " + decodeProblem(err))
	}
	switch version, err := strconv.Atoi(string(head.Version)); {
	case err != nil || version < 1:
		return nil, errors.New("this is not a plan that segc saved: it has no version")
	case version == 1:
		return nil, errors.New("this plan is from an older segc and cannot be checked; make a new one with `segc plan -o`")
	case version > savedVersion:
		return nil, fmt.Errorf("this plan has version %d, but this segc knows version %d; install a newer segc", version, savedVersion)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	var s planFile
	if err := decoder.Decode(&s); err != nil {
		return nil, changedAfter(decodeProblem(err))
	}
	saved := &Saved{API: s.API, SHA256: s.SHA256, steps: make([]savedStep, len(s.Steps))}
	for i := range s.Steps {
		step := &s.Steps[i]
		body, err := rulesjson.ParseCreate(step.Body)
		if err != nil {
			return nil, changedAfter(fmt.Sprintf("the body of %q: %v", step.File, err))
		}
		step.Body = body.AppendJSON(nil, true)
		saved.steps[i] = savedStep{*step, body}
	}
	if err := saved.check(); err != nil {
		return nil, changedAfter(err.Error())
	}
	written, err := encode(s)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(written, data) {
		return nil, changedAfter(fmt.Sprintf("line %d is not as segc writes it", firstDifference(written, data)))
	}
	if found := sum(s.API, s.Steps); found != s.SHA256 {
		return nil, changedAfter(fmt.Sprintf("its content has the SHA-256 %s, but it says %q", found, s.SHA256))
	}
	return saved, nil
}

func changedAfter(how string) error {
	return fmt.Errorf("the plan was changed after it was made: %s", how)
}

// firstDifference returns the number of the first line in which two texts differ.
func firstDifference(a, b []byte) int {
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	return bytes.Count(a[:at], []byte("\n")) + 1
}

// check checks what Make takes for granted of the steps of any plan.
func (saved *Saved) check() error {
	if strings.ContainsFunc(saved.API, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return fmt.Errorf("the address of the API cannot be %q", saved.API)
	}
	ids, names := map[string]bool{}, map[string]int{}
	for i, s := range saved.steps {
		switch {
		case i > 0 && s.place().Key() <= saved.steps[i-1].place().Key():
			return fmt.Errorf("%q is there twice or not in its place", s.place())
		case s.Segment != "" && len(s.Values) == 0 && plain(s.Segment) != plain(s.body.Name): // only a `for` gives it another name
			return fmt.Errorf("%q has a body that is called %q", s.place(), s.body.Name)
		case !s.Action.hasSegment() && s.ID != "" || (!s.Action.hasSegment() || s.Action.stays()) != (s.Base == ""):
			return fmt.Errorf("the id and the base of %q do not belong to the action %q", s.File, s.Action)
		case s.Action.hasSegment() && !lock.IsUUID(s.ID):
			return fmt.Errorf("the id of %q is not a UUID: %q", s.File, s.ID)
		case s.ID != "" && ids[s.ID]:
			return fmt.Errorf("it has the segment %s twice", s.ID)
		}
		ids[s.ID] = true
		if s.Action != Failure {
			names[plain(s.body.Name)]++
		}
	}
	for _, s := range saved.steps {
		if s.Action == Create && names[plain(s.body.Name)] > 1 {
			return fmt.Errorf("it has two segments named %q", s.body.Name)
		}
	}
	return nil
}

// Files returns the files of the plan, with several segments as often as it has these.
func (saved *Saved) Files() []string {
	files := make([]string, len(saved.steps))
	for i, s := range saved.steps {
		files[i] = s.File
	}
	return files
}
