package explain

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/textwidth"
)

// box is a rectangle of a picture.
type box struct {
	left, top, right, bottom float64
	what                     string
}

func (b box) meets(c box) bool {
	return b.left < c.right && c.left < b.right && b.top < c.bottom && c.top < b.bottom
}

func (b box) holds(c box) bool {
	return b.left <= c.left && c.right <= b.right && b.top <= c.top && c.bottom <= b.bottom
}

// boxes reads a picture: its whole, its cards and its texts, as wide as they are
// estimated to be.
func boxes(t *testing.T, picture string) (whole box, cards, texts []box) {
	t.Helper()
	var svg struct {
		Width  float64 `xml:"width,attr"`
		Height float64 `xml:"height,attr"`
		Size   float64 `xml:"font-size,attr"`
		Rects  []struct {
			X      float64 `xml:"x,attr"`
			Y      float64 `xml:"y,attr"`
			Width  float64 `xml:"width,attr"`
			Height float64 `xml:"height,attr"`
		} `xml:"rect"`
		Texts []struct {
			X      float64 `xml:"x,attr"`
			Y      float64 `xml:"y,attr"`
			Size   float64 `xml:"font-size,attr"`
			Anchor string  `xml:"text-anchor,attr"`
			Text   string  `xml:",chardata"`
		} `xml:"text"`
	}
	if err := xml.Unmarshal([]byte(picture), &svg); err != nil {
		t.Fatalf("no XML: %v\n%s", err, picture)
	}
	for _, r := range svg.Rects[1:] { // behind the background
		cards = append(cards, box{r.X, r.Y, r.X + r.Width, r.Y + r.Height, "a card"})
	}
	for _, line := range svg.Texts {
		size := line.Size
		if size == 0 {
			size = svg.Size
		}
		width := textwidth.Pixels(nil, line.Text, size)
		left := line.X
		switch line.Anchor {
		case "middle":
			left -= width / 2
		case "end":
			left -= width
		}
		texts = append(texts, box{left, line.Y - size*0.95, left + width, line.Y + size*0.3, line.Text})
	}
	return box{0, 0, svg.Width, svg.Height, "the picture"}, cards, texts
}

// TestPictureHasRoom checks that in a picture of any document no card meets
// another one, no text meets another one, and every text is inside of one card
// or outside of all of them.
func TestPictureHasRoom(t *testing.T) {
	field := func(column, value string) condition.Condition {
		return condition.Field{Column: column, Operator: condition.Equals, Values: []condition.Value{{Text: value}}}
	}
	long := strings.Repeat("W", 300)
	words := strings.Repeat("a few more words ", 40)
	event := condition.Event{Metric: condition.Open, Operator: condition.Ever}
	var many []condition.Group
	for i := range 120 {
		many = append(many, condition.Group{All: []condition.Condition{event, field("plan", fmt.Sprint(i)), field("city", words[:i*5])}})
	}
	pictures := map[string]Input{
		"one":       {Document: &condition.Document{Any: []condition.Group{{All: []condition.Condition{event}}}}},
		"many":      {Document: &condition.Document{Any: many}, Title: "Many"},
		"long":      {Document: &condition.Document{Any: []condition.Group{{All: []condition.Condition{event, field(long, long)}}, {All: []condition.Condition{field(words, words)}}}}, Title: long + words},
		"scripts":   {Document: &condition.Document{Any: []condition.Group{{All: []condition.Condition{field("日本語のとても長い列の名前", strings.Repeat("値です", 60)), field("ไทย", strings.Repeat("ภาษาไทย", 30)), field("👩‍👩‍👧‍👦", strings.Repeat("👩‍👩‍👧‍👦", 40))}}, {All: []condition.Condition{field("مرحبا", strings.Repeat("مرحبا بالعالم ", 20))}}}}, Title: "हिन्दी"},
		"lists":     {Document: &condition.Document{Any: []condition.Group{{All: []condition.Condition{event}}}}, Lists: []string{long, words, "a"}, Title: "x"},
		"forbidden": {Document: &condition.Document{Any: []condition.Group{{All: []condition.Condition{field("</text><script>alert(1)</script>", "\x00\x1b]]>&amp;\u202e")}}}}, Title: "<svg onload=alert(1)>"},
	}
	for name, in := range pictures {
		t.Run(name, func(t *testing.T) {
			picture := Explain(in).svg()
			whole, cards, texts := boxes(t, picture)
			for i, c := range cards {
				if !whole.holds(c) {
					t.Errorf("card %d is outside of the picture", i)
				}
				for j := range i {
					if cards[j].meets(c) {
						t.Errorf("cards %d and %d meet", j, i)
					}
				}
			}
			for i, a := range texts {
				if !whole.holds(a) {
					t.Errorf("%q is outside of the picture", a.what)
				}
				for _, c := range cards {
					if c.meets(a) && !c.holds(a) {
						t.Errorf("%q is on the edge of a card", a.what)
					}
				}
				for j := range i {
					if texts[j].meets(a) {
						t.Errorf("%q and %q meet", texts[j].what, a.what)
					}
				}
			}
			if strings.Contains(picture, "<script") || strings.Contains(picture, "<svg onload") {
				t.Error("a text is markup")
			}
		})
	}
}

// TestChartIsNotTooLarge checks that Mermaid draws what is written for it, and
// that what is not drawn is counted.
func TestChartIsNotTooLarge(t *testing.T) {
	event := func(n int) condition.Condition {
		return condition.Event{Metric: condition.Open, Operator: condition.CountGE, Count: int64(n + 2)}
	}
	var all []condition.Condition
	var groups, long []condition.Group
	for i := range 1000 {
		all = append(all, event(i))
		groups = append(groups, condition.Group{All: []condition.Condition{event(i), event(i + 1), condition.Event{Metric: condition.Click, Operator: condition.Ever}}})
		long = append(long, condition.Group{All: []condition.Condition{condition.Field{Column: strings.Repeat("<", 200), Operator: condition.Equals, Values: []condition.Value{{Text: fmt.Sprint(i)}}}}})
	}
	for more, any := range map[string][]condition.Group{"837": groups, "511": {{All: all}}, "948": long} {
		drawn := Explain(Input{Document: &condition.Document{Any: any}}).mermaid()
		if arrows := strings.Count(drawn, "-->"); arrows >= 500 || len(drawn) > 50_000 {
			t.Errorf("there are %d arrows and %d bytes", arrows, len(drawn))
		}
		if !regexp.MustCompile(`\["[^"]*\b` + more + `\b[^"]*"\]`).MatchString(drawn) {
			t.Errorf("it does not say that there are %s more; it ends with\n%s", more, drawn[len(drawn)-200:])
		}
	}
}
