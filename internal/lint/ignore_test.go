package lint_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
)

const list = `plan in ("a", "a")`

// TestIgnore has comments that ignore, by what is left to say.
func TestIgnore(t *testing.T) {
	messages := prose.Open(t, "ignore")
	for _, c := range []struct {
		name, text string
		want       []string // codes
	}{
		{"trailing", list + " # segc:ignore SEG507 the second is for later", nil},
		{"own line", "# segc:ignore SEG507 for later\n" + list, nil},
		{"own line, others between", "# segc:ignore SEG507 for later\n\n# the plans\n  # of today\n" + list, nil},
		{"two own lines", "# segc:ignore SEG507 for later\n# segc:ignore SEG501 it reads well\n" + list + " and opened or clicked", nil},
		{"several codes", list + " and opened or clicked # segc:ignore SEG507, SEG501 for later", nil},
		{"several codes without blanks", list + " and opened or clicked # segc:ignore SEG507,SEG501: for later", nil},
		{"small letters", list + " # segc:ignore seg507 for later", nil},
		{"behind a text with a number sign", `plan in ("#a", "#a") # segc:ignore SEG507 "for" later`, nil},
		{"carriage returns", "# segc:ignore SEG507 for later\r\n" + list + "\r\n", nil},
		{"carriage return behind", list + " # segc:ignore SEG507 for later\r\n", nil},
		{"the last line", list + "\n# segc:ignore SEG507 for later", []string{
			"SEG507", "SEG510",
		}},
		{"another line", "# segc:ignore SEG507 for later\nopened and\n" + list, []string{
			"SEG510", "SEG507",
		}},
		{"another code", list + " # segc:ignore SEG506 for later", []string{
			"SEG507", "SEG510",
		}},
		{"one of two", list + " # segc:ignore SEG507, SEG506 for later", []string{"SEG510"}},
		{"no such code", list + " # segc:ignore SEG999 for later", []string{
			"SEG507", "SEG510",
		}},
		{"no code", list + " # segc:ignore for later", []string{
			"SEG507", "SEG510",
		}},
		{"nothing", list + " # segc:ignore", []string{
			"SEG507", "SEG510",
		}},
		{"no code, a word like one", list + " # segc:ignore v2 is to come", []string{
			"SEG507", "SEG510",
		}},
		{"a reason like a code", list + " # segc:ignore SEG507 v2 is to come", nil},
		{"no reason", list + " # segc:ignore SEG507", []string{"SEG510"}},
		{"no reason but signs", list + " # segc:ignore SEG507 --", []string{"SEG510"}},
		{"another word", list + " # segc:ignored SEG507 for later", []string{"SEG507"}},
		{"in a text", `plan in ("a # segc:ignore SEG507 x", "a # segc:ignore SEG507 x")`, []string{"SEG507"}},
		{"an error", "opend # segc:ignore SEG201 for later", []string{
			"SEG201", "SEG510",
		}},
		{"beside an error", "opend or " + list + " # segc:ignore SEG506 for later", []string{"SEG201"}},
		{"off by default", "opened # segc:ignore SEG504 opens will do", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, said := told(segc.Check(context.Background(), c.text, segc.Options{}))
			if diff := cmp.Diff(append([]string{}, c.want...), got); diff != "" {
				t.Errorf("%s\n%s", c.text, diff)
			}
			if len(got) > 0 {
				messages.Add(t, c.name, said)
			}
		})
	}
}

// told returns the codes and the messages of a list, without the warning about people who
// unsubscribed, who are not what these tests are about.
func told(list diag.List) (codes []string, messages string) {
	codes = []string{}
	for _, d := range list {
		if d.Code != diag.ReachesUnsubscribed {
			codes = append(codes, string(d.Code))
			messages += fmt.Sprintf("%s %s\n", d.Code, d.Message)
		}
	}
	return codes, strings.TrimSuffix(messages, "\n")
}

// TestIgnoreInCatalog checks that a comment in a file that is used silences
// the warnings about it, in a check and in a compilation, and that whether it is
// of use is said with that file only.
func TestIgnoreInCatalog(t *testing.T) {
	files := fstest.MapFS{"catalog.seg": &fstest.MapFile{Data: []byte(
		"# segc:ignore SEG501 it reads well\nlet engaged = opened and clicked or delivered\n# segc:ignore SEG507 nothing\nlet lapsed = never opened\n")}}
	options := segc.Options{Files: files}
	const rule = "use \"catalog.seg\"\nwhere status = \"subscribed\" and engaged"
	if got, said := told(segc.Check(context.Background(), rule, options)); len(got) > 0 {
		t.Errorf("a check says %s", said)
	}
	if _, list := segc.Compile(context.Background(), rule, options); len(list) > 0 {
		t.Errorf("a compilation says %v", list.Err())
	}
	options.Name = "catalog.seg"
	want := []string{"SEG510"}
	got, said := told(segc.Check(context.Background(), string(files["catalog.seg"].Data), options))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	prose.Open(t, "ignore-in-catalog").Add(t, "the catalog itself", said)
	files["catalog.seg"].Data = files["catalog.seg"].Data[35:]
	options.Name = ""
	if got, said := told(segc.Check(context.Background(), rule, options)); len(got) != 1 {
		t.Errorf("without the comment, a check says %s", said)
	}
}

// TestUselessIgnoreGoes checks that the fix takes a comment out as if it had
// never been there.
func TestUselessIgnoreGoes(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"# segc:ignore SEG507 x\nstatus = \"subscribed\"\n", "status = \"subscribed\"\n"},
		{"# segc:ignore SEG507 x\r\nstatus = \"subscribed\"\r\n", "status = \"subscribed\"\r\n"},
		{"where\n  # segc:ignore SEG507 x\n  status = \"subscribed\"\n", "where\n  status = \"subscribed\"\n"},
		{"status = \"subscribed\"  # segc:ignore SEG507 x\n", "status = \"subscribed\"\n"},
		{"status = \"subscribed\" # segc:ignore SEG507, SEG506 x", "status = \"subscribed\""},
		{"status = \"subscribed\"\n# segc:ignore SEG507 x", "status = \"subscribed\"\n"},
	} {
		list := segc.Check(context.Background(), c.text, segc.Options{})
		if len(list) == 0 || len(list[0].Fixes) != 1 {
			t.Fatalf("%q: %v", c.text, list)
		}
		got, err := diag.Apply(list[0].Location.Source, list[0].Fixes...)
		if err != nil || got != c.want {
			t.Errorf("%q becomes %q, not %q (%v)", c.text, got, c.want, err)
		}
	}
}

// TestManyIgnores checks that the work stays in proportion to the text.
func TestManyIgnores(t *testing.T) {
	text := strings.Repeat("# segc:ignore SEG501\n", 40_000) + strings.Repeat("# segc:ignore SEG507 x\nisp in (1,1) or\n", 400) + "isp = 2"
	list := segc.Check(context.Background(), text, segc.Options{MaxGroups: 1000})
	if len(list) < 40_000 {
		t.Errorf("there are %d diagnostics only", len(list))
	}
}
