package lock_test

import (
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestParseTakesLittle checks that a lock which is made to fill the memory is
// refused before it does: at its first bad entry, or where a bound is.
func TestParseTakesLittle(t *testing.T) {
	messages := prose.Open(t, "hostile")
	size := lock.MaxSize/long.Of(6, 1) - 1<<10
	fill := func(start, part string) string {
		return start + strings.Repeat(part, (size-len(start))/len(part))
	}
	// Every # of a part is its number, of 12 digits.
	many := func(start, part string) string {
		text := append(make([]byte, 0, size+1<<10), start...)
		pieces := strings.Split(part, "#")
		for n := int64(100_000_000_000); len(text) < size; n++ {
			text = append(text, pieces[0]...)
			for _, piece := range pieces[1:] {
				text = append(strconv.AppendInt(text, n, 10), piece...)
			}
		}
		return string(text)
	}
	const open = `{"version":2,"remotes":{"` + base + `":[`
	for _, c := range []struct{ name, text, names string }{
		{"empty entries", fill(open+"{}", ",{}") + "]}}", `""`},
		{"nulls", fill(open+"null", ",null") + "]}}", `""`},
		{"empty entries of version 1", fill(`{"version":1,"remotes":{"b":[{}`, ",{}") + "]}}", `""`},
		{"good entries", many(open+`{"file":"z.seg","id":"`+one+`"}`, `,{"file":"#.seg","id":"00000000-0000-4000-8000-#"}`) + "]}}", "30000"},
		{"addresses", many(`{"version":2,"remotes":{"":[]`, `,"#":[]`) + "}}", "1000"},
		{"members", many(`{"version":2`, `,"#":1`) + "}", `"100000000000"`},
		{"members of an entry", many(open+`{"file":"a.seg"`, `,"#":1`) + "}]}}", "64 KiB"},
		{"values", many(open+`{"file":"a.seg","values":{"":""`, `,"#":""`) + "}}]}}", "64 KiB"},
		{"lines", fill("{", "\n"), ""},
		{"lines with entries", fill("", "{\"file\"}\n"), ""},
		{"too much", strings.Repeat(" ", lock.MaxSize) + "{}", "16 MiB"},
	} {
		var before, after runtime.MemStats
		data := []byte(c.text)
		runtime.ReadMemStats(&before)
		_, err := lock.Parse(data)
		runtime.ReadMemStats(&after)
		if err == nil || !prose.Names(err.Error(), c.names) {
			t.Fatalf("%s: %.200v", c.name, err)
		}
		messages.Add(t, c.name, err.Error())
		if most, taken := uint64(long.Of(200<<20, 20*lock.MaxSize)), after.TotalAlloc-before.TotalAlloc; taken > most {
			t.Errorf("%s: it takes %d MiB", c.name, taken>>20)
		}
	}
}

// TestParseTakesEnough checks that a lock for as many segments as it may have, with
// all that an entry usually has, is read, and that one more entry is not written.
func TestParseTakesEnough(t *testing.T) {
	hash := strings.Repeat("0123456789abcdef", 4)
	f := lock.New()
	for n := range lock.MaxEntries {
		e := lock.Entry{File: fmt.Sprintf("segments/%05d.seg", n), ID: fmt.Sprintf("00000000-0000-4000-8000-%012x", n), Name: fmt.Sprintf("Segment %d", n)}
		if n%long.Of(20, 1) == 0 {
			e.Hash = lock.Hashes{Name: hash, Color: hash, Description: hash, Lists: hash, Rules: hash}
			e.Updated = "2026-01-01T00:00:00.000000Z"
		}
		f.Remotes[base] = append(f.Remotes[base], e)
	}
	text, err := f.Bounded()
	if err != nil {
		t.Fatal(err)
	}
	again, err := lock.Parse(text)
	if err != nil || len(again.Remotes[base]) != lock.MaxEntries {
		t.Fatal(err)
	}
	f.Remotes["b"] = []lock.Entry{{File: "a.seg", ID: one}}
	if _, err = f.Bounded(); err == nil || !prose.Names(err.Error(), strconv.Itoa(lock.MaxEntries)) {
		t.Fatalf("one entry too many: %v", err)
	}
	prose.Open(t, "entries").Add(t, "one entry too many", err.Error())
}
