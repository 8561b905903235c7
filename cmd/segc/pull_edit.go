//go:build !nonet

package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/directive"
	"github.com/segc-lang/segc/internal/edit"
	"github.com/segc-lang/segc/internal/format"
	"github.com/segc-lang/segc/rulesjson"
)

// edited returns the text of a file with some properties as the segment has
// them, and the body that it gives. The text is compiled, and is refused if it
// says anything else than that, or lacks a comment.
func (p *puller) edited(ctx context.Context, c pulled, properties []string) (string, *rulesjson.Segment, error) {
	want := c.wanted(properties)
	var others []attempt
	var problems error
	for source, err := range p.sources(ctx, c, properties) {
		if err != nil {
			return "", nil, err
		}
		a, err := p.attempt(ctx, c, source, properties)
		switch {
		case err != nil:
			problems = errors.Join(problems, err)
		case plan.Hashes(a.body) == want:
			return a.text, a.body, nil
		default:
			others = append(others, a)
		}
	}
	if slices.Contains(properties, "rules") {
		// If no rule gives exactly these rules, for example because a condition is in
		// them twice, compare with what the decompiled rule gives: it means the same.
		for _, a := range slices.Backward(others) {
			alone, err := compiledAt(ctx, a.source, c.name)
			if err != nil {
				problems = errors.Join(problems, err)
				continue
			}
			want.Rules = plan.Hashes(alone).Rules
			if plan.Hashes(a.body) == want {
				return a.text, a.body, nil
			}
		}
	}
	if ctx.Err() != nil {
		return "", nil, ctx.Err()
	}
	reason := ""
	if problems != nil {
		reason = " (" + strings.ReplaceAll(problems.Error(), "\n", "; ") + ")"
	}
	return "", nil, &unmergedError{fmt.Sprintf("%s is left alone: segc cannot edit in %s without changing anything other than that%s; "+
		"edit the file by hand, or move it away and pull again", c.label(), listed(properties), reason)}
}

// attempt is a file with properties from a source, and the body that it gives.
type attempt struct {
	source *segc.Program
	text   string
	body   *rulesjson.Segment
}

var errRest = errors.New("a comment or the id would be lost")

func (p *puller) attempt(ctx context.Context, c pulled, source string, properties []string) (attempt, error) {
	from, err := p.loaded(ctx, source, c.name, c.decompileOptions(), &c.in)
	if err != nil {
		return attempt{}, err
	}
	text, err := c.splice(from, properties)
	if err != nil {
		return attempt{}, err
	}
	program, err := p.loaded(ctx, text, c.name, segc.DecompileOptions{Params: c.in.params}, &c.in)
	if err != nil {
		return attempt{}, err
	}
	if !keepsRest(c.file(), program.Files()[0]) {
		return attempt{}, errRest
	}
	if err := c.keepsOthers(ctx, program); err != nil {
		return attempt{}, err
	}
	body, err := c.ruleCompiled(ctx, program)
	return attempt{from, text, body}, err
}

// ruleCompiled returns the body that a program gives for the rule of the same number in its file.
func (c *pulled) ruleCompiled(ctx context.Context, program *segc.Program) (*rulesjson.Segment, error) {
	rules := program.Rules()
	if len(rules) == len(c.program.Rules()) {
		result, list := rules[c.number].Compile(ctx)
		if result == nil {
			return nil, fmt.Errorf("%s would not compile: %w", c.label(), list.Err())
		}
		body, list := result.Body(rulesjson.Segment{})
		if body == nil {
			return nil, fmt.Errorf("%s would not compile: %w", c.label(), list.Err())
		}
		return body, nil
	}
	return nil, fmt.Errorf("%s would not compile: %w", c.label(), edit.ErrShape)
}

var errOthers = errors.New("another segment of the file would change")

// keepsOthers reports whether the other segments of an edited file say what they said.
func (c *pulled) keepsOthers(ctx context.Context, program *segc.Program) error {
	old, rules := c.program.Rules(), program.Rules()
	if len(old) == 1 {
		return nil
	}
	if len(old) != len(rules) {
		return errOthers
	}
	before, _ := c.program.Compile(ctx)
	after, list := program.Compile(ctx)
	for i := range old {
		if i == c.number {
			continue
		}
		if after[i] == nil {
			return list.Err()
		}
		mine, _ := before[i].Body(rulesjson.Segment{})
		edited, _ := after[i].Body(rulesjson.Segment{})
		if mine == nil || edited == nil || !plan.Equal(mine, edited) {
			return errOthers
		}
	}
	return nil
}

// wanted returns the hashes of a file with some properties from the segment.
func (c *pulled) wanted(properties []string) lock.Hashes {
	want, theirs := plan.Hashes(c.mine), plan.Hashes(c.theirs)
	for _, name := range properties {
		*want.Of(name) = *theirs.Of(name)
	}
	return want
}

