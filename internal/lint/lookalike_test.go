package lint_test

import (
	"context"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
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

// TestRepeatedByValue checks that a list says each value once, however it is written.
func TestRepeatedByValue(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // what is repeated
	}{
		{`age in (1, 1.0)`, "1.0"},
		{`age in (10, 1e1)`, "1e1"},
		{`age in (0, -0)`, "-0"},
		{`age not in (0.5, 2, 5e-1)`, "5e-1"},
		{`age in (1, 11)`, ""},
		{`renewal in (2026-05-01T10:00:00Z, 2026-05-01T12:00:00+02:00)`, "2026-05-01T12:00:00+02:00"},
		{`renewal in (2026-05-01T10:00:00Z, 2026-05-01T10:00:00.0Z)`, "2026-05-01T10:00:00.0Z"},
		{`renewal in (2026-05-01, 2026-05-01T00:00:00Z)`, ""}, // a day may be all its times
		{`created_at in ("2026-05-01T10:00:00Z", "2026-05-01T12:00:00+02:00")`, `"2026-05-01T12:00:00+02:00"`},
		{`code in ("2026-05-01T10:00:00Z", "2026-05-01T12:00:00+02:00")`, ""}, // texts
		{`code in ("1", "1.0")`, ""},
		{`code in ("pro", "Pro")`, ""},
	} {
		found := ""
		for _, f := range check(t, "", `status = "subscribed" and `+c.text) {
			if rest, ok := strings.CutPrefix(f, "SEG507 "); ok {
				found += rest
			}
		}
		if found != c.want {
			t.Errorf("%s: %q, not %q", c.text, found, c.want)
		}
	}
}

// TestNamesAlike checks that each pair of names that look alike is one warning, which
// tells the two apart.
func TestNamesAlike(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"let `M\u00fcnchen` = status = \"subscribed\"\nlet `Mu\u0308nchen` = status = \"subscribed\" and opened\nwhere `M\u00fcnchen` and `Mu\u0308nchen`", "`Mu\\u0308nchen` and `M\\u00fcnchen`"},
		{"status = \"subscribed\" and `M\u00fcnchen` = \"a\" and `Mu\u0308nchen` = \"b\"", "`Mu\\u0308nchen` and `M\\u00fcnchen`"},
		{"status = \"subscribed\" and `a b` = \"a\" and `a  b` = \"b\"", "`a \\u0020b` and `a b`"},
		{"status = \"subscribed\" and `\u0430\u0435` = \"a\" and ae = \"b\"", "`ae` and `\\u0430\\u0435`"},
	} {
		found := 0
		for _, d := range segc.Check(t.Context(), c.text, segc.Options{}) {
			if strings.Contains(d.Message, "this name looks like another one and is not the same: "+c.want) {
				found++
			}
		}
		if found != 1 {
			t.Errorf("%s\n%d warnings about %s", c.text, found, c.want)
		}
	}
}

// TestUnlikelyNames checks names of segments, and names between backquotes, that are
// not what they look like, and what the fix makes of them.
func TestUnlikelyNames(t *testing.T) {
	const rule = "\nwhere status = \"subscribed\""
	for _, c := range []struct{ text, message, fixed string }{
		{`segment "November "` + rule, "begins or ends with a blank", `segment "November"` + rule},
		{`segment " November"` + rule, "begins or ends with a blank", `segment "November"` + rule},
		{`segment "Early  November"` + rule, "two blanks in a row", `segment "Early November"` + rule},
		{"segment \"Early\u00a0November\"" + rule, "a blank in this name that is not a space (U+00A0)", `segment "Early November"` + rule},
		{`segment "Early\u2003November"` + rule, "(U+2003)", `segment "Early November"` + rule},
		{"segment \"Mu\u0308nchen\"" + rule, "in a Unicode form", "segment \"M\u00fcnchen\"" + rule},
		{"segment \"Pr\u043e\"" + rule, "two scripts", ""},
		{"segment \"Pro\" description \"two  blanks,\u00a0and more \"" + rule, "", ""},
		{"segment \"\u6771\u4eac\u3000\u5927\u962a\"" + rule, "", ""},
		{"where status = \"subscribed\" and `first  name` = \"a\"", "two blanks in a row", ""},
		{"where status = \"subscribed\" and `first\u00a0name` = \"a\" and `first\u00a0name` != \"b\"", "(U+00A0)", ""},
		{"where status = \"subscribed\" and `first name` = \"a\"", "", ""},
		{"where status = \"subscribed\" # a note with\u00a0a blank,  two blanks, and u\u0308", "", ""},
	} {
		var found []string
		for _, d := range checked(diag.LookAlike, c.text, "") {
			if d.Code != diag.LookAlike {
				continue
			}
			found = append(found, d.Message)
			fixed := ""
			if len(d.Fixes) > 0 {
				if d.Fixes[0].Safe {
					t.Errorf("%s: --fix would change a name without asking", c.text)
				}
				fixed, _ = diag.Apply(d.Location.Source, d.Fixes[0])
			}
			if fixed != c.fixed {
				t.Errorf("%s: the fix gives %q, want %q", c.text, fixed, c.fixed)
			}
		}
		if c.message == "" && len(found) > 0 || c.message != "" && (len(found) != 1 || !strings.Contains(found[0], c.message)) {
			t.Errorf("%s: %q, want one warning with %q", c.text, found, c.message)
		}
	}
	catalog := "field `first  name`: text"
	if found := spansOf(diag.LookAlike, checked(diag.LookAlike, "use \"catalog.seg\"\nwhere `first  name` = \"a\"", catalog)); len(found) > 0 {
		t.Errorf("the rule has a warning about a name of its catalog at %v", found)
	}
	if found := spansOf(diag.LookAlike, checked(diag.LookAlike, catalog, "")); len(found) != 1 {
		t.Errorf("the catalog has %d warnings, want 1", len(found))
	}
}

