package segc_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/imports"
	"github.com/segc-lang/segc/internal/resolve"
)

// symbolsText lists what the names of a text mean, a name in each line: its kind, where
// it is defined, and where it is used. Names that are used and not declared come last. A
// declaration that could not be read whole does not count: its column is one that is not
// declared, as the checks see it.
func symbolsText(t *testing.T, text string, files fs.FS) []byte {
	t.Helper()
	main, _ := grammar.Parse(ast.NewSource("in.seg", text), grammar.Options{})
	program, _ := resolve.Load(t.Context(), nil, main, imports.New(files, "in.seg", main, grammar.Options{}, nil))
	var objects []*resolve.Object
	for _, o := range program.Objects() {
		objects = append(objects, o)
		if let, ok := o.Statement.(*ast.Let); ok {
			objects = append(objects, program.Parameters(let)...)
		}
	}
	objects = append(objects, program.LoopNames()...)
	uses := map[string][]diag.Location{} // by kind and name: an undeclared column is another object in each file
	key := func(o *resolve.Object) string {
		if let, ok := o.Statement.(*ast.Let); ok && o.Kind == resolve.Parameter {
			return fmt.Sprintf("parameter %s of %s", o.Name, let.Name.Text)
		}
		if segment, ok := o.Statement.(*ast.Segment); ok {
			return fmt.Sprintf("for %s of %s", o.Name, segment.Name.Text)
		}
		return o.Kind.String() + " " + o.Name
	}
	for _, file := range program.Files {
		for _, use := range program.Uses(nil, file) {
			name := key(use.Object)
			undeclared := use.Object.Statement == nil || use.Object.Broken && use.Object.Kind == resolve.Column
			if undeclared && uses[name] == nil {
				objects = append(objects, use.Object)
			}
			uses[name] = append(uses[name], use.Location)
			found, ok := program.At(nil, file, use.Location.Span.Start)
			if !ok || key(found.Object) != name || found.Location != use.Location {
				t.Errorf("at %s there is %v, not %s", placeText(use.Location), found, name)
			}
		}
	}
	var b bytes.Buffer
	for _, o := range objects {
		defined := "not declared"
		if at := o.Definition(); at.Source != nil {
			if !o.Broken {
				defined = "at " + placeText(at)
			}
			if found, ok := program.At(nil, fileOf(program, at.Source), at.Span.End); !ok || found.Object != o {
				t.Errorf("at %s there is %v, not %s", placeText(at), found, key(o))
			}
		}
		fmt.Fprintf(&b, "%s, %s", key(o), defined)
		for i, at := range uses[key(o)] {
			b.WriteString([]string{"; used at ", ", "}[min(i, 1)] + placeText(at))
		}
		b.WriteString("\n")
	}
	return b.Bytes()
}

func placeText(at diag.Location) string {
	position := at.Source.Position(at.Span.Start)
	return fmt.Sprintf("%s:%d:%d", at.Source.Name(), position.Line, position.Column)
}

func fileOf(program *resolve.Program, source *ast.Source) *ast.File {
	for _, file := range program.Files {
		if file.Source == source {
			return file
		}
	}
	return nil
}
