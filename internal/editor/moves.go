package editor

import (
	"io/fs"
	"path"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
)

// Move is a file or a folder that gets another path, with slashes, from the root for `use`.
type Move struct{ From, To string }

// after returns a path after some moves: the one of the file, or of the nearest folder around it, counts.
func after(moves []Move, name string) string {
	longest, moved := -1, name
	for _, m := range moves {
		from, to := path.Clean(m.From), path.Clean(m.To)
		below, ok := strings.CutPrefix(name, from)
		if ok && (below == "" || below[0] == '/') && len(from) > longest {
			longest, moved = len(from), path.Clean(to+below)
		}
	}
	return moved
}

// MoveUses returns the edits with which every `use` of the text leads to the same file after some files
// and folders have moved, perhaps the text itself. They are for the text as it is, wherever it is then.
func (s *Snapshot) MoveUses(moves []Move) []Edit {
	from := path.Clean(s.place())
	to := after(moves, from)
	var edits []Edit
	for _, statement := range s.file().Statements {
		use, ok := statement.(*ast.Use)
		if !ok || use.Path.Text == "" || use.Path.At.Empty() || path.IsAbs(use.Path.Text) || strings.Contains(use.Path.Text, `\`) {
			continue
		}
		used := path.Join(path.Dir(from), use.Path.Text)
		if !fs.ValidPath(used) {
			continue
		}
		target := after(moves, used)
		if path.Join(path.Dir(to), use.Path.Text) == target {
			continue
		}
		if quoted, ok := grammar.Quote(relative(path.Dir(to), target)); ok {
			edits = append(edits, Edit{s.Source(), use.Path.At, quoted})
		}
	}
	return edits
}

// relative returns the way from a folder to a file.
func relative(folder, file string) string {
	if folder == "." {
		return file
	}
	from, to := strings.Split(folder, "/"), strings.Split(file, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}
