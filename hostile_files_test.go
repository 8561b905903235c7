package segc_test

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/refusal"
	"github.com/segc-lang/segc/internal/test/sides"
)

// TestBytes checks what becomes of bytes that are not plain text.
func TestBytes(t *testing.T) {
	const plain = "plan = \"pro\" # x\nand age > 3\n"
	want, list := segc.Compile(context.Background(), plain, segc.Options{})
	if want == nil {
		t.Fatal(list.Err())
	}
	for _, c := range []struct {
		name, text string
		code       diag.Code // "" when the text is the same as the plain one
		place      string
	}{
		{"a byte order mark", "\ufeff" + plain, "", ""},
		{"CRLF", strings.ReplaceAll(plain, "\n", "\r\n"), "", ""},
		{"no last line end", strings.TrimSuffix(plain, "\n"), "", ""},
		{"tabs", strings.ReplaceAll(plain, " >", "\t>"), "", ""},
		{"a lone CR in a comment", strings.Replace(plain, "# x", "# x\ry", 1), diag.BadCharacter, "1:17"},
		{"a carriage return too many", strings.Replace(plain, "# x", "# x\r\r", 1), "", ""},
		{"a lone CR between words", strings.Replace(plain, " and", "\rand", 1), "", ""},
		{"a byte order mark inside", strings.Replace(plain, "and", "\ufeffand", 1), diag.BadCharacter, "2:1"},
		{"two byte order marks", "\ufeff\ufeff" + plain, diag.BadCharacter, "1:1"},
		{"NUL", strings.Replace(plain, "and", "\x00and", 1), diag.BadCharacter, "2:1"},
		{"NUL in a text", strings.Replace(plain, "pro", "p\x00o", 1), diag.BadString, "1:10"},
		{"NUL in a comment", strings.Replace(plain, "# x", "# \x00", 1), diag.BadCharacter, "1:16"},
		{"a lone CR in a text", strings.Replace(plain, "pro", "p\ro", 1), diag.BadString, "1:10"},
		{"invalid UTF-8", strings.Replace(plain, "age", "\xffge", 1), diag.BadCharacter, "2:5"},
		{"invalid UTF-8 in a text", strings.Replace(plain, "pro", "p\xc3", 1), diag.BadCharacter, "1:10"},
		{"invalid UTF-8 in a comment", strings.Replace(plain, "# x", "# \xed\xa0\x80", 1), diag.BadCharacter, "1:16"},
		{"UTF-16", "\xff\xfep\x00l\x00", diag.BadCharacter, "1:1"},
		{"nothing", "", diag.EmptyFile, "1:1"},
		{"a byte order mark only", "\ufeff", diag.EmptyFile, "1:1"},
		{"a megabyte and one", plain + strings.Repeat(" ", 1<<20), diag.TooLarge, "1:1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, list := segc.Compile(context.Background(), c.text, segc.Options{})
			answered(t, got, list)
			if c.code == "" {
				if got == nil || string(sides.Compact(got)) != string(sides.Compact(want)) {
					t.Errorf("the text means something else: %v", list.Err())
				}
				return
			}
			if len(list) != 1 || list[0].Code != c.code {
				t.Fatalf("it gives %v", list.Err())
			}
			p := list[0].Location.Source.Position(list[0].Location.Span.Start)
			if place := fmt.Sprintf("%d:%d", p.Line, p.Column); place != c.place {
				t.Errorf("it is wrong at %s, not %s", place, c.place)
			}
		})
	}
}

