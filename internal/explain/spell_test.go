package explain

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/condition"
)

// TestSpell has what was found and how each kind of character is shown.
func TestSpell(t *testing.T) {
	for s, want := range map[string]string{
		"a b":             "a b",
		"a  b":            `a\u0020\u0020b`,
		" a":              `\u0020a`,
		"a ":              `a\u0020`,
		" ":               `\u0020`,
		"a\u00a0b":        `a\u00a0b`,
		"a\u3000b":        `a\u3000b`,
		"a\u2003b":        `a\u2003b`,
		"a \u00a0b":       `a \u00a0b`,
		`a\u00a0b`:        `a\\u00a0b`,
		"München":         "München",
		"Mu\u0308nchen":   `Mu\u0308nchen`,
		"\u212b":          `\u212b`,
		"e\u0323\u0301":   `e\u0323\u0301`, // NFC is ẹ and an accent
		"ẹ\u0301":         "ẹ\u0301",
		"\u0301a":         `\u0301a`,
		"a\u200b\u0301":   `a\u200b\u0301`,
		"a\u200bb":        `a\u200bb`,
		"\u202ea":         `\u202ea`,
		"\x1b[31m␛":       `\u001b[31m␛`,
		"a\nb\tc\r":       `a\nb\tc\r`,
		"\u0085\u2028":    `\u0085\u2028`,
		"\ufffd\xff":      `�\xff`,
		"\ue000\ufffe":    `\ue000\ufffe`,
		"\U000e0041":      `\udb40\udc41`,
		"⠁\u2800⠁":        `⠁\u2800⠁`,
		"👩\u200d👩\u200d👧": "👩\u200d👩\u200d👧",
		"👩🏽\u200d🚀":       "👩🏽\u200d🚀",
		"❤\ufe0f ❤":       "❤\ufe0f ❤",
		"😀\ufe0f":         `😀\ufe0f`,
		"می\u200cخواهم":   "می\u200cخواهم",
		"د\u200cا":        `د\u200cا`, // which do not join anyway
		"क्\u200dष":       "क्\u200dष",
		"क्\u200cष":       "क्\u200cष",
		"क्\u200d":        `क\u094d\u200d`, // at the end of a word, where fonts may show nothing
		"क्\u200c a":      `क\u094d\u200c a`,
		"क्\u200da":       `क\u094d\u200da`,
		"क्\u200d각":       `क\u094d\u200d각`,
		"क\u200d्ष":       `क\u200d\u094dष`, // which nobody writes
		"র\u200d্য":       "র\u200d্য",
		"日本語 ภาษาไทย हिन्दी": "日本語 ภาษาไทย हिन्दी",
		"“a” or “b”":            `\u201ca\u201d or \u201cb\u201d`,
		"é ü":                   "é ü",
		"a" + accents(3) + "b":  "a" + accents(3) + "b",
		"a" + accents(99) + "b": "a" + strings.Repeat(`\u035b`, 99) + "b",
	} {
		if got := spell(nil, s, "“”"); got != want {
			t.Errorf("%+q is shown as %s, not %s", s, got, want)
		}
	}
}

func accents(n int) string { return strings.Repeat("\u035b", n) }

// TestSpellRule checks that a part of a rule is one line, and that its values are
// the same.
func TestSpellRule(t *testing.T) {
	for s, want := range map[string]string{
		"plan  =\n\t\"a  b\"":                  `plan = "a\u0020\u0020b"`,
		"plan = \"a\u00a0b\" # why\n or  a":    `plan = "a\u00a0b" or a`,
		`plan = "a\u00a0b\\c"`:                 `plan = "a\u00a0b\\c"`,
		"plan = 'a \" # b'":                    `plan = 'a " # b'`,
		"`a  b` = \"`x`\"":                     "`a\\u0020\\u0020b` = \"\\u0060x\\u0060\"",
		"\"a \\\" b\"  and":                    `"a \" b" and`,
		"plan = \"an excerpt that ends with …": `plan = "an excerpt that ends with …`,
		"":                                     "",
		"\u3000größe\u3000=\u30001":            "größe = 1",
	} {
		if got := spellRule(nil, s); got != want {
			t.Errorf("%+q is shown as %s, not %s", s, got, want)
		}
	}
}

