package lsp

import (
	_ "embed" // the keys
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/segc-lang/segc/internal/test/long"
)

// recorded is what somebody types in the rule of thirty lines, with pauses where the bars are. bench/lsp
// types it, too.
//
//go:embed testdata/typed/keys.txt
var recorded string

// TestHeapStays checks that a session does not grow with what was typed in it: after ten times as many
// keys, it holds at most a tenth more. Somebody types in a rule of thirty lines what was recorded, with errors
// while it is half typed, asks in between, and takes it all back.
func TestHeapStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := start(t, newDisk(map[string]string{"/w/catalog.seg": catalogOfThirty, "/w/r.seg": ruleOfThirty}), setup{folders: []string{"/w"}})
		e.open("/w/r.seg")
		e.rest()
		typist := typist{e, "/w/r.seg", strings.Index(ruleOfThirty, "  and near")}
		held := func(keys int) uint64 {
			for round := 0; keys > 0; round++ {
				keys -= typist.replay(round%10 == 0)
			}
			e.rest()
			e.forget()
			runtime.GC()
			runtime.GC()
			var memory runtime.MemStats
			runtime.ReadMemStats(&memory)
			return memory.HeapAlloc
		}
		few := long.Of(200, 3600)
		before := held(few)
		if after := held(9 * few); after > before+before/10 {
			t.Errorf("%d bytes are held after %d keys, and %d after %d", before, few, after, 10*few)
		}
		e.stop()
	})
}

// typist types at a place of a file.
type typist struct {
	*editorOf
	name string
	at   int
}

// replay types what was recorded, with a question in each pause, and takes it back. It returns how many keys
// that were. One who is calm pauses after each key, and long enough to be shown errors, and takes a few keys
// back at a time. Otherwise keys come as fast as the session takes them, and no pause is long enough for a proof.
func (p *typist) replay(calm bool) (keys int) {
	keyPause, barPause, step := 60*time.Millisecond, 700*time.Millisecond, 8
	if !calm {
		keyPause, barPause, step = 0, 100*time.Millisecond, len(recorded)
	}
	bars := 0
	for _, key := range []byte(strings.TrimSuffix(recorded, "\n")) {
		if key == '|' {
			p.question(bars, p.at+keys)
			bars++
			time.Sleep(barPause)
			continue
		}
		p.replace(p.name, p.at+keys, p.at+keys, string(key))
		keys++
		time.Sleep(keyPause)
	}
	for left := keys; left > 0; {
		from := max(0, left-step)
		p.replace(p.name, p.at+from, p.at+left, "")
		left = from
		time.Sleep(keyPause)
	}
	return keys
}

// question asks what may come at an offset, what a part is, or what the lens says.
func (p *typist) question(number, offset int) {
	uri := uriOf(p.name)
	switch number % 3 {
	case 0:
		p.ask("textDocument/completion", positionParams{documentID{uri}, placeIn(p.texts[uri], offset)})
	case 1:
		p.ask("textDocument/hover", p.editorOf.at(p.name, "near"))
	default:
		p.ask("textDocument/codeLens", documentParams{documentID{uri}})
	}
}

// forget checks that all questions have answers, and that errors came and went, and drops what the client
// keeps.
func (e *editorOf) forget() {
	e.t.Helper()
	e.lock.Lock()
	defer e.lock.Unlock()
	if len(e.answers) != e.asked-e.forgotten {
		e.t.Errorf("%d of %d questions have answers", len(e.answers), e.asked-e.forgotten)
	}
	for _, m := range e.answers {
		if m.Error != nil || string(m.Result) == "null" {
			e.t.Errorf("an answer is %s %v", m.Result, m.Error)
			break
		}
	}
	shown, gone := 0, 0
	for _, list := range e.history {
		if strings.Contains(list, "SEG") {
			shown++
		} else {
			gone++
		}
	}
	if shown == 0 || gone == 0 {
		e.t.Errorf("%d lists have problems, and %d have none", shown, gone)
	}
	e.forgotten = e.asked
	e.answers = map[string]message{}
	e.events, e.history = nil, nil
}
