package imports

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/poll"
)

// parsed parses the file of a name and text through a cache.
func parsed(t *testing.T, c *Cache, ctx context.Context, name, text string) *ast.File {
	t.Helper()
	main := &ast.File{Source: ast.NewSource("rule.seg", "")}
	files := New(fstest.MapFS{name: {Data: []byte(text)}}, "rule.seg", main, grammar.Options{}, c)
	file, list, err := files.Import(ctx, main.Source, name)
	if err != nil || list.HasErrors() {
		t.Fatal(err, list)
	}
	return file
}

// TestCache checks that a file is parsed once for each name and text, and what is
// forgotten first.
func TestCache(t *testing.T) {
	const text, other = "let a = b = 1", "let a = b = 2" // of one size
	one := &Cache{MaxBytes: 1 << 20}
	parsed(t, one, t.Context(), "a.seg", text)
	c := &Cache{MaxBytes: 4*one.bytes - 1}
	first := parsed(t, c, t.Context(), "a.seg", text)
	if again := parsed(t, c, t.Context(), "a.seg", text); again != first {
		t.Error("a file is parsed twice")
	}
	if changed := parsed(t, c, t.Context(), "a.seg", other); changed == first || changed.Source.Text() != other {
		t.Error("a changed file is not parsed again")
	}
	if named := parsed(t, c, t.Context(), "b.seg", text); named == first || named.Source.Name() != "b.seg" {
		t.Error("a file of another name is not parsed again")
	}
	if again := parsed(t, c, t.Context(), "a.seg", text); again != first {
		t.Error("three files are more than almost four")
	}
	newest := parsed(t, c, t.Context(), "c.seg", text)
	if again := parsed(t, c, t.Context(), "a.seg", text); again != first || parsed(t, c, t.Context(), "c.seg", text) != newest {
		t.Error("what was asked for last went first")
	}
	if c.bytes != 3*one.bytes || len(c.byKey) != 3 || c.last.Len() != 3 {
		t.Errorf("%d bytes, %d and %d files are kept", c.bytes, len(c.byKey), c.last.Len())
	}
	parsed(t, c, t.Context(), "d.seg", text+strings.Repeat("\n"+text, 100))
	if c.bytes != 3*one.bytes {
		t.Errorf("%d bytes are kept after a file that is too long", c.bytes)
	}
	none := new(Cache)
	before := parsed(t, none, t.Context(), "a.seg", text)
	if parsed(t, none, t.Context(), "a.seg", text) == before {
		t.Error("a cache of 0 bytes keeps files")
	}
}

// TestCacheKey checks that a file is the same one only if its place, name and text are, and
// the limit under which it was read.
func TestCacheKey(t *testing.T) {
	const text = "let a = b = 1"
	c := &Cache{MaxBytes: 1 << 20}
	parse := func(place, name, text string, maxSize int) *ast.Source {
		file, list, err := c.parse(t.Context(), place, name, text, grammar.Options{MaxSize: maxSize})
		if want, _ := grammar.Parse(ast.NewSource(name, text), grammar.Options{MaxSize: maxSize}); err != nil || len(file.Statements) != len(want.Statements) {
			t.Errorf("%d statements of %q with the limit %d: %v, %v", len(file.Statements), text, maxSize, list, err)
		}
		return file.Source
	}
	first := parse("a.seg", "a.seg", text, 0)
	for _, other := range []*ast.Source{
		parse("b/a.seg", "a.seg", text, 0), parse("a.seg", "/a.seg", text, 0), parse("a.seg", "a.seg", text+" ", 0), parse("a.seg", "a.seg", text, 5),
	} {
		if other == first {
			t.Errorf("%s is taken for another file", other.Name())
		}
	}
	if parse("a.seg", "a.seg", text, 0) != first {
		t.Error("a file is parsed twice")
	}
}

// TestCacheCountsTheSame checks that a call holds as many bytes with a file that is kept
// as with one that is parsed, and ends where that is too much.
func TestCacheCountsTheSame(t *testing.T) {
	text := "list a = (" + strings.Repeat(`"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", `, 1000) + `"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab")`
	held := func(c *Cache) int64 {
		ctx := poll.Within(t.Context(), 0)
		parsed(t, c, ctx, "a.seg", text)
		return poll.New(ctx).Held()
	}
	c := &Cache{MaxBytes: 1 << 20}
	want, fresh, kept := held(nil), held(c), held(c)
	if want == 0 || fresh != want || kept != want {
		t.Errorf("%d bytes without a cache, %d when it is filled, %d after that", want, fresh, kept)
	}
	unlimited := &Cache{MaxBytes: 1 << 20}
	parsed(t, unlimited, t.Context(), "a.seg", text)
	if kept := held(unlimited); kept != want {
		t.Errorf("%d bytes after a call without a limit, not %d", kept, want)
	}
	small := poll.Within(t.Context(), want/2)
	if _, _, err := c.parse(small, "a.seg", "a.seg", text, grammar.Options{}); !errors.As(err, new(*poll.MemoryError)) {
		t.Errorf("with half of the memory: %v", err)
	}
}

