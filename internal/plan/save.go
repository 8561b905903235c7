package plan

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/rule"
)

// saved is the form of a plan that is kept: all that apply needs.
type saved struct {
	Version int         `json:"segc_plan"`
	Plan    *Plan       `json:"plan"`
	Bodies  []savedBody `json:"bodies"` // of the steps, in order
}

type savedBody struct {
	Body    json.RawMessage `json:"body"`
	Current string          `json:"current,omitempty"`
	Updated string          `json:"updated,omitempty"`
}

const savedVersion = 1

// Save returns the plan as it can be kept for later.
func (p *Plan) Save() ([]byte, error) {
	s := saved{Version: savedVersion, Plan: p}
	for _, step := range p.Steps {
		s.Bodies = append(s.Bodies, savedBody{rule.AppendBody(nil, step.body, true), step.current, step.updated})
	}
	data, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(data, '\n'), nil
}

// Load reads a plan that Save wrote.
func Load(data []byte) (*Plan, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	var s saved
	if err := decoder.Decode(&s); err != nil {
		return nil, fmt.Errorf("this is no plan that segc kept: %w", err)
	}
	if s.Version != savedVersion || s.Plan == nil || len(s.Bodies) != len(s.Plan.Steps) {
		return nil, errors.New("this is no plan that this version of segc kept")
	}
	for i := range s.Plan.Steps {
		body, _, err := rule.DecodeBody(s.Bodies[i].Body)
		if err != nil {
			return nil, fmt.Errorf("this is no plan that segc kept: %w", err)
		}
		step := &s.Plan.Steps[i]
		step.body, step.current, step.updated = body, s.Bodies[i].Current, s.Bodies[i].Updated
	}
	return s.Plan, nil
}

// MovedError says that the API is not as it was when a plan was made.
type MovedError struct{ Reason string }

// Error implements error.
func (e *MovedError) Error() string { return e.Reason + " since the plan was made; make a new one" }

// StillHolds looks whether the API is as it was when the plan was made, as far
// as the plan would change it. The error is a *MovedError when it is not.
func (p *Plan) StillHolds(ctx context.Context, api API) error {
	if api.BaseURL() != p.API {
		return fmt.Errorf("the plan is for %s, not for %s", p.API, api.BaseURL())
	}
	names := map[string]bool{}
	for s, err := range api.ListSegments(ctx, client.ListOptions{}) {
		if err != nil {
			return err
		}
		names[s.Name] = true
	}
	for _, step := range p.Steps {
		switch step.Action {
		case Create:
			if names[step.Name] {
				return &MovedError{fmt.Sprintf("a segment called %q was made", step.Name)}
			}
		case Update:
			segment, err := api.GetSegment(ctx, step.ID)
			if errors.Is(err, client.ErrNotFound) {
				return &MovedError{fmt.Sprintf("the segment %q went away", step.Name)}
			}
			if err != nil {
				return err
			}
			body, err := BodyOf(segment)
			if err != nil || Hash(body) != step.current {
				return &MovedError{fmt.Sprintf("the segment %q was changed", strings.TrimSpace(segment.Name))}
			}
		}
	}
	return nil
}
