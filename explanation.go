package segc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/explain"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/poll"
)

// Explanation is a result in plain English. Its texts are not Markdown or HTML, but have
// backquotes around columns and “ ” around values.
type Explanation struct {
	Title       string   `json:"title,omitempty"`       // the name of the segment
	Description string   `json:"description,omitempty"` // of the segment
	Lists       []string `json:"lists,omitempty"`       // the contact lists of the segment
	At          string   `json:"at,omitempty"`          // the day from which windows are counted, such as 2026-01-15

	Common []string         `json:"common"` // the conditions that all groups have
	Groups []ExplainedGroup `json:"groups"`
	Nested *ExplainedPart   `json:"nested,omitempty"` // the groups in a shorter form, if there is one

	Files   map[string][]string `json:"files,omitempty"`   // the conditions that come from other files, by file
	LeftOut []string            `json:"left_out"`          // who does not match for lack of a value
	Open    []OpenPoint         `json:"open"`              // what depends on the platform
	Assumed []string            `json:"assumed,omitempty"` // what is known of the platform
	Changed []string            `json:"changed"`           // what the document says in place of the rule

	said      *explain.Explanation // the same, for Write
	maxMemory int64
}

// ExplainedGroup is one way to belong to the segment.
type ExplainedGroup struct {
	Sentence   string   `json:"sentence"`
	Conditions []string `json:"conditions"`
}

// ExplainedPart is a condition, or parts that hold all together, or any alone.
type ExplainedPart struct {
	Condition string           `json:"condition,omitempty"`
	All       []*ExplainedPart `json:"all,omitempty"`
	Any       []*ExplainedPart `json:"any,omitempty"`
}

// OpenPoint is something that the API leaves open and that matters here.
type OpenPoint struct {
	Depends contact.Reading `json:"depends"` // the answers for which the text is true
	Text    string          `json:"text"`
}

// ExplanationFormat is a form in which an explanation is written.
type ExplanationFormat string

const (
	ExplainText     ExplanationFormat = "text"
	ExplainMarkdown ExplanationFormat = "markdown"
	ExplainJSON     ExplanationFormat = "json"    // with format_version, see diag.FormatVersion
	ExplainMermaid  ExplanationFormat = "mermaid" // a flowchart
	ExplainSVG      ExplanationFormat = "svg"     // a picture
)

// explanationOf returns what is said as public data, which shares nothing with it.
func explanationOf(work *poll.Poll, said *explain.Explanation, maxMemory int64) *Explanation {
	e := &Explanation{
		Title: said.Title, Description: said.Description, Lists: slices.Clone(said.Lists), At: said.At, Common: slices.Clone(said.Common),
		Groups: make([]ExplainedGroup, len(said.Groups)), Nested: partOf(work, said.Nested),
		LeftOut: slices.Clone(said.LeftOut), Open: make([]OpenPoint, len(said.Open)), Assumed: slices.Clone(said.Assumed), Changed: slices.Clone(said.Changed),
		said: said, maxMemory: maxMemory,
	}
	work.Step(len(e.Groups) + len(e.Common) + len(e.LeftOut))
	for i, g := range said.Groups {
		work.Step(len(g.Conditions))
		e.Groups[i] = ExplainedGroup{g.Sentence, slices.Clone(g.Conditions)}
	}
	if said.Files != nil {
		e.Files = make(map[string][]string, len(said.Files))
	}
	for name, conditions := range said.Files {
		work.Step(len(conditions))
		e.Files[name] = slices.Clone(conditions)
	}
	for i, p := range said.Open {
		e.Open[i] = OpenPoint(p)
	}
	return e
}

func partOf(work *poll.Poll, n *explain.Nested) *ExplainedPart {
	if n == nil {
		return nil
	}
	work.Step(8)
	part := &ExplainedPart{Condition: n.Condition}
	for _, kid := range n.All {
		part.All = append(part.All, partOf(work, kid))
	}
	for _, kid := range n.Any {
		part.Any = append(part.Any, partOf(work, kid))
	}
	return part
}

// MarshalJSON writes the explanation. Lists are never null.
func (e Explanation) MarshalJSON() ([]byte, error) {
	type members Explanation
	e.Common, e.LeftOut, e.Changed = filled(e.Common), filled(e.LeftOut), filled(e.Changed)
	e.Groups, e.Open = filled(e.Groups), filled(e.Open)
	return marshal(members(e))
}

// MarshalJSON writes the group. Its list is never null.
func (g ExplainedGroup) MarshalJSON() ([]byte, error) {
	type members ExplainedGroup
	g.Conditions = filled(g.Conditions)
	return marshal(members(g))
}

// marshal writes a value as inert JSON.
func marshal(value any) ([]byte, error) {
	text, err := json.Marshal(value)
	return inert.JSON(text), err
}

func filled[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// Write writes what Explain said, within Options.MaxMemory.
func (e *Explanation) Write(w io.Writer, format ExplanationFormat) error {
	return e.WriteContext(context.Background(), w, format)
}

// WriteContext is Write with a context. If that ends, nothing is written.
func (e *Explanation) WriteContext(ctx context.Context, w io.Writer, format ExplanationFormat) (err error) {
	return e.write(ctx, w, func(p *poll.Poll, said *explain.Explanation) error { return explain.Write(p, w, said, string(format)) })
}

// WriteText is WriteContext with ExplainText for a terminal that has so many columns: it breaks
// lines there if that is less than 100. The least is 40.
func (e *Explanation) WriteText(ctx context.Context, w io.Writer, columns int) error {
	return e.write(ctx, w, func(p *poll.Poll, said *explain.Explanation) error { return explain.WriteText(p, w, said, columns) })
}

func (e *Explanation) write(ctx context.Context, w io.Writer, form func(*poll.Poll, *explain.Explanation) error) (err error) {
	if e == nil || e.said == nil {
		return errors.New("segc: this Explanation says nothing: it does not come from Explain")
	}
	if w == nil {
		return errNoWriter
	}
	ctx = poll.Within(ctx, e.maxMemory)
	p := poll.New(ctx)
	defer func() {
		if p.Catch(recover()) {
			err = fmt.Errorf("the explanation was not written: %w", endedError(ctx))
		}
	}()
	p.Step(1) // looks at the context, which the rest does not if it is little
	return form(p, e.said)
}
