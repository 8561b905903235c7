package segc_test

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/segc-lang/segc"
	shapes "github.com/segc-lang/segc/internal/test/hostile"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestMemoryOfACatalog checks that no catalog makes Decompile hold more than its
// limit: a few letters of a name can mean thousands of ids.
func TestMemoryOfACatalog(t *testing.T) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(4 << 30))
	const document = `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1,2,3]},{"kind":"field","field":"a","operator":"equals","value":"x"}]}]}`
	call := hostileCall{"decompile with a catalog", func(ctx context.Context, text string, memory int64) error {
		files := fstest.MapFS{"catalog.seg": &fstest.MapFile{Data: []byte(text)}}
		_, err := segc.Decompile(ctx, []byte(document), segc.DecompileOptions{Use: "catalog.seg", Files: files, MaxMemory: memory})
		return err
	}}
	size := 30_000
	if *manyHostile > 0 {
		size = 300_000
	}
	for i, a := range catalogs(size) {
		if i%long.Of(7, 1) != 0 {
			continue
		}
		checkMemory(t, call, a, 0)
		checkMemory(t, call, a, 32<<20)
	}
}

// catalogs are catalogs of about as many bytes.
func catalogs(size int) []attack {
	var all []attack
	for _, s := range shapes.Texts() {
		if text := s.Make(size); strings.HasPrefix(s.Name, "names of ") || strings.HasPrefix(text, "field ") {
			declarations, _, _ := strings.Cut(text, "where ")
			all = append(all, attack{s.Name, declarations})
		}
	}
	var names strings.Builder
	names.WriteString("isp a = (0")
	for i := range size / 40 {
		fmt.Fprintf(&names, ", %d", i)
	}
	names.WriteString(")\n")
	for i := 0; names.Len() < size; i++ {
		fmt.Fprintf(&names, "isp b%d = (a, %d)\n", i, 10_000+i)
	}
	return append(all, attack{"names of a long list", names.String()})
}
