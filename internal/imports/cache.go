package imports

import (
	"container/list"
	"context"
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
	// MaxBytes is how many bytes of text are kept. Beyond it, what was asked for the
	// longest time ago goes first.
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

// cached is a file as it was parsed.
type cached struct {
	key  cacheKey
	file *ast.File
	list diag.List
	held int // bytes that were counted for it
}

// parse is grammar.Parse, unless the file is known. The error is that of the context.
func (c *Cache) parse(ctx context.Context, place, name, text string, options grammar.Options) (*ast.File, diag.List, error) {
	key := cacheKey{place, name, text, options.MaxSize}
	if known := c.find(key); known != nil {
		return known.file, known.list, hold(ctx, known.held)
	}
	work := poll.New(ctx)
	before := work.Held()
	options.Context = ctx
	file, problems := grammar.Parse(ast.NewSource(name, text), options)
	if ctx.Err() == nil {
		c.keep(&cached{key, file, problems, int(work.Held() - before)})
	}
	return file, problems, nil
}

// hold counts bytes, and returns the error of the context if they are too many.
func hold(ctx context.Context, n int) (err error) {
	work := poll.New(ctx)
	defer func() {
		work.Catch(recover())
		err = ctx.Err()
	}()
	work.Hold(n)
	return nil
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
	size := len(file.key.text)
	if c == nil || size > c.MaxBytes {
		return
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.byKey[file.key] != nil {
		return // another call has just parsed it, too
	}
	if c.byKey == nil {
		c.byKey = map[cacheKey]*list.Element{}
	}
	c.byKey[file.key] = c.last.PushFront(file)
	for c.bytes += size; c.bytes > c.MaxBytes; {
		oldest := c.last.Remove(c.last.Back()).(*cached)
		delete(c.byKey, oldest.key)
		c.bytes -= len(oldest.key.text)
	}
}
