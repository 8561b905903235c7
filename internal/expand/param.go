package expand

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/suggest"
)

// param finds out what a param means: what the caller gives, or its default.
func (x *expander) param(o *resolve.Object, s *ast.Param, m *meaning, chain []*resolve.Object) {
	r := &rewriter{expander: x, source: o.Source, chain: chain}
	word := strings.ToLower(s.Type.Text)
	i := slices.Index(resolve.ParamTypes(), word)
	if i < 0 {
		x.unknownType(o.Source, s.Type)
		m.bad = true
		return
	}
	choice := word == "choice"
	m.kind = [...]kind{text, number, boolean, day, length, text, listID, ispID, campaignID}[i]
	choices, ok := r.choices(s, choice)
	m.param, m.choices = word, choices
	if !ok {
		m.bad = true
		return
	}
	if s.Default != nil {
		r.fallback(o, s, m, choice, choices)
		if !m.bad {
			m.fallback = m.values
		}
	}
	given, set := x.params[o.Name]
	switch {
	case set:
		v, wrong := read(given, m.kind)
		if !utf8.ValidString(given) {
			wrong = "which is not valid UTF-8"
		}
		if wrong == "" && choice && !has(choices, v) {
			wrong = "which is not one of its choices: " + english.Some(texts(choices), 12)
		}
		if v.Kind == ast.Word && x.written.IDs(ast.AliasKind(m.kind-listID), v.Text) == nil {
			wrong = "which is neither an id nor a name of the kind `" + word + "`"
		}
		if wrong != "" {
			d := x.Fail(diag.ParamMissing, o.Definition(), fmt.Sprintf("the param `%s` is given %q, %s", o.Name, shown(given), wrong))
			d.Notes = []string{"its type is " + word}
			m.bad = true
			return
		}
		v.At = s.Name.At
		m.values = []ast.Value{v}
	case s.Default == nil && !x.matters(o):
		m.bad = true
	case s.Default == nil:
		d := x.Fail(diag.ParamMissing, o.Definition(), fmt.Sprintf("the param `%s` of %s has no value and no default", o.Name, o.Source.Name()))
		d.Notes = []string{"set it with `--set " + o.Name + "=VALUE`, or in a program with Options.Params"}
		m.bad = true
	}
}

// matters reports whether a param is one on which a rule or a guard rests, in a file whose rules are
// parts of others: its header has no effect there. In the main file, each param matters.
func (x *expander) matters(o *resolve.Object) bool {
	if x.scope == nil {
		return true
	}
	if x.reached == nil {
		x.reached = map[*resolve.Object]bool{}
		var nodes []ast.Node
		for i := range x.written.MainRules {
			if where := x.written.MainRules[i].Where; where != nil {
				nodes = append(nodes, where)
			}
		}
		for _, g := range x.written.Guards {
			nodes = append(nodes, g.Require)
		}
		for _, r := range x.written.Reach(x.Poll, nodes...) {
			x.reached[r.Object] = true
		}
	}
	return x.reached[o]
}

// unknownType says that params do not have a type.
func (x *expander) unknownType(source *ast.Source, t ast.TypeName) {
	place := at(source, t)
	d := x.Fail(diag.UnknownType, place, fmt.Sprintf("`%s` is not a type that a param can have", t.Text))
	d.Notes = []string{"the types are " + english.Some(resolve.ParamTypes(), len(resolve.ParamTypes()))}
	known := map[string]string{
		"string": "text", "str": "text", "int": "number", "integer": "number", "float": "number", "decimal": "number", "bool": "boolean",
		"duration": "days", "length": "days", "day": "date", "datetime": "date", "enum": "choice", "lists": "list", "isps": "isp", "campaigns": "campaign",
	}
	word, ok := known[strings.ToLower(t.Text)]
	if !ok {
		word, ok = suggest.Nearest(t.Text, resolve.ParamTypes())
	}
	if ok {
		d.Fixes = []diag.Fix{problems.Replace(place, word)}
	}
}

