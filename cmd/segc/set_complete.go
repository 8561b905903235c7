package main

import (
	"context"
	"path"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
)

// completeSet completes --set: the names of params in the files before it, and what a param
// can be if that is one of some words.
func (a *app) completeSet(cmd *cobra.Command, files func(args []string) []input) {
	must(cmd.RegisterFlagCompletionFunc("set", func(_ *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
		directive := cobra.ShellCompDirectiveNoFileComp
		if !strings.Contains(begun, "=") {
			directive |= cobra.ShellCompDirectiveNoSpace
		}
		var words []string
		seen := map[string]bool{}
		for _, in := range files(args) {
			for _, offer := range a.offers(in, begun) {
				word, _, _ := strings.Cut(offer, "\t") // two files may describe it differently
				if !seen[word] && strings.HasPrefix(word, begun) {
					seen[word] = true
					words = append(words, offer)
				}
			}
		}
		return words, directive
	}))
}

// offers returns what --set may be for an input, whose beginning is written already.
func (a *app) offers(in input, begun string) []string {
	if isJSON(in.text) {
		return nil
	}
	var offers []string
	program, _ := segc.Load(context.Background(), in.text, in.options(0))
	name, _, inValue := strings.Cut(begun, "=")
	for _, param := range paramsOf(program) {
		_, given := a.set.values[param.Name.Text]
		switch {
		case given || !plainWord(param.Name.Text):
		case !inValue:
			offers = append(offers, param.Name.Text+"=\t"+typeOf(param))
		case param.Name.Text == name:
			offers = append(offers, valuesOf(program, param)...)
		}
	}
	return offers
}

// typeOf says what a param is.
func typeOf(param *ast.Param) string {
	text := param.Type.Text
	if param.Default != nil && plainWord(param.Default.Text) {
		text += ", " + param.Default.Text + " by default"
	}
	return text
}

// valuesOf returns what a param can be, if that is one of some words, with its name. A word
// that a shell could obey is left out.
func valuesOf(program *segc.Program, param *ast.Param) []string {
	var texts []string
	switch kind := strings.ToLower(param.Type.Text); kind {
	case "boolean":
		texts = []string{"true", "false"}
	case "choice":
		for _, choice := range param.Choices {
			texts = append(texts, choice.Text)
		}
	case "list", "isp", "campaign":
		for name := range program.Names() {
			if string(name.Kind) == kind {
				texts = append(texts, name.Text)
			}
		}
	}
	var words []string
	for _, text := range texts {
		if plainWord(text) {
			words = append(words, param.Name.Text+"="+text)
		}
	}
	return words
}

// plainWord reports whether a text is a word that every shell takes as it is.
func plainWord(text string) bool {
	return text != "" && strings.TrimLeftFunc(text, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_-+./:@%,", r)
	}) == "" && named(text) == text
}

// argumentsOf returns the rules in files and folders that arguments name. What would have to
// be waited for, such as a pipe, is left out.
func (a *app) argumentsOf(args []string, flags inputFlags) []input {
	var all []input
	seen := map[string]bool{}
	for _, arg := range args {
		if device(arg) || arg == "-" {
			continue
		}
		if _, info, err := a.argumentAt(arg, flags.root); err != nil || !info.IsDir() && !info.Mode().IsRegular() {
			continue
		}
		found, _ := a.argument(arg, flags, seen) // what cannot be read has no names to offer
		all = append(all, found...)
	}
	return all
}

// catalogOf returns the catalog that a rule is written with, as an input.
func (a *app) catalogOf(flags decompileFlags) []input {
	options, err := flags.options(a)
	if err != nil {
		return nil
	}
	return catalogInput(options)
}

// catalogInput returns the catalog of some options as an input: an empty text that uses it.
func catalogInput(options segc.DecompileOptions) []input {
	if options.Use == "" {
		return nil
	}
	return []input{{
		name: options.Path, path: options.Path, files: options.Files, root: ".", file: options.Path,
		cache: options.Cache, today: options.Today, params: options.Params, catalog: path.Join(path.Dir(options.Path), options.Use),
	}}
}
