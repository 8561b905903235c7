package compiler

import "testing"

func TestSizeWords(t *testing.T) {
	for _, c := range []struct {
		size float64
		want string
	}{
		{1, "1"},
		{1000, "1000"},
		{1 << 20, "1048576"},
		{1<<53 - 1, "9007199254740991"},
		{1 << 53, "about 10^15"},
		{1e100, "about 10^100"},
		{1.7976931348623157e308, "more than 10^308"},
	} {
		if got := sizeWords(c.size); got != c.want {
			t.Errorf("%v is written %s, not %s", c.size, got, c.want)
		}
	}
}
