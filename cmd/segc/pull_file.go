//go:build !nonet

package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/tree"
	"github.com/segc-lang/segc/rulesjson"
)

// pull brings one segment into its file if that is needed. It returns what to
// tell the user about it.
func (p *puller) pull(ctx context.Context, summary client.Summary) (said string, err error) {
	id := strings.ToLower(summary.ID)
	entry, locked := p.locked[id]
	switch file := entry.File; {
	case !locked && p.byID[id] == "" && p.waits(summary) != "":
		return "", unclear(summary, p.waits(summary))
	case !locked:
		if file, err = p.fileFor(summary); err != nil {
			return "", err
		}
		entry = lock.Entry{File: file, ID: id, Name: summary.Name}
	case !existsBeside(p.flags.lock)(file):
		if entry, err = p.withoutFile(entry, summary); err != nil {
			return "", err
		}
	}
	name, err := besideLock(p.flags.lock, entry.File)
	if err != nil {
		return "", err
	}
	if astray := p.astray[entry.File]; astray != "" {
		delete(p.astray, entry.File) // said once is enough
		return "", &unmergedError{named(name) + " is left alone: " + noSuchID(astray)}
	}
	if ignored, err := p.ignored(entry.File); err != nil {
		return "", &fileError{err}
	} else if ignored {
		return fmt.Sprintf("%s is left alone: %s names it", entryLabel(name, entry), ignoreName), nil
	}
	c, exists, err := p.read(ctx, name, entry, locked)
	if err != nil {
		return "", err
	}
	mine := c.mine
	if locked && mine != nil && plan.Says(entry, mine) && // nobody changed the file
		p.trusts && entry.Updated != "" && entry.Updated == plan.Stamp(summary.UpdatedAt) && entry.Name == summary.Name {
		return "", nil
	}
	segment, err := p.client.GetSegment(ctx, id)
	if err != nil {
		return "", ofAPI(err)
	}
	theirs, err := rulesjson.ParseSegment(segment.Raw)
	if err != nil {
		return "", err
	}
	c.entry, c.locked, c.theirs, c.updated = entry, locked, theirs, plan.Stamp(segment.UpdatedAt)
	if exists && mine != nil {
		c.entry.Set, c.entry.Assume = takenBy(c.program, c.in.params), openAnswers(c.program, c.in.answers)
	}
	if day := c.dayOfSegment(ctx, p); day != "" {
		c.compileFor(ctx, p, day)
		c.entry.Day, mine = day, c.mine
	}
	many := exists && (isMany(c.program) || !entry.Whole())
	if many && c.rule != nil {
		place := placed(plan.Local{File: entry.File}, c.program, c.rule)
		c.entry.Segment, c.entry.Values = place.Segment, place.Values
	}
	switch {
	case many && c.rule == nil && !c.broken:
		return p.missing(c)
	case many && mine == nil && locked && plan.Left(entry, theirs):
		return p.leave(c), nil
	case many && mine == nil:
		return "", &unmergedError{c.label() + " is left alone: it has errors, which `segc check` shows; correct them"}
	case !exists, mine == nil && p.flags.force:
		return p.writeWhole(ctx, c)
	case mine == nil && locked && plan.Left(entry, theirs):
		return p.leave(c), nil
	case mine == nil:
		return "", &unmergedError{named(name) + " is left alone: it has errors, which `segc check` shows; correct them, or overwrite the file with --force"}
	}
	said, err = p.merge(ctx, c)
	if old := p.gone[entry.File]; old != "" && err == nil && !locked {
		said = strings.TrimSuffix(fmt.Sprintf("%s is the file of %s now: its segment, %s, was deleted, and this one has its name\n%s", named(name), id, old, said), "\n")
	}
	return said, err
}

// withoutFile returns the entry of a segment whose file is gone with the place that it has now.
func (p *puller) withoutFile(entry lock.Entry, summary client.Summary) (lock.Entry, error) {
	moved, err := p.movedInto(entry, summary)
	switch {
	case err != nil:
		return entry, err
	case moved != nil:
		entry.File, entry.Segment, entry.Values = moved.File, moved.Segment, moved.Values
	case entry.Whole():
		entry.File = p.renamed(entry, summary.Name)
	default: // the file had others, too, and is written for none of them
		entry.File, entry.Segment, entry.Values = p.freeName(path.Join(p.dir, fileName(summary.Name))), "", nil
	}
	p.taken[entry.File] = true
	return entry, nil
}

