package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/lock"
	"github.com/segc-lang/segc/internal/plan"
	"github.com/segc-lang/segc/internal/rule"
)

// puller writes segments as files.
type puller struct {
	*app
	client *client.Client
	known  *lock.File
	flags  pullFlags
	dir    string // from the lock, with slashes

	locked  map[string]lock.Entry // by id
	taken   map[string]bool       // files that stand for a segment
	byName  map[string][]string   // files in dir that the lock does not know
	byID    map[string]string     // those whose header has an id
	written int
	left    int // files with changes that were not applied
}

func (a *app) newPuller(api *client.Client, known *lock.File, flags pullFlags) (*puller, error) {
	dir, err := relativeTo(filepath.Dir(flags.lock), flags.dir)
	if err == nil {
		err = canName(path.Join(dir, "a.seg"))
	}
	if err != nil {
		return nil, err
	}
	p := &puller{
		app: a, client: api, known: known, flags: flags, dir: dir,
		locked: map[string]lock.Entry{}, taken: map[string]bool{}, byName: map[string][]string{}, byID: map[string]string{},
	}
	for _, e := range known.Remotes[api.BaseURL()] {
		p.locked[e.ID], p.taken[e.File] = e, true
	}
	return p, p.lookAround()
}

// lookAround finds the files in the folder that stand for segments without the
// lock knowing of it.
func (p *puller) lookAround() error {
	names, err := segFilesBelow(p.flags.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, name := range names {
		file, err := relativeTo(filepath.Dir(p.flags.lock), name)
		if err != nil || canName(file) != nil || p.taken[file] {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return cannot("read", name, err)
		}
		parsed, _ := grammar.Parse(ast.NewSource(name, string(text)), grammar.Options{})
		for _, s := range parsed.Statements {
			if header, ok := s.(*ast.Segment); ok {
				p.byName[header.Name.Text] = append(p.byName[header.Name.Text], file)
				for _, property := range header.Properties {
					if property.Kind == ast.PropertyID && len(property.Values) == 1 {
						p.byID[strings.ToLower(property.Values[0].Text)] = file
					}
				}
			}
		}
	}
	return nil
}

// pull brings one segment into its file, where that is needed. It returns what
// there is to say about it.
func (p *puller) pull(ctx context.Context, summary client.Summary) (said string, err error) {
	id := strings.ToLower(summary.ID)
	entry, locked := p.locked[id]
	switch file := entry.File; {
	case !locked:
		entry = lock.Entry{File: p.fileFor(id, summary.Name), ID: id}
	case !existsBeside(p.flags.lock)(file):
		entry.File = p.renamed(entry, summary.Name)
	}
	name, err := besideLock(p.flags.lock, entry.File)
	if err != nil {
		return "", err
	}
	if ignored, err := p.ignored(entry.File); err != nil || ignored {
		return fmt.Sprintf("%s is left alone: %s names it", name, ignoreName), err
	}
	if !entry.Whole() {
		return "", &unmergedError{name + " is left alone: it has several segments, which this segc cannot read; install a newer segc"}
	}
	in, mine, exists, err := p.read(ctx, name)
	if err != nil {
		return "", err
	}
	if locked && mine != nil && plan.Says(entry, mine) && // nobody changed the file
		entry.Updated != "" && entry.Updated == plan.Stamp(summary.UpdatedAt) && entry.Name == summary.Name {
		return "", nil
	}
	segment, err := p.client.GetSegment(ctx, id)
	if err != nil {
		return "", ofAPI(err)
	}
	theirs, _, err := rule.DecodeBody(segment.Raw)
	if err != nil {
		return "", err
	}
	c := pulled{name: name, in: in, entry: entry, locked: locked, mine: mine, theirs: theirs, updated: plan.Stamp(segment.UpdatedAt)}
	switch {
	case !exists, mine == nil && p.flags.force:
		return p.writeWhole(ctx, c)
	case mine == nil && locked && plan.Left(entry, theirs):
		return p.leave(c), nil
	case mine == nil:
		return "", &unmergedError{name + " is left alone: it has errors, which `segc check` shows; correct them, or overwrite the file with --force"}
	}
	return p.merge(ctx, c)
}

// pulled is one segment on its way into its file.
type pulled struct {
	name    string // of the file, for the system
	in      input
	entry   lock.Entry // has File and ID only if the lock does not know the segment
	locked  bool
	mine    *rule.Body // nil when the file has errors
	theirs  *rule.Body
	updated string
}

// leave says that a file stays as it is.
func (p *puller) leave(c pulled) string {
	p.left++
	return c.name + " is left alone: it has changes that were not applied; --force overwrites them"
}

// writeWhole writes a file anew.
func (p *puller) writeWhole(ctx context.Context, c pulled) (said string, err error) {
	text, body, err := p.write(ctx, c.theirs, c.name)
	if err != nil {
		return "", err
	}
	if err := p.put(c.name, text); err != nil {
		return "", err
	}
	return c.name + " written", p.note(plan.Entry(c.entry.File, c.entry.ID, body, plan.Hashes(c.theirs), c.updated))
}

// put gives a file its text.
func (p *puller) put(name, text string) error {
	if err := p.inside(name); err != nil {
		return err
	}
	if err := p.app.write(name, []byte(text)); err != nil {
		return err
	}
	p.written++
	return nil
}

// note enters what the lock should know.
func (p *puller) note(e lock.Entry) error {
	return p.saveLock(p.flags.lock, p.client.BaseURL(), p.known, e)
}

// ignored reports whether plan would pass over a file, in --dir or else in the
// folder of the lock.
func (p *puller) ignored(file string) (bool, error) {
	folder := filepath.Dir(p.flags.lock)
	if below, ok := strings.CutPrefix(file, p.dir+"/"); ok {
		folder, file = p.flags.dir, below
	}
	return skips(folder, file)
}

// read compiles the file of a segment. The body is nil when there is none, or
// when it has errors.
func (p *puller) read(ctx context.Context, name string) (in input, body *rule.Body, exists bool, err error) {
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
		return input{}, nil, false, nil
	}
	in, err = p.file(found{name: name}, p.flags.inputFlags)
	if err != nil {
		return in, nil, true, err
	}
	_, body, _, _ = bodyOf(ctx, in, in.options(p.flags.maxGroups))
	return in, body, true, nil
}

