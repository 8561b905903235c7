//go:build !nonet

package main

import (
	"path"
	"path/filepath"
	"slices"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/deploy/plan"
)

// containing finds the rules of other files that the rules of a program contain.
type containing struct {
	lock   string
	files  map[string]*ast.File              // by name
	scopes map[*ast.File]map[string][]inFile // by the file of a rule: what a name of a part may mean there
}

// inFile is a node in a file.
type inFile struct {
	node ast.Node
	file *ast.File
	main *ast.File // whose names count
}

func newContaining(program *segc.Program, lock string) *containing {
	c := &containing{lock: lock, files: map[string]*ast.File{}, scopes: map[*ast.File]map[string][]inFile{}}
	for _, file := range program.Files() {
		if file.Source != nil && c.files[file.Source.Name()] == nil {
			c.files[file.Source.Name()] = file
		}
	}
	return c
}

// of returns the rules of other files that a rule contains, directly or through others.
func (c *containing) of(rule *segc.Rule) []plan.Contained {
	where := rule.Where()
	if where == nil {
		return nil
	}
	main := rule.Program().Files()[0]
	var found []plan.Contained
	seen := map[ast.Node]bool{}
	for todo := []inFile{{where, main, main}}; len(todo) > 0; {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[at.node] {
			continue
		}
		seen[at.node] = true
		for n := range ast.Preorder(at.node) {
			ref, ok := n.(*ast.Ref)
			if !ok {
				continue
			}
			for _, meant := range c.names(at.main)[ref.Name.Text] {
				use, ok := meant.node.(*ast.Use)
				if !ok {
					todo = append(todo, meant)
					continue
				}
				name, segment := path.Join(path.Dir(meant.file.Source.Name()), use.Path.Text), ""
				if use.Segment != nil {
					segment = use.Segment.Text
				}
				if below, err := relativeTo(filepath.Dir(c.lock), filepath.FromSlash(name)); err == nil {
					found = append(found, plan.Contained{File: below, Segment: segment})
				}
				if file := c.files[name]; file != nil {
					for _, where := range rulesNamed(file, segment) {
						todo = append(todo, inFile{where, file, file})
					}
				}
			}
		}
	}
	return found
}

// names returns what the names of parts mean in a file, with the files that it uses for their names.
func (c *containing) names(main *ast.File) map[string][]inFile {
	if known := c.scopes[main]; known != nil {
		return known
	}
	names := map[string][]inFile{}
	c.scopes[main] = names
	seen := map[*ast.File]bool{main: true}
	for todo := []*ast.File{main}; len(todo) > 0; {
		file := todo[0]
		todo = todo[1:]
		for _, s := range file.Statements {
			switch s := s.(type) {
			case *ast.Let:
				names[s.Name.Text] = append(names[s.Name.Text], inFile{s.Expr, file, main})
			case *ast.Use:
				if s.As != nil {
					names[s.As.Text] = append(names[s.As.Text], inFile{s, file, main})
				} else if used := c.files[path.Join(path.Dir(file.Source.Name()), s.Path.Text)]; used != nil && !seen[used] {
					seen[used] = true
					todo = append(todo, used)
				}
			}
		}
	}
	return names
}

// rulesNamed returns the rule of the segment of a file that has a name, and all that a `for` makes,
// whose names are not those that they are written with. Without a name, it returns all.
func rulesNamed(file *ast.File, segment string) (rules []*ast.Where) {
	var header *ast.Segment
	for _, s := range file.Statements {
		switch s := s.(type) {
		case *ast.Segment:
			header = s
		case *ast.Where:
			if segment == "" || header == nil || header.Name.Text == segment || slices.ContainsFunc(header.Properties, func(p ast.Property) bool { return p.For != nil }) {
				rules = append(rules, s)
			}
		}
	}
	return rules
}
