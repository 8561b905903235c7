package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/english"
)

const (
	lookEvery   = 300 * time.Millisecond
	settleEvery = 100 * time.Millisecond // what changes within it is being written
	settleLooks = 20                     // then what there is gets compiled: somebody never stops writing
)

// watcher compiles what changes.
type watcher struct {
	*app
	args  []string
	flags *compileFlags
	seen  look
	rules map[string]watched // by name
	stale map[string]bool    // names of rules that are to be compiled
	said  string             // the last complaint about the whole
}

// watched is a rule that was compiled.
type watched struct {
	products []product // without their documents
	there    bool      // the documents were there when it was compiled last
	moves    bool      // they depend on the day
	used     map[string]state
	places   map[string]place // of what is used
}

// watch compiles, and compiles again what changes, until Ctrl-C.
func (a *app) watch(ctx context.Context, args []string, flags *compileFlags) error {
	if err := a.checkWatch(args, flags); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	w := &watcher{app: a, args: args, flags: flags, rules: map[string]watched{}, stale: map[string]bool{}}
	now, err := w.lookAt(nil, look{})
	if err != nil {
		return err
	}
	if err := w.checkNames(ctx, now); err != nil {
		return ended(ctx, err)
	}
	if err := w.round(ctx, now); err != nil {
		return ended(ctx, err)
	}
	if !a.report.quiet {
		if err := w.say("", "watching "+english.Count(len(now.listed), "file")+"; Ctrl-C ends it"); err != nil {
			return err
		}
	}
	for wait(ctx, lookEvery) {
		if err := w.step(ctx); err != nil {
			return ended(ctx, err)
		}
	}
	return nil
}

// checkWatch refuses what cannot be watched.
func (a *app) checkWatch(args []string, flags *compileFlags) error {
	switch {
	case len(args) == 0:
		return errors.New("--watch needs files or folders to watch")
	case flags.submit:
		return errors.New("--watch and --submit cannot be used together: --submit sends the rule only once")
	case flags.outDir == "" && (flags.output == "" || flags.output == "-"):
		return errors.New("--watch writes documents to files, so it needs --out-dir, or --output with a single rule")
	case a.report.format != "text":
		return errors.New("--watch is for people, so it cannot be used with --diagnostics " + a.report.format)
	}
	if err := a.checkRoot(flags.root); err != nil {
		return err
	}
	for _, arg := range args {
		if arg == "-" {
			return errors.New("--watch cannot watch standard input")
		}
		_, info, err := a.argumentAt(arg, flags.root)
		switch {
		case err != nil:
			return cannot("read", arg, err)
		case info.IsDir() && flags.outDir == "":
			return errors.New("--output takes a single rule; for folders, use --out-dir")
		case !info.IsDir() && !info.Mode().IsRegular():
			return fmt.Errorf("--watch cannot watch %s, which is neither a file nor a folder", named(arg))
		}
		var in input
		if err := a.locate(&in, arg, flags.root); err != nil {
			return err
		}
	}
	return flags.check(len(args))
}

// checkNames refuses names of --set that nothing takes at the start: later, files come and go.
func (w *watcher) checkNames(ctx context.Context, now look) error {
	if len(w.set.values) == 0 {
		return nil
	}
	inputs := make([]input, 0, len(now.listed))
	for _, file := range now.listed {
		in, err := w.file(file, w.flags.inputFlags)
		if err != nil {
			return nil //nolint:nilerr // the round says so
		}
		inputs = append(inputs, in)
	}
	return w.checkSet(ctx, inputs)
}

// ended returns the error of a watch, unless somebody has ended it.
func ended(ctx context.Context, err error) error {
	if ctx.Err() != nil || errors.Is(err, errInterrupted) {
		return nil
	}
	return err
}

// wait waits, and reports whether the context is still alive after that.
func wait(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return ctx.Err() == nil
	}
}

// step looks for changes and, once they have settled, compiles.
func (w *watcher) step(ctx context.Context) error {
	used := map[string]place{}
	for _, rule := range w.rules {
		maps.Copy(used, rule.places)
	}
	now, err := w.lookAt(used, w.seen)
	if err != nil {
		return w.complain(err)
	}
	w.said = ""
	missing, tomorrow := w.missing(), w.tomorrow()
	if len(w.seen.changes(now)) == 0 && !missing && !tomorrow {
		return nil
	}
	for range settleLooks {
		if !wait(ctx, settleEvery) {
			return nil
		}
		later, err := w.lookAt(used, now)
		if err != nil {
			return w.complain(err)
		}
		settled := len(now.changes(later)) == 0
		now = later
		if settled {
			break
		}
	}
	return w.round(ctx, now)
}

// missing has rules compiled again if somebody removed their document, and
// reports whether there are any.
func (w *watcher) missing() bool {
	found := false
	for name, rule := range w.rules {
		for _, p := range rule.products {
			if rule.there && !exists(p.output) {
				w.stale[name], found = true, true
			}
		}
	}
	return found
}

// tomorrow has the rules compiled again that depend on the day, once it is another one, and
// reports whether there are any.
func (w *watcher) tomorrow() bool {
	if !w.nextDay() {
		return false
	}
	found := false
	for name, rule := range w.rules {
		if rule.moves {
			w.stale[name], found = true, true
		}
	}
	return found
}

