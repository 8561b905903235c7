package editor_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/editor"
	"github.com/segc-lang/segc/internal/test/prose"
)

// cursor marks a place in in.seg of an archive; the second one ends a range.
const cursor = "‸"

// archive is a case of testdata: files, and what an editor shows of one.
type archive struct {
	t        *testing.T
	files    segc.Files
	snapshot *editor.Snapshot
	offset   int
	end      int               // of the range; the offset if there is none
	options  map[string]string // of lines such as `name: x` above the files
}

// answers has what writes each answer, by the name of its file in an archive.
func answers() map[string]func(*archive) string {
	all := map[string]func(*archive) string{
		"actions":    (*archive).actions,
		"complete":   (*archive).complete,
		"definition": (*archive).definition,
		"describe":   (*archive).describe,
		"highlights": (*archive).highlights,
		"references": (*archive).references,
		"rename":     (*archive).rename,
	}
	maps.Copy(all, shownAnswers())
	return all
}

// TestArchives compares the answers in the archives of testdata with those of the package. With
// -update, it writes them.
func TestArchives(t *testing.T) {
	paths, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("there are no archives: %v", err)
	}
	asked := map[string]bool{}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.ToSlash(path[len("testdata/"):]), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			parsed := txtar.Parse(data)
			a := read(t, parsed)
			for i, f := range parsed.Files {
				name, ok := strings.CutPrefix(f.Name, "want/")
				if !ok {
					continue
				}
				answer := answers()[name]
				if answer == nil {
					t.Fatalf("nothing answers %s", name)
				}
				asked[name] = true
				got := answer(a)
				if got != "" && !strings.HasSuffix(got, "\n") {
					got += "\n"
				}
				if prose.Update() {
					parsed.Files[i].Data = []byte(got)
				} else if diff := cmp.Diff(string(f.Data), got); diff != "" {
					t.Errorf("%s (-want +got)\n%s", name, diff)
				}
			}
			if now := txtar.Format(parsed); !bytes.Equal(now, data) {
				if err := os.WriteFile(path, now, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
	for _, name := range slices.Sorted(maps.Keys(answers())) {
		if !asked[name] {
			t.Errorf("no archive asks for %s", name)
		}
	}
}

// read loads an archive.
func read(t *testing.T, parsed *txtar.Archive) *archive {
	a := &archive{t: t, files: segc.Files{}, options: map[string]string{}}
	for line := range strings.Lines(string(parsed.Comment)) {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && !strings.Contains(key, " ") {
			a.options[key] = value
		}
	}
	for _, f := range parsed.Files {
		if !strings.HasPrefix(f.Name, "want/") {
			a.files[f.Name] = string(f.Data)
		}
	}
	text := a.files["in.seg"]
	if a.options["newline"] == "no" {
		text = strings.TrimSuffix(text, "\n")
	}
	a.offset = strings.Index(text, cursor)
	text = strings.Replace(text, cursor, "", 1)
	if a.end = strings.Index(text, cursor); a.end < 0 {
		a.end = a.offset
	}
	a.files["in.seg"] = strings.Replace(text, cursor, "", 1)
	a.snapshot = a.load("in.seg")
	return a
}

// load loads a file of the archive.
func (a *archive) load(name string) *editor.Snapshot {
	options := editor.Options{Name: name, Files: a.files, Today: a.options["today"]}
	if name == "in.seg" {
		options.Path = a.options["path"]
		options.Open = func() []string { return strings.Fields(a.options["open"]) }
	}
	if key, value, ok := strings.Cut(a.options["set"], "="); ok {
		options.Params = map[string]string{key: value}
	}
	return editor.Load(a.t.Context(), a.files[name], options)
}

func (a *archive) complete() string {
	done := a.snapshot.Complete(a.t.Context(), a.offset)
	var b strings.Builder
	fmt.Fprintf(&b, "replaces %q", a.snapshot.Source().Slice(done.Span))
	if done.Closed {
		b.WriteString(", and one of them must come")
	}
	if done.Incomplete {
		b.WriteString(", and there are more")
	}
	b.WriteString("\n")
	for _, item := range done.Items {
		b.WriteString(strings.TrimRight(fmt.Sprintf("%-24s %s", item.Text, item.Detail), " ") + "\n")
	}
	return b.String()
}

// place returns a place with its text.
func place(at diag.Location) string {
	start, _ := at.Range()
	return strings.TrimRight(fmt.Sprintf("%s:%d:%d %s", at.Source.Name(), start.Line, start.Column, at.Source.Slice(at.Span)), " ") + "\n"
}

func (a *archive) at(span ast.Span) string {
	return place(diag.Location{Source: a.snapshot.Source(), Span: span})
}

func (a *archive) definition() string {
	var b strings.Builder
	for _, at := range a.snapshot.Definition(a.offset) {
		b.WriteString(place(at))
	}
	return b.String()
}

func (a *archive) highlights() string {
	var b strings.Builder
	for _, h := range a.snapshot.Highlights(a.offset) {
		text := a.at(h.Span)
		if h.Declares {
			text = "declares " + text
		}
		b.WriteString(text)
	}
	return b.String()
}

func (a *archive) references() string {
	named, ok := a.snapshot.NameAt(a.offset)
	if !ok {
		return "no name"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", named.Kind, named.Name)
	for _, s := range append([]*editor.Snapshot{a.snapshot}, a.users()...) {
		for _, at := range s.ReferencesTo(named) {
			b.WriteString(s.Source().Name() + " reads " + place(at))
		}
	}
	return b.String()
}

// users returns the snapshots of the files of a line `users: a.seg b.seg`.
func (a *archive) users() (all []*editor.Snapshot) {
	for _, name := range strings.Fields(a.options["users"]) {
		all = append(all, a.load(name))
	}
	return all
}

func (a *archive) rename() string {
	edits, err := a.snapshot.Rename(a.t.Context(), a.offset, a.options["to"], a.users())
	if err != nil {
		return "refused: " + err.Error()
	}
	return shown(edits)
}

// shown returns edits, one a line.
func shown(edits []editor.Edit) string {
	var b strings.Builder
	for _, e := range edits {
		start, _ := diag.Location{Source: e.Source, Span: e.Span}.Range()
		fmt.Fprintf(&b, "%s:%d:%d %q → %q\n", e.Source.Name(), start.Line, start.Column, e.Source.Slice(e.Span), e.Text)
	}
	return b.String()
}

// actions shows each action with what the lines become that it changes.
func (a *archive) actions() string {
	proof := a.snapshot.Prove(a.t.Context())
	var b strings.Builder
	for _, action := range a.snapshot.Actions(a.t.Context(), ast.Span{Start: a.offset, End: a.end}, proof.List) {
		fmt.Fprintf(&b, "%s: %s", action.Kind, action.Title)
		if action.Preferred {
			b.WriteString(", preferred")
		}
		if action.Solves >= 0 {
			fmt.Fprintf(&b, ", of %s", proof.List[action.Solves].Code)
		}
		b.WriteString("\n")
		after := a.files["in.seg"]
		for _, e := range slices.Backward(action.Edits) {
			after = after[:e.Span.Start] + e.Text + after[e.Span.End:]
		}
		for line := range strings.Lines(after) {
			if !strings.Contains(a.files["in.seg"], line) {
				b.WriteString("    " + line)
			}
		}
	}
	return b.String()
}

// describe says what the items of a completion are that have the label of a line `item: x`.
func (a *archive) describe() string {
	var b strings.Builder
	for _, item := range a.snapshot.Complete(a.t.Context(), a.offset).Items {
		if item.Label == a.options["item"] {
			b.WriteString(a.snapshot.Describe(a.t.Context(), item.Help) + "\n")
		}
	}
	return b.String()
}
