package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/edit"
	"github.com/segc-lang/segc/internal/format"
	"github.com/segc-lang/segc/internal/lock"
	"github.com/segc-lang/segc/internal/plan"
	"github.com/segc-lang/segc/internal/rule"
)

// edited returns the text of a file with some properties as the segment has
// them, and the body that it gives. The text is compiled, and is refused if it
// says anything else than that, or lacks a comment.
func (p *puller) edited(ctx context.Context, c pulled, properties []string) (string, *rule.Body, error) {
	all, err := p.renderings(ctx, c, properties)
	if err != nil {
		return "", nil, err
	}
	var second rendering // means the same as the document and is another one
	var problem error
	for _, v := range all {
		text, err := p.splice(ctx, c, v, properties)
		if err != nil {
			problem = errors.Join(problem, err)
			continue
		}
		body, err := p.compiled(ctx, text, c.name, segc.DecompileOptions{})
		if err != nil {
			problem = errors.Join(problem, err)
			continue
		}
		if !keepsRest(c.in.text, text) {
			continue
		}
		switch want := c.wanted(properties); {
		case plan.Hashes(body) == want:
			return text, body, nil
		case v.body != nil && second.body == nil:
			if want.Rules = plan.Hashes(v.body).Rules; plan.Hashes(body) == want {
				second = rendering{text, body}
			}
		}
	}
	switch {
	case ctx.Err() != nil:
		return "", nil, ctx.Err()
	case second.body != nil:
		return second.text, second.body, nil
	}
	reason := ""
	if problem != nil {
		reason = " (" + strings.ReplaceAll(problem.Error(), "\n", "; ") + ")"
	}
	return "", nil, &unmergedError{fmt.Sprintf("%s is left alone: segc cannot bring in %s without changing anything else%s; "+
		"edit the file by hand, or move it away and pull again", c.name, listed(properties), reason)}
}

// wanted returns the hashes of a file with some properties from the segment.
func (c *pulled) wanted(properties []string) lock.Hashes {
	want, theirs := plan.Hashes(c.mine), plan.Hashes(c.theirs)
	for _, name := range properties {
		*want.Of(name) = *theirs.Of(name)
	}
	return want
}

// renderings returns the segment as files from which the properties can be taken,
// the best first. Names in them are those that the file has.
func (p *puller) renderings(ctx context.Context, c pulled, properties []string) ([]rendering, error) {
	if !slices.Contains(properties, "rules") && !slices.Contains(properties, "lists") {
		return []rendering{{text: header(c.theirs)}}, nil
	}
	options := decompileOptions(c.in)
	body := *c.theirs
	if !slices.Contains(properties, "rules") {
		body.Rules = c.mine.Rules
	}
	first, err := p.write(ctx, &body, c.name, options)
	if err != nil {
		return nil, err
	}
	all := []rendering{first}
	if slices.Contains(properties, "rules") && !strings.HasPrefix(first.text, segc.PlainComment) {
		if plain, err := p.writePlain(ctx, &body, c.name, options); err == nil {
			all = append(all, plain)
		}
	}
	return all, nil
}

// header writes what a segment has beside its rules and lists.
func header(b *rule.Body) string {
	text := func(text string) ast.Value { return ast.Value{Kind: ast.String, Text: text} }
	s := &ast.Segment{Name: text(b.Name), Properties: []ast.Property{{Kind: ast.PropertyColor, Values: []ast.Value{text(b.Color)}}}}
	if strings.TrimSpace(b.Description) != "" {
		s.Properties = append(s.Properties, ast.Property{Kind: ast.PropertyDescription, Values: []ast.Value{text(b.Description)}})
	}
	return string(format.Format(&ast.File{Statements: []ast.Statement{s}}, 0))
}

// splice returns the text of a file with some properties from another one.
func (p *puller) splice(ctx context.Context, c pulled, v rendering, properties []string) (string, error) {
	mine, theirs := parsed(c.in.text), parsed(v.text)
	text, err := edit.Take(mine, theirs, properties, func(list ast.Value) []string {
		return p.listIDs(ctx, c, v, theirs, list)
	})
	if err != nil {
		return "", err
	}
	if hasPlainComment(theirs) && !hasPlainComment(mine) {
		text = edit.Comment(text, plainReason)
	}
	return text, nil
}

// listIDs returns the ids for which a value of `lists` stands. Those of a name
// are what the compiler makes of it.
func (p *puller) listIDs(ctx context.Context, c pulled, v rendering, theirs *ast.File, list ast.Value) []string {
	if list.Kind != ast.Word {
		return []string{strings.ToLower(list.Text)}
	}
	word := list.Text
	if !grammar.IsPlainName(word) {
		word = "`" + word + "`"
	}
	text := ""
	for _, property := range headerOf(theirs).Properties {
		if values := property.Values; property.Kind == ast.PropertyLists && len(values) > 0 {
			text = v.text[:values[0].At.Start] + word + v.text[values[len(values)-1].At.End:]
		}
	}
	body, err := p.compiled(ctx, text, c.name, decompileOptions(c.in))
	if err != nil {
		return nil
	}
	return body.Lists
}

func parsed(text string) *ast.File {
	file, _ := grammar.Parse(ast.NewSource("", text), grammar.Options{})
	return file
}

// hasPlainComment reports whether a file asks to be compiled as written.
func hasPlainComment(file *ast.File) bool {
	return slices.ContainsFunc(file.Comments, func(c ast.Comment) bool {
		words := strings.Fields(strings.TrimPrefix(c.Text, "#"))
		return len(words) > 0 && words[0] == strings.TrimPrefix(segc.PlainComment, "# ")
	})
}

// keepsRest reports whether an edited text has all comments that it had, and the
// id of its header.
func keepsRest(before, after string) bool {
	count := map[string]int{}
	old, edited := parsed(before), parsed(after)
	for _, c := range edited.Comments {
		count[strings.TrimSpace(c.Text)]++
	}
	for _, c := range old.Comments {
		if count[strings.TrimSpace(c.Text)]--; count[strings.TrimSpace(c.Text)] < 0 {
			return false
		}
	}
	return headerID(old) == headerID(edited)
}

// headerID returns the id of the header; "" when there is none.
func headerID(file *ast.File) string {
	for _, property := range headerOf(file).Properties {
		if property.Kind == ast.PropertyID && len(property.Values) == 1 {
			return strings.ToLower(property.Values[0].Text)
		}
	}
	return ""
}

// headerOf returns the header of a file; an empty one when there is none.
func headerOf(file *ast.File) *ast.Segment {
	for _, s := range file.Statements {
		if header, ok := s.(*ast.Segment); ok {
			return header
		}
	}
	return &ast.Segment{}
}
