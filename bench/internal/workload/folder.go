package workload

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// inFolder is how many rules of Folder are in one folder.
const inFolder = 100

// Folder writes a catalog and so many small rules that use it below a folder, as a team keeps
// them: a hundred in each folder. No rule has a problem.
func Folder(folder string, rules int) error {
	var problems []error
	write := func(name, text string) {
		name = filepath.Join(folder, filepath.FromSlash(name))
		problems = append(problems, os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666))
	}
	write("catalog.seg", `let mailable = status = "subscribed" and never unsubscribed
field plan: choice ("free", "pro", "team")
field market: number
`)
	for i := range rules {
		write(fmt.Sprintf("team%02d/market%05d.seg", i/inFolder, i), fmt.Sprintf(`use "../catalog.seg"

where mailable and market = %d and plan in ("pro", "team") and not opened >= %d in last 30d
`, i, i%9+2))
	}
	return errors.Join(problems...)
}
