package arch

import (
	"bytes"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
)

// isPublic reports whether programs can import a package of the module, by its folder.
func isPublic(pkg string) bool {
	return !isProgram(pkg) && !strings.Contains("/"+pkg+"/", "/internal/")
}

// publicFolders returns the folders of the public packages, the root first.
func publicFolders(t *testing.T) []string {
	t.Helper()
	found := map[string]bool{}
	for _, file := range sources(t, false) {
		if isPublic(file.pkg) {
			found[file.pkg] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// publicPackages returns the public packages with their types, by the name that
// listings call them by. Tests of the surface look at types and not at source, since a
// signature may say the name of an alias.
func publicPackages(t *testing.T) map[string]*types.Package {
	t.Helper()
	typed, err := typedPackages()
	if err != nil {
		t.Fatal(err)
	}
	packages := map[string]*types.Package{}
	for _, folder := range publicFolders(t) {
		pkg, err := typed.Import(path.Join(module, folder))
		if err != nil {
			t.Fatal(err)
		}
		packages[pkg.Name()] = pkg
	}
	return packages
}

// typedPackages returns an importer of the packages of the module and what they import.
var typedPackages = sync.OnceValues(func() (types.Importer, error) {
	list := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}", "./...")
	list.Dir = root
	var said bytes.Buffer
	list.Stderr = &said
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w\n%s", err, said.Bytes())
	}
	exports := map[string]string{}
	for line := range strings.Lines(string(out)) {
		if imported, file, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			exports[imported] = file
		}
	}
	return importer.ForCompiler(token.NewFileSet(), "gc", func(imported string) (io.ReadCloser, error) {
		return os.Open(exports[imported])
	}), nil
})

// exportedObjects returns what a package exports, by name.
func exportedObjects(pkg *types.Package) []types.Object {
	var objects []types.Object
	for _, name := range pkg.Scope().Names() {
		if object := pkg.Scope().Lookup(name); object.Exported() {
			objects = append(objects, object)
		}
	}
	return objects
}
