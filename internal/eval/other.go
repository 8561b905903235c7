package eval

import (
	"fmt"
	"maps"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/poll"
)

// Imports says which files `use` brings in.
type Imports interface {
	// Imported returns the file of a `use`, or nil.
	Imported(use *ast.Use) *ast.File
	// Implied returns files that every file uses without saying so.
	Implied() []*ast.File
}

// taken is the rule of another file that is a part: one for all who use it.
type taken struct {
	base  *Names // of that file
	names *Names // with what the names of its `for` stand for
	where *ast.Where
}

// outside reads the files whose rules are parts. Each has names of its own.
type outside struct {
	poll  *poll.Poll
	from  Imports
	main  *Names
	files map[*ast.File]*outsider
	byUse map[*ast.Use]*taken
	order []*outsider
}

// outsider is a file whose rules are parts.
type outsider struct {
	names *Names
	rules []ruleOf
	named map[string]*ruleOf // by the names of segments
	taken map[ruleKey]*taken
	open  bool
}

// ruleOf is one rule of a file.
type ruleOf struct {
	header *ast.Segment // or nil
	where  *ast.Where
	number int // among those that its `for` make
	twice  bool
}

type ruleKey struct {
	where  *ast.Where
	number int
}

// Importing returns the names with the rules of other files that are parts. These are read on the
// same day and with the same values of params, by name.
func (n *Names) Importing(p *poll.Poll, from Imports) (*Names, error) {
	if len(n.uses) == 0 {
		return n, nil
	}
	main := *n
	o := &outside{poll: p, from: from, main: &main, files: map[*ast.File]*outsider{}, byUse: map[*ast.Use]*taken{}}
	main.outside = o
	if err := o.parts(&main); err != nil {
		return nil, err
	}
	if err := o.joinColumns(); err != nil {
		return nil, err
	}
	return &main, nil
}

// parts finds the rules that are parts of a file.
func (o *outside) parts(n *Names) error {
	n.takes = make(map[string]*taken, len(n.uses))
	for name, use := range n.uses {
		o.poll.Step(32)
		t := o.byUse[use]
		if t == nil {
			file, err := o.file(use)
			if err != nil {
				return err
			}
			if t, err = o.chosen(file, use); err != nil {
				return err
			}
			o.byUse[use] = t
		}
		n.takes[name] = t
	}
	return nil
}

// file reads the file of a `use`.
func (o *outside) file(use *ast.Use) (*outsider, error) {
	file := o.from.Imported(use)
	if file == nil {
		return nil, fmt.Errorf("eval: %q cannot be had", use.Path.Text)
	}
	known := o.files[file]
	if known != nil {
		if known.open {
			return nil, fmt.Errorf("eval: %q uses itself", use.Path.Text)
		}
		return known, nil
	}
	known = &outsider{open: true, taken: map[ruleKey]*taken{}}
	o.files[file] = known
	names, err := NewNamesWithin(o.poll, o.together(file)...)
	if err != nil {
		return nil, err
	}
	names.today, names.given, names.scope = o.main.today, o.main.given, len(o.files)
	known.names = names
	if err := o.parts(names); err != nil {
		return nil, err
	}
	if known.rules, err = rulesOf(file); err != nil {
		return nil, err
	}
	known.open = false
	o.order = append(o.order, known)
	return known, nil
}

// together returns a file and those whose declarations it uses.
func (o *outside) together(file *ast.File) []*ast.File {
	all := append([]*ast.File{file}, o.from.Implied()...)
	seen := map[*ast.File]bool{}
	kept := all[:0:0]
	for len(all) > 0 {
		next := all[0]
		all = all[1:]
		if seen[next] {
			continue
		}
		seen[next] = true
		kept = append(kept, next)
		for _, s := range next.Statements {
			o.poll.Step(4)
			if use, ok := s.(*ast.Use); ok && use.As == nil {
				if used := o.from.Imported(use); used != nil {
					all = append(all, used)
				}
			}
		}
	}
	return kept
}

