// Package palette has the colors that a segment may have. It knows nothing else of
// segments.
package palette

import (
	"strconv"
	"strings"
)

// Colors returns the colors that the API takes, #rrggbb in lower case, in the order of
// its documentation.
func Colors() []string {
	return []string{
		"#cc9ccb", "#f0f080", "#ecd12d", "#dadabc", "#7cb7de", "#b6d8d5",
		"#065358", "#dbe3b4", "#c1cceb", "#944c6d", "#f7819b", "#f9c8cb",
	}
}

// Find returns a color in the form of the palette, or the nearest color of
// the palette to suggest when it is none of it; nearest is empty when the text
// is not a color at all.
func Find(text string) (color, nearest string) {
	lower := strings.ToLower(text)
	if !strings.HasPrefix(lower, "#") {
		lower = "#" + lower
	}
	for _, c := range Colors() {
		if c == lower {
			return c, c
		}
	}
	red, green, blue, ok := channels(lower)
	if !ok {
		red, green, blue, ok = channels(named(lower[1:]))
	}
	if !ok {
		return "", ""
	}
	best := -1
	for _, c := range Colors() {
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
