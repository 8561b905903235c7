package explain

import (
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/markdown"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/textwidth"
)

// explainBuilder is something that builds what is as long as its input.
type explainBuilder struct {
	name  string
	build func(p *poll.Poll) // of explainSize units
	holds bool               // what it builds is large
}

const explainSize = 1 << 18

// explainBuilders are all functions whose work grows with a rule. Each has to
// count it: one that does not goes on after the end of its context.
func explainBuilders() []explainBuilder {
	ascii := strings.Repeat("word ", explainSize/4) + "x"
	wide := strings.Repeat("wörd ", explainSize/4) + "x"
	one := phrase{{ourWords, "word "}}
	long := make(phrase, 0, explainSize)
	parts := make([]phrase, explainSize)
	said := make(clauses, explainSize)
	ids := make([]condition.Value, explainSize)
	texts1 := make([]string, explainSize)
	for i := range parts {
		long, parts[i] = append(long, one...), one
		said[i] = (&clause{subject: one, text: one, short: one}).render(nil)
		ids[i], texts1[i] = condition.Value{Text: "x"}, ascii[:i%9]
	}
	md := func(write func(w *markdown.Writer)) func(p *poll.Poll) {
		return func(p *poll.Poll) { write(&markdown.Writer{Poll: p}) }
	}
	return []explainBuilder{
		{"join", func(p *poll.Poll) { join(p, parts, "and") }, true},
		{"plain", func(p *poll.Poll) { long.plain(p) }, true},
		{"plain, one piece", func(p *poll.Poll) {
			for range 64 {
				phrase{{ourWords, ascii}}.plain(p)
			}
		}, true},
		{"between", func(p *poll.Poll) { said.between(p, one, one) }, true},
		{"texts of clauses", func(p *poll.Poll) { said.texts(p) }, true},
		{"texts", func(p *poll.Poll) { texts(p, parts) }, true},
		{"list", func(p *poll.Poll) {
			(&Input{Poll: p}).list(explainSize, everything, func(int) phrase { return one })
		}, true},
		{"distinct conditions", func(p *poll.Poll) {
			var g condition.Group
			for range 64 {
				g.All = append(g.All, condition.Field{Operator: condition.In, Values: ids[:explainSize/64]})
			}
			(&Input{Poll: p, Document: &condition.Document{Any: []condition.Group{g}}, Columns: func(string) column.Column { return column.Column{} }}).findDistinct()
		}, false},
		{"a plain sentence", func(p *poll.Poll) { said.plainSentence(p) }, true},
		{"sorted", func(p *poll.Poll) { (&Input{Poll: p}).sorted(texts1) }, false},
		{"spell", func(p *poll.Poll) { spell(p, ascii, "") }, false},
		{"spell, with escapes", func(p *poll.Poll) { spell(p, "\n"+ascii, "") }, true},
		{"spell, wide", func(p *poll.Poll) { spell(p, wide, "") }, true},
		{"spell, all escapes", func(p *poll.Poll) { spell(p, strings.Repeat("\u00a0", explainSize), "") }, true},
		{"spell a rule", func(p *poll.Poll) { spellRule(p, ascii) }, true},
		{"spell a long value of a rule", func(p *poll.Poll) { spellRule(p, `a = "`+ascii+`"`) }, true},
		{"columns", func(p *poll.Poll) {
			for range 4 {
				textColumns(p, ascii)
			}
		}, false},
		{"columns, wide", func(p *poll.Poll) { textColumns(p, wide) }, false},
		{"lines", func(p *poll.Poll) { wrapColumns(p, ascii, textWidth, func(string) {}) }, false},
		{"lines of a picture", func(p *poll.Poll) { textwidth.Wrap(p, ascii, svgWrap, 14) }, true},
		{"pixels", func(p *poll.Poll) { textwidth.Pixels(p, ascii, 14) }, false},
		{"label", func(p *poll.Poll) { escapeMermaid(p, ascii) }, true},
		{"Markdown text", md(func(w *markdown.Writer) { w.Text(ascii) }), true},
		{"Markdown text, one word", md(func(w *markdown.Writer) { w.Text(strings.ReplaceAll(ascii, " ", "")) }), true},
		{"Markdown code", md(func(w *markdown.Writer) { w.Code(wide) }), true},
		{"Markdown words", md(func(w *markdown.Writer) {
			for range explainSize {
				w.Words("word ")
			}
		}), true},
	}
}