// rulesOf returns the rules of a file. With several segments, each has the one after it.
func rulesOf(file *ast.File) (rules []ruleOf, err error) {
	var header *ast.Segment
	segments := 0
	for _, s := range file.Statements {
		if segment, ok := s.(*ast.Segment); ok {
			header = segment
			segments++
		}
	}
	if segments > 1 {
		header = nil
	}
	for _, s := range file.Statements {
		switch s := s.(type) {
		case *ast.Segment:
			header = s
		case *ast.Where:
			if segments > 1 && header == nil || segments < 2 && len(rules) > 0 {
				return nil, fmt.Errorf("eval: a rule without a place")
			}
			rules = append(rules, ruleOf{header: header, where: s})
			if segments > 1 {
				header = nil
			}
		}
	}
	return rules, nil
}

// chosen returns the rule that a `use` is about.
func (o *outside) chosen(file *outsider, use *ast.Use) (*taken, error) {
	var rule *ruleOf
	if use.Segment == nil {
		if len(file.rules) != 1 || file.rules[0].header != nil && len(loopsOf(file.rules[0].header)) > 0 {
			return nil, fmt.Errorf("eval: %q has %d rules", use.Path.Text, len(file.rules))
		}
		rule = &file.rules[0]
	} else {
		if file.named == nil {
			if err := o.name(file); err != nil {
				return nil, err
			}
		}
		if rule = file.named[use.Segment.Text]; rule == nil || rule.twice {
			return nil, fmt.Errorf("eval: %q does not have one segment %q", use.Path.Text, use.Segment.Text)
		}
	}
	key := ruleKey{rule.where, rule.number}
	if known := file.taken[key]; known != nil {
		return known, nil
	}
	names := file.names
	if rule.header != nil {
		var err error
		if names, err = names.For(o.poll, rule.header, rule.number); err != nil {
			return nil, err
		}
	}
	t := &taken{base: file.names, names: names, where: rule.where}
	file.taken[key] = t
	return t, nil
}

func loopsOf(header *ast.Segment) (loops []*ast.For) {
	for _, p := range header.Properties {
		if p.For != nil {
			loops = append(loops, p.For)
		}
	}
	return loops
}

// maxNamed is how many segments a file may have.
const maxNamed = 1000

// name finds the names of the segments of a file.
func (o *outside) name(file *outsider) error {
	file.named = map[string]*ruleOf{}
	for i := range file.rules {
		rule := &file.rules[i]
		if rule.header == nil {
			continue
		}
		loops := loopsOf(rule.header)
		count := 1
		labels := make([]map[string][]string, 0, len(loops))
		r := &reader{poll: o.poll, names: file.names}
		for _, f := range loops {
			all, err := r.labelsOf(f)
			if err != nil {
				return err
			}
			if count *= len(all); count > maxNamed {
				return fmt.Errorf("eval: more than %d segments", maxNamed)
			}
			labels = append(labels, map[string][]string{f.Name.Text: all})
		}
		for number := range count {
			o.poll.Step(64)
			name, rest := rule.header.Name.Text, number
			if len(loops) > 0 {
				stands := map[string]string{}
				for k := len(loops) - 1; k >= 0; k-- {
					all := labels[k][loops[k].Name.Text]
					stands[loops[k].Name.Text] = all[rest%len(all)]
					rest /= len(all)
				}
				name = filled(name, stands)
			}
			if known := file.named[name]; known != nil {
				known.twice = true
				continue
			}
			file.named[name] = &ruleOf{header: rule.header, where: rule.where, number: number}
		}
	}
	return nil
}

// labelsOf returns what is written in a name for the values of a `for`.
func (r *reader) labelsOf(f *ast.For) (labels []string, err error) {
	for i, e := range f.Each {
		values, err := r.eachOf(f, i)
		if err != nil {
			return nil, err
		}
		for _, v := range values {
			if e.Label != nil {
				labels = append(labels, e.Label.Text)
			} else {
				labels = append(labels, v.Text)
			}
		}
	}
	return labels, nil
}

