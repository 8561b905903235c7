package format_test

import (
	"testing"

	"github.com/segc-lang/segc/internal/test/gen"
)

// FuzzFormat formats any text at any width.
func FuzzFormat(f *testing.F) {
	for _, text := range texts(f) {
		f.Add(text, uint8(0))
		f.Add(text, uint8(30))
	}
	f.Add("where a and # b\n\r\n # c\r\n `in` in last # d\n 30 # e\n DAYS", uint8(1))
	f.Add("plan is # a\n not # b\n\n null # c", uint8(9))
	f.Add("# a\r# b\r\r\n\ufeffx = '\\u202e'", uint8(80))
	f.Fuzz(func(t *testing.T, text string, width uint8) {
		if problem := check(text, int(width)); problem != "" {
			t.Fatal(problem)
		}
	})
}

// FuzzComments formats rules with comments anywhere.
func FuzzComments(f *testing.F) {
	f.Add([]byte{0}, uint8(1))
	f.Add([]byte("a rule with a few conditions"), uint8(2))
	f.Add([]byte("\xff\x80\x40\x20\x10\x08\x04\x02\x01 and more of it \x01\x02\x03\x04\x05\x06\x07"), uint8(5))
	f.Fuzz(func(t *testing.T, input []byte, seldom uint8) {
		source := gen.Bytes(input)
		text := gen.File(source, gen.Options{Days: seldom%2 == 1, Values: seldom%4 > 1})
		with := commented(text, source, func(i int) bool { return i%(1+int(seldom)) == 0 })
		if problem := checkCommented(text, with, widths...); problem != "" {
			t.Fatal(problem)
		}
	})
}
