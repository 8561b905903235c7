package segc_test

import (
	"math/rand/v2"
	"slices"
	"strings"
)

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
	campaignKind
	textsKind // a list of texts, which only parameters are
	kinds
)

// valueFile is a random file.
type valueFile struct {
	r      *rand.Rand
	few    []string // names that collide; none if all are distinct
	lines  []string
	taken  map[string]bool   // few names, with a letter for what has them
	files  map[string]string // that are used
	params map[string]string
	single [kinds][]string // names that stand for one value
	lists  [kinds][]string // names that stand for some
	parts  []valuePart
	named  int // how many names are in the places of values
}

type valuePart struct {
	name  string
	kinds []int
}

// scope is what can be named in a place.
type valueScope struct{ single, lists [kinds][]string }

func newValueFile(r *rand.Rand, colliding bool) *valueFile {
	f := &valueFile{r: r, taken: map[string]bool{}, files: map[string]string{}, params: map[string]string{}}
	if colliding {
		f.few = []string{"plan", "age", "vip", "renews", "news", "big", "spring", "value", "param", "last", "on", "pro", "x", "`in`"}
		r.Shuffle(len(f.few), func(i, k int) { f.few[i], f.few[k] = f.few[k], f.few[i] })
	}
	f.line(`field plan: text`)
	f.line(`field age: number`)
	f.line(`field vip: boolean`)
	f.line(`field renews: date`)
	f.line(`list news = "11111111-2222-4333-8444-000000000001"`)
	f.line(`isp big = (1, 2)`)
	f.line(`campaign spring = (12, "11111111-2222-4333-8444-00000000000c")`)
	for i := range 2 + r.IntN(6) {
		f.value(f.name("v", i))
	}
	for i := range r.IntN(4) {
		f.param(f.name("p", i))
	}
	for i := range 1 + r.IntN(4) {
		f.part(f.name("f", i))
	}
	rule := f.rule(f.all(), 3)
	if r.IntN(3) == 0 {
		guard := f.rule(f.all(), 1)
		f.line("require " + guard + ` because "they are few"`)
		rule = "(" + rule + ") and (" + guard + ")"
	}
	where := "where " + rule
	r.Shuffle(len(f.lines), func(i, k int) { f.lines[i], f.lines[k] = f.lines[k], f.lines[i] })
	if r.IntN(3) == 0 {
		f.move("a/one.seg", "two.seg")
		f.move("a/two.seg", "")
		f.lines = append(f.lines, `use "a/one.seg"`)
	}
	f.lines = slices.Insert(f.lines, r.IntN(len(f.lines)+1), where)
	return f
}

// name returns the name of a value, a param, a part or a parameter: one that nothing else has, or
// one of the few that no other thing of its kind has.
func (f *valueFile) name(sort string, i int) string {
	for range len(f.few) / 2 {
		name := pick(f.r, f.few)
		if sort == "a" && strings.Contains("plan age vip renews", name) && f.r.IntN(8) > 0 {
			continue // most parts need the column
		}
		if key := strings.Replace(sort, "p", "v", 1) + " " + name; !f.taken[key] {
			f.taken[key] = true
			return name
		}
	}
	return sort + "_" + string(rune('a'+i))
}

// move moves some lines into a file, which uses another one.
func (f *valueFile) move(path, use string) {
	n := f.r.IntN(len(f.lines))
	if use != "" {
		f.files[path] = "use \"" + use + "\"\n"
	}
	f.files[path] += strings.Join(f.lines[:n], "\n") + "\n"
	f.lines = f.lines[n:]
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
	case campaignKind:
		return pick(f.r, []string{"12", "13", `"11111111-2222-4333-8444-00000000000d"`, "spring"})
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
	word := [...]string{"text", "number", "boolean", "date", "days", "number", "list", "isp", "campaign"}[kind]
	given, preset := f.r.IntN(2) == 0, f.literal(kind)
	if kind == textKind && f.r.IntN(2) == 0 {
		word = `choice("free", "pro", ` + f.item(f.all(), kind) + ")"
		preset = pick(f.r, []string{`"free"`, `"pro"`})
		if given {
			f.params[strings.Trim(name, "`")] = pick(f.r, []string{"free", "pro"})
		}
	} else if given {
		f.params[strings.Trim(name, "`")] = f.given(kind)
	}
	line := "param " + name + ": " + word
	if !given || f.r.IntN(2) == 0 {
		line += " = " + preset
	}
	f.line(line)
	f.single[kind] = append(f.single[kind], name)
}

// given returns what is given for a param, as the command line has it.
func (f *valueFile) given(kind int) string {
	return pick(f.r, [...][]string{
		{"pro", `a "quoted" ), # text`, "two\nlines", "{x}", `back\slash`},
		{"42"},
		{"true"},
		{"2026-07-01", "today - 5d", "today", "2 weeks ago"},
		{"3w", "21 days"},
		{"4"},
		{"news", "11111111-2222-4333-8444-000000000009"},
		{"big", "9"},
		{"spring", "13", "11111111-2222-4333-8444-00000000000e"},
	}[kind])
}

func (f *valueFile) part(name string) {
	p := valuePart{name: name}
	s := f.all()
	var names []string
	for name := range f.taken {
		if strings.HasPrefix(name, "a ") { // of another part
			delete(f.taken, name)
		}
	}
	for i := range 1 + f.r.IntN(3) {
		kind := f.r.IntN(kinds)
		parameter := f.name("a", i)
		p.kinds = append(p.kinds, kind)
		names = append(names, parameter)
	}
	for k := range kinds { // what a parameter hides
		hidden := func(name string) bool { return slices.Contains(names, name) }
		s.single[k] = slices.DeleteFunc(slices.Clone(s.single[k]), hidden)
		s.lists[k] = slices.DeleteFunc(slices.Clone(s.lists[k]), hidden)
	}
	for i, kind := range p.kinds {
		s.single[kind] = append(s.single[kind], names[i])
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
	case campaignKind:
		return pick(f.r, []string{"opened from campaigns (" + name + ")", "never clicked except campaigns (" + name + ", 5)"})
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
	if kind >= listKind {
		return [...]string{"list in ", "isp in ", "clicked from campaigns "}[kind-listKind] + f.items(s, kind)
	}
	if kind == textKind && f.r.IntN(2) == 0 {
		return "plan in " + f.items(s, kind)
	}
	return f.using(s, kind, f.item(s, kind))
}