// filled returns a name in which names in braces are replaced.
func filled(name string, stands map[string]string) string {
	var b strings.Builder
	for name != "" {
		i := strings.IndexAny(name, "{}")
		if i < 0 {
			break
		}
		b.WriteString(name[:i])
		end := strings.IndexByte(name[i:], '}')
		if i+1 < len(name) && name[i+1] == name[i] {
			b.WriteByte(name[i])
			name = name[i+2:]
			continue
		}
		if name[i] == '}' || end < 0 {
			b.WriteByte(name[i]) // which is an error
			name = name[i+1:]
			continue
		}
		b.WriteString(stands[name[i+1:i+end]])
		name = name[i+end+1:]
	}
	return b.String() + name
}

// joinColumns makes the columns of all files those of each.
func (o *outside) joinColumns() error {
	columns, always, declared := map[string]string{}, map[string]bool{}, false
	all := []*Names{o.main}
	for _, file := range o.order {
		all = append(all, file.names)
	}
	for _, n := range all {
		o.poll.Step(16 * len(n.columns))
		for name, typ := range n.columns {
			if known, twice := columns[name]; twice && known != typ {
				return fmt.Errorf("eval: field %s is %s and %s", name, known, typ)
			}
			columns[name] = typ
		}
		maps.Copy(always, n.always)
		declared = declared || n.declared
	}
	join := func(n *Names) { n.columns, n.always, n.declared = columns, always, declared }
	for _, n := range all {
		join(n)
	}
	for _, t := range o.byUse {
		join(t.names)
	}
	return nil
}

// dateColumns adds those of the other files: of their rules, the ones that are parts.
func (o *outside) dateColumns(p *poll.Poll, dates map[string]bool) {
	for _, file := range o.order {
		wanted, each := map[ast.Statement]bool{}, make([]map[string]bound, 0, len(file.taken))
		for _, t := range file.taken {
			wanted[t.where] = true
			each = append(each, t.names.each)
		}
		named := file.names.datesByName(p, each...)
		file.names.datesIn(p, dates, named, func(s ast.Statement) bool {
			_, rule := s.(*ast.Where)
			return !rule || wanted[s]
		})
	}
}

// Part returns the names of the file whose rule a `use` makes a part, and the rule as it is read.
func (n *Names) Part(p *poll.Poll, use *ast.Use) (*Names, *Source, error) {
	var t *taken
	if n.outside != nil {
		t = n.outside.byUse[use]
	}
	if t == nil {
		return nil, nil, fmt.Errorf("eval: %q is not read", use.Path.Text)
	}
	source, err := Read(p, t.names, t.where.Expr)
	return t.base, source, err
}

// taken reads the rule of another file, or its opposite.
func (r *reader) taken(t *taken, negated bool) (int32, error) {
	key := letKey{taken: t, negated: negated}
	if known := r.lets[key]; known != nil {
		if !known.done {
			return 0, fmt.Errorf("eval: a file is made of itself")
		}
		return known.node, known.err
	}
	read := &letRead{}
	if r.lets == nil {
		r.lets = map[letKey]*letRead{}
	}
	r.lets[key] = read
	outer, scope := r.names, r.scope
	r.enterFile(t.names)
	r.scope = t.names.each
	read.node, read.err = r.expr(t.where.Expr, negated)
	r.enterFile(outer)
	r.scope, read.done = scope, true
	return read.node, read.err
}

// known is what a reader knows of the names of one file.
type known struct {
	globals   map[string]meant
	resolvers map[ast.AliasKind]*resolver
}

// enterFile goes on with the names of a file.
func (r *reader) enterFile(n *Names) {
	if r.known == nil {
		r.known = map[int]known{}
	}
	r.known[r.names.scope] = known{r.globals, r.resolvers}
	there := r.known[n.scope]
	r.names, r.globals, r.resolvers = n, there.globals, there.resolvers
}
