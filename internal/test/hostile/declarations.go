package hostile

import (
	"fmt"
	"strings"
)

// declarations are texts that consist of names, and names of names.
func declarations() []Shape {
	return []Shape{
		{"parts that double", func(size int) string {
			return chain(size, "let a0 = opened\n", "let a# = a^ and (b# = 1 or a^)\n", "where a#")
		}},
		{"parts that double and turn", func(size int) string {
			return chain(size, "let a0 = opened\n", "let a# = not a^ or not (a^ and b = #)\n", "where a#")
		}},
		{"parts that multiply", func(size int) string {
			return chain(size, "let a0 = b0 = 1 or c0 = 1\n", "let a# = a^ and (b# = 1 or c# = 1)\n", "where a#")
		}},
		{"parts of 30 that multiply", func(size int) string {
			return chain(min(size, 1200), "let a0 = b0 = 1 or c0 = 1\n", "let a# = a^ and (b# = 1 or c# = 1)\n", "where a#")
		}},
		{"a large part, many times", func(size int) string {
			return filled(size, "let p = "+filled(size/2, "z = 1", "\n", numberedPart(" or x# = 1"))+"where y = 1", "", numberedPart(" or (p and w# = 1)"))
		}},
		{"names of ISPs that double", func(size int) string {
			return chain(size, "isp a0 = 1\n", "isp a# = (a^, a^, #)\n", "where isp = a#")
		}},
		{"columns that are declared", numbered("", "field a#: text\n", "where a0 = \"x\"")},
		{"choices", numbered("field a: choice(\"x\"", ", \"c#\"", ")\nwhere a = \"x\"")},
		{"many choices", numbered("", "field a#: choice(\"a\", \"b\", \"c\")\n", "where a0 = \"a\"")},
		{"lists of the segment", func(size int) string {
			return filled(size, "segment \"A\" lists \"00000000-0000-4000-8000-000000000000\"", "\nwhere a = 1", func(i int) string {
				return fmt.Sprintf(", \"%08x-0000-4000-8000-000000000000\"", i)
			})
		}},
		{"contact lists in the rule", func(size int) string {
			return filled(size, "where list in (\"00000000-0000-4000-8000-000000000000\")", "", func(i int) string {
				return fmt.Sprintf(" or list in (\"%08x-0000-4000-8000-000000000000\")", i)
			})
		}},
		{"parts that nobody uses", numbered("", "let a# = b# = 1 or c# = 1\n", "where d = 1")},
		{"parts with named arguments", numbered("let f(n) = a > n\n", "let p#=f(n=3)\n", "where p0")},
		{"many named arguments", func(size int) string {
			names, uses := filled(size/3, "let f(a", ") = b > a\n", numberedPart(",a#")), filled(size/2, "where f(a=1", ")", numberedPart(",a#=1"))
			return names + uses
		}},
		{"segments without names", repeat("", "segment v\n", "")},
		{"a list of many ids, many times", func(size int) string {
			list := filled(size/2, "list l = (\"00000000-0000-4000-8000-000000000000\"", ")\n", func(i int) string {
				return fmt.Sprintf(", \"%08x-0000-4000-8000-000000000000\"", i)
			})
			return filled(size, list+"segment \"A\" lists l", "\nwhere a = 1", func(int) string { return ", l" })
		}},
		{"files that are used", numbered("", "use \"f#.seg\"\n", "where a = 1")},
	}
}

// chain is filled with parts that each name the one before: # is the number of the
// part, and ^ that of the one before.
func chain(size int, head, part, tail string) string {
	var b strings.Builder
	b.WriteString(head)
	last := 0
	for b.Len()+len(part)+40 < size {
		last++
		b.WriteString(strings.NewReplacer("#", fmt.Sprint(last), "^", fmt.Sprint(last-1)).Replace(part))
	}
	b.WriteString(strings.ReplaceAll(tail, "#", fmt.Sprint(last)))
	return b.String()
}

