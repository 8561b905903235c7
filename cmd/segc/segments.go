package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"golang.org/x/text/unicode/norm"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/suggest"
	"github.com/segc-lang/segc/internal/tree"
	unicodename "github.com/segc-lang/segc/internal/visible"
)

// addSegmentFlag adds the flag that takes one segment of a file with several.
func addSegmentFlag(cmd *cobra.Command, segment *string) {
	cmd.Flags().StringVar(segment, "segment", "", "take the segment called `NAME` from a file with several")
	complete(cmd, "segment")
}

// resultFor compiles the rule of a text: the only one, or that of the segment with a name. Without
// a result, the list has an error.
func resultFor(ctx context.Context, in input, options segc.Options, segment string) (*segc.Result, diag.List) {
	if segment == "" {
		return segc.Compile(ctx, in.text, options)
	}
	program, _ := segc.Load(ctx, in.text, options)
	return resultIn(ctx, in, program, options, segment)
}

// resultIn is resultFor for a text that was loaded.
func resultIn(ctx context.Context, in input, program *segc.Program, options segc.Options, segment string) (*segc.Result, diag.List) {
	rules := program.Rules()
	if segment == "" {
		if len(rules) > 1 {
			return segc.Compile(ctx, in.text, options) // which says what they are
		}
		results, list := program.Compile(ctx)
		if len(results) == 0 {
			return nil, list
		}
		return results[0], list
	}
	for _, rule := range rules {
		if unicodename.Name(rule.Name()) == unicodename.Name(segment) {
			return rule.Compile(ctx)
		}
	}
	_, list := program.Compile(ctx)
	if list.HasErrors() {
		return nil, list
	}
	return nil, append(list, noSegment(program, segment))
}

// noSegment says that no segment of a text has a name.
func noSegment(program *segc.Program, segment string) diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.SeveralRules, Message: fmt.Sprintf("no segment of this file is called %q", segment)}
	d.Location.Source = program.Files()[0].Source
	if isBareRule(program) {
		d.Notes = []string{"it has a rule without a segment"}
		return d
	}
	const most = 12
	var all, shown []string
	for i, rule := range program.Rules() {
		if all = append(all, rule.Name()); i < most {
			shown = append(shown, strconv.Quote(rule.Name()))
		}
	}
	if more := len(all) - len(shown); more > 0 {
		shown = append(shown, strconv.Itoa(more)+" more")
	}
	if nearest, ok := suggest.Nearest(segment, all); ok {
		d.Notes = append(d.Notes, fmt.Sprintf("the nearest name is %q", nearest))
	}
	if len(shown) > 0 {
		d.Notes = append(d.Notes, "the names are "+english.Some(shown, len(shown)))
	}
	return d
}

// isMany reports whether a text defines more segments than its file alone can name: it has
// several, or a `for`.
func isMany(program *segc.Program) bool {
	rules := program.Rules()
	return len(rules) > 1 || len(rules) == 1 && rules[0].Instance() != nil
}

// slugOf returns the part of a file name for a segment: the letters and digits of the segment's
// name in lower case, with a hyphen for everything between them.
func slugOf(name string) string {
	const most = 80 // bytes
	var b strings.Builder
	gap := false
	lower := norm.NFC.String(strings.ToLower(name))
	for i, r := range lower {
		mark := unicode.IsMark(r) && b.Len() > 0 && !gap
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !mark || inert.Hidden(lower, i) { // some letters are fillers, which nobody sees
			gap = b.Len() > 0
			continue
		}
		size := utf8.RuneLen(r)
		if gap {
			size++
		}
		if b.Len()+size > most {
			break
		}
		if gap {
			b.WriteByte('-')
		}
		b.WriteRune(r)
		gap = false
	}
	if b.Len() == 0 {
		sum := sha256.Sum256([]byte(name))
		return hex.EncodeToString(sum[:6])
	}
	return b.String()
}

// outputsOf says where each document goes; "" is standard output. Two names that a file system
// may take for one are refused before anything is written.
func outputsOf(products []product, sources []fs.FileInfo, flags *compileFlags) error {
	if flags.outDir == "" {
		for i := range products {
			if flags.output != "-" {
				products[i].output = flags.output
			}
			if err := refuseSource(products[i].output, sources); err != nil {
				return err
			}
		}
		return nil
	}
	taken := map[string]*product{}
	for i := range products {
		p := &products[i]
		name := p.source.output
		if p.segment != "" {
			name += "." + slugOf(p.segment)
		}
		name += cmp.Or(flags.extension, ".json")
		if err := tree.Portable(filepath.ToSlash(name)); errors.Is(err, tree.ErrDevice) {
			return fmt.Errorf("%s would become %s, which %w; rename the rule", p.named(), named(name), err)
		}
		p.output = filepath.Join(flags.outDir, name)
		if isManifest(flags.outDir, p.output) {
			return fmt.Errorf("%s would become %s, where segc notes what it wrote; rename the rule", p.named(), named(p.output))
		}
		key := foldedName(p.output)
		if other := taken[key]; other != nil {
			hint := "give the folder that holds both, or compile them one by one"
			if p.segment != "" || other.segment != "" {
				hint = "give one of the two another name"
			}
			return fmt.Errorf("%s and %s would both become %s; %s", other.named(), p.named(), named(p.output), hint)
		}
		taken[key] = p
		if err := refuseSource(p.output, sources); err != nil {
			return err
		}
	}
	return nil
}

// severalIn says that a text has several segments where one is expected.
func severalIn(program *segc.Program, list diag.List) diag.List {
	rules := program.Rules()
	if list.HasErrors() || len(rules) < 2 {
		return list
	}
	return append(list, diag.Diagnostic{
		Code: diag.SeveralRules, Location: rules[1].Location(),
		Message: fmt.Sprintf("this file has %d segments, but only one can be used here", len(rules)),
	})
}

// explainSeveral adds to diagnostics how a command that writes or sends takes all segments of a file.
func explainSeveral(list diag.List) diag.List {
	for i := range list {
		if d := &list[i]; d.Code == diag.SeveralRules && d.Location.Span.Start > 0 {
			d.Notes = append(d.Notes, "`--out-dir` and `--emit segments` write all, and `segc apply` sends all")
		}
	}
	return list
}

// explainBare adds to what is said of a rule without a segment that it may need none.
func explainBare(program *segc.Program, list diag.List) diag.List {
	for i := range list {
		if d := &list[i]; d.Code == diag.MissingProperty && isBareRule(program) {
			d.Notes = append(d.Notes, "a rule that is a part of others needs none: plan it with the files that use it, or leave it out in .segcignore")
		}
	}
	return list
}

// named returns how a product is called in a sentence.
func (p *product) named() string {
	if p.segment == "" {
		return named(p.source.name)
	}
	return fmt.Sprintf("the segment %q of %s", p.segment, named(p.source.name))
}

// nameOf returns the name of the segment of a result.
func nameOf(result *segc.Result) string {
	rule, _ := result.Rule()
	return rule.Name()
}
