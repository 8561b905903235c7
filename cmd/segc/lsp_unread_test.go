package main

import (
	"io"
	"strings"
	"testing"
	"testing/synctest"
)

// TestServerUnread checks that `segc lsp` ends for an editor that reads nothing.
func TestServerUnread(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, write := io.Pipe()
		read, out := io.Pipe()
		var said strings.Builder
		code := make(chan int, 1)
		go func() { code <- run([]string{"lsp"}, streams{in, out, &said}, func(string) string { return "" }) }()
		c := &lspClient{in: write}
		c.send(map[string]any{"id": 1, "method": "initialize", "params": map[string]any{"capabilities": map[string]any{}}})
		_ = write.Close()
		if got := <-code; got != exitInput || said.String() != "segc: cannot write to the editor: the client does not read what it is sent\n" {
			t.Errorf("exit code %d, %s", got, said.String())
		}
		_ = read.Close()
	})
}
