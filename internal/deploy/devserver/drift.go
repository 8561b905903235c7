package devserver

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// A list drifts when it changes between two of its pages, as it does on a
// platform with more than one user. Segments are really deleted and inserted;
// every other drift is only how a page looks.

// driftSegments deletes the first segment of a list, or inserts one before it: a
// copy with a name and an id of its own. It reports whether it did.
func (s *Server) driftSegments(found []*segment, faults *taken) bool {
	if len(found) == 0 {
		return false
	}
	switch faults.get("drift").Variant {
	case "delete":
		first := found[0]
		s.store.list = slices.DeleteFunc(s.store.list, func(seg *segment) bool { return seg == first })
	case "insert":
		oldest := s.store.list[0].Created
		for _, seg := range s.store.list {
			if seg.Created.Before(oldest) {
				oldest = seg.Created
			}
		}
		seg := *found[0]
		name, _, _ := strings.Cut(seg.Name, "~")
		seg.ID, seg.Name = uuid.NewString(), fmt.Sprintf("%s~%d", name, len(s.store.list)) // which every search finds that found the first
		seg.Created, seg.Updated = oldest.Add(-time.Second), s.now()
		seg.Rules = json.RawMessage(slices.Clone(seg.Rules))
		s.store.list = slices.Insert(s.store.list, 0, &seg)
	default:
		return false
	}
	return true
}

// drifted returns a list as it looks on a page after the first: with the first
// item gone or doubled, with the last item of the page before it in place of the
// first of this one, or with its last item in front.
func drifted[T any](all []T, at paging, faults *taken) []T {
	if len(all) < 2 {
		return all
	}
	switch all = slices.Clone(all); faults.get("drift").Variant {
	case "delete":
		return all[1:]
	case "insert":
		return slices.Insert(all, 0, all[0])
	case "repeat":
		if first := (at.page - 1) * at.size; first > 0 && first < len(all) {
			all[first] = all[first-1]
		}
	case "reorder":
		last := len(all) - 1
		return slices.Insert(all[:last:last], 0, all[last])
	}
	return all
}
