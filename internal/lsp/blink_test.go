package lsp

import (
	_ "embed" // the rule
	"fmt"
	"path"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
)

// ruleOfThirty is a rule of thirty lines, with a catalog, five parts and a guard. Its document has 48 groups
// and 560 conditions, as TestLens checks. bench/lsp measures with it, too.
//
//go:embed testdata/typed/rule.seg
var ruleOfThirty string

//go:embed testdata/typed/catalog.seg
var catalogOfThirty string

// lost is a problem that is not shown any more, where its text is now.
type lost struct {
	problem string
	span    ast.Span
	edited  bool
}

// blinks returns the problems that disappeared and came back unchanged although nobody had edited
// their text.
func blinks(events []event) (found []string) {
	shown := map[string][]lost{} // by URI
	gone := map[string][]lost{}
	for _, e := range events {
		if e.typed != nil {
			for _, list := range [][]lost{shown[e.uri], gone[e.uri]} {
				for i := range list {
					touched := false
					list[i].span, touched = e.typed.moved(list[i].span)
					list[i].edited = list[i].edited || touched
				}
			}
			continue
		}
		var now []lost
		source := ast.NewSource("", e.text)
		for _, d := range e.list {
			one := lost{problem: d.Code + " " + d.Message, span: utf16Units.span(source, d.Range)}
			for _, old := range gone[e.uri] {
				if old.problem == one.problem && old.span == one.span && !old.edited {
					found = append(found, fmt.Sprintf("%s: %d-%d %s", e.uri, one.span.Start, one.span.End, one.problem))
				}
			}
			now = append(now, one)
		}
		for _, old := range shown[e.uri] {
			if !has(now, old) {
				gone[e.uri] = append(gone[e.uri], old)
			}
		}
		shown[e.uri] = now
	}
	return found
}

func has(list []lost, one lost) bool {
	for _, other := range list {
		if other.problem == one.problem && other.span == one.span {
			return true
		}
	}
	return false
}

