package lint

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// ignore is a comment that silences a warning: # segc:ignore SEG501 reason. It
// speaks of its own line, or of the next one when it stands alone.
type ignore struct {
	comment ast.Comment
	code    diag.Code
	line    int
	used    bool
}

const ignoreWord = "segc:ignore"

// Silence drops the warnings of a file that its comments silence.
func Silence(file *ast.File, list diag.List) diag.List {
	if len(list) == 0 || len(file.Comments) == 0 {
		return list
	}
	ignores, _ := findIgnores(file)
	return drop(file.Source, ignores, list)
}

// drop returns the list without what is ignored.
func drop(source *ast.Source, ignores []*ignore, list diag.List) diag.List {
	var kept diag.List
	for _, d := range list {
		if !silenced(source, ignores, d) {
			kept = append(kept, d)
		}
	}
	return kept
}

// Ignore drops the warnings of a file that its comments silence, and adds a
// warning for each comment that silences nothing or gives no reason.
func Ignore(file *ast.File, list diag.List) diag.List {
	ignores, problems := findIgnores(file)
	if len(ignores) == 0 && len(problems) == 0 {
		return list
	}
	kept := drop(file.Source, ignores, list)
	for _, i := range ignores {
		if !i.used {
			place := at(file.Source, i.comment)
			problems = append(problems, diag.Diagnostic{
				Severity: diag.Warning, Code: diag.UselessIgnore, Location: place,
				Message: fmt.Sprintf("there is no warning %s here to ignore", i.code),
				Fixes:   []diag.Fix{{Text: "take the comment out", Safe: true, Edits: []diag.Edit{{Location: place}}}},
			})
		}
	}
	return append(kept, problems...)
}

func silenced(source *ast.Source, ignores []*ignore, d diag.Diagnostic) bool {
	if d.Severity != diag.Warning || d.Location.Source != source {
		return false
	}
	line := source.Position(d.Location.Span.Start).Line
	hit := false
	for _, i := range ignores {
		if i.code == d.Code && i.line == line {
			i.used, hit = true, true
		}
	}
	return hit
}

func findIgnores(file *ast.File) (ignores []*ignore, problems diag.List) {
	for _, c := range file.Comments {
		text, ok := strings.CutPrefix(strings.TrimSpace(strings.TrimPrefix(c.Text, "#")), ignoreWord)
		if !ok {
			continue
		}
		fields := strings.Fields(text)
		place := at(file.Source, c)
		switch {
		case len(fields) == 0:
			problems = append(problems, diag.Diagnostic{
				Severity: diag.Warning, Code: diag.UselessIgnore, Location: place, Message: "which warning is to be ignored?",
				Notes: []string{"for example `# segc:ignore SEG501 it reads well`"},
			})
			continue
		case len(fields) == 1:
			problems = append(problems, diag.Diagnostic{
				Severity: diag.Warning, Code: diag.UselessIgnore, Location: place, Message: "say why " + fields[0] + " is ignored, for who reads this next",
			})
		}
		line := file.Source.Position(c.At.Start).Line
		if text, start := file.Source.Line(line); strings.TrimSpace(text[:c.At.Start-start]) == "" {
			line = nextLine(file, line)
		}
		ignores = append(ignores, &ignore{comment: c, code: diag.Code(fields[0]), line: line})
	}
	return ignores, problems
}

// nextLine returns the next line that has more than a comment.
func nextLine(file *ast.File, line int) int {
	for {
		line++
		text, start := file.Source.Line(line)
		if start >= len(file.Source.Text()) {
			return line
		}
		if text = strings.TrimSpace(text); text != "" && text[0] != '#' {
			return line
		}
	}
}
