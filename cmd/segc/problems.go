package main

import (
	"errors"
	"fmt"
)

// problems are what kept a run from reading or writing its files, each sentence
// once: a folder that may not be entered is one problem, however many files are
// said to be in it. Adding to them takes the same time however many there are,
// while joining to an error again and again copies what was said before.
type problems struct {
	all  []error
	said map[string]bool
}

func (p *problems) add(err error) {
	if err == nil || p.said[err.Error()] {
		return
	}
	if p.said == nil {
		p.said = map[string]bool{}
	}
	p.said[err.Error()] = true
	p.all = append(p.all, err)
}

// err returns all of them as one error, and nil if there are none.
func (p *problems) err() error { return errors.Join(p.all...) }

// limitError says what is more than some limits allow. Its text is formatted when it is needed,
// and not at every start.
type limitError struct {
	format string
	limits []int
}

// Error implements error.
func (e *limitError) Error() string {
	limits := make([]any, len(e.limits))
	for i, limit := range e.limits {
		limits[i] = limit
	}
	return fmt.Sprintf(e.format, limits...)
}
