package grammar

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/meant"
	"github.com/segc-lang/segc/internal/poll"
)

// standIn puts a broken statement in the place of each rule that a fix would make another statement. What it declares is not
// known then, and nothing more is said of the names in it.
func standIn(file *ast.File, statements []meant.Statement, options Options) {
	for _, s := range statements {
		all := s.Edits()
		if len(all) == 0 {
			continue
		}
		touched := touched(file, all)
		if !s.Declares {
			same := unchanged(file, s, options)
			touched = slices.DeleteFunc(touched, func(i int) bool { return same[i] })
			if len(touched) == 0 && slices.Contains(same, true) {
				continue
			}
		}
		if slices.ContainsFunc(touched, func(i int) bool { return isSegment(file.Statements[i]) }) && statementsIn(file, s) > 1 {
			touched = nil // which rule belongs to which segment is not known
			for i, old := range file.Statements {
				if _, rule := old.(*ast.Where); rule || isSegment(old) {
					file.Statements[i] = broken(s, old.Span())
				}
			}
		} else if len(touched) == 0 { // it is in a comment, or in what could not be read
			at := ast.Span{Start: all[0].Start, End: max(all[0].End, all[len(all)-1].End)}
			file.Statements = append(file.Statements, broken(s, at))
			poll.SortStable(nil, file.Statements, func(a, b ast.Statement) int { return a.Span().Start - b.Span().Start })
		}
		for _, i := range touched {
			switch old := file.Statements[i].(type) {
			case *ast.Use:
				old.Broken = true
			case *ast.Param:
				old.Broken = true // its default was not read
			case *ast.Alias:
				old.Broken = true
			case *ast.Where:
				file.Statements[i] = broken(s, old.Span())
			default:
				if strings.HasPrefix(s.Changes[0].Fixes[0].Text, "use ") {
					file.Statements[i] = broken(s, old.Span())
				}
			}
		}
	}
}

// unchanged tells of each statement of a file whether it is a rule that is still one after the first fix of all changes. Such a rule
// stays, so that its names are known while somebody types.
func unchanged(file *ast.File, s meant.Statement, options Options) []bool {
	rules := map[int]bool{}
	fixed, _ := readOnce(ast.NewSource("", corrected(file.Source.Text(), []meant.Statement{s})), Options{Context: options.Context})
	for _, after := range fixed.Statements {
		if _, rule := after.(*ast.Where); rule {
			rules[after.Span().Start] = true
		}
	}
	all := make([]bool, len(file.Statements))
	for i, old := range file.Statements {
		at := old.Span().Start
		for _, e := range s.Edits() {
			if e.Start < old.Span().Start {
				at += len(e.Text) - (e.End - e.Start)
			}
		}
		_, rule := old.(*ast.Where)
		all[i] = rule && rules[at]
	}
	return all
}

// broken returns the statement for one that a fix would make another one.
func broken(s meant.Statement, at ast.Span) ast.Statement {
	if !strings.HasPrefix(s.Changes[0].Fixes[0].Text, "use ") {
		return &ast.BadStatement{At: at}
	}
	return &ast.Use{At: at, Path: ast.Value{Kind: ast.String, At: ast.Span{Start: at.End, End: at.End}}, Broken: true}
}

func isSegment(s ast.Statement) bool {
	_, ok := s.(*ast.Segment)
	return ok
}

// touched returns the numbers of the statements that edits are in, or that edits follow before the next
// statement.
func touched(file *ast.File, edits []meant.Edit) (all []int) {
	for i, s := range file.Statements {
		end := len(file.Source.Text()) + 1
		if i+1 < len(file.Statements) {
			end = file.Statements[i+1].Span().Start
		}
		if slices.ContainsFunc(edits, func(e meant.Edit) bool { return e.Start < end && (e.End > s.Span().Start || e.Start >= s.Span().Start) }) {
			all = append(all, i)
		}
	}
	return all
}

// statementsIn counts the statements that begin in what a statement is taken for.
func statementsIn(file *ast.File, s meant.Statement) (n int) {
	for _, old := range file.Statements {
		if at := old.Span().Start; at >= s.Start && at <= s.End {
			n++
		}
	}
	return n
}

// standInForRules puts a broken statement in the place of the rules in a statement that is one of another language, if
// the grammar took it for several.
func standInForRules(file *ast.File, s meant.Statement) {
	if statementsIn(file, s) < 2 {
		return
	}
	for i, old := range file.Statements {
		if at := old.Span(); at.Start >= s.Start && at.Start <= s.End {
			if _, rule := old.(*ast.Where); rule {
				file.Statements[i] = &ast.BadStatement{At: at}
			}
		}
	}
}
