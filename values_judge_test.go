package segc_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestValuesAreTheirText has random files with values, params and parts with parameters. The
// expander below writes each out by hand, as text to text and with none of segc's code: both
// texts must become the same document.
func TestValuesAreTheirText(t *testing.T) {
	t.Parallel()
	n := long.Of(300, 5000)
	r := rand.New(rand.NewPCG(20261128, 15))
	compiled, names := 0, 0
	for i := range n {
		f := newValueFile(r)
		text := f.text()
		plain := byHand(text, f.params)
		if strings.Contains(plain, "v_") || strings.Contains(plain, "f_") || strings.Contains(plain, "p_") {
			t.Fatalf("the expander left a name in\n%s\nof\n%s", plain, text)
		}
		options := segc.Options{Today: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), Params: f.params}
		got, problems := documentOf(t.Context(), text, options)
		want, expected := documentOf(t.Context(), plain, segc.Options{Today: options.Today})
		if got != want || (got == "") != (want == "") {
			t.Fatalf("text %d with the params %v\n%s\nis\n%s\n%v\nand by hand\n%s\nit is\n%s\n%v", i, f.params, text, got, problems, plain, want, expected)
		}
		if got != "" {
			compiled++
		}
		names += f.named
	}
	if compiled < n*8/10 || names < 5*n {
		t.Errorf("only %d of %d files have a document, with %d names in the places of values", compiled, n, names)
	}
}

func documentOf(ctx context.Context, text string, options segc.Options) (document string, problems error) {
	program, list := segc.Load(ctx, text, options)
	if list.HasErrors() {
		return "", list.Err()
	}
	results, list := program.Compile(ctx)
	if list.HasErrors() {
		return "", list.Err()
	}
	return string(results[0].RulesJSON()), nil
}

// The kinds of values in a random file.
const (
	textKind = iota
	numberKind
	booleanKind
	dayKind
	lengthKind
	countKind
	listKind
	ispKind
	textsKind // a list of texts, which only parameters are
	kinds
)

// valueFile is a random file.
type valueFile struct {
	r      *rand.Rand
	lines  []string
	params map[string]string
	single [kinds][]string // names that stand for one value
	lists  [kinds][]string // names that stand for some
	parts  []valuePart
	named  int
}

type valuePart struct {
	name  string
	kinds []int
}

// scope is what can be named in a place.
type valueScope struct{ single, lists [kinds][]string }

func newValueFile(r *rand.Rand) *valueFile {
	f := &valueFile{r: r, params: map[string]string{}}
	f.line(`field plan: text`)
	f.line(`field age: number`)
	f.line(`field vip: boolean`)
	f.line(`field renews: date`)
	f.line(`list news = "11111111-2222-4333-8444-000000000001"`)
	f.line(`isp big = (1, 2)`)
	for i := range 2 + r.IntN(6) {
		f.value(fmt.Sprintf("v_%d", i))
	}
	for i := range r.IntN(4) {
		f.param(fmt.Sprintf("p_%d", i))
	}
	for i := range 1 + r.IntN(4) {
		f.part(fmt.Sprintf("f_%d", i))
	}
	f.line("where " + f.rule(f.all(), 3))
	r.Shuffle(len(f.lines), func(i, k int) { f.lines[i], f.lines[k] = f.lines[k], f.lines[i] })
	return f
}

func (f *valueFile) text() string { return strings.Join(f.lines, "\n") + "\n" }

func (f *valueFile) line(text string) { f.lines = append(f.lines, text) }

func (f *valueFile) all() valueScope { return valueScope{f.single, f.lists} }

func pick[T any](r *rand.Rand, all []T) T { return all[r.IntN(len(all))] }

// literal returns a random literal of a kind.
func (f *valueFile) literal(kind int) string {
	switch kind {
	case textKind:
		return pick(f.r, []string{`"free"`, `"pro"`, `"a, b"`, `"# no comment"`, `"v in a text"`, `"quote \" and ) and }"`, `'single'`, `"où"`})
	case numberKind:
		return pick(f.r, []string{"0", "18", "-3", "2.5", "1e3", "65"})
	case booleanKind:
		return pick(f.r, []string{"true", "false"})
	case dayKind:
		return pick(f.r, []string{"2026-05-01", "today", "today - 30d", "today + 2w", "2026-06-01 - 14d"})
	case lengthKind:
		return pick(f.r, []string{"30d", "7d", "2w", "1d", "90d"})
	case countKind:
		return pick(f.r, []string{"1", "2", "5", "12"})
	case listKind:
		return pick(f.r, []string{`"11111111-2222-4333-8444-000000000002"`, `"11111111-2222-4333-8444-000000000003"`, "news"})
	default:
		return pick(f.r, []string{"1", "3", "7", "big"})
	}
}

