package segc_test

import (
	"context"
	"io"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/sides"
)

// hostile is a kind of text that nobody writes by hand, of any size.
type hostile struct {
	name string
	text func(n int) string
	n    int         // of a text of at most 1 MiB
	code []diag.Code // what is said of it; none when it compiles
}

// lines repeats a text n times: # is the number of the line, from 1, and ^ the
// number before it.
func lines(n int, text string) string {
	var all []byte
	for i := 1; i <= n; i++ {
		for k := range len(text) {
			switch text[k] {
			case '#':
				all = strconv.AppendInt(all, int64(i), 10)
			case '^':
				all = strconv.AppendInt(all, int64(i-1), 10)
			default:
				all = append(all, text[k])
			}
		}
	}
	return string(all)
}

func repeated(before, part, after string) func(int) string {
	return func(n int) string { return before + strings.Repeat(part, n) + after }
}

func enclosed(before, inner, after string) func(int) string {
	return func(n int) string { return strings.Repeat(before, n) + inner + strings.Repeat(after, n) }
}

// hostiles are the kinds. The sizes come near a megabyte where an answer to so
// much says more than one to less.
func hostiles() []hostile {
	const id = `"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"`
	return []hostile{
		{"parentheses", enclosed("(", "a = 1", ")"), 100_000, []diag.Code{diag.TooDeep}},
		{"open parentheses", repeated("", "(", ""), 500_000, []diag.Code{diag.TooDeep}},
		{"closed parentheses", repeated("a = 1 ", ")", ""), 500_000, []diag.Code{diag.SyntaxError}},
		{"empty parentheses", repeated("a = 1", " and ()", ""), 1_000, []diag.Code{diag.SyntaxError}},
		{"not", repeated("", "not ", "a = 1"), 100_000, []diag.Code{diag.TooDeep}},
		{"signs of not", repeated("", "!", "a = 1"), 500_000, []diag.Code{diag.TooDeep}},
		{"not before parentheses", enclosed("not (", "a = 1", ")"), 100_000, []diag.Code{diag.TooDeep}},
		{"values of a list", func(n int) string { return "a in (" + lines(n, "#,") + "1)" }, 100_000, nil},
		{"texts of a list", func(n int) string { return "a in (" + lines(n, "\"#\",") + "\"x\")" }, 80_000, nil},
		{"the same value of a list", repeated("a in (", `"x",`, `"x")`), 200_000, nil},
		{"tags of a list", func(n int) string { return "a has any (" + lines(n, "\"#\",") + "\"x\")" }, 80_000, nil},
		{"values without commas", repeated("a in (", `"x" `, ")"), 200_000, []diag.Code{diag.SyntaxError}},
		{"commas", repeated("a in (", ",", ")"), 500_000, []diag.Code{diag.SyntaxError}},
		{"an open list", repeated("a in (", "1,", ""), 400_000, []diag.Code{diag.UnclosedParen}},
		{"open lists", repeated("", "a in (", ""), 100_000, nil},
		{"words of the language in a list", repeated("a in (", "list ,", ")"), 100_000, []diag.Code{diag.UnquotedText}},
		{"comments in a list", repeated("a in (1", " # x\n", ")"), 150_000, nil},
		{"a long text", repeated(`a = "`, "x", `"`), 64 << 10, nil},
		{"a long text of escapes", repeated(`a = "`, `\"\u0041`, `"`), 64 << 10, nil},
		{"a long text of surrogates", repeated(`a = "`, `\ud83d\ude00`, `"`), 64 << 10, nil},
		{"a long text of wrong escapes", repeated(`a = "`, `\q`, `"`), 64 << 10, []diag.Code{diag.BadString}},
		{"open texts", repeated("", "\"\n", ""), 100_000, nil},
		{"open curly quotes, one of each line", repeated("a = ", "“\n", ""), 200_000, nil},
		{"stars in open lists", repeated("", "a in (/*\n", ""), 100_000, []diag.Code{diag.ForeignComment}},
		{"open curly quotes in one line", repeated("a = ", "“", ""), 100_000, nil},
		{"curly quotes", repeated("a = 1", " or b = “x”", ""), 20_000, nil},
		{"a long name", repeated("", "x", " = 1"), 500_000, nil},
		{"a long name between backquotes", repeated("`", "x", "` = 1"), 500_000, nil},
		{"a long unknown name", repeated("let engaged = opened\nwhere ", "x", ""), 500_000, nil},
		{"a long number", repeated("a = 1", "0", ""), 500_000, nil},
		{"long wrong numbers", repeated("a = 0", "0", ""), 500_000, []diag.Code{diag.BadNumber}},
		{"a long date", repeated("a = 2026-01", "-01", ""), 200_000, []diag.Code{diag.BadDate}},
		{"blanks", repeated("a", " ", "= 1"), 1 << 19, nil},
		{"lines", repeated("a", "\n", "= 1"), 1 << 19, nil},
		{"comments", repeated("a = 1 ", "# x\n", ""), 200_000, nil},
		{"foreign comments", repeated("a = 1 ", "// x\n", ""), 20_000, []diag.Code{diag.ForeignComment}},
		{"slashes and stars", repeated("a = 1 ", "/*\n", ""), 300_000, []diag.Code{diag.ForeignComment}},
		{"unknown characters", repeated("a = 1", " or b ≥ 2", ""), 5_000, []diag.Code{diag.BadCharacter}},
		{"unknown characters in one place", repeated("a = 1 ", "§", ""), 100_000, []diag.Code{diag.BadCharacter}},
		{"NUL", repeated("a = 1", "\x00", ""), 500_000, []diag.Code{diag.BadCharacter}},
		{"carriage returns", repeated("a = 1", "\r", ""), 500_000, nil},
		{"ors", func(n int) string { return "z = 1" + lines(n, " or a# = 1") }, 900, nil},
		{"the same or", repeated("a = 1", " or a = 1", ""), 50_000, nil},
		{"ands", func(n int) string { return "z = 1" + lines(n, " and a# = 1") }, 4_000, nil},
		{"the same and", repeated("a = 1", " and a = 1", ""), 50_000, nil},
		{"too many ors", func(n int) string { return "z = 1" + lines(n, " or a# = 1") }, 50_000, []diag.Code{diag.TooManyGroups}},
		{"pairs", func(n int) string { return "z = 1" + lines(n, " and (a# = 1 or b# = 1)") }, 20_000, []diag.Code{diag.TooManyGroups}},
		{"mistakes", repeated("a = 1", " or b =", ""), 5_000, []diag.Code{diag.SyntaxError}},
		{"mistakes in lines", repeated("a = 1", "\nor b is 2", ""), 5_000, []diag.Code{diag.UnsupportedTest}},
		{"misspelt statements", repeated("", "lett a = opened\n", "where a = 1"), 5_000, []diag.Code{diag.MisspeltKeyword}},
		{"words", repeated("where a = 1", " x", ""), 400_000, nil},
		{"words in lines", repeated("where a = 1", "\nx", ""), 50_000, nil},
		{"statements that break off", repeated("", "let\n", "where a = 1"), 5_000, []diag.Code{diag.SyntaxError}},
		{"lets of many nots in a chain", func(n int) string {
			return "let a0 = opened\n" + lines(n, "let a# = "+strings.Repeat("!", 400)+"a^\n") + "where a1"
		}, 2_000, []diag.Code{diag.TooDeep}},
		{"lets of parentheses in a chain", func(n int) string {
			return "let a0 = opened\n" + lines(n, "let a# = "+strings.Repeat("(not ", 200)+"a^"+strings.Repeat(")", 200)+"\n") + "where a1"
		}, 500, []diag.Code{diag.TooDeep}},
		{"lets in a chain", func(n int) string { return "let a0 = opened\n" + lines(n, "let a# = not a^\n") + "where a1" }, 40_000, []diag.Code{diag.TooDeep}},
		{"lets in a chain, the other way round", func(n int) string {
			return "where a0\n" + lines(n, "let a^ = a#\n") + "let a" + strconv.Itoa(n) + " = opened"
		}, 40_000, []diag.Code{diag.TooDeep}},
		{"lets that double", func(n int) string {
			return "let a0 = opened\n" + lines(n, "let a# = a^ and a^\n") + "where a" + strconv.Itoa(n)
		}, 4_000, nil},
		{"lets that double and turn", func(n int) string {
			return "let a0 = opened\n" + lines(n, "let a# = not a^ or not (a^ and b = #)\n") + "where a" + strconv.Itoa(n)
		}, 100, nil},
		{"lets that name all others", func(n int) string {
			return "let a0 = opened\nlet b = a0" + lines(n, " or a#") + lines(n, "\nlet a# = b") + "\nwhere b"
		}, 40_000, []diag.Code{diag.NameCycle}},
		{"a cycle of lets", func(n int) string {
			return lines(n, "let a^ = a#\n") + "let a" + strconv.Itoa(n) + " = a0\nwhere a0"
		}, 4_000, []diag.Code{diag.NameCycle}},
		{"aliases in a chain", func(n int) string {
			return "isp a0 = 1\n" + lines(n, "isp a# = a^\n") + "where isp = a" + strconv.Itoa(n)
		}, 40_000, nil},
		{"aliases in a chain, the other way round", func(n int) string {
			return "where isp = a0\n" + lines(n, "isp a^ = a#\n") + "isp a" + strconv.Itoa(n) + " = 1"
		}, 40_000, []diag.Code{diag.TooDeep}},
		{"aliases that double", func(n int) string {
			return "isp a0 = 1\n" + lines(n, "isp a# = (a^, a^, #)\n") + "where isp = a" + strconv.Itoa(n)
		}, 1_000, nil},
		{"aliases of two each", func(n int) string {
			return "isp a0 = 1\nisp b0 = 2\n" + lines(n, "isp a# = (a^, b^)\nisp b# = (b^, a^)\n") + "where isp = a" + strconv.Itoa(n)
		}, 15_000, nil},
		{"aliases that grow", func(n int) string {
			return "isp a0 = 1\n" + lines(n, "isp a# = (a^, #)\n") + "where isp = a" + strconv.Itoa(n)
		}, 36_000, []diag.Code{diag.TooLarge}},
		{"an alias of many, again and again", func(n int) string {
			return "isp a = (0" + lines(n, ", #") + ")\nwhere isp in (a)" + lines(n/4, " or b = # and isp in (a)")
		}, 30_000, []diag.Code{diag.TooLarge}},
		{"columns", func(n int) string { return lines(n, "field a#: text\n") + "where a0 = \"x\"" }, 40_000, nil},
		{"unknown columns", func(n int) string {
			return lines(n, "field column#: text\n") + "where z = 1" + lines(n, " or colum# = 1")
		}, 6_000, []diag.Code{diag.UnknownColumn}},
		{"unknown names", func(n int) string { return lines(n, "let name# = opened\n") + "where name0" + lines(n, " or nam#") }, 6_000, []diag.Code{diag.UnknownName}},
		{"unknown ISPs", func(n int) string {
			return lines(n, "isp provider# = 1\n") + "where isp in (1" + lines(n, ", provide#") + ")"
		}, 6_000, []diag.Code{diag.UnknownName}},
		{"broken statements and unknown names", func(n int) string { return lines(n, "let a# b\n") + "where z0" + lines(n, " or z#") }, 6_000, []diag.Code{diag.SyntaxError, diag.UnknownName}},
		{"names that stand twice", repeated("", "let a = opened\n", "where a"), 20_000, []diag.Code{diag.DuplicateName}},
		{"rules", repeated("", "where a = 1\n", ""), 20_000, []diag.Code{diag.DuplicateStatement}},
		{"properties", repeated("segment \"A\"", "\ncolor \"#7cb7de\"", "\nwhere a = 1"), 3000, []diag.Code{diag.PropertyRepeated}},
		{"many properties", repeated("segment \"A\"", "\ncolor \"#7cb7de\"", "\nwhere a = 1"), 20_000, nil},
		{"lists of a segment", repeated("segment \"A\" lists "+id, ", "+id, "\nwhere a = 1"), 20_000, nil},
		{"windows", repeated("opened", " in last 30d", ""), 50_000, []diag.Code{diag.ClauseRepeated}},
		{"campaigns", repeated("opened", " from campaigns (1)", ""), 40_000, []diag.Code{diag.ClauseRepeated}},
		{"choices", func(n int) string { return "field a: choice(" + lines(n, "\"#\",") + "\"x\")\nwhere a = \"x\"" }, 80_000, nil},
		{"values outside a choice", func(n int) string {
			return "field a: choice(" + lines(n, "\"value#\",") + "\"x\")\nwhere a in (" + lines(n, "\"valu#\",") + "\"x\")"
		}, 6_000, nil},
	}
}

