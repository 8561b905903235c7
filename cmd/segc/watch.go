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
	output string
	there  bool // the document was there when it was compiled last
	moves  bool // it depends on the day
	used   map[string]state
	places map[string]place // of what is used
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
		return errors.New("--watch and --submit exclude each other: what is sent once cannot follow")
	case flags.outDir == "" && (flags.output == "" || flags.output == "-"):
		return errors.New("--watch needs --out-dir, or --output with a single rule: documents are written to files")
	case a.report.format != "text":
		return errors.New("--watch tells people what happens, so it goes without --diagnostics " + a.report.format)
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
			return errors.New("--output takes a single rule; --out-dir is for folders")
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

// wait reports whether there was nothing to end it meanwhile.
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

// missing has the rules compiled again of which somebody took the document away,
// and reports whether there are any.
func (w *watcher) missing() bool {
	found := false
	for name, rule := range w.rules {
		if rule.there && !exists(rule.output) {
			w.stale[name], found = true, true
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
	var stubs []input
	for _, file := range now.listed {
		name := filepath.Clean(file.name)
		rule, known := w.rules[name]
		if !known || changed[name] || usesAny(rule.used, changed) {
			w.stale[name] = true
		}
		stubs = append(stubs, input{name: filepath.ToSlash(file.name), output: file.output, file: file.name, info: now.states[name].info})
	}
	if len(stubs) == 0 {
		return nil
	}
	outputs, err := outputNames(stubs, w.flags)
	if err != nil {
		return w.complain(err)
	}
	var files []found
	var names []string
	for i, file := range now.listed {
		if w.stale[filepath.Clean(file.name)] {
			files = append(files, file)
			names = append(names, outputs[i])
		}
	}
	var results []built
	inOrder(len(files), func(i int) built {
		return w.build(ctx, files[i], names[i])
	}, func(_ int, b built) { results = append(results, b) })
	if ctx.Err() != nil {
		return nil
	}
	return w.finish(results)
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
		if output := w.rules[name].output; exists(output) {
			text += "; " + named(filepath.ToSlash(output)) + " is left"
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
	name, output string
	used         map[string]state
	places       map[string]place // of what is used
	err          error
}

func (w *watcher) build(ctx context.Context, file found, output string) built {
	b := built{name: filepath.Clean(file.name), output: output}
	var in input
	if in, b.err = w.file(file, w.flags.inputFlags); b.err != nil {
		return b
	}
	files, used := &recorder{before: w.seen, used: map[string]state{}, places: map[string]place{}}, &sources{}
	in.files = uses{app: w.app, root: in.root, looks: files.look, reads: used.add}
	b.compiled = compileInput(ctx, in, w.flags)
	b.list, b.used, b.places = in.explain(b.list), files.used, files.places
	if b.document != nil {
		b.err = refuseSource(b.output, used.files)
	}
	return b
}

// finish writes the documents of a round and says so.
func (w *watcher) finish(results []built) error {
	var shown diag.List
	for i := range results {
		b := &results[i]
		for name, state := range b.used {
			if _, known := w.seen.states[name]; !known {
				w.seen.states[name] = state
			}
		}
		list, bad := w.report.choose(b.list)
		if bad {
			b.document = nil
		}
		b.list = list
		shown = append(shown, list...)
	}
	if len(shown) > 0 {
		if err := w.show(w.err, shown.Distinct()); err != nil {
			return err
		}
	}
	unchanged := 0
	for _, b := range results {
		same, err := w.finishOne(b)
		if err != nil {
			return err
		}
		if same {
			unchanged++
		}
	}
	if unchanged > 0 && !w.report.quiet {
		return w.say("", english.Count(unchanged, "document")+" unchanged")
	}
	return nil
}

// finishOne writes a document, and reports whether it was there already.
func (w *watcher) finishOne(b built) (same bool, err error) {
	name, output := named(filepath.ToSlash(b.name)), named(filepath.ToSlash(b.output))
	errorCount := b.list.Count(diag.Error)
	left := ""
	if exists(b.output) {
		left = "; " + output + " is left as it was"
	}
	delete(w.stale, b.name)
	w.rules[b.name] = watched{output: b.output, moves: b.moves, used: b.used, places: b.places}
	switch {
	case b.err != nil:
		w.stale[b.name] = true
		return false, w.say(styleError, b.err.Error()+left)
	case errorCount > 0:
		return false, w.say(styleError, name+": "+english.Count(errorCount, "error")+left)
	case b.document == nil && left != "":
		return false, w.say(styleWarning, name+" has no rule"+left)
	case b.document == nil:
		return false, nil
	}
	if w.flags.stats {
		stats := strings.ReplaceAll(statsText(b.stats), "\n", "\n  ")
		if err := w.say("", name+": "+stats); err != nil {
			return false, err
		}
	}
	there := w.rules[b.name]
	there.there = true
	changed, err := w.writeResult(b.output, b.document, w.flags)
	if err != nil {
		w.stale[b.name] = true
		if errors.Is(err, errInterrupted) {
			return false, err
		}
		return false, w.say(styleError, err.Error())
	}
	w.rules[b.name] = there
	if !changed || w.report.quiet {
		return !changed, nil
	}
	text := output + " written"
	if len(b.list) > 0 {
		text += ", " + summary(b.list)
	}
	return false, w.say(styleFine, text)
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