// choices returns what a param of type choice can be.
func (r *rewriter) choices(s *ast.Param, choice bool) (choices []ast.Value, ok bool) {
	place := at(r.source, s.Type)
	switch {
	case choice && len(s.Choices) == 0:
		r.Fail(diag.UnknownType, place, "the choices are missing").Notes = []string{`for example: choice("AT", "DE")`}
		return nil, false
	case !choice && len(s.Choices) > 0:
		r.Fail(diag.UnknownType, place, fmt.Sprintf("a param of type %s does not take a list of choices", s.Type.Text)).Notes = []string{"only `choice` does"}
		return nil, false
	}
	var seen names
	for _, v := range s.Choices {
		r.Poll.Step(16)
		if seen.again(v) && r.skip(v) {
			continue
		}
		literals, k, right := r.item(v, true)
		if right && k != text {
			d := r.Fail(diag.UnquotedText, at(r.source, v), "each choice needs quotes")
			if v.Kind != ast.Word {
				d.Fixes = problems.Quoted(at(r.source, v), quoted(v.Text))
			}
			right = false
		}
		if !right || !r.take(len(literals), at(r.source, v)) {
			return nil, false
		}
		choices = append(choices, literals...)
	}
	return r.once(choices), true
}

// fallback takes the default of a param.
func (r *rewriter) fallback(o *resolve.Object, s *ast.Param, m *meaning, choice bool, choices []ast.Value) {
	v := *s.Default
	place := at(r.source, v)
	if m.kind.isID() {
		m.values = []ast.Value{v}
		if v.Kind == ast.Word && r.written.IDs(ast.AliasKind(m.kind-listID), v.Text) == nil {
			m.bad = true
			r.unknownID(v, ast.AliasKind(m.kind-listID))
		} else if v.Kind != ast.Word && !isID(v, m.kind) {
			m.bad = true
			r.Fail(diag.BadID, place, fmt.Sprintf("the default of `%s` must be %s: write an id or its name", o.Name, m.kind))
		}
		return
	}
	before := len(r.All)
	literals, k, ok := r.item(v, false)
	switch {
	case !ok:
		m.bad = true
		for i := range r.All[before:] {
			r.All[before+i].Fixes = fixesOf(m.kind, r.All[before+i].Fixes)
		}
		return
	case k != m.kind:
		m.bad = true
		d := r.Fail(diag.WrongValue, place, fmt.Sprintf("the default of `%s` is %s, but its type is %s", o.Name, k, s.Type.Text))
		if m.kind == text && v.Kind != ast.Word {
			d.Fixes = []diag.Fix{problems.Replace(place, quoted(r.source.Slice(v.At)))}
		}
		switch by, isLength := readLength(v.Text); {
		case v.Kind == ast.Word: // which would be replaced
		case m.kind == length && k == number:
			d.Fixes = []diag.Fix{problems.Replace(place, v.Text+"d")}
		case m.kind == length && k == text && isLength:
			d.Fixes = []diag.Fix{problems.Replace(place, by.Text)}
		case m.kind == day && k == length:
			d.Fixes = []diag.Fix{problems.Replace(place, "today - "+v.Text), problems.Replace(place, "today + "+v.Text)}
		}
	case choice && !has(choices, literals[0]):
		m.bad = true
		r.Fail(diag.ValueOutsideChoice, place, fmt.Sprintf("the default of `%s` is not one of its choices", o.Name)).Notes = []string{"the choices are " + english.Some(texts(choices), 12)}
	}
	m.values = literals
}

// fixesOf returns those of the fixes of a default that write a value of its kind: unquoted, it is
// not known what is meant.
func fixesOf(k kind, fixes []diag.Fix) []diag.Fix {
	return slices.DeleteFunc(fixes, func(f diag.Fix) bool {
		isText := strings.HasPrefix(f.Edits[0].Text, `"`)
		return isText && k != text || !isText && k == text && len(fixes) > 1
	})
}

// unknownID says that no id of a kind has the name that is the default of a param.
func (r *rewriter) unknownID(v ast.Value, kind ast.AliasKind) {
	place := at(r.source, v)
	o := r.written.Value(v.Text)
	if o == nil {
		r.Fail(diag.UnknownName, place, fmt.Sprintf("there is no %s named `%s`", resolve.KindOf(kind), v.Text))
		return
	}
	typ := r.written.Meaning(o).Type
	if s, ok := o.Statement.(*ast.NamedValue); ok && len(s.Values) > 0 && s.Values[0].Kind != ast.Word {
		typ = resolve.ParamTypes()[kindOf(s.Values[0])]
	}
	d := r.Fail(diag.UnknownName, place, resolve.NotAnID(o, typ, kind))
	d.Related = []diag.Label{{Location: o.Definition(), Text: "declared here"}}
	d.Notes = []string{fmt.Sprintf("the default of a param of type `%s` is an id or its name", resolve.KindOf(kind))}
}

