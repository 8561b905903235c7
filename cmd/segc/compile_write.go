package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/segc-lang/segc/internal/tree"
)

// writeAll writes the documents of a run, unless one would replace a file that the
// rules use: what they use is known once they are compiled. The depfile is written
// if nothing is wrong with any rule, and before the documents: if it cannot be written,
// they stay older than what they are made from.
func (a *app) writeAll(products []product, flags *compileFlags, fine bool) error {
	var read []fs.FileInfo
	for _, p := range products {
		read = append(read, p.used.files...)
	}
	for _, p := range products {
		if p.document == nil {
			continue
		}
		if err := refuseSource(p.output, read); err != nil {
			return err
		}
	}
	if flags.depfile != "" && fine {
		if err := a.writeDepfile(products, read, flags); err != nil {
			return err
		}
	}
	if flags.outDir == "" {
		return a.writeOne(products, flags)
	}
	return a.writeFolder(products, flags)
}

// writeFolder writes documents below the folder of --out-dir.
func (a *app) writeFolder(products []product, flags *compileFlags) (err error) {
	folder := outputFolder{app: a, name: flags.outDir}
	defer func() { _ = folder.close() }() // what was written has its name
	interrupted := interruptible(func(ctx context.Context) {
		for _, p := range products {
			if p.document == nil {
				continue
			}
			if _, err = folder.write(ctx, p.output, p.document, flags.depfile != ""); err != nil {
				return
			}
		}
	})
	if err == nil && interrupted {
		err = errInterrupted
	}
	return err
}

// writeOne writes the document that goes to one file or to standard output. A make rule with
// `-o $@` compares the file with what it is made from, so that it must not stay older than that.
// With a depfile, it has a new time in any case: make compares it with those of the files that the
// depfile lists.
func (a *app) writeOne(products []product, flags *compileFlags) error {
	for _, p := range products {
		if p.document == nil {
			continue
		}
		write := updated(append(p.used.files, p.source.info))
		if flags.depfile != "" {
			write = (*tree.Tree).Renew
		}
		if _, err := a.writeAs(write, p.output, p.document); err != nil {
			return err
		}
	}
	return nil
}

// updated returns how to write a file that is made from others.
func updated(from []fs.FileInfo) writeFunc {
	var last time.Time
	for _, info := range from {
		if info != nil && info.Mode().IsRegular() && info.ModTime().After(last) {
			last = info.ModTime()
		}
	}
	return func(files *tree.Tree, ctx context.Context, name string, content []byte) (bool, error) {
		return files.Update(ctx, name, content, last)
	}
}

// sources are the files that documents are made of. Several goroutines may add to
// them.
type sources struct {
	lock  sync.Mutex
	names []string
	files []fs.FileInfo
}

func (s *sources) add(at place, info fs.FileInfo) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.names = append(s.names, filepath.ToSlash(at.full()))
	s.files = append(s.files, info)
}

// sorted returns the names of the files, each once.
func (s *sources) sorted() []string { return slices.Compact(slices.Sorted(slices.Values(s.names))) }

// sourcesOf returns the files that inputs are made of, as far as they are files.
func sourcesOf(inputs []input) []fs.FileInfo {
	var files []fs.FileInfo
	for _, in := range inputs {
		if in.info != nil {
			files = append(files, in.info)
		}
	}
	return files
}

// refuseSource keeps an output from replacing what it is made from.
func refuseSource(name string, sources []fs.FileInfo) error {
	if name == "" {
		return nil
	}
	output, err := os.Stat(name)
	if err != nil || !output.Mode().IsRegular() {
		return nil //nolint:nilerr // what does not exist is no source
	}
	for _, source := range sources {
		if os.SameFile(source, output) {
			return fmt.Errorf("%s is an input; writing the document there would overwrite it", named(name))
		}
	}
	return nil
}