// pulled is one segment on its way into its file.
type pulled struct {
	name    string // of the file, for the system
	in      input
	program *segc.Program // of the file; nil when there is none
	rule    *segc.Rule    // that is the segment; nil when the file has none that is it, or errors
	number  int           // of the rule
	broken  bool          // the file has errors, so that rules may be missing
	result  *segc.Result  // of its rule; nil when the file has errors
	entry   lock.Entry    // has File and ID only if the lock does not know the segment
	locked  bool
	mine    *rulesjson.Segment // nil when the file has errors
	theirs  *rulesjson.Segment
	updated string
}

// leave says that a file stays as it is.
func (p *puller) leave(c pulled) string {
	p.left++
	next := "`segc apply` applies them"
	if c.mine == nil {
		next = "`segc check` shows its errors"
	}
	if c.mine == nil && c.program != nil && isMany(c.program) { // nothing overwrites a file with others
		return c.label() + " is left alone: it has errors, which `segc check` shows"
	}
	return c.label() + " is left alone: it has changes that were not applied; --force overwrites them, " + next
}

// writeWhole writes a file anew.
func (p *puller) writeWhole(ctx context.Context, c pulled) (said string, err error) {
	text, body, err := p.write(ctx, c.theirs, c.name)
	if err != nil {
		return "", err
	}
	if err := p.put(c, text); err != nil {
		return "", err
	}
	entry := plan.Entry(c.entry.File, c.entry.ID, body, plan.Hashes(c.theirs), c.updated)
	if len(p.assumed.answers) > 0 {
		entry.Assume = p.assumedBy(ctx, text, c.name, body)
	}
	return c.name + " written", p.note(entry)
}

// put gives a file its text, unless the file has changed since it was read. No link
// leads it out of the folder of the lock: who may change the lock and the files
// beside it must not gain more than that.
func (p *puller) put(c pulled, text string) error {
	if p.client.HasKey(text) {
		return &unmergedError{"the segment " + c.entry.ID + " is refused: its file would contain the API key"}
	}
	if !p.probed { // a file that the lock does not know of would seem to be changed by its author
		if err := p.checkWritable(p.flags.lock, 1); err != nil {
			return &lockError{fmt.Errorf("nothing was written: %w", err)}
		}
		p.probed = true
	}
	at, err := p.places.beside(p.flags.lock)
	if err != nil {
		return &fileError{cannotWrite(c.name, err)}
	}
	var old []byte // nil where there was no file
	if c.in.file != "" {
		old = []byte(c.in.text)
	}
	_, err = replacing(c.name, func(ctx context.Context) (bool, error) {
		if len(old) > grammar.MaxSize { // it was not read to its end
			return at.files.Write(ctx, c.entry.File, []byte(text))
		}
		return at.files.Rewrite(ctx, c.entry.File, old, []byte(text))
	})
	switch {
	case errors.Is(err, tree.ErrChanged):
		return &unmergedError{c.label() + " is left alone: it changed while segc was at work; pull again"}
	case err != nil:
		return &fileError{err}
	}
	p.written = append(p.written, c.name)
	return nil
}

// note enters what the lock should know.
func (p *puller) note(e lock.Entry) error {
	err := p.saveLock(p.flags.lock, p.client.BaseURL(), p.known, e)
	switch {
	case err == nil:
		return nil
	case len(p.written) == 0:
		return &lockError{fmt.Errorf("nothing was written: %w", err)}
	}
	return &lockError{fmt.Errorf("%w; what was written before: %s", err, strings.Join(p.written, ", "))}
}

// ignored reports whether plan would skip a file, in --dir or otherwise in the
// folder of the lock.
func (p *puller) ignored(file string) (bool, error) {
	folder := filepath.Dir(p.flags.lock)
	if below, ok := strings.CutPrefix(file, p.dir+"/"); ok {
		folder, file = p.flags.dir, below
	}
	return p.skips(folder, file)
}

