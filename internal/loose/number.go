package loose

import (
	"slices"
	"strings"
)

// longest is the length in bytes of the longest text that is read.
const longest = 64

// Numbers returns the numbers that digits with signs between them may mean, the most likely first. A comma may
// separate thousands or decimals. Text that is a number of segc is returned as it is.
func Numbers(text string) []string {
	if len(text) == 0 || len(text) > longest {
		return nil
	}
	whole, grouped, ok := ungrouped(text)
	if !ok {
		return nil
	}
	comma, point := strings.IndexByte(whole, ','), strings.IndexByte(whole, '.')
	switch {
	case comma < 0 && point < 0:
		return one(whole, "")
	case comma >= 0 && point >= 0: // 1,000.50 or 1.000,50
		decimal, group := ".", ","
		if strings.LastIndexByte(whole, ',') > strings.LastIndexByte(whole, '.') {
			decimal, group = ",", "."
		}
		before, after, _ := strings.Cut(whole, decimal)
		if grouped || strings.Contains(after, decimal) || !groups(strings.Split(before, group)) {
			return nil
		}
		return one(strings.ReplaceAll(before, group, ""), after)
	case strings.Count(whole, ",") > 1 || strings.Count(whole, ".") > 1: // 1,000,000
		sign := ","
		if point >= 0 {
			sign = "."
		}
		if grouped || !groups(strings.Split(whole, sign)) {
			return nil
		}
		return one(strings.ReplaceAll(whole, sign, ""), "")
	case point >= 0:
		return one(whole[:point], whole[point+1:])
	}
	before, after := whole[:comma], whole[comma+1:]
	if !grouped && len(after) == 3 && len(before) <= 3 && before[0] != '0' {
		return append(one(before+after, ""), one(before, after)...)
	}
	return one(before, after)
}

// one returns the number of its digits before and after the point.
func one(before, after string) []string {
	if before == "" || strings.Trim(before+after, "0123456789") != "" {
		return nil
	}
	if before = strings.TrimLeft(before, "0"); before == "" {
		before = "0"
	}
	if after != "" {
		before += "." + after
	}
	return []string{before}
}

// ungrouped returns a number without the blanks and apostrophes between its thousands, and whether there are some. The
// text has only digits, commas and points then.
func ungrouped(text string) (plain string, grouped, ok bool) {
	whole, rest := text, ""
	if i := strings.IndexAny(text, ",."); i >= 0 {
		whole, rest = text[:i], text[i:]
	}
	parts := strings.FieldsFunc(whole, isGroup)
	grouped = len(parts) > 1
	if len(parts) == 0 || grouped && !groups(parts) || len(strings.Join(parts, "")) == len(whole) && grouped {
		return "", false, false
	}
	plain = strings.Join(parts, "") + rest
	first, last := plain[0], plain[len(plain)-1]
	ok = digit(first) && digit(last) && strings.Trim(plain, "0123456789,.") == "" && !strings.Contains(plain, ",,") && !strings.Contains(plain, "..")
	return plain, grouped, ok
}

// isGroup reports whether a character separates the thousands of a number, and never its decimals.
func isGroup(r rune) bool {
	return slices.Contains([]rune{' ', '\'', '’', '_', '\u00a0', '\u202f', '\u2009'}, r)
}

// groups reports whether digits are in groups of three, as in 1,000,000, or of two before the last three, as in 1,00,000.
func groups(parts []string) bool {
	last := len(parts) - 1
	if last < 1 {
		return last == 0 && parts[0] != ""
	}
	size := len(parts[last-1])
	if last == 1 {
		size = 3
	}
	for i, p := range parts {
		if strings.Trim(p, "0123456789") != "" || p == "" || i == last && len(p) != 3 || i > 0 && i < last && (len(p) != size || size != 2 && size != 3) || i == 0 && len(p) > size {
			return false
		}
	}
	return parts[0][0] != '0'
}

func digit(c byte) bool { return '0' <= c && c <= '9' }
