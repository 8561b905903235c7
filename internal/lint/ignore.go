package lint

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/directive"
	"github.com/segc-lang/segc/internal/lazy"
	"github.com/segc-lang/segc/internal/poll"
)

// ignore is a comment that silences warnings: # segc:ignore SEG501 reason. It applies to
// its own line, or to the next one when it has a line of its own.
type ignore struct {
	file    *ast.File
	comment ast.Comment
	line    int
	codes   []diag.Code
	used    map[diag.Code]bool
}

// ignoreBytes is what is counted for a comment that silences something.
const ignoreBytes = 512

// ignores are the comments of some files, by what they silence.
type ignores struct {
	all     []*ignore
	byPlace map[ignored][]*ignore
}

type ignored struct {
	source *ast.Source
	line   int
	code   diag.Code
}

// Silence drops the warnings that the comments of the files silence.
func Silence(input Input, list diag.List) diag.List {
	if len(list) == 0 {
		return list
	}
	found, _ := findIgnores(input)
	kept := found.drop(input.Poll, list)
	unsettle(input, kept)
	return kept
}

// Ignore drops what Silence does, and adds a warning for each comment of the main file that
// silences nothing, or does not say what or why. The list must be complete: it has
// everything that was found in the files.
func Ignore(input Input, list diag.List) diag.List {
	found, problems := findIgnores(input)
	kept := found.drop(input.Poll, list)
	unsettle(input, kept)
	for _, d := range problems {
		if d.Location.Source == input.Main().Source {
			kept = append(kept, d)
		}
	}
	if list.HasErrors() {
		return kept // there would be more warnings without them
	}
	hasRule := slices.ContainsFunc(input.Main().Statements, func(s ast.Statement) bool {
		_, ok := s.(*ast.Where)
		return ok
	})
	for _, i := range found.all {
		input.Poll.Step(16)
		if i.file == input.Main() {
			kept = append(kept, i.useless(input, hasRule)...)
		}
	}
	return kept
}

// drop returns the list without what is ignored.
func (found *ignores) drop(p *poll.Poll, list diag.List) diag.List {
	if len(found.all) == 0 {
		return list
	}
	var kept diag.List
	for _, d := range list {
		p.Step(32)
		if !found.silence(d) {
			kept = append(kept, d)
		}
	}
	return kept
}

func (found *ignores) silence(d diag.Diagnostic) bool {
	if d.Severity != diag.Warning || d.Location.Source == nil {
		return false
	}
	line := d.Location.Source.LineOf(d.Location.Span.Start)
	hits := found.byPlace[ignored{d.Location.Source, line, d.Code}]
	for _, i := range hits {
		i.used[d.Code] = true
	}
	return len(hits) > 0
}

// useless warns of the codes of a comment that silenced nothing.
func (i *ignore) useless(input Input, hasRule bool) diag.List {
	var list diag.List
	for _, code := range i.codes {
		if i.used[code] || !input.looksFor(code, hasRule) {
			continue
		}
		list = append(list, diag.Diagnostic{
			Severity: diag.Warning, Code: diag.UselessIgnore, Location: at(i.file.Source, i.comment),
			Message: fmt.Sprintf("%s is not reported here, so nothing is ignored", code),
		})
	}
	if len(list) == len(i.codes) {
		fix := diag.Fix{Text: "remove the comment", Safe: true, Edits: []diag.Edit{{Location: i.whole()}}}
		for n := range list {
			list[n].Fixes = []diag.Fix{fix}
		}
	}
	return list
}

// whole returns the place of the comment with the blanks before it, and with its line when
// nothing else is on it.
func (i *ignore) whole() diag.Location {
	source, span := i.file.Source, i.comment.Span()
	text := source.Text()
	span.Start = len(strings.TrimRight(text[:span.Start], " \t"))
	if span.Start == 0 || text[span.Start-1] == '\n' || text[span.Start-1] == '\r' {
		rest := text[span.End:]
		rest = strings.TrimPrefix(rest, "\r")
		span.End = len(text) - len(strings.TrimPrefix(rest, "\n"))
	}
	return diag.Location{Source: source, Span: span}
}

