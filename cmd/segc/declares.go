package main

import (
	"slices"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
)

// declares reports whether a text is a file of declarations: it has statements,
// but neither a rule nor a segment.
func declares(program *segc.Program) bool {
	file := program.Files()[0]
	return len(file.Statements) > 0 && !slices.ContainsFunc(file.Statements, ast.Broken) && !hasRule(file)
}

// isRule reports whether a text has a segment or a condition, which the files
// that use it as a catalog could not have.
func isRule(text string) bool {
	file, _ := grammar.Parse(ast.NewSource("", text), grammar.Options{})
	return hasRule(file)
}

// isBareRule reports whether a text is a rule without a segment.
func isBareRule(program *segc.Program) bool {
	file := program.Files()[0]
	return hasRule(file) && !slices.ContainsFunc(file.Statements, func(s ast.Statement) bool {
		_, segment := s.(*ast.Segment)
		return segment
	})
}

func hasRule(file *ast.File) bool {
	return slices.ContainsFunc(file.Statements, func(s ast.Statement) bool {
		switch s.(type) {
		case *ast.Segment, *ast.Where:
			return true
		}
		return false
	})
}
