package lsp

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf16"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/test/long"
)

// snippets are what random edits write: parts of rules, ends of lines of all kinds, and characters of
// one to four bytes.
func snippets() []string {
	return []string{
		"where", " and ", " or ", "not ", "(", ")", "mailable", "plan = \"é€😀\"", "\"", "#", "\n", "\r\n", "\r", "😀", "é", "€", "\u2028",
		"orders >= 2", "let a = plan = \"x\"\n", "use \"catalog.seg\"\n", "`", "1", " ", "require a because \"😀\"\n", "today",
	}
}

// startOfRandom is what random edits begin with.
const startOfRandom = "use \"catalog.seg\"\r\nlet a = plan = \"😀é\" # 😀😀\rwhere mailable and (a or orders >= 2)\n"

// random is a text as a client holds it: in code units of UTF-16. A client that counts in UTF-8 never
// divides a character.
type random struct {
	counts encoding
	units  []uint16
}

func newRandom(e encoding) *random { return &random{e, utf16.Encode([]rune(startOfRandom))} }

// text returns what is checked.
func (c *random) text() string { return string(utf16.Decode(c.units)) }

// find returns the unit at a position. A client knows nothing of the rules of the server: it looks for the
// line, and counts.
func (c *random) find(at position) int {
	start := 0
	for i, line := 0, 0; line < at.Line; i++ {
		if i == len(c.units) {
			return i
		}
		if c.units[i] == '\n' || c.units[i] == '\r' && (i+1 == len(c.units) || c.units[i+1] != '\n') {
			start = i + 1
			line++
		}
	}
	for left := at.Character; ; {
		if start == len(c.units) || c.units[start] == '\n' || c.units[start] == '\r' {
			return start
		}
		units, size := 1, 1
		if c.counts == utf8Units {
			r := rune(c.units[start])
			if utf16.IsSurrogate(r) {
				r, units = utf16.DecodeRune(r, rune(c.units[start+1])), 2
			}
			size = len(string(r))
		}
		if left < size {
			return start
		}
		left -= size
		start += units
	}
}

// change chooses the changes of one notification, and makes them.
func (c *random) change(t *rapid.T) (changes []unitChange) {
	texts := snippets()
	if c.counts == utf16Units {
		texts = append(texts, "high", "low")
	}
	for range rapid.IntRange(1, 4).Draw(t, "changes") {
		chosen := rapid.SampledFrom(texts).Draw(t, "text")
		with := utf16.Encode([]rune(chosen))
		switch chosen {
		case "high":
			with = unitText{0xd83d}
		case "low":
			with = unitText{0xde00}
		}
		if rapid.IntRange(0, 30).Draw(t, "all") == 0 {
			c.units = slices.Clone(with)
			changes = append(changes, unitChange{nil, with})
			continue
		}
		lines := strings.Count(c.text(), "\n") + strings.Count(c.text(), "\r")
		at := func(name string) position {
			return position{rapid.IntRange(0, lines+1).Draw(t, name+" line"), rapid.IntRange(0, 40).Draw(t, name)}
		}
		r := textRange{at("start"), at("end")}
		if rapid.Bool().Draw(t, "short") {
			r.End = position{r.Start.Line, r.Start.Character + rapid.IntRange(0, 2).Draw(t, "length")}
		}
		from, to := c.find(r.Start), c.find(r.End)
		if from > to {
			r.Start, r.End = r.End, r.Start
			from, to = to, from
		}
		c.units = slices.Concat(c.units[:from], with, c.units[to:])
		changes = append(changes, unitChange{&r, with})
	}
	return changes
}

// TestTextsStayEqual checks that a session has the text of its client after any changes, however the
// client counts characters.
func TestTextsStayEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newRandom(rapid.SampledFrom([]encoding{utf8Units, utf16Units}).Draw(t, "encoding"))
		s, d := sessionOf(c.counts, startOfRandom)
		for range rapid.IntRange(1, 8).Draw(t, "notifications") {
			changeUnits(s, d, c.change(t))
			if got := d.source.Text(); got != c.text() {
				t.Fatalf("the session has %q, the client %q", got, c.text())
			}
		}
	})
}

