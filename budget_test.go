package segc_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
	shapes "github.com/segc-lang/segc/internal/test/hostile"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/sides"
)

// Flags of make hostile. A text depends on its seed and its index alone, so several
// runs can share the texts of one seed.
var (
	manyHostile = flag.Int("hostile", 0, "how many random texts to attack with")
	hostileFrom = flag.Int("hostile-from", 0, "the index of the first of them")
	hostileSeed = flag.Uint64("hostile-seed", 1, "the seed of the random texts")
	hostileOnly = flag.String("hostile-only", "", "a regular expression: attack only with `call, shape of n bytes` that match it")
)

// attacked reports whether the flags select an attack.
func attacked(t *testing.T, call hostileCall, a attack) bool {
	t.Helper()
	only, err := regexp.Compile(*hostileOnly)
	if err != nil {
		t.Fatal(err)
	}
	return call.about(a.name) && only.MatchString(fmt.Sprintf("%s, %s of %d bytes", call.name, a.name, len(a.text)))
}

// most is what a call may hold, and late how long after its context it may return.
const (
	most = 512 << 20
	late = 50 * time.Millisecond
)

// hostileCall is a call of the library on a text that it is given.
type hostileCall struct {
	name string
	do   func(ctx context.Context, text string, memory int64) error
}

// hostileCalls are the calls that have a context, in every mode.
func hostileCalls() []hostileCall { return hostileCallsWith(manyFiles(16_000)) }

// hostileCallsWith are the same with other files to use.
func hostileCallsWith(files fstest.MapFS) []hostileCall {
	options := func(memory int64) segc.Options { return segc.Options{Files: files, MaxMemory: memory} }
	explained := func(ctx context.Context, text string, memory int64) error {
		e, list := sides.Explain(ctx, sides.Rule{Text: text, Options: options(memory)}, time.Unix(1e9, 0))
		if e == nil {
			return said(ctx, list)
		}
		var all []error
		for _, format := range sides.Formats() {
			var b bytes.Buffer
			all = append(all, e.WriteContext(ctx, &b, format))
		}
		return errors.Join(all...)
	}
	return []hostileCall{
		{"compile", func(ctx context.Context, text string, memory int64) error {
			result, list := segc.Compile(ctx, text, options(memory))
			if result != nil && !timed(ctx) {
				result.RulesJSON()
			}
			return said(ctx, list)
		}},
		{"compile plain", func(ctx context.Context, text string, memory int64) error {
			o := options(memory)
			o.Plain = true
			_, list := segc.Compile(ctx, text, o)
			return said(ctx, list)
		}},
		{"check", func(ctx context.Context, text string, memory int64) error {
			o := options(memory)
			o.Enable = segc.OptionalRules()
			return said(ctx, segc.Check(ctx, text, o))
		}},
		{"diff", func(ctx context.Context, text string, memory int64) error {
			_, list := sides.Diff(ctx, sides.Rule{Text: text, Options: options(memory)}, sides.Rule{Text: text + "\nor opened >= 7", Options: options(memory)})
			return said(ctx, list)
		}},
		{"explain", explained},
		{"decompile", func(ctx context.Context, text string, memory int64) error {
			_, err := segc.Decompile(ctx, []byte(text), segc.DecompileOptions{MaxMemory: memory})
			return err
		}},
		{"decompile exact", func(ctx context.Context, text string, memory int64) error {
			_, err := segc.Decompile(ctx, []byte(text), segc.DecompileOptions{MaxMemory: memory, Exact: true})
			return err
		}},
		{"format", func(ctx context.Context, text string, memory int64) error {
			_, list := segc.Format(poll.Within(ctx, memory), text, segc.FormatOptions{})
			return said(ctx, list)
		}},
	}
}

// timed reports whether a context measures the time between two looks at it: then
// nothing is done that takes no context.
func timed(ctx context.Context) bool {
	_, is := ctx.(*looks)
	return is
}

// said is the error that diagnostics say. It takes a while where there are many.
func said(ctx context.Context, list diag.List) error {
	if timed(ctx) {
		return nil
	}
	return list.Err()
}

// manyFiles are a thousand files of parts that a rule can use.
func manyFiles(size int) fstest.MapFS {
	files, part := fstest.MapFS{}, shapes.Part(size)
	for i := range 1000 {
		files[fmt.Sprintf("f%d.seg", i)] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(part, "@", fmt.Sprint(i)))}
	}
	return files
}

// TestMemoryOfACall checks that no shape makes a call hold more than its limit,
// the default or a small one: the answer is an error then, or the same as
// otherwise. make hostile does so with every shape, and larger ones.
func TestMemoryOfACall(t *testing.T) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(4 << 30))
	calls := hostileCalls()
	for i, a := range attacks() {
		for j, call := range calls {
			if attacked(t, call, a) && (i+j)%long.Of(13, 1) == 0 {
				checkMemory(t, call, a, 0)
				checkMemory(t, call, a, 32<<20)
			}
		}
	}
}

// about reports whether a call takes what a shape makes.
func (c hostileCall) about(name string) bool {
	document := strings.HasPrefix(name, "document: ")
	switch {
	case strings.HasPrefix(c.name, "decompile"):
		return document
	case c.name == "explain", c.name == "diff":
		return true
	}
	return !document
}

// attack is a text that was made.
type attack struct{ name, text string }

