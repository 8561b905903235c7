package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/devserver"
)

// TestUnreadInJSON checks that diagnostics in JSON name what could not be read, in
// every command that reads rules or documents, alone and beside a file with problems.
func TestUnreadInJSON(t *testing.T) {
	s := newSiteOf(t, devserver.Config{})
	t.Chdir(s.dir)
	s.write("wrong.seg", "plan = pro")
	s.write("fine.seg", ruleOf("A", 1))
	for _, c := range []struct {
		args  string
		wrong int
	}{
		{"check gone.seg", 0},
		{"check wrong.seg gone.seg", 1},
		{"compile gone.seg", 0},
		{"fmt --check gone.seg", 0},
		{"explain gone.seg", 0},
		{"diff fine.seg gone.seg", 0},
		{"diff gone.seg fine.seg", 0},
		{"decompile gone.json", 0},
		{"plan gone.seg", 0},
		{"plan wrong.seg gone.seg", 1},
		{"plan fine.seg gone.seg", 0},
		{"apply --auto-approve gone.seg", 0},
		{"apply --auto-approve wrong.seg gone.seg", 1},
	} {
		t.Run(c.args, func(t *testing.T) {
			run := s.segc(append(strings.Fields(c.args), "--diagnostics", "json")...)
			text := run.err
			if strings.HasPrefix(c.args, "check") {
				text = run.out
			}
			_, text, _ = strings.Cut("\n"+text, "\n{")
			var said struct {
				Diagnostics []struct{ Code string }
				Unread      []struct{ File, Message string }
			}
			if err := json.NewDecoder(strings.NewReader("{" + text)).Decode(&said); err != nil {
				t.Fatalf("%v\n%s%s", err, run.out, run.err)
			}
			if len(said.Unread) != 1 || !strings.HasPrefix(said.Unread[0].File, "gone.") || len(said.Diagnostics) != c.wrong || run.code != exitUsage {
				t.Errorf("exit code %d, %+v\n%s%s", run.code, said, run.out, run.err)
			}
		})
	}
}
