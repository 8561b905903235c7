// Command geneditors writes the files that give rules their colors in editors: the grammar of
// TextMate for VS Code, and the syntax file of Vim and Neovim. `make generate` runs it.
//
//	go run ./internal/tool/geneditors docs editors
//
// It takes every word of the language from where it is defined: the reserved ones from package
// grammar, the others from docs/grammar.md and docs/tables.md. So an editor never colors a word
// that the language does not have, and a new word that has no place is an error.
//
//   - main.go writes the files
//   - words.go finds the words, and says which group each belongs to
//   - textmate.go has the patterns of VS Code, textmate_statements.go those of statements, and
//     textmate_format.go the form of the file
//   - vim.go has the syntax file of Vim
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "geneditors:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("expected the folders docs and editors, found %d arguments", len(args))
	}
	files, err := generated(args[0])
	if err != nil {
		return err
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(args[1], filepath.FromSlash(name)), []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// generated returns the text of each file by its name below the folder of editors.
func generated(docs string) (map[string]string, error) {
	grammarPage, err := os.ReadFile(filepath.Join(docs, "grammar.md"))
	if err != nil {
		return nil, err
	}
	tablesPage, err := os.ReadFile(filepath.Join(docs, "tables.md"))
	if err != nil {
		return nil, err
	}
	w, err := readWords(string(grammarPage), string(tablesPage))
	if err != nil {
		return nil, err
	}
	colors, err := textMate(w)
	if err != nil {
		return nil, err
	}
	return map[string]string{
		"vscode/syntaxes/seg.tmLanguage.json": colors,
		"vim/syntax/seg.vim":                  vim(w),
	}, nil
}
