// Package date reads the dates of the segment language and orders them in
// time. It knows the calendar, not the clock: it never asks what day it is and
// never formats.
//
// Its errors say what is wrong in words for the author of a rule, without the
// name of the package, so that a diagnostic can show them as they are.
package date

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
)

// Date is an instant, exact to the last digit of its seconds. Equal instants
// are equal values, however they were written.
type Date struct {
	seconds  int64  // since 1970-01-01T00:00:00Z
	fraction string // the digits after the point, without zeros at the end
}

// Parse reads a date, 2026-05-01, or a time of RFC 3339,
// 2026-05-01T10:00:00.5+02:00, with capital T and Z. A date alone is the
// midnight with which it begins in UTC.
func Parse(text string) (Date, error) {
	s := scanner{rest: text}
	day, err := s.day()
	if err != nil || s.rest == "" {
		return Date{seconds: day * secondsPerDay}, err
	}
	if !s.take('T') {
		return Date{}, s.afterDay()
	}
	seconds, err := s.clock()
	if err != nil {
		return Date{}, err
	}
	fraction, err := s.fraction()
	if err != nil {
		return Date{}, err
	}
	offset, err := s.offset()
	if err != nil {
		return Date{}, err
	}
	if s.rest != "" {
		return Date{}, fmt.Errorf("the date ends before %q", s.rest)
	}
	return Date{seconds: day*secondsPerDay + seconds - offset, fraction: fraction}, nil
}

// Compare returns -1, 0 or +1 as a is before, at or after b.
func Compare(a, b Date) int {
	if c := cmp.Compare(a.seconds, b.seconds); c != 0 {
		return c
	}
	return strings.Compare(a.fraction, b.fraction)
}

// Day returns the midnight in UTC with which the day of a date begins.
func (d Date) Day() Date {
	within := (d.seconds%secondsPerDay + secondsPerDay) % secondsPerDay
	return Date{seconds: d.seconds - within}
}

const (
	secondsPerMinute = 60
	secondsPerHour   = 60 * secondsPerMinute
	secondsPerDay    = 24 * secondsPerHour
)

var (
	errForm = errors.New("a date is written 2026-05-01 or 2026-05-01T10:00:00Z")
	errTime = errors.New("a time is written 10:00:00, with hours, minutes and seconds")
	errZone = errors.New("a time ends with its zone, Z or +02:00")
)

// scanner reads a date from the front of its text.
type scanner struct{ rest string }

// day reads 2026-05-01 and returns the days since 1970-01-01.
func (s *scanner) day() (int64, error) {
	year, ok1 := s.number(4)
	dash1 := s.take('-')
	month, ok2 := s.number(2)
	dash2 := s.take('-')
	day, ok3 := s.number(2)
	switch {
	case !ok1 || !dash1 || !ok2 || !dash2 || !ok3:
		return 0, errForm
	case year == 0:
		return 0, errors.New("there is no year 0000")
	case month < 1 || month > 12:
		return 0, fmt.Errorf("there is no month %d", month)
	case month == 2 && day == 29 && !leap(year):
		return 0, fmt.Errorf("there is no 29 February in %d", year)
	case day < 1 || day > length(year, month):
		return 0, fmt.Errorf("there is no %d %s", day, months[month-1])
	}
	return daysSinceEpoch(year, month, day), nil
}

// afterDay says what is wrong with the text after a date when it is not a time.
func (s *scanner) afterDay() error {
	switch s.rest[0] {
	case 't', ' ':
		return errors.New("a capital T comes between a date and its time")
	default:
		return errForm
	}
}

// clock reads 10:00:00 and returns the seconds since midnight.
func (s *scanner) clock() (int64, error) {
	hour, ok1 := s.number(2)
	colon1 := s.take(':')
	minute, ok2 := s.number(2)
	colon2 := s.take(':')
	second, ok3 := s.number(2)
	switch {
	case !ok1 || !colon1 || !ok2 || !colon2 || !ok3:
		return 0, errTime
	case hour > 23:
		return 0, fmt.Errorf("there is no hour %d", hour)
	case minute > 59:
		return 0, fmt.Errorf("there is no minute %d", minute)
	case second > 59:
		return 0, fmt.Errorf("there is no second %d", second)
	}
	return hour*secondsPerHour + minute*secondsPerMinute + second, nil
}

// fraction reads .125, which may be left out.
func (s *scanner) fraction() (string, error) {
	if !s.take('.') {
		return "", nil
	}
	n := 0
	for n < len(s.rest) && digit(s.rest[n]) {
		n++
	}
	if n == 0 {
		return "", errors.New("digits are missing after the decimal point of the seconds")
	}
	digits := strings.TrimRight(s.rest[:n], "0")
	s.rest = s.rest[n:]
	return digits, nil
}

// offset reads Z or +02:00 and returns the seconds by which the zone is ahead of UTC.
func (s *scanner) offset() (int64, error) {
	if s.take('Z') {
		return 0, nil
	}
	if strings.HasPrefix(s.rest, "z") {
		return 0, errors.New("the Z of a time is a capital letter")
	}
	sign := int64(1)
	if s.take('-') {
		sign = -1
	} else if !s.take('+') {
		return 0, errZone
	}
	hours, ok1 := s.number(2)
	colon := s.take(':')
	minutes, ok2 := s.number(2)
	if !ok1 || !colon || !ok2 || hours > 23 || minutes > 59 {
		return 0, errZone
	}
	return sign * (hours*secondsPerHour + minutes*secondsPerMinute), nil
}

// number takes exactly n digits.
func (s *scanner) number(n int) (value int64, ok bool) {
	if len(s.rest) < n {
		return 0, false
	}
	for i := range n {
		if !digit(s.rest[i]) {
			return 0, false
		}
		value = value*10 + int64(s.rest[i]-'0')
	}
	s.rest = s.rest[n:]
	return value, true
}

func (s *scanner) take(c byte) bool {
	if s.rest == "" || s.rest[0] != c {
		return false
	}
	s.rest = s.rest[1:]
	return true
}

func digit(c byte) bool { return '0' <= c && c <= '9' }
