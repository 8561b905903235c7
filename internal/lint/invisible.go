package lint

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/visible"
)

// invisible warns of the characters of the main file that nobody sees, wherever
// they are: who reviews the file reads another text than programs do. Each
// comment, name and text is one warning, unless there is one about it already.
func (l *linter) invisible() {
	source := l.Main().Source
	text := source.Text()
	first := 0
	if strings.HasPrefix(text, byteOrderMark) {
		first = len(byteOrderMark)
	}
	start, end := visible.Next(l.Poll, text, first)
	if start < 0 {
		return
	}
	all := l.written()
	defer l.Poll.Free(nodeBytes * len(all))
	for _, n := range all {
		span := n.Span()
		if start < 0 {
			return
		}
		l.Poll.Step(16)
		var runs []ast.Span
		for start >= 0 && start < span.End {
			if start >= span.Start {
				runs = append(runs, ast.Span{Start: start, End: end})
			}
			l.Poll.Step(64)
			start, end = visible.Next(l.Poll, text, end)
		}
		if len(runs) > 0 && !l.seen[span] {
			l.hasInvisible(source, n, runs)
		}
	}
}

const byteOrderMark = "\ufeff"

// nodeBytes is what is counted for a comment, a name or a value in a list of them.
const nodeBytes = 64

// written are the comments, names and values of the main file, in source order.
func (l *linter) written() []ast.Node {
	var all []ast.Node
	for _, c := range l.Main().Comments {
		l.Poll.Step(8)
		l.Poll.Hold(nodeBytes)
		all = append(all, c)
	}
	for _, s := range l.Main().Statements {
		for n := range ast.Preorder(s) {
			l.Poll.Step(8)
			switch n.(type) {
			case ast.Name, ast.Value:
				l.Poll.Hold(nodeBytes)
				all = append(all, n)
			}
		}
	}
	poll.Sort(l.Poll, all, func(a, b ast.Node) int { return cmp.Compare(a.Span().Start, b.Span().Start) })
	return all
}

func (l *linter) hasInvisible(source *ast.Source, n ast.Node, runs []ast.Span) {
	what, span := "text", n.Span()
	var fixes []diag.Fix
	switch n.(type) {
	case ast.Comment:
		what, span = "comment", runs[0]
		fixes = takeOut(source, runs, true)
	case ast.Name:
		what = "name" // which is written in other places too
	default:
		fixes = takeOut(source, runs, false)
	}
	r, _ := utf8.DecodeRuneInString(source.Slice(runs[0]))
	count := 0
	for _, run := range runs {
		count += utf8.RuneCountInString(source.Slice(run))
	}
	message := fmt.Sprintf("this %s contains an invisible character (U+%04X)", what, r)
	if count > 1 {
		message = fmt.Sprintf("this %s contains %d invisible characters (the first one is U+%04X)", what, count, r)
	}
	l.warn(diag.LookAlike, diag.Location{Source: source, Span: span}, message).Fixes = fixes
}

// maxTakenOut is the number of places from which a fix removes characters. A text with more
// is not a slip, and its report would be long.
const maxTakenOut = 100

// takeOut returns the fix that takes characters out. In a comment, that is safe.
func takeOut(source *ast.Source, runs []ast.Span, safe bool) []diag.Fix {
	if len(runs) > maxTakenOut {
		return nil
	}
	fix := diag.Fix{Text: "remove it", Safe: safe}
	if len(runs) > 1 || utf8.RuneCountInString(source.Slice(runs[0])) > 1 {
		fix.Text = "remove them"
	}
	for _, run := range runs {
		fix.Edits = append(fix.Edits, diag.Edit{Location: diag.Location{Source: source, Span: run}})
	}
	return []diag.Fix{fix}
}
