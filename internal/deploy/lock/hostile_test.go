package lock_test

import (
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestParseTakesLittle checks that a lock which is made to fill the memory is
// refused before it does: at its first bad entry, or where a bound is.
func TestParseTakesLittle(t *testing.T) {
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
	for _, c := range []struct{ name, text, want string }{
		{"empty entries", fill(open+"{}", ",{}") + "]}}", "not a path below the folder"},
		{"nulls", fill(open+"null", ",null") + "]}}", "not a path below the folder"},
		{"empty entries of version 1", fill(`{"version":1,"remotes":{"b":[{}`, ",{}") + "]}}", "not a path below the folder"},
		{"good entries", many(open+`{"file":"z.seg","id":"`+one+`"}`, `,{"file":"#.seg","id":"00000000-0000-4000-8000-#"}`) + "]}}", "more than 30000 entries"},
		{"addresses", many(`{"version":2,"remotes":{"":[]`, `,"#":[]`) + "}}", "more than 1000 addresses"},
		{"members", many(`{"version":2`, `,"#":1`) + "}", `unknown field "100000000000"`},
		{"members of an entry", many(open+`{"file":"a.seg"`, `,"#":1`) + "}]}}", "more than 64 KiB"},
		{"values", many(open+`{"file":"a.seg","values":{"":""`, `,"#":""`) + "}}]}}", "more than 64 KiB"},
		{"lines", fill("{", "\n"), "this is not a lock"},
		{"lines with entries", fill("", "{\"file\"}\n"), "this is not a lock"},
		{"too much", strings.Repeat(" ", lock.MaxSize) + "{}", "more than 16 MiB"},
	} {
		var before, after runtime.MemStats
		data := []byte(c.text)
		runtime.ReadMemStats(&before)
		_, err := lock.Parse(data)
		runtime.ReadMemStats(&after)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %.200v", c.name, err)
		}
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
	if _, err := f.Bounded(); fmt.Sprint(err) != fmt.Sprintf("it would have more than %d entries", lock.MaxEntries) {
		t.Errorf("one entry too many: %v", err)
	}
}
