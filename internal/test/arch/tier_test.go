package arch

import (
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The tiers of public packages. A stable one keeps every name until the next major
// version, and its comment says nothing of it. One for tools may get more in a minor
// version, which breaks a program that lists all there is; an experimental one may change
// in any way.
const (
	tierStable       = "stable"
	tierTool         = "tool"
	tierExperimental = "experimental"
)

var (
	forTools     = regexp.MustCompile(`\bis for tools\b`)
	inMinor      = regexp.MustCompile(`\bis for tools\b[^.]*: [^.]*\bminor version\b`)
	experimental = regexp.MustCompile(`(?:^|\. )Experimental\b|\bis experimental\b`)
)

// tierOf returns the tier that the comment of a package says.
func tierOf(comment string) (string, error) {
	comment = strings.Join(strings.Fields(comment), " ")
	switch tool := forTools.MatchString(comment); {
	case tool && experimental.MatchString(comment):
		return "", errors.New("says two tiers")
	case tool && !inMinor.MatchString(comment):
		return "", errors.New("says that it is for tools, and not after a colon what may come in a minor version")
	case tool:
		return tierTool, nil
	case experimental.MatchString(comment):
		return tierExperimental, nil
	}
	return tierStable, nil
}

// aboutPackage returns the comment of a package, and its name.
func aboutPackage(t *testing.T, folder string) (comment, name string) {
	t.Helper()
	for _, file := range sources(t, false) {
		if file.pkg == folder {
			name = file.syntax.Name.Name
			comment += file.syntax.Doc.Text()
		}
	}
	return comment, name
}

func TestTiersAreRead(t *testing.T) {
	for comment, want := range map[string]string{
		"Package a does a thing.":                   tierStable,
		"Package a has the tools of an experiment.": tierStable,
		"Package a does a thing.\nIt is for\ntools that read: a minor version\nmay add one.": tierTool,
		"Package a is experimental.":                           tierExperimental,
		"Package a does a thing. Experimental: it may change.": tierExperimental,
	} {
		if got, err := tierOf(comment); err != nil || got != want {
			t.Errorf("%q is %s, %v", comment, got, err)
		}
	}
	for comment, want := range map[string]string{
		"Package a is for tools. A minor version may add to it.":                     "says that it is for tools, and not after a colon what may come in a minor version",
		"Package a is for tools: a minor version may add to it. It is experimental.": "says two tiers",
	} {
		if got, err := tierOf(comment); fmt.Sprint(err) != want {
			t.Errorf("%q is %s, %v", comment, got, err)
		}
	}
}

// sealed lists the interfaces of a package that no other package can implement, with the
// exported types that do. A program has a type switch over them.
func sealed(pkg *types.Package, all map[string]*types.Package) []string {
	var lines []string
	for _, object := range exportedObjects(pkg) {
		name, ok := object.(*types.TypeName)
		if !ok || name.IsAlias() || !types.IsInterface(name.Type()) {
			continue
		}
		face := name.Type().Underlying().(*types.Interface)
		closed := false
		for method := range face.Methods() {
			closed = closed || !method.Exported()
		}
		if !closed {
			continue
		}
		var members []string
		for _, other := range slices.Sorted(maps.Keys(all)) {
			members = append(members, implementers(all[other], face, types.RelativeTo(pkg))...)
		}
		lines = append(lines, "type "+name.Name()+", sealed: "+strings.Join(members, ", "))
	}
	return lines
}

// implementers returns the exported types of a package that implement an interface: T if
// a value does, and *T if only a pointer does.
func implementers(pkg *types.Package, face *types.Interface, qualifier types.Qualifier) []string {
	var found []string
	for _, object := range exportedObjects(pkg) {
		name, ok := object.(*types.TypeName)
		if !ok || name.IsAlias() || types.IsInterface(name.Type()) {
			continue
		}
		for _, typ := range []types.Type{name.Type(), types.NewPointer(name.Type())} {
			if types.Implements(typ, face) {
				found = append(found, types.TypeString(typ, qualifier))
				break
			}
		}
	}
	return found
}

// TestSealedIsListed checks the listing of sealed interfaces.
func TestSealedIsListed(t *testing.T) {
	module := planted{}
	a := module.add(t, "m/a", `package a
		type Sealed interface { Open; sealed() }
		type Inner interface { Sealed }
		type Open interface { M() }
		type V struct{}
		func (V) M() {}
		func (V) sealed() {}
		type P struct{}
		func (*P) M() {}
		func (*P) sealed() {}
		type O struct{}
		func (O) M() {}
		type hidden struct{ V }`)
	b := module.add(t, "m/b", `package b
		import "m/a"
		type Embeds struct{ a.V }`)
	const members = ", sealed: *P, V, m/b.Embeds"
	want := []string{"type Inner" + members, "type Sealed" + members}
	if got := sealed(a, map[string]*types.Package{"a": a, "b": b}); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// TestValuesAreListed checks how constants and fields are listed.
func TestValuesAreListed(t *testing.T) {
	pkg := planted{}.add(t, "m/a", "package a; type T uint8; const ( A T = iota + 1; B; C = \"c\" ); var V T")
	for name, want := range map[string]string{"A": "const A T = 1", "B": "const B T = 2", "C": `const C = "c"`} {
		if got := exportedValue(pkg, token.CONST, name); got != want {
			t.Errorf("got %q, expected %q", got, want)
		}
	}
	if got := exportedValue(pkg, token.VAR, "V"); got != "var V" {
		t.Errorf("got %q", got)
	}
}
