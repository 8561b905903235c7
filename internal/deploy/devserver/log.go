package devserver

import (
	"io"
	"strings"
	"sync"
)

// hidingLog writes lines one at a time and without the keys, also where
// somebody put one into a path.
type hidingLog struct {
	mu   sync.Mutex
	to   io.Writer
	keys []string
}

func (h *hidingLog) Write(line []byte) (int, error) {
	text := string(line)
	for _, key := range h.keys {
		text = strings.ReplaceAll(text, key, "[key]")
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, err := io.WriteString(h.to, text); err != nil {
		return 0, err
	}
	return len(line), nil
}
