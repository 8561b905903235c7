//go:build !nonet

package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/markdown"
)

// notGiven is what a param is given whose default counts. No value is shown like it.
const notGiven = "(not given)"

// shownParam returns what a param was given and is given now.
func shownParam(p plan.Param) (old, now string) {
	switch {
	case p.Old == nil && p.New == nil:
		return notGiven, notGiven
	case p.Old == nil:
		return notGiven, shownValue(short(*p.New, textValue))
	case p.New == nil:
		return shownValue(short(*p.Old, textValue)), notGiven
	}
	f := plan.Field{}
	f.Old, f.New = shortPair(*p.Old, *p.New)
	return f.Shown(shownValue)
}

// shownValue returns a value as it is if it is one word, and in quotes otherwise.
func shownValue(text string) string {
	if plainWord(text) {
		return text
	}
	return strconv.Quote(text)
}

// setText says what a file is given, and what it was given before.
func setText(b *strings.Builder, s *plan.Step) {
	for i, p := range s.Set {
		if i == textFacts {
			fmt.Fprintf(b, "    --set: %s\n", english.Count(len(s.Set)-i, "more param"))
			return
		}
		old, now := shownParam(p)
		if fmt.Fprintf(b, "    --set %s: ", named(short(p.Name, textValue))); !s.Fresh() {
			b.WriteString(old + " → ")
		}
		b.WriteString(now + "\n")
	}
	for _, p := range s.Assume {
		if !s.Fresh() { // of a new one, it is said what it assumes
			old, now := shownParam(p)
			fmt.Fprintf(b, "    --assume %s: %s → %s\n", named(short(p.Name, textValue)), old, now)
		}
	}
}

// setMarkdown is setText in Markdown.
func setMarkdown(w *markdown.Writer, s *plan.Step) {
	for i, p := range s.Set {
		w.Words("- ")
		if i == markdownListed {
			w.Words(markdown.Words(english.Count(len(s.Set)-i, "more param") + " with another value\n"))
			return
		}
		w.Words("Param ")
		w.Code(short(p.Name, markdownFact))
		w.Words(": ")
		old, now := shownParam(p)
		if !s.Fresh() {
			w.Code(old)
			w.Words(" → ")
		}
		w.Code(now)
		w.Words("\n")
	}
	for _, p := range s.Assume {
		if !s.Fresh() {
			old, now := shownParam(p)
			w.Words("- Assumption ")
			w.Code(short(p.Name, markdownFact))
			w.Words(": ")
			w.Code(old)
			w.Words(" → ")
			w.Code(now)
			w.Words("\n")
		}
	}
}

// words returns the values as flags of a command for a shell.
func (f *setFlag) words() []string {
	var words []string
	for _, name := range f.names() {
		words = append(words, "--set", shellWord(name+"="+f.values[name]))
	}
	return words
}
