// Package lazy makes values when they are first needed: a package that has only such values
// costs nothing when a program starts. With sync.OnceValue, each of them is made of closures at
// every start, whether anybody asks for it or not.
package lazy

import "sync"

// Value is a value that Make makes when it is first needed. It is a variable of a package,
// and never written to.
type Value[T any] struct {
	Make func() T

	once sync.Once
	made T
}

// Get returns the value. Several goroutines may call it at the same time.
func (v *Value[T]) Get() T {
	v.once.Do(func() { v.made = v.Make() })
	return v.made
}
