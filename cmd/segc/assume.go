package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/english"
)

// assumeFlag is the value of --assume: what the account is known to do, by question.
type assumeFlag struct {
	answers map[string]string
	reading contact.Reading
}

// String implements pflag.Value.
func (f *assumeFlag) String() string { return strings.Join(f.words(), ", ") }

// Type implements pflag.Value; help shows it.
func (f *assumeFlag) Type() string { return "QUESTION=ANSWER" }

// Set implements pflag.Value. The same answer twice is fine.
func (f *assumeFlag) Set(given string) error {
	question, answer, ok := strings.Cut(given, "=")
	answers := ast.Answers(question)
	switch {
	case !ok:
		return errors.New("QUESTION=ANSWER, such as missing=skip" + notBut(short(given, textValue), nil))
	case answers == nil:
		return errors.New("one of the questions " + english.Or(ast.Questions()) + notBut(short(question, textValue), ast.Questions()))
	case !slices.Contains(answers, answer):
		return fmt.Errorf("%s=%s%s", question, english.Or(answers), notBut(short(answer, textValue), answers))
	}
	if before, known := f.answers[question]; known && before != answer {
		return fmt.Errorf("one answer to each question, but %s is both %s and %s", question, before, answer)
	}
	if f.answers == nil {
		f.answers = map[string]string{}
	}
	f.answers[question] = answer
	reading, err := readingOf(f.answers)
	f.reading = reading
	return err
}

// words returns the answers in the order of the questions.
func (f *assumeFlag) words() []string { return answerWords(f.answers) }

func answerWords(answers map[string]string) []string {
	var words []string
	for _, q := range ast.Questions() {
		if answer := answers[q]; answer != "" {
			words = append(words, q+"="+answer)
		}
	}
	return words
}

// readingOf returns what answers to questions say. Those of a lock or a plan may be others than
// the flag takes.
func readingOf(answers map[string]string) (contact.Reading, error) {
	for q, answer := range answers {
		if !slices.Contains(ast.Answers(q), answer) {
			return contact.Reading{}, fmt.Errorf("nothing is known of %s=%s", q, answer)
		}
	}
	return contact.ParseReading(strings.Join(answerWords(answers), ","))
}

// openAnswers returns the answers to questions that the files of a program leave open; nil for
// none.
func openAnswers(program *segc.Program, answers map[string]string) map[string]string {
	if len(answers) == 0 {
		return nil
	}
	open := maps.Clone(answers)
	for _, file := range program.Files() {
		for _, s := range file.Statements {
			if s, ok := s.(*ast.Assume); ok {
				delete(open, strings.ToLower(s.Question.Text))
			}
		}
	}
	if len(open) == 0 {
		return nil
	}
	return open
}

// flags returns the flags of a command for a shell.
func (f *assumeFlag) flags() []string {
	var flags []string
	for _, word := range f.words() {
		flags = append(flags, "--assume", word)
	}
	return flags
}

// addAssume adds the flag of commands that compile rules.
func (a *app) addAssume(cmd *cobra.Command) {
	cmd.Flags().Var(&a.assumed, "assume", "what your account is known to do, as `QUESTION=ANSWER`, such as missing=skip; may be repeated")
	must(cmd.RegisterFlagCompletionFunc("assume", func(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
		return assumeOffers(begun), cobra.ShellCompDirectiveNoFileComp
	}))
}

// assumeOffers returns what --assume may be, whose beginning is written already.
func assumeOffers(begun string) []string {
	var offers []string
	for _, q := range ast.Questions() {
		for _, answer := range ast.Answers(q) {
			word := q + "=" + answer
			if reading, err := contact.ParseReading(word); err == nil && strings.HasPrefix(word, begun) {
				offers = append(offers, word+"\tthe platform "+reading.String())
			}
		}
	}
	return offers
}
