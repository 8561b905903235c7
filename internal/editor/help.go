package editor

import (
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/resolve"
)

// Help is what more is known of an item: Snapshot.Help writes it when somebody looks at it.
type Help struct {
	Object *resolve.Object // what a name means, or nil
	Word   string          // of the language
	Code   diag.Code
}
