package plan_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/rulesjson"
)

const (
	base   = "https://api.example"
	listID = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	other  = "5b1c7e02-93d4-4f6b-a1c8-2f0e6d7a9b34"
)

func id(n int) string { return fmt.Sprintf("%08d-0000-4000-8000-000000000000", n) }

// fakeAPI is the API in memory. It counts calls and fails on demand.
type fakeAPI struct {
	segments []*client.Segment
	clock    time.Time
	calls    []string                 // except for lists
	fail     map[string]error         // by call
	rewrite  func(*rulesjson.Segment) // what the API makes of what it is given
	pages    int                      // lists
	unlisted string                   // an id that moved from one page to another while they were read
}

func newAPI() *fakeAPI {
	return &fakeAPI{clock: time.Date(2026, 5, 1, 10, 0, 0, 0, time.UTC), fail: map[string]error{}}
}

func (f *fakeAPI) BaseURL() string { return base }

func (f *fakeAPI) ListSegments(context.Context, client.ListOptions) iter.Seq2[client.Summary, error] {
	return func(yield func(client.Summary, error) bool) {
		f.pages++
		for _, s := range f.segments {
			if s.ID == f.unlisted {
				continue
			}
			if !yield(s.Summary, nil) {
				return
			}
		}
		if err := f.fail["list"]; err != nil {
			yield(client.Summary{}, err)
		}
	}
}

func (f *fakeAPI) find(id string) (*client.Segment, error) {
	for _, s := range f.segments {
		if s.ID == id {
			return s, nil
		}
	}
	return nil, &client.APIError{Status: 404}
}

func (f *fakeAPI) GetSegment(_ context.Context, id string) (*client.Segment, error) {
	f.calls = append(f.calls, "get "+id[:8])
	return f.find(id)
}

func (f *fakeAPI) CreateSegment(_ context.Context, s client.NewSegment) (*client.Segment, error) {
	var named []string
	for _, there := range f.segments {
		if there.Name == s.Name {
			named = append(named, there.ID)
		}
	}
	if s.BeforePost != nil {
		if err := s.BeforePost(named); err != nil {
			return nil, err
		}
	}
	f.calls = append(f.calls, "create "+s.Name)
	if err := f.fail["create "+s.Name]; err != nil {
		return nil, err
	}
	made := &client.Segment{Summary: client.Summary{ID: id(len(f.segments) + 1)}}
	f.segments = append(f.segments, made)
	return f.change(made, client.Update{Name: &s.Name, Color: &s.Color, ContactLists: s.ContactLists, Description: &s.Description, Rules: s.Rules}), nil
}

func (f *fakeAPI) UpdateSegment(_ context.Context, id string, u client.Update) (*client.Segment, error) {
	f.calls = append(f.calls, "update "+id[:8])
	s, err := f.find(id)
	if err == nil {
		err = f.fail["update "+s.Name]
	}
	if err != nil {
		return nil, err
	}
	return f.change(s, u), nil
}

func (f *fakeAPI) change(s *client.Segment, u client.Update) *client.Segment {
	f.clock = f.clock.Add(time.Minute)
	s.UpdatedAt = f.clock
	if u.Name != nil {
		s.Name = *u.Name
	}
	if u.Color != nil {
		s.Color = *u.Color
	}
	if u.Description != nil {
		s.Description = *u.Description
	}
	if u.ContactLists != nil {
		s.ContactLists = u.ContactLists
	}
	if u.Rules != nil {
		s.Rules = u.Rules
	}
	if f.rewrite != nil {
		b := &rulesjson.Segment{Name: s.Name, Color: s.Color, Description: s.Description, Lists: s.ContactLists}
		f.rewrite(b)
		s.Name, s.Color, s.Description, s.ContactLists = b.Name, b.Color, b.Description, b.Lists
	}
	return s
}

// put makes a segment as if somebody had made it in the web editor.
func (f *fakeAPI) put(t tester, b *rulesjson.Segment) string {
	t.Helper()
	s, err := f.CreateSegment(t.Context(), client.NewSegment{
		Name: b.Name, Color: b.Color, ContactLists: b.Lists, Description: b.Description, Rules: b.Rules.AppendJSON(nil, true),
	})
	if err != nil {
		t.Fatal(err)
	}
	f.calls = nil
	return s.ID
}

// edit changes a segment as if somebody had done so in the web editor.
func (f *fakeAPI) edit(t tester, id, rules string) {
	t.Helper()
	s, err := f.find(id)
	if err != nil {
		t.Fatal(err)
	}
	f.change(s, client.Update{Rules: json.RawMessage(rules)})
}

func isp(n int) string {
	return fmt.Sprintf(`{"any":[{"all":[{"kind":"isp","operator":"in","values":[%d]}]}]}`, n)
}

