package check

import (
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/rule"
)

// Color returns a color in the form of the palette, or the nearest color of
// the palette to suggest when it is none of it; nearest is empty when the text
// is not a color at all.
func Color(text string) (color, nearest string) {
	lower := strings.ToLower(text)
	if !strings.HasPrefix(lower, "#") {
		lower = "#" + lower
	}
	for _, c := range rule.Palette() {
		if c == lower {
			return c, c
		}
	}
	red, green, blue, ok := channels(lower)
	if !ok {
		return "", ""
	}
	best := -1
	for _, c := range rule.Palette() {
		r, g, b, _ := channels(c)
		if d := (r-red)*(r-red) + (g-green)*(g-green) + (b-blue)*(b-blue); best < 0 || d < best {
			best, nearest = d, c
		}
	}
	return "", nearest
}

func channels(color string) (red, green, blue int, ok bool) {
	if len(color) == 4 {
		color = string([]byte{'#', color[1], color[1], color[2], color[2], color[3], color[3]})
	}
	if len(color) != 7 || color[0] != '#' {
		return 0, 0, 0, false
	}
	n, err := strconv.ParseUint(color[1:], 16, 32)
	return int(n >> 16), int(n >> 8 & 255), int(n & 255), err == nil
}
