package compile_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
)

type importerFunc func(ctx context.Context, from *ast.Source, path string) (*ast.File, diag.List, error)

func (f importerFunc) Import(ctx context.Context, from *ast.Source, path string) (*ast.File, diag.List, error) {
	return f(ctx, from, path)
}

// TestImporterContext lets an importer read in several goroutines with the context that it is
// given. The race detector watches.
func TestImporterContext(t *testing.T) {
	text := strings.Repeat("let a = age > 1\n", 200)
	importer := importerFunc(func(ctx context.Context, _ *ast.Source, path string) (*ast.File, diag.List, error) {
		var files [4]*ast.File
		var wait sync.WaitGroup
		for i := range files {
			wait.Go(func() { files[i], _ = grammar.Parse(ast.NewSource(path, text), grammar.Options{Context: ctx}) })
		}
		wait.Wait()
		return files[0], nil, nil
	})
	main, _ := grammar.Parse(ast.NewSource("m", "use \"c\"\nwhere a"), grammar.Options{})
	compile.Load(context.Background(), main, compile.Options{Importer: importer})
}

// TestImporterReadsAhead lets an importer go on reading after it has answered.
func TestImporterReadsAhead(t *testing.T) {
	text := strings.Repeat("let a = age > 1\n", 2000)
	var wait sync.WaitGroup
	importer := importerFunc(func(ctx context.Context, _ *ast.Source, path string) (*ast.File, diag.List, error) {
		wait.Go(func() { _, _ = grammar.Parse(ast.NewSource(path, text), grammar.Options{Context: ctx}) })
		file, list := grammar.Parse(ast.NewSource(path, text), grammar.Options{})
		return file, list, nil
	})
	main, _ := grammar.Parse(ast.NewSource("m", "use \"c\"\nwhere a"), grammar.Options{})
	compile.Load(context.Background(), main, compile.Options{Importer: importer})
	wait.Wait()
}

// TestImporterContextEnds checks that the context of an importer ends with that of the caller.
func TestImporterContextEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	importer := importerFunc(func(ctx context.Context, _ *ast.Source, path string) (*ast.File, diag.List, error) {
		cancel()
		if !errors.Is(ctx.Err(), context.Canceled) {
			t.Error("the context of the importer does not end with that of the caller")
		}
		file, list := grammar.Parse(ast.NewSource(path, "let a = age > 1"), grammar.Options{})
		return file, list, nil
	})
	main, _ := grammar.Parse(ast.NewSource("m", "use \"c\"\nwhere a"), grammar.Options{})
	if _, list := compile.Load(ctx, main, compile.Options{Importer: importer}); len(list) == 0 || list[0].Code != diag.Interrupted {
		t.Errorf("the end of the context is not said: %v", list)
	}
}

type given struct{}

// TestImporterIsOutside checks that an importer gets the context of the caller and none of
// the call's own: it is not bound to one goroutine.
func TestImporterIsOutside(t *testing.T) {
	callers := context.WithValue(t.Context(), given{}, true)
	importer := importerFunc(func(ctx context.Context, _ *ast.Source, path string) (*ast.File, diag.List, error) {
		if ctx != callers {
			t.Errorf("it gets %v", ctx)
		}
		file, list := grammar.Parse(ast.NewSource(path, "let a = age > 1"), grammar.Options{})
		return file, list, nil
	})
	main, _ := grammar.Parse(ast.NewSource("m", "use \"c\"\nwhere a"), grammar.Options{})
	if _, list := compile.Load(callers, main, compile.Options{Importer: importer}); list.HasErrors() {
		t.Error(list.Err())
	}
}