// body is a segment for the contacts of a provider.
func body(name string, provider int) *rulesjson.Segment {
	d, err := rulesjson.Parse([]byte(isp(provider)))
	if err != nil {
		panic(err)
	}
	return &rulesjson.Segment{Name: name, Color: "#7cb7de", Lists: []string{listID}, Rules: d}
}

// tester is a test, or one run of a random one.
type tester interface {
	Helper()
	Error(args ...any)
	Errorf(format string, args ...any)
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Context() context.Context
}

// world is a folder of files, its lock, and the API.
type world struct {
	t       tester
	api     *fakeAPI
	lock    *lock.File
	files   map[string]plan.Local
	gone    []string // files that are there, and are not at hand
	verdict string
}

func newWorld(t tester) *world {
	return &world{t: t, api: newAPI(), lock: lock.New(), files: map[string]plan.Local{}, verdict: "narrower"}
}

func (w *world) write(file, name string, provider int) {
	w.files[file] = plan.Local{File: file, Body: body(name, provider), Compare: func(*rulesjson.Document) plan.Comparison {
		return plan.Comparison{Verdict: w.verdict}
	}}
}

// move gives a file another name.
func (w *world) move(from, to string) {
	l := w.files[from]
	delete(w.files, from)
	l.File = to
	w.files[to] = l
}

// withID puts an id into the header of a file.
func (w *world) withID(file, id string) {
	l := w.files[file]
	l.ID = id
	w.files[file] = l
}

func (w *world) options() plan.Options {
	return plan.Options{Exists: func(file string) bool { return slices.Contains(w.gone, file) }}
}

// plan makes a plan, with the files in both orders: it is the same.
func (w *world) plan(options plan.Options) *plan.Plan {
	w.t.Helper()
	var locals []plan.Local
	for _, l := range w.files {
		locals = append(locals, l)
	}
	slices.SortFunc(locals, func(a, b plan.Local) int { return strings.Compare(b.Place().Key(), a.Place().Key()) })
	backwards := w.make(locals, options)
	slices.Reverse(locals)
	p := w.make(locals, options)
	slices.Reverse(backwards.Steps)
	if got, want := summary(backwards), summary(p); got != want {
		w.t.Errorf("the order of the files matters:\n%s\nand\n%s", want, got)
	}
	return p
}

func (w *world) make(locals []plan.Local, options plan.Options) *plan.Plan {
	w.t.Helper()
	w.api.calls, w.api.pages = nil, 0
	p, err := plan.Make(w.t.Context(), locals, w.lock, w.api, options)
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

// apply plans and applies.
func (w *world) apply() error {
	w.t.Helper()
	return w.carryOut(w.plan(w.options()))
}

func (w *world) carryOut(p *plan.Plan) error {
	return p.Apply(w.t.Context(), w.api, plan.Work{
		Save: func(e lock.Entry) error { w.lock.Set(base, e); return nil }, Done: func(plan.Result) {},
	})
}

func (w *world) mustApply() {
	w.t.Helper()
	if err := w.apply(); err != nil {
		w.t.Fatal(err)
	}
	if p := w.plan(w.options()); p.Changes() || p.Troubled() {
		w.t.Fatalf("there is something left to do:\n%s", summary(p))
	}
}

// summary writes what a plan is about, without its sentences.
func summary(p *plan.Plan) string {
	var b strings.Builder
	for _, s := range p.Steps {
		fmt.Fprintf(&b, "%s %s", s.Label(), s.Action)
		if s.ID != "" && s.Action != plan.Create {
			fmt.Fprintf(&b, " %s", strings.TrimLeft(s.ID[:8], "0"))
		}
		for _, f := range s.Fields {
			if s.Action == plan.Create {
				continue // each has all of them
			}
			fmt.Fprintf(&b, " %s:%s→%s", f.Field, f.Old, f.New)
		}
		if s.Rules != nil && s.Action != plan.Create {
			fmt.Fprintf(&b, " rules:%s", s.Rules.Verdict)
		}
		if s.Adopted {
			b.WriteString(" adopted")
		}
		if s.Renamed != "" {
			b.WriteString(" from:" + s.Renamed)
		}
		if s.RenamedSegment != "" {
			b.WriteString(" was:" + s.RenamedSegment)
		}
		if s.Overwrites == plan.Changed {
			b.WriteString(" overwrites")
		}
		if s.Gone != "" {
			b.WriteString(" gone")
		}
		if s.Reason != "" {
			b.WriteString(" (" + facts(s.Reason) + ")")
		}
		b.WriteString("\n")
	}
	for _, u := range p.Unmanaged {
		fmt.Fprintf(&b, "unmanaged %s", u.Name)
		if u.Gone != "" {
			b.WriteString(", of " + u.Gone)
		}
		if u.Missing != "" {
			fmt.Fprintf(&b, ", %s not in %s", u.Missing, u.File)
		}
		b.WriteString("\n")
	}
	return b.String()
}

var errRefused = errors.New("refused")
