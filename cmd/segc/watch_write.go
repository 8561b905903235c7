package main

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/manifest"
)

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
		for k := range b.products {
			if bad {
				b.products[k].document = nil
			} else if b.products[k].document != nil && b.err == nil {
				b.err = refuseSource(b.products[k].output, b.products[k].used.files)
			}
		}
		b.list = list
		shown = append(shown, list...)
	}
	if len(shown) > 0 {
		if err := w.show(w.err, shown.Distinct()); err != nil {
			return err
		}
	}
	unchanged, err := w.finishAll(results)
	if err != nil {
		return err
	}
	if err := w.note(results); err != nil {
		return err
	}
	if unchanged > 0 && !w.report.quiet {
		return w.say("", english.Count(unchanged, "document")+" unchanged")
	}
	return nil
}

// note notes the documents of a round in the manifest of their folder.
func (w *watcher) note(results []built) error {
	if w.flags.outDir == "" {
		return nil
	}
	var products []product
	for _, b := range results {
		products = append(products, b.products...)
	}
	m := madeBy(products, nil, w.flags)
	if len(m.now) == 0 {
		return nil
	}
	_, err := w.noteDocuments(m.folder, func(known manifest.Manifest) { maps.Copy(known, m.now) })
	if err == nil || errors.Is(err, errInterrupted) {
		return err
	}
	return w.say(styleWarning, err.Error())
}

// finishAll writes the documents of all files, and returns how many were there already.
func (w *watcher) finishAll(results []built) (same int, err error) {
	folder := outputFolder{app: w.app, name: w.flags.outDir}
	defer func() { _ = folder.close() }() // what was written has its name
	interrupted := interruptible(func(ctx context.Context) {
		for _, b := range results {
			var more int
			if more, err = w.finishOne(b, func(name string, document []byte) (bool, error) {
				if w.flags.outDir == "" {
					return w.write(name, document)
				}
				return folder.write(ctx, name, document, false)
			}); err != nil {
				return
			}
			same += more
		}
	})
	if err == nil && interrupted {
		err = errInterrupted
	}
	return same, err
}

// finishOne writes the documents of a file, and returns how many were there already.
func (w *watcher) finishOne(b built, write func(name string, document []byte) (changed bool, err error)) (same int, err error) {
	name := named(filepath.ToSlash(b.name))
	errorCount := b.list.Count(diag.Error)
	left := ""
	documents := 0
	rule := watched{moves: b.moves, used: b.used, places: b.places}
	for _, p := range b.products {
		if exists(p.output) {
			left += "; " + named(filepath.ToSlash(p.output)) + " is left as it was"
		}
		if p.document != nil {
			documents++
		}
		p.document = nil
		rule.products = append(rule.products, p)
	}
	delete(w.stale, b.name)
	gone := w.gone(b, documents)
	w.rules[b.name] = rule
	switch {
	case b.err != nil:
		w.stale[b.name] = true
		return 0, w.say(styleError, b.err.Error()+left)
	case errorCount > 0:
		return 0, w.say(styleError, name+": "+english.Count(errorCount, "error")+left)
	case documents == 0 && left != "":
		return 0, w.say(styleWarning, name+" has no rule"+left)
	case documents == 0:
		return 0, nil
	}
	if gone != "" {
		if err := w.say(styleWarning, gone); err != nil {
			return 0, err
		}
	}
	if w.flags.stats {
		for i, piece := range b.pieces {
			if err := w.say("", strings.TrimSuffix(piece.stats(b.products[i].named()), "\n")); err != nil {
				return 0, err
			}
		}
	}
	said := ""
	if len(b.list) > 0 {
		said = ", " + summary(b.list)
	}
	for _, p := range b.products {
		changed, err := write(p.output, p.document)
		if err != nil {
			w.stale[b.name] = true
			if errors.Is(err, errInterrupted) {
				return same, err
			}
			return same, w.say(styleError, err.Error())
		}
		if !changed {
			same++
		}
		if changed && !w.report.quiet {
			if err := w.say(styleFine, named(filepath.ToSlash(p.output))+" written"+said); err != nil {
				return same, err
			}
			said = ""
		}
	}
	rule.there = true
	w.rules[b.name] = rule
	return same, nil
}

// gone says which documents a file no longer makes, since it has other segments now.
func (w *watcher) gone(b built, documents int) string {
	if documents == 0 {
		return ""
	}
	now := map[string]bool{}
	for _, p := range b.products {
		now[p.output] = true
	}
	var left []string
	for _, p := range w.rules[b.name].products {
		if !now[p.output] && exists(p.output) {
			left = append(left, named(filepath.ToSlash(p.output)))
		}
	}
	if len(left) == 0 {
		return ""
	}
	return named(filepath.ToSlash(b.name)) + " no longer makes " + english.Some(left, len(left)) + ", which stays until you remove it"
}