// read compiles the file of a segment, if it is there, for the day of its entry in the lock and
// with the params of that: what differs then is not what the day and --set alone change.
func (p *puller) read(ctx context.Context, name string, entry lock.Entry, locked bool) (c pulled, there bool, err error) {
	c.name = name
	if !exists(name) {
		return c, false, nil
	}
	c.in, err = p.file(found{name: name, walked: true}, p.flags.inputFlags)
	if err != nil {
		return c, true, &fileError{err}
	}
	c.entry = entry
	if !locked {
		c.compileFor(ctx, p, entry.Day)
		return c, true, nil
	}
	c.in.params = p.lockedParams(ctx, c.in, entry.Set)
	c.assume(entry.Assume)
	c.compileFor(ctx, p, entry.Day)
	if c.mine == nil && len(p.assumed.answers) > 0 { // what was written since may need them
		answers := maps.Clone(p.assumed.answers)
		maps.Copy(answers, entry.Assume)
		c.assume(answers)
		c.compileFor(ctx, p, entry.Day)
	}
	return c, true, nil
}

// assume lets the file be compiled with some answers to questions about the platform. Those of a
// lock may be others than segc knows: then nothing is assumed.
func (c *pulled) assume(answers map[string]string) {
	c.in.assumed, _ = readingOf(answers)
	c.in.answers = answers
}

// lockedParams returns what the params of a file are given: what the lock has, and for those
// that would otherwise have no value at all, what the run has.
func (p *puller) lockedParams(ctx context.Context, in input, locked map[string]string) map[string]string {
	if len(p.set.values) == 0 {
		return locked
	}
	given := maps.Clone(locked)
	program, _ := segc.Load(ctx, in.text, in.options(p.flags.maxGroups))
	for _, param := range paramsOf(program) {
		name := param.Name.Text
		_, known := given[name]
		value, ok := p.set.values[name]
		if !ok || known || param.Default != nil {
			continue
		}
		if given == nil {
			given = map[string]string{}
		}
		given[name] = value
	}
	return given
}

// compileFor compiles the file for a day; for today if that is empty.
func (c *pulled) compileFor(ctx context.Context, p *puller, day string) {
	if at, err := time.Parse(time.DateOnly, day); err == nil {
		c.in.today = at
	}
	program, list := segc.Load(ctx, c.in.text, c.in.options(p.flags.maxGroups))
	c.program, c.broken = program, list.HasErrors()
	c.mine, c.result, c.rule = nil, nil, nil
	i := p.numberOf(c.program, c.entry)
	if i < 0 {
		return
	}
	results, _ := c.program.Compile(ctx)
	if c.rule, c.number, c.result = c.program.Rules()[i], i, results[i]; c.result != nil {
		c.mine, _ = c.result.Body(rulesjson.Segment{})
	}
}

// dayOfSegment returns the day for which the segment was applied, if that is another one than
// the lock has: a job that runs every night need not keep its lock.
func (c *pulled) dayOfSegment(ctx context.Context, p *puller) string {
	if !c.locked || c.mine == nil || c.entry.Day == "" || plan.Left(c.entry, c.theirs) {
		return ""
	}
	if rule, _ := c.rule.UsesToday(); !rule {
		return ""
	}
	day := plan.DayOf(c.entry, plan.Local{
		Day: p.today().Format(time.DateOnly), Set: c.entry.Set, Assume: c.entry.Assume, Matters: true, On: newOtherDays(ctx, c.in, c.in.options(p.flags.maxGroups)).of(c.rule),
	}, c.theirs, c.updated)
	if day == c.entry.Day {
		return ""
	}
	return day
}

// file returns the file as it was parsed.
func (c *pulled) file() *ast.File { return c.program.Files()[0] }

// freeName returns the name, with a number if it is taken or a file has it. The
// name of the catalog is always taken.
func (p *puller) freeName(name string) string {
	stem, here := strings.TrimSuffix(name, ".seg"), existsBeside(p.flags.lock)
	for n := 2; p.taken[name] || here(name) || path.Base(name) == catalogName; n++ {
		name = fmt.Sprintf("%s-%d.seg", stem, n)
	}
	return name
}
