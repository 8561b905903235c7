package main

import (
	"bytes"
	"os/exec"

	"go.yaml.in/yaml/v4"
)

// documents returns what a rule is compiled to, in a folder with it and its catalog: as segc writes it,
// and as YAML.
func documents(program, folder string) (asJSON, asYAML string, err error) {
	compile := exec.Command(program, "compile", "rule.seg")
	compile.Dir = folder
	document, err := compile.Output()
	if err != nil {
		return "", "", err
	}
	asYAML, err = toYAML(document)
	return string(document), asYAML, err
}

// toYAML writes JSON as people write YAML: with a line for each member.
func toYAML(document []byte) (string, error) {
	var node yaml.Node
	if err := yaml.Unmarshal(document, &node); err != nil {
		return "", err
	}
	plain(&node)
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	if err := encoder.Encode(&node); err != nil {
		return "", err
	}
	return b.String(), encoder.Close()
}

// plain takes out of a node how JSON writes it.
func plain(node *yaml.Node) {
	node.Style = 0
	for _, below := range node.Content {
		plain(below)
	}
}
