package arch

import (
	"go/ast"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// These tests check the rules of "Rules for what comes next" in docs/architecture.md: there are only a few ways to
// reach the machine, and each is safe against hostile files and texts, so that no new command can forget to be.

// doors are the functions of the standard library that reach the machine, by
// the path of their package, with the door to use in their place.
func doors() map[string]map[string]string {
	tree := "read, write and walk through internal/tree, which never leaves its folder"
	names := func(instead string, names ...string) map[string]string {
		m := map[string]string{}
		for _, name := range names {
			m[name] = instead
		}
		return m
	}
	system := names(tree, "Chdir", "Chmod", "Chown", "Chtimes", "CopyFS", "Create", "CreateTemp", "DirFS", "Lchown", "Link",
		"Lstat", "Mkdir", "MkdirAll", "MkdirTemp", "Open", "OpenFile", "OpenInRoot", "OpenRoot", "ReadDir", "ReadFile",
		"Readlink", "Remove", "RemoveAll", "Rename", "Stat", "Symlink", "Truncate", "WriteFile")
	maps.Copy(system, names("write to the streams that main.go hands over, which make text safe for terminals", "Stderr", "Stdin", "Stdout"))
	maps.Copy(system, names("main.go alone ends the process", "Exit"))
	maps.Copy(system, names("main.go alone hands the environment over", "Environ", "ExpandEnv", "Getenv", "LookupEnv", "Setenv"))
	return map[string]map[string]string{
		"os":            system,
		"path/filepath": names(tree, "EvalSymlinks", "Glob", "Walk", "WalkDir"),
		"fmt":           names("write to a stream that is handed over", "Print", "Printf", "Println", "Scan", "Scanf", "Scanln"),
		"net/http": names("use a client or server with timeouts and limits, as client and internal/deploy/devserver do",
			"DefaultClient", "DefaultServeMux", "DefaultTransport", "FileServer", "FileServerFS", "Get", "Handle", "HandleFunc",
			"Head", "ListenAndServe", "ListenAndServeTLS", "Post", "PostForm", "Serve", "ServeFile", "ServeFileFS"),
	}
}

// exception is a file that opens a door itself, and why it may.
type exception struct {
	uses   []string
	reason string
}

// exceptions are the files that reach the machine themselves. Shrink this list;
// an entry that is not needed any more is an error.
func exceptions() map[string]exception {
	const developer = "is run by developers of segc alone, on their own checkout"
	return map[string]exception{
		"client/transport.go":                   {[]string{"http.DefaultTransport"}, "clones the default transport, and sets its own timeouts and limits"},
		"cmd/segc/compile_write.go":             {[]string{"os.Stat"}, "asks whether an output is a source; reads nothing of either"},
		"cmd/segc/key.go":                       {[]string{"os.Stat"}, "looks at the rights of the key file that a person names"},
		"cmd/segc/main.go":                      {[]string{"os.Exit", "os.Getenv", "os.Stderr", "os.Stdin", "os.Stdout"}, "hands the machine over to the command"},
		"cmd/segc/man.go":                       {[]string{"os.Getenv", "os.MkdirAll", "os.Stderr", "os.WriteFile"}, developer},
		"cmd/segc/plan.go":                      {[]string{"os.Stat"}, "asks whether the plan and the lock are one file; reads neither"},
		"cmd/segc/read.go":                      {[]string{"os.Lstat", "os.Open", "os.Stat"}, "reads open files and devices that a person names, such as /dev/stdin, and asks whether a name is there or leads to a file that was read"},
		"cmd/segc/output.go":                    {[]string{"os.Lstat", "os.OpenFile", "os.Stat"}, "writes to an open file or a device that a person names, such as /dev/stdout"},
		"cmd/segc/places.go":                    {[]string{"os.Stat"}, "asks which folder a name lies in, which is what decides about the tree"},
		"cmd/segc/repository.go":                {[]string{"os.Lstat"}, "asks whether a folder is a repository, which is what decides about the tree"},
		"cmd/segc/temporary_linux.go":           {[]string{"os.OpenFile"}, "as temporary.go, without a name at all"},
		"cmd/segc/temporary.go":                 {[]string{"os.CreateTemp", "os.Remove"}, "makes files that lose their names at once, for what is more than memory takes"},
		"internal/test/corpus/corpus.go":        {[]string{"filepath.Glob", "os.ReadFile", "os.Stat"}, "reads testdata for tests"},
		"internal/test/judges/judges.go":        {[]string{"os.Getenv", "os.Stat"}, "looks for the judges of tests"},
		"internal/test/long/long.go":            {[]string{"os.Exit", "os.Getenv"}, "asks how much time tests have"},
		"internal/test/prose/prose.go":          {[]string{"os.MkdirAll", "os.ReadFile", "os.WriteFile"}, "reads and rewrites the golden files of tests"},
		"internal/test/published/collection.go": {[]string{"os.ReadFile"}, "reads functions for tests"},
		"internal/tool/gendocs/main.go":         {[]string{"os.WriteFile"}, developer},
		"internal/tool/geneditors/main.go":      {[]string{"os.Exit", "os.ReadFile", "os.Stderr", "os.WriteFile"}, developer},
		"internal/tool/gennotices/linked.go":    {[]string{"os.Environ"}, developer},
		"internal/tool/gennotices/main.go":      {[]string{"os.Exit", "os.Stderr", "os.WriteFile"}, developer},
		"internal/tool/gennotices/notices.go":   {[]string{"os.ReadDir", "os.ReadFile"}, developer},
		"internal/tool/mutate/apply.go":         {[]string{"os.ReadFile", "os.WriteFile"}, developer},
		"internal/tool/mutate/gotest.go":        {[]string{"os.Environ"}, developer},
		"internal/tool/mutate/judge.go":         {[]string{"os.MkdirTemp", "os.RemoveAll"}, developer},
		"internal/tool/mutate/list.go":          {[]string{"filepath.Glob", "os.ReadFile"}, developer},
		"internal/tool/mutate/main.go":          {[]string{"os.Exit", "os.Stderr", "os.Stdout"}, developer},
	}
}

func TestDoorsToTheMachine(t *testing.T) {
	allowed := exceptions()
	used := map[string]map[string]bool{}
	for _, file := range sources(t, false) {
		if below(file.pkg, "bench") || file.pkg == "internal/tree" {
			continue
		}
		for name, instead := range opened(file) {
			if used[file.path] == nil {
				used[file.path] = map[string]bool{}
			}
			used[file.path][name] = true
			if !slices.Contains(allowed[file.path].uses, name) {
				t.Errorf("%s uses %s: %s", file.path, name, instead)
			}
		}
	}
	for name, e := range allowed {
		if e.reason == "" {
			t.Errorf("%s: why may it reach the machine?", name)
		}
		for _, use := range e.uses {
			if !used[name][use] {
				t.Errorf("%s does not use %s any more: remove it of exceptions", name, use)
			}
		}
	}
}

// opened returns the doors that a file opens, with what to use in their place.
func opened(file sourceFile) map[string]string {
	locals := map[string]string{} // packages by their names in the file
	for _, spec := range file.syntax.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		local := path.Base(imported)
		if spec.Name != nil {
			local = spec.Name.Name
		}
		locals[local] = imported
	}
	found := map[string]string{}
	table := doors()
	ast.Inspect(file.syntax, func(n ast.Node) bool {
		selector, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		x, ok := selector.X.(*ast.Ident)
		if !ok || x.Obj != nil { // a local variable
			return true
		}
		imported := locals[x.Name]
		if instead, closed := table[imported][selector.Sel.Name]; closed {
			found[path.Base(imported)+"."+selector.Sel.Name] = instead
		}
		return true
	})
	return found
}

