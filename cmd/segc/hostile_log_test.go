package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/inert"
)

func serve(t *testing.T, answer http.HandlerFunc) string {
	t.Helper()
	h := httptest.NewServer(answer)
	t.Cleanup(h.Close)
	return h.URL
}

// runAttack runs the command in this process.
func runAttack(a attack, s streams, env map[string]string) int {
	s.in = strings.NewReader(a.stdin)
	memory := withOwnMemory(map[string]string{})
	run := newApp(s, func(name string) string {
		if value, ok := memory[name]; ok {
			return value
		}
		if value, ok := a.env[name]; ok {
			return value
		}
		return env[name]
	})
	run.clock = &fastClock{}
	return run.run(a.args)
}

// someAttacks returns the runs that a test has time for: the first eight runs of
// each command and a fifth of the others.
func someAttacks(all []attack) []attack {
	var some []attack
	of := map[string]int{}
	for _, a := range all {
		if of[a.args[0]]++; of[a.args[0]] <= 8 || sampled(of[a.args[0]], 5) {
			some = append(some, a)
		}
	}
	return some
}

// TestLogsObeyNothing checks that no text of others starts a command of a CI system,
// by what the runners take for one, over both outputs.
func TestLogsObeyNothing(t *testing.T) {
	systems := []string{"GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"}
	marks := hostileMarks()
	for i, a := range someAttacks(hostilePlaces(t, []string{
		"##[add-mask]e", "##vso[task.setvariable variable=a]b", "##teamcity[x]", "\n::stop-commands::x\n", "\r  ::add-mask::y\r\n", "#\u200b#[group]z", ":\u200d:debug::z",
	})) {
		var out, problems bytes.Buffer
		runAttack(a, streams{out: &out, err: &problems}, map[string]string{systems[i%len(systems)]: "1"})
		see(marks, out.String()+problems.String())
		for _, c := range append(runnerCommands(out.String()), runnerCommands(problems.String())...) {
			title := c.properties["title"]
			if c.name != "error" && c.name != "warning" || !strings.HasPrefix(title, "SEG") && title != "segc fmt" && title != "segc" {
				t.Errorf("segc %q: the CI system runs %+v\n%s%s", a.args, c, out.String(), problems.String())
			}
		}
		said := problems.String()
		for i, r := range said {
			if r != '\n' && r != '\t' && (r < ' ' || inert.Hidden(said, i)) {
				t.Errorf("segc %q: %U in %q", a.args, r, problems.String())
				break
			}
		}
	}
	wantSeen(t, marks)
}
