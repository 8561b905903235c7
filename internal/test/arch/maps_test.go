package arch

import (
	"go/ast"
	"go/doc/comment"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// fewFiles is up to how many files a package needs no map.
const fewFiles = 3

// shortestPattern is how many characters a pattern has at least before its `*`, so
// that it names a group of files and not all files.
const shortestPattern = 3

// TestPackageCommentsAreMaps checks that the comment of each package names every file of
// it that is not a test, and no file that is not there.
func TestPackageCommentsAreMaps(t *testing.T) {
	for pkg, files := range packages(t) {
		text, home := packageComment(t, pkg, files)
		names := filesNamed(text)
		for _, name := range names {
			if stars := strings.Count(name, "*"); stars > 1 || stars == 1 && strings.Index(name, "*") < shortestPattern {
				t.Errorf("%s: the pattern %s is too wide for a map", home, name)
			}
			if !slices.ContainsFunc(files, func(f sourceFile) bool { return matches(name, f) }) {
				t.Errorf("%s names %s, which is not there", home, name)
			}
		}
		if len(files) <= fewFiles {
			continue
		}
		for _, file := range files {
			inMap := slices.ContainsFunc(names, func(name string) bool { return matches(name, file) })
			if !inMap && path.Base(file.path) != "doc.go" {
				t.Errorf("%s does not say what %s is for", home, path.Base(file.path))
			}
		}
	}
}

// packages returns the files of each package that are not tests. The maps do not
// cover benchmarks.
func packages(t *testing.T) map[string][]sourceFile {
	t.Helper()
	all := map[string][]sourceFile{}
	for _, file := range sources(t, false) {
		if file.pkg != "bench" && !strings.HasPrefix(file.pkg, "bench/") {
			all[file.pkg] = append(all[file.pkg], file)
		}
	}
	return all
}

// packageComment returns the comment of a package, which one file has, and that file.
func packageComment(t *testing.T, pkg string, files []sourceFile) (text, home string) {
	t.Helper()
	home = pkg
	for _, file := range files {
		if file.syntax.Doc == nil {
			continue
		}
		if text != "" {
			t.Errorf("%s and %s both have a comment for the package", home, file.path)
			continue
		}
		text, home = file.syntax.Doc.Text(), file.path
		if start := opening(file.syntax, pkg); !strings.HasPrefix(text, start) {
			t.Errorf("%s: the comment of the package does not begin with %q", home, start)
		}
	}
	if text == "" {
		t.Errorf("%s: no file has a comment for the package", pkg)
	}
	return text, home
}

// opening is how the comment of a package begins, which Go's tools show in lists.
func opening(file *ast.File, pkg string) string {
	if file.Name.Name == "main" {
		return "Command " + path.Base(pkg) + " "
	}
	return "Package " + file.Name.Name + " "
}

// fileName is the name of a Go file, or a pattern for several, that is not in a path.
var fileName = regexp.MustCompile(`(^|[^\w*./-])([\w*]+\.go)\b`)

// filesNamed returns the names and patterns in a comment, without those of its examples.
func filesNamed(text string) []string {
	var names []string
	doc := new(comment.Parser).Parse(text)
	doc.Content = slices.DeleteFunc(doc.Content, func(b comment.Block) bool {
		_, example := b.(*comment.Code)
		return example
	})
	plain := (&comment.Printer{TextWidth: -1}).Text(doc)
	for _, found := range fileName.FindAllStringSubmatch(string(plain), -1) {
		names = append(names, found[2])
	}
	return names
}

// matches reports whether a name or a pattern in a comment is for a file.
func matches(name string, file sourceFile) bool {
	ok, err := path.Match(name, path.Base(file.path))
	return err == nil && ok
}
