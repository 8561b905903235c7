package imports

import (
	"container/list"
	"context"
	"math"
	"slices"
	"sync"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/poll"
)

// Cache keeps parsed files by place, name and text, so that a catalog that many rules use is
// parsed once. It never changes an answer: a file that is kept counts as much memory as
// one that is parsed. The zero Cache keeps nothing; it may be used from many goroutines,
// and must not be copied after its first use.
type Cache struct {
	// MaxBytes is about how many bytes the cache takes, with texts, names, trees and lists.
	// Beyond it, what was asked for the longest time ago goes first.
	MaxBytes int

	mutex sync.Mutex
	bytes int
	byKey map[cacheKey]*list.Element
	last  list.List // of *cached; what was asked for last comes first
}

// cacheKey is all that a parsed file depends on, and its place: `use` in two files with
// the same text leads to different files, and diagnostics may call them by one name.
type cacheKey struct {
	place, name, text string
	maxSize           int
}

// cached is a file as it was parsed. Calls share the tree and the list, which nothing
// changes: those who return a list to callers copy it.
type cached struct {
	key  cacheKey
	file *ast.File
	list diag.List
	held int // bytes that a call holds that parses it
	size int // bytes that the cache takes for it
}

// parse is grammar.Parse, unless the file is known. The error is that of the context.
func (c *Cache) parse(ctx context.Context, place, name, text string, options grammar.Options) (file *ast.File, list diag.List, err error) {
	if poll.New(ctx).Limit() == 0 {
		ctx = poll.Within(ctx, math.MaxInt64) // a later call may have a limit
	}
	work := poll.New(ctx)
	defer func() {
		if work.Catch(recover()) {
			file, list, err = nil, nil, ctx.Err()
		}
	}()
	key := cacheKey{place, name, text, options.MaxSize}
	if known := c.find(key); known != nil {
		work.Hold(known.held)
		return known.file, known.list, nil
	}
	before := work.Held()
	options.Context = ctx
	file, list = grammar.Parse(ast.NewSource(name, text), options)
	if c != nil && len(text) <= c.MaxBytes && !unfinished(list) {
		held := int(work.Held() - before)
		if size := weigh(work, key, file, list); size <= c.MaxBytes {
			c.keep(&cached{key, file, list, held, size})
		}
	}
	return file, list, nil
}

// unfinished reports whether a file was not read to its end: because the context ended,
// or by a fault that another call need not have.
func unfinished(list diag.List) bool {
	return slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.Interrupted || d.Code == diag.Internal })
}

func (c *Cache) find(key cacheKey) *cached {
	if c == nil {
		return nil
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	element := c.byKey[key]
	if element == nil {
		return nil
	}
	c.last.MoveToFront(element)
	return element.Value.(*cached)
}

func (c *Cache) keep(file *cached) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.byKey[file.key] != nil {
		return // another call has just parsed it, too
	}
	if c.byKey == nil {
		c.byKey = map[cacheKey]*list.Element{}
	}
	c.byKey[file.key] = c.last.PushFront(file)
	for c.bytes += file.size; c.bytes > c.MaxBytes; {
		oldest := c.last.Remove(c.last.Back()).(*cached)
		delete(c.byKey, oldest.key)
		c.bytes -= oldest.size
	}
}
