package segc_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestSegmentsAreTheirCopies has random files of several segments, most with `for`, and writes a
// file by hand for each segment that they make: with the literal in the place of each name of
// `for`, and without the other segments. Both must become the same document, or be refused for
// the same reason.
func TestSegmentsAreTheirCopies(t *testing.T) {
	t.Parallel()
	n := long.Most(15, 60, 1000)
	r := rand.New(rand.NewPCG(20261129, 16))
	var all copied
	for range n {
		f := newValueFile(r, false)
		f.lines = slices.DeleteFunc(f.lines, func(line string) bool { return strings.HasPrefix(line, "where ") })
		all.file(t, &segmentsFile{valueFile: f})
	}
	t.Logf("%d files, %+v", n, all)
	if all.segments < 5*n || all.documents < all.segments/2 || all.refused == 0 || all.names < 4*n {
		t.Errorf("%d files, %+v", n, all)
	}
}

// copied counts what became of random files.
type copied struct{ segments, documents, refused, names int }

// segmentsFile is a random file with several segments.
type segmentsFile struct {
	*valueFile
	copies []segmentCopy
	names  int // of `for`, in the places of values
}

// segmentCopy is one segment as it would be written by hand.
type segmentCopy struct{ name, text string }

// loopOf is a `for` in a random file.
type loopOf struct {
	name, kind string
	values     []string
	labels     []string // or the values, as they are in a name
	single     int      // the kind
}

func (c *copied) file(t *testing.T, f *segmentsFile) {
	t.Helper()
	var segments []string
	for i := range 1 + f.r.IntN(pick(f.r, []int{2, 4, 20})) {
		segments = append(segments, f.segment(i))
	}
	// What all segments share is anywhere between them.
	shared := strings.Join(f.lines, "\n") + "\n"
	at := f.r.IntN(len(segments) + 1)
	text := strings.Join(segments[:at], "") + shared + strings.Join(segments[at:], "")
	options := segc.Options{Today: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), Params: f.params, Files: segc.Files(f.files)}
	program, list := segc.Load(t.Context(), text, options)
	if list.HasErrors() {
		t.Fatalf("%s\n%v", text, list)
	}
	results, list := program.Compile(t.Context())
	if said := differently(t, program, list); said != "" {
		t.Fatalf("%s\n%s", text, said)
	}
	rules := program.Rules()
	if len(rules) != len(f.copies) {
		t.Fatalf("%d rules, not %d, of\n%s", len(rules), len(f.copies), text)
	}
	c.names += f.names
	for i, hand := range f.copies {
		c.segments++
		if rules[i].Name() != hand.name {
			t.Fatalf("the segment %q is called %q by hand, of\n%s", rules[i].Name(), hand.name, text)
		}
		want, expected := segc.Compile(t.Context(), shared+hand.text, options)
		got, own := rules[i].Compile(t.Context())
		if (want == nil) != (got == nil) || (got == nil) != (results[i] == nil) || got == nil && errorsIn(own) != errorsIn(expected) {
			t.Fatalf("%s\nthe segment %q is refused: %v\nand by hand\n%s\n%v\ntogether: %v", text, hand.name, own, hand.text, expected, list)
		}
		if got == nil {
			c.refused++
			if !strings.Contains(errorsIn(list), strings.Fields(errorsIn(expected))[0]) {
				t.Fatalf("%s\nthe segment %q has an error alone: %v", text, hand.name, own)
			}
			continue
		}
		c.documents++
		if string(got.Compact()) != string(want.Compact()) || string(results[i].Compact()) != string(want.Compact()) {
			t.Fatalf("%s\nthe segment %q is\n%s\nand by hand\n%s\n%s", text, hand.name, got.Compact(), hand.text, want.Compact())
		}
		lists, _ := rules[i].Header()
		if byHand, _ := mustRule(t, want).Header(); !slices.Equal(lists.Lists, byHand.Lists) || lists.Description != byHand.Description {
			t.Fatalf("%s\nthe header of %q is %v, and by hand %v", text, hand.name, lists, byHand)
		}
	}
}

