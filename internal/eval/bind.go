package eval

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/decimal"
	"github.com/segc-lang/segc/internal/lazy"
)

// bound is the meaning of a name that is used as a value.
type bound struct {
	values []ast.Value
	list   bool
	id     int      // of arguments: equal for what is the same
	loop   *ast.For // that has the name, if one has
}

// asIDs returns what a name means in places of ids of a kind. A name of a `for` hides only the ids that it takes.
func (b bound) asIDs(kind ast.AliasKind) []ast.Value {
	if b.loop != nil {
		if takes, ok := b.loop.Kind.IDs(); !ok || takes != kind {
			return []ast.Value{{Kind: ast.Word, Text: b.loop.Name.Text}}
		}
	}
	return b.values
}

// scope is what the parameters of a part mean where it is used.
type scope map[string]bound

// With returns the names with the values of params, as the command line gives them.
func (n *Names) With(params map[string]string) *Names {
	other := *n
	other.given = params
	return &other
}

// Of returns the names as they are in other files that declare the same names.
func (n *Names) Of(files []*ast.File) *Names {
	other := *n
	other.files = files
	return &other
}

// hasValues reports whether a tree can have names in the places of values.
func (n *Names) hasValues() bool {
	return len(n.values)+len(n.params)+len(n.parameters)+len(n.each) > 0
}

// bind returns a condition in which the names of values are replaced by their values.
func (r *reader) bind(e ast.Expr) (ast.Expr, error) {
	var err error
	switch e := e.(type) {
	case *ast.Column:
		copied := *e
		listed := e.Op == ast.In || e.Op == ast.NotIn || e.Op == ast.HasAny || e.Op == ast.HasAll || e.Op == ast.HasNone
		if copied.Values, err = r.bindAll(e.Values, listed); err != nil {
			return nil, err
		}
		return &copied, nil
	case *ast.Event:
		copied := *e
		if copied.Counts, err = r.bindAll(e.Counts, false); err != nil {
			return nil, err
		}
		copied.Windows = append([]ast.Window(nil), e.Windows...)
		for i, w := range e.Windows {
			if copied.Windows[i].Count, copied.Windows[i].Unit, err = r.bindLength(w.Count, w.Unit); err != nil {
				return nil, err
			}
		}
		copied.Campaigns = append([]ast.Campaigns(nil), e.Campaigns...)
		for i, clause := range e.Campaigns {
			copied.Campaigns[i].Values = r.bindIDs(ast.AliasCampaign, clause.Values)
		}
		return &copied, nil
	case *ast.Membership:
		copied := *e
		copied.Values = r.bindIDs(ast.AliasList, e.Values)
		return &copied, nil
	case *ast.ISP:
		copied := *e
		copied.Values = r.bindIDs(ast.AliasISP, e.Values)
		return &copied, nil
	}
	return e, nil
}

// bindAll returns values in which every name is replaced. Where a list does not belong, a
// name must not mean one.
func (r *reader) bindAll(values []ast.Value, listed bool) ([]ast.Value, error) {
	all := make([]ast.Value, 0, len(values))
	for _, v := range values {
		r.poll.Step(8)
		if v.Kind == ast.Day {
			day, err := r.bindDay(v)
			if err != nil {
				return nil, err
			}
			all = append(all, day)
			continue
		}
		if v.Kind != ast.Word {
			all = append(all, v)
			continue
		}
		b, err := r.valueOf(v.Text)
		if err != nil {
			return nil, err
		}
		if b.list && !listed {
			return nil, fmt.Errorf("eval: %s is a list, and one value belongs there", v.Text)
		}
		all = append(all, b.values...)
	}
	return all, nil
}

// bindLength returns a length of time that may be a name.
func (r *reader) bindLength(count ast.Value, unit ast.Unit) (ast.Value, ast.Unit, error) {
	if count.Kind != ast.Word {
		return count, unit, nil
	}
	b, err := r.valueOf(count.Text)
	if err != nil {
		return count, unit, err
	}
	if b.list || len(b.values) != 1 || b.values[0].Kind != ast.Length {
		return count, unit, fmt.Errorf("eval: %s is not a length of time", count.Text)
	}
	written := b.values[0].Text
	unit = ast.Days
	if written[len(written)-1] == 'w' {
		unit = ast.Weeks
	}
	return ast.Value{At: count.At, Kind: ast.Number, Text: written[:len(written)-1]}, unit, nil
}

