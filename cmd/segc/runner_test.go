package main

import (
	"strings"
	"testing"
	"unicode"
)

// runnerCommand is what a CI system would run of a line of a log.
type runnerCommand struct {
	name       string
	properties map[string]string
}

// runnerCommands reads a log by the rules of the runners, or stricter ones: any word
// is a command. In a line, GitHub's runner takes :: at the start or ##[ anywhere,
// Azure's takes ##vso[ anywhere, and TeamCity's takes ##teamcity[ anywhere. They
// compare by the rules of a language, which ignore characters without width.
func runnerCommands(log string) []runnerCommand {
	var all []runnerCommand
	for line := range strings.FieldsFuncSeq(log, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line = strings.Map(func(r rune) rune {
			if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) && !unicode.IsSpace(r) {
				return -1
			}
			return r
		}, line)
		if rest, ok := strings.CutPrefix(strings.TrimLeftFunc(line, unicode.IsSpace), "::"); ok {
			if head, _, ok := strings.Cut(rest, "::"); ok {
				name, list, _ := strings.Cut(head, " ")
				c := runnerCommand{name, map[string]string{}}
				for pair := range strings.SplitSeq(list, ",") {
					property, value, _ := strings.Cut(pair, "=")
					c.properties[property] = value
				}
				all = append(all, c)
			}
		}
		for _, begin := range []string{"##[", "##vso[", "##teamcity["} {
			if _, rest, ok := strings.Cut(line, begin); ok {
				all = append(all, runnerCommand{name: begin + rest})
			}
		}
	}
	return all
}

// TestRunnerCommands checks the oracle itself.
func TestRunnerCommands(t *testing.T) {
	t.Parallel()
	for log, want := range map[string]int{
		"a\n  ::error file=a::b\n": 1, "x ##[group]y": 1, "##vso[task.complete]": 1, "#\u200b#[x]": 1, "\r::a::b": 1, "##teamcity[a]": 1,
		"a ::b::c": 0, "# #[x]": 0, "::a": 0, "": 0,
	} {
		if got := runnerCommands(log); len(got) != want {
			t.Errorf("%q: %v", log, got)
		}
	}
}
