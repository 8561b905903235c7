package palette

import "strings"

// named returns a color that has a name in style sheets, or "".
func named(name string) string {
	names := map[string]string{
		"red": "#ff0000", "green": "#008000", "blue": "#0000ff", "yellow": "#ffff00", "orange": "#ffa500", "purple": "#800080",
		"pink": "#ffc0cb", "white": "#ffffff", "black": "#000000", "gray": "#808080", "grey": "#808080", "brown": "#a52a2a",
		"violet": "#ee82ee", "magenta": "#ff00ff", "cyan": "#00ffff", "turquoise": "#40e0d0", "teal": "#008080", "navy": "#000080",
		"lime": "#00ff00", "gold": "#ffd700", "beige": "#f5f5dc", "maroon": "#800000", "olive": "#808000", "silver": "#c0c0c0",
		"lightblue": "#add8e6", "darkblue": "#00008b", "lightgreen": "#90ee90", "darkgreen": "#006400", "coral": "#ff7f50",
		"salmon": "#fa8072", "khaki": "#f0e68c", "lavender": "#e6e6fa", "indigo": "#4b0082", "crimson": "#dc143c",
	}
	return names[strings.NewReplacer(" ", "", "-", "", "_", "").Replace(name)]
}
