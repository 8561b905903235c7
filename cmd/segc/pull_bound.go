//go:build !nonet

package main

import (
	"slices"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
)

// boundTo returns why properties of a file must not be replaced by what the segment has: they
// depend on the day, or on what params or parts are given, and a segment knows nothing of those.
// It is empty if nothing keeps pull from it.
func boundTo(rule *segc.Rule, properties []string) string {
	rules, lists := slices.Contains(properties, "rules"), slices.Contains(properties, "lists")
	if rule.Instance() != nil && len(properties) > 0 {
		return "its `for` makes it, so other segments have the same text"
	}
	if today, _ := rule.UsesToday(); rules && today {
		return "its rule says `today`, but the segment does not show what moves with the day"
	}
	d := declarationsOf(rule.Program().Files())
	if rules {
		if path := d.contains(rule.Where()); path != "" {
			return "its rule contains that of " + named(path) + ", and would no longer follow it"
		}
		switch name, call := d.bound(rule.Where()); {
		case call:
			return "its rule uses a part with arguments, which the segment does not have"
		case name != "":
			return "its rule depends on the param " + named(name) + ", but the segment does not show its value"
		}
	}
	if lists {
		for _, property := range headerOfRule(rule).Properties {
			if name, _ := d.bound(property); property.Kind == ast.PropertyLists && name != "" {
				return "its lists depend on the param " + named(name) + ", but the segment does not show its value"
			}
		}
	}
	return ""
}

// declarations are what names in rules may refer to.
type declarations struct {
	params map[string]bool
	parts  map[string][]ast.Node
	values map[string][]ast.Node
	uses   map[string]string // the paths of files whose rules are parts
	seen   map[ast.Node]bool
}

func declarationsOf(files []*ast.File) declarations {
	d := declarations{params: map[string]bool{}, parts: map[string][]ast.Node{}, values: map[string][]ast.Node{}, uses: map[string]string{}, seen: map[ast.Node]bool{}}
	for _, file := range files {
		for _, s := range file.Statements {
			switch s := s.(type) {
			case *ast.Param:
				d.params[s.Name.Text] = true
			case *ast.NamedValue:
				d.values[s.Name.Text] = append(d.values[s.Name.Text], s)
			case *ast.Alias:
				d.values[s.Name.Text] = append(d.values[s.Name.Text], s)
			case *ast.Use:
				if s.As != nil {
					d.uses[s.As.Text] = s.Path.Text
				}
			case *ast.Let:
				d.parts[s.Name.Text] = append(d.parts[s.Name.Text], s)
			}
		}
	}
	return d
}

// contains returns the path of a file whose rule is a part of something, through all names in it;
// empty if there is none.
func (d declarations) contains(node ast.Node) string {
	seen := map[ast.Node]bool{}
	for todo := []ast.Node{node}; len(todo) > 0; {
		next := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[next] {
			continue
		}
		seen[next] = true
		for n := range ast.Preorder(next) {
			if ref, ok := n.(*ast.Ref); ok {
				if path := d.uses[ref.Name.Text]; path != "" {
					return path
				}
				todo = append(todo, d.parts[ref.Name.Text]...)
			}
		}
	}
	return ""
}

// bound returns the first param on which something depends, through all names in it, or
// reports that it uses a part with arguments. A name that could mean one of two things is
// followed to both.
func (d declarations) bound(node ast.Node) (param string, call bool) {
	for n := range ast.Preorder(node) {
		var next []ast.Node
		switch n := n.(type) {
		case *ast.Call:
			return "", true
		case *ast.Ref:
			next = d.parts[n.Name.Text]
		case ast.Value:
			if n.Kind != ast.Word {
				continue
			}
			if d.params[n.Text] {
				return n.Text, false
			}
			next = d.values[n.Text]
		}
		for _, n := range next {
			if d.seen[n] {
				continue
			}
			d.seen[n] = true
			if param, call := d.bound(n); call || param != "" {
				return param, call
			}
		}
	}
	return "", false
}
