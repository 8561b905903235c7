package bars

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/textwidth"
)

func group(contacts, alone int64, conditions ...string) Group {
	return Group{Conditions: conditions, Sentence: "Contacts who " + strings.Join(conditions, ", and who ") + ".", Contacts: contacts, Alone: alone}
}

// TestSVG draws pictures as people see them: look at a file that changes.
func TestSVG(t *testing.T) {
	for name, p := range map[string]Picture{
		"several": {Title: "Winter sale", Counted: "1,250 of 9,000 rows match", Matching: 1250, Groups: []Group{
			group(300, 0, `country = "AT"`, "opened in last 30d", `plan = "club"`), group(1200, 950, `country = "AT"`, "opened in last 30d", "revenue >= 100"), group(50, 50, `country = "AT"`),
		}},
		"one":    {Counted: "3 of 7 rows match", Matching: 3, Groups: []Group{group(3, 3, "opened", "never complained")}},
		"nobody": {Title: "Nobody", Counted: "0 of 0 rows match", Groups: []Group{group(0, 0, "opened"), group(0, 0, "clicked")}},
		"hostile": {Title: "<script>alert(1)</script>", Counted: "1 of 1 row matches", Matching: 1, Groups: []Group{
			group(1, 1, `plan = "]]>&lt;</text><script>"`), group(0, 0, "plan = \"\x00\x1b[2J\u202e\xff\ufffe\r\n::error::x\""),
		}},
	} {
		path := filepath.Join("testdata", name+".svg")
		got := SVG(p)
		if prose.Update() {
			if err := os.WriteFile(path, got, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
}

// element is one of a picture, with its attributes and its text.
type element struct {
	name, text string
	attributes map[string]string
}

func (e *element) number(t fataler, name string) float64 {
	n, err := strconv.ParseFloat(e.attributes[name], 64)
	if err != nil {
		t.Fatalf("<%s> has %s=%q", e.name, name, e.attributes[name])
	}
	return n
}

type fataler interface {
	Fatalf(format string, args ...any)
}

// read returns the elements of a picture, and fails if there are others than ours.
func read(t fataler, picture []byte) (all []element) {
	attributes := regexp.MustCompile(`^(xmlns|width|height|viewBox|role|x|y|font-(family|size|weight)|fill|stroke|text-anchor)$`)
	decoder := xml.NewDecoder(strings.NewReader(string(picture)))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("%v:\n%s", err, picture)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := element{name: token.Name.Local, attributes: map[string]string{}}
			if !slices.Contains([]string{"svg", "g", "title", "desc", "rect", "text"}, e.name) {
				t.Fatalf("there is an element <%s>:\n%s", e.name, picture)
			}
			for _, a := range token.Attr {
				if e.attributes[a.Name.Local] = a.Value; !attributes.MatchString(a.Name.Local) {
					t.Fatalf("<%s> has %s:\n%s", e.name, a.Name.Local, picture)
				}
			}
			all = append(all, e)
		case xml.CharData:
			all[len(all)-1].text += strings.Trim(string(token), "\n")
		case xml.EndElement:
		default:
			t.Fatalf("there is a %T:\n%s", token, picture)
		}
	}
}

// TestPictureIsText draws groups of any texts and numbers: the elements are ours, nothing leaves the picture,
// bars are as long as their parts of what matches, and nobody is left out.
func TestPictureIsText(t *testing.T) {
	hostile := []string{
		"<script>alert(1)</script>", "]]>", "<!--", "&lt;", "&", "</title>", "</text>", "\"", "'", "\x00", "\x1b[2J", "\xff", "\ufffe", "\u202e", "\u2028", "\n", "::error::", "##vso[x]",
		"plain words ", strings.Repeat("W", 90), "日本語", "👩‍👧", "", " ",
	}
	words := rapid.Map(rapid.SliceOfN(rapid.SampledFrom(hostile), 0, 5), func(s []string) string { return strings.Join(s, "") })
	rapid.Check(t, func(t *rapid.T) {
		p := Picture{Title: words.Draw(t, "title"), Counted: words.Draw(t, "counted"), Matching: rapid.Int64Range(0, 1e9).Draw(t, "matching")}
		for range rapid.IntRange(1, 40).Draw(t, "groups") {
			g := Group{Conditions: rapid.SliceOfN(words, 1, 3).Draw(t, "conditions"), Sentence: words.Draw(t, "sentence")}
			g.Contacts = rapid.Int64Range(0, p.Matching).Draw(t, "contacts")
			g.Alone = rapid.Int64Range(0, g.Contacts).Draw(t, "alone")
			p.Groups = append(p.Groups, g)
		}
		all := read(t, SVG(p))
		height := all[0].number(t, "height")
		bars, below := 0, 0.0
		for i, e := range all {
			switch e.name {
			case "g":
				bars++
			case "text":
				size := 14.0
				if e.attributes["font-size"] != "" {
					size = e.number(t, "font-size")
				}
				if x, y := e.number(t, "x"), e.number(t, "y"); y > height || y < below || e.attributes["text-anchor"] == "" && x+textwidth.Pixels(nil, e.text, size) > wide {
					t.Fatalf("%q leaves the picture, or is above what was before", e.text)
				} else if y > below {
					below = y
				}
			case "rect":
				if e.attributes["x"] == "" {
					continue // the background
				}
				if e.number(t, "x")+e.number(t, "width") > wide || e.number(t, "y")+e.number(t, "height") > height {
					t.Fatalf("rectangle %d leaves the picture", i)
				}
			}
		}
		if bars != len(p.Groups) && bars != mostGroups {
			t.Fatalf("%d of %d groups are drawn", bars, len(p.Groups))
		}
	})
}

// TestParts checks that a bar is as long as its part of all that match, and that a contact is seen.
func TestParts(t *testing.T) {
	for _, c := range []struct {
		alone, contacts, matching int64
		dark, light               float64
	}{
		{0, 0, 0, 0, 0},
		{0, 0, 10, 0, 0},
		{10, 10, 10, track, 0},
		{5, 10, 20, track / 4, track / 4},
		{0, 10, 20, 0, track / 2},
		{1, 1_000_000, 1_000_000, 1, track - 1},
		{999_999, 1_000_000, 1_000_000, track - 1, 1},
		{1, 2, 1_000_000, 1, 1},
		{1, 1, 1_000_000, 1, 0},
	} {
		if dark, light := parts(c.alone, c.contacts, c.matching); dark != c.dark || light != c.light {
			t.Errorf("%d of %d, of %d: %g and %g instead of %g and %g", c.alone, c.contacts, c.matching, dark, light, c.dark, c.light)
		}
	}
}

// TestManyGroups has 500 groups: the picture has the largest, and counts the others.
func TestManyGroups(t *testing.T) {
	p := Picture{Counted: "x", Matching: 500}
	for i := range 500 {
		p.Groups = append(p.Groups, group(int64(i), int64(i%2), fmt.Sprintf("n = %d", i)))
	}
	picture := SVG(p)
	all := read(t, picture)
	var numbers []string
	for i, e := range all {
		if e.name == "g" {
			numbers = append(numbers, all[i+2].text)
		}
	}
	if len(numbers) != mostGroups || numbers[0] != "500" || numbers[29] != "471" {
		t.Errorf("the groups are %v", numbers)
	}
	const rest = "470 more groups, with at most 469 contacts each; 235 contacts are in one of them alone"
	if all[len(all)-1].text != rest || !strings.Contains(string(picture), rest+".</desc>") || len(picture) > 30_000 {
		t.Errorf("%d bytes end with %q", len(picture), all[len(all)-1].text)
	}
	p.Groups = p.Groups[:mostGroups+1]
	if n := strings.Count(string(SVG(p)), "<g>"); n != mostGroups+1 {
		t.Errorf("%d groups are drawn, and one is counted", n)
	}
}
