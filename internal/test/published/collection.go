package published

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Collection reads the functions of a folder: those of logic and of logic-nested,
// whose manifests have the sizes that integer programming has proved.
func Collection(folder string) ([]Function, error) {
	var all []Function
	for _, part := range []string{"logic", "logic-nested"} {
		manifest, err := os.ReadFile(filepath.Join(folder, part, "manifest.tsv"))
		if err != nil {
			return nil, fmt.Errorf("cannot read published functions: %w", err)
		}
		lines := strings.Split(strings.TrimSpace(string(manifest)), "\n")
		columns := map[string]int{}
		for i, name := range strings.Split(lines[0], "\t") {
			name, _, _ = strings.Cut(name, "(")
			columns[strings.TrimSuffix(name, "_at_min_products")] = i
		}
		for _, line := range lines[1:] {
			f, err := collected(filepath.Join(folder, part), strings.Split(line, "\t"), columns)
			if err != nil {
				return nil, err
			}
			all = append(all, f)
		}
	}
	return all, nil
}

// collected reads the function of a line.
func collected(folder string, fields []string, columns map[string]int) (Function, error) {
	f := Function{Name: fields[0]}
	for _, size := range []struct {
		column string
		n      *int
	}{{"min_products_2valued", &f.Groups}, {"min_literals", &f.Conditions}, {"espresso_products", &f.Espresso}} {
		at, known := columns[size.column]
		if !known || at >= len(fields) {
			return f, fmt.Errorf("%s: %s is missing", f.Name, size.column)
		}
		var err error
		if *size.n, err = strconv.Atoi(fields[at]); err != nil {
			return f, fmt.Errorf("%s: %s: %w", f.Name, size.column, err)
		}
	}
	text, err := os.ReadFile(filepath.Join(folder, f.Name+".seg"))
	if err != nil { // the nested ones are there with two and with three values
		text, err = os.ReadFile(filepath.Join(folder, f.Name+".2v.seg"))
	}
	if err != nil {
		return f, fmt.Errorf("cannot read a published function: %w", err)
	}
	f.Text = string(text)
	return f, nil
}