// round compiles all that has to do with what has changed.
func (w *watcher) round(ctx context.Context, now look) error {
	changed := w.seen.changes(now)
	w.seen = now
	if err := w.forget(); err != nil {
		return err
	}
	var files []found
	for _, file := range now.listed {
		name := filepath.Clean(file.name)
		rule, known := w.rules[name]
		if !known || changed[name] || usesAny(rule.used, changed) {
			w.stale[name] = true
		}
		if w.stale[name] {
			files = append(files, file)
		}
	}
	if len(now.listed) == 0 {
		return nil
	}
	var results []built
	inOrder(len(files), func(i int) built {
		return w.build(ctx, files[i])
	}, func(_ int, b built) { results = append(results, b) })
	if ctx.Err() != nil {
		return nil
	}
	if err := w.place(now, results); err != nil {
		return w.complain(err)
	}
	return w.finish(results)
}

// place says where the documents of a round go, beside those of the rules that stay.
func (w *watcher) place(now look, results []built) error {
	built := map[string]*built{}
	for i := range results {
		built[results[i].name] = &results[i]
	}
	var all []product
	var sources []fs.FileInfo
	for _, file := range now.listed {
		name := filepath.Clean(file.name)
		if info := now.states[name].info; info != nil {
			sources = append(sources, info)
		}
		if b := built[name]; b != nil {
			if len(b.products) == 0 { // with an error, or without a rule: what is there stays
				b.products = w.productsOf(name, file)
			}
			all = append(all, b.products...)
		} else {
			all = append(all, w.rules[name].products...)
		}
	}
	if err := outputsOf(all, sources, w.flags); err != nil {
		return err
	}
	for _, file := range now.listed {
		b := built[filepath.Clean(file.name)]
		if b == nil {
			all = all[len(w.rules[filepath.Clean(file.name)].products):]
			continue
		}
		n := copy(b.products, all)
		all = all[n:]
	}
	return nil
}

// productsOf returns what a file became the last time that it compiled, without the documents,
// or what it would become with one segment.
func (w *watcher) productsOf(name string, file found) []product {
	if last := w.rules[name].products; len(last) > 0 {
		return slices.Clone(last)
	}
	return []product{{source: input{name: filepath.ToSlash(file.name), output: file.output, file: file.name}}}
}

// usesAny reports whether one of the files that a rule uses has changed.
func usesAny(used map[string]state, changed map[string]bool) bool {
	for name := range used {
		if changed[name] {
			return true
		}
	}
	return false
}

// forget says which rules are not there any more.
func (w *watcher) forget() error {
	listed := map[string]bool{}
	for _, file := range w.seen.listed {
		listed[filepath.Clean(file.name)] = true
	}
	for _, name := range slices.Sorted(maps.Keys(w.rules)) {
		if listed[name] {
			continue
		}
		text := named(filepath.ToSlash(name)) + " is gone"
		for _, p := range w.rules[name].products {
			if exists(p.output) {
				text += "; " + named(filepath.ToSlash(p.output)) + " is left"
			}
		}
		delete(w.rules, name)
		delete(w.stale, name)
		if err := w.say(styleWarning, text); err != nil {
			return err
		}
	}
	return nil
}

// built is what became of a rule in a round.
type built struct {
	compiled
	name     string
	products []product
	used     map[string]state
	places   map[string]place // of what is used
	err      error
}

func (w *watcher) build(ctx context.Context, file found) built {
	b := built{name: filepath.Clean(file.name)}
	var in input
	if in, b.err = w.file(file, w.flags.inputFlags); b.err != nil {
		return b
	}
	files, used := &recorder{before: w.seen, used: map[string]state{}, places: map[string]place{}}, &sources{}
	in.files = uses{app: w.app, root: in.root, looks: files.look, reads: used.add}
	b.compiled = compileInput(ctx, in, w.flags)
	b.list, b.used, b.places = in.explain(b.list), files.used, files.places
	for _, piece := range b.pieces {
		b.products = append(b.products, product{source: in, segment: piece.segment, document: piece.document, used: used})
	}
	return b
}

// complain says what is wrong with the whole, once. A folder that vanishes while
// it is read is no more than a change that comes into sight with the next look.
func (w *watcher) complain(err error) error {
	if err.Error() == w.said || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	w.said = err.Error()
	return w.say(styleError, w.said)
}

// The colors of what a watcher says.
const (
	styleError   = "\x1b[31m"
	styleWarning = "\x1b[33m"
	styleFine    = "\x1b[32m"
)

// say writes a line with the time.
func (w *watcher) say(style, text string) error {
	now := time.Now().Format(time.TimeOnly)
	text = printableLines(text)
	if w.colored(w.err) {
		now = "\x1b[2m" + now + "\x1b[0m"
		if style != "" {
			text = style + text + "\x1b[0m"
		}
	}
	return writeTo(w.err.Painted(), "standard error", []byte(now+" "+text+"\n"))
}

// printableLines returns a text that may be given a color: none of its characters
// is taken for one.
func printableLines(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = diag.Printable(lines[i])
	}
	return strings.Join(lines, "\n")
}
