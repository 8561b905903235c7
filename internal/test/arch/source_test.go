package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const (
	module = "github.com/segc-lang/segc"
	root   = "../../.."
)

// sourceFile is a Go file of the module, for any build target.
type sourceFile struct {
	path    string // in the module, with slashes
	pkg     string // the folder of its package, "." for the root
	test    bool
	lines   int
	syntax  *ast.File
	set     *token.FileSet
	imports []string // own packages by their folder, others by their path
}

var load = sync.OnceValues(func() ([]sourceFile, error) {
	var files []sourceFile
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && skipped(name, entry.Name()):
			return filepath.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		file, err := parse(name)
		files = append(files, file)
		return err
	})
	return files, err
})

// skipped reports whether a folder holds no package of the module.
func skipped(name, base string) bool {
	if name == root {
		return false
	}
	_, err := os.Stat(filepath.Join(name, "go.mod"))
	return err == nil || base == "testdata" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_")
}

func parse(name string) (sourceFile, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return sourceFile{}, err
	}
	set := token.NewFileSet()
	syntax, err := parser.ParseFile(set, name, text, parser.ParseComments)
	if err != nil {
		return sourceFile{}, err
	}
	below, err := filepath.Rel(root, name)
	if err != nil {
		return sourceFile{}, err
	}
	below = filepath.ToSlash(below)
	file := sourceFile{
		path: below, pkg: path.Dir(below), test: strings.HasSuffix(below, "_test.go"),
		lines: strings.Count(string(text), "\n"), syntax: syntax, set: set,
	}
	for _, spec := range syntax.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return sourceFile{}, err
		}
		file.imports = append(file.imports, ownFolder(imported))
	}
	return file, nil
}

// line returns the number of a line.
func (f sourceFile) line(at token.Pos) int {
	return f.set.Position(at).Line
}

// ownFolder returns the folder of a package of the module, and every other path
// as it is.
func ownFolder(imported string) string {
	if imported == module {
		return "."
	}
	return strings.TrimPrefix(imported, module+"/")
}

// sources returns the files of the module, those of tests only when asked for.
func sources(t *testing.T, tests bool) []sourceFile {
	t.Helper()
	all, err := load()
	if err != nil {
		t.Fatal(err)
	}
	var files []sourceFile
	for _, file := range all {
		if tests || !file.test {
			files = append(files, file)
		}
	}
	return files
}
