package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
)

// goPassages returns the comments of a Go file that have lines of their own, without the names that doc comments begin
// with. Those after code are mostly a few words.
func goPassages(name, text string) []passage {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil // a file that shows what cannot be read
	}
	names := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			names[id.Name] = true
		}
		return true
	})
	var blocks []string
	for _, group := range file.Comments {
		before := text[:files.Position(group.Pos()).Offset]
		if strings.TrimSpace(before[strings.LastIndexByte(before, '\n')+1:]) != "" {
			continue
		}
		comment := group.Text()
		if first, rest, ok := strings.Cut(comment, " "); ok && names[first] {
			comment = "_ " + rest
		}
		blocks = append(blocks, comment)
	}
	return passagesOf(name, blocks)
}
