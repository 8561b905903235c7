package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/inert"
)

// The members of a report that GitLab reads. It ignores all others.
type (
	gitlabIssue struct {
		Description string         `json:"description"`
		Check       string         `json:"check_name"`
		Fingerprint string         `json:"fingerprint"`
		Severity    string         `json:"severity"`
		Location    gitlabLocation `json:"location"`
	}
	gitlabLocation struct {
		Path  string      `json:"path"`
		Lines gitlabLines `json:"lines"`
	}
	gitlabLines struct {
		Begin int `json:"begin"`
		End   int `json:"end,omitempty"`
	}
)

// WriteGitLab writes the diagnostics as a report of GitLab's Code Quality, which merge requests
// show beside the change. GitLab shows a description alone, so that it has the notes, the related
// places and what the fixes do. It knows an issue by its fingerprint, which stays the same when
// lines are inserted above it: no two issues of a report share one. What could not be read is an
// issue too, and so is how many more diagnostics a file has (see [diag.WriteText]).
func WriteGitLab(w io.Writer, list diag.List, unread ...diag.Unread) error {
	g := gitlabWriter{issues: []gitlabIssue{}, seen: map[string]int{}}
	shown := list.Shown()
	for i, d := range shown.List {
		g.add(d)
		if more, ok := shown.MoreAfter(i); ok {
			g.add(diag.Diagnostic{Severity: more.Severity(), Code: moreProblems, Message: more.String(), Location: more.First})
		}
	}
	for _, u := range unread {
		g.issue(u.File, gitlabLines{Begin: 1}, "segc", "blocker", u.Message, g.print("unread", u.File, u.Message))
	}
	return inert.EncodeJSON(w, g.issues)
}

type gitlabWriter struct {
	issues []gitlabIssue
	seen   map[string]int // how often there is a fingerprint
}

func (g *gitlabWriter) add(d diag.Diagnostic) {
	severity, check := "major", string(d.Code)
	if d.Severity == diag.Warning {
		severity = "minor"
	}
	if d.Code == moreProblems {
		check = "segc"
	}
	description := strings.Join(append([]string{d.Message}, remarks(d)...), "; ")
	if d.Location.Source == nil {
		g.issue("", gitlabLines{Begin: 1}, check, severity, description, g.print(check, "", d.Message))
		return
	}
	source, span := d.Location.Source, d.Location.Span
	lines := gitlabLines{Begin: source.Position(span.Start).Line}
	if end := source.Position(max(span.Start, span.End)).Line; end > lines.Begin {
		lines.End = end
	}
	g.issue(source.Name(), lines, check, severity, description, digest(fingerprint(d, g.seen)))
}

// issue adds an issue. GitLab refuses one without a file.
func (g *gitlabWriter) issue(file string, lines gitlabLines, check, severity, description, print string) {
	if file = strings.TrimPrefix(file, "./"); file == "" {
		file = "."
	}
	g.issues = append(g.issues, gitlabIssue{diag.Printable(strings.ReplaceAll(description, "\n", " ")), check, print, severity, gitlabLocation{file, lines}})
}

// print returns the fingerprint of an issue without a place in a text.
func (g *gitlabWriter) print(parts ...string) string {
	key := strings.Join(parts, "\x00")
	g.seen[key]++
	return digest(fmt.Sprintf("%s\x00%d", key, g.seen[key]))
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}
