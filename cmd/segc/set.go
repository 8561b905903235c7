package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/suggest"
)

// setFlag is the value of --set: the values for params of the rules, by name. A value is
// everything after the first =, even another =.
type setFlag struct {
	values map[string]string
	again  bool // the flags may be read twice, as cobra does to complete them
}

// String implements pflag.Value.
func (f *setFlag) String() string { return strings.Join(f.names(), ", ") }

// Type implements pflag.Value; help shows it.
func (f *setFlag) Type() string { return "name=VALUE" }

// Set implements pflag.Value.
func (f *setFlag) Set(given string) error {
	name, value, ok := strings.Cut(given, "=")
	switch _, twice := f.values[name]; {
	case !ok || name == "":
		return errors.New("name=VALUE" + notBut(short(given, textValue), nil))
	case twice && !f.again:
		return fmt.Errorf("each name once, but %s is given twice", named(name))
	case !utf8.ValidString(given):
		return fmt.Errorf("UTF-8, which the value of %s is not", named(name))
	}
	if f.values == nil {
		f.values = map[string]string{}
	}
	f.values[name] = value
	return nil
}

// names returns the names, sorted.
func (f *setFlag) names() []string { return slices.Sorted(maps.Keys(f.values)) }

// addSet adds the flag of commands that compile rules. Files returns those of the arguments,
// for completion.
func (a *app) addSet(cmd *cobra.Command, files func(args []string) []input) {
	cmd.Flags().Var(&a.set, "set", "take `NAME=VALUE` for a param of the rules; may be repeated")
	a.completeSet(cmd, files)
}

// paramsOf returns the params that a program takes values for, with those of files whose rules
// are used as parts.
func paramsOf(program *segc.Program) []*ast.Param {
	var params []*ast.Param
	for _, file := range program.Files() {
		for _, s := range file.Statements {
			if param, ok := s.(*ast.Param); ok && param.Name.Text != "" {
				params = append(params, param)
			}
		}
	}
	return params
}

// takenBy returns those of some values that a program has params for; nil for none.
func takenBy(program *segc.Program, values map[string]string) map[string]string {
	if len(values) == 0 {
		return nil
	}
	var taken map[string]string
	for _, param := range paramsOf(program) {
		if value, ok := values[param.Name.Text]; ok {
			if taken == nil {
				taken = map[string]string{}
			}
			taken[param.Name.Text] = value
		}
	}
	return taken
}

// checkSet refuses names that no input of the run takes, before anything is written or sent. It
// looks at inputs until all names are taken. What is wrong with their texts is shown as well,
// since a param that cannot be read has no name.
func (a *app) checkSet(ctx context.Context, inputs []input) error {
	if len(a.set.values) == 0 {
		return nil
	}
	s := setCheck{app: a, known: map[string]bool{}}
	for i := 0; i < len(inputs) && !s.allKnown(); i++ {
		if ctx.Err() == nil && !isJSON(inputs[i].text) {
			s.look(ctx, &inputs[i])
		}
	}
	if ctx.Err() != nil {
		return nil // the command says so
	}
	return s.refuse()
}

// setCheck finds out which names nothing takes.
type setCheck struct {
	*app
	known map[string]bool // the params of the run
	wrong diag.List       // with the texts
}

// look notes the params of an input.
func (s *setCheck) look(ctx context.Context, in *input) {
	program, list := segc.Load(ctx, in.text, in.options(0))
	s.note(program)
	if list.HasErrors() {
		s.wrong = append(s.wrong, in.explainUse(list)...)
	}
}

// allKnown reports whether every name is that of a param.
func (s *setCheck) allKnown() bool {
	return !slices.ContainsFunc(s.set.names(), func(name string) bool { return !s.known[name] })
}

func (s *setCheck) note(program *segc.Program) {
	for _, param := range paramsOf(program) {
		s.known[param.Name.Text] = true
	}
}

// refuse returns what is wrong with the names, and shows what is wrong with the texts if so.
func (s *setCheck) refuse() error {
	known := slices.Sorted(maps.Keys(s.known))
	var unknown []error
	for _, name := range s.set.names() {
		if !s.known[name] {
			unknown = append(unknown, errors.New(noParam(name, known)))
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	if shown, _ := s.report.choose(s.wrong); len(shown) > 0 {
		unknown = append(unknown, s.show(s.err, shown.Distinct()))
	}
	return errors.Join(unknown...)
}

// noParam says that nothing takes a name.
func noParam(name string, known []string) string {
	message := fmt.Sprintf("--set: no rule here has a param named %s", named(short(name, textValue)))
	if nearest, ok := suggest.Nearest(name, known); ok {
		return message + "; did you mean " + named(nearest) + "?"
	}
	if len(known) == 0 {
		return message + ", or any other"
	}
	return message
}

// canKeep refuses a place and values that the lock could not have. What --assume says always fits.
func canKeep(at lock.Place, set map[string]string) error {
	err := at.Check()
	if err == nil {
		err = lock.CheckSet(set)
	}
	if err != nil {
		return fmt.Errorf("%s %w", named(at.File), err)
	}
	return nil
}