// item is a literal of a kind, or a name of one.
func (f *valueFile) item(s valueScope, kind int) string {
	if len(s.single[kind]) > 0 && f.r.IntN(3) > 0 {
		f.named++
		return pick(f.r, s.single[kind])
	}
	if kind == textsKind {
		return f.items(s, textKind)
	}
	if kind == dayKind && f.r.IntN(3) == 0 {
		day := f.literal(kind)
		if len(s.single[kind]) > 0 {
			f.named++
			day = pick(f.r, s.single[kind])
		}
		return day + pick(f.r, []string{" + ", " - "}) + f.item(s, lengthKind)
	}
	return f.literal(kind)
}

// items is a list of values in parentheses.
func (f *valueFile) items(s valueScope, kind int) string {
	var all []string
	for range 1 + f.r.IntN(3) {
		if len(s.lists[kind]) > 0 && f.r.IntN(3) == 0 {
			f.named++
			all = append(all, pick(f.r, s.lists[kind]))
			continue
		}
		all = append(all, f.item(s, kind))
	}
	return "(" + strings.Join(all, ", ") + ")"
}

func (f *valueFile) value(name string) {
	kind := f.r.IntN(countKind + 1)
	written := kind
	if f.r.IntN(3) == 0 && kind != lengthKind && kind != countKind {
		f.line("value " + name + " = " + f.items(f.all(), written))
		f.lists[kind] = append(f.lists[kind], name)
		return
	}
	f.line("value " + name + " = " + f.item(f.all(), written))
	f.single[kind] = append(f.single[kind], name)
}

func (f *valueFile) param(name string) {
	kind := f.r.IntN(textsKind)
	word := [...]string{"text", "number", "boolean", "date", "days", "number", "list", "isp"}[kind]
	line := "param " + name + ": " + word
	given := f.r.IntN(2) == 0
	if !given || f.r.IntN(2) == 0 {
		line += " = " + f.literal(kind)
	}
	if given {
		f.params[name] = [...]string{
			pick(f.r, []string{"pro", `a "quoted" ), # text`, "two\nlines", "{x}", `back\slash`}), "42", "true", pick(f.r, []string{"2026-07-01", "today - 5d", "today"}), "3w", "4", pick(f.r, []string{"news", "11111111-2222-4333-8444-000000000009"}), pick(f.r, []string{"big", "9"}),
		}[kind]
	}
	f.line(line)
	f.single[kind] = append(f.single[kind], name)
}

func (f *valueFile) part(name string) {
	p := valuePart{name: name}
	s := f.all()
	var names []string
	for i := range 1 + f.r.IntN(3) {
		kind := f.r.IntN(kinds)
		parameter := fmt.Sprintf("%s_%c", strings.Replace(name, "f", "v", 1), 'a'+i)
		p.kinds = append(p.kinds, kind)
		names = append(names, parameter)
		s.single[kind] = append(append([]string(nil), s.single[kind]...), parameter)
	}
	// Each parameter is used as what it is, so that it can be nothing else.
	var all []string
	for i, kind := range p.kinds {
		alone := valueScope{}
		alone.single[kind] = names[i : i+1]
		all = append(all, f.using(alone, kind, names[i]))
	}
	all = append(all, f.rule(s, 2))
	f.line("let " + name + "(" + strings.Join(names, ", ") + ") = " + strings.Join(all, pick(f.r, []string{" or ", " and "})))
	f.parts = append(f.parts, p)
}

// using returns a condition that has a name in the place of a value of a kind.
func (f *valueFile) using(s valueScope, kind int, name string) string {
	f.named++
	switch kind {
	case textKind:
		return pick(f.r, []string{"plan = " + name, "plan in (" + name + ", \"x\")", "plan contains " + name, "plan != " + name})
	case numberKind:
		return pick(f.r, []string{"age > " + name, "age in (" + name + ")", "age between " + name + " and 99"})
	case booleanKind:
		return "vip = " + name
	case dayKind:
		return pick(f.r, []string{"renews >= " + name, "renews on " + name, "renews < " + name + " - 3d", "renews between " + name + " and " + name + " + 1w"})
	case lengthKind:
		return pick(f.r, []string{"opened in last " + name, "clicked more than " + name + " ago", "renews >= today - " + name})
	case countKind:
		return pick(f.r, []string{"opened >= " + name + " in last 9d", "clicked between " + name + " and 99", "delivered != " + name})
	case textsKind:
		return pick(f.r, []string{"plan in (" + name + ")", "plan not in (\"x\", " + name + ")"})
	case listKind:
		return pick(f.r, []string{"list in (" + name + ")", "list not in (" + name + ", news)"})
	default:
		return pick(f.r, []string{"isp in (" + name + ")", "isp not in (" + name + ", 5)"})
	}
}

// rule returns a random expression.
func (f *valueFile) rule(s valueScope, depth int) string {
	if depth == 0 || f.r.IntN(3) == 0 {
		return f.condition(s)
	}
	switch f.r.IntN(4) {
	case 0:
		return "not (" + f.rule(s, depth-1) + ")"
	case 1:
		return "(" + f.rule(s, depth-1) + " or " + f.rule(s, depth-1) + ")"
	default:
		return f.rule(s, depth-1) + " and " + f.rule(s, depth-1)
	}
}

