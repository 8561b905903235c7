package segc

import (
	"io/fs"
	"sync"
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/imports"
)

// Options say how to read and compile a text; zero ones, a rule on its own. A limit of 0 or
// less is the usual one. MaxMemory is for later calls, too.
type Options struct {
	Name   string            // what diagnostics call the text; "rule.seg" if empty. Set Path too if it is not a path
	Files  fs.FS             // where `use` may read, and nowhere else; nil refuses `use`
	Path   string            // of the text in Files, with slashes; Name if empty
	Use    []string          // files that the text uses without saying so, by path in Files: a catalog, guards
	Cache  *Cache            // of the files that rules use; nil keeps none
	Today  time.Time         // its date, in its zone, is `today`; zero refuses a rule that says that
	Assume contact.Reading   // what the platform is known to do, beside what the files assume
	Params map[string]string // of params by name, as `--set` takes them, for all files that declare them; names that none declares are left out
	Plain  bool              // expand the rule without simplifying it, as `# segc:plain` does; all proofs still run
	Enable []diag.Code       // of OptionalRules: the warnings that Check gives only then

	MaxSize   int   // bytes of the text, and of each file that it uses: 1 MiB
	MaxGroups int   // groups of a document: 1,000
	MaxBytes  int   // bytes of a document as compact JSON: 16 MiB, and never more
	MaxWork   int   // steps of proof for a rule, as in Stats.Work: some seconds of work
	MaxMemory int64 // about how many bytes a call may hold at a time, beside the text: 512 MiB
}

// Cache keeps the files that rules use, parsed, and never changes an answer. The zero Cache is
// ready to use. Do not copy it after its first use.
type Cache struct {
	MaxBytes int // about how many bytes it takes, with the trees: 64 MiB if 0 or less

	once  sync.Once
	files imports.Cache
}

// kept returns what the cache keeps, or nil.
func (c *Cache) kept() *imports.Cache {
	if c == nil {
		return nil
	}
	c.once.Do(func() {
		const usual = 64 << 20
		if c.files.MaxBytes = c.MaxBytes; c.MaxBytes <= 0 {
			c.files.MaxBytes = usual
		}
	})
	return &c.files
}
