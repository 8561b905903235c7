package plan

import (
	"context"
	"iter"
	"slices"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/rulesjson"
)

// API is what is needed of a client.
type API interface {
	BaseURL() string
	ListSegments(ctx context.Context, o client.ListOptions) iter.Seq2[client.Summary, error]
	GetSegment(ctx context.Context, id string) (*client.Segment, error)
	CreateSegment(ctx context.Context, s client.NewSegment) (*client.Segment, error)
	UpdateSegment(ctx context.Context, id string, u client.Update) (*client.Segment, error)
}

// Local is a segment as a file says it.
type Local struct {
	File string // with slashes, relative to the lock
	// Segment is the name as written in the file, braces included, and Values has the values of
	// its `for` as written, by name. Segment is empty unless the file has several segments or a
	// `for`.
	Segment string
	Values  map[string]string
	// Was is the name of the header as it was written before, and WasName has the labels of the
	// `for` in place of the braces of Was. Both may be empty, and WasName may be if it is Was.
	Was, WasName string
	ID           string // of the header; may be empty
	Body         *rulesjson.Segment
	// Compare says how the rules of the file relate to those of a document.
	Compare func(old *rulesjson.Document) Comparison
	// Warn, if set, says what to look at before the rules go live, in place of those
	// of a document; nil for a segment that is new.
	Warn func(old *rulesjson.Document) []Warning

	// Day is the day that Body is for, such as 2026-11-27, if the rules depend on it;
	// otherwise empty.
	Day string
	// Set has what the params of the file are given for Body, by name. Those with their
	// default are not in it.
	Set map[string]string
	// Assume has what is assumed of the platform for Body, an answer by question, beside what the
	// files say. Matters reports whether the file might say something else without that.
	Assume  map[string]string
	Matters bool
	// Assumed says what of the platform Body depends on, in words that follow "the platform".
	Assumed []string
	// Contains are the rules of other files that the rule contains.
	Contains []Contained
	// On returns what the file says when something else is given, on the day of the run if that
	// has none; nil if it says nothing then. It may be nil itself: then nothing is known of
	// other days and values.
	On func(Given) *rulesjson.Segment
	// Bound, if set, says why pull cannot write properties of the segment into the file; it is
	// empty for those that it can write.
	Bound func(properties []string) string
	// Stuck, if it is not empty, says why the file says nothing on Day. Body is then nil:
	// the file counts as what it said on the day of its entry in the lock.
	Stuck string
}

// Given is what a file is given beside its text: see Local.
type Given struct {
	Day         string
	Set, Assume map[string]string
}

// Comparison is how new rules relate to old ones.
type Comparison struct {
	Verdict        string // see Rules
	Enters, Leaves *Contact
}

// Action is what is to be done about a segment.
type Action string

// The actions.
const (
	Create    Action = "create"
	Update    Action = "update"
	Unchanged Action = "unchanged"
	Rolled    Action = "rolled"   // an update in which the day alone makes the difference
	Stuck     Action = "stuck"    // what the file says can no longer be said: the segment stays as of its day
	Conflict  Action = "conflict" // somebody changed the segment elsewhere
	Failure   Action = "error"    // it is not clear which segment is meant
)

// Overwrites is what an update may undo.
type Overwrites string

// What an update may undo; it is empty if the update undoes nothing.
const (
	Changed Overwrites = "changed" // somebody changed the segment elsewhere, and Options.Overwrite is set
	Unknown Overwrites = "unknown" // the lock has no entry, so nobody can tell which side changed
)

// Plan is what is to be done about all segments.
type Plan struct {
	API string `json:"api"` // its base address
	// SHA256 is the hash of all that the plan sends and on what that rests, see sum.
	SHA256 string `json:"sha256"`
	// Needs are the flags without which apply does nothing at all.
	Needs []Need `json:"needs"`
	Steps []Step `json:"steps"`
	// Unmanaged are the segments that no file says. They are left alone.
	Unmanaged []Unmanaged `json:"unmanaged"`
	// Aged are segments that move with the day, whose files are not at hand, and that
	// are older than the day of the clock.
	Aged []Aged `json:"aged,omitempty"`
	// Copies are segments of files that are not planned and that contain rules of those that are.
	Copies []Copy `json:"copies,omitempty"`

	left []lock.Entry // of segments that files no longer have, which the lock is to know
}

// Unmanaged is a segment that no file says.
type Unmanaged struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Gone is the file that the lock has for the segment, if that is gone, and File the one that
	// no longer has the segment.
	Gone string `json:"gone_file,omitempty"`
	File string `json:"file,omitempty"`
	// Segment and Values say which segment of the file it was.
	Segment string            `json:"segment,omitempty"`
	Values  map[string]string `json:"values,omitempty"`
	// Missing says what the file no longer has.
	Missing Missing `json:"missing,omitempty"`
}

// LeftBehind reports whether the lock knows what the segment was made from, and that is gone.
func (u *Unmanaged) LeftBehind() bool { return u.Gone != "" || u.Missing != "" }