func (f *valueFile) condition(s valueScope) string {
	if len(f.parts) > 0 && f.r.IntN(3) == 0 {
		p := pick(f.r, f.parts)
		var arguments []string
		for _, kind := range p.kinds {
			arguments = append(arguments, f.item(s, kind))
		}
		return p.name + "(" + strings.Join(arguments, ", ") + ")"
	}
	kind := f.r.IntN(textsKind)
	if kind == ispKind || kind == listKind {
		return [...]string{"list in ", "isp in "}[kind-listKind] + f.items(s, kind)
	}
	if kind == textKind && f.r.IntN(2) == 0 {
		return "plan in " + f.items(s, kind)
	}
	return f.using(s, kind, f.item(s, kind))
}

// byHand writes a file without values, params and parameters.
func byHand(text string, params map[string]string) string {
	meaning := map[string]string{}
	type part struct {
		parameters []string
		body       string
	}
	parts := map[string]part{}
	var rest []string
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		word, after, _ := strings.Cut(line, " ")
		switch {
		case word == "value":
			name, value, _ := strings.Cut(after, " = ")
			if strings.HasPrefix(value, "(") {
				value = strings.TrimSuffix(value[1:], ")")
			}
			meaning[name] = value
		case word == "param":
			name, declared, _ := strings.Cut(after, ": ")
			typ, value, _ := strings.Cut(declared, " = ")
			if given, ok := params[name]; ok {
				value = given
				_, dashes, _ := strings.Cut(given, "-")
				if typ == "text" || typ == "list" && strings.Count(dashes, "-") == 3 {
					quoted, _ := json.Marshal(given)
					value = string(quoted)
				}
			}
			meaning[name] = value
		case word == "let" && strings.Contains(after, ") = "):
			head, body, _ := strings.Cut(after, ") = ")
			name, parameters, _ := strings.Cut(head, "(")
			parts[name] = part{strings.Split(parameters, ", "), body}
		default:
			rest = append(rest, line)
		}
	}
	out := strings.Join(rest, "\n") + "\n"
	for again := true; again; {
		again = false
		out = replaceWords(out, func(name, after string) (string, int) {
			p, ok := parts[name]
			if !ok || !strings.HasPrefix(after, "(") {
				return "", -1
			}
			again = true
			arguments, length := argumentsIn(after)
			body := replaceWords(p.body, func(name, _ string) (string, int) {
				for i, parameter := range p.parameters {
					if parameter == name {
						return arguments[i], 0
					}
				}
				return "", -1
			})
			return "(" + body + ")", length
		})
	}
	for again := true; again; {
		again = false
		out = replaceWords(out, func(name, _ string) (string, int) {
			value, ok := meaning[name]
			if !ok {
				return "", -1
			}
			again = true
			return value, 0
		})
	}
	return flat(out)
}

// flat takes out the parentheses of lists in lists.
func flat(text string) string {
	var b strings.Builder
	depth := 0 // of the list, or 0 outside of one
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"' || c == '\'':
			end := endOfText(text, i)
			b.WriteString(text[i:end])
			i = end - 1
		case c == '(' && (depth > 0 || strings.HasSuffix(text[:i], " in ")):
			if depth++; depth == 1 {
				b.WriteByte(c)
			}
		case c == ')' && depth > 0:
			if depth--; depth == 0 {
				b.WriteByte(c)
			}
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// replaceWords replaces words outside of texts. The function returns what is in the place of
// a word, and how much of what follows it goes, too: -1 leaves the word.
func replaceWords(text string, replace func(name, after string) (string, int)) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '"' || c == '\'':
			end := endOfText(text, i)
			b.WriteString(text[i:end])
			i = end
		case c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z':
			end := i
			for end < len(text) && (text[end] == '_' || text[end]|0x20 >= 'a' && text[end]|0x20 <= 'z' || text[end] >= '0' && text[end] <= '9') {
				end++
			}
			if with, length := replace(text[i:end], text[end:]); length >= 0 {
				b.WriteString(with)
				end += length
			} else {
				b.WriteString(text[i:end])
			}
			i = end
		default:
			b.WriteByte(c)
			i++
		}
	}
	return b.String()
}

// endOfText returns where a text in quotes ends.
func endOfText(text string, start int) int {
	for i := start + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case text[start]:
			return i + 1
		}
	}
	return len(text)
}

// argumentsIn returns the arguments in parentheses, and how long they are with these.
func argumentsIn(text string) (arguments []string, length int) {
	start, depth := 1, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"', '\'':
			i = endOfText(text, i) - 1
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return append(arguments, strings.TrimSpace(text[start:i])), i + 1
			}
		case ',':
			if depth == 1 {
				arguments = append(arguments, strings.TrimSpace(text[start:i]))
				start = i + 1
			}
		}
	}
	return arguments, len(text)
}
