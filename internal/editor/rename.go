package editor

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/visible"
)

// Renamable returns the name at an offset if it can be renamed. The error says why not.
func (s *Snapshot) Renamable(offset int) (Named, error) {
	named, ok := s.NameAt(offset)
	if !ok {
		return Named{}, errors.New(s.notAName(offset))
	}
	switch {
	case named.Kind == resolve.Column:
		return Named{}, fmt.Errorf("`%s` is a column of the platform: rename it there, and then change the rules", diag.Printable(named.Name))
	case named.Declared.Source == nil:
		return Named{}, fmt.Errorf("nothing declares `%s`", diag.Printable(named.Name))
	case named.object.Broken:
		return Named{}, fmt.Errorf("the declaration of `%s` has a mistake: correct that first", diag.Printable(named.Name))
	}
	if _, given := s.options.Params[named.Name]; given && named.Kind == resolve.Param {
		return Named{}, fmt.Errorf("`--set` gives the param `%s` a value by its name: change that first", diag.Printable(named.Name))
	}
	return named, nil
}

// notAName says what is at an offset that has no name.
func (s *Snapshot) notAName(offset int) string {
	around := s.file().At(offset)
	const refused = ", not a name of the rules: it cannot be renamed here"
	for i := len(around) - 1; i >= 0; i-- {
		v, ok := around[i].(ast.Value)
		if !ok {
			continue
		}
		switch outer := parentOf(around, i).(type) {
		case *ast.Segment:
			return "this is the name of a segment on the platform" + refused
		case *ast.Field:
			return "this is a value of a column on the platform" + refused
		case *ast.Alias, *ast.Membership, *ast.ISP, ast.Campaigns:
			if v.Kind != ast.Word {
				return "this is an id of the platform" + refused
			}
		case *ast.Use:
			return "this is the path of a file or the name of a segment" + refused
		case *ast.Column:
			_ = outer
			if v.Kind == ast.String {
				return "this is a value of a column on the platform" + refused
			}
		}
	}
	return "put the cursor on a name to change it"
}

// parentOf returns the node around one of some nodes that lead inward; nil if there is none.
func parentOf(around []ast.Node, i int) ast.Node {
	if i == 0 {
		return nil
	}
	return around[i-1]
}

// Rename returns the edits that give the name at an offset another name: in the text, in the files that
// it uses, and in those of other snapshots that use them. The edits are tried, and every name is
// resolved again. If one then had another meaning, or a mistake would come up, the error says where.
func (s *Snapshot) Rename(ctx context.Context, offset int, name string, users []*Snapshot) ([]Edit, error) {
	named, err := s.Renamable(offset)
	if err != nil {
		return nil, err
	}
	if n := len(name); n > 1 && name[0] == '`' && name[n-1] == '`' {
		name = name[1 : n-1]
	}
	if quoted, ok := grammar.QuoteName(name); !ok || quoted == "" || !grammar.CanQuote(name) || strings.ContainsAny(name, "{}") && named.Kind == resolve.Loop {
		return nil, errors.New("no rule can have this name: a name has at least one character, and no backquotes and no control characters")
	}
	if at, _ := visible.Next(nil, name, 0); at >= 0 {
		return nil, errors.New("no rule can have this name: it has a character that nobody can see")
	}
	if name == named.Name {
		return nil, nil
	}
	snapshots := s.withUsers(named, users)
	var refusal error
	for _, quote := range [...]bool{false, true} { // a word that means something in a place is a name between backquotes
		r := renaming{ctx: ctx, object: named.object, name: name, quote: quote, snapshots: snapshots}
		r.collect()
		if refusal = r.try(); refusal == nil {
			return r.edits, nil
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return nil, refusal
}

// withUsers returns the snapshot and those of others that have the declaration of a name.
func (s *Snapshot) withUsers(named Named, users []*Snapshot) []*Snapshot {
	all := []*Snapshot{s}
	for _, user := range users {
		if user == nil || user == s || user.Source().Name() == s.Source().Name() {
			continue
		}
		for _, file := range user.Files() {
			if samePlace(diag.Location{Source: file.Source}, diag.Location{Source: named.Declared.Source}) {
				all = append(all, user)
				break
			}
		}
	}
	return all
}

// renaming is a new name on trial.
type renaming struct {
	ctx       context.Context
	object    *resolve.Object
	name      string
	quote     bool // between backquotes everywhere
	snapshots []*Snapshot
	edits     []Edit
}

// collect finds the edits.
func (r *renaming) collect() {
	type key struct {
		file string
		at   ast.Span
	}
	seen := map[key]bool{}
	for _, s := range r.snapshots {
		s.mentionsOf(r.object, func(m mention) {
			if k := (key{m.at.Source.Name(), m.at.Span}); seen[k] {
				return
			} else {
				seen[k] = true
			}
			r.edits = append(r.edits, Edit{m.at.Source, m.at.Span, r.written(m)})
		})
	}
	if segment, ok := r.object.Statement.(*ast.Segment); ok && r.object.Kind == resolve.Loop {
		r.keepFormer(segment)
	}
	r.edits = sorted(r.edits)
}

// written returns the new name as a place has it.
func (r *renaming) written(m mention) string {
	if m.braces {
		return r.name
	}
	if quoted, ok := grammar.QuoteName(r.name); ok && !r.quote {
		return quoted
	}
	return "`" + r.name + "`"
}

// keepFormer adds `was` to a header whose name has the name of the `for` in braces: for the
// platform, the name in the file is another one then. A header with an id, or with a former name, needs none.
func (r *renaming) keepFormer(segment *ast.Segment) {
	source := r.object.Source
	inName := false
	for _, at := range bracesOf(source, segment.Name) {
		inName = inName || source.Slice(at) == r.object.Name
	}
	for _, p := range segment.Properties {
		if p.Kind == ast.PropertyID || p.Kind == ast.PropertyWas {
			return
		}
	}
	if inName {
		at := segment.Name.At.End
		r.edits = append(r.edits, Edit{source, ast.Span{Start: at, End: at}, "\n  was " + source.Slice(segment.Name.At)})
	}
}
