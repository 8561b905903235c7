package resolve

import (
	"path"
	"strings"

	"github.com/segc-lang/segc/ast"
)

// nearPath returns the path of a file that is there, and that a path lacks its extension for; "" without one.
func (l *loader) nearPath(from *ast.Source, written string) string {
	if path.Ext(written) == ".seg" || strings.HasSuffix(written, "/") {
		return ""
	}
	near := written + ".seg"
	if len(near) > maxPath {
		return ""
	}
	if file, _, err := l.importer.Import(l.ctx, from, near); err != nil || file == nil {
		return ""
	}
	return near
}
