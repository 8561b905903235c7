//go:build !nonet

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/tree"
)

// puller writes segments as files.
type puller struct {
	*app
	client *client.Client
	known  *lock.File
	flags  pullFlags
	dir    string // from the lock, with slashes
	sets   setCheck

	there   map[string]bool            // by id, the segments that the API has
	locked  map[string]lock.Entry      // by id
	gone    map[string]string          // by file, the id of its segment, which was deleted
	taken   map[string]bool            // files that stand for a segment
	byName  map[string][]string        // files without an id that the lock does not tie to a segment that is there
	byID    map[string]string          // files whose header has an id
	astray  map[string]string          // by file, the id of its header, which no segment has
	lost    map[string]string          // those files by the name of their segment
	strays  []*stray                   // the same of headers that are one of several
	called  map[string]string          // by id, the names in the headers that have one
	named   map[string][]string        // ids of the segments that have no file for certain, by name
	inside  []*insideRule              // the segments of files that have several
	several map[string]bool            // files with several headers
	keys    map[string]map[string]bool // by file, what its rules share with their entries of the lock
	doubts  map[string]bool            // files in gone for which several segments come into question
	unread  problems                   // of files that could not be read

	trusts  bool // the times in the list, since they tell something
	probed  bool // the lock can be written
	written []string
	left    int // files with changes that were not applied
}

// newPuller finds the files that define segments. The parameter all has the
// segments of the API, and made has those that interrupted runs seem to have
// made.
func (a *app) newPuller(
	ctx context.Context, api *client.Client, known *lock.File, flags pullFlags, all []client.Summary, made []plan.Made,
) (*puller, error) {
	dir, err := relativeTo(filepath.Dir(flags.lock), flags.dir)
	if err == nil {
		err = canName(path.Join(dir, "a.seg"))
	}
	if err != nil {
		return nil, err
	}
	p := &puller{
		app: a, client: api, known: known, flags: flags, dir: dir, trusts: plan.TimesTell(all),
		locked: map[string]lock.Entry{}, gone: map[string]string{}, taken: map[string]bool{}, byName: map[string][]string{},
		byID: map[string]string{}, astray: map[string]string{}, lost: map[string]string{}, named: map[string][]string{}, doubts: map[string]bool{},
		called: map[string]string{}, several: map[string]bool{}, keys: map[string]map[string]bool{},
	}
	there := map[string]bool{}
	p.there = there
	for _, s := range all {
		there[strings.ToLower(s.ID)] = true
	}
	for _, e := range known.Remotes[api.BaseURL()] {
		if e.Left {
			continue // it has no file, like one that the lock does not know
		}
		if there[e.ID] || !e.Whole() {
			p.locked[e.ID], p.taken[e.File] = e, true
		} else {
			p.gone[e.File] = e.ID
		}
	}
	p.sets = setCheck{app: a, known: map[string]bool{}}
	if err := p.lookAround(ctx); err != nil {
		return nil, err
	}
	if err := p.lookUp(ctx, there); err != nil {
		return nil, err
	}
	claimed := map[string]bool{}
	for _, file := range p.byID {
		claimed[file] = true
	}
	for _, one := range made {
		file, id := one.Place.File, one.ID
		if one.Place.Whole() && there[id] && p.locked[id].ID == "" && p.byID[id] == "" && !p.taken[file] && !claimed[file] && existsBeside(flags.lock)(file) {
			p.byID[id], p.taken[file] = file, true
		}
	}
	for _, s := range all {
		if id := strings.ToLower(s.ID); p.locked[id].ID == "" && p.byID[id] == "" {
			name := plan.Name(s.Name)
			p.named[name] = append(p.named[name], id)
		}
	}
	return p, nil
}

// lookAround reads the headers of the files that the lock names, and of those in the
// folder, which may define segments that the lock does not know. It refuses names of
// --set that neither a file nor a catalog takes.
func (p *puller) lookAround(ctx context.Context) error {
	seen := map[string]bool{}
	look := func(name, file string) {
		if seen[file] {
			return
		}
		seen[file] = true
		in, err := p.file(found{name: name, walked: true}, inputFlags{})
		switch {
		case err == nil:
			p.look(file, in.text)
			p.lookInside(ctx, file, in)
			p.lookForParams(ctx, in)
		case !p.taken[file]: // the pull of the other one's segment says so
			p.unread.add(err)
		}
	}
	for _, e := range p.known.Remotes[p.client.BaseURL()] {
		if name, err := besideLock(p.flags.lock, e.File); err == nil && existsBeside(p.flags.lock)(e.File) {
			look(name, e.File)
		}
	}
	at, err := p.places.folder(".", p.flags.dir)
	var all []walked
	if err == nil {
		all, err = p.walk(at, p.flags.dir)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		p.unread.add(err)
	}
	for _, w := range all {
		if file, err := relativeTo(filepath.Dir(p.flags.lock), w.name); err == nil && canName(file) == nil {
			look(w.name, file)
		}
	}
	if len(p.unread.all) > 0 {
		return nil // which may have params
	}
	decompile := decompileFlags{use: p.flags.use, output: filepath.Join(p.flags.dir, "segment.seg")}
	for _, in := range p.catalogOf(decompile) {
		p.lookForParams(ctx, in)
	}
	return p.sets.refuse()
}

