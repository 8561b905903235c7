package contactfile

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// FuzzOrder reads objects one after another, with the order of the ones before, and each as if it
// were the first: cells and faults are the same.
func FuzzOrder(f *testing.F) {
	for _, seed := range objectsInOrder() {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { orderAgrees(t, text) })
}

func objectsInOrder() []string {
	return []string{
		`{"plan":"a","vip":1}` + "\n" + `{"plan":"b","vip":2}` + "\n" + `{"vip":2,"plan":"b"}`,
		`{"plan":"a"}` + "\n" + `{"new":1,"plan":"a"}` + "\n" + `{"plan":"a","new":2}` + "\n" + `{"plan":"a"{"new":2}` + "\n" + `,"plan":1}`,
		`{ "plan" : 1 , "vip" : 2 }` + "\n" + `{ "plan" : 1 , "vip" : 2 }` + "\n" + `{"plan" : 1,"plan" : 2}`,
		`{"pl\u0061n":1,"vip":2}` + "\n" + `{"plan":1}` + "\n" + `{"plan":1`, `{}` + "\n" + `{"plan":1}` + "\n" + `{,"plan":1}`,
	}
}

// TestOrder does the same with random objects.
func TestOrder(t *testing.T) {
	for _, text := range objectsInOrder() {
		orderAgrees(t, text)
	}
	rapid.Check(t, func(t *rapid.T) {
		member := rapid.SampledFrom([]string{`"plan":4`, `"new":7`, `"vip":8`})
		between := rapid.SampledFrom([]string{",", ",", ",", "{", " ,", "", "}"})
		var text strings.Builder
		for range rapid.IntRange(2, 6).Draw(t, "lines") {
			text.WriteString("{")
			for i := range rapid.IntRange(0, 3).Draw(t, "members") {
				if i > 0 {
					text.WriteString(between.Draw(t, "between"))
				}
				text.WriteString(member.Draw(t, "member"))
			}
			text.WriteString("}\n")
		}
		orderAgrees(t, text.String())
	})
}

// fataler is a test, or a random one.
type fataler interface {
	Fatal(...any)
	Fatalf(string, ...any)
}

func orderAgrees(t fataler, text string) {
	if !utf8.ValidString(text) {
		return
	}
	names := []string{"plan", "vip"}
	var r rows
	if err := r.open(strings.NewReader("{}"), "x", Objects, names); err != nil {
		t.Fatal(err)
	}
	after := r.objects()
	for line := range strings.SplitSeq(text, "\n") {
		var want, got [2]cell
		wrong, fault := r.objects().read(line, want[:]), after.read(line, got[:])
		if !reflect.DeepEqual(wrong, fault) || wrong == nil && got != want {
			t.Fatalf("%q after others: %v, %v instead of %v, %v", line, got, fault, want, wrong)
		}
	}
}

// FuzzUsualEvents reads events in the fast way and in the slow one.
func FuzzUsualEvents(f *testing.F) {
	for _, seed := range []string{
		`{"metric":"open","at":"2026-05-01T10:00:00Z"}`, `{"metric":"click","at":"2026-05-31T10:00:00Z","campaign":204},`, `{"metric":"open","at":"2026-05-01T10:00:00Z","campaign":0}`,
		`{"metric":"open","at":"2026-05-01T10:00:00Z","campaign":01}`, `{"metric":"open","at":"2026-05-01T10:00:00Z","campaign":1.5}`, `{"metric":"open","at":"2026-02-29T10:00:00Z"}`,
		`{"metric":"open","at":"2026-05-01T10:00:00Z","campaign":}`, `{"metric":"opened","at":"2026-05-01T10:00:00Z"}`, `{"metric":"open","at":"2026-05-01T10:00:00Z"`, `{"metric":"open","at":"2026-05-01T10:00:00Z","count":2}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { usualEventAgrees(t, text) })
}

// TestUsualEvents does the same with random events.
func TestUsualEvents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one := func(of ...string) string { return rapid.SampledFrom(of).Draw(t, "part") }
		usualEventAgrees(t, `{"metric":"`+one("open", "click", "opened", `op\u0065n`)+`","at":"`+one("2026-05-31T10:00:00Z", "2026-06-31T10:00:00Z", "2026-05-31T10:00:00.1Z")+`"`+
			one("", `,"campaign":204`, `,"campaign":0`, `,"campaign":7.5`, `,"campaign":"x"`, `,"count":2`)+one("}", "},", "]", "", `,"count":3}`))
	})
}

func usualEventAgrees(t fataler, text string) {
	fast, slow := scanner{text: text}, scanner{text: text}
	got, want := Event{DaysAgo: -1, Times: 1}, Event{DaysAgo: -1, Times: 1}
	before := got
	if !fast.usualEvent(&got) {
		if got != before || fast.at != 0 {
			t.Fatalf("%q is changed: %v", text, got)
		}
		return
	}
	s, err := Open(strings.NewReader(`{"columns":{}}`), "x", Want{Events: true}, Layout{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.records().readEvent(&slow, &want); err != nil || !got.At.Equal(want.At) {
		t.Fatalf("%q is %v, which is %v (%v) in the slow way", text, got, want, err)
	}
	got.At = want.At
	if got != want || fast.at != slow.at {
		t.Fatalf("%q is %v up to %d, which is %v up to %d in the slow way", text, got, fast.at, want, slow.at)
	}
}

// TestWords compares what is found in eight bytes at once with a look at each.
func TestWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		alphabet := []byte{0, 1, 0x1f, ' ', '!', '"', '#', ',', '[', '\\', ']', 0x7f, 0x80, 0xff, 'a'}
		text := string(rapid.SliceOfN(rapid.SampledFrom(alphabet), wordSize, 40).Draw(t, "text"))
		at := rapid.IntRange(0, len(text)).Draw(t, "at")
		want := strings.IndexFunc(text[at:], func(r rune) bool { return r < ' ' || r == '"' || r == '\\' })
		if want += at; want < at {
			want = len(text)
		}
		if got := plainUpTo(text, at); got != want {
			t.Fatalf("%q is plain from %d up to %d, not %d", text, at, want, got)
		}
		c := rapid.SampledFrom(alphabet).Draw(t, "byte")
		flags := exactZeroBytes(word(text, 0) ^ uint64(c)*eachByte)
		for i := range wordSize {
			if (flags>>(8*i)&0xff == 0x80) != (text[i] == c) || flags>>(8*i)&0x7f != 0 {
				t.Fatalf("%q: %x for %q", text[:wordSize], flags, c)
			}
		}
	})
}
