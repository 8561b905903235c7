//go:build !nonet

package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/deploy/textdiff"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/rulesjson"
)

// conflict says that a file is not changed because both sides changed the same
// properties, and shows the two.
func (p *puller) conflict(ctx context.Context, c pulled, properties []string) error {
	var b strings.Builder
	why := "both the file and the segment changed"
	if !c.locked || c.entry.Hash.IsZero() {
		why = "it differs from the segment, and the lock does not know which of the two changed:"
	}
	what := "edit the file, or take the segment's side with --force"
	if bound := boundTo(c.rule, properties); bound != "" {
		what = "edit the file by hand: " + bound
	}
	fmt.Fprintf(&b, "%s is left alone: %s %s; %s\n", c.label(), why, listed(properties), what)
	p.apart(ctx, c, properties, &b)
	return &unmergedError{b.String()}
}

// apart shows how the two sides differ in some properties.
func (p *puller) apart(ctx context.Context, c pulled, properties []string, b *strings.Builder) {
	for _, f := range plan.Differences(c.mine, c.theirs) {
		if slices.Contains(properties, f.Field) {
			f.Old, f.New = shortPair(f.Old, f.New)
			mine, theirs := f.Shown(quoted)
			fmt.Fprintf(b, "  %s: %s in the file, %s in the segment\n", f.Field, mine, theirs)
		}
	}
	if slices.Contains(properties, "rules") {
		p.rulesConflict(ctx, c, b)
	}
}

// notRewritten says that pull does not write properties of a file that depend on the day or on
// params, and shows what would be in their place.
func (p *puller) notRewritten(ctx context.Context, c pulled, properties []string, why string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s is left alone: %s; edit the file by hand\n", c.label(), why)
	p.apart(ctx, c, properties, &b)
	return &unmergedError{b.String()}
}

// maxShown is how many lines of a difference are shown.
const maxShown = 60

func quoted(text string) string { return string(jsontext.AppendString(nil, text)) }

// rulesConflict shows what of the file's rule would be lost, and how the two
// rules relate.
func (p *puller) rulesConflict(ctx context.Context, c pulled, b *strings.Builder) {
	lines := func(d *rulesjson.Document) string { return string(d.AppendJSON(nil, false)) }
	theirs, mine := lines(c.theirs.Rules), lines(c.mine.Rules)
	if text, err := decompiled(ctx, colored(c.theirs), c.decompileOptions()); err == nil {
		mine, theirs = strings.ReplaceAll(c.file().Source.Slice(c.rule.Where().At), "\r", ""), ruleText(parsed(text))
	}
	mine, theirs = plan.RulesApart(c.mine.Rules, c.theirs.Rules, mine, theirs)
	relation := compareRules(ctx, c.theirs.Rules, c.result).Verdict
	old, side := named(c.in.name), "segment"
	if c.looped() {
		alone := fmt.Sprintf("the rule of %q alone", short(c.rule.Name(), textValue))
		fmt.Fprintf(b, "  rules: the file's rule, which also makes other segments, compared with %s: %s\n", alone, relation)
		side = alone
	} else {
		fmt.Fprintf(b, "  rules: the file's rule compared with the segment's: %s\n", relation)
	}
	changes := slices.Collect(strings.Lines(textdiff.Unified(old, side, mine+"\n", theirs+"\n", 1)))
	for i, line := range changes {
		if i == maxShown {
			fmt.Fprintf(b, "  and %d more lines\n", len(changes)-i)
			break
		}
		content, ended := strings.CutSuffix(line, "\n")
		b.WriteString("  " + short(content, textValue))
		if ended {
			b.WriteString("\n")
		}
	}
}

// ruleText returns the rule of a file as it is written.
func ruleText(file *ast.File) string {
	for _, s := range file.Statements {
		if where, ok := s.(*ast.Where); ok {
			return strings.ReplaceAll(file.Source.Slice(where.At), "\r", "")
		}
	}
	return ""
}
