package grammar

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// valueOf parses `a = …` and returns the value.
func valueOf(t *testing.T, literal string) (ast.Value, diag.List) {
	t.Helper()
	file, list := parse("a = " + literal)
	invariants(t, file, list)
	if len(file.Statements) == 1 {
		if where, ok := file.Statements[0].(*ast.Where); ok {
			if column, ok := where.Expr.(*ast.Column); ok {
				return column.Values[0], list
			}
		}
	}
	return ast.Value{}, list
}

func TestValues(t *testing.T) {
	for _, c := range []struct {
		literal string
		kind    ast.ValueKind
		text    string
	}{
		{`"plain"`, ast.String, "plain"},
		{`'plain'`, ast.String, "plain"},
		{`""`, ast.String, ""},
		{`"it's"`, ast.String, "it's"},
		{`'it\'s'`, ast.String, "it's"},
		{`"\""`, ast.String, `"`},
		{`"\\"`, ast.String, `\`},
		{`"\\\\n"`, ast.String, `\\n`},
		{`"\/\b\f\n\r\t"`, ast.String, "/\b\f\n\r\t"},
		{`"\u0041\u00e9\u20AC"`, ast.String, "Aé€"},
		{`"\u0000"`, ast.String, "\x00"},
		{`"\uFFFF\ufffd"`, ast.String, "\uffff\ufffd"},
		{`"\ud83d\ude00"`, ast.String, "😀"},
		{`"\uD83D\uDE00\uD83D\uDE00"`, ast.String, "😀😀"},
		{"\"\u00a0\u200b\"", ast.String, "\u00a0\u200b"},
		{`"\u2028\u0085\u007f"`, ast.String, "\u2028\u0085\x7f"},
		{`"# // -- /*"`, ast.String, "# // -- /*"},
		{"0", ast.Number, "0"},
		{"-0", ast.Number, "-0"},
		{"1.50", ast.Number, "1.50"},
		{"1E+05", ast.Number, "1E+05"},
		{"-12.5e-3", ast.Number, "-12.5e-3"},
		{strings.Repeat("9", 400), ast.Number, strings.Repeat("9", 400)},
		{"TRUE", ast.Boolean, "true"},
		{"false", ast.Boolean, "false"},
		{"2026-05-01", ast.Date, "2026-05-01"},
		{"2026-05-01T10:00:00.250+02:00", ast.Date, "2026-05-01T10:00:00.250+02:00"},
		{`"2026-05-01"`, ast.String, "2026-05-01"},
		{"gmail", ast.Word, "gmail"},
		{"`my list`", ast.Word, "my list"},
	} {
		v, list := valueOf(t, c.literal)
		if len(list) > 0 {
			t.Errorf("%s gives %v", c.literal, list.Err())
		}
		if v.Kind != c.kind || v.Text != c.text || v.At != (ast.Span{Start: 4, End: 4 + len(c.literal)}) {
			t.Errorf("%s is read as kind %d, %q at %v", c.literal, v.Kind, v.Text, v.At)
		}
	}
}

// TestWrongValues holds where exactly a literal is wrong: at is what is
// underlined.
func TestWrongValues(t *testing.T) {
	for _, c := range []struct {
		literal string
		code    diag.Code
		at, fix string
	}{
		{`"a\x41"`, diag.BadString, `\x`, `"a\\x41"`},
		{`"C:\dir"`, diag.BadString, `\d`, `"C:\\dir"`},
		{`"a\éb"`, diag.BadString, `\é`, `"a\\éb"`},
		{`"a\u12"`, diag.BadString, `\u`, ""},
		{`"a\u12g4"`, diag.BadString, `\u`, ""},
		{`"a\u+123"`, diag.BadString, `\u`, ""},
		{`"\ud83d"`, diag.BadString, `\u`, ""},
		{`"\ude00\ud83d"`, diag.BadString, `\u`, ""},
		{`"\ud83d\u0041"`, diag.BadString, `\u`, ""},
		{"\"a\tb\"", diag.BadString, "\t", `"a\tb"`},
		{"\"a\x01b\"", diag.BadString, "\x01", `"a\u0001b"`},
		{"\"a\rb\"", diag.BadString, "\r", `"a\u000db"`},
		{"\"a\x7fb\"", diag.BadString, "\x7f", `"a\u007fb"`},
		{"\"a\u0085b\"", diag.BadString, "\u0085", `"a\u0085b"`},
		{"\"a\u009bb\"", diag.BadString, "\u009b", `"a\u009bb"`},
		{"'a\u2028b'", diag.BadString, "\u2028", `'a\u2028b'`},
		{"'a\u2029'", diag.BadString, "\u2029", `'a\u2029'`},
		{`"open`, diag.BadString, `"open`, `"open"`},
		{`'open"`, diag.BadString, `'open"`, `"open"`},
		{"`open", diag.BadString, "`open", "`open`"},
		{"“curly”", diag.BadCharacter, "“curly”", `"curly"`},
		{`‘say "hi"’`, diag.BadCharacter, `‘say "hi"’`, `"say \"hi\""`},
		{"01", diag.BadNumber, "01", `"01"`},
		{"-01.50", diag.BadNumber, "-01.50", "-1.50"},
		{"1.", diag.BadNumber, "1.", "1"},
		{".5", diag.BadNumber, ".5", "0.5"},
		{"+1", diag.BadNumber, "+1", "1"},
		{"1_000", diag.BadNumber, "1_000", "1000"},
		{"1.2.3", diag.BadNumber, "1.2.3", ""},
		{"0x1F", diag.BadNumber, "0x1F", ""},
		{"1e", diag.BadNumber, "1e", ""},
		{"-30d", diag.SyntaxError, "-30d", "today - 30d"},
		{"2026-02-30", diag.BadDate, "2026-02-30", ""},
		{"2026-05-01T10:00", diag.BadDate, "2026-05-01T10:00", "2026-05-01T10:00:00Z"},
		{"null", diag.NullComparison, "null", "is null"},
	} {
		_, list := valueOf(t, c.literal)
		if len(list) != 1 || list[0].Code != c.code {
			t.Errorf("%s gives %v", c.literal, list.Err())
			continue
		}
		d := list[0]
		if got := d.Location.Source.Slice(d.Location.Span); got != c.at {
			t.Errorf("of %s, %q is underlined", c.literal, got)
		}
		mended := ""
		if len(d.Fixes) > 0 {
			text, err := diag.Apply(d.Location.Source, d.Fixes[0])
			if err != nil {
				t.Error(err)
			}
			mended = strings.TrimPrefix(strings.TrimPrefix(text, "a "), "= ")
		}
		if mended != c.fix {
			t.Errorf("%s is mended to %s", c.literal, mended)
		}
	}
}

// TestQuote checks that what a fix quotes is read as what it was.
func TestQuote(t *testing.T) {
	for _, text := range []string{"", "plain", `say "hi"`, `C:\dir`, "a\nb\tc\rd\x00e\x1f", "é€😀", "it's", "\x7f\u2028"} {
		v, list := valueOf(t, quote(text))
		if len(list) > 0 || v.Text != text {
			t.Errorf("%q is quoted as %s and read as %q (%v)", text, quote(text), v.Text, list.Err())
		}
	}
}
