package date

import "fmt"

var months = [12]string{
	"January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December",
}

func leap(year int64) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// length returns the number of days of a month.
func length(year, month int64) int64 {
	switch month {
	case 2:
		if leap(year) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	default:
		return 31
	}
}

// daysSinceEpoch counts from 1970-01-01 in the Gregorian calendar, for years from 1.
func daysSinceEpoch(year, month, day int64) int64 {
	const daysBefore1970 = 1969*365 + 1969/4 - 1969/100 + 1969/400
	before := year - 1
	days := before*365 + before/4 - before/100 + before/400 - daysBefore1970
	if month > 2 && leap(year) {
		days++
	}
	return days + daysBefore[month-1] + day - 1
}

// daysBefore is how many days of a year without a leap day are before each month.
var daysBefore = [12]int64{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334}

// DaysSinceEpoch counts the days from 1970-01-01 to a day of the Gregorian calendar. It is false for
// what is not a day from 0001-01-01 to 9999-12-31.
func DaysSinceEpoch(year, month, day int64) (days int64, ok bool) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 28 && day > length(year, month) {
		return 0, false
	}
	return daysSinceEpoch(year, month, day), true
}

// First and Last are the first and the last day that a date can be, counted from 1970-01-01.
const (
	First = -719_162  // 0001-01-01
	Last  = 2_932_896 // 9999-12-31
)

// Number returns how many days the day of a date is after 1970-01-01 in UTC: fewer than none
// for one before.
func (d Date) Number() int {
	return int(d.Day().seconds / secondsPerDay)
}

// OfNumber returns the day that is so many days after 1970-01-01, as it is written:
// 2026-05-01. It is false for a day before the year 1 or after the year 9999.
func OfNumber(days int) (text string, ok bool) {
	if days < First || days > Last {
		return "", false
	}
	const perYear = 365.2425
	year := 1970 + int64(float64(days)/perYear)
	for daysSinceEpoch(year, 1, 1) > int64(days) {
		year--
	}
	for daysSinceEpoch(year+1, 1, 1) <= int64(days) {
		year++
	}
	left, month := int64(days)-daysSinceEpoch(year, 1, 1), int64(1)
	for left >= length(year, month) {
		left -= length(year, month)
		month++
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, left+1), true
}