// lookForParams notes the params of a file, if the run gives some a value.
func (p *puller) lookForParams(ctx context.Context, in input) {
	if len(p.set.values) == 0 {
		return
	}
	if in.catalog != "" {
		p.sets.look(ctx, &in)
	} else if err := p.locate(&in, in.file, p.flags.root); err == nil {
		p.sets.look(ctx, &in)
	}
}

// look notes what the headers of a file say of its segments. An
// id there has more weight than the lock.
func (p *puller) look(file, text string) {
	headers := headersIn(parsed(text))
	p.several[file] = len(headers) > 1
	for _, header := range headers {
		id, name := idIn(header), header.Name.Text
		if len(id) != 36 || uuid.Validate(id) != nil {
			id = "" // the compiler refuses it
		}
		switch {
		case id != "" && p.locked[id].File == file:
		case id != "":
			p.byID[id], p.called[id] = file, name
		case p.several[file], p.taken[file], name == "":
		default:
			p.byName[plan.Name(name)] = append(p.byName[plan.Name(name)], file)
		}
		p.says(file, "name "+plan.Name(name))
	}
}

// lookUp asks for the ids of headers that the list does not have, and takes the
// lock's word for no file whose header has another id.
func (p *puller) lookUp(ctx context.Context, there map[string]bool) error {
	for _, id := range slices.Sorted(maps.Keys(p.byID)) {
		file := p.byID[id]
		if !there[id] {
			_, err := p.client.GetSegment(ctx, id)
			switch {
			case errors.Is(err, client.ErrNotFound):
				delete(p.byID, id)
				if p.lost[plan.Name(p.called[id])], p.taken[file] = file, true; p.several[file] {
					p.strays = append(p.strays, &stray{file: file, name: p.called[id], id: id})
				} else {
					p.astray[file] = id
				}
				continue
			case err != nil:
				return ofAPI(err)
			}
		}
		for old, e := range p.locked {
			if e.File == file && old != id && e.Whole() && !p.several[file] {
				delete(p.locked, old)
				delete(p.taken, file)
			}
		}
	}
	return nil
}

// renamed returns the file of a segment whose file in the lock is gone: another file
// for the segment if there is one, otherwise the same file again. A name that Windows
// cannot keep a file under, which somebody may have written into the lock, is not
// made again.
func (p *puller) renamed(e lock.Entry, name string) string {
	if file := p.byID[e.ID]; file != "" && !p.taken[file] {
		p.taken[file] = true
		return file
	}
	for _, name := range []string{e.Name, name} {
		if alike := p.byName[plan.Name(name)]; len(alike) == 1 && !p.taken[alike[0]] {
			p.taken[alike[0]] = true
			return alike[0]
		}
	}
	if tree.Portable(e.File) != nil {
		file := p.freeName(path.Join(p.dir, fileName(name)))
		p.taken[file] = true
		return file
	}
	return e.File
}

// fileFor returns the file for a segment that the lock does not know: the one
// whose header has its id, the one that has its name, or a new one.
func (p *puller) fileFor(s client.Summary) (string, error) {
	id, name := strings.ToLower(s.ID), plan.Name(s.Name)
	file := p.byID[id]
	if alike := slices.DeleteFunc(slices.Clone(p.byName[name]), func(file string) bool { return p.taken[file] }); file == "" && len(alike) > 0 {
		file = alike[0]
		same := len(p.named[name])
		switch old := p.gone[file]; {
		case len(alike) > 1:
			return "", unclear(s, strings.Join(alike, " and ")+" have its name; write its id into the header of the right one")
		case same > 1 && old != "":
			p.doubts[file] = true
			return "", unclear(s, fmt.Sprintf("the segment of %s, %s, was deleted, and %d segments have its name now; write the id of the right one into its header", file, old, same))
		case same > 1:
			return "", unclear(s, fmt.Sprintf("%s has its name, and so do %d segments; write the id of the right one into its header", file, same))
		}
	}
	switch astray := p.lost[name]; {
	case file != "":
	case astray != "":
		return "", unclear(s, astray+" has its name, but an id that no segment has; correct the id, or remove it")
	case len(p.unread.all) > 0:
		return "", unclear(s, "its file may be one of those that cannot be read")
	case p.client.HasKey(fileName(s.Name)):
		return "", &unmergedError{"the segment " + s.ID + " is refused: the name of its file would contain the API key; rename the segment in the web editor"}
	default:
		file = p.freeName(path.Join(p.dir, fileName(s.Name)))
	}
	p.taken[file] = true
	return file, nil
}

// unclear says that it is not certain which file a segment has.
func unclear(s client.Summary, why string) error {
	return &unmergedError{fmt.Sprintf("%s (%s) is refused: %s", named(s.Name), s.ID, why)}
}

// forlorn names the files whose segment is not there, and counts those that plan
// takes for a mistake.
func (p *puller) forlorn() (refused int) {
	say := func(file, text string, quiet bool) {
		if name, err := besideLock(p.flags.lock, file); err == nil && !quiet {
			p.progress.line(named(name) + " is left alone: " + text)
		}
	}
	for _, file := range slices.Sorted(maps.Keys(p.astray)) {
		say(file, noSuchID(p.astray[file]), false)
	}
	for _, file := range slices.Sorted(maps.Keys(p.gone)) {
		if !p.taken[file] && !p.doubts[file] && existsBeside(p.flags.lock)(file) {
			say(file, deletedText(p.gone[file]), p.report.quiet)
		}
	}
	return len(p.astray) + p.forlornInside()
}

func noSuchID(id string) string {
	return "there is no segment with the id of its header, " + id + "; correct the id, or remove it"
}
