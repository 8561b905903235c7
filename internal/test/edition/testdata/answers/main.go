// The command answers compiles the texts that standard input has as a JSON array, and writes what
// becomes of them as another. The test copies it into a checkout of an old version.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/segc-lang/segc"
)

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		log.Fatal(err)
	}
	answers := make([]string, len(texts))
	for i, text := range texts {
		answers[i] = answer(text, i%4 == 0)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		log.Fatal(err)
	}
}

func answer(text string, plain bool) string {
	var b strings.Builder
	result, list := segc.Compile(context.Background(), text, segc.Options{Plain: plain})
	for _, d := range list {
		fmt.Fprintln(&b, d.Code, d.Location.Span)
	}
	if result != nil {
		b.Write(result.RulesJSON())
	}
	return b.String()
}
