package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/describe"
)

// errDifferent says that two rules differ, which was shown.
var errDifferent = errors.New("the rules differ")

// errTrouble says that a comparison was not possible, and that the reason was
// shown.
var errTrouble = errors.New("the rules could not be compared")

const diffLong = `Diff says whether two rules match the same contacts, and if not, which contact
differs. Each side is a .seg file, a rules_json, or the body or the answer of the
segments API; one of them may be - for standard input.

Two files with several segments are compared segment by segment, by their names.
With --segment, only the one of that name is.

The verdict is how the new rule relates to the old one: same, narrower, wider,
overlapping or disjoint. What it excludes never happens. If a contact enters or
leaves only with one answer to a question that the platform's documentation leaves
open, the output says with which.

Exit codes: 0 the same, 1 different, 2 one of them has errors, cannot be read, or
the comparison is too much to decide.`

const diffExample = `  segc diff old.seg new.seg
  git show HEAD:vip.seg | segc diff - vip.seg
  segc diff vip.seg build/vip.json
  segc diff --format json old.seg new.seg | jq .enters.contact`

func (a *app) diffCommand() *cobra.Command {
	var flags inputFlags
	var format, segment string
	cmd := &cobra.Command{
		Use:     "diff [flags] OLD NEW",
		Short:   "Say whether two rules match the same contacts",
		Long:    diffLong,
		Example: diffExample,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) != 2:
				return fmt.Errorf("`segc diff` takes two rules, not %d", len(args))
			case args[0] == "-" && args[1] == "-":
				return errors.New("only one of the two can come from standard input")
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"seg", "json"}, cobra.ShellCompDirectiveFilterFileExt
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.diff(cmd.Context(), args, flags, format, segment)
		},
	}
	cmd.Flags().SortFlags = false
	a.formats(cmd, &format, "output", "how to write the result", "text", "json")
	addSegmentFlag(cmd, &segment)
	a.addInputFlags(cmd, &flags)
	a.addReportFlags(cmd)
	return cmd
}

func (a *app) diff(ctx context.Context, args []string, flags inputFlags, format, segment string) error {
	rules := make([]input, 2)
	var problems []error
	for i, arg := range args {
		inputs, err := a.argument(arg, flags, map[string]bool{})
		if err != nil {
			problems = append(problems, err)
			continue
		}
		if len(inputs) != 1 || inputs[0].walked {
			return fmt.Errorf("%s is a folder, but diff compares two files", named(arg))
		}
		if err := a.whole(&inputs[0]); err != nil {
			return a.unreadable(err)
		}
		rules[i] = inputs[0]
	}
	if len(problems) > 0 {
		return a.unreadable(errors.Join(problems...))
	}
	if err := a.checkSet(ctx, rules); err != nil {
		return err
	}
	if segment == "" && (hasMany(ctx, rules[0]) || hasMany(ctx, rules[1])) {
		return a.diffSegments(ctx, rules, args, format)
	}
	difference, list := differenceOf(ctx, rules[0], rules[1], segment)
	if difference == nil {
		return errors.Join(a.show(a.err, list), errTrouble)
	}
	if err := a.writeDifference(difference, args, format); err != nil {
		return err
	}
	if difference.Verdict != segc.Same {
		return errDifferent
	}
	return nil
}

// anyGroups is more groups than a document can have: nothing is written, and so nobody has
// to read them.
const anyGroups = math.MaxInt32

// differenceOf compares two inputs. Without a difference, the list says why.
func differenceOf(ctx context.Context, old, changed input, segment string) (*segc.Difference, diag.List) {
	a, list := resultOf(ctx, old, anyGroups, segmentIn(ctx, old, segment))
	if ctx.Err() != nil && a == nil {
		return nil, list
	}
	b, more := resultOf(ctx, changed, anyGroups, segmentIn(ctx, changed, segment))
	if ctx.Err() != nil && b == nil {
		return nil, more
	}
	if list = append(errorsIn(list), errorsIn(more)...); len(list) > 0 {
		return nil, list
	}
	return compared(ctx, a, b)
}

// compared compares two results. Without a difference, the list says why.
func compared(ctx context.Context, old, changed *segc.Result) (*segc.Difference, diag.List) {
	difference, err := segc.Diff(ctx, old, changed)
	switch {
	case err == nil:
		return difference, nil
	case errors.Is(err, segc.ErrUndecided):
		return nil, diag.List{{Code: diag.DiffUndecided, Message: err.Error()}}
	}
	if d := (diag.Diagnostic{}); errors.As(err, &d) {
		return nil, diag.List{d}
	}
	return nil, diag.List{{Code: diag.Interrupted, Message: err.Error(), Cause: err}}
}

func (a *app) writeDifference(d *segc.Difference, args []string, format string) error {
	if format == "json" {
		return a.writeJSON("standard output", d)
	}
	var b bytes.Buffer
	differenceText(&b, d, args)
	return writeTo(a.out, "standard output", b.Bytes())
}

// differenceText writes a comparison for people.
func differenceText(b *bytes.Buffer, d *segc.Difference, args []string) {
	described := describe.Difference{Verdict: string(d.Verdict), Enters: d.Enters, Leaves: d.Leaves}
	for _, r := range d.ByReading {
		described.ByReading = append(described.ByReading, describe.ReadingVerdict{Reading: r.Reading, Verdict: string(r.Verdict)})
	}
	described.Text(b, args[0], args[1])
}
