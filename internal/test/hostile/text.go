package hostile

import (
	"fmt"
	"strings"
)

// Shape is one kind of hostile input. Make returns one of about the given number
// of bytes, never of more unless a single part is larger.
type Shape struct {
	Name string
	Make func(size int) string
}

// filled writes a head, as many parts as fit, and a tail.
func filled(size int, head, tail string, part func(i int) string) string {
	var b strings.Builder
	b.Grow(size)
	b.WriteString(head)
	for i := 0; ; i++ {
		p := part(i)
		if b.Len()+len(p)+len(tail) > size && i > 0 {
			break
		}
		b.WriteString(p)
	}
	b.WriteString(tail)
	return b.String()
}

// repeat is filled with one part.
func repeat(head, part, tail string) func(size int) string {
	return func(size int) string { return filled(size, head, tail, func(int) string { return part }) }
}

// numbered is filled with a part in which # is its number.
func numbered(head, part, tail string) func(size int) string {
	return func(size int) string {
		return filled(size, head, tail, func(i int) string { return strings.ReplaceAll(part, "#", fmt.Sprint(i)) })
	}
}

// alternatives returns an or of n conditions, and the fields that they need.
func alternatives(n int) (fields, or string) {
	var f, o strings.Builder
	f.WriteString("field c: text\nfield d: text\nfield n: number\nfield t: tags\n")
	for i := range n {
		fmt.Fprintf(&f, "field c%d: text\n", i)
		if i > 0 {
			o.WriteString(" or ")
		}
		fmt.Fprintf(&o, "c%d = \"x\"", i)
	}
	return f.String(), o.String()
}

// times returns a condition beside an or of n others, so that it is in n groups.
func times(n int, before, part, after string) func(size int) string {
	return func(size int) string {
		fields, or := alternatives(n)
		return filled(size, fields+"where "+before, after+" and ("+or+")", func(i int) string {
			return strings.ReplaceAll(part, "#", fmt.Sprintf("%06d", i))
		})
	}
}

// Multiplied returns the rule of the review: a list of n values beside an or of
// 900.
func Multiplied(n int) string {
	fields, or := alternatives(900)
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "\"i%05d\"", i)
	}
	return fields + "where c in (" + b.String() + ") and (" + or + ")"
}

// Texts returns the kinds of rule text.
func Texts() []Shape {
	multiplied := []Shape{
		{"a list in 900 groups", times(900, "c in (\"x\"", ", \"i#\"", ")")},
		{"a list of numbers in 900 groups", times(900, "n in (1", ", 1#", ")")},
		{"a list left out of 900 groups", times(900, "c not in (\"x\"", ", \"i#\"", ")")},
		{"tags in 900 groups", times(900, "t has all (\"x\"", ", \"i#\"", ")")},
		{"ISPs in 900 groups", times(900, "isp in (1", ", 1#", ")")},
		{"campaigns in 900 groups", times(900, "opened from campaigns (1", ", 1#", ")")},
		{"a long value in 900 groups", times(900, "c = \"", "x", "\"")},
		{"a long value of escapes in 900 groups", times(900, "c = \"", `\u0001`, "\"")},
		{"a long value of surrogates in 900 groups", times(900, "c = \"", `\ud83d\ude00`, "\"")},
		{"a long name in 900 groups", times(900, "`n", "n", "` = 1")},
		{"many values in 900 groups", times(900, "c = \"x\"", " and d != \"#\"", "")},
		{"a list in two groups", times(2, "c in (\"x\"", ", \"i#\"", ")")},
		{"long values, or", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string { return fmt.Sprintf(" or c%d = %q", i, strings.Repeat("v", 2000)) })
		}},
		{"long values in pairs", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string {
				v := strings.Repeat("v", size/40)
				return fmt.Sprintf(" and (c%d = \"%s1\" or d%d = \"%s2\")", i, v, i, v)
			})
		}},
		{"lists in pairs", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string {
				return fmt.Sprintf(" and (c%d in (%s) or d%d = 1)", i, numbers(i, size/100), i)
			})
		}},
		{"one list on one column, many times", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string { return fmt.Sprintf(" or c in (%s) and d%d = 1", numbers(i, 200), i) })
		}},
		{"overlapping lists", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string { return fmt.Sprintf(" or c in (%s)", numbers(i*7, 500)) })
		}},
		{"overlapping tags", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string { return fmt.Sprintf(" or t has all (%s)", quoted(i*7, 300)) })
		}},
	}
	return append(append(append(multiplied, rules()...), declarations()...), tokens()...)
}

func numbers(from, n int) string {
	parts := make([]string, max(n, 1))
	for i := range parts {
		parts[i] = fmt.Sprint(from + i)
	}
	return strings.Join(parts, ",")
}

func quoted(from, n int) string {
	parts := make([]string, max(n, 1))
	for i := range parts {
		parts[i] = fmt.Sprintf("\"%d\"", from+i)
	}
	return strings.Join(parts, ",")
}

