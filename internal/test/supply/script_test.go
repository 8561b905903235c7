package supply

import (
	"regexp"
	"strings"
	"testing"
)

var (
	npm     = regexp.MustCompile(`\b(npm (i|in|ins|inst|insta|instal|install|add|exec|x|ci)\b[^\n;&|]*|npx\b[^\n;&|]*|(yarn|pnpm) [^\n;&|]*)`)
	unseen  = regexp.MustCompile(`\b(curl|wget)\b[^\n;&]*\|\s*(sudo\s+)?(env\s+)?(ba|da|z|k)?sh\b|\b(ba|da|z|k)?sh\s+(-c\s+)?["']?[<$]\(\s*(curl|wget)\b|\b(eval|source|\.)\s+["']?[<$]\(\s*(curl|wget)\b`)
	moving  = regexp.MustCompile(`\bgo (install|run|get)\b[^\n;&|]*@(latest|main|master|HEAD|upgrade|patch)\b`)
	python  = regexp.MustCompile(`\b(pip3?|pipx) install\b[^\n;&|]*`)
	comment = regexp.MustCompile(`(?m)^\s*#.*$`)
)

// judgeScript returns what is wrong with the commands of a script.
func judgeScript(text string) []string {
	text = comment.ReplaceAllString(strings.ReplaceAll(text, "\\\n", " "), "")
	var problems []string
	for _, command := range npm.FindAllString(text, -1) {
		if !strings.HasPrefix(command, "npm ci ") || !strings.Contains(command, "--ignore-scripts") {
			problems = append(problems, "write `npm ci --ignore-scripts`, with a lock file: "+command)
		}
	}
	for _, command := range unseen.FindAllString(text, -1) {
		problems = append(problems, "what the network sends is run unseen: "+command)
	}
	for _, command := range moving.FindAllString(text, -1) {
		problems = append(problems, "what follows @ is not a version: "+command)
	}
	for _, command := range python.FindAllString(text, -1) {
		if !strings.Contains(command, "--require-hashes") {
			problems = append(problems, "write --require-hashes: "+command)
		}
	}
	return problems
}

// withoutSums is a tool that is pinned by a version, and by no go.sum here.
var withoutSums = regexp.MustCompile(`(\bgo|\$\(GO\)) (run|install|get) [^\n;&|]*@`)

// TestScripts checks the commands of everything that CI or a contributor runs,
// and what the pages show.
func TestScripts(t *testing.T) {
	texts := scripts(t)
	for name, text := range texts {
		for _, problem := range judgeScript(text) {
			t.Errorf("%s: %s", name, problem)
		}
		if own := !strings.HasSuffix(strings.Split(name, ":")[0], ".md"); own && withoutSums.MatchString(text) {
			t.Errorf("%s: give the tool a module with a go.sum, below tools: %s", name, withoutSums.FindString(text))
		}
	}
	for _, name := range []string{"Makefile", ".ci/run", ".ci/prism.sh", ".github/action/check.sh", "cmd/segc/template/Makefile"} {
		if texts[name] == "" {
			t.Errorf("%s is not looked at", name)
		}
	}
}