// TestSpelledIsTheValue checks that everything that is shown can be written in a
// rule and has the same value there: so two values are never shown by the same
// characters.
func TestSpelledIsTheValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.ToValidUTF8(alikeText().Draw(t, "text"), "x")
		shown := spell(nil, s, "“”")
		var read string
		if err := json.Unmarshal([]byte(`"`+strings.ReplaceAll(shown, `"`, `\"`)+`"`), &read); err != nil || read != s {
			t.Fatalf("%+q is shown as %s, which is %+q: %v", s, shown, read, err)
		}
	})
}

// visibleJoiners are texts in which something invisible changes what is seen.
func visibleJoiners() []string {
	return []string{"👩\u200d👩\u200d👧", "می\u200cخواهم", "क्\u200dष", "❤\ufe0f"}
}

// alikeText makes texts of characters that look alike, or that look like none.
func alikeText() *rapid.Generator[string] {
	pieces := append([]string{
		"a", "b", "or", "é", "e\u0301", "Å", "\u212b", "A\u030a", "각", "\u1100\u1161\u11a8", "\u0301", "\u035b", " ", "  ", "\u00a0", "\u3000", "\u2003", "\u1680", "\t", "\n",
		"\u200b", "\u200c", "\u200d", "\ufe0f", "\u202e", "\u2060", "\u00ad", "\u3164", "\u2800", "\u180e", "\x00", "\u2400", "\x1b", "\u241b", "\x7f", "\u2421", "\u0080", "\ufffd", "\ue000", "\ufffe",
		"\\", `\u00a0`, `\n`, `\\`, "`", "'", "“", "”", "\"", "1", "true", "2026-01-01", "👩", "👧", "می", "خواهم", "क्", "ष", "د", "ا", "ß", "¶", "\ufb02°", "fl°",
		strings.Repeat("w", 90), strings.Repeat("w", 45), strings.Repeat("\u035b", 70),
	}, visibleJoiners()...)
	return rapid.Map(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 6), func(s []string) string { return strings.Join(s, "") })
}

// looks returns what a reader can tell apart of a text: nobody sees which form of
// Unicode it has, what is invisible in it, which blanks there are and how many.
func looks(s string) string {
	for i, unit := range visibleJoiners() {
		s = strings.ReplaceAll(s, unit, "<"+string(rune('0'+i))+">")
	}
	// A joiner between letters that meet in another way without it can be seen.
	s = regexp.MustCompile(`(\x{94d})\x{200c}(\p{Devanagari})`).ReplaceAllString(s, "$1<apart>$2")
	s = regexp.MustCompile(`(\x{94d})\x{200d}(\p{Devanagari})`).ReplaceAllString(s, "$1<half>$2")
	s = regexp.MustCompile(`([\x{645}\x{6cc}]\pM*)\x{200c}(\p{Arabic})`).ReplaceAllString(s, "$1<apart>$2")
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.Is(unicode.Z, r) || r == '\u2800':
			return ' '
		case r < ' ':
			return '\u2400' + r
		case r == 0x7f:
			return '\u2421'
		case unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector):
			return -1
		case unicode.In(r, unicode.Cc, unicode.Co, unicode.Noncharacter_Code_Point):
			return utf8.RuneError
		}
		return r
	}, norm.NFC.String(s))
	return strings.Join(strings.Fields(norm.NFC.String(s)), " ")
}