// TestExplainCountsItsWork checks that all of them count, so that their context is
// looked at again and again. It fails if one of them stops counting.
func TestExplainCountsItsWork(t *testing.T) {
	for _, b := range explainBuilders() {
		ctx := &endless{Context: t.Context()}
		b.build(poll.New(ctx))
		if ctx.looks*poll.Every < explainSize/8 {
			t.Errorf("%s: %d steps are counted", b.name, ctx.looks*poll.Every)
		}
	}
}

// endless is a context that counts how often it is looked at.
type endless struct {
	context.Context
	looks int
	last  int // the look at which it ends; 0 is never
}

func (e *endless) Err() error {
	e.looks++
	if e.last > 0 && e.looks >= e.last {
		return context.Canceled
	}
	return nil
}

// TestExplainHoldsBeforeItBuilds checks that what is large is charged before it is
// there: where little room is left, little is allocated.
func TestExplainHoldsBeforeItBuilds(t *testing.T) {
	const room = 16 << 10
	for _, b := range explainBuilders() {
		if !b.holds {
			continue
		}
		p := poll.New(poll.Within(t.Context(), room))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		ended := func() (ended bool) {
			defer func() { ended = p.Catch(recover()) }()
			b.build(p)
			return
		}()
		runtime.ReadMemStats(&after)
		const input = 5 * explainSize // which some make, and what they hold for nothing
		if took := after.TotalAlloc - before.TotalAlloc; !ended || took > input {
			t.Errorf("%s: it ended: %v, and took %d bytes", b.name, ended, took)
		}
	}
}

// TestExplanationEndsWithItsContext writes a large explanation with contexts that
// end at some of its looks: nothing is written then, and the work has ended.
func TestExplanationEndsWithItsContext(t *testing.T) {
	var all []condition.Condition
	for i := range 500 {
		values := make([]condition.Value, 10)
		for j := range values {
			values[j] = condition.Value{Text: "é\u00a0" + strings.Repeat("v", i%7) + string(rune('a'+j))}
		}
		all = append(all, condition.Field{Column: "c" + strings.Repeat("x", i%11), Operator: condition.NotIn, Values: values})
	}
	e := Explain(Input{Document: &condition.Document{Any: []condition.Group{{All: all}}}})
	for _, format := range Formats() {
		whole := &endless{Context: t.Context()}
		var size counter
		if err := Write(poll.New(whole), &size, e, format); err != nil {
			t.Fatal(err)
		}
		if format != "mermaid" && whole.looks*poll.Every < int(size)/2 { // which draws a few hundred
			t.Errorf("%s: %d looks for %d bytes", format, whole.looks, size)
		}
		for last := 1; last <= whole.looks; last += 1 + whole.looks/8 {
			ctx := &endless{Context: t.Context(), last: last}
			p := poll.New(ctx)
			ended := func() (ended bool) {
				defer func() { ended = p.Catch(recover()) }()
				err := Write(p, io.MultiWriter(new(counter), failing{t}), e, format)
				return err != nil
			}()
			if !ended || ctx.looks != last {
				t.Fatalf("%s: it ended: %v, after %d looks of %d", format, ended, ctx.looks, last)
			}
		}
	}
}

type counter int

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

// failing is where nothing may be written.
type failing struct{ t *testing.T }

func (f failing) Write([]byte) (int, error) {
	f.t.Error("something is written after the end of the context")
	return 0, errors.New("closed")
}
