package inert

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestCommands checks what counts as the beginning of a command.
func TestCommands(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"##[add-mask]e": true, "a ##[group]": true, "###[x": true, "##vso[task.setvariable variable=a]b": true,
		"##teamcity[message text='a']": true, "##VSO[x": true, "x##vso##[": true,
		"::set-output name=a::b": true, "  \t::x": true, "\u00a0\u2003\u3000::x": true, "a\n::x": true, "a\r::x": true,
		// A comparison that follows the rules of a language ignores these
		// characters.
		"#\u200b#[x": true, "##\u00ad[x": true, "##v\u200dso[x": true, ":\u2060:x": true, "\ufeff::x": true, "##\ufe0f[": true,
		"##\x1b[": true, "##\x00[": true, "#\U000e0041#[": true, "##\u034f[": true,

		"": false, "# #[x": false, "## [x": false, "#[x]": false, "##": false, "##v so[": false, "##1[": false, ": :x": false, "a::b": false,
		"a ::b": false, "#\n#[": false, "##\n[": false, "##\"[": false, ":\n:": false, "b::c\n a::": false, "## heading [link]": false,
	} {
		if got := Commands([]byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// hostile draws texts of what is obeyed or not seen.
func hostile() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOf(rapid.SampledFrom([]string{
			"#", "##", "[", "vso", "::", ":", "\n", " ", "a", "]", `"`, `\`, "<", "&", "\t",
			"\x7f", "\u0085", "\u009b", "\u200b", "\u200d", "\u202e", "\u2066", "\u2028", "\ufeff", "\U000e0041", "é", "👩",
		})).Draw(t, "parts")
		return strings.Join(parts, "")
	})
}

func check(t *rapid.T, text []byte) {
	if Commands(text) {
		t.Fatalf("a command in %q", text)
	}
	for i, r := range string(text) {
		if Hidden(string(text), i) {
			t.Fatalf("%U in %q", r, text)
		}
	}
}

// TestJSON checks that JSON is inert and means what it meant.
func TestJSON(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		value := map[string]string{hostile().Draw(t, "name"): hostile().Draw(t, "value")}
		var buffer bytes.Buffer
		encoder := json.NewEncoder(JSONWriter(&buffer))
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(value); err != nil {
			t.Fatal(err)
		}
		check(t, buffer.Bytes())
		var back map[string]string
		if err := json.Unmarshal(buffer.Bytes(), &back); err != nil {
			t.Fatalf("%s: %v", buffer.Bytes(), err)
		}
		for name, text := range value {
			if back[name] != text {
				t.Fatalf("%q: %q is %q", name, text, back[name])
			}
		}
	})
}

// TestXML checks that XML is inert and means what it meant.
func TestXML(t *testing.T) {
	t.Parallel()
	type document struct {
		Name string `xml:"name,attr"`
		Text string `xml:"text"`
	}
	rapid.Check(t, func(t *rapid.T) {
		value := document{hostile().Draw(t, "name"), hostile().Draw(t, "value")}
		text, err := xml.MarshalIndent(value, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		text = XML(text)
		check(t, text)
		var back document
		if err := xml.Unmarshal(text, &back); err != nil || back != value {
			t.Fatalf("%q is %q: %v", value, back, err)
		}
	})
}

// TestHidden checks single characters. Joiners and tags have a meaning only among
// others.
func TestHidden(t *testing.T) {
	t.Parallel()
	for r := rune(0x7f); r <= unicode.MaxRune; r++ {
		want := unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Noncharacter_Code_Point) &&
			!unicode.Is(unicode.Prepended_Concatenation_Mark, r) || r == '\u2800' // the blank of Braille, alone
		if Hidden(string(r), 0) != want {
			t.Errorf("%U: %v", r, !want)
		}
	}
}

// TestName checks that names that look the same are the same, and make no lines.
func TestName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"a b.seg": "a b.seg", "für/é.seg": "für/é.seg", `a"b`: `a"b`, "": "",
		"a\n.seg": `"a\n.seg"`, "\x1b]0;a\a": `"\x1b]0;a\a"`, `"a"`: `"\"a\""`, "\xff": `"\xff"`, "\ufffd": `"�"`, "a\u202eb": `"a\u202eb"`, "\u2028": `"\u2028"`,
		"a\u3164b": `"a\u3164b"`, "👩\u200d👧.seg": "👩\u200d👧.seg", "a\u200db": `"a\u200db"`, "a\\b": `a\b`, "a\\\n": `"a\\\n"`, "\U000e0041": `"\U000e0041"`,
	} {
		if got := Name(name); got != want {
			t.Errorf("%q: %s", name, got)
		}
	}
}

// TestUntouched checks that ordinary text stays as it is, byte by byte.
func TestUntouched(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"{}", `{"a": "é 👩‍👩‍👧 #1 [x] # [y] a::b", "b": ["::"]}`, "<a>::b</a>", "می\u200cخواهم"} {
		if got := JSON([]byte(text)); string(got) != text {
			t.Errorf("%q became %q", text, got)
		}
		if !utf8.ValidString(text) {
			t.Error(text)
		}
	}
}

// TestOrdinary checks every text of a few bytes that need a look among others
// against a look at each byte.
func TestOrdinary(t *testing.T) {
	alphabet := []byte{'a', '"', '#', '$', '!', 0x7e, 0x7f, 0x80, 0xff, 0}
	for length := range 70 {
		for place := range length {
			for _, c := range alphabet {
				for _, next := range alphabet {
					text := bytes.Repeat([]byte{'a'}, length)
					text[place] = c
					if place+1 < length {
						text[place+1] = next
					}
					want := bytes.IndexFunc(text, func(r rune) bool { return r >= 0x7f || r == '#' })
					if want < 0 {
						want = length
					}
					if got := ordinary(text); got != want {
						t.Fatalf("ordinary(%q) = %d, want %d", text, got, want)
					}
				}
			}
		}
	}
}

// TestPass checks that the characters that a line lets go by complete nothing, and
// leave it as if it had looked at each of them.
func TestPass(t *testing.T) {
	t.Parallel()
	passed := 0
	rapid.Check(t, func(t *rapid.T) {
		text := hostile().Draw(t, "before") + hostile().Draw(t, "text")
		var line Line
		for text != "" {
			before := line
			n := line.Pass(text)
			for _, r := range text[:n] {
				if before.Completes(r) {
					t.Fatalf("it lets %q go by, which completes a command before %q", text[:n], text[n:])
				}
			}
			if line != before {
				t.Fatalf("after %q it is %+v, not %+v", text[:n], line, before)
			}
			passed += n
			if text = text[n:]; text != "" {
				r, size := utf8.DecodeRuneInString(text)
				line.Completes(r)
				text = text[size:]
			}
		}
	})
	if passed == 0 {
		t.Error("it lets nothing go by")
	}
}

// TestPlainWords checks the words that need no look: a text is plain exactly if all its
// characters are, wherever they are among the eight that are looked at together.
func TestPlainWords(t *testing.T) {
	t.Parallel()
	ordinary := func(c int) bool { return c >= ' ' && c < 0x7f && c != '#' }
	const length = 19
	for at := 1; at < length; at++ {
		for c := range 256 {
			for before := range 256 {
				text := []byte(strings.Repeat("a", length))
				text[at-1], text[at] = byte(before), byte(c)
				colon := at == 1 && (before == ':' || before == ' ' && c == ':')
				if want := ordinary(c) && ordinary(before) && !colon; plain(string(text)) != want {
					t.Fatalf("plain(%q) is not %t", text, want)
				}
			}
		}
	}
	for text, want := range map[string]bool{
		"": true, "   ": true, "a: b": true, "a::b": true, " a :: b": true, "::a": false, "  ::a": false, " :": false, "a\n": false,
	} {
		if plain(text) != want {
			t.Errorf("plain(%q) is not %t", text, want)
		}
	}
}
