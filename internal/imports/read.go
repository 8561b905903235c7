package imports

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/segc-lang/segc/grammar"
)

// read returns the text of a file. The file system is the caller's: what it does wrong is
// an error of the file, and no fault of segc.
func (i *Files) read(ctx context.Context, name string) (text string, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			text, err = "", fmt.Errorf("the file system panics: %v", fault)
		}
	}()
	f, err := i.files.Open(name)
	switch {
	case err != nil:
		return "", err
	case f == nil:
		return "", errors.New("the file system opens it without an error, and returns no file")
	}
	defer func() { _ = f.Close() }() // it was only read
	if info, err := f.Stat(); err == nil && info != nil && info.IsDir() {
		return "", errors.New("it is a folder")
	}
	limit := i.options.MaxSize
	if limit <= 0 {
		limit = grammar.MaxSize
	}
	// One byte more shows that a file is beyond a limit.
	data, err := io.ReadAll(&checkedReader{ctx: ctx, file: io.LimitReader(f, int64(min(limit, maxUsed))+1)})
	if err != nil {
		return "", err
	}
	if i.budget -= len(data); i.budget < 0 {
		return "", fmt.Errorf("the used files have more than %d bytes together", maxUsed)
	}
	return string(data), nil
}

// maxEmpty is how often in a row a file may be read without a byte and without an error.
const maxEmpty = 100

// checkedReader reads a file while its context has not ended, and refuses a file that never
// ends and never has more, or that claims to have more than there was room for.
type checkedReader struct {
	ctx   context.Context
	file  io.Reader
	empty int // reads in a row
}

// Read implements io.Reader.
func (r *checkedReader) Read(into []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.file.Read(into)
	if n < 0 || n > len(into) {
		return 0, fmt.Errorf("the file system says that it read %d bytes where there is room for %d", n, len(into))
	}
	if r.empty++; n > 0 {
		r.empty = 0
	}
	if r.empty >= maxEmpty && err == nil {
		return 0, io.ErrNoProgress
	}
	return n, err
}
