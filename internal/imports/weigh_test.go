package imports

import (
	"fmt"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/corpus"
)

// TestCacheIsBounded measures that a cache takes about as many bytes as it counts, with
// files of many kinds, and no more than it may.
func TestCacheIsBounded(t *testing.T) {
	const most = 1 << 20
	const id = `"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", `
	for name, text := range map[string]string{
		"nothing":          "",
		"a line":           "isp gmail = 1\n",
		"parts":            strings.Repeat("let a = b = 1\n", 500),
		"operands":         "let a = b = 1" + strings.Repeat(" and b = 1", 500),
		"parentheses":      strings.Repeat("let a = ((not (a)))\n", 500),
		"events":           strings.Repeat("let a = opened in last 30d and clicked > 3 in last 7d campaigns (1, 2)\n", 200),
		"columns":          strings.Repeat("field plan: choice (\"a\", \"b\") not null\n", 500),
		"ids":              "list a = (" + strings.Repeat(id, 500) + "x)",
		"escapes":          "let a = b in (" + strings.Repeat(`"\u0041\u0042\u0043", `, 500) + `"x")`,
		"empty lines":      strings.Repeat("\n", 5000),
		"comments":         strings.Repeat("# a\n", 500),
		"misspelt words":   strings.Repeat("wher x = 1\n", 100),
		"wrong parts":      strings.Repeat("let p = 1 a\n", 100),
		"look-alikes":      strings.Repeat("whеre plan = 1\n", 100),
		"open parentheses": strings.Repeat("let a = (b = 1\n", 100),
		"bad bytes":        "\xff",
	} {
		t.Run(name, func(t *testing.T) {
			grammar.Parse(ast.NewSource("", text), grammar.Options{}) // which makes patterns once that all texts share
			before := heap()
			c := &Cache{MaxBytes: most}
			for full, left, i := false, 0, 0; !full || left > 0; i++ { // and as many again
				counted := c.bytes
				at := "folder/" + strconv.Itoa(i) + ".seg"
				file, _, err := c.parse(t.Context(), at, at, strings.Clone(text), grammar.Options{})
				if err != nil {
					t.Fatal(err)
				}
				file.Source.Position(len(text)) // it makes tables
				if left--; !full && c.bytes <= counted {
					full, left = true, i
				}
			}
			taken := heap() - before
			const slack = 5 // percent, for the runtime
			t.Logf("%d bytes are taken and %d counted for %d files with %d bytes of text", taken, c.bytes, len(c.byKey), len(text))
			if c.bytes > most || taken > most/100*(100+slack) || taken < most/100*70 {
				t.Errorf("%d bytes are taken and %d counted, with a limit of %d", taken, c.bytes, most)
			}
			if len(c.byKey) != c.last.Len() {
				t.Errorf("there are %d files and %d in the order", len(c.byKey), c.last.Len())
			}
			runtime.KeepAlive(c)
		})
	}
}

// heap returns how many bytes of the heap are in use.
func heap() int {
	var stats runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return int(stats.HeapAlloc)
}

// TestCacheIsBoundedByFiles checks that files without a text do not fill a cache.
func TestCacheIsBoundedByFiles(t *testing.T) {
	before := heap()
	c := &Cache{MaxBytes: 1000}
	for i := range 20_000 {
		at := fmt.Sprint(i, ".seg")
		if _, _, err := c.parse(t.Context(), at, at, "", grammar.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	const some = 64 << 10 // of the runtime
	if taken := heap() - before; taken > some || len(c.byKey) > 1 {
		t.Errorf("%d bytes are taken for %d files", taken, len(c.byKey))
	}
	runtime.KeepAlive(c)
}

// TestWeighNode checks that everything that a tree has is counted: what reflection finds.
func TestWeighNode(t *testing.T) {
	seen := map[reflect.Type]bool{}
	for _, text := range append(corpus.Sources(t), "wher `x`", "let a = `b` is", "let a = b in ('x', \"\\u0041\\n\")", "filed plan") {
		file, _ := grammar.Parse(ast.NewSource("a.seg", text), grammar.Options{})
		for n := range file.All() {
			seen[reflect.TypeOf(n)] = true
		}
		for _, statement := range file.Statements {
			s := &scales{source: file.Source}
			s.node(statement)
			want := &scales{source: file.Source}
			found(want, reflect.ValueOf(statement), nil)
			if s.bytes != want.bytes {
				t.Errorf("%q: %d bytes are counted of %d", file.Source.Slice(statement.Span()), s.bytes, want.bytes)
			}
		}
	}
	const kinds = 37 // of nodes
	if len(seen) != kinds {
		t.Errorf("there are %d kinds of nodes: %v", len(seen), seen)
	}
}

// found counts what reflection finds in a value of a node.
func found(s *scales, v reflect.Value, within ast.Node) {
	if n, ok := v.Interface().(ast.Node); ok && v.Kind() != reflect.Interface && !(v.Kind() == reflect.Pointer && v.IsNil()) {
		within = n
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			s.object(int(v.Type().Elem().Size()))
			found(s, v.Elem(), within)
		}
	case reflect.Interface:
		if !v.IsNil() {
			found(s, v.Elem(), within)
		}
	case reflect.Slice:
		s.object(v.Cap() * int(v.Type().Elem().Size()))
		for i := range v.Len() {
			found(s, v.Index(i), within)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			found(s, v.Field(i), within)
		}
	case reflect.String:
		s.text(within, v.String())
	}
}
