package docs_test

import (
	"go/version"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
)

// TestLibraryNamesGo checks that the page and the example need the Go of the module.
func TestLibraryNamesGo(t *testing.T) {
	line := regexp.MustCompile(`(?m)^go (\S+)$`)
	module := line.FindStringSubmatch(read(t, filepath.Join(root, "go.mod")))
	if module == nil {
		t.Fatal("go.mod names no version of Go")
	}
	if want := "It needs Go " + strings.TrimPrefix(version.Lang("go"+module[1]), "go") + " or later."; !strings.Contains(read(t, "library.md"), want) {
		t.Errorf("library.md does not say %q", want)
	}
	example := line.FindStringSubmatch(read(t, filepath.Join(root, "testdata", "embedder", "go.mod")))
	if example == nil || example[1] != module[1] {
		t.Errorf("testdata/embedder needs Go %q, and the module %q", example, module)
	}
}

// TestLibraryNamesLimits checks that the table of limits has every limit.
func TestLibraryNamesLimits(t *testing.T) {
	_, table, found := strings.Cut(read(t, "library.md"), "\n## Limits\n")
	table, _, _ = strings.Cut(table, "\n## ")
	if !found {
		t.Fatal("library.md has no section Limits")
	}
	limits := 0
	for _, options := range []any{segc.Options{}, segc.Cache{}, segc.FormatOptions{}, segc.DecompileOptions{}} {
		for _, field := range reflect.VisibleFields(reflect.TypeOf(options)) {
			name := strings.TrimPrefix(reflect.TypeOf(options).String(), "segc.") + "." + field.Name
			if !strings.HasPrefix(field.Name, "Max") {
				continue
			}
			if limits++; !strings.Contains(table, "| `"+name+"` |") {
				t.Errorf("the table of limits does not have %s", name)
			}
		}
	}
	if limits < 8 {
		t.Errorf("there are %d limits", limits)
	}
}

// TestLibraryNamesCalls checks that the page says what every call of the package is for.
func TestLibraryNamesCalls(t *testing.T) {
	text := read(t, "library.md")
	for _, value := range []any{new(segc.Program), new(segc.Result), new(segc.Catalog)} {
		kind := reflect.TypeOf(value)
		for i := range kind.NumMethod() {
			if name := kind.Method(i).Name; !regexp.MustCompile("`(" + kind.Elem().Name() + `\.)?` + name + "`").MatchString(text) {
				t.Errorf("library.md does not have %s.%s", kind.Elem().Name(), name)
			}
		}
	}
}