// read reads what is given for a param of a kind. Wrong says why it does not fit, or is "".
func read(given string, k kind) (v ast.Value, wrong string) {
	v = ast.Value{Kind: ast.String, Text: given}
	switch k {
	case text:
		return v, ""
	case number:
		if v.Kind = ast.Number; given == "" || given[0] != '-' && (given[0] < '0' || given[0] > '9') || strings.TrimSpace(given) != given || !json.Valid([]byte(given)) {
			return v, "which is not a number"
		}
	case boolean:
		if v.Kind = ast.Boolean; given != "true" && given != "false" {
			return v, "which is neither true nor false"
		}
	case day:
		return readDay(given)
	case length:
		var ok bool
		if v, ok = readLength(given); !ok {
			return v, "which is not a length of time such as 30d or 2w"
		}
	default:
		switch {
		case isID(v, k):
		case k != listID && isID(ast.Value{Kind: ast.Number, Text: given}, k):
			v.Kind = ast.Number
		default:
			v.Kind = ast.Word
		}
	}
	return v, ""
}

// isID reports whether a value is an id of a kind.
func isID(v ast.Value, k kind) bool {
	switch v.Kind {
	case ast.String:
		_, err := uuid.Parse(v.Text)
		return k != ispID && err == nil && len(v.Text) == 36
	case ast.Number:
		n, err := strconv.ParseInt(v.Text, 10, 64)
		return k != listID && err == nil && n >= 0 && strconv.FormatInt(n, 10) == v.Text
	}
	return false
}

// readLength reads a length of time: 30d, 2w, 30 days.
func readLength(given string) (ast.Value, bool) {
	digits := len(given) - len(strings.TrimLeft(given, "0123456789"))
	number := given[:digits]
	unit, ok := map[string]string{"d": "d", "day": "d", "days": "d", "w": "w", "week": "w", "weeks": "w"}[strings.ToLower(strings.TrimPrefix(given[digits:], " "))]
	ok = ok && number != "" && (number == "0" || number[0] != '0')
	return ast.Value{Kind: ast.Length, Text: number + unit}, ok
}

// readDay reads a date, or a day that is counted from today or from one: today - 30d, 30d ago.
func readDay(given string) (v ast.Value, wrong string) {
	const reason = "which is not a date such as 2026-05-01, nor a day such as today - 30d"
	const date10, todays = len("2026-05-01"), len("today")
	if _, err := date.Parse(given); err == nil {
		return ast.Value{Kind: ast.Date, Text: given}, ""
	}
	v = ast.Value{Kind: ast.Today, Text: "today"}
	moment := &ast.Moment{Base: v}
	var rest string
	length, ago := strings.CutSuffix(given, " ago")
	switch {
	case ago:
		rest = "- " + length
	case len(given) >= todays && strings.EqualFold(given[:todays], "today"):
		rest = given[todays:]
	case len(given) > date10:
		moment.Base = ast.Value{Kind: ast.Date, Text: given[:date10]}
		if _, err := date.Parse(moment.Base.Text); err != nil {
			return v, reason
		}
		rest = given[date10:]
	default:
		return v, reason
	}
	for rest = strings.Trim(rest, " "); rest != ""; {
		sign := rest[0]
		rest = strings.TrimLeft(rest[1:], " ")
		end := strings.IndexAny(rest, "+-")
		if end < 0 {
			end = len(rest)
		}
		by, ok := readLength(strings.TrimRight(rest[:end], " "))
		if !ok || sign != '+' && sign != '-' {
			return v, reason
		}
		moment.Steps = append(moment.Steps, ast.Step{Back: sign == '-', Count: countOf(by), Unit: unitOf(by)})
		rest = rest[end:]
	}
	if len(moment.Steps) == 0 {
		return moment.Base, ""
	}
	return ast.Value{Kind: ast.Day, Text: moment.String(), Moment: moment}, ""
}

// countOf returns the number of a length of time, and unitOf its unit.
func countOf(v ast.Value) ast.Value {
	return ast.Value{At: v.At, Kind: ast.Number, Text: strings.TrimRight(v.Text, "dw")}
}

func unitOf(v ast.Value) ast.Unit {
	if strings.HasSuffix(v.Text, "w") {
		return ast.Weeks
	}
	return ast.Days
}

func has(choices []ast.Value, v ast.Value) bool {
	return slices.ContainsFunc(choices, func(c ast.Value) bool { return c.Text == v.Text })
}

func texts(values []ast.Value) []string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = quoted(v.Text)
	}
	return all
}

// quoted writes a text as the language does.
func quoted(s string) string { return string(jsontext.AppendString(nil, s)) }

// shown returns what is given for a param, cut short for a message.
func shown(given string) string {
	const most = 60
	if runes := []rune(given); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return given
}
