package compile

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// ErrRefused is wrapped by an Importer's error when a path may not be read,
// whether or not there is a file.
var ErrRefused = errors.New("this path may not be read")

// maxFiles bounds how many files one rule can pull in.
const maxFiles = 1000

// use is one `use` on the way to a file.
type use struct {
	at   diag.Location
	file *ast.File
}

// load collects the main file and everything that it uses.
func (c *compiler) load() {
	loaded := map[*ast.File]bool{}
	c.loadFile(c.main, nil, loaded)
}

func (c *compiler) loadFile(file *ast.File, chain []use, loaded map[*ast.File]bool) {
	loaded[file] = true
	c.files = append(c.files, file)
	for _, s := range file.Statements {
		if s, ok := s.(*ast.Use); ok {
			c.loadUse(file, s, chain, loaded)
		}
	}
}

func (c *compiler) loadUse(file *ast.File, s *ast.Use, chain []use, loaded map[*ast.File]bool) {
	at := place(file.Source, s.Path)
	if s.Path.Text == "" {
		c.fail(diag.UseMissing, at, "the path of a file is missing here")
		return
	}
	if c.options.Importer == nil {
		c.fail(diag.UseRefused, at, "no other file may be read here, so `use` is refused")
		return
	}
	if len(c.files) >= maxFiles {
		c.fail(diag.TooLarge, at, fmt.Sprintf("a rule can use %d files at the most", maxFiles))
		return
	}
	used, list, err := c.options.Importer.Import(c.ctx, file.Source, s.Path.Text)
	switch {
	case err != nil && s.Path.Kind != ast.String:
		return // that it lacks its quotes is said
	case errors.Is(err, ErrRefused):
		c.fail(diag.UseRefused, at, fmt.Sprintf("%q may not be read: %s", s.Path.Text, reason(err)))
		return
	case errors.Is(err, fs.ErrNotExist):
		c.fail(diag.UseMissing, at, fmt.Sprintf("there is no file %q", s.Path.Text)).Notes =
			[]string{"the path is relative to the file that names it"}
		return
	case err != nil:
		c.fail(diag.UseMissing, at, fmt.Sprintf("%q cannot be read: %s", s.Path.Text, reason(err)))
		return
	}
	chain = append(chain[:len(chain):len(chain)], use{at, used})
	if c.useCycle(used, chain) || loaded[used] {
		return
	}
	c.list = append(c.list, list...)
	c.refuseRule(used, at)
	c.loadFile(used, chain, loaded)
}

// useCycle reports whether a file is on the way to itself, and says so.
func (c *compiler) useCycle(used *ast.File, chain []use) bool {
	start := -1
	if used == c.main {
		start = 0
	}
	for i, u := range chain[:len(chain)-1] {
		if u.file == used {
			start = i + 1
		}
	}
	if start < 0 {
		return false
	}
	names := []string{used.Source.Name()}
	var related []diag.Label
	for _, u := range chain[start:] {
		names = append(names, u.file.Source.Name())
		related = append(related, diag.Label{Location: u.at, Text: "used here"})
	}
	d := c.fail(diag.UseCycle, chain[len(chain)-1].at, "these files use each other: "+strings.Join(names, " → "))
	if len(related) > 1 {
		d.Related = related[:len(related)-1]
	}
	return true
}

// refuseRule refuses what does not belong into a used file.
func (c *compiler) refuseRule(file *ast.File, at diag.Location) {
	for _, s := range file.Statements {
		what := ""
		switch s.(type) {
		case *ast.Where:
			what = "a rule"
		case *ast.Segment:
			what = "a segment"
		default:
			continue
		}
		d := c.fail(diag.UseNotCatalogue, at, fmt.Sprintf("%s has %s, and a file that is used may hold declarations only", file.Source.Name(), what))
		d.Related = []diag.Label{{Location: place(file.Source, s), Text: "here"}}
		return
	}
}

// reason returns what an error says without the path, which the message has.
func reason(err error) string {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err.Error()
	}
	return strings.TrimPrefix(err.Error(), ErrRefused.Error()+": ")
}
