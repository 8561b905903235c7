//go:build !nonet

package main

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/lazy"
)

// conditionPath finds the number of a group, and of a condition in it, in the
// text of a refusal. It accepts several forms, because the shape of a refusal is
// not documented: any[0].all[2], any.0.all.2, /any/0/all/2.
var conditionPath = lazy.Value[*regexp.Regexp]{Make: func() *regexp.Regexp { return regexp.MustCompile(`\bany\W+(\d+)(?:\W+all\W+(\d+))?`) }}

// refused shows the place in the rule of what the API refuses, and returns the
// error. With a header that flags have overridden, it shows only conditions.
func (a *app) refused(err error, result *segc.Result, overridden bool) error {
	list := refusedPlaces(err, result, overridden)
	if len(list) == 0 {
		return ofAPI(err)
	}
	if err := a.show(a.err, list.Distinct()); err != nil {
		return err
	}
	return ofAPI(err)
}

// refusedPlaces says what the API refuses of a rule, as far as its words tell.
func refusedPlaces(err error, result *segc.Result, overridden bool) diag.List {
	var refusal *client.APIError
	if !errors.As(err, &refusal) || !errors.Is(err, client.ErrInvalid) {
		return nil
	}
	problems := refusal.Problems
	if refusal.Message != "" {
		problems = append([]client.Problem{{Message: refusal.Message}}, problems...)
	}
	var list diag.List
	for _, p := range problems {
		words := p.Path
		if !conditionPath.Get().MatchString(words) {
			words = p.Message
		}
		origins, what := refusedConditions(words, result), "condition"
		if len(origins) == 0 && (!overridden || strings.HasPrefix(p.Path, "rules_json")) {
			origins, what = refusedMember(p.Path, result)
		}
		if len(origins) == 0 {
			continue
		}
		d := diag.Diagnostic{Code: diag.APIRefused, Message: "the API refuses this " + what + ": " + p.Message, Location: origins[0]}
		if p.Path != "" {
			d.Notes = []string{"the API names it " + p.Path}
		}
		for _, origin := range origins[1:] {
			d.Related = append(d.Related, diag.Label{Location: origin, Text: "and this"})
		}
		list = append(list, d)
	}
	return list
}

// refusedConditions returns the places of the condition that a text names, or
// of all conditions of the group.
func refusedConditions(words string, result *segc.Result) []diag.Location {
	match := conditionPath.Get().FindStringSubmatch(words)
	if match == nil {
		return nil
	}
	group, err := strconv.Atoi(match[1])
	if err != nil {
		return nil
	}
	if match[2] != "" {
		condition, err := strconv.Atoi(match[2])
		if err != nil {
			return nil
		}
		return result.Origin(group, condition)
	}
	var all []diag.Location
	for condition := 0; ; condition++ {
		origins := result.Origin(group, condition)
		if origins == nil {
			return all
		}
		all = append(all, origins...)
	}
}

// refusedMember returns where the file has the member of the body that a path
// begins with: in the header, or as the rule.
func refusedMember(path string, result *segc.Result) ([]diag.Location, string) {
	member := strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == '/' })
	rule, compiled := result.Rule()
	if len(member) == 0 || !compiled {
		return nil, ""
	}
	file := rule.Program().Files()[0]
	at := func(n ast.Node) []diag.Location { return []diag.Location{{Source: file.Source, Span: n.Span()}} }
	if member[0] == "rules_json" {
		return at(rule.Where()), "rule"
	}
	header := headerOf(file)
	if member[0] == "name" && header.Name.Text != "" {
		return at(header.Name), "name"
	}
	kind, known := map[string]ast.PropertyKind{
		"color": ast.PropertyColor, "contact_list_ids": ast.PropertyLists, "description": ast.PropertyDescription,
	}[member[0]]
	for _, p := range header.Properties {
		if known && p.Kind == kind {
			return at(p), "property"
		}
	}
	return nil, ""
}