// tokens are texts of one kind of token. Most of them are wrong.
func tokens() []Shape {
	shapes := []Shape{
		{"comments", repeat("a = 1\n", "# x\n", "")},
		{"comments that silence", repeat("a = 1\n", "# segc:ignore SEG501\n", "")},
		{"codes to ignore", repeat("a = 1 # segc:ignore", " SEG501", "")},
		{"a property again and again", repeat("segment \"A\"\n", "color \"#7cb7de\"\n", "where a = 1")},
		{"a path of many folders", repeat("use \"", "a/", "x.seg\"\nwhere a = 1")},
		{"a list in one text", repeat("a = \"a", ",a", "\"")},
		{"a comment of carriage returns", repeat("a = 1 #", "\r", " ")},
		{"characters that nobody sees", repeat("a = \"", "\u200b", "\"")},
		{"blanks", repeat("a = 1", " ", "")},
		{"lines", repeat("a = 1", "\n", "")},
		{"a long value", repeat("a = \"", "x", "\"")},
		{"an open value", repeat("a = \"", "x", "")},
		{"open values", repeat("a = ", "\"\n", "")},
		{"a long name", repeat("", "x", " = 1")},
		{"a long name in backquotes", repeat("`", "x", "` = 1")},
		{"a long number", repeat("a = 1", "0", "")},
		{"ISPs that have a name", repeat("isp g = 1\nwhere isp in (1", ",1", ")")},
		{"values apart", func(size int) string {
			return filled(size, "a in (1", ")", func(i int) string { return fmt.Sprintf(",%d", i*7919%100_003) })
		}},
		{"warnings in one line", repeat("# segc:ignore SEG501 x\na in (1", ",1", ")")},
		{"values", repeat("a in (1", ",1", ")")},
		{"values without end", repeat("a in (1", ",1", "")},
		{"text values", numbered("a in (\"x\"", ",\"#\"", ")")},
		{"unknown characters apart", repeat("a = 1", " § x", "")},
		{"invisible characters", repeat("a = \"", "\u200b", "\"")},
		{"mistakes", repeat("a = 1", " or b =", "")},
		{"mistakes in lines", repeat("a = 1", "\nor b is 2", "")},
		{"unknown names", numbered("let abcdef = opened\nwhere abcdef", " or abcde#", "")},
		{"unknown columns", numbered("field abcdef: text\nwhere abcdef = \"x\"", " or abcde# = \"x\"", "")},
		{"values of a wrong type", numbered("field a: number\nwhere a = 1", " or a = \"#\"", "")},
		{"misspelt statements", repeat("", "lett a = opened\n", "where a = 1")},
		{"names twice", repeat("", "let a = opened\n", "where a")},
		{"rules", repeat("", "where a = 1\n", "")},
		{"open curly quotes", repeat("a = ", "“\n", "")},
		{"a family without end", repeat("a = \"", "👩\u200d", "👩\"")},
		{"families", numbered("a in (\"x\"", ",\"👩\u200d👩\u200d👧 #\"", ")")},
		{"ends of families", numbered("a in (\"x\"", ",\"👩\u200d#\"", ")")},
		{"letters of India", repeat("a = \"", "क्\u200d", "\"")},
		{"letters of Persia", repeat("a = \"", "می\u200c", "خ\"")},
		{"marks on a letter", repeat("a = \"e", "\u0301", "\"")},
		{"flags of tags", repeat("a = \"", "🏴\U000e0067\U000e0062", "\"")},
		{"a long fraction", repeat("a = 1.", "3", "")},
		{"long numbers, compared", func(size int) string {
			number := strings.Repeat("7", size/4)
			return "a > " + number + "1 and a < " + number + "2 and a != " + number + ".5"
		}},
		{"numbers of many digits", func(size int) string {
			return filled(size, "a in (1", ")", func(i int) string { return fmt.Sprintf(",%s%d", strings.Repeat("9", 2000), i) })
		}},
		{"ranges of many digits", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string {
				return fmt.Sprintf(" or a > %s%d and a < 5%[1]s%[2]d", strings.Repeat("9", 2000), i)
			})
		}},
		{"NUL", repeat("a = 1", "\x00", "")},
		{"bytes that are no text", repeat("a = \"", "\xff", "\"")},
	}
	for _, token := range []string{"(", ")", "=", ",", "and ", "or ", "not ", "where ", "let ", "in ", "1 ", "\"x\" ", "a ", "2026-01-01 ", "opened ", "use ", "field ", "require ", "segment ", ": ", "` ", ">= ", "30d "} {
		shapes = append(shapes, Shape{"nothing but " + strings.TrimSpace(token), repeat("", token, "")})
	}
	return shapes
}

// Part returns declarations for a file that is used, in which @ is to be its
// number.
func Part(size int) string { return numbered("", "let p@x# = q# = 1 or r# = 1\n", "")(size) }
