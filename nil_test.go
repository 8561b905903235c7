package segc_test

import (
	"context"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestNilContexts checks that a nil context is one that never ends, for all that takes one.
func TestNilContexts(t *testing.T) {
	var none context.Context
	e := newEndings(t)
	for name, call := range e.calls(t) {
		if wrong := call(none).half(call(t.Context())); wrong != "" {
			t.Errorf("%s: %s", name, wrong)
		}
	}
	for _, s := range subjects(t) {
		for _, c := range callsOf(t, s) {
			if c.takes(reflect.TypeFor[context.Context]()) {
				if got, want := c.answer(none), c.answer(t.Context()); got != want {
					t.Errorf("%s answers %s, not %s", c.name, got, want)
				}
			}
		}
	}
	list := make(diag.List, 40)
	list.Apart(none)
	if len(list.SortWithin(nil)) != 1 {
		t.Error("a list is not sorted")
	}
}

// TestNilWriters checks that to write to nobody is an error.
func TestNilWriters(t *testing.T) {
	messages := prose.Open(t, "nil-writers")
	for _, s := range subjects(t) {
		for _, c := range callsOf(t, s) {
			if c.takes(reflect.TypeFor[io.Writer]()) {
				c.nobody = true
				answers, _ := c.do(t.Context())
				err, _ := answers[len(answers)-2].Interface().(error)
				if err == nil || !strings.HasPrefix(err.Error(), "segc: ") {
					t.Fatalf("%s writes to nobody: %v", c.name, err)
				}
				messages.Add(t, "a method", err.Error())
			}
		}
	}
	for _, err := range []error{diag.WriteText(nil, nil, diag.Style{}), diag.WriteJSON(nil, nil)} {
		if err == nil || !strings.HasPrefix(err.Error(), "diag: ") {
			t.Fatalf("diagnostics are written to nobody: %v", err)
		}
		messages.Add(t, "diagnostics", err.Error())
	}
}

// takes reports whether the method takes an argument of a type.
func (c call) takes(argument reflect.Type) bool {
	for i := range c.method.Type().NumIn() {
		if c.method.Type().In(i) == argument {
			return true
		}
	}
	return false
}
