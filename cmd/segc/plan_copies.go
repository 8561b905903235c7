//go:build !nonet

package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/markdown"
)

// using returns what says, of files beside the lock, which segments they have and which rules of
// other files these contain. Files without such rules are left out, and so is what cannot be read.
func (a *app) using(ctx context.Context, files *localFiles, flags deployFlags) func(names []string) map[string]plan.Using {
	return func(names []string) map[string]plan.Using {
		known := map[string]plan.Using{}
		inOrder(len(names), func(i int) (u plan.Using) {
			beside, err := besideLock(flags.lock, names[i])
			if err != nil {
				return u
			}
			in, err := a.file(found{name: beside, walked: true}, flags.inputFlags)
			if err != nil || !strings.Contains(strings.ToLower(in.text), "use") {
				return u
			}
			in.output = names[i]
			options := in.options(flags.maxGroups)
			program, _ := segc.Load(ctx, in.text, options)
			contained := newContaining(program, flags.lock)
			for _, rule := range program.Rules() {
				u.Contains = append(u.Contains, contained.of(rule)...)
			}
			if len(u.Contains) == 0 {
				return u
			}
			for _, l := range files.compile(ctx, in, options, flags.lock).locals {
				u.Locals = append(u.Locals, l.local)
			}
			return u
		}, func(i int, u plan.Using) {
			if len(u.Contains) > 0 {
				known[names[i]] = u
			}
		})
		return known
	}
}

// usesText says which files that a rule contains change, too.
func usesText(s *plan.Step) string {
	if len(s.Uses) == 0 {
		return ""
	}
	if len(s.Uses) == 1 {
		return "contains " + listedFiles(s.Uses) + ", which changes"
	}
	return "contains " + listedFiles(s.Uses) + ", which change"
}

// maxListed is how many files are listed in a sentence.
const maxListed = 5

func listedFiles(files []string) string {
	names := make([]string, 0, len(files))
	for _, name := range files {
		names = append(names, short(name, textValue))
	}
	return english.Some(names, maxListed)
}

// brokenText says that a file has errors; it is empty if it has none.
func brokenText(c *plan.Copy) string {
	if c.Broken {
		return ", and can no longer be compiled"
	}
	return ""
}

// mostCopies is how many segments are listed.
const mostCopies = 50

// copiesText lists the segments of other files that contain rules of the plan.
func copiesText(b *strings.Builder, copies []plan.Copy) {
	if len(copies) == 0 {
		return
	}
	verbs := "contain rules of these, and differ"
	if len(copies) == 1 {
		verbs = "contains rules of these, and differs"
	}
	fmt.Fprintf(b, "%s of files that are not planned %s from what was applied:\n", english.Count(len(copies), "segment"), verbs)
	for i := range copies {
		c := &copies[i]
		if i == mostCopies {
			fmt.Fprintf(b, "    and %d more\n", len(copies)-i)
			break
		}
		fmt.Fprintf(b, "    %q (%s) contains %s%s\n", short(c.Name, textValue), visible(short(c.File, textValue)), visible(listedFiles(c.Uses)), brokenText(c))
	}
	b.WriteString("    plan these files together, or the segments keep the rules that were applied before\n")
}

// copiesMarkdown does so in Markdown.
func copiesMarkdown(w *markdown.Writer, copies []plan.Copy) {
	for i := range copies {
		c := &copies[i]
		if i == markdownListed {
			w.Words("- and ")
			w.Words(markdown.Words(english.Count(len(copies)-i, "more segment")))
			w.Words(" of files that are not planned\n")
			break
		}
		w.Words("- Not planned: ")
		w.Text(short(c.Name, markdownValue))
		w.Words(" (")
		w.Code(short(c.File, markdownValue))
		w.Words(") contains ")
		listMarkdown(w, c.Uses, markdownListed, func(name string) { w.Code(short(name, markdownValue)) })
		w.Words(markdown.Words(brokenText(c)))
		w.Words(", and differs from the applied version\n")
	}
	if len(copies) > 0 {
		w.Words("\n")
	}
}
