package devserver

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// timeForm is how times are written. How the platform writes them is not
// documented.
const timeForm = "2006-01-02T15:04:05.000000Z"

func formTime(t time.Time) string { return t.UTC().Format(timeForm) }

// summary is an item of the list of segments.
type summary struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Color      string `json:"color"`
	Status     string `json:"status"`
	TotalCount *int   `json:"total_count"`
	CreatedAt  string `json:"created_at"`
	UpdatedAt  string `json:"updated_at"`
}

// full is a segment as the calls for one segment answer it.
type full struct {
	summary
	Description   string          `json:"description"`
	Lists         []string        `json:"contact_list_ids"`
	Rules         json.RawMessage `json:"rules_json"`
	DisplayFields []string        `json:"display_fields"`
}

func (s *Server) summary(seg *segment, status string) summary {
	shown := summary{
		ID: seg.ID, Name: seg.Name, Color: seg.Color, Status: status,
		CreatedAt: formTime(seg.Created), UpdatedAt: formTime(seg.Updated),
	}
	if status == done {
		n := len(s.matching(seg))
		shown.TotalCount = &n
	}
	return shown
}

func (s *Server) full(seg *segment, status string) answer {
	return answer{http.StatusOK, full{
		summary: s.summary(seg, status), Description: seg.Description, Lists: seg.Lists, Rules: seg.Rules,
		DisplayFields: []string{"email", "status"},
	}}
}

func (s *Server) listSegments(r *request, _ string) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, query, now := problems{}, r.URL.Query(), s.now()
	at := parsePaging(query, p)
	order := word(query, "order_by", p, "updated_at", "created_at", "name", "total_count")
	direction := word(query, "ordering", p, "desc", "asc")
	if len(p) > 0 {
		return p.answer("query")
	}
	if r.faults.get("unordered").Kind != "" {
		order, direction = "id", "asc"
	}
	find := func() []*segment {
		var found []*segment
		for _, seg := range s.store.list {
			if strings.Contains(strings.ToLower(seg.Name), strings.ToLower(query.Get("search"))) {
				found = append(found, seg)
			}
		}
		slices.SortStableFunc(found, func(a, b *segment) int { return s.compare(a, b, order, now) })
		if direction == "desc" {
			slices.Reverse(found)
		}
		return found
	}
	found := find()
	if s.driftSegments(found, r.faults) {
		if err := s.store.save(); err != nil {
			return refuse(http.StatusInternalServerError, "The segments cannot be kept: %v", err)
		}
		found = find()
	} else {
		found = drifted(found, at, r.faults)
	}
	return pageOf(found, at, "items", func(seg *segment) any { return s.summary(seg, s.status(seg, now)) })
}

// compare orders segments; those without a count come before the others.
func (s *Server) compare(a, b *segment, order string, now time.Time) int {
	switch order {
	case "id": // as good as any, where nobody asked for one
		return cmp.Compare(a.ID, b.ID)
	case "name":
		return cmp.Compare(a.Name, b.Name)
	case "created_at":
		return a.Created.Compare(b.Created)
	case "total_count":
		count := func(seg *segment) int {
			if s.status(seg, now) != done {
				return -1
			}
			return len(s.matching(seg))
		}
		return cmp.Compare(count(a), count(b))
	default:
		return a.Updated.Compare(b.Updated)
	}
}

func (s *Server) createSegment(r *request, _ string) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, p := s.readChange(r, nil)
	if p != nil {
		return p.answer("segment")
	}
	now := s.now()
	seg := &segment{ID: uuid.NewString(), Created: now, Updated: now}
	c.apply(seg)
	seg.restart(now, r.buildFails())
	s.store.list = append(s.store.list, seg)
	if err := s.store.save(); err != nil {
		s.store.list = s.store.list[:len(s.store.list)-1]
		return refuse(http.StatusInternalServerError, "The segment cannot be kept: %v", err)
	}
	return s.full(seg, pending) // source: the API's documentation, for any build time
}

func (s *Server) getSegment(_ *request, id string) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	seg := s.store.find(id)
	if seg == nil {
		return noSegment(id)
	}
	return s.full(seg, s.status(seg, s.now()))
}

func noSegment(id string) answer { return refuse(http.StatusNotFound, "There is no segment %s.", id) }

func (s *Server) changeSegment(r *request, id string) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	seg := s.store.find(id)
	if seg == nil {
		return noSegment(id)
	}
	c, p := s.readChange(r, seg)
	if p != nil {
		return p.answer("segment")
	}
	now, before := s.now(), *seg
	rebuild := c.apply(seg)
	if rebuild {
		seg.restart(now, r.buildFails())
	}
	seg.Updated = now
	if err := s.store.save(); err != nil {
		*seg = before
		return refuse(http.StatusInternalServerError, "The segment cannot be kept: %v", err)
	}
	if rebuild {
		return s.full(seg, pending)
	}
	return s.full(seg, s.status(seg, now))
}

func (s *Server) segmentContacts(r *request, id string) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	seg := s.store.find(id)
	if seg == nil {
		return noSegment(id)
	}
	var matching []int
	if s.status(seg, s.now()) == done {
		matching = s.matching(seg)
	}
	return s.contactsPage(r, matching, "items")
}
