package lint_test

import (
	"context"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestLookAlikes has every place in which something can look like what it is not.
func TestLookAlikes(t *testing.T) {
	for name, text := range map[string]string{
		"forms of a text":         "status = \"subscribed\" and (city = \"M\u00fcnchen\" or city = \"Mu\u0308nchen\")",
		"a trailing space":        `status = "subscribed" and plan = "pro "`,
		"a no-break space":        "status = \"subscribed\" and plan in (\"a b\", \"a\u00a0b\")",
		"one doubled space":       `status = "subscribed" and plan = "a  b"`,
		"one no-break space":      "status = \"subscribed\" and plan = \"a\u00a0b\"",
		"an em space, escaped":    `status = "subscribed" and plan = "a\u2003b"`,
		"a tab, escaped":          `status = "subscribed" and plan = "a\tb"`,
		"one text, decomposed":    "status = \"subscribed\" and city = \"Mu\u0308nchen\"",
		"one ohm sign":            "status = \"subscribed\" and unit = \"\u2126\"",
		"one name, decomposed":    "status = \"subscribed\" and `Mu\u0308nchen` = \"a\"",
		"doubled spaces":          `status = "subscribed" and plan in ("a b", "a  b")`,
		"a direction":             "status = \"subscribed\" and plan = \"p\u202ero\"",
		"an isolate":              "status = \"subscribed\" and plan = \"p\u2066ro\u2069\"",
		"a direction, escaped":    `status = "subscribed" and plan = "p\u202ero"`,
		"an Arabic mark":          "status = \"subscribed\" and plan = \"p\u061cro\"",
		"Cyrillic in a text":      "status = \"subscribed\" and plan = \"pr\u043e\"",
		"Greek in a text":         "status = \"subscribed\" and plan = \"pr\u03bf\"",
		"Cyrillic in a name":      "let pr\u043e = status = \"subscribed\"\nwhere pr\u043e",
		"Cyrillic in a column":    "status = \"subscribed\" and pl\u0430n = \"a\"",
		"Cyrillic in a comment":   "status = \"subscribed\" # only subscrib\u0435d",
		"a direction in comments": "status = \"subscribed\" # \u202e and more",
		"zero width in a comment": "status = \"subscribed\" # a\u200bb",
		"forms of a name":         "let `M\u00fcnchen` = status = \"subscribed\"\nlet `Mu\u0308nchen` = status = \"subscribed\" and opened\nwhere `M\u00fcnchen` and `Mu\u0308nchen`",
		"forms of a column":       "status = \"subscribed\" and `M\u00fcnchen` = \"a\" and `Mu\u0308nchen` = \"b\"",
		"a name in a catalog":     "list \u0430b\u0435 = \"" + news + "\"\nlist abe = \"" + other + "\"\nwhere status = \"subscribed\" and list in (\u0430b\u0435) and list in (abe)",
		"a segment":               "segment \"Pr\u043e\"\nwhere status = \"subscribed\"",
	} {
		found := check(t, "", text)
		if !strings.Contains(strings.Join(found, "\n"), "SEG508") {
			t.Errorf("%s: %q", name, found)
		}
	}
	for _, text := range []string{
		"status = \"subscribed\" and city = \"M\u00fcnchen\" # München, Köln",
		"status = \"subscribed\" and city = \"Москва\" # Москва и Киев",
		"status = \"subscribed\" and city = \"Αθήνα\"",
		"status = \"subscribed\" and city = \"東京\u3000大阪\"",
		"status = \"subscribed\" and city = \"Bad Homburg vor der Höhe\" and note contains \" Höhe \"",
		"status = \"subscribed\" and (note contains \"  \" or note contains \"\u00a0\" or note contains \"a\\u2003b\" or note starts with \"New \")",
	} {
		if found := check(t, "", text); len(found) > 0 {
			t.Errorf("%s: %q", text, found)
		}
	}
}

// TestAlikeShown checks that what cannot be told apart is written with escapes.
func TestAlikeShown(t *testing.T) {
	for _, text := range []string{
		"status = \"subscribed\" and (city = \"M\u00fcnchen\" or city = \"Mu\u0308nchen\")",
		"let `M\u00fcnchen` = status = \"subscribed\"\nlet `Mu\u0308nchen` = status = \"subscribed\" and opened\nwhere `M\u00fcnchen` and `Mu\u0308nchen`",
	} {
		all := ""
		for _, d := range segc.Check(context.Background(), text, segc.Options{}) {
			all += d.Message + "\n" + strings.Join(d.Notes, "\n") + "\n"
		}
		if !strings.Contains(all, `Mu\u0308nchen`) || !strings.Contains(all, `M\u00fcnchen`) {
			t.Errorf("%s\n%s", text, all)
		}
	}
}

// TestNamesAlike checks that each pair of names that look alike is one warning, which
// tells the two apart.
func TestNamesAlike(t *testing.T) {
	messages := prose.Open(t, "names-alike")
	for _, c := range []struct{ text, name, other string }{
		{"let `M\u00fcnchen` = status = \"subscribed\"\nlet `Mu\u0308nchen` = status = \"subscribed\" and opened\nwhere `M\u00fcnchen` and `Mu\u0308nchen`", "`Mu\\u0308nchen`", "`M\\u00fcnchen`"},
		{"status = \"subscribed\" and `M\u00fcnchen` = \"a\" and `Mu\u0308nchen` = \"b\"", "`Mu\\u0308nchen`", "`M\\u00fcnchen`"},
		{"status = \"subscribed\" and `a b` = \"a\" and `a  b` = \"b\"", "`a \\u0020b`", "`a b`"},
		{"status = \"subscribed\" and `\u0430\u0435` = \"a\" and ae = \"b\"", "`ae`", "`\\u0430\\u0435`"},
	} {
		found := 0
		for _, d := range segc.Check(t.Context(), c.text, segc.Options{}) {
			if d.Code == diag.LookAlike && strings.Contains(d.Message, c.name) && strings.Contains(d.Message, c.other) {
				found++
				messages.Add(t, c.text, d.Message)
			}
		}
		if found != 1 {
			t.Errorf("%s\n%d warnings about %s and %s", c.text, found, c.name, c.other)
		}
	}
}

// TestAlikeChoices checks values in a declaration that look alike or are unlike what
// people type. Choices that differ by case are meant.
func TestAlikeChoices(t *testing.T) {
	messages := prose.Open(t, "alike-choices")
	for _, c := range []struct{ declared, at string }{
		{`choice("a", "a ")`, `"a "`},
		{`choice("a ", "a")`, `"a "|"a"`},
		{"choice(\"M\u00fc\", \"Mu\u0308\")", "\"Mu\u0308\""},
		{`choice("M\u00fc", "Mu\u0308", "b")`, `"Mu\u0308"`},
		{"tags(\"a b\", \"c\", \"a\u00a0b\")", "\"a\u00a0b\""},
		{"choice(\"\u0430\u0441\u0435\", \"ace\")", `"ace"`},
		{`choice("a  b", "c")`, `"a  b"`},
		{"choice(\"pr\u043e\", \"c\")", "\"pr\u043e\""},
		{`choice("p\u200bro", "c")`, `"p\u200bro"`},
		{`choice("Pro", "pro", "PRO")`, ""},
		{"choice(\"\u041c\u043e\u0441\u043a\u0432\u0430\", \"M\u00fcnchen\")", ""},
	} {
		text := "field plan: " + c.declared + "\nwhere status = \"subscribed\" and plan is not null"
		var places, said []string
		for _, d := range checked(diag.LookAlike, text, "") {
			if d.Code == diag.LookAlike {
				places = append(places, d.Location.Source.Slice(d.Location.Span))
				said = append(said, d.Message)
			}
		}
		if strings.Join(places, "|") != c.at {
			t.Errorf("%s: %q at %q, want them at %q", c.declared, said, places, c.at)
		}
		if c.at != "" {
			messages.Add(t, c.declared, strings.Join(said, "\n"))
		}
	}
}
