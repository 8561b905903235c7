//go:build !nonet

package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/rulesjson"
)

// insideRule is a segment of a file that has several.
type insideRule struct {
	local    plan.Local // without a body
	name, id string
	tied     bool // the lock knows its segment, which is there
	deleted  bool // the lock knows its segment, which is not there
	on       func(plan.Given) *rulesjson.Segment
}

// stray is a header that is one of several and has an id that no segment has.
type stray struct {
	file, name, id string
	said           bool
}

// lookInside notes the segments of a file that has several.
func (p *puller) lookInside(ctx context.Context, file string, in input) {
	if strings.Count(in.text, "segment") < 2 && !strings.Contains(strings.ToLower(in.text), "for") {
		return // as nearly always
	}
	if p.locate(&in, in.file, p.flags.root) != nil {
		return
	}
	program, _ := segc.Load(ctx, in.text, in.options(p.flags.maxGroups))
	if !isMany(program) {
		return
	}
	tied := map[string]bool{} // by name, whether the segment that the lock knows is there
	for id, e := range p.locked {
		if e.File == file {
			tied[plan.Name(e.Name)] = tied[plan.Name(e.Name)] || p.there[id]
		}
	}
	in.output = file
	on := newOtherDays(ctx, in, in.options(p.flags.maxGroups))
	for _, rule := range program.Rules() {
		r := &insideRule{local: placed(plan.Local{File: file}, program, rule), name: rule.Name(), id: idOf(rule)}
		there, known := tied[plan.Name(r.name)]
		if r.tied, r.deleted = there, known && !there; r.id != "" {
			r.tied, r.deleted = p.locked[r.id].File == file, false
		}
		r.on = on.at(r.local.Place())
		p.inside = append(p.inside, r)
		for _, key := range ruleKeys(program, rule, file) {
			p.says(file, key)
		}
	}
}

// says notes what a rule of a file shares with its entry of the lock.
func (p *puller) says(file, key string) {
	if p.keys[file] == nil {
		p.keys[file] = map[string]bool{}
	}
	p.keys[file][key] = true
}

// waits says of a segment that the lock does not know why it gets no file: one of several segments
// of a file has its name, and apply ties the two. It is empty if none has.
func (p *puller) waits(s client.Summary) string {
	for _, r := range p.inside {
		switch {
		case r.tied || r.id != "" || plan.Name(r.name) != plan.Name(s.Name):
		case r.deleted:
			return r.local.File + " has a segment of its name, whose own was deleted; `segc apply` ties the two"
		default:
			return r.local.File + " has a segment of its name, which the lock does not know; `segc apply` ties the two"
		}
	}
	return ""
}

// movedInto returns the place in a file with several segments where one is now whose file is gone,
// as plan finds it: by the id, by what it was, by the name, by the content. It is nil if there is
// none, and an error if there are several.
func (p *puller) movedInto(entry lock.Entry, s client.Summary) (*lock.Place, error) {
	for _, is := range []func(*insideRule) bool{
		func(r *insideRule) bool { return r.id == entry.ID },
		func(r *insideRule) bool { return r.id == "" && r.was(entry) },
		func(r *insideRule) bool { return r.id == "" && plan.Name(r.name) == plan.Name(entry.Name) },
		func(r *insideRule) bool {
			return r.id == "" && len(p.named[plan.Name(r.name)]) == 0 && r.saysWhat(entry)
		},
	} {
		var found []*insideRule
		for _, r := range p.inside {
			if !r.tied && is(r) {
				found = append(found, r)
			}
		}
		switch len(found) {
		case 0:
			continue
		case 1:
			found[0].tied = true
			place := found[0].local.Place()
			return &place, nil
		}
		places := make([]string, len(found))
		for i, r := range found {
			places[i] = labelOf(r.local.File, r.name)
		}
		slices.Sort(places)
		return nil, unclear(s, fmt.Sprintf("its file is gone, and it may be %s now; `segc plan` says what to do", english.Or(places)))
	}
	return nil, nil
}

// was reports whether the header says that the segment is the one of an entry under another name.
func (r *insideRule) was(e lock.Entry) bool {
	l := r.local
	if l.Was == "" {
		return false
	}
	return maps.Equal(l.Values, e.Values) && plan.Name(l.Was) == plan.Name(cmp.Or(e.Segment, e.Name)) || plan.Name(cmp.Or(l.WasName, l.Was)) == plan.Name(e.Name)
}

// saysWhat reports whether the segment says what the file of an entry said, apart from the name.
func (r *insideRule) saysWhat(e lock.Entry) bool {
	body := r.on(plan.Given{Day: e.Day, Set: e.Set, Assume: e.Assume})
	if body == nil || e.Hash.IsZero() {
		return false
	}
	content := plan.Hashes(body)
	content.Name = e.Hash.Name
	return content == e.Hash
}

// forlornInside is forlorn for the segments of files that have several.
func (p *puller) forlornInside() (refused int) {
	say := func(file, name, text string) {
		if file, err := besideLock(p.flags.lock, file); err == nil {
			p.progress.line(labelOf(file, name) + " is left alone: " + text)
		}
	}
	for _, s := range p.strays {
		if !s.said {
			refused++
			say(s.file, s.name, noSuchID(s.id))
		}
	}
	if p.report.quiet {
		return refused
	}
	var deleted []lock.Entry
	for id, e := range p.locked {
		if keys := p.keys[e.File]; !p.there[id] && (keys["place "+e.Place().Key()] || keys["name "+plan.Name(e.Name)]) {
			deleted = append(deleted, e)
		}
	}
	poll.Sort(nil, deleted, func(a, b lock.Entry) int { return strings.Compare(a.Place().Key(), b.Place().Key()) })
	for _, e := range deleted {
		say(e.File, e.Name, deletedText(e.ID))
	}
	return refused
}

// deletedText says of a file that its segment is not there.
func deletedText(id string) string {
	return "its segment, " + id + ", was deleted; `segc apply` would create it again"
}

// headersIn returns the headers of a file.
func headersIn(file *ast.File) []*ast.Segment {
	var all []*ast.Segment
	for _, s := range file.Statements {
		if header, ok := s.(*ast.Segment); ok && !header.Broken {
			all = append(all, header)
		}
	}
	return all
}
