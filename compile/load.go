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

// maxPath is how many bytes the path of a used file may have. Looking at each folder on
// the way to it takes their square.
const maxPath = 1024

// use is one `use` on the way to a file.
type use struct {
	at   diag.Location
	file *ast.File
}

// load collects the main file and everything that it uses.
func (c *compiler) load() {
	c.loadFile(c.main, nil, map[*ast.File]state{})
}

func (c *compiler) loadFile(file *ast.File, chain []use, loaded map[*ast.File]state) {
	loaded[file] = open
	c.files = append(c.files, file)
	for _, s := range file.Statements {
		c.poll.Step(16)
		if s, ok := s.(*ast.Use); ok {
			c.loadUse(file, s, chain, loaded)
		}
	}
	loaded[file] = done
}

func (c *compiler) loadUse(file *ast.File, s *ast.Use, chain []use, loaded map[*ast.File]state) {
	c.poll.Step(256 + 4*len(s.Path.Text))
	at := place(file.Source, s.Path)
	used, list := c.importFile(file, s, at)
	if used == nil {
		c.namesMissing = true
		return
	}
	if loaded[used] == done {
		return
	}
	chain = append(chain[:len(chain):len(chain)], use{at, used})
	if loaded[used] == open {
		c.useCycle(used, chain)
		return
	}
	c.list = append(c.list, list...)
	if list.HasErrors() {
		c.namesMissing = true // what could not be read may look like a rule
	} else {
		c.refuseRule(used, at)
	}
	c.loadFile(used, chain, loaded)
}

// importFile returns the file that a `use` names, and what is wrong inside it;
// nil when it cannot be had, which is said.
func (c *compiler) importFile(from *ast.File, s *ast.Use, at diag.Location) (*ast.File, diag.List) {
	switch {
	case s.Path.Text == "":
		c.fail(diag.UseMissing, at, "the path of a file is missing here")
		return nil, nil
	case c.options.Importer == nil:
		c.fail(diag.UseRefused, at, "no other file may be read here, so `use` is refused")
		return nil, nil
	case len(s.Path.Text) > maxPath:
		c.fail(diag.UseRefused, at, fmt.Sprintf("this path has more than %d bytes", maxPath))
		return nil, nil
	case len(c.files) >= maxFiles:
		c.fail(diag.TooLarge, at, fmt.Sprintf("a rule can use %d files at the most", maxFiles))
		return nil, nil
	}
	used, list, err := c.options.Importer.Import(c.ctx, from.Source, s.Path.Text)
	switch {
	case err == nil:
		return used, list
	case s.Path.Kind != ast.String: // that it lacks its quotes is said
	case errors.Is(err, ErrRefused):
		c.fail(diag.UseRefused, at, fmt.Sprintf("%q may not be read: %s", s.Path.Text, reason(err)))
	case errors.Is(err, fs.ErrNotExist):
		c.fail(diag.UseMissing, at, fmt.Sprintf("there is no file %q", s.Path.Text)).Notes = []string{"the path is relative to the file that names it"}
	default:
		c.fail(diag.UseMissing, at, fmt.Sprintf("%q cannot be read: %s", s.Path.Text, reason(err)))
	}
	return nil, nil
}

// useCycle says that a file is on the way to itself.
func (c *compiler) useCycle(used *ast.File, chain []use) {
	start := 0 // of the way from the main file
	for i, u := range chain[:len(chain)-1] {
		if u.file == used {
			start = i + 1
		}
	}
	steps := chain[start : len(chain)-1]
	names := []string{used.Source.Name()}
	d := c.fail(diag.UseCycle, chain[len(chain)-1].at, "")
	for _, u := range steps[:min(len(steps), maxShown-1)] {
		names = append(names, u.file.Source.Name())
		d.Related = append(d.Related, diag.Label{Location: u.at, Text: "used here"})
	}
	d.Message = "these files use each other: " + cycle(names, len(steps)+1)
}

// maxShown is how many steps of a cycle are shown.
const maxShown = 10

// cycle writes a cycle of a number of steps, of which the first names are given.
func cycle(names []string, steps int) string {
	all := strings.Join(names, " → ")
	if steps > len(names) {
		all += " → …"
	}
	return all + " → " + names[0]
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
		d := c.fail(diag.UseNotCatalog, at, fmt.Sprintf("%s has %s, and a file that is used may hold declarations only", file.Source.Name(), what))
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