// attacks are the rules of the review, and shapes: those that take most, or with
// make hostile all of them in several sizes.
func attacks() []attack {
	few := []string{"a list in 900 groups", "lists in pairs", "mistakes", "document: one group of many conditions"}
	sizes, values := []int{10_000}, []int{15_000}
	if *manyHostile > 0 {
		few, sizes, values = nil, []int{30_000, 200_000, 1 << 20}, []int{1000, 5000, 15_000, 30_000, 60_000}
	}
	var all []attack
	for _, n := range values {
		all = append(all, attack{fmt.Sprintf("%d values in 900 groups", n), shapes.Multiplied(n)})
	}
	for _, size := range sizes {
		for _, s := range shapes.Texts() {
			if few == nil || slices.Contains(few, s.Name) {
				all = append(all, attack{s.Name, s.Make(size - 32)}) // which diff adds to
			}
		}
		for _, s := range shapes.Documents() {
			if name := "document: " + s.Name; few == nil || slices.Contains(few, name) {
				all = append(all, attack{name, s.Make(size)})
			}
		}
	}
	return all
}

func checkMemory(t *testing.T, call hostileCall, a attack, limit int64) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	var err error
	u := measured(func() { err = call.do(ctx, a.text, limit) })
	// A limit is about what is held beside the texts; diff has two of them.
	about := limit + limit/16 + 2*int64(len(a.text))
	if limit == 0 {
		limit, about = most, most
	}
	if u.live > uint64(about) {
		t.Errorf("%s, %s of %d bytes: it holds %d MiB of %d (%d with garbage, %v): %.100v", call.name, a.name, len(a.text), u.live>>20, limit>>20, u.heap>>20, u.elapsed, err)
	}
	if err != nil && strings.Contains(err.Error(), string(diag.Internal)) {
		t.Errorf("%s, %s: %v", call.name, a.name, err)
	}
	if u.live > 100<<20 {
		t.Logf("| %s | %s | %d | %d | %d | %d | %v | %.60v |", call.name, a.name, len(a.text), limit>>20, u.live>>20, u.heap>>20, u.elapsed.Round(time.Millisecond), err)
	}
}

// TestTimeAfterTheContext checks that a call looks at its context often enough
// to return soon after it ends. The time is that of the processor; the margin is
// for machines that are slow or busy.
func TestTimeAfterTheContext(t *testing.T) {
	margin := time.Duration(6)
	if *manyHostile > 0 {
		margin = 1
	}
	calls := hostileCalls()
	for i, a := range attacks() {
		for j, call := range calls {
			if attacked(t, call, a) && (i+j)%long.Of(5, 1) == 0 {
				checkLooks(t, call, a, margin*late)
			}
		}
	}
}

// checkLooks measures a call. What takes long by chance, such as marking for the
// collector when it happens to run, is not there a second time, so the shortest of
// three runs counts. The last one is without the collector, as far as the memory
// limit allows: a gap that remains is the work of the call itself.
func checkLooks(t *testing.T, call hostileCall, a attack, within time.Duration) {
	t.Helper()
	l := looksOf(call, a)
	for run := 1; run < 3 && l.longest > within; run++ {
		if run == 2 {
			defer debug.SetGCPercent(debug.SetGCPercent(-1))
		}
		if again := looksOf(call, a); again.longest < l.longest {
			l = again
		}
	}
	if l.longest > within {
		t.Errorf("%s, %s of %d bytes: %v between two looks at the context, %d in all: %s", call.name, a.name, len(a.text), l.longest, l.count, l.within)
	}
	if *manyHostile > 0 && l.longest > within/3 {
		t.Logf("| %s | %s | %d | %v | %s |", call.name, a.name, len(a.text), l.longest, l.within)
	}
}

func looksOf(call hostileCall, a attack) *looks {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	l := newLooks()
	_ = call.do(l, a.text, 0) // what is said of it is another test's
	l.end()
	return l
}

// TestManyHostileTexts does the same with as many random texts as the flags say; with
// none, it takes a few small ones.
func TestManyHostileTexts(t *testing.T) {
	from, end, margin := *hostileFrom, *manyHostile, late
	if end == 0 {
		from, end, margin = 1, long.Of(8, 100), 6*late
	}
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(4 << 30))
	few, many := hostileCallsWith(manyFiles(500)), sync.OnceValue(hostileCalls)
	began, spent, texts := time.Now(), map[int]time.Duration{}, map[int]int{}
	for i := from; i < end; i++ {
		start := time.Now()
		r := rand.New(rand.NewPCG(*hostileSeed, uint64(i)))
		size, calls := 2_000, few
		switch {
		case i%5000 == 0:
			size, calls = 1<<20, many()
		case i%500 == 0:
			size, calls = 200_000, many()
		case i%20 == 0:
			size = 20_000
		}
		a := attack{fmt.Sprintf("text %d", i), shapes.Random(r, size)}
		if strings.HasPrefix(a.text, "{") {
			a.name = "document: " + a.name
		}
		call := calls[r.IntN(len(calls))]
		for !call.about(a.name) {
			call = calls[r.IntN(len(calls))]
		}
		if len(a.text) > 10_000 {
			checkMemory(t, call, a, []int64{0, 64 << 20}[r.IntN(2)])
		}
		checkLooks(t, call, a, margin)
		spent[size] += time.Since(start)
		texts[size]++
		if i%1000 == 999 {
			t.Logf("texts up to %d, after %v", i, time.Since(began).Round(time.Second))
		}
	}
	for _, size := range slices.Sorted(maps.Keys(spent)) {
		t.Logf("%d texts of up to %d bytes took %v", texts[size], size, spent[size].Round(time.Millisecond))
	}
}
