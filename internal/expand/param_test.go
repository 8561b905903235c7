package expand

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
)

// TestRead reads what is given for params: a value of the kind, or why it is none.
func TestRead(t *testing.T) {
	for _, c := range []struct {
		kind  kind
		given string
		want  string // the text of the value, or "" if it does not fit
		is    ast.ValueKind
	}{
		{text, "", "", ast.String},
		{text, `a "b") # {} '`, `a "b") # {} '`, ast.String},
		{text, "two\nlines", "two\nlines", ast.String},
		{number, "42", "42", ast.Number},
		{number, "-2.5e3", "-2.5e3", ast.Number},
		{number, "", "", ast.Number},
		{number, "+1", "", ast.Number},
		{number, "01", "", ast.Number},
		{number, " 1", "", ast.Number},
		{number, "1 or x = 2", "", ast.Number},
		{number, "true", "", ast.Number},
		{number, "[1]", "", ast.Number},
		{boolean, "true", "true", ast.Boolean},
		{boolean, "false", "false", ast.Boolean},
		{boolean, "True", "", ast.Boolean},
		{boolean, "1", "", ast.Boolean},
		{day, "2026-05-01", "2026-05-01", ast.Date},
		{day, "2026-05-01T10:00:00Z", "2026-05-01T10:00:00Z", ast.Date},
		{day, "today", "today", ast.Today},
		{day, "today - 30d", "today - 30d", ast.Day},
		{day, "today-30d", "today - 30d", ast.Day},
		{day, "TODAY + 2 weeks", "today + 2w", ast.Day},
		{day, "2026-05-01-14d", "2026-05-01 - 14d", ast.Day},
		{day, "7d ago", "today - 7d", ast.Day},
		{day, "7d - ago", "", ast.Day},
		{day, "todays", "", ast.Day},
		{day, "today 3d", "", ast.Day},
		{day, "today -30d +2w", "today - 30d + 2w", ast.Day},
		{day, "2026-05-01 + 2w", "2026-05-01 + 2w", ast.Day},
		{day, "2026-05-01T10:00:00Z + 2w", "", ast.Day},
		{day, "2026-02-30", "", ast.Date},
		{day, "yesterday", "", ast.Date},
		{day, "", "", ast.Date},
		{day, "today -", "", ast.Day},
		{day, "today - 30", "", ast.Day},
		{day, "today - 30d and x = 1", "", ast.Day},
		{length, "30d", "30d", ast.Length},
		{length, "2w", "2w", ast.Length},
		{length, "30", "", ast.Length},
		{length, "030d", "", ast.Length},
		{length, "-3d", "", ast.Length},
		{length, "2 weeks", "2w", ast.Length},
		{length, "30D", "30d", ast.Length},
		{length, "2  weeks", "", ast.Length},
		{length, "3 months", "", ast.Length},
		{length, "d", "", ast.Length},
		{length, "3dd", "", ast.Length},
		{listID, "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", ast.String},
		{listID, "news", "news", ast.Word},
		{listID, "12", "12", ast.Word},
		{ispID, "3", "3", ast.Number},
		{ispID, "google", "google", ast.Word},
		{ispID, "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", ast.Word},
		{campaignID, "12", "12", ast.Number},
		{campaignID, "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", ast.String},
		{campaignID, "-1", "-1", ast.Word},
	} {
		v, wrong := read(c.given, c.kind)
		fits := c.want != "" || c.kind == text
		switch {
		case fits != (wrong == ""):
			t.Errorf("%q for %s: %q", c.given, c.kind, wrong)
		case fits && (v.Text != c.want || v.Kind != c.is):
			t.Errorf("%q for %s is %q of the kind %d", c.given, c.kind, v.Text, v.Kind)
		case !fits && !strings.HasPrefix(wrong, "which is n"):
			t.Errorf("%q for %s: %q does not go on from “is given …,”", c.given, c.kind, wrong)
		}
	}
}