// bindDay returns a day that may be counted with names.
func (r *reader) bindDay(v ast.Value) (ast.Value, error) {
	if v.Moment == nil {
		return v, nil
	}
	m := ast.Moment{At: v.Moment.At, Base: v.Moment.Base}
	if m.Base.Kind == ast.Word {
		b, err := r.valueOf(m.Base.Text)
		if err != nil {
			return v, err
		}
		if b.list || len(b.values) != 1 {
			return v, fmt.Errorf("eval: %s is not one day", m.Base.Text)
		}
		m.Base = b.values[0]
		if m.Base.Kind == ast.Day {
			m.Base, m.Steps = m.Base.Moment.Base, append(m.Steps, m.Base.Moment.Steps...)
		}
		if m.Base.Kind != ast.Date && m.Base.Kind != ast.Today {
			return v, fmt.Errorf("eval: %s is no day", v.Moment.Base.Text)
		}
	}
	for _, s := range v.Moment.Steps {
		var err error
		if s.Count, s.Unit, err = r.bindLength(s.Count, s.Unit); err != nil {
			return v, err
		}
		m.Steps = append(m.Steps, s)
	}
	return ast.Value{At: v.At, Kind: ast.Day, Text: m.String(), Moment: &m}, nil
}

// bindIDs returns ids in which the names of parameters and params are replaced. Names of ids
// stay.
func (r *reader) bindIDs(kind ast.AliasKind, values []ast.Value) []ast.Value {
	var all []ast.Value
	for _, v := range values {
		r.poll.Step(8)
		if b, ok := r.scope[v.Text]; ok && v.Kind == ast.Word {
			for _, v := range b.asIDs(kind) {
				all = append(all, r.bindID(kind, v)...)
			}
			continue
		}
		all = append(all, r.bindID(kind, v)...)
	}
	return all
}

// bindID returns an id, or the ids that a param means.
func (r *reader) bindID(kind ast.AliasKind, v ast.Value) []ast.Value {
	if v.Kind == ast.Word {
		if b, ok := r.paramOf(kind, v.Text); ok {
			return b.values
		}
	}
	return []ast.Value{v}
}

// paramOf returns what a param of ids of a kind means.
func (r *reader) paramOf(kind ast.AliasKind, name string) (bound, bool) {
	p := r.names.params[name]
	if p == nil || !strings.EqualFold(p.Type.Text, [...]string{"list", "isp", "campaign"}[kind]) {
		return bound{}, false
	}
	b, err := r.param(p)
	return b, err == nil
}

// valueOf returns the meaning of a name that is used as a value. An argument may be the name
// of a value, which is then looked up without any parameters.
func (r *reader) valueOf(name string) (bound, error) {
	b, ok := r.scope[name]
	if !ok {
		return r.global(name)
	}
	all := bound{list: b.list, id: b.id}
	for _, v := range b.values {
		if v.Kind != ast.Word {
			all.values = append(all.values, v)
			continue
		}
		other, err := r.global(v.Text)
		if err != nil {
			return bound{}, err
		}
		all.values, all.list = append(all.values, other.values...), all.list || other.list
	}
	return all, nil
}

// global returns what a name means outside of parts with parameters.
func (r *reader) global(name string) (bound, error) {
	if known, ok := r.globals[name]; ok {
		return known.bound, known.err
	}
	if r.globals == nil {
		r.globals = map[string]meant{}
	}
	r.globals[name] = meant{err: fmt.Errorf("eval: the value %s is made of itself", name)}
	inner := r.scope
	r.scope = nil // the parameters of the part that names it are not those of its own text
	defer func() { r.scope = inner }()
	var m meant
	if p := r.names.params[name]; p != nil {
		m.bound, m.err = r.param(p)
	} else {
		m.bound, m.err = r.namedValue(name)
	}
	r.globals[name] = m
	return m.bound, m.err
}

