package meant

import (
	"strings"
	"unicode/utf8"
)

// An Edit replaces the bytes from Start to End of a text.
type Edit struct {
	Start, End int
	Text       string
}

// edits returns what turns the tokens of a text into another text, token by token: what is alike
// stays, with its white space and comments.
func edits(source string, old []token, text string) (all []Edit) {
	fresh := tokens(text)
	same := func(a, b token) bool { return source[a.start:a.end] == text[b.start:b.end] }
	// common[i][j] is how many tokens old[i:] and fresh[j:] have in common, in their order.
	common := make([][]uint16, len(old)+1)
	for i := range common {
		common[i] = make([]uint16, len(fresh)+1)
	}
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(fresh) - 1; j >= 0; j-- {
			if same(old[i], fresh[j]) {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(old) || j < len(fresh); {
		if i < len(old) && j < len(fresh) && same(old[i], fresh[j]) {
			i, j = i+1, j+1
			continue
		}
		from, first := i, j
		for i < len(old) || j < len(fresh) {
			if i < len(old) && j < len(fresh) && same(old[i], fresh[j]) {
				break
			}
			if j == len(fresh) || i < len(old) && common[i+1][j] >= common[i][j+1] {
				i++
			} else {
				j++
			}
		}
		all = append(all, apart(source, change(source, old, from, i, text, fresh, first, j)))
	}
	return all
}

// apart adds a space where a text would become one word with what is beside it.
func apart(source string, e Edit) Edit {
	before, _ := utf8.DecodeLastRuneInString(source[:e.Start])
	after, _ := utf8.DecodeRuneInString(source[e.End:])
	if e.Text == "" {
		if e.Start > 0 && e.End < len(source) && partOfWord(before) && partOfWord(after) {
			e.Text = " "
		}
		return e
	}
	first, _ := utf8.DecodeRuneInString(e.Text)
	last, _ := utf8.DecodeLastRuneInString(e.Text)
	if e.Start > 0 && partOfWord(before) && partOfWord(first) {
		e.Text = " " + e.Text
	}
	if e.End < len(source) && partOfWord(last) && partOfWord(after) {
		e.Text += " "
	}
	return e
}

// change is the edit of old[from:to] into fresh[first:last].
func change(source string, old []token, from, to int, text string, fresh []token, first, last int) Edit {
	with := ""
	if first < last {
		with = text[fresh[first].start:fresh[last-1].end]
	}
	if with == "" {
		return removal(source, old, from, to)
	}
	start, end := len(source), len(source)
	switch {
	case from < to:
		start, end = old[from].start, old[to-1].end
	case from < len(old):
		start, end = old[from].start, old[from].start
	case from > 0:
		start, end = old[from-1].end, old[from-1].end
	}
	// The white space around it becomes that of the new text.
	if from > 0 && first > 0 {
		gap := source[old[from-1].end:start]
		switch wide := fresh[first-1].end < fresh[first].start; {
		case wide && gap == "":
			with = " " + with
		case !wide && strings.Trim(gap, " \t") == "":
			start = old[from-1].end
		}
	}
	if to < len(old) && last < len(fresh) {
		gap := source[end:old[to].start]
		switch wide := fresh[last-1].end < fresh[last].start; {
		case wide && gap == "":
			with += " "
		case !wide && strings.Trim(gap, " \t") == "":
			end = old[to].start
		}
	}
	return Edit{min(start, end), end, with}
}

// removal removes old[from:to], with the white space on one side.
func removal(source string, old []token, from, to int) Edit {
	start, end := old[from].start, old[to-1].end
	switch {
	case to < len(old) && from > 0 && end == old[to].start && old[to].is(")", ",", "]") && strings.TrimSpace(source[old[from-1].end:start]) == "":
		start = old[from-1].end
	case to < len(old) && (from == 0 || old[from-1].end < start):
		end = blank(source, end, old[to].start)
	case to == len(old) && from > 0 && strings.TrimSpace(source[old[from-1].end:start]) == "":
		start = old[from-1].end
	}
	return Edit{start, end, ""}
}

// blank returns the end of the white space after a place.
func blank(source string, at, end int) int {
	for at < end && (source[at] == ' ' || source[at] == '\t') {
		at++
	}
	return at
}
