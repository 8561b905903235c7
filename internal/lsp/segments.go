package lsp

import (
	"context"
	"fmt"
	"path"
	"slices"

	"github.com/segc-lang/segc/diag"
)

// The requests of segc itself: what a segment of a text says, and what it rests on.

type segmentParams struct {
	URI     string  `json:"uri"`
	Segment *string `json:"segment"`
	Text    string  `json:"text"` // for segc/diff, the earlier one
}

type segmentAnswer struct {
	Text     *string `json:"text,omitempty"`
	Segments []words `json:"segments"`
}

// segments returns the names of the segments of the text.
func (v *view) segments() []words {
	names := []words{}
	for _, name := range v.made().Segments() {
		names = append(names, words(name))
	}
	return names
}

// segment returns the name of a segment as the text has it. A client knows it as a person reads it.
func (v *view) segment(given *string) string {
	if given == nil {
		return ""
	}
	names := v.made().Segments()
	if !slices.Contains(names, *given) {
		for _, name := range names {
			if diag.Printable(name) == *given {
				return name
			}
		}
	}
	return *given
}

// ofSegment answers with a text about one segment. If there are several and the client names none,
// it gets their names, so that it can ask.
func ofSegment(v *view, p segmentParams, write func(segment string) (string, error)) (any, error) {
	answer := segmentAnswer{Segments: v.segments()}
	if p.Segment == nil && len(answer.Segments) > 1 {
		return answer, nil
	}
	text, err := write(v.segment(p.Segment))
	if err != nil {
		return nil, err
	}
	answer.Text = &text
	return answer, nil
}

// explain answers what a segment says in plain English.
func explain(ctx context.Context, v *view, p segmentParams) (any, error) {
	return ofSegment(v, p, func(segment string) (string, error) { return v.made().Explain(ctx, segment) })
}

// documentOf answers the document of a segment.
func documentOf(ctx context.Context, v *view, p segmentParams) (any, error) {
	return ofSegment(v, p, func(segment string) (string, error) { return v.made().Document(ctx, segment) })
}

// diff answers who enters and who leaves a segment since an earlier text.
func diff(ctx context.Context, v *view, p segmentParams) (any, error) {
	return ofSegment(v, p, func(segment string) (string, error) {
		earlier := v.check
		earlier.text = withoutMark(p.Text)
		name := diag.Printable(path.Base(v.made().Source().Name()))
		before, _ := earlier.load(ctx)
		return v.made().Diff(ctx, before, segment, name+" (earlier)", name)
	})
}

type usesAnswer struct {
	Uses     []usedName `json:"uses"`
	Files    []string   `json:"files"`
	Segments []words    `json:"segments"`
}

type usedName struct {
	Kind     string    `json:"kind"`
	Name     words     `json:"name"`
	Location *location `json:"location,omitempty"`
}

// uses answers what a segment rests on.
func uses(_ context.Context, v *view, p segmentParams) (any, error) {
	used, files := v.made().Uses(v.segment(p.Segment))
	answer := usesAnswer{[]usedName{}, []string{}, v.segments()}
	for _, one := range used {
		name := usedName{Kind: fmt.Sprint(one.Kind), Name: words(one.Name)}
		if one.Location.Source != nil {
			at := v.place(one.Location)
			name.Location = &at
		}
		answer.Uses = append(answer.Uses, name)
	}
	for _, name := range files {
		answer.Files = append(answer.Files, v.uri(name))
	}
	return answer, nil
}