// meant is what a name means, or why it has no meaning.
type meant struct {
	bound
	err error
}

// namedValue returns the values that a name means, each once.
func (r *reader) namedValue(name string) (bound, error) {
	s := r.names.values[name]
	if s == nil {
		return bound{}, fmt.Errorf("eval: the value %s has no meaning", name)
	}
	type identity struct {
		kind ast.ValueKind
		text string
	}
	b, seen := bound{list: s.Group}, map[identity]bool{}
	for _, v := range s.Values {
		r.poll.Step(8)
		one := []ast.Value{v}
		switch v.Kind {
		case ast.Word:
			other, err := r.global(v.Text)
			if err != nil {
				return bound{}, err
			}
			one = other.values
		case ast.Day:
			day, err := r.bindDay(v)
			if err != nil {
				return bound{}, err
			}
			one[0] = day
		}
		for _, v := range one {
			r.poll.Step(8)
			if id := (identity{v.Kind, v.Text}); !seen[id] {
				seen[id] = true
				r.poll.Hold(idBytes)
				b.values = append(b.values, v)
			}
		}
	}
	return b, nil
}

// param returns what a param means: what is given, or its default.
func (r *reader) param(p *ast.Param) (bound, error) {
	given, ok := r.names.given[p.Name.Text]
	if !ok {
		if p.Default == nil {
			return bound{}, fmt.Errorf("eval: nobody gives %s a value", p.Name.Text)
		}
		if id := strings.ToLower(p.Type.Text); p.Default.Kind != ast.Word || id == "list" || id == "isp" || id == "campaign" {
			return r.outside(*p.Default)
		}
		return r.global(p.Default.Text)
	}
	v := ast.Value{At: p.Name.At, Text: given}
	switch strings.ToLower(p.Type.Text) {
	case "text", "choice":
	case "number":
		v.Kind = ast.Number
		if _, err := decimal.Parse(given); err != nil {
			return bound{}, fmt.Errorf("eval: %q is not a number", given)
		}
	case "boolean":
		v.Kind = ast.Boolean
	case "days":
		v.Kind = ast.Length
		return givenLength(v)
	case "date":
		return givenDay(v)
	case "list":
		if !givenForms.Get().uuid.MatchString(given) {
			v.Kind = ast.Word
		}
	case "isp", "campaign":
		switch _, err := strconv.ParseUint(given, 10, 63); {
		case err == nil:
			v.Kind = ast.Number
		case !givenForms.Get().uuid.MatchString(given) || strings.EqualFold(p.Type.Text, "isp"):
			v.Kind = ast.Word
		}
	}
	return bound{values: []ast.Value{v}}, nil
}

// outside returns a value that no parameter is in.
func (r *reader) outside(v ast.Value) (bound, error) {
	if v.Kind == ast.Day {
		day, err := r.bindDay(v)
		return bound{values: []ast.Value{day}}, err
	}
	return bound{values: []ast.Value{v}}, nil
}

