package plan

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/segc-lang/segc/internal/lock"
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
	Current fingerprint     `json:"current,omitempty"`
	Updated string          `json:"updated,omitempty"`
	Settled fingerprint     `json:"settled,omitempty"`
}

const savedVersion = 1

// Save returns the plan as it can be kept for later.
func (p *Plan) Save() ([]byte, error) {
	s := saved{Version: savedVersion, Plan: p}
	for _, step := range p.Steps {
		s.Bodies = append(s.Bodies, savedBody{rule.AppendBody(nil, step.body, true), step.current, step.updated, step.settled})
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
	if len(bytes.TrimSpace(data[decoder.InputOffset():])) > 0 {
		return nil, errors.New("this is no plan that segc kept: more follows its end")
	}
	if s.Version != savedVersion || s.Plan == nil || len(s.Bodies) != len(s.Plan.Steps) {
		return nil, errors.New("this is no plan that this version of segc kept")
	}
	for i := range s.Plan.Steps {
		body, err := rule.DecodeCreate(s.Bodies[i].Body)
		if err != nil {
			return nil, fmt.Errorf("this is no plan that segc kept: %w", err)
		}
		step := &s.Plan.Steps[i]
		known := slices.Contains([]Action{Create, Update, Unchanged, Conflict, Failure}, step.Action)
		if !known || lock.CheckFile(step.File) != nil {
			return nil, fmt.Errorf("this is no plan that segc kept: it says %q of the file %q", step.Action, step.File)
		}
		kept := s.Bodies[i]
		step.body, step.current, step.updated, step.settled = body, kept.Current, kept.Updated, kept.Settled
	}
	return s.Plan, nil
}