// sources returns the segment as files from which the properties can be taken,
// the best first. Names in them are those that the file has.
func (p *puller) sources(ctx context.Context, c pulled, properties []string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		rules := slices.Contains(properties, "rules")
		if !rules && !slices.Contains(properties, "lists") {
			yield(header(c.theirs), nil)
			return
		}
		options := c.decompileOptions()
		body := *colored(c.theirs)
		if !rules {
			body.Rules = c.mine.Rules
		}
		text, err := decompiled(ctx, &body, options)
		switch {
		case err == nil && !yield(text, nil):
		case err != nil && rules:
			yield("", guarded(p.catalogError(err), c.label(), true))
		case !rules:
			if ctx.Err() == nil {
				yield(header(c.theirs), nil) // the lists by their ids
			}
		default:
			options.Exact = true
			if text, err := decompiled(ctx, &body, options); err == nil {
				yield(plainReason+"\n"+text, nil)
			}
		}
	}
}

// header writes what a segment has beside its rules, with the lists by their ids.
func header(b *rulesjson.Segment) string {
	text := func(text string) ast.Value { return ast.Value{Kind: ast.String, Text: text} }
	lists := make([]ast.Value, len(b.Lists))
	for i, id := range b.Lists {
		lists[i] = text(strings.ToLower(id))
	}
	s := &ast.Segment{Name: text(b.Name), Properties: []ast.Property{
		{Kind: ast.PropertyColor, Values: []ast.Value{text(b.Color)}},
		{Kind: ast.PropertyLists, Values: lists},
	}}
	if strings.TrimSpace(b.Description) != "" {
		s.Properties = append(s.Properties, ast.Property{Kind: ast.PropertyDescription, Values: []ast.Value{text(b.Description)}})
	}
	return string(format.Format(&ast.File{Statements: []ast.Statement{s}}, 0))
}

// splice returns the text of a file with some properties from another one.
func (c *pulled) splice(source *segc.Program, properties []string) (string, error) {
	mine, theirs, lists := c.file(), source.Files()[0], listsIn(source)
	text, err := edit.Take(mine, c.segment(), theirs, properties, func(list ast.Value) []string {
		if list.Kind != ast.Word {
			return []string{strings.ToLower(list.Text)}
		}
		return lists[list.Text]
	})
	if err != nil {
		return "", err
	}
	switch {
	case !directive.In(theirs, directive.Plain) || c.plain():
		return text, nil
	case len(c.program.Rules()) == 1:
		return edit.Comment(text, plainReason), nil
	}
	return edit.CommentIn(parsed(text), c.segment(), plainReason)
}

// plain reports whether a comment of the file says that the rule is compiled as written: one of
// several has its own below its header, or one above all.
func (c *pulled) plain() bool {
	places := directive.Places(c.file(), directive.Plain)
	if len(c.program.Rules()) == 1 {
		return len(places) > 0
	}
	header, first, next := c.rule.Location().Span.Start, math.MaxInt, math.MaxInt
	for _, rule := range c.program.Rules() {
		start := rule.Location().Span.Start
		if first = min(first, start); start > header {
			next = min(next, start)
		}
	}
	return slices.ContainsFunc(places, func(at ast.Span) bool {
		return at.Start < first || at.Start > header && at.Start < next
	})
}

// listsIn returns the ids of the lists that a program has names for.
func listsIn(program *segc.Program) map[string][]string {
	lists := map[string][]string{}
	for name := range program.Names() {
		if name.Kind == segc.NameList {
			lists[name.Text] = name.IDs
		}
	}
	return lists
}

func parsed(text string) *ast.File {
	file, _ := grammar.Parse(ast.NewSource("", text), grammar.Options{})
	return file
}

// keepsRest reports whether an edited file has all comments that it had, and the
// ids of its headers.
func keepsRest(old, edited *ast.File) bool {
	count := map[string]int{}
	for _, c := range edited.Comments {
		count[strings.TrimSpace(c.Text)]++
	}
	for _, c := range old.Comments {
		if count[strings.TrimSpace(c.Text)]--; count[strings.TrimSpace(c.Text)] < 0 {
			return false
		}
	}
	return slices.EqualFunc(headersIn(old), headersIn(edited), func(a, b *ast.Segment) bool { return idIn(a) == idIn(b) })
}

// idIn returns the id of a header; "" when there is none.
func idIn(header *ast.Segment) string {
	for _, property := range header.Properties {
		if property.Kind == ast.PropertyID && len(property.Values) == 1 {
			return strings.ToLower(property.Values[0].Text)
		}
	}
	return ""
}

// headerOfRule returns the header of a rule as it is written; an empty one when there is none.
func headerOfRule(rule *segc.Rule) *ast.Segment {
	at := rule.Location()
	for _, s := range rule.Program().Files()[0].Statements {
		if header, ok := s.(*ast.Segment); ok && header.At == at.Span {
			return header
		}
	}
	return &ast.Segment{}
}

// segment returns the number of the header of the rule among those of the file.
func (c *pulled) segment() int {
	n := 0
	for _, s := range c.file().Statements {
		if header, ok := s.(*ast.Segment); ok && !header.Broken && header.At.Start < c.rule.Location().Span.Start {
			n++
		}
	}
	return n
}

// headerOf returns the header of a file; an empty one when there is none.
func headerOf(file *ast.File) *ast.Segment {
	for _, s := range file.Statements {
		if header, ok := s.(*ast.Segment); ok && !header.Broken {
			return header
		}
	}
	return &ast.Segment{}
}
