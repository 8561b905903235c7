package date

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
	for m := int64(1); m < month; m++ {
		days += length(year, m)
	}
	return days + day - 1
}