// rules are large rules.
func rules() []Shape {
	return []Shape{
		{"few windows, many campaigns", func(size int) string {
			return filled(size, "clicked", "", func(i int) string {
				return fmt.Sprintf(" and (opened >= %d in last %dd from campaigns (%d, %d) or opened <= %d more than %dd ago except campaigns (%d))",
					1+i%5, 30*(1+i%6), i%8, i*3%8, 1+i%20, 30*(1+i*5%6), i*7%8)
			})
		}},
		{"windows and campaigns, or", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string {
				return fmt.Sprintf(" or (opened >= %d in last %dd from campaigns (%d, %d) and clicked >= %d in last %dd)",
					1+i%9, 1+i*7%90, i%40, i*11%40, 1+i*3%9, 1+i*13%90)
			})
		}},
		{"many campaigns", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string { return fmt.Sprintf(" or opened >= 2 from campaigns (%s)", numbers(i*3, 100)) })
		}},
		{"windows, or", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string { return fmt.Sprintf(" or opened >= %d in last %dd", 1+i*7%200, 1+i%300) })
		}},
		{"windows, and of ors", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string {
				return fmt.Sprintf(" and (opened >= %d in last %dd or opened <= %d more than %dd ago)", 1+i%20, 1+i*7%60, 1+i*3%20, 1+i*11%60)
			})
		}},
		{"tags of many columns", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string { return fmt.Sprintf(" or t%d has any (\"%d\")", i/7, i%7) })
		}},
		{"steps of a day", numbered("x > today", " - #d", "")},
		{"steps of a date", numbered("x > 2026-06-01", "-1d", "")},
		{"two signs before lengths", numbered("x in (", "today --7d ", ")")},
		{"days in a list", numbered("x in (today", ", today - #d, 2026-06-01 + 3w", ")")},
		{"calls in a list", numbered("x in (1", ", now()", ")")},
		{"ranges, and of ors", numbered("a = 1", " and (age > # or age < #5)", "")},
		{"ranges, or of ands", numbered("a = 1", " or (age > # and age < #5 and b# = 1)", "")},
		{"texts that contain, or", numbered("a = 1", " or name contains \"x#\"", "")},
		{"texts that start, and of ors", numbered("a = 1", " and (name starts with \"#\" or city != \"#\")", "")},
		{"equalities, or", numbered("a = 1", " or age = #", "")},
		{"columns, or", numbered("a = 1", " or c# = 1", "")},
		{"columns, and", numbered("a = 1", " and c# = 1", "")},
		{"pairs, or", numbered("a = 1", " or (x# = true and y# = #)", "")},
		{"pairs, and", numbered("a = 1", " and (x# = true or y# = #)", "")},
		{"long names, or", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string { return fmt.Sprintf(" or %s%d = 1", strings.Repeat("n", 500), i) })
		}},
		{"long names, and", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string { return fmt.Sprintf(" and %s%d = 1", strings.Repeat("n", 500), i) })
		}},
		{"mixed, or of ands", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string {
				return fmt.Sprintf(" or (x%d is null and x%d is not null and x%d is null and y%d = %d)", i%97, i*7%101, i*13%89, i%31, i%11)
			})
		}},
		{"mixed, and of ors", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string {
				return fmt.Sprintf(" and (x%d is null or x%d is not null or x%d is null)", i%97, i*7%101, i*13%89)
			})
		}},
		{"few columns, or of ands", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string {
				h := uint64(i+1) * 0x9e3779b97f4a7c15
				return fmt.Sprintf(" or (x%d = %d and x%d != %d and x%d > %d and x%d is not null)", h%17, h>>8%40, h>>16%19, h>>24%40, 20+h>>32%17, h>>40%40, 40+h>>50%9)
			})
		}},
		{"deep parentheses", func(size int) string { return strings.Repeat("(", size/2) + "a = 1" + strings.Repeat(")", size/2) }},
		{"deep, within the limit", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string {
				return fmt.Sprintf(" or %sb%d = 1%s", strings.Repeat("(c = 1 and (d = 1 or ", 40), i, strings.Repeat("))", 40))
			})
		}},
		{"deep as far as is allowed, or", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string {
				return fmt.Sprintf(" or %sb%d = 1%s", strings.Repeat("(a = 1 or ", 225)+strings.Repeat("(", 225), i%7, strings.Repeat(")", 450))
			})
		}},
		{"deep as far as is allowed, both", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string {
				return fmt.Sprintf(" or %sb%d = 1%s", strings.Repeat("(a = 1 or (d = 1 and ", 225), i, strings.Repeat("))", 225))
			})
		}},
		{"not, deep", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string {
				return fmt.Sprintf(" and %sb%d = 1 and c%d = 2%s", strings.Repeat("not (d = 1 or ", 60), i, i, strings.Repeat(")", 60))
			})
		}},
		{"lists that are left out, and", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string {
				return fmt.Sprintf(" and not (x%d in (%s) or y%d = 1)", i, numbers(i, 10), i)
			})
		}},
		{"text values that are left out, and", func(size int) string {
			return filled(size, "a = 1", "", func(i int) string {
				return fmt.Sprintf(" and not (x%d in (%s) or y%d = \"\u00e9\u00a0%d\")", i, quoted(i, 10), i, i)
			})
		}},
		{"the same or", repeat("a = 1", " or a = 1", "")},
		{"parts that change nothing", numbered("a = 1", " or a = 1 and b# = 1", "")},
		{"a guard of everything", func(size int) string {
			return filled(size/2, "require a = 1", "\n", numberedPart(" or x# is null")) + filled(size/2, "where a = 1", "", numberedPart(" and (x# is null or y# = 1)"))
		}},
		{"many guards", numbered("", "require a# = 1 or b = 1\n", "where b = 1")},
		{"many guards that fail", numbered("", "require a# = 1\n", "where b = 1")},
	}
}

func numberedPart(part string) func(i int) string {
	return func(i int) string { return strings.ReplaceAll(part, "#", fmt.Sprint(i)) }
}