func mustRule(t *testing.T, r *segc.Result) *segc.Rule {
	t.Helper()
	rule, ok := r.Rule()
	if !ok {
		t.Fatal("the result has no rule")
	}
	return rule
}

// segment writes a segment, and keeps its copies.
func (f *segmentsFile) segment(number int) string {
	scope := f.all()
	var loops []loopOf
	header, name := "", "Segment "+strconv.Itoa(number)
	for i := range f.r.IntN(3) {
		l := f.loop(i)
		loops = append(loops, l)
		scope.single[l.single] = slices.Repeat([]string{l.name}, 3) // rather than other names
		name += " {" + l.name + "}"
		var each []string
		for k, v := range l.values {
			if l.labels[k] != "" {
				v += " as " + strconv.Quote(l.labels[k])
			} else {
				l.labels[k] = shownValue(v)
			}
			each = append(each, v)
		}
		header += " for " + l.kind + l.name + " in (" + strings.Join(each, ", ") + ")\n"
	}
	rule := f.rule(scope, 3)
	lists := ""
	if len(loops) > 0 && loops[0].single == listKind {
		lists = "lists news, " + loops[0].name + "\n"
	}
	before := len(f.copies)
	f.copy(loops, name, lists, rule)
	for range len(f.copies) - before {
		for _, l := range loops {
			f.names += strings.Count(rule, l.name)
		}
	}
	description := ""
	if len(loops) > 0 {
		description = " description \"{{" + loops[0].name + "}} is {" + loops[0].name + "}\"\n"
		for i := range f.copies[before:] {
			c := &f.copies[before+i]
			c.text = strings.Replace(c.text, "DESCRIPTION", "{"+loops[0].name+"} is ", 1)
		}
	}
	return "segment " + strconv.Quote(name) + "\n" + header + description + lists + "where " + rule + "\n"
}

// shownValue returns a literal as it is in a name.
func shownValue(literal string) string {
	if text, err := strconv.Unquote(literal); err == nil && literal[0] == '"' {
		return text
	}
	return strings.Trim(literal, "'")
}

// loop returns a random `for`.
func (f *segmentsFile) loop(i int) loopOf {
	l := loopOf{name: "each_q" + strconv.Itoa(i), single: f.r.IntN(textsKind)}
	if l.single >= listKind {
		l.kind = [...]string{"list ", "isp ", "campaign "}[l.single-listKind]
	}
	for range 1 + f.r.IntN(3) {
		if v := f.literal(l.single); !slices.Contains(l.values, v) && !strings.Contains(v, "}") {
			l.values = append(l.values, v)
			label := ""
			if f.r.IntN(3) == 0 {
				label = fmt.Sprintf("label %d", len(l.values))
			}
			l.labels = append(l.labels, label)
		}
	}
	if len(l.values) == 0 {
		return f.loop(i)
	}
	return l
}

// copy writes the copies of a segment, the last `for` changing first.
func (f *segmentsFile) copy(loops []loopOf, name, lists, rule string) {
	if len(loops) == 0 {
		f.copies = append(f.copies, segmentCopy{name, "segment " + strconv.Quote(name) + "\n" + lists + "where " + rule + "\n"})
		return
	}
	chosen := make([]int, len(loops))
	for {
		name, lists, rule, first := name, lists, rule, ""
		for i, l := range loops {
			value, label := l.values[chosen[i]], l.labels[chosen[i]]
			name = strings.ReplaceAll(name, "{"+l.name+"}", label)
			lists = strings.ReplaceAll(lists, l.name, value)
			rule = strings.ReplaceAll(rule, l.name, value)
			if i == 0 {
				first = label
			}
		}
		description := " description \"DESCRIPTION" + strings.Trim(strconv.Quote(first), `"`) + "\"\n"
		f.copies = append(f.copies, segmentCopy{name, "segment " + strconv.Quote(name) + "\n" + description + lists + "where " + rule + "\n"})
		i := len(loops) - 1
		for ; i >= 0; i-- {
			if chosen[i]++; chosen[i] < len(loops[i].values) {
				break
			}
			chosen[i] = 0
		}
		if i < 0 {
			return
		}
	}
}