// TestHostileTexts checks that no text, however large or deep, makes the
// compiler fail on itself, and that each gets an answer that fits.
func TestHostileTexts(t *testing.T) {
	for i, h := range hostiles() {
		if i%long.Of(5, 1) != 0 {
			continue
		}
		t.Run(h.name, func(t *testing.T) {
			n := h.n / long.Of(5, 1)
			text := h.text(n)
			if len(text) > 1<<20 {
				t.Fatalf("the text has %d bytes", len(text))
			}
			result, list := segc.Compile(context.Background(), text, segc.Options{})
			answered(t, result, list)
			for _, code := range h.code {
				if list.Count(diag.Error) == 0 || !hasCode(list, code) {
					t.Errorf("%s is not among what is said: %v", code, first(list))
				}
			}
		})
	}
}

// answered holds what is true of every answer of the compiler.
func answered(t testing.TB, result *segc.Result, list diag.List) {
	t.Helper()
	if hasCode(list, diag.Internal) {
		t.Fatalf("a fault: %s", first(list))
	}
	if (result == nil) != list.HasErrors() {
		t.Fatalf("there is a result: %v; there are errors: %v", result != nil, list.HasErrors())
	}
	if result != nil {
		if _, err := rule.Decode(sides.Compact(result)); err != nil {
			t.Fatalf("the document is refused: %v", err)
		}
	}
	if err := diag.WriteText(io.Discard, list[:min(len(list), 100)], diag.Style{}); err != nil {
		t.Fatal(err)
	}
}

