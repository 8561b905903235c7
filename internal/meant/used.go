package meant

import (
	"strings"

	"github.com/segc-lang/segc/diag"
)

// used reads what includes another file, in the words of other languages: `import "catalog.seg"`,
// `from "win-back.seg" import win_back`, `use win-back.seg`.
func used(r *reader) []phrase {
	said, at, ok := r.includes()
	if !ok {
		return nil
	}
	var reasons []Reason
	if !strings.EqualFold(r.text(0, said), "use") {
		reasons = append(reasons, r.reason(0, said, diag.SyntaxError, "include another file with `use`, not with `%s`", r.text(0, said)))
	}
	names, at := r.namesFrom(at)
	open := r.at(at).is("(")
	if open {
		at++
	}
	path, after, ok := r.filePath(at)
	if !ok {
		return nil
	}
	if r.at(at).kind != quoted {
		reasons = append(reasons, r.reason(at, after, diag.UnquotedText, "the path of a file needs quotes: `%s`", path))
	}
	if at = after; open && r.at(at).is(")") {
		at++
	}
	segment := ""
	if r.at(at).kind == quoted {
		segment = quote(r.at(at).text)
		at++
	}
	var as string
	switch next := r.at(at); {
	case next.is("import") && len(names) == 0:
		names, at = r.names(at + 1)
	case next.is("as", "=>", "->", "=", ":", "named", "called", "into", "alias") || next.kind == word && at+1 == len(r.tokens):
		from := at
		if next.kind == sign || at+1 < len(r.tokens) {
			from++
		}
		if as, after, ok = r.anyName(from, len(r.tokens)); !ok || as == "as" {
			return nil
		}
		if !next.is("as") {
			reasons = append(reasons, r.reason(at, after, diag.SyntaxError, "the name of the part comes after `as`: `as %s`", as))
		}
		at = after
	}
	for r.at(at).is(";") && r.at(at).kind == sign {
		at++
	}
	if at < len(r.tokens) {
		return nil
	}
	plain := spaced("use", path, segment)
	var all []phrase
	switch {
	case as != "":
		all = one(spaced(plain, "as", as))
	case len(names) == 1 && names[0] == stem(path):
		all = either(spaced(plain, "as", names[0]), plain)
	case len(names) == 1:
		all = either(plain, spaced(plain, "as", names[0]))
	default:
		all = one(plain)
	}
	for i := range all {
		all[i].reasons = reasons
		all[i].sure = !r.at(0).is("use") // otherwise it reads as a condition
	}
	return all
}

// includes reads the words that include a file, and returns the index after them.
func (r *reader) includes() (said, at int, ok bool) {
	at = 1
	if r.at(0).is("@") {
		at = 2
	}
	file := r.at(at).kind == quoted || r.at(at).is("(") && r.at(at+1).kind == quoted && r.at(at+2).is(")")
	switch t := r.at(at - 1); {
	case t.is("from"):
		return at, at, file || r.at(at+1).is("import") || r.at(at+3).is("import")
	case t.is("use", "import", "include"):
		return at, at, true
	case t.is("require", "load", "using", "extends", "source", "requires", "includes") && file:
		return at, at, r.at(at).kind != quoted || len(r.tokens) == at+1 || !r.isOperator(at+1)
	}
	return 0, 0, false
}

// namesFrom reads the names that are taken from a file, up to `from`: `a from`, `{ a, b } from`, `* as a from`.
func (r *reader) namesFrom(at int) ([]string, int) {
	end := at
	for end < at+8 && end < len(r.tokens) && !r.at(end).is("from") {
		end++
	}
	if !r.at(end).is("from") || end == at {
		return nil, at
	}
	if r.at(at).is("*") && r.at(at+1).is("as") {
		at += 2
	}
	names, after := r.names(at)
	if after != end {
		return nil, at
	}
	return names, end + 1
}

// names reads names with commas between them, maybe in brackets. The last of `a as b` counts.
func (r *reader) names(at int) (all []string, end int) {
	to := len(r.tokens)
	if close, ok := r.closing(at, to); ok {
		all, end = r.names(at + 1)
		if end == close {
			return all, close + 1
		}
		return nil, at
	}
	for {
		n, after, ok := r.anyName(at, to)
		if !ok {
			return all, at
		}
		if r.at(after).is("as") {
			if n, after, ok = r.anyName(after+1, to); !ok {
				return nil, at
			}
		}
		all, at = append(all, n), after
		if !r.at(at).is(",") {
			return all, at
		}
		at++
	}
}

// anyName reads a name as people write it, such as win-back or "win back", and returns it as segc writes it.
func (r *reader) anyName(at, to int) (string, int, bool) {
	t := r.at(at)
	switch {
	case at >= to:
	case t.kind == quoted && !t.open, t.kind == named:
		n := slug(t.text)
		return n, at + 1, n != ""
	case t.kind == word || t.kind == number:
		end := at + 1
		for end+1 < to && r.at(end).is("-") && r.touches(end) && r.touches(end+1) && (r.at(end+1).kind == word || r.at(end+1).kind == number) {
			end += 2
		}
		n := slug(r.text(at, end))
		return n, end, n != "" && !(end == at+1 && t.is(reserved...))
	}
	return "", at, false
}

// slug writes a text as a name: letters, digits and `_`, with digits at its end.
func slug(text string) string {
	n := strings.Join(strings.FieldsFunc(text, func(c rune) bool { return !partOfWord(c) }), "_")
	digits := 0
	for digits < len(n) && n[digits] >= '0' && n[digits] <= '9' {
		digits++
	}
	n = strings.Trim(n[digits:], "_") + n[:digits]
	if n == "" || digits > 0 && len(n) == digits {
		return ""
	}
	return n
}

// stem returns the name of a file without its folder and its extension, as a name.
func stem(path string) string {
	path = strings.Trim(path, `"`)
	path = path[strings.LastIndexByte(path, '/')+1:]
	path, _, _ = strings.Cut(path, ".")
	return slug(path)
}

// filePath reads the path of a file, with or without quotes.
func (r *reader) filePath(at int) (string, int, bool) {
	t := r.at(at)
	if t.kind == quoted {
		return quote(t.text), at + 1, !t.open && t.text != ""
	}
	end := at
	for end < len(r.tokens) && (end == at || r.touches(end)) && (r.at(end).kind == word || r.at(end).kind == number || r.at(end).is(".", "/", "-", "..")) {
		end++
	}
	if end == at || r.at(end-1).kind == sign {
		return "", at, false
	}
	path := r.text(at, end)
	if !strings.HasSuffix(path, ".seg") {
		if strings.Contains(path, ".") && !strings.HasPrefix(path, ".") {
			return "", at, false
		}
		path += ".seg"
	}
	return quote(path), end, true
}
