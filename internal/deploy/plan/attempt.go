package plan

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/segc-lang/segc/client"
)

// Attempt is a segment that a run was about to create when it was interrupted.
type Attempt struct {
	Name   string
	Hash   string   // of its body, see Hash
	Before []string // the ids of the segments that had the name before
}

// Found is what the API has of an attempt: segments of the name that were not
// there before.
type Found struct {
	Same   []*client.Segment // with the body of the attempt
	Others []*client.Segment // with another one
}

// FindAttempts looks for what became of attempts. It compares ids and bodies, not
// times. It reads the list of segments once, and each that is new.
func FindAttempts(ctx context.Context, api API, attempts []Attempt) ([]Found, error) {
	found := make([]Found, len(attempts))
	if len(attempts) == 0 {
		return found, nil
	}
	named := map[string][]string{} // ids by name
	for s, err := range api.ListSegments(ctx, client.ListOptions{}) {
		if err != nil {
			return nil, err
		}
		if id := strings.ToLower(s.ID); !slices.Contains(named[plain(s.Name)], id) {
			named[plain(s.Name)] = append(named[plain(s.Name)], id)
		}
	}
	for i, a := range attempts {
		for _, id := range named[plain(a.Name)] {
			if slices.ContainsFunc(a.Before, func(old string) bool { return strings.EqualFold(old, id) }) {
				continue
			}
			segment, err := api.GetSegment(ctx, id)
			if errors.Is(err, client.ErrNotFound) {
				continue
			}
			if err != nil {
				return nil, err
			}
			if body, err := BodyOf(segment); err == nil && Hash(body) == a.Hash {
				found[i].Same = append(found[i].Same, segment)
			} else {
				found[i].Others = append(found[i].Others, segment)
			}
		}
	}
	return found, nil
}

// Twin is a name that several segments have after a run created one of them.
type Twin struct {
	File, Name string
	ID         string   // of the segment that the run created
	Others     []string // ids of the others
}

// Twins looks whether somebody else created segments with the names of those that
// Apply has just created: between the look for a name and the request that
// creates the segment, nothing keeps others from doing the same. It reads the
// list of segments once, and only if Apply created any.
func (p *Plan) Twins(ctx context.Context, api API) ([]Twin, error) {
	made := map[string]int{} // twins by name
	var twins []Twin
	for i := range p.Steps {
		if s := &p.Steps[i]; s.Action == Create && s.ID != "" {
			made[plain(s.Name)] = len(twins)
			twins = append(twins, Twin{File: s.File, Name: s.Name, ID: s.ID})
		}
	}
	if len(twins) == 0 {
		return nil, nil
	}
	ours := p.ids()
	for s, err := range api.ListSegments(ctx, client.ListOptions{}) {
		if err != nil {
			return nil, err
		}
		i, named := made[plain(s.Name)]
		id := strings.ToLower(s.ID)
		if named && !ours[id] && !slices.Contains(twins[i].Others, id) {
			twins[i].Others = append(twins[i].Others, id)
		}
	}
	return slices.DeleteFunc(twins, func(t Twin) bool { return len(t.Others) == 0 }), nil
}

// ids returns the ids of the segments that the steps are about.
func (p *Plan) ids() map[string]bool {
	ids := map[string]bool{}
	for i := range p.Steps {
		if id := p.Steps[i].ID; id != "" {
			ids[strings.ToLower(id)] = true
		}
	}
	return ids
}