// looksFor reports whether a warning would have been given if there was reason
// to. Some are given when they are asked for, and some about a rule only: a
// part that a rule of another file makes pointless may be ignored in the
// catalog.
func (input Input) looksFor(code diag.Code, hasRule bool) bool {
	if slices.Contains(Optional(), code) && !slices.Contains(input.Enabled, code) {
		return false
	}
	return hasRule || code < diag.NoOpposite || code > diag.Internal
}

func findIgnores(input Input) (*ignores, diag.List) {
	found := &ignores{}
	var problems diag.List
	for _, file := range input.AllFiles() {
		next := lines{file: file}
		for _, c := range slices.Backward(file.Comments) {
			input.Poll.Step(16 + len(c.Text)/4)
			text, ok := directive.Cut(c, directive.Ignore)
			if !ok {
				continue
			}
			input.Poll.Step(256)
			input.Poll.Hold(ignoreBytes)
			codes, problem := parseIgnore(text)
			if problem != "" {
				problems = append(problems, complaint(file, c, problem))
			}
			if len(codes) == 0 {
				continue
			}
			i := &ignore{file: file, comment: c, codes: codes, line: next.of(c), used: map[diag.Code]bool{}}
			found.all = append(found.all, i)
			for _, code := range codes {
				place := ignored{file.Source, i.line, code}
				if found.byPlace == nil {
					found.byPlace = map[ignored][]*ignore{}
				}
				found.byPlace[place] = append(found.byPlace[place], i)
			}
		}
	}
	slices.Reverse(found.all)
	slices.Reverse(problems)
	return found, problems
}

func complaint(file *ast.File, c ast.Comment, message string) diag.Diagnostic {
	d := diag.Diagnostic{Severity: diag.Warning, Code: diag.UselessIgnore, Location: at(file.Source, c), Message: message}
	d.Notes = []string{"for example, `# segc:ignore SEG501 it reads well`"}
	return d
}

var (
	looksLikeCode = lazy.Value[*regexp.Regexp]{Make: func() *regexp.Regexp { return regexp.MustCompile(`^[\s:,]*([A-Za-z]+[0-9]+)\b`) }}
	severities    = lazy.Value[map[diag.Code]diag.Severity]{Make: func() map[diag.Code]diag.Severity {
		byCode := map[diag.Code]diag.Severity{}
		for _, code := range diag.Codes() {
			page, _ := diag.LookupPage(code)
			byCode[code] = page.Severity
		}
		return byCode
	}}
)

// parseIgnore reads the codes and the reason after segc:ignore.
func parseIgnore(text string) (codes []diag.Code, problem string) {
	const most = 1000 // codes; more are part of the reason
	for range most {
		match := looksLikeCode.Get().FindStringSubmatch(text)
		if match == nil {
			break
		}
		code := diag.Code(strings.ToUpper(match[1]))
		severity, ok := severities.Get()[code]
		if !ok && !strings.HasPrefix(string(code), "SEG") {
			break // a reason that begins with a word such as v2
		}
		text = text[len(match[0]):]
		switch {
		case !ok:
			problem = fmt.Sprintf("there is no code %s; `segc explain` lists them", match[1])
		case severity == diag.Error:
			problem = fmt.Sprintf("%s is an error, and only warnings can be ignored", code)
		case !slices.Contains(codes, code):
			codes = append(codes, code)
		}
	}
	reason := strings.Trim(text, " \t\r:,;.-–—")
	switch {
	case problem != "":
	case len(codes) == 0:
		problem = "say which warning to ignore"
	case reason == "":
		problem = fmt.Sprintf("say why %s is ignored, so that the next reader knows", codes[0])
	}
	return codes, problem
}

// lines finds the line that a comment speaks of, from the last comment of a
// file to the first.
type lines struct {
	file  *ast.File
	known map[int]int // by line: the next line that has more than a comment
}

func (l *lines) of(c ast.Comment) int {
	line := l.file.Source.LineOf(c.At.Start)
	_, start := l.file.Source.Line(line)
	if before := l.file.Source.Slice(ast.Span{Start: start, End: c.At.Start}); strings.TrimSpace(before) != "" {
		return line
	}
	next := line
	for {
		next++
		if found, ok := l.known[next]; ok {
			next = found
			break
		}
		text, start := l.file.Source.Line(next)
		if text = strings.TrimSpace(text); text != "" && text[0] != '#' || start >= len(l.file.Source.Text()) {
			break
		}
	}
	if l.known == nil {
		l.known = map[int]int{}
	}
	l.known[line] = next
	return next
}
