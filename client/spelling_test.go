package client

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"
)

// keysOfTests have what encodings write in another way.
func keysOfTests() []string {
	return []string{
		"sk_live_VERYSECRET", "dev-key", "12345678", `k3y-of/the+test"x`, "a&b=c%41d;e<f>g'h", `back\slash\u0041key`, "id:secret:0123456789",
		strings.Repeat("Ab9/", 30),
	}
}

// writers write a text in another way.
func writers() map[string]func(string) string {
	return map[string]func(string) string{
		"as it is":    func(s string) string { return s },
		"upper case":  strings.ToUpper,
		"query":       url.QueryEscape,
		"path":        url.PathEscape,
		"lower query": func(s string) string { return lower(url.QueryEscape(s)) },
		"percent":     everyChar("%%%02X"),
		"u percent":   everyChar("%%u%04x"),
		"json":        func(s string) string { return fmt.Sprintf("%q", s) },
		"json slash":  func(s string) string { return strings.ReplaceAll(fmt.Sprintf("%q", s), "/", `\/`) },
		"json u":      everyChar(`\u%04x`),
		"x":           everyChar(`\x%02x`),
		"html":        html.EscapeString,
		"decimal":     everyChar("&#%d;"),
		"hexadecimal": everyChar("&#x%x;"),
		"long":        everyChar("&#00000%d"),
		"mail":        everyChar("=%02X"),
		"mail lines":  func(s string) string { return strings.Join(strings.SplitAfter(s, s[2:3]), "=\r\n") },
	}
}

func everyChar(format string) func(string) string {
	return func(s string) string {
		var b strings.Builder
		for i := range len(s) {
			fmt.Fprintf(&b, format, s[i])
		}
		return b.String()
	}
}

// TestSpellings checks that a key is found however it is written, also in layers.
func TestSpellings(t *testing.T) {
	t.Parallel()
	for _, key := range keysOfTests() {
		s := spellingsOf(key)
		check := func(how, text string) {
			if text = `{"a":"b","c":"` + text + `"}`; !s.in(text) {
				t.Errorf("%s, %s is not found in %s", key, how, text)
			}
		}
		for one, write := range writers() {
			check(one, write(key))
			for two, again := range writers() {
				check(one+", "+two, again(write(key)))
			}
		}
		check("hex", hex.EncodeToString([]byte(key)))
		check("upper hex", strings.ToUpper(hex.EncodeToString([]byte(key))))
		for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding, base64.RawStdEncoding} {
			for _, before := range []string{"", "x", "xy", "user:"} {
				check("base64", encoding.EncodeToString([]byte(before+key+"xyz")))
			}
		}
		if s.squeezed != "" {
			check("without marks", squeeze(lower(key), false))
			check("as a file", strings.Join(strings.FieldsFunc(lower(key), func(r rune) bool { return squeeze(string(r), false) == "" }), "-"))
			check("in words", strings.Join(strings.Split(squeeze(lower(key), false), ""), " "))
		}
	}
}

// TestSpellingsInLayers takes random encodings within one another.
func TestSpellingsInLayers(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	var all []func(string) string
	for _, write := range writers() {
		all = append(all, write)
	}
	for range 5000 {
		key := keysOfTests()[random.IntN(len(keysOfTests()))]
		text := key
		for range 1 + random.IntN(3) {
			text = all[random.IntN(len(all))](text)
		}
		if !spellingsOf(key).in("x" + text) {
			t.Fatalf("%s is not found in %s", key, text)
		}
	}
}

// TestSpellingsOfNames checks that a key is found in a text that loses its marks when
// it becomes the name of a file, in other letters, and in encodings with marks.
func TestSpellingsOfNames(t *testing.T) {
	t.Parallel()
	const key = "sk_live_Zq8vK2mT5xWk"
	wide := strings.Map(func(r rune) rune { return r - '!' + '\uff01' }, key)
	inHex := strings.ToUpper(hex.EncodeToString([]byte(key)))
	var spaced []string
	for i := 0; i < len(inHex); i += 2 {
		spaced = append(spaced, inHex[i:i+2])
	}
	texts := []string{
		"sk:live:Zq8vK2mT5xWk", "sk,live,Zq8v[K2m]T5xWk", "{sk}{live}{Zq8vK2mT5xWk}", `["sk","live","Zq8vK2mT5xWk"]`,
		wide, strings.ReplaceAll(key, "K", "\u212a"), strings.Join(spaced, ":"), strings.Join(spaced, " "), strings.Join(spaced, ", "),
	}
	for _, before := range []string{"", "a", "ab", "abc", "abcd"} {
		texts = append(texts, base32.StdEncoding.EncodeToString([]byte(before+key+"xyz")))
	}
	for _, text := range texts {
		if !spellingsOf(key).in("x " + text + " x") {
			t.Errorf("it is not found in %s", text)
		}
	}
	if !spellingsOf("1234567890123456").in("[1234,5678,9012,3456]") {
		t.Error("a long key of digits is not found")
	}
}

// TestNoSpelling checks that what looks a little like a key is none.
func TestNoSpelling(t *testing.T) {
	t.Parallel()
	for key, texts := range map[string][]string{
		"12345678":           {`{"a":1234,"b":5678}`, `[1234,5678]`, "1234567", "23456781"},
		"sk_live_VERYSECRET": {"", "sk_live", "%", "=", `\`, "&", `\u`, "%zz", "&#", "=\r\n", strings.Repeat("%25", 1000)},
		"dev-key":            {"devkey", "dev key", "de%76"},
	} {
		for _, text := range texts {
			if spellingsOf(key).in(text) {
				t.Errorf("%s is found in %q", key, text)
			}
		}
	}
}

// FuzzSpellings checks that no text is too odd for the search.
func FuzzSpellings(f *testing.F) {
	for _, write := range writers() {
		f.Add(write(keysOfTests()[0]))
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := spellingsOf(keysOfTests()[0])
		s.in(text)
		if !s.in(text + keysOfTests()[0]) {
			t.Errorf("the key at the end of %q is not found", text)
		}
	})
}

func BenchmarkSpellings(b *testing.B) {
	s := spellingsOf(keysOfTests()[0])
	for name, text := range map[string]string{
		"json":    strings.Repeat(`{"id":"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab","name":"Newsletter"},`, 1<<14),
		"escapes": strings.Repeat(`%25252541\\\\\\\\u0041&amp;amp;amp;=3D=3D`, 1<<14),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				s.in(text)
			}
		})
	}
}
