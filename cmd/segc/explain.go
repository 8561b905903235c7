package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/inert"
)

const explainLong = `Explain says what a rule means, or what a code means.

For a rule, which is a .seg file or a document, it says in plain English who
is in the segment, who is left out because a value is missing, and what the
platform does not document. With --at, windows become dates. If a file has
several segments, it explains all of them, or the one that --segment names.

For a code such as SEG501, it prints the page: what is wrong, with an example.
Without an argument, it explains what you pipe into it; on a terminal, it lists
the codes.`

const explainExample = `  segc explain examples/win-back.seg
  segc explain --at 2026-01-15 --format markdown rule.seg
  segc explain --format svg rule.seg > rule.svg
  segc explain SEG501
  segc explain`

func (a *app) explainCommand() *cobra.Command {
	var flags inputFlags
	var format, at, segment string
	cmd := &cobra.Command{
		Use:     "explain [flags] [FILE|CODE]",
		Short:   "Say in plain English what a rule or a code means",
		Long:    explainLong,
		Example: explainExample,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) > 1:
				return fmt.Errorf("`segc explain` takes one file or code, not %d", len(args))
			case len(args) == 1 && codeOf(args[0]) != "" && (cmd.Flags().Changed("format") || cmd.Flags().Changed("at") || cmd.Flags().Changed("set") || cmd.Flags().Changed("segment")):
				return errors.New("--format, --at, --set and --segment are for rules, not for codes")
			}
			return nil
		},
		ValidArgsFunction: func(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
			if strings.HasPrefix(strings.ToUpper(begun), "SEG") {
				var words []string
				for _, code := range diag.Codes() {
					words = append(words, string(code))
				}
				return words, cobra.ShellCompDirectiveNoFileComp
			}
			return []string{"seg", "json"}, cobra.ShellCompDirectiveFilterFileExt
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 0 && terminal(a.in):
				return a.listCodes()
			case len(args) == 0:
				args = []string{"-"}
			}
			if code := codeOf(args[0]); code != "" {
				return a.explainCode(code)
			}
			return a.explain(cmd.Context(), args[0], flags, format, at, segment)
		},
	}
	cmd.Flags().SortFlags = false
	a.formats(cmd, &format, "output", "how to write the explanation", explanationFormats()...)
	cmd.Flags().StringVar(&at, "at", "", "count windows back from `DAY`, such as 2026-01-15 or today")
	complete(cmd, "at", "today")
	addSegmentFlag(cmd, &segment)
	a.addInputFlags(cmd, &flags)
	a.addReportFlags(cmd)
	return cmd
}

func explanationFormats() []string {
	var words []string
	for _, f := range []segc.ExplanationFormat{segc.ExplainText, segc.ExplainMarkdown, segc.ExplainJSON, segc.ExplainMermaid, segc.ExplainSVG} {
		words = append(words, string(f))
	}
	return words
}

// codeOf returns the code that an argument names rather than a file, or nothing. Three digits are a
// code too, such as 501.
func codeOf(arg string) diag.Code {
	digits, ok := strings.CutPrefix(strings.ToUpper(arg), "SEG")
	if digits == "" || strings.Trim(digits, "0123456789") != "" || !ok && (len(digits) != 3 || exists(arg)) {
		return ""
	}
	return diag.Code("SEG" + digits)
}

func (a *app) explain(ctx context.Context, arg string, flags inputFlags, format, at, segment string) error {
	day, err := dayOf(at)
	if err != nil {
		return err
	}
	if at == "today" && !a.day.given.IsZero() {
		day = a.day.given.Time
	}
	if a.day.given.IsZero() {
		a.day.given.Time = day // windows and dates are counted from one day
	}
	inputs, err := a.argument(arg, flags, map[string]bool{})
	if err != nil {
		return a.unreadable(err)
	}
	if len(inputs) != 1 || inputs[0].walked {
		return errors.New("explain takes one file")
	}
	if err := a.whole(&inputs[0]); err != nil {
		return a.unreadable(err)
	}
	if err := a.checkSet(ctx, inputs); err != nil {
		return err
	}
	results, list := a.toExplain(ctx, inputs[0], format, segment)
	if len(results) == 0 {
		return errors.Join(a.show(a.err, inputs[0].explain(list)), errInput)
	}
	explanations := make([]*segc.Explanation, len(results))
	for i, result := range results {
		if explanations[i], err = result.Explain(ctx, day); err != nil {
			return err
		}
	}
	var to io.Writer = a.out
	switch format {
	case "text":
	case "json":
		to = inert.JSONWriter(a.out.Data())
	default:
		to = a.out.Data()
	}
	for i, explanation := range explanations {
		if err := a.writeExplanation(ctx, to, explanation, format, i, len(explanations)); err != nil {
			return cannot("write", "the explanation", err)
		}
	}
	return nil
}

