package polltest

import "context"

// Ending is a context that ends after so many looks. It is for one goroutine.
type Ending struct {
	context.Context
	Looks int // that are left
}

// Err counts a look.
func (e *Ending) Err() error {
	if e.Looks--; e.Looks < 0 {
		return context.Canceled
	}
	return nil
}
