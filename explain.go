package segc

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/decompile"
	"github.com/segc-lang/segc/internal/explain"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
)

// Explanation is a rule in plain English. Explanations come from Explain; the zero
// Explanation is of no use.
type Explanation struct {
	explanation *explain.Explanation
	maxMemory   int64
}

// ExplanationFormats returns the formats that Write knows: text, markdown, json,
// mermaid and svg.
func ExplanationFormats() []string { return explain.Formats() }

// Explain says in plain English what a rule means: the text of a .seg file, or a
// document as in Rule. Windows become dates when at is not the zero time: days
// are counted back from its day in its own time zone. With an error in the list
// there is no explanation.
func Explain(ctx context.Context, r Rule, at time.Time) (explanation *Explanation, list diag.List) {
	ctx = poll.Within(ctx, r.Options.MaxMemory)
	p := poll.New(ctx)
	defer func() {
		if p.Catch(recover()) {
			explanation, list = nil, compile.Interrupted(ctx, nil)
		}
	}()
	if r.isJSON() {
		document, list := r.decode(ctx)
		if document == nil {
			return nil, list
		}
		in := explain.Input{Document: document.Rules, At: at, Poll: p}
		if document.Body != nil {
			in.Title, in.Description, in.Lists = document.Body.Name, document.Body.Description, document.Body.Lists
		}
		return &Explanation{explain.Explain(in), r.Options.MaxMemory}, nil
	}
	result, file, list := run(ctx, r.Text, r.Options, forDocument)
	if list.HasErrors() {
		return nil, list
	}
	in := explain.Input{
		Document: result.Document, At: at, Poll: p,
		Columns: func(name string) column.Column { return result.Column(name) },
		Names: explain.Names{
			Lists: result.AliasNames(ast.AliasList), ISPs: map[int64]string{}, Campaigns: result.AliasNames(ast.AliasCampaign),
		},
	}
	for id, name := range result.AliasNames(ast.AliasISP) {
		if n, err := strconv.ParseInt(id, 10, 64); err == nil {
			in.Names.ISPs[n] = name
		}
	}
	if result.Segment != nil {
		in.Title, in.Description, in.Lists = result.Segment.Name, result.Segment.Description, result.Segment.Lists
	}
	e := explain.Explain(in)
	changed(ctx, e, result, list, file.Source)
	if ended := compile.Interrupted(ctx, file.Source); ended != nil {
		return nil, ended
	}
	return &Explanation{e, r.Options.MaxMemory}, list
}

// decode reads a document, or what is around it. It is nil when the list has an
// error, which has the place in the text.
func (r Rule) decode(ctx context.Context) (document *decompile.Input, list diag.List) {
	p := poll.New(ctx)
	defer func() {
		if p.Catch(recover()) {
			document, list = nil, compile.Interrupted(ctx, nil)
		}
	}()
	text := strings.TrimPrefix(r.Text, "\ufeff")
	if len(text) > rule.MaxSize { // before it is copied
		return nil, diag.List{{
			Code: diag.BadDocument, Message: fmt.Sprintf("the text has %d bytes; at most %d are read", len(text), rule.MaxSize),
			Location: diag.Location{Source: ast.NewSource(cmp.Or(r.Options.Name, "rules.json"), "")},
		}}
	}
	document, err := decompile.Decode(p, []byte(text))
	if err == nil {
		return document, nil
	}
	d := diag.Diagnostic{
		Code: diag.BadDocument, Message: err.Error(), Location: diag.Location{Source: ast.NewSource(cmp.Or(r.Options.Name, "rules.json"), text)},
	}
	var broken *rule.DecodeError
	if errors.As(err, &broken) {
		d.Location.Span.Start, d.Location.Span.End = decompile.Locate(p, []byte(text), broken.Path)
	}
	return nil, diag.List{d}
}

// changed adds what simplification did: nothing where the document is what the
// rule multiplies out to.
func changed(ctx context.Context, e *explain.Explanation, result *compile.Result, list diag.List, source *ast.Source) {
	if result.Stats.Method == "plain" {
		return
	}
	for _, d := range list {
		switch d.Code {
		case diag.RedundantPart, diag.PartNeverTrue, diag.PartAlwaysTrue:
			if d.Location.Source == source {
				e.AddLeftOut(source.Slice(d.Location.Span), reasons(strings.TrimPrefix(d.Message, "this changes nothing: ")))
			}
		}
	}
	groups, conditions := result.Document.Size()
	if g, c, ok := result.Written(ctx); ok && (g != groups || c != conditions) {
		e.AddShorter(explain.Size{Groups: g, Conditions: c}, explain.Size{Groups: groups, Conditions: conditions})
	}
}

// reasons divides a message of the compiler into words and the parts of the rule
// that it quotes: `not` in front, if at all, and then one part, or two that cannot
// hold beside each other. Parts have backquotes of their own around names, so the
// first and the last backquote of a message are those around its parts.
func reasons(message string) []explain.Reason {
	var all []explain.Reason
	const not = "`not`"
	if before, after, ok := strings.Cut(message, not); ok && !strings.Contains(before, "`") {
		all = []explain.Reason{{Text: before}, {Text: "not", Quoted: true}}
		message = after
	}
	first, last := strings.Index(message, "`"), strings.LastIndex(message, "`")
	if first == last {
		return append(all, explain.Reason{Text: message})
	}
	all = append(all, explain.Reason{Text: message[:first]})
	const beside = " cannot hold beside "
	a, b, two := strings.Cut(message[first+1:last], "`"+beside+"`")
	all = append(all, explain.Reason{Text: a, Quoted: true})
	if two {
		all = append(all, explain.Reason{Text: beside}, explain.Reason{Text: b, Quoted: true})
	}
	if rest := message[last+1:]; rest != "" {
		all = append(all, explain.Reason{Text: rest})
	}
	return all
}

// Write writes the explanation in one of ExplanationFormats; another one is an
// error. Other errors are those of the writer, and that it would take more memory
// than Options.MaxMemory.
func (e *Explanation) Write(w io.Writer, format string) error {
	return e.WriteContext(context.Background(), w, format)
}

// WriteContext is Write with a context that ends the work early; then nothing is
// written, and the error wraps that of the context.
func (e *Explanation) WriteContext(ctx context.Context, w io.Writer, format string) (err error) {
	ctx = poll.Within(ctx, e.maxMemory)
	p := poll.New(ctx)
	defer func() {
		if p.Catch(recover()) {
			err = fmt.Errorf("the explanation was not written: %w", ctx.Err())
		}
	}()
	return explain.Write(p, w, e.explanation, format)
}
