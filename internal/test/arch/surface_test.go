package arch

import (
	"go/types"
	"slices"
	"strings"
	"testing"
)

// TestNothingInternalIsPublic checks that no exported name of a public package reaches a
// type of a package that programs cannot import: not in a signature, a field, an embedded
// type, an alias, a constraint, a constant or a variable.
func TestNothingInternalIsPublic(t *testing.T) {
	for name, pkg := range publicPackages(t) {
		for _, leak := range leaks(pkg) {
			t.Errorf("%s: %s: programs cannot import that package", name, leak)
		}
	}
}

// leaks returns what of the exported names of a package reaches an internal package, such
// as "Result.Stats: m/internal/engine.Stats", sorted. The methods of a type that is not
// exported count only where it can be had: where an exported name embeds it or returns it.
func leaks(pkg *types.Package) []string {
	w := surface{pkg: pkg, found: map[string]bool{}}
	for _, object := range exportedObjects(pkg) {
		w.seen = map[types.Type]bool{}
		w.object(object)
	}
	var found []string
	for leak := range w.found {
		found = append(found, leak)
	}
	slices.Sort(found)
	return found
}

// surface walks over what an exported name consists of.
type surface struct {
	pkg   *types.Package
	seen  map[types.Type]bool
	found map[string]bool
}

func (w *surface) object(object types.Object) {
	name, ok := object.(*types.TypeName)
	if !ok {
		w.visit(object.Name(), object.Type())
		return
	}
	if alias, ok := name.Type().(*types.Alias); ok {
		w.constraints(name.Name(), alias.TypeParams())
		w.visit(name.Name(), alias)
		return
	}
	if named, ok := name.Type().(*types.Named); ok {
		w.seen[named] = true
		w.declared(name.Name(), named)
	}
}

// declared visits the parts of a type of the package: what it is made of, and the methods
// of it and of what it embeds.
func (w *surface) declared(at string, named *types.Named) {
	w.constraints(at, named.TypeParams())
	w.visit(at, named.Underlying())
	if types.IsInterface(named) {
		return
	}
	methods := types.NewMethodSet(types.NewPointer(named))
	for i := range methods.Len() {
		if method := methods.At(i).Obj(); method.Exported() {
			w.visit(at+"."+method.Name(), method.Type())
		}
	}
}

func (w *surface) constraints(at string, params *types.TypeParamList) {
	for i := range params.Len() {
		w.visit(at, params.At(i).Constraint())
	}
}

// visit visits a type. An alias is what it is an alias of: its name is not needed.
func (w *surface) visit(at string, typ types.Type) {
	typ = types.Unalias(typ)
	switch typ := typ.(type) {
	case *types.Named:
		w.named(at, typ)
	case *types.Pointer:
		w.visit(at, typ.Elem())
	case *types.Slice:
		w.visit(at, typ.Elem())
	case *types.Array:
		w.visit(at, typ.Elem())
	case *types.Chan:
		w.visit(at, typ.Elem())
	case *types.Map:
		w.visit(at, typ.Key())
		w.visit(at, typ.Elem())
	case *types.Tuple:
		for v := range typ.Variables() {
			w.visit(at, v.Type())
		}
	case *types.Signature:
		w.constraints(at, typ.TypeParams())
		w.visit(at, typ.Params())
		w.visit(at, typ.Results())
	case *types.Union:
		for term := range typ.Terms() {
			w.visit(at, term.Type())
		}
	case *types.Struct:
		for field := range typ.Fields() {
			if field.Exported() || field.Embedded() {
				w.visit(at+"."+field.Name(), field.Type())
			}
		}
	case *types.Interface:
		for embedded := range typ.EmbeddedTypes() {
			w.visit(at, embedded)
		}
		for method := range typ.ExplicitMethods() {
			if method.Exported() {
				w.visit(at+"."+method.Name(), method.Type())
			}
		}
	}
}

// named visits a type with a name. Exported ones of public packages are visited there; of
// this package, those that are not exported are visited where they are used.
func (w *surface) named(at string, named *types.Named) {
	for arg := range named.TypeArgs().Types() {
		w.visit(at, arg)
	}
	origin := named.Origin()
	object := origin.Obj()
	switch {
	case object.Pkg() == nil: // error, comparable
	case strings.Contains("/"+object.Pkg().Path()+"/", "/internal/") && strings.HasPrefix(object.Pkg().Path()+"/", moduleOf(w.pkg)+"/"):
		w.found[at+": "+strings.TrimPrefix(object.Pkg().Path(), moduleOf(w.pkg)+"/")+"."+object.Name()] = true
	case object.Pkg() == w.pkg && !object.Exported() && !w.seen[origin]:
		w.seen[origin] = true
		w.declared(at, origin)
	}
}

// moduleOf returns the path of the module of a package: ours, or in a test its first part.
func moduleOf(pkg *types.Package) string {
	if below(pkg.Path(), module) {
		return module
	}
	first, _, _ := strings.Cut(pkg.Path(), "/")
	return first
}

// TestCompileIsSmall checks that package compile stays a face of internal/compiler: beside the
// constants of its types, it has at most thirteen names.
func TestCompileIsSmall(t *testing.T) {
	const most = 13
	var names []string
	for _, object := range exportedObjects(publicPackages(t)["compile"]) {
		if _, constant := object.(*types.Const); !constant {
			names = append(names, object.Name())
		}
	}
	if len(names) == 0 || len(names) > most {
		t.Errorf("package compile has %d names: %v", len(names), names)
	}
}
