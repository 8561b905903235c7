package sql

import "strings"

// What tells values apart within a type.

// matched returns a function that tests whether all of a text has a form.
func matched(before, between, after string) func(ref, pattern string) string {
	return func(ref, pattern string) string { return before + ref + between + pattern + after }
}

// unread returns a function that tests whether a text is not read as a number. Its form is looked at, too:
// databases read more than numbers, or the beginning of a text.
func unread(matches func(ref, pattern string) string, before, after string) func(string) string {
	return func(text string) string {
		return "(NOT " + matches(text, " *"+digits+" *") + " OR " + before + text + after + " IS NULL)"
	}
}

// sqliteMatches tests whether a text is an id: SQLite has no regular expressions without an extension.
func sqliteMatches(ref, pattern string) string {
	hex := "[0-9a-f]"
	four := strings.Repeat(hex, 4)
	test := ref + " GLOB '" + strings.Join([]string{four + four, four, four, four, four + four + four}, "-") + "'"
	if pattern == aUUID {
		return test
	}
	return "(" + test + " OR " + ref + " <> '' AND " + ref + " NOT GLOB '*[^0-9]*' AND " + ref + " NOT GLOB '0?*')"
}

// digits is the form of a number that a text has.
const digits = "[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,3})?"

// postgresNotNumber looks at the text: a cast that fails ends the query.
func postgresNotNumber(text string) string {
	return text + " !~ '^[[:space:]]*" + digits + "[[:space:]]*$'"
}

// sqliteNotNumber looks at the text, since a cast never fails: a text without a number is 0, and what begins with one
// is that. A number without its sign is one of JSON after another digit, and with one after its point.
func sqliteNotNumber(text string) string {
	text = "trim(" + text + ")"
	bare := "ltrim(" + text + ", '+-')"
	return "NOT (" + text + " NOT GLOB '[-+][-+]*' AND (" + bare + " GLOB '[0-9]*' OR " + bare + " GLOB '.[0-9]*')" +
		" AND json_valid('1' || " + bare + " || CASE WHEN " + bare + " GLOB '*.' THEN '0' ELSE '' END))"
}

// postgresArray looks at the form of a text, which is regular: a cast that fails ends the query. Texts of
// Postgres have no NUL, and no half of a character.
func postgresArray(ref string) string {
	const hex = "[0-9a-fA-F]"
	const space = `[ \t\n\r]*`
	const escape = `\\(["\\/bfnrt]|u(?!0000|[dD][89a-fA-F])` + hex + `{4}|u[dD][89abAB]` + hex + `{2}\\u[dD][c-fC-F]` + hex + `{2})`
	const text = `"([^"\\\u0001-\u001f]|` + escape + `)*"` + space
	return "CAST(" + ref + " AS text) ~ " + postgresText("^"+space+`\[`+space+"("+text+"(,"+space+text+`)*)?\]`+space+"$")
}

// duckArray looks at the types of what is in a text, after whether it is JSON.
func duckArray(ref string) string {
	text := "CAST(" + ref + " AS VARCHAR)"
	return "CASE WHEN json_valid(" + text + ") THEN json_type(" + text + ") = 'ARRAY' AND len(list_filter(json_type(" + text + ", '$[*]'), lambda of: coalesce(of, '') <> 'VARCHAR')) = 0 ELSE FALSE END"
}

// counted writes numbers of seconds and milliseconds as microseconds. A number of microseconds has more digits
// than a column of seconds may hold, so that it is made wider before.
func counted(t Time, ref string, wide func(string) string) (text string, is bool) {
	switch t {
	case Seconds:
		return wide(ref) + " * 1000000", true
	case Milliseconds:
		return wide(ref) + " * 1000", true
	default:
		return "", false
	}
}

// microsOf returns a function that writes how many microseconds a time is after 1970. Times without a zone
// count as if they were in UTC. Local ones are put into their zone before, and then are of the kind that the
// function for that returns.
func microsOf(wide func(ref string) string, of func(t Time, ref string) string, local func(ref, zone string) string) func(w When, ref string) string {
	return func(w When, ref string) string {
		switch text, is := counted(w.Time, ref, wide); {
		case is:
			return text
		case w.Time != Local:
			return of(w.Time, ref)
		case local == nil:
			return ""
		default:
			return of(Local, local(ref, "'"+w.Zone.String()+"'"))
		}
	}
}

// always returns a function that writes a time of any kind in one way.
func always(write func(ref string) string) func(Time, string) string {
	return func(_ Time, ref string) string { return write(ref) }
}

// sqliteMicros reads a time of the form that is checked, digit by digit.
func sqliteMicros(t Time, ref string) string {
	if t == WholeDay {
		return "unixepoch(" + ref + ") * 1000000"
	}
	return "unixepoch(substr(" + ref + ", 1, 19)) * 1000000 + CAST(substr(substr(" + ref + ", 21) || '000000', 1, 6) AS INTEGER)"
}
