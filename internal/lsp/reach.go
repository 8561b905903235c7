package lsp

import (
	"maps"
	"path"
	"slices"
)

// reach is what all folders have in common for a question about several files: how files are named,
// and which links lead to them.
type reach struct {
	base    string // the outermost folder of the workspace around the one of the question
	target  func(name string) string
	uri     func(name string) string // of a path
	folders []string                 // of the workspace, by path
	asked   string                   // the name of the text of the question

	targets map[string]string // of paths that were met
	partial bool              // nobody knows which files use those of a folder
	ignored bool              // what `.segcignore` names is too much to look at
	unread  []string          // files that cannot be read
	large   []string          // files that use the one of the question, and that are too large to be read
}

func newReach(s *session, base string) *reach {
	r := &reach{base: base, target: s.Machine.Target, targets: map[string]string{}}
	uris := map[string]func(string) string{}
	for _, f := range s.folders {
		if f.lone {
			continue
		}
		r.folders = append(r.folders, f.path)
		uris[f.path] = s.urisOf(f)
		if below(f.path, base) && len(f.path) < len(r.base) {
			r.base = f.path
		}
	}
	alone := s.urisOf(&folder{})
	r.uri = func(name string) string {
		best := ""
		for _, f := range r.folders {
			if below(f, name) && len(f) > len(best) {
				best = f
			}
		}
		if best == "" {
			return alone(name)
		}
		return uris[best](nameBelow(best, name))
	}
	return r
}

// nameOf returns the name of a path: from the outermost folder, or the path itself outside of that.
func (r *reach) nameOf(full string) string { return nameBelow(r.base, full) }

// pathOf returns the path of a file by its name.
func (r *reach) pathOf(name string) string {
	if path.IsAbs(name) || len(name) > 1 && name[1] == ':' {
		return name
	}
	return path.Join(r.base, name)
}

// inner reports which paths belong to a folder of the workspace within a folder.
func (r *reach) inner(outer string) func(full string) bool {
	var within []string
	for _, f := range r.folders {
		if below(outer, f) {
			within = append(within, f)
		}
	}
	return func(full string) bool {
		return slices.ContainsFunc(within, func(f string) bool { return below(f, full) })
	}
}

// met notes a path, and returns where its links lead.
func (r *reach) met(full string) string {
	to, ok := r.targets[full]
	if !ok {
		to = r.target(full)
		r.targets[full] = to
	}
	return to
}

// isSame reports whether two paths lead to one file.
func (r *reach) isSame(a, b string) bool { return a == b || r.met(a) == r.met(b) }

// otherNames returns the other paths that were met and lead to the same file.
func (r *reach) otherNames(full string) []string {
	to := r.met(full)
	r.met(to)
	var names []string
	for _, name := range slices.Sorted(maps.Keys(r.targets)) {
		if name != full && r.targets[name] == to {
			names = append(names, name)
		}
	}
	return names
}
