//go:build genman

// With the tag genman, the package is the generator of the manual pages and of
// the completion scripts: it needs the commands, and nobody who runs segc needs
// the generator.

package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/segc-lang/segc/internal/tool/genman"
)

func main() {
	if len(os.Args) < 2 || len(os.Args) > 3 {
		log.Fatal("usage: go run -tags genman ./cmd/segc DIR [VERSION]")
	}
	folder, release := os.Args[1], strings.Join(os.Args[2:], "")
	for _, page := range genman.Pages((&app{}).root(), release, sourceDate()) {
		write(filepath.Join(folder, "man", page.Name), []byte(page.Text))
		write(filepath.Join(folder, "man", page.Name+".gz"), packed(page.Text))
	}
	for shell, name := range map[string]string{"bash": "segc.bash", "zsh": "_segc", "fish": "segc.fish", "powershell": "segc.ps1"} {
		var script bytes.Buffer
		if code := run([]string{"completion", shell}, streams{nil, &script, os.Stderr}, os.Getenv); code != exitFine {
			log.Fatalf("the completion for %s ends with %d", shell, code)
		}
		write(filepath.Join(folder, "completions", name), script.Bytes())
	}
}

// sourceDate returns the date of the source, if the build tells it: no page has
// the time at which it was made.
func sourceDate() time.Time {
	text := os.Getenv("SOURCE_DATE_EPOCH")
	if text == "" {
		return time.Time{}
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		log.Fatalf("SOURCE_DATE_EPOCH is not a number of seconds: %v", err)
	}
	return time.Unix(seconds, 0)
}

// packed returns a text as gzip, without a time or a name in it.
func packed(text string) []byte {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err == nil {
		_, err = io.WriteString(z, text)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		log.Fatal(err)
	}
	return b.Bytes()
}

func write(name string, content []byte) {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(name, content, 0o666); err != nil {
		log.Fatal(err)
	}
}