func hasCode(list diag.List, code diag.Code) bool {
	for _, d := range list {
		if d.Code == code {
			return true
		}
	}
	return false
}

func first(list diag.List) string {
	if len(list) == 0 {
		return "nothing"
	}
	return list[0].Error()
}

// TestWorkIsLinear checks that twice the text takes about twice the memory that
// is allocated, which is what the time goes with.
func TestWorkIsLinear(t *testing.T) {
	const most, slack = 3.3, 256 << 10
	for i, h := range hostiles() {
		if i%long.Of(5, 1) != 0 {
			continue
		}
		t.Run(h.name, func(t *testing.T) {
			n := min(h.n, long.Of(1_000, 4_000))
			switch h.name {
			case "aliases that double", "aliases that grow", "an alias of many, again and again":
				return // the ids are what the names stand for: they are bounded together
			case "ors", "ands", "pairs", "too many ors", "lets that double and turn":
				return // what is proved of a rule takes its own time, with limits of its own
			}
			small, large := allocated(h.text(n/2)), allocated(h.text(n))
			if float64(large) > most*float64(small)+slack {
				t.Errorf("%d times the part allocate %d bytes, twice as many %d", n/2, small, large)
			}
		})
	}
}

// allocated returns the bytes that are allocated to compile a text.
func allocated(text string) uint64 {
	return taken(func() { segc.Compile(context.Background(), text, segc.Options{}) })
}

// taken returns the bytes that are allocated during a call.
func taken(call func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	call()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