// givenForms are how a length of time, and a day that is counted, are given for a param.
var givenForms = lazy.Value[struct{ length, day, step, uuid *regexp.Regexp }]{Make: func() (forms struct{ length, day, step, uuid *regexp.Regexp }) {
	const by = `([0-9]+) ?(d|day|days|w|week|weeks)`
	forms.length = regexp.MustCompile(`(?i)^` + by + `$`)
	forms.uuid = regexp.MustCompile(`(?i)^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)
	forms.step = regexp.MustCompile(`(?i)([-+]) *` + by)
	forms.day = regexp.MustCompile(`(?i)^(today|[0-9]{4}-[0-9]{2}-[0-9]{2})( *[-+] *` + by + `)* *$`)
	return forms
}}

// givenLength reads a length of time: 30d, 2 weeks.
func givenLength(v ast.Value) (bound, error) {
	parts := givenForms.Get().length.FindStringSubmatch(v.Text)
	if parts == nil {
		return bound{}, fmt.Errorf("eval: %q is not a length of time", v.Text)
	}
	v.Text = parts[1] + strings.ToLower(parts[2][:1])
	return bound{values: []ast.Value{v}}, nil
}

// givenDay reads a date, or a day that is counted from one or from today.
func givenDay(v ast.Value) (bound, error) {
	text := v.Text
	if by, ago := strings.CutSuffix(text, " ago"); ago {
		text = "today - " + by
	}
	parts := givenForms.Get().day.FindStringSubmatch(text)
	if parts == nil {
		v.Kind = ast.Date // with a time, if it is one
		return bound{values: []ast.Value{v}}, nil
	}
	m := &ast.Moment{At: v.At, Base: ast.Value{At: v.At, Kind: ast.Date, Text: parts[1]}}
	if strings.EqualFold(parts[1], "today") {
		m.Base.Kind, m.Base.Text = ast.Today, "today"
	}
	for _, step := range givenForms.Get().step.FindAllStringSubmatch(text[len(parts[1]):], -1) {
		by := ast.Step{At: v.At, Back: step[1] == "-", Count: ast.Value{At: v.At, Kind: ast.Number, Text: step[2]}}
		if strings.EqualFold(step[3][:1], "w") {
			by.Unit = ast.Weeks
		}
		m.Steps = append(m.Steps, by)
	}
	if len(m.Steps) == 0 {
		return bound{values: []ast.Value{m.Base}}, nil
	}
	return bound{values: []ast.Value{{At: v.At, Kind: ast.Day, Text: m.String(), Moment: m}}}, nil
}

// enter returns what the parameters of a part mean where it is used, and a text that is the
// same for the same arguments.
func (r *reader) enter(e *ast.Ref) (scope, string, error) {
	parameters := r.names.parameters[e.Name.Text]
	given := 0
	if e.Call != nil {
		given = len(e.Call.Arguments)
	}
	if given != len(parameters) {
		return nil, "", fmt.Errorf("eval: %s takes %d arguments, not %d", e.Name.Text, len(parameters), given)
	}
	if given == 0 {
		return nil, "", nil
	}
	inner := scope{}
	var key strings.Builder
	for i, a := range e.Call.Arguments {
		b, err := r.argument(a)
		if err != nil {
			return nil, "", err
		}
		inner[parameters[i].Text] = b
		key.WriteByte(' ')
		key.WriteString(strconv.Itoa(b.id))
	}
	return inner, key.String(), nil
}

// argument returns what an argument is. Names of ids and of values stay: which of them are
// meant is known where they are used.
func (r *reader) argument(a ast.Argument) (bound, error) {
	if len(a.Values) == 1 && a.Values[0].Kind == ast.Word && !a.Group {
		if b, ok := r.scope[a.Values[0].Text]; ok {
			return b, nil
		}
	}
	b := bound{list: a.Group}
	var key strings.Builder
	names, there := map[string]bool{}, map[string]bool{}
	for _, v := range a.Values {
		r.poll.Step(8)
		one := []ast.Value{v}
		switch v.Kind {
		case ast.Day:
			day, err := r.bindDay(v)
			if err != nil {
				return b, err
			}
			one[0] = day
		case ast.Word:
			if names[v.Text] {
				continue // it may stand for a long list
			}
			names[v.Text] = true
			if other, ok := r.scope[v.Text]; ok {
				one, b.list = other.values, b.list || other.list
			}
		}
		for _, v := range one {
			r.poll.Step(8 + len(v.Text)/4)
			same := fmt.Sprintf("%d:%d:%s,", v.Kind, len(v.Text), v.Text)
			if !there[same] { // a part that doubles its list would never end
				there[same] = true
				key.WriteString(same)
				b.values = append(b.values, v)
			}
		}
	}
	fmt.Fprint(&key, b.list)
	if r.bounds == nil {
		r.bounds = map[string]int{}
	}
	if b.id = r.bounds[key.String()]; b.id == 0 {
		b.id = len(r.bounds) + 1
		r.bounds[key.String()] = b.id
	}
	return b, nil
}