// writeExplanation writes the explanation of one of several segments, by its number: as JSON, they
// are an array.
func (a *app) writeExplanation(ctx context.Context, to io.Writer, explanation *segc.Explanation, format string, number, count int) error {
	between, end := "", ""
	switch {
	case count == 1:
	case format != "json" && number > 0:
		between = "\n"
	case format == "json":
		between = ","
		if number == 0 {
			between = "["
		}
		if number == count-1 {
			end = "]\n"
		}
	}
	if _, err := io.WriteString(to, between); err != nil {
		return err
	}
	err := error(nil)
	if columns := a.out.Columns(); columns > 0 && format == "text" {
		err = explanation.WriteText(ctx, to, columns)
	} else {
		err = explanation.WriteContext(ctx, to, segc.ExplanationFormat(format))
	}
	if err != nil {
		return err
	}
	_, err = io.WriteString(to, end)
	return err
}

// toExplain returns the results to explain: those of all segments of a file, unless one is named. A
// picture is of one. Without results, the list says why.
func (a *app) toExplain(ctx context.Context, in input, format, segment string) ([]*segc.Result, diag.List) {
	one := func(result *segc.Result, list diag.List) ([]*segc.Result, diag.List) {
		if result == nil {
			return nil, list
		}
		return []*segc.Result{result}, list
	}
	if isJSON(in.text) {
		return one(resultOf(ctx, in, 0, segment))
	}
	options := in.options(0)
	program, _ := segc.Load(ctx, in.text, options)
	if segment != "" || format == "mermaid" || format == "svg" || len(program.Rules()) < 2 {
		return one(resultIn(ctx, in, program, options, segment))
	}
	results, list := program.Compile(ctx)
	if list.HasErrors() {
		return nil, list
	}
	return results, list
}

// whole reads the rest of a document, which may be larger than a rule.
func (a *app) whole(in *input) error {
	if len(in.text) <= grammar.MaxSize || !strings.HasPrefix(strings.TrimLeft(in.text, " \t\r\n\ufeff"), "{") {
		return nil
	}
	if in.file != "" {
		_, data, err := a.readJSON([]string{in.file})
		in.text = string(data)
		return err
	}
	_, data, err := a.readJSON(nil)
	in.text += string(data)
	return err
}

// dayOf reads the value of --at.
func dayOf(at string) (time.Time, error) {
	switch at {
	case "":
		return time.Time{}, nil
	case "today":
		return time.Now().UTC(), nil
	}
	day, err := time.Parse(time.DateOnly, at)
	if err != nil || day.IsZero() { // which stands for no day
		return day, fmt.Errorf("--at is a day such as 2026-01-15, or today, not %q", at)
	}
	return day, nil
}

func (a *app) explainCode(code diag.Code) error {
	page, ok := diag.LookupPage(code)
	if !ok {
		return fmt.Errorf("there is no code %s; `segc explain` lists them", code)
	}
	var b strings.Builder
	text := fmt.Sprintf("%s: %s (%s)\n\n%s\n", page.Code, page.Title, page.Severity, strings.TrimSpace(page.Text))
	if columns := a.out.Columns(); columns > 0 && columns < helpColumns {
		text = narrowed(text, columns)
	}
	b.WriteString(text)
	if page.Example != "" {
		fmt.Fprintf(&b, "\nExample:\n%s", indented(page.Example))
	}
	if page.Fixed != "" {
		fmt.Fprintf(&b, "\nWrite instead:\n%s", indented(page.Fixed))
	}
	return writeTo(a.out, "the page", []byte(b.String()))
}

// narrowed lays out the paragraphs of a page again, for a narrow terminal. A list stays as it is: its
// items are short.
func narrowed(page string, columns int) string {
	paragraphs := strings.Split(page, "\n\n")
	for i, text := range paragraphs {
		if !strings.Contains("\n"+text, "\n- ") {
			paragraphs[i] = strings.TrimSuffix(filled(text, columns), "\n")
		}
	}
	return strings.Join(paragraphs, "\n\n") + "\n"
}

func indented(text string) string {
	return "  " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n  ") + "\n"
}

func (a *app) listCodes() error {
	table := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	for _, code := range diag.Codes() {
		page, _ := diag.LookupPage(code)
		if _, err := fmt.Fprintf(table, "%s\t%s\t%s\n", code, page.Severity, page.Title); err != nil {
			return cannot("write", "the codes", err)
		}
	}
	if err := table.Flush(); err != nil {
		return cannot("write", "the codes", err)
	}
	return nil
}