// Step is what is to be done about one segment.
type Step struct {
	Action Action `json:"action"`
	File   string `json:"file"`
	// Segment and Values say which segment of the file it is, see Local.
	Segment string            `json:"segment,omitempty"`
	Values  map[string]string `json:"values,omitempty"`
	Name    string            `json:"name"`
	ID      string            `json:"id,omitempty"`
	// Adopted says that the segment was found by its name, Renamed which other file
	// stood for it before, RenamedSegment what it was called there, as written, if one of the
	// two has several segments, and Gone which segment the file stood for, that is no
	// longer there.
	Adopted        bool   `json:"adopted,omitempty"`
	Renamed        string `json:"renamed_from,omitempty"`
	RenamedSegment string `json:"renamed_segment,omitempty"`
	Gone           string `json:"gone,omitempty"`
	// Day is the day that the rules are for, if they depend on it, and Roll how it moves.
	Day  string `json:"day,omitempty"`
	Roll *Roll  `json:"roll,omitempty"`
	// Set has the params that are given another value than before; of a segment that the
	// lock does not know, all that are given one.
	Set []Param `json:"set,omitempty"`
	// Assume has the questions about the platform to which the run has another answer than before,
	// as far as the rules may depend on it; what files say is not in it.
	Assume []Param `json:"assume,omitempty"`
	// Assumed says what of the platform the document depends on, in words that follow "the
	// platform".
	Assumed []string `json:"assumed,omitempty"`
	// Fields are what changes beside the rules, Rules how these change. In a conflict, the old side is what the
	// segment says, and the new one what the file says. A segment that is created has no old side.
	Fields []Field `json:"fields,omitempty"`
	Rules  *Rules  `json:"rules,omitempty"`
	// Uses are files of the plan whose rules the rule contains, and that change.
	Uses []string `json:"uses,omitempty"`
	// Overwrites says that an update may undo what somebody changed elsewhere.
	Overwrites Overwrites `json:"overwrites,omitempty"`
	// Needs are the flags without which apply does not do the step: an update, or a
	// conflict that is to be overwritten.
	Needs []Need `json:"needs,omitempty"`
	// Both are the properties of a conflict that changed on both sides, or may have: a lock of version 1 does not
	// tell.
	Both []string `json:"both,omitempty"`
	// Bound is why pull cannot settle a conflict by writing into the file.
	Bound string `json:"bound,omitempty"`
	// Warnings are about rules that would go live.
	Warnings []Warning `json:"warnings,omitempty"`
	// Reason is why there is a conflict or an error, or why the name that a new segment had
	// before does not count.
	Reason string `json:"reason,omitempty"`

	body     *rulesjson.Segment  // what the file says
	current  fingerprint         // of the body that the API has, where it is known
	updated  string              // when that was changed, as the API says
	settled  fingerprint         // of Unchanged: of the API's body that the lock is to know
	locked   string              // the day in the lock
	given    map[string]string   // what the params of the file are given
	replaced *rulesjson.Document // of an update: the rules that it replaces, until it is known what to warn of
	answers  map[string]string   // what is assumed for it, see Local.kept
}

// Warning is something to look at before rules go live.
type Warning struct {
	Code    string   `json:"code"`
	Message string   `json:"message"`
	Line    int      `json:"line"` // of the file
	Column  int      `json:"column"`
	Notes   []string `json:"notes,omitempty"`
}

// Field is one change.
type Field struct {
	Field string `json:"field"`
	Old   string `json:"old"`
	New   string `json:"new"`
}

// Rules is how the rules of a segment change.
type Rules struct {
	// Verdict is how the new rules relate to the old ones: Undecided when that is
	// too much to decide, NewRules when there are no old ones.
	Verdict string `json:"verdict"`
	// Enters and Leaves are contacts that tell the two apart.
	Enters           *Contact `json:"enters,omitempty"`
	Leaves           *Contact `json:"leaves,omitempty"`
	GroupsBefore     int      `json:"groups_before"`
	GroupsAfter      int      `json:"groups_after"`
	ConditionsBefore int      `json:"conditions_before"`
	ConditionsAfter  int      `json:"conditions_after"`
	Diff             string   `json:"diff"` // of the documents
}

// Verdicts beside those of a comparison.
const (
	NewRules  = "new"     // the segment is not there yet
	Undecided = "unknown" // nothing is proved
)

// Contact is an example of a contact, in words.
type Contact struct {
	Words []string `json:"words"`
	When  []string `json:"when,omitempty"` // the readings under which it matters; none for all
}

// Count returns how many steps have the action.
func (p *Plan) Count(a Action) int {
	n := 0
	for _, s := range p.Steps {
		if s.Action == a {
			n++
		}
	}
	return n
}

// Warned reports whether there are warnings.
func (p *Plan) Warned() bool {
	return slices.ContainsFunc(p.Steps, func(s Step) bool { return len(s.Warnings) > 0 })
}

// Changes reports whether there is anything to do.
func (p *Plan) Changes() bool { return p.Count(Create)+p.Count(Update)+p.Count(Rolled) > 0 }

// Troubled reports whether there are conflicts or errors, or segments that can no longer
// move with the day.
func (p *Plan) Troubled() bool { return p.Count(Conflict)+p.Count(Failure)+p.Count(Stuck) > 0 }