// seenIn returns what a reader sees of an explanation in a format.
func seenIn(t *rapid.T, e *Explanation, format string) string {
	var b bytes.Buffer
	if err := Write(nil, &b, e, format); err != nil {
		t.Fatal(err)
	}
	switch text := b.String(); format {
	case "markdown":
		_, blocks := renderMarkdown(t, text)
		return looks(strings.Join(blocks, "\n"))
	case "mermaid":
		labels := regexp.MustCompile(`\["(.*)"\]`).FindAllStringSubmatch(text, -1)
		all := ""
		for _, label := range labels {
			all += decodeLabel(label[1]) + "\n"
		}
		return looks(all)
	case "svg":
		var svg struct {
			Texts []string `xml:"text"`
		}
		if err := xml.Unmarshal([]byte(text), &svg); err != nil {
			t.Fatal(err)
		}
		all := ""
		for _, line := range svg.Texts {
			if whole, goesOn := strings.CutSuffix(line, `\`); goesOn {
				all += whole
			} else {
				all += line + " "
			}
		}
		return looks(all)
	case "json":
		var read any
		if err := json.Unmarshal(b.Bytes(), &read); err != nil {
			t.Fatal(err)
		}
		again, _ := json.Marshal(read)
		return looks(string(again))
	default:
		return looks(text)
	}
}

// TestWhatDiffersLooksDifferent checks that values, columns, names and parts of
// rules that differ never look alike, in any format as it is rendered.
func TestWhatDiffersLooksDifferent(t *testing.T) {
	explanation := func(where, s string) *Explanation {
		field := condition.Field{Column: "plan", Operator: condition.Equals, Values: []condition.Value{{Text: "x"}}}
		in := Input{Document: &condition.Document{}}
		switch where {
		case "value":
			field.Values[0].Text = s
		case "number":
			field.Values[0] = condition.Value{Kind: condition.Number, Text: "1234567"}
			if s != "" {
				field.Values[0] = condition.Value{Text: "1234567"}
			}
		case "values":
			field.Operator, field.Values = condition.In, []condition.Value{{Text: "a"}, {Text: s}}
		case "column":
			field.Column = s
		case "title":
			in.Title = s
		case "list":
			in.Lists, in.Names.Lists = []string{"1"}, map[string]string{"1": s}
		}
		in.Document.Any = []condition.Group{{All: []condition.Condition{field, condition.Event{Metric: condition.Open, Operator: condition.Ever}}}}
		e := Explain(in)
		if where == "part" {
			e.AddLeftOut(`plan = "`+strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s)+`"`, nil)
		}
		return e
	}
	rapid.Check(t, func(t *rapid.T) {
		where := rapid.SampledFrom([]string{"value", "values", "column", "title", "list", "part"}).Draw(t, "where")
		a, b := alikeText().Draw(t, "one"), alikeText().Draw(t, "other")
		if rapid.Bool().Draw(t, "near") {
			b = nearly(t, a)
		}
		if a == b {
			t.Skip("the same text")
		}
		for _, format := range Formats() {
			if where == "part" && (format == "svg" || format == "mermaid") || where == "list" && format == "mermaid" {
				continue // which do not show it
			}
			if one, other := seenIn(t, explanation(where, a), format), seenIn(t, explanation(where, b), format); one == other {
				t.Fatalf("in %s, both look like\n%s", format, one)
			}
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		for _, format := range Formats() {
			if one, other := seenIn(t, explanation("number", ""), format), seenIn(t, explanation("number", "x"), format); one == other {
				t.Fatalf("in %s, a number and a text look like\n%s", format, one)
			}
		}
	})
}

// nearly returns a text that differs in what is hard to see.
func nearly(t *rapid.T, s string) string {
	at := rapid.IntRange(0, len(s)).Draw(t, "at")
	for at < len(s) && !utf8.RuneStart(s[at]) {
		at++
	}
	switch rapid.IntRange(0, 6).Draw(t, "how") {
	case 0:
		return norm.NFC.String(s)
	case 1:
		return norm.NFD.String(s)
	case 2:
		return strings.ReplaceAll(s, " ", rapid.SampledFrom([]string{"  ", "\u00a0", "\u3000", "\u2003", "\n", "\t"}).Draw(t, "blank"))
	case 3:
		return s + " "
	case 4:
		return s[:at] + rapid.SampledFrom([]string{"\u200b", "\u00ad", "\u200d", "\u200c", "\ufe0f", "\u202c", "\u2060", "\U000e0061"}).Draw(t, "invisible") + s[at:]
	case 5:
		return strings.Map(func(r rune) rune {
			if r < ' ' {
				return '\u2400' + r
			}
			return r
		}, s)
	default:
		return s[:at] + " " + s[at:]
	}
}