// TestPathsStayInside checks that `use` reaches nothing outside of the file
// system, and that no path makes it fail on itself.
func TestPathsStayInside(t *testing.T) {
	messages := prose.Open(t, "paths")
	files := fstest.MapFS{
		"in/rule.seg":       {},
		"in/catalog.seg":    {Data: []byte("let engaged = opened")},
		"in/deep/other.seg": {Data: []byte("let engaged = opened")},
		"top.seg":           {Data: []byte("let engaged = opened")},
		"in/..hidden.seg":   {Data: []byte("let engaged = opened")},
		"in/a b.seg":        {Data: []byte("let engaged = opened")},
		"in/bytes.seg":      {Data: []byte("let engaged = opened\xff")},
		"in/large.seg":      {Data: make([]byte, 1<<20+1)},
	}
	const (
		outside   = "1:5 SEG206"
		absolute  = "1:5 SEG206"
		backslash = "1:5 SEG206"
		long      = "1:5 SEG206"
		folder    = "1:5 SEG207"
		missing   = "1:5 SEG207"
	)
	for _, c := range []struct{ path, want string }{
		{"catalog.seg", ""},
		{"./catalog.seg", ""},
		{"deep/../catalog.seg", ""},
		{"deep//other.seg", ""},
		{"nowhere/../catalog.seg", ""}, // a path is words, not folders
		{"../top.seg", ""},
		{"../in/catalog.seg", ""},
		{"..hidden.seg", ""},
		{"a b.seg", ""},
		{"../../top.seg", outside},
		{strings.Repeat("a/", 600) + "x.seg", long},
		{"../../in/catalog.seg", outside},
		{"deep/../../../top.seg", outside},
		{"/top.seg", absolute},
		{"//top.seg", absolute},
		{"/../top.seg", absolute},
		{"c:/top.seg", absolute},
		{"c:top.seg", absolute},
		{`deep\\other.seg`, backslash},
		{`..\\top.seg`, backslash},
		{`\\\\server\\share`, backslash},
		{"..", folder},
		{".", folder},
		{"deep", folder},
		{"deep/", folder},
		{"", "1:5 SEG207"},
		{" ", missing},
		{"catalog.seg/", ""},
		{"catalog.seg/x", missing},
		{"catalog.seg\\u0000", missing},
		{"~/top.seg", missing},
		{"$HOME/top.seg", missing},
		{"https://example.org/top.seg", missing},
		{"rule.seg", "1:5 SEG205\n2:7 SEG201"},
		{"bytes.seg", "1:21 SEG105"},
		{"large.seg", "1:1 SEG114"},
		{strings.Repeat("../", 10_000) + "top.seg", long},
		{strings.Repeat("../", 330) + "top.seg", outside},
		{strings.Repeat("deep/../", 100) + "catalog.seg", ""},
		{strings.Repeat("deep/../", 10_000) + "catalog.seg", long},
		{strings.Repeat("x", 1000), missing},
		{strings.Repeat("x", 100_000), long},
	} {
		name := c.path[:min(len(c.path), 40)]
		t.Run(name, func(t *testing.T) {
			text := "use \"" + c.path + "\"\nwhere engaged or plan = \"pro\"\n"
			result, list := segc.Compile(context.Background(), text, segc.Options{Name: "in/rule.seg", Files: files})
			answered(t, result, list)
			if refusal.Places(list) != c.want || (result == nil) != (c.want != "") {
				t.Errorf("it gives %s, not %s", refusal.Of(list), c.want)
			}
			if c.want == "" {
				return
			}
			// A path is said as it is read.
			read := strings.NewReplacer(`\\`, `\`, `\u0000`, `\x00`).Replace(c.path)
			messages.Add(t, fmt.Sprintf("%s of %d bytes", name, len(c.path)), strings.ReplaceAll(refusal.Messages(list), `"`+read+`"`, "PATH"))
		})
	}
}

// TestUseIsRefusedWithoutFiles checks that nothing is read that was not given.
func TestUseIsRefusedWithoutFiles(t *testing.T) {
	messages := prose.Open(t, "use-refused")
	result, list := segc.Compile(context.Background(), "use \"hostile_test.go\"\nwhere plan = \"pro\"", segc.Options{})
	if result != nil || refusal.Places(list) != "1:5 SEG206" {
		t.Errorf("it gives %s", refusal.Of(list))
	}
	messages.Add(t, "without files", refusal.Messages(list))
}

// TestManyFiles checks that files that use each other end, one way or another.
func TestManyFiles(t *testing.T) {
	messages := prose.Open(t, "many-files")
	const n = 2_000
	name := func(i int) string { return strconv.Itoa(i) + ".seg" }
	for _, c := range []struct {
		name string
		file func(i int) string
		main string
		want string // the first error
	}{
		{"a chain", func(i int) string { return "use \"" + name(i+1) + "\"\n" }, "use \"0.seg\"", "1:5 SEG114"},
		{"a chain in a circle", func(i int) string { return "use \"" + name((i+1)%900) + "\"\n" }, "use \"0.seg\"", "1:5 SEG205"},
		{"itself", func(i int) string { return "use \"" + name(i) + "\"\n" }, lines(n-1, "use \"#.seg\"\n"), "1:5 SEG205"},
		{"all at once", func(i int) string { return "isp a" + strconv.Itoa(i) + " = 1\n" }, lines(n-1, "use \"#.seg\"\n"), "1000:5 SEG114"},
		{"one that all use", func(i int) string {
			if i == 0 {
				return "isp gmail = 1\n"
			}
			return "use \"0.seg\"\n"
		}, lines(900, "use \"#.seg\"\n"), ""},
		{"each uses all before it", func(i int) string { return lines(min(i-1, 100), "use \"#.seg\"\n") }, lines(100, "use \"#.seg\"\n"), ""},
		{"the same file again and again", func(int) string { return "isp gmail = 1\n" }, strings.Repeat("use \"0.seg\"\n", 10_000), ""},
		{"missing files", func(int) string { return "" }, lines(n, "use \"x#.seg\"\n"), "1:5 SEG207"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := fstest.MapFS{}
			for i := range n {
				files[name(i)] = &fstest.MapFile{Data: []byte(c.file(i))}
			}
			result, list := segc.Compile(context.Background(), c.main+"\nwhere plan = \"pro\"", segc.Options{Files: files})
			answered(t, result, list)
			if got, _, _ := strings.Cut(refusal.Places(list), "\n"); got != c.want || (result == nil) != (c.want != "") {
				t.Errorf("it gives %s, not %s", got, c.want)
			}
			if c.want != "" {
				said, _, _ := strings.Cut(refusal.Messages(list), "\n")
				messages.Add(t, c.name, said)
			}
		})
	}
}

// TestFilesAreBoundedTogether checks that many files that are just small enough
// do not fill the memory.
func TestFilesAreBoundedTogether(t *testing.T) {
	messages := prose.Open(t, "files-together")
	files := fstest.MapFS{}
	large := &fstest.MapFile{Data: []byte(strings.Repeat("# "+strings.Repeat("c", 997)+"\n", 1000))}
	for i := range 40 {
		files[strconv.Itoa(i+1)+".seg"] = large
	}
	result, list := segc.Compile(context.Background(), lines(40, "use \"#.seg\"\n")+"where plan = \"pro\"", segc.Options{Files: files})
	answered(t, result, list)
	if got, _, _ := strings.Cut(refusal.Places(list), "\n"); got != "17:5 SEG207" || !strings.Contains(list[0].Message, "17.seg") || !strings.Contains(list[0].Message, "16777216") {
		t.Fatalf("40 files of a megabyte give %v", list)
	}
	messages.Add(t, "40 files", list[0].Message)
}

// TestTwentyPairs checks that a rule that multiplies out to a million groups is
// refused, with its size and the ors that multiply it.
func TestTwentyPairs(t *testing.T) {
	text := "(a0 = 1 or b0 = 1)" + lines(19, " and (a# = 1 or b# = 1)")
	result, list := segc.Compile(context.Background(), text, segc.Options{})
	if result != nil || len(list) != 1 || list[0].Code != diag.TooManyGroups {
		t.Fatalf("it gives %v", list.Err())
	}
	if d := list[0]; !strings.Contains(d.Message, "1048576") || len(d.Related) == 0 {
		t.Errorf("the message does not have the size and the ors: %s", d.Error())
	}
}

// TestManyLets compiles more parts than a text of the usual size can have.
func TestManyLets(t *testing.T) {
	messages := prose.Open(t, "many-lets")
	parts := long.Of(6_000, 60_000)
	var want, names []string
	for i := 5000; i <= parts; i += 5001 { // after which the count begins again
		want, names = append(want, fmt.Sprintf("%d:5 SEG113", i+1)), append(names, fmt.Sprintf("`a%d`", i))
	}
	for _, part := range []string{"let a# = a^ and a^\n", "let a# = not a^\n"} {
		text := "let a0 = opened\n" + lines(parts, part) + "where a4999"
		result, list := segc.Compile(context.Background(), text, segc.Options{MaxSize: 4 << 20})
		answered(t, result, list)
		if result != nil || refusal.Places(list) != strings.Join(want, "\n") {
			t.Fatalf("it gives %s", refusal.Of(list))
		}
		for i, name := range names {
			if !strings.Contains(list[i].Message, name) || !strings.Contains(list[i].Message, "5000") {
				t.Errorf("%s and the limit are not in %s", name, list[i].Message)
			}
		}
		messages.Add(t, "the first part", list[0].Message)
	}
}
