package palette

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestFind(t *testing.T) {
	for _, c := range []struct{ text, color, nearest string }{
		{"#7cb7de", "#7cb7de", "#7cb7de"},
		{"#7CB7DE", "#7cb7de", "#7cb7de"},
		{"7cb7de", "#7cb7de", "#7cb7de"},
		{"#7cb7df", "", "#7cb7de"},
		{"#78d", "", "#7cb7de"},
		{"#000000", "", "#065358"},
		{"#000", "", "#065358"},
		{"#ffffff", "", "#f9c8cb"},
		{"#ff0000", "", "#944c6d"},
		{"#ffff00", "", "#ecd12d"},
		{"red", "", "#944c6d"},
		{"Light Blue", "", "#b6d8d5"},
		{"reddish", "", ""},
		{"#7cb7d", "", ""},
		{"#7cb7dee", "", ""},
		{"#7cb7dg", "", ""},
		{"#+cb7de", "", ""},
		{"#-1", "", ""},
		{"##7cb7d", "", ""},
		{"é7", "", ""}, // four bytes with the sign, but no color
		{"", "", ""},
		{"#", "", ""},
	} {
		if color, nearest := Find(c.text); color != c.color || nearest != c.nearest {
			t.Errorf("%q is %q, nearest %q; not %q, nearest %q", c.text, color, nearest, c.color, c.nearest)
		}
	}
}

// TestNearestColorIsNearest holds on random colors that no color of the
// palette is nearer than the one that is suggested.
func TestNearestColorIsNearest(t *testing.T) {
	distance := func(a, b string) (sum int) {
		for i := 1; i < 7; i += 2 {
			var x, y int
			fmt.Sscanf(a[i:i+2], "%x", &x)
			fmt.Sscanf(b[i:i+2], "%x", &y)
			sum += (x - y) * (x - y)
		}
		return sum
	}
	rapid.Check(t, func(t *rapid.T) {
		text := fmt.Sprintf("#%06x", rapid.IntRange(0, 1<<24-1).Draw(t, "color"))
		color, nearest := Find(text)
		for _, c := range Colors() {
			if c == text && color != text || distance(text, c) < distance(text, nearest) {
				t.Fatalf("%s is nearer to %s than %s", c, text, nearest)
			}
		}
	})
}
