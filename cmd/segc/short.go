package main

import (
	"github.com/segc-lang/segc/internal/english"
	sight "github.com/segc-lang/segc/internal/visible"
)

// The limits of what people read of one thing. JSON has everything.
const (
	textValue    = 300    // characters of a name, a value and the like
	textSentence = 1_000  // characters of a reason or a message
	textFacts    = 50     // things that are said about one step
	textLines    = 20_000 // bytes of the lines that differ
)

// short cuts a text that is too long to read, and counts the characters left out.
func short(text string, most int) string { return sight.Shortened(text, most) }

// shortLines returns the first lines of a difference, each of them cut, and says how
// many more there are.
func shortLines(lines []string) []string {
	var shown []string
	size := 0
	for i, line := range lines {
		if size > textLines && len(lines)-i > 1 {
			return append(shown, "… ("+english.Count(len(lines)-i, "more line")+")")
		}
		line = short(line, textValue)
		size += len(line)
		shown = append(shown, line)
	}
	return shown
}

// shortPair cuts two values that are too long to read. If they begin alike, what is
// shown begins a little before the place where they differ.
func shortPair(a, b string) (string, string) {
	if short(a, textValue) == a && short(b, textValue) == b {
		return a, b
	}
	const before = 20 // bytes
	same := 0
	for same < len(a) && same < len(b) && a[same] == b[same] {
		same++
	}
	cut := ""
	if same > textValue/2 {
		if same = sight.Cut(a, same-before, -1); same > 0 {
			a, b, cut = a[same:], b[same:], "…"
		}
	}
	return cut + short(a, textValue), cut + short(b, textValue)
}