// answersOf are the answers about an open text.
func (e *editorOf) answersOf(uri string) string {
	var b strings.Builder
	ask := func(method string, params any) {
		m := e.request(method, params)
		if m.Error != nil && slices.Contains([]int{codeMethodNotFound, codeInvalidParams, codeInternal}, m.Error.Code) {
			e.t.Fatalf("%s: %s", method, encoded(m.Error))
		}
		b.WriteString(method + " " + string(m.Result) + string(encoded(m.Error)) + "\n")
	}
	about := documentParams{documentID{uri}}
	for _, method := range []string{
		"textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/documentLink", "textDocument/semanticTokens/full", "textDocument/formatting",
	} {
		ask(method, about)
	}
	for line := range 4 {
		for _, character := range []int{0, 7, 16, 100} {
			here := position{line, character}
			for _, method := range []string{
				"textDocument/completion", "textDocument/hover", "textDocument/definition", "textDocument/documentHighlight", "textDocument/prepareRename",
			} {
				ask(method, positionParams{documentID{uri}, here})
			}
			ask("textDocument/references", map[string]any{"textDocument": documentID{uri}, "position": here, "context": map[string]bool{"includeDeclaration": true}})
			ask("textDocument/codeAction", map[string]any{
				"textDocument": documentID{uri}, "range": textRange{here, here}, "context": map[string]any{"diagnostics": []any{}},
			})
		}
	}
	ask("textDocument/codeLens", about)
	ask("textDocument/inlayHint", map[string]any{"textDocument": documentID{uri}, "range": textRange{position{}, position{100, 0}}})
	return b.String()
}

// TestRandomEdits checks that after random edits by three kinds of clients, every answer and every
// problem is that of a session that starts with the text.
func TestRandomEdits(t *testing.T) {
	for name, general := range map[string]string{
		"a client that negotiates nothing": "", "UTF-16": `{"positionEncodings": ["utf-16"]}`, "UTF-8": `{"positionEncodings": ["utf-8", "utf-16"]}`,
	} {
		t.Run(name, func(t *testing.T) {
			w := setup{folders: []string{"/w"}, general: general, options: `{"hints": true}`}
			counts := utf16Units
			if name == "UTF-8" {
				counts = utf8Units
			}
			rounds := 0
			rapid.Check(t, func(r *rapid.T) {
				if rounds++; rounds > long.Of(6, 100) {
					return
				}
				c, notifications := newRandom(counts), [][]unitChange{}
				var pauses []time.Duration
				for range rapid.IntRange(1, 6).Draw(r, "notifications") {
					notifications = append(notifications, c.change(r))
					pauses = append(pauses, time.Duration(rapid.IntRange(0, 900).Draw(r, "pause"))*time.Millisecond)
				}
				var wrong string
				synctest.Test(t, func(t *testing.T) { wrong = randomly(t, w, c.text(), notifications, pauses) })
				if wrong != "" {
					r.Fatal(wrong)
				}
			})
		})
	}
}

// randomly sends changes, and returns how the session then differs from one that starts with the text.
func randomly(t *testing.T, w setup, text string, notifications [][]unitChange, pauses []time.Duration) string {
	const uri = "file:///w/r.seg"
	d := newDisk(map[string]string{"/w/catalog.seg": catalogText, "/w/r.seg": startOfRandom})
	e := start(t, d, w)
	e.open("/w/r.seg")
	for i, changes := range notifications {
		e.notify("textDocument/didChange", map[string]any{
			"textDocument": map[string]any{"uri": uri, "version": i + 2}, "contentChanges": changes,
		})
		time.Sleep(pauses[i])
	}
	e.set(uri, text)
	e.save("/w/r.seg")
	e.rest()
	again := start(t, d, w)
	again.openURI(uri, text)
	again.rest()
	defer again.stop()
	defer e.stop()
	if got, want := e.answersOf(uri), again.answersOf(uri); got != want {
		return fmt.Sprintf("the answers about %q are\n%s\nand after a fresh start\n%s", text, got, want)
	}
	if got, want := e.shownEverywhere(), again.shownEverywhere(); !maps.Equal(got, want) {
		return fmt.Sprintf("of %q the session shows %v, and after a fresh start %v", text, got, want)
	}
	return ""
}
