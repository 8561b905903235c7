package check

import (
	"fmt"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
)

// Program looks at every statement of every file of a program: names, types, values,
// ranges. It returns what it has read, and what is wrong. The poll counts the work.
func Program(work *poll.Poll, program *resolve.Program) (*Facts, diag.List) {
	c := newChecker(work, program)
	for _, scope := range program.Scopes {
		c.scope(scope)
	}
	c.in(program)
	first := len(c.All)
	c.statements()
	c.rules()
	c.daysOfTimes()
	if program.Expansion != nil {
		c.showDefinitions(first)
	}
	return c.facts, c.All
}

// in makes a program the one whose names count.
func (c *checker) in(program *resolve.Program) {
	if c.program == program {
		return
	}
	c.program, c.guesses, c.wheres = program, *resolve.NewGuesses(program.AsWritten(), c.Poll), nil
}

// scope checks a file whose rule is used as a part, with the files that it uses: the rules that
// are used, and what they may name.
func (c *checker) scope(s *resolve.Scope) {
	c.in(s.Program)
	first := len(c.All)
	c.statements()
	source := c.program.Main().Source
	for _, rule := range s.Rules {
		c.part = rule
		c.expression(source, c.program.MainRules[rule].Where.Expr)
	}
	c.part = -1
	if c.program.Expansion != nil {
		c.showDefinitions(first)
	}
}

// statements checks the statements of a program that are not its rules and their headers.
func (c *checker) statements() {
	if c.program.Expansion != nil {
		c.templates()
	}
	for _, file := range c.program.Files {
		for _, s := range file.Statements {
			c.statement(file.Source, s)
		}
	}
}

// checker looks at one program.
type checker struct {
	problems.List
	program *resolve.Program
	guesses resolve.Guesses
	taken   int // ids, see resolve.Take
	facts   *Facts

	compared map[string]comparison      // by columns that nobody declares
	choices  map[string]map[string]bool // of columns with many, when they are first needed
	whole    wholeExpr                  // of the statement that is checked
	supply   []Typed
	supplied int // how many that were, when it was made last

	open     map[string]bool // the parameters of the part that is checked by itself
	asked    bool            // what day it is, and nobody said it
	timed    map[string]bool // columns that are compared with a time
	instants []asDay
	parent   ast.Expr // of the condition that is looked at, if it is part of another
	wheres   map[*ast.Where]bool
	made     string // the name of the part that is looked at, if a use made it
	part     int    // the number of the rule that is looked at since it is used as a part; -1 for none
	rule     int    // the number of the rule whose `where` or header is looked at; -1 for what all share
}

// comparison is the first value that an undeclared column is compared with.
type comparison struct {
	at   diag.Location
	kind ast.ValueKind
}

func newChecker(work *poll.Poll, program *resolve.Program) *checker {
	const perFact, most = 24, 64 // bytes of text, about; and facts that there is room for because of them
	taken, facts := program.Taken, 0
	for _, scope := range program.Scopes {
		taken += scope.Program.Taken
	}
	for i, file := range program.Files {
		if i == 0 {
			facts = min(len(file.Source.Text())/perFact, most)
		}
		facts += len(file.Statements) // most of a catalog are names, each with a fact
	}
	return &checker{
		List:    problems.List{Poll: work},
		program: program, guesses: *resolve.NewGuesses(program.AsWritten(), work), taken: taken, rule: -1, part: -1,
		facts: &Facts{Whole: true, only: -1, program: program, typed: make(map[Instance]*Typed, facts)},
	}
}

func (c *checker) statement(source *ast.Source, s ast.Statement) {
	c.Poll.Step(16)
	if ast.Broken(s) {
		c.facts.Whole = false
		return
	}
	switch s := s.(type) {
	case *ast.Let:
		if use := c.use(s); use != nil {
			c.made = s.Name.Text
			c.instance(source, s, use)
			c.made = ""
			return
		}
		c.expression(source, s.Expr)
	case *ast.Require:
		c.expression(source, s.Expr)
	case *ast.Where:
		if source != c.program.Main().Source {
			c.facts.Whole = false // a file that is used has no rule, which was said
		} else if !c.isRule(s) {
			c.expression(source, s.Expr)
		}
	case *ast.Alias:
		if o := c.program.IDs(s.Kind, s.Name.Text); o.Statement == ast.Statement(s) {
			c.alias(source, o, s)
		}
	case *ast.Use, *ast.Segment, *ast.Field, *ast.NamedValue, *ast.Param, *ast.Assume, *ast.Tables:
	default:
		panic(fmt.Sprintf("check: unexpected statement %T", s))
	}
}

// expression looks at the whole expression of a statement.
func (c *checker) expression(source *ast.Source, e ast.Expr) {
	c.whole, c.parent = wholeExpr{expr: e}, nil
	c.expr(source, e)
}

func (c *checker) expr(source *ast.Source, e ast.Expr) {
	c.Poll.Step(16)
	switch e := e.(type) {
	case *ast.Or:
		values := false
		for i := 0; i < len(e.Operands); i++ {
			c.parent = e
			if n := c.joinedValues(source, e.Operands[i:]); n > 0 {
				i, values = i+n-1, true
				continue
			}
			c.expr(source, e.Operands[i])
		}
		if !values { // which do not join conditions
			c.mixed(source, e)
		}
	case *ast.And:
		for _, operand := range e.Operands {
			c.parent = e
			c.expr(source, operand)
		}
	case *ast.Not:
		c.parent = e
		c.expr(source, e.Operand)
	case *ast.Paren:
		c.parent = e
		c.expr(source, e.Expr)
	case *ast.Ref:
		c.ref(source, e)
	case *ast.Column:
		c.keep(e, c.column(source, e))
	case *ast.Event:
		c.keep(e, c.event(source, e))
	case *ast.Membership:
		c.keep(e, c.idCondition(source, ast.AliasList, e.Values))
	case *ast.ISP:
		c.keep(e, c.idCondition(source, ast.AliasISP, e.Values))
	case *ast.Bad:
		c.facts.Whole = false
	default:
		panic(fmt.Sprintf("check: unexpected expression %T", e))
	}
}

// keep enters what a condition says, or that it could not be read.
func (c *checker) keep(e ast.Expr, t *Typed) {
	if c.open != nil {
		return // what a part says is known where it is used
	}
	if t == nil {
		c.facts.Whole = false
		return
	}
	t.rule = c.rule
	c.facts.typed[c.reading(e)] = t
}

// reading returns the instance of a node in the program that is checked.
func (c *checker) reading(n ast.Node) Instance { return Instance{Node: n, Program: c.program.Number} }

// typed returns room for what a condition says: many small things cost less in few
// pieces.
func (c *checker) typed() *Typed {
	const least, most = 3, 128
	if len(c.supply) == 0 {
		c.supplied = min(max(2*c.supplied, least), most)
		c.supply = make([]Typed, c.supplied)
	}
	first := &c.supply[0]
	c.supply = c.supply[1:]
	return first
}

func place(source *ast.Source, n ast.Node) diag.Location { return problems.At(source, n) }

func replaceWith(at diag.Location, text string) diag.Fix { return problems.Replace(at, text) }

// put enters a value in a map, which it makes for the first one: most rules have
// no names of most kinds.
func put[T any](names *map[string]T, name string, value T) {
	if *names == nil {
		*names = map[string]T{}
	}
	(*names)[name] = value
}
