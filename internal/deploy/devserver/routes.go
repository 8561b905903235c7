package devserver

import (
	"net/http"
	"slices"
	"strings"
)

// handler answers a request for a thing with an id; "" where there is none.
type handler func(r *request, id string) answer

// route finds the handler of a request. The mux only takes the path apart: its
// own answers would not be JSON.
func (s *Server) route(r *request) answer {
	found, pattern := s.routes.Handler(r.Request)
	methods, ok := found.(methods)
	if !ok || pattern == "" {
		if !strings.HasSuffix(r.URL.Path, "/") {
			return refuse(http.StatusNotFound, "There is nothing at this path; all paths of the API end with a slash.")
		}
		return refuse(http.StatusNotFound, "There is nothing at this path.")
	}
	handle := methods[r.Method]
	if handle == nil {
		var allowed []string
		for method := range methods {
			allowed = append(allowed, method)
		}
		slices.Sort(allowed)
		return refuse(http.StatusMethodNotAllowed, "The API documents only %s for this path.", strings.Join(allowed, " and "))
	}
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/") // api v2 segments ID …
	id := ""
	if len(parts) > 3 {
		id = strings.ToLower(parts[3])
	}
	return handle(r, id)
}

// methods are the handlers of a path by method.
type methods map[string]handler

// ServeHTTP is there for the mux and never called.
func (methods) ServeHTTP(http.ResponseWriter, *http.Request) {}

func (s *Server) newRoutes() *http.ServeMux {
	mux := http.NewServeMux()
	for path, m := range map[string]methods{
		"segments/{$}":                     {"GET": s.listSegments, "POST": s.createSegment},
		"segments/{id}/{$}":                {"GET": s.getSegment, "PATCH": s.changeSegment},
		"segments/{id}/contacts/{$}":       {"GET": s.segmentContacts},
		"contacts-lists/{$}":               {"GET": s.listLists},
		"contacts-lists/{id}/{$}":          {"GET": s.getList},
		"contacts-lists/{id}/contacts/{$}": {"GET": s.listContacts},
	} {
		mux.Handle("/api/v2/"+path, m)
	}
	return mux
}