// forbidden are the imports that no program of segc has, with the reason.
// Two tools for developers run the go command: internal/tool/gennotices and internal/tool/mutate.
// internal/test/judges looks for programs, for tests alone.
func forbidden() map[string]string {
	return map[string]string{
		"C":             "a mistake in C is a hole in memory",
		"io/ioutil":     "it goes around internal/tree",
		"os/exec":       "segc starts no program, so that no text becomes a command",
		"plugin":        "segc loads no code",
		"text/template": "it does not escape; html/template does",
		"unsafe":        "a mistake with it is a hole in memory",
	}
}

func TestForbiddenImports(t *testing.T) {
	for _, file := range sources(t, false) {
		if below(file.pkg, "bench") || file.pkg == "internal/tool/gennotices" || file.pkg == "internal/test/judges" || file.pkg == "internal/tool/mutate" {
			continue
		}
		for _, imported := range file.imports {
			if reason, is := forbidden()[imported]; is {
				t.Errorf("%s imports %s: %s", file.path, imported, reason)
			}
		}
		for _, spec := range file.syntax.Imports {
			if spec.Name != nil && spec.Name.Name == "." {
				t.Errorf("%s imports %s with a dot, which hides what it uses", file.path, spec.Path.Value)
			}
		}
		for _, group := range file.syntax.Comments {
			for _, comment := range group.List {
				if strings.HasPrefix(comment.Text, "//go:linkname") {
					t.Errorf("%s: //go:linkname reaches around the rules of packages", file.path)
				}
			}
		}
	}
}

// TestHTMLIsMadeByTemplates checks that no HTML is put together by hand, where
// one forgotten escape lets a rule run code in a page.
func TestHTMLIsMadeByTemplates(t *testing.T) {
	for _, file := range sources(t, false) {
		if slices.Contains(file.imports, "html/template") || file.path == "internal/deploy/devserver/server.go" { // a page without anything inserted
			continue
		}
		ast.Inspect(file.syntax, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok {
				return true
			}
			lower := strings.ToLower(literal.Value)
			for _, tag := range []string{"<!doctype html", "<html", "<body", "<script", "<div", "<span", "<table"} {
				if strings.Contains(lower, tag) {
					t.Errorf("%s writes %s: make HTML with html/template", file.path, tag)
				}
			}
			return true
		})
	}
}
