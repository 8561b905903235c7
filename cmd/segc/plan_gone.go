//go:build !nonet

package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/markdown"
)

// mayBeGone are the new segments of a plan that may be some that were left behind, under another
// name and with other rules.
type mayBeGone struct {
	made   []*plan.Step     // those whose headers can have an id
	gone   []plan.Unmanaged // what they may be
	looped map[string]bool  // the files in which a `for` makes new ones that may be something else, too
}

func goneOf(p *plan.Plan) (g mayBeGone) {
	var looped []*plan.Step
	for i := range p.Steps {
		switch s := &p.Steps[i]; {
		case s.Action != plan.Create:
		case len(s.Values) > 0:
			looped = append(looped, s)
		default:
			g.made = append(g.made, s)
		}
	}
	g.looped = map[string]bool{}
	for _, u := range p.Unmanaged {
		if !u.LeftBehind() || u.Missing == plan.MissingValue { // one with another value is another one
			continue
		}
		if len(u.Values) == 0 && len(g.made) > 0 {
			g.gone = append(g.gone, u)
		}
		for _, s := range looped {
			if len(u.Values) == 0 || maps.Equal(u.Values, s.Values) {
				g.looped[s.File] = true
			}
		}
	}
	return g
}

// newLoops says in which files they are that no id can be written for.
func (g mayBeGone) newLoops() string {
	if len(g.looped) == 1 {
		for file := range g.looped {
			return "a new segment of " + short(file, textValue)
		}
	}
	return "one of the new segments"
}

// goneText says which new segments may be some that were left behind, under another name.
func goneText(b *strings.Builder, p *plan.Plan) {
	g := goneOf(p)
	if len(g.made) > 0 {
		which := visible(g.made[0].Label())
		switch n := len(g.made); {
		case n > 1 && slices.ContainsFunc(g.made, func(s *plan.Step) bool { return s.Segment != "" }):
			which = fmt.Sprintf("one of the %d new segments", n)
		case n > 1:
			which = fmt.Sprintf("one of the %d new files", n)
		}
		for i, u := range g.gone {
			switch {
			case len(g.gone) > 1 && i > 0:
			case len(g.gone) > 1:
				fmt.Fprintf(b, "if %s is one of the segments left behind, write its id into the header\n", which)
			case u.Gone != "":
				fmt.Fprintf(b, "%s is gone and its segment %q has no file; if %s is it, write id %q into the header\n", visible(u.Gone), short(u.Name, textValue), which, short(u.ID, textValue))
			default:
				fmt.Fprintf(b, "%s no longer has the segment %q; if %s is it, write id %q into the header\n", visible(short(u.File, textValue)), short(u.Name, textValue), which, short(u.ID, textValue))
			}
		}
	}
	if len(g.looped) > 0 {
		fmt.Fprintf(b, "if %s is one that was left behind, write `was` with its old name, or first apply it with its old name or rules: a header with `for` takes no id\n", visible(g.newLoops()))
	}
}

// goneMarkdown says how to tie new segments to some that were left behind.
func goneMarkdown(w *markdown.Writer, p *plan.Plan) {
	g := goneOf(p)
	switch {
	case len(g.gone) > 1:
		w.Words("- If a new segment is one of those left behind, write its `id` into its header.\n")
	case len(g.gone) == 1 && g.gone[0].Gone != "":
		w.Words("- ")
		w.Code(short(g.gone[0].Gone, markdownValue))
		w.Words(" is gone. If a new file is the old one, write ")
		w.Code(`id "` + short(g.gone[0].ID, markdownFact) + `"`)
		w.Words(" into its header.\n")
	case len(g.gone) == 1:
		w.Words("- ")
		w.Code(short(g.gone[0].File, markdownValue))
		w.Words(" has one segment less. If a new one is that, write ")
		w.Code(`id "` + short(g.gone[0].ID, markdownFact) + `"`)
		w.Words(" into its header.\n")
	}
	if len(g.looped) > 0 {
		w.Words("- If a new segment of a `for` is one that was left behind, write `was` with its old name, or first apply it with its old name or rules. A header with `for` takes no `id`.\n")
	}
	if len(g.gone)+len(g.looped) > 0 {
		w.Words("\n")
	}
}