// TestCacheKeepsNothingUnfinished checks that what an ended context has left unparsed is
// not taken for the file.
func TestCacheKeepsNothingUnfinished(t *testing.T) {
	c := &Cache{MaxBytes: 1 << 20}
	text := strings.Repeat("let a = b = 1\n", 10_000)
	ended := poll.Within(t.Context(), 10_000)
	if file, _, _ := c.parse(ended, "a.seg", "a.seg", text, grammar.Options{}); len(file.Statements) == 10_000 || !errors.As(ended.Err(), new(*poll.MemoryError)) {
		t.Fatal("10,000 statements fit into 10,000 bytes")
	}
	if file := parsed(t, c, t.Context(), "a.seg", text); len(file.Statements) != 10_000 {
		t.Errorf("%d statements after a call that ended early", len(file.Statements))
	}
}

// TestCacheKeepsNoFaults checks that nothing is kept of a call whose context has ended, of
// one whose context ends for a moment, and of one that fails on itself.
func TestCacheKeepsNoFaults(t *testing.T) {
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	flicker := &faulty{poll.Closely(t.Context()), func() error { return context.Canceled }}
	fault := &faulty{poll.Closely(t.Context()), func() error { panic("a fault") }}
	for _, call := range []struct {
		name string
		ctx  context.Context
		text string
		code diag.Code
	}{
		{"a canceled context", canceled, "let a = b = 1", diag.Interrupted},
		{"an empty file in a canceled context", canceled, "", diag.Interrupted},
		{"a context that flickers", flicker, "let a = b = 1", diag.Interrupted},
		{"a fault", fault, "let a = b = 1", diag.Internal},
	} {
		c := &Cache{MaxBytes: 1 << 20}
		if _, list, err := c.parse(call.ctx, "a.seg", "a.seg", call.text, grammar.Options{}); err != nil || len(list) != 1 || list[0].Code != call.code {
			t.Errorf("%s: %v, %v", call.name, list, err)
		}
		if c.bytes != 0 || len(c.byKey) != 0 {
			t.Errorf("%s leaves %d files", call.name, len(c.byKey))
		}
		parsed(t, c, t.Context(), "a.seg", "let a = b = 1")
	}
}

// faulty is a context that answers once in its own way whether it has ended.
type faulty struct {
	context.Context
	first func() error
}

func (f *faulty) Err() error {
	first := f.first
	if f.first = nil; first != nil {
		return first()
	}
	return f.Context.Err()
}

// TestCacheKeepsNoHalves checks that nothing is kept of a file that cannot be read to its
// end.
func TestCacheKeepsNoHalves(t *testing.T) {
	const text = "let a = b = 1\n"
	c := &Cache{MaxBytes: 1 << 20}
	main := &ast.File{Source: ast.NewSource("rule.seg", "")}
	files := New(half{text}, "rule.seg", main, grammar.Options{}, c)
	if _, _, err := files.Import(t.Context(), main.Source, "a.seg"); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("a file that cannot be read to its end gives %v", err)
	}
	if c.bytes != 0 || len(c.byKey) != 0 {
		t.Errorf("%d files are kept", len(c.byKey))
	}
}

// half is a file system whose files have a text that cannot be read to its end.
type half struct{ text string }

func (h half) Open(name string) (fs.File, error) {
	file, err := fstest.MapFS{name: {Data: []byte(h.text)}}.Open(name)
	return halfFile{file}, err
}

type halfFile struct{ fs.File }

func (f halfFile) Read(into []byte) (int, error) {
	n, err := f.File.Read(into)
	if err != nil {
		err = fs.ErrClosed
	}
	return n, err
}

// TestCacheTogether checks that many goroutines can use one cache.
func TestCacheTogether(t *testing.T) {
	c := &Cache{MaxBytes: 5000}
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for k := range 200 {
				text := fmt.Sprintf("let a = b = %d", (i+k)%13)
				file, list, err := c.parse(context.Background(), "a.seg", "a.seg", text, grammar.Options{})
				want, _ := grammar.Parse(ast.NewSource("a.seg", text), grammar.Options{})
				if err != nil || len(list) > 0 || !reflect.DeepEqual(file.Statements, want.Statements) {
					t.Errorf("%s: %v, %v, %v", text, file.Statements, list, err)
					return
				}
			}
		})
	}
	group.Wait()
	if c.bytes > c.MaxBytes || len(c.byKey) < 2 || len(c.byKey) != c.last.Len() {
		t.Errorf("%d bytes, %d and %d files are kept", c.bytes, len(c.byKey), c.last.Len())
	}
}
