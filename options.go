package segc

import (
	"io/fs"
	"sync"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/imports"
)

// Options say how to read and compile a text. The zero Options compile a rule on its own,
// with the usual limits.
type Options struct {
	// Name is what diagnostics call the text; "rule.seg" when empty.
	Name string

	// Files is where `use` may read. Nothing outside of it can be reached.
	// When it is nil, `use` is refused.
	Files fs.FS

	// Path is the place of the text in Files, with slashes, from which `use`
	// starts; the same as Name when empty.
	Path string

	// Use are the files that the text uses without saying so, by their paths in Files: a
	// catalog, or guards that nobody may drop. A `use` of one of them in the text is fine
	// and changes nothing; the text itself may be one of them.
	Use []string

	// Plain leaves the document as the rule multiplies out, without duplicates.
	// Otherwise it is the smallest that is found, unless the text has a comment
	// `# segc:plain`. What is proved and reported does not depend on it.
	Plain bool

	// Enable are the codes of warnings that Check gives only when asked to, see
	// OptionalRules; other codes are ignored.
	Enable []diag.Code

	// MaxSize is the most bytes that the text, and each file that it uses, may
	// have; 0 or less means 1 MiB.
	MaxSize int

	// MaxGroups is the most groups that a document may have; 0 or less means
	// 1,000.
	MaxGroups int

	// MaxBytes is the most bytes that a document may have as compact JSON; 0 or less,
	// and more than that, means 16 MiB.
	MaxBytes int

	// MaxWork is the most steps that the proofs of a rule may take, as in Stats.Work; 0 or
	// less means the usual limits, which let a hostile rule take some seconds. Steps are
	// counted, not timed, so an answer is the same on every machine. Beyond the limit, a document is right, but
	// may be larger than need be, and a guard that is not decided is an error. What a rule
	// takes beside its proofs does not count: its size bounds that.
	MaxWork int

	// MaxMemory is about the most bytes that a call may hold at a time, beside
	// the text; 0 or less means 512 MiB. What would need more is refused, with the
	// code diag.TooLarge; a proof that would is left out, as it is when it takes
	// too much work.
	MaxMemory int64

	// Cache keeps the files that rules use, parsed, from one call to the next; nil
	// keeps none.
	Cache *Cache
}

// Cache keeps parsed files, by path and text, between calls: a catalog that many rules
// use is read each time, and parsed once. It never changes an answer. The zero Cache is
// ready to use, by many goroutines at once; it must not be copied after its first use.
type Cache struct {
	// MaxBytes is about how many bytes the cache takes, with the trees of the files, which
	// can be 20 times as large as their texts: 64 MiB if it is 0 or less. What was asked
	// for the longest time ago goes first.
	MaxBytes int

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
