package arch

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The packages internal/lsp and internal/editor import nothing that reaches a network, a program or a
// file: see allowed. The command gives them the machine, and has everything else, so these tests follow
// what `segc lsp` calls in the command.

// command is package main of cmd/segc, with its functions.
type command struct {
	set       *token.FileSet
	info      *types.Info
	pkg       *types.Package
	functions map[*types.Func]*ast.FuncDecl
	methods   map[*types.TypeName][]*types.Func
}

func loadCommand(t *testing.T) *command {
	t.Helper()
	typed, err := typedPackages()
	if err != nil {
		t.Fatal(err)
	}
	c := &command{
		set: token.NewFileSet(), functions: map[*types.Func]*ast.FuncDecl{}, methods: map[*types.TypeName][]*types.Func{},
		info: &types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}},
	}
	names, err := filepath.Glob(filepath.Join(root, "cmd", "segc", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		fits, err := build.Default.MatchFile(filepath.Dir(name), filepath.Base(name))
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "_test.go") || !fits {
			continue
		}
		file, err := parser.ParseFile(c.set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	if c.pkg, err = (&types.Config{Importer: typed}).Check("main", c.set, files, c.info); err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		for _, declared := range file.Decls {
			function, ok := declared.(*ast.FuncDecl)
			if !ok {
				continue
			}
			object := c.info.Defs[function.Name].(*types.Func)
			c.functions[object] = function
			if of := methodOf(object); of != nil {
				c.methods[of] = append(c.methods[of], object)
			}
		}
	}
	return c
}

// methodOf returns the type that a function is a method of, or nil.
func methodOf(function *types.Func) *types.TypeName {
	of := function.Signature().Recv()
	if of == nil {
		return nil
	}
	typ := of.Type()
	if pointer, ok := typ.(*types.Pointer); ok {
		typ = pointer.Elem()
	}
	if named, ok := typ.(*types.Named); ok {
		return named.Obj()
	}
	return nil
}

// reached returns which functions of other packages those of files use, themselves or by what they
// call, as "user: package.name". All methods of a type that is made there count, since others may call
// them through an interface; the app is left out, since it has every verb. So are what a command declares
// for its own run, and the list of all commands, which is for those that are misspelled: nobody runs them.
func (c *command) reached(prefix string) []string {
	var found []string
	seen := map[*types.Func]bool{}
	var queue []*types.Func
	add := func(function *types.Func) {
		if c.functions[function] != nil && !seen[function] && function.Name() != "allVerbs" {
			seen[function] = true
			queue = append(queue, function)
		}
	}
	made := func(typ ast.Expr) {
		for {
			switch inner := typ.(type) {
			case *ast.ParenExpr:
				typ = inner.X
				continue
			case *ast.StarExpr:
				typ = inner.X
				continue
			}
			break
		}
		name, ok := typ.(*ast.Ident)
		if !ok || name.Name == "app" {
			return
		}
		if of, ok := c.info.Uses[name].(*types.TypeName); ok {
			for _, method := range c.methods[of] {
				add(method)
			}
		}
	}
	for function, declared := range c.functions {
		if strings.HasPrefix(filepath.Base(c.set.Position(declared.Pos()).Filename), prefix) {
			add(function)
		}
	}
	for len(queue) > 0 {
		function := queue[0]
		queue = queue[1:]
		ast.Inspect(c.functions[function], func(n ast.Node) bool {
			if member, ok := n.(*ast.KeyValueExpr); ok {
				if key, ok := member.Key.(*ast.Ident); ok && key.Name == "RunE" {
					return false
				}
			}
			switch n := n.(type) {
			case *ast.CompositeLit:
				made(n.Type)
			case *ast.CallExpr: // perhaps a conversion
				made(n.Fun)
			case *ast.Ident:
				used, ok := c.info.Uses[n].(*types.Func)
				switch {
				case !ok || used.Pkg() == nil:
				case used.Pkg() == c.pkg:
					add(used.Origin())
				default:
					found = append(found, fmt.Sprintf("%s: %s.%s", function.Name(), ownFolder(used.Pkg().Path()), used.Name()))
				}
			}
			return true
		})
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// isOutside reports whether something is for a network, for other programs or for the segments of an
// account, or writes to files.
func isOutside(used string) bool {
	pkg, name := used[:strings.LastIndexByte(used, '.')], used[strings.LastIndexByte(used, '.')+1:]
	writes := map[string][]string{
		"os": {
			"Chmod", "Chown", "Chtimes", "CopyFS", "Create", "CreateTemp", "Lchown", "Link", "Mkdir", "MkdirAll", "MkdirTemp", "OpenFile", "Remove", "RemoveAll",
			"Rename", "StartProcess", "Symlink", "Truncate", "WriteFile",
		},
		"internal/tree": {
			"Batch", "Create", "Grow", "MakeFolders", "Remove", "Renew", "Rewrite", "Root", "Through", "Update", "Write", "WritePrivate", "WritePrivateFrom",
		},
	}
	switch {
	case pkg == "net" || below(pkg, "net/http") || pkg == "crypto/tls" || pkg == "os/exec" || pkg == "syscall" || below(pkg, "golang.org/x/sys"):
		return true
	case pkg == "client" || pkg == "internal/download" || below(pkg, "internal/deploy"):
		// Whether the editor still runs, and the time.
		return !slices.Contains([]string{"internal/deploy/runlock.Alive", "client.MachineClock", "client.Now"}, used)
	}
	return slices.Contains(writes[pkg], name)
}

// outside returns what of the outside the functions of files reach.
func (c *command) outside(prefix string) []string {
	return slices.DeleteFunc(c.reached(prefix), func(use string) bool {
		_, used, _ := strings.Cut(use, ": ")
		return !isOutside(used)
	})
}

// TestServerWritesAndSendsNothing checks that `segc lsp` reaches no network, starts no program and
// writes to no file but the log, also through the functions of other verbs that it calls.
func TestServerWritesAndSendsNothing(t *testing.T) {
	c := loadCommand(t)
	want := []string{"lsp: internal/tree.Grow", "made: internal/tree.MakeFolders"} // of the log
	if got := c.outside("lsp"); !slices.Equal(got, want) {
		t.Errorf("segc lsp reaches\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
	for _, use := range []string{"tree: internal/tree.OpenFollowing", "lsp: internal/lsp.Run"} {
		if !slices.Contains(c.reached("lsp"), use) {
			t.Errorf("the search does not find %q:\n  %s", use, strings.Join(c.reached("lsp"), "\n  "))
		}
	}
	// The same search finds what other verbs do.
	for prefix, part := range map[string]string{"fmt": "internal/tree.", "pull": ": client.", "devserver": ": net.", "compile": "internal/tree."} {
		if !strings.Contains(strings.Join(c.outside(prefix), "\n"), part) {
			t.Errorf("the search does not see %q in cmd/segc/%s*.go: %v", part, prefix, c.outside(prefix))
		}
	}
}