// TestAlikeChoices checks values in a declaration that look alike or are unlike what
// people type. Choices that differ by case are meant.
func TestAlikeChoices(t *testing.T) {
	for _, c := range []struct{ declared, at, message string }{
		{`choice("a", "a ")`, `"a "`, "they differ in blanks"},
		{`choice("a ", "a")`, `"a "|"a"`, "begins or ends with a blank|they differ in blanks"},
		{"choice(\"M\u00fc\", \"Mu\u0308\")", "\"Mu\u0308\"", "they differ in the Unicode form of a letter"},
		{`choice("M\u00fc", "Mu\u0308", "b")`, `"Mu\u0308"`, "they differ in the Unicode form of a letter"},
		{"tags(\"a b\", \"c\", \"a\u00a0b\")", "\"a\u00a0b\"", "they differ in blanks"},
		{"choice(\"\u0430\u0441\u0435\", \"ace\")", `"ace"`, "(U+0061) stands where the other has"},
		{`choice("a  b", "c")`, `"a  b"`, "two blanks in a row"},
		{"choice(\"pr\u043e\", \"c\")", "\"pr\u043e\"", "two scripts"},
		{`choice("p\u200bro", "c")`, `"p\u200bro"`, "cannot be seen"},
		{`choice("Pro", "pro", "PRO")`, "", ""},
		{"choice(\"\u041c\u043e\u0441\u043a\u0432\u0430\", \"M\u00fcnchen\")", "", ""},
	} {
		text := "field plan: " + c.declared + "\nwhere status = \"subscribed\" and plan is not null"
		var places, messages []string
		for _, d := range checked(diag.LookAlike, text, "") {
			if d.Code == diag.LookAlike {
				places = append(places, d.Location.Source.Slice(d.Location.Span))
				messages = append(messages, d.Message)
			}
		}
		want := strings.FieldsFunc(c.message, func(r rune) bool { return r == '|' })
		good := strings.Join(places, "|") == c.at && len(messages) == len(want)
		for i := 0; good && i < len(want); i++ {
			good = strings.Contains(messages[i], want[i])
		}
		if !good {
			t.Errorf("%s: %q at %q, want %q at %q", c.declared, messages, places, c.message, c.at)
		}
	}
}

// TestUnlikelyParts checks what is looked for in a part of a column, and what the fix
// makes of it.
func TestUnlikelyParts(t *testing.T) {
	for _, c := range []struct{ condition, message, fixed string }{
		{`city contains " Berlin"`, "", ""},
		{`city contains "Berlin "`, "", ""},
		{`city starts with "New "`, "", ""},
		{`city starts with " Ber"`, "begins with a blank", `city starts with "Ber"`},
		{`city starts with "  New  York "`, "begins with a blank", `city starts with "New York "`},
		{"city starts with \"\u00a0Ber\"", "(U+00A0)", `city starts with "Ber"`},
		{"city contains \"\u00a0Berlin\"", "(U+00A0)", `city contains " Berlin"`},
		{"city not contains \"New\u00a0York\"", "(U+00A0)", `city not contains "New York"`},
		{`city contains " New  York"`, "two blanks in a row", `city contains " New York"`},
		{"city contains \"Mu\u0308n\"", "in a Unicode form", "city contains \"M\u00fcn\""},
		{"city contains \"B\u043enn\"", "two scripts", ""},
		{`city contains "New\u00a0York"`, "", ""},
		{`city contains "B\u043enn"`, "", ""},
		{"city contains \"\u00a0\"", "", ""},
	} {
		text := "where status = \"subscribed\" and " + c.condition
		var found []string
		for _, d := range checked(diag.LookAlike, text, "") {
			if d.Code != diag.LookAlike {
				continue
			}
			found = append(found, d.Message)
			fixed := ""
			if len(d.Fixes) > 0 {
				fixed, _ = diag.Apply(d.Location.Source, d.Fixes[0])
			}
			if want := strings.Replace(text, c.condition, c.fixed, 1); c.fixed != "" && fixed != want {
				t.Errorf("%s: the fix gives %q, want %q", c.condition, fixed, want)
			}
		}
		if c.message == "" && len(found) > 0 || c.message != "" && (len(found) != 1 || !strings.Contains(found[0], c.message)) {
			t.Errorf("%s: %q, want one warning with %q", c.condition, found, c.message)
		}
	}
}