// renamed returns the file that a segment has now that the one in the lock is
// gone: another one that is for it, or else the same again.
func (p *puller) renamed(e lock.Entry, name string) string {
	if file := p.byID[e.ID]; file != "" && !p.taken[file] {
		p.taken[file] = true
		return file
	}
	for _, name := range []string{e.Name, name} {
		if alike := p.byName[name]; len(alike) == 1 && !p.taken[alike[0]] {
			p.taken[alike[0]] = true
			return alike[0]
		}
	}
	return e.File
}

// fileFor returns the file for a segment that the lock does not know.
func (p *puller) fileFor(id, name string) string {
	file := p.byID[id]
	if alike := p.byName[name]; file == "" && len(alike) == 1 && !p.taken[alike[0]] {
		file = alike[0]
	}
	if file == "" {
		file = p.freeName(path.Join(p.dir, fileName(name)))
	}
	p.taken[file] = true
	return file
}

// fileName makes a file name of the name of a segment.
func fileName(name string) string {
	const most = 60 // characters; every file system takes that many
	var b strings.Builder
	dash, n := false, 0
	for _, r := range strings.ToLower(name) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			dash = true
			continue
		}
		if dash && n > 0 {
			b.WriteByte('-')
		}
		b.WriteRune(r)
		dash = false
		if n++; n == most {
			break
		}
	}
	if n == 0 {
		return "segment.seg"
	}
	if windowsDevice(b.String()) {
		b.WriteString("-segment")
	}
	return b.String() + ".seg"
}

// windowsDevice reports whether Windows takes a name for a device, whatever its
// ending: no file could be checked out under it there.
func windowsDevice(stem string) bool {
	switch stem {
	case "con", "prn", "aux", "nul":
		return true
	}
	port := strings.HasPrefix(stem, "com") || strings.HasPrefix(stem, "lpt")
	return port && len(stem) == 4 && '1' <= stem[3] && stem[3] <= '9'
}

// freeName returns the name, with a number if it is taken or a file has it. The
// name of the catalogue is always taken.
func (p *puller) freeName(name string) string {
	stem, here := strings.TrimSuffix(name, ".seg"), existsBeside(p.flags.lock)
	for n := 2; p.taken[name] || here(name) || path.Base(name) == catalogueName; n++ {
		name = fmt.Sprintf("%s-%d.seg", stem, n)
	}
	return name
}

const catalogueName = "catalog.seg"

// catalogueIn returns the catalogue of a folder; "" when there is none.
func catalogueIn(dir string) string {
	name := filepath.Join(dir, catalogueName)
	if info, err := os.Stat(name); err != nil || info.IsDir() {
		return ""
	}
	return name
}