// sequence writes the lists that were published, with the time since the session began. Each problem has the
// first line of its message, and that of a guard the contact, too, which is in the second line.
func sequence(events []event, began time.Time) string {
	var b strings.Builder
	for _, e := range events {
		if e.typed != nil {
			continue
		}
		fmt.Fprintf(&b, "%.3f s %s:", e.at.Sub(began).Seconds(), path.Base(e.uri))
		if len(e.list) == 0 {
			b.WriteString(" nothing")
		}
		for _, d := range e.list {
			lines := strings.Split(d.Message, "\n")
			fmt.Fprintf(&b, "\n  %s %s", brief([]diagnostic{d}), lines[0])
			if d.Code == string(diag.GuardFails) && len(lines) > 1 {
				fmt.Fprintf(&b, "\n  %s", lines[1])
			}
		}
		b.WriteByte('\n')
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// pausing types a text as people do: quickly within words, with a stop here and there.
func (e *editorOf) pausing(name string, at int, text string) {
	for i, key := range []byte(text) {
		e.replace(name, at+i, at+i, string(key))
		synctest.Wait()
		pause := 90 * time.Millisecond
		switch {
		case i%41 == 40:
			pause = 3 * time.Second
		case i%17 == 16 || key == '\n':
			pause = 700 * time.Millisecond
		case key == ' ':
			pause = 200 * time.Millisecond
		}
		time.Sleep(pause)
		synctest.Wait()
	}
}

// TestNoBlink types a rule of thirty lines, a guard that breaks, and in a catalog with fifty users:
// no problem disappears and comes back unchanged unless somebody has edited its text. What is
// published, and when by the clock of the session, is in the golden file.
func TestNoBlink(t *testing.T) {
	book := prose.Open(t, "published")
	files := func() map[string]string {
		return map[string]string{"/w/catalog.seg": catalogOfThirty, "/w/r.seg": ruleOfThirty}
	}
	for _, c := range []struct {
		name  string
		files map[string]string
		typed func(e *editorOf)
	}{
		{"a rule from the start", map[string]string{"/w/catalog.seg": catalogOfThirty, "/w/r.seg": ""}, func(e *editorOf) {
			e.pausing("/w/r.seg", 0, ruleOfThirty)
		}},
		{"a condition in a rule with findings", map[string]string{
			"/w/catalog.seg": catalogOfThirty,
			"/w/r.seg":       strings.Replace(ruleOfThirty, "where mailable\n", "where (mailable or city = \"x\")\n  and orders >= 1 and orders >= 0\n", 1),
		}, func(e *editorOf) {
			at := strings.Index(e.texts[uriOf("/w/r.seg")], "  and near")
			e.pausing("/w/r.seg", at, "  and (plan = \"club\" or country in (\"AT\", \"DE\"))\n")
		}},
		{"an open parenthesis above other errors", map[string]string{
			"/w/catalog.seg": catalogOfThirty,
			"/w/r.seg":       strings.Replace(strings.Replace(ruleOfThirty, "company contains \"school\"", "company contain \"school\"", 1), "isp in (gmail, outlook)", "isp in (gmial, outlook)", 1),
		}, func(e *editorOf) {
			at := strings.Index(e.texts[uriOf("/w/r.seg")], "  and near")
			e.pausing("/w/r.seg", at, "  and (plan = \"club\"\n    or plan = \"team\")\n")
		}},
		{"a guard", files(), func(e *editorOf) {
			at := strings.Index(ruleOfThirty, "\nwhere")
			e.pausing("/w/r.seg", at, "require status = \"subscribed\" and plan = \"club\" because \"only the club\"\n")
		}},
		{"a catalog with fifty users", fiftyUsers(), func(e *editorOf) {
			e.open("/w/catalog.seg")
			e.rest()
			e.pausing("/w/catalog.seg", 0, "let adult = age >= 18\nrequire adult because \"nobody below\"\n")
			at := strings.Index(e.texts[uriOf("/w/catalog.seg")], "mailable") + len("mailable")
			for range 3 {
				at--
				e.replace("/w/catalog.seg", at, at+1, "")
				time.Sleep(800 * time.Millisecond)
			}
			e.pausing("/w/catalog.seg", at, "ble")
		}},
		{"a part beside two errors in the grammar", twoErrors(), func(e *editorOf) {
			e.typed("/w/r.seg", strings.Index(errorsTwice, "and orders"), "and q(3) ", 90*time.Millisecond)
		}},
		{"a part with pauses beside two errors in the grammar", twoErrors(), func(e *editorOf) {
			e.typed("/w/r.seg", strings.Index(errorsTwice, "and orders"), "and q(3) ", 700*time.Millisecond)
		}},
		{"a let above two errors in the grammar", twoErrors(), func(e *editorOf) {
			e.typed("/w/r.seg", strings.Index(errorsTwice, "let"), "let q = orders >= 5\n", 90*time.Millisecond)
		}},
		{"a let in a line between two errors in the grammar", twoErrors(), func(e *editorOf) {
			e.typed("/w/r.seg", strings.Index(errorsTwice, "\nwhere"), "\nlet q = orders >= 5", 90*time.Millisecond)
		}},
		{"a require above two errors in the grammar", twoErrors(), func(e *editorOf) {
			e.typed("/w/r.seg", strings.Index(errorsTwice, "let"), "require orders >= 1 because \"x\"\n", 90*time.Millisecond)
		}},
		{"a require between two errors in the grammar, taken back", twoErrors(), func(e *editorOf) {
			at, text := strings.Index(errorsTwice, "where"), "require orders is"
			e.typed("/w/r.seg", at, text, 90*time.Millisecond)
			for i := len(text); i > 0; i-- {
				e.replace("/w/r.seg", at+i-1, at+i, "")
				time.Sleep(90 * time.Millisecond)
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				e := start(t, newDisk(c.files), setup{folders: []string{"/w"}})
				if _, ok := c.files["/w/r.seg"]; ok {
					e.open("/w/r.seg")
				}
				e.rest()
				c.typed(e)
				e.rest()
				e.stop()
				for _, blink := range blinks(e.events) {
					t.Errorf("blinks: %s", blink)
				}
				book.Add(t, c.name, sequence(e.events, began))
			})
		})
	}
}

func fiftyUsers() map[string]string {
	files := map[string]string{"/w/catalog.seg": catalogOfThirty}
	for i := range 50 {
		rule := fmt.Sprintf("use \"catalog.seg\"\nwhere mailable and market = %d", i)
		switch i % 5 {
		case 1:
			rule = strings.Replace(rule, "mailable and", "orders >= 1 and", 1)
		case 2:
			rule += " and orders >= 2 and orders >= 1"
		}
		files[fmt.Sprintf("/w/u%02d.seg", i)] = rule + "\n"
	}
	return files
}

// errorsTwice is a rule with two errors in the grammar, which have the same code.
const errorsTwice = "use \"catalog.seg\"\nlet vip = orders > = 10\nwhere mailable and orders >= 1\nand city is\n"

func twoErrors() map[string]string {
	return map[string]string{"/w/catalog.seg": catalogOfThirty, "/w/r.seg": errorsTwice}
}
