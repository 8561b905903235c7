package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// grammarFile is a grammar of TextMate.
type grammarFile struct {
	About      string             `json:"information_for_contributors"`
	Name       string             `json:"name"`
	Scope      string             `json:"scopeName"`
	Patterns   []pattern          `json:"patterns"`
	Repository map[string]pattern `json:"repository"`
}

// pattern is a rule of a grammar: a match, a begin with its end, or what it includes.
type pattern struct {
	Include       string    `json:"include,omitempty"`
	Name          string    `json:"name,omitempty"`
	Match         string    `json:"match,omitempty"`
	Begin         string    `json:"begin,omitempty"`
	End           string    `json:"end,omitempty"`
	Captures      captures  `json:"captures,omitempty"`
	BeginCaptures captures  `json:"beginCaptures,omitempty"`
	EndCaptures   captures  `json:"endCaptures,omitempty"`
	Patterns      []pattern `json:"patterns,omitempty"`
}

// captures are the scopes of the groups of a match.
type captures map[string]scope

type scope struct {
	Name     string    `json:"name,omitempty"`
	Patterns []pattern `json:"patterns,omitempty"`
}

// scopes gives the groups of a match, from the first on, their scopes; "" is none.
func scopes(names ...string) captures {
	all := captures{}
	for i, name := range names {
		if name != "" {
			all[fmt.Sprint(i+1)] = scope{Name: name + ".seg"}
		}
	}
	return all
}

// include refers to patterns of the repository.
func include(names ...string) []pattern {
	var all []pattern
	for _, name := range names {
		all = append(all, pattern{Include: "#" + name})
	}
	return all
}

// anyOf is an expression for one of the words, in upper or lower case.
func anyOf(words []string) string {
	words = slices.Clone(words)
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) }) // the longest first
	return `(?i:` + strings.Join(words, "|") + `)`
}

// encode writes a grammar, after it has looked for references that lead nowhere.
func encode(file grammarFile) (string, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "\t")
	if err := encoder.Encode(file); err != nil {
		return "", err
	}
	used := map[string]bool{}
	for _, found := range regexp.MustCompile(`"include": "#([a-z-]+)"`).FindAllStringSubmatch(b.String(), -1) {
		used[found[1]] = true
	}
	for _, name := range slices.Sorted(maps.Keys(file.Repository)) {
		if !used[name] {
			return "", fmt.Errorf("no pattern includes %s", name)
		}
		delete(used, name)
	}
	for name := range used {
		return "", fmt.Errorf("there are no patterns %s", name)
	}
	return b.String(), nil
}
