package date

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/test/prose"
)

func TestParseTakesRealDatesOnly(t *testing.T) {
	for _, text := range []string{
		"2026-05-01", "0001-01-01", "9999-12-31", "2024-02-29", "2000-02-29",
		"2026-05-01T10:00:00Z", "2026-05-01T10:00:00.125Z", "2026-05-01T00:00:00+02:00",
		"2026-05-01T23:59:59.999999999999-23:59", "2026-05-01T10:00:00-00:00",
	} {
		if _, err := Parse(text); err != nil {
			t.Errorf("Parse(%q): %v", text, err)
		}
	}
}

func TestParseSaysWhatIsWrong(t *testing.T) {
	messages := prose.Open(t, "errors")
	for _, test := range []struct {
		text  string
		names []string // what the error names, beside other words
	}{
		{"", []string{"2026-05-01"}},
		{"2026", []string{"2026-05-01"}},
		{"2026-5-1", []string{"2026-05-01"}},
		{"01.05.2026", []string{"2026-05-01"}},
		{"26-05-01", []string{"2026-05-01"}},
		{"+2026-05-01", []string{"2026-05-01"}},
		{"2026-05-01x", []string{"2026-05-01"}},
		{"0000-01-01", []string{"0000"}},
		{"2026-00-01", []string{"0"}},
		{"2026-13-01", []string{"13"}},
		{"2026-02-30", []string{"30 February"}},
		{"2026-02-29", []string{"29 February", "2026"}},
		{"1900-02-29", []string{"29 February", "1900"}},
		{"2026-04-31", []string{"31 April"}},
		{"2026-01-00", []string{"0 January"}},
		{"2026-05-01 10:00:00Z", []string{"T"}},
		{"2026-05-01t10:00:00Z", []string{"T"}},
		{"2026-05-01T", []string{"10:00:00"}},
		{"2026-05-01T10:00Z", []string{"10:00:00"}},
		{"2026-05-01T24:00:00Z", []string{"24"}},
		{"2026-05-01T10:60:00Z", []string{"60"}},
		{"2026-05-01T10:00:60Z", []string{"60"}},
		{"2026-05-01T10:00:00", nil},
		{"2026-05-01T10:00:00z", nil},
		{"2026-05-01T10:00:00.Z", nil},
		{"2026-05-01T10:00:00+0200", nil},
		{"2026-05-01T10:00:00+24:00", nil},
		{"2026-05-01T10:00:00Z ", nil},
	} {
		d, err := Parse(test.text)
		if err == nil || !prose.Names(err.Error(), test.names...) {
			t.Fatalf("Parse(%q) = %v, %v, which does not name %q", test.text, d, err, test.names)
		}
		messages.Add(t, test.text, err.Error())
	}
}

func TestCompareIsByInstant(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"2026-05-01", "2026-05-01T00:00:00Z", 0},
		{"2026-05-01", "2026-05-01T02:00:00+02:00", 0},
		{"2026-05-01", "2026-04-30T22:30:00.000-01:30", 0},
		{"2026-05-01T10:00:00.5Z", "2026-05-01T10:00:00.500Z", 0},
		{"2026-05-01T10:00:00.5Z", "2026-05-01T10:00:00.49Z", 1},
		{"2026-05-01T10:00:00Z", "2026-05-01T10:00:00.0000000001Z", -1},
		{"2026-05-01", "2026-04-30T23:59:59.9Z", 1},
		{"2026-05-01", "2026-05-01T00:00:00+00:01", 1},
		{"0001-01-01", "0001-01-01T00:00:00+01:00", 1},
		{"2024-02-29", "2024-03-01", -1},
		{"9999-12-31", "0001-01-01", 1},
	} {
		a, b := parsed(t, test.a), parsed(t, test.b)
		if got := Compare(a, b); got != test.want {
			t.Errorf("Compare(%s, %s) = %d, want %d", test.a, test.b, got, test.want)
		}
		if got := Compare(b, a); got != -test.want {
			t.Errorf("Compare(%s, %s) = %d, want %d", test.b, test.a, got, -test.want)
		}
		if (a == b) != (test.want == 0) {
			t.Errorf("%s == %s is %t, which disagrees with Compare", test.a, test.b, a == b)
		}
	}
}

// The standard library is the second opinion on the calendar.
func TestParseAgreesWithTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to := time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC).Unix(), time.Date(9999, 12, 30, 0, 0, 0, 0, time.UTC).Unix()
		zone := time.FixedZone("", rapid.IntRange(-23*60, 23*60).Draw(t, "zone")*60)
		x := time.Unix(rapid.Int64Range(from, to).Draw(t, "seconds"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanoseconds"))
		text := x.In(zone).Format(time.RFC3339Nano)
		d, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if d.seconds != x.Unix() {
			t.Errorf("Parse(%q) is %d seconds from 1970, want %d", text, d.seconds, x.Unix())
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"2026-05-01", "2026-05-01T10:00:00.5+02:00", "2026-02-30"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := Parse(text)
		if err != nil {
			return
		}
		if Compare(d, d) != 0 {
			t.Errorf("%q is not at itself", text)
		}
		if _, err := time.Parse(time.RFC3339, text); err != nil {
			if _, err := time.Parse(time.DateOnly, text); err != nil {
				t.Errorf("Parse takes %q, package time does not: %v", text, err)
			}
		}
	})
}

func parsed(t *testing.T, text string) Date {
	t.Helper()
	d, err := Parse(text)
	if err != nil {
		t.Fatalf("Parse(%q): %v", text, err)
	}
	return d
}
