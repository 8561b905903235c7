package contactfile

import (
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/rulesjson"
)

// TestFaults says what is wrong in files, and where.
func TestFaults(t *testing.T) {
	long := strings.Repeat("x", MaxLine+blockSize)
	head := "id,plan,revenue,vip,since,tags\n"
	for _, c := range []struct {
		name, text string
		layout     Layout
		want       string
	}{
		{"nothing", "", Layout{}, "f: this file is empty: write at least the header of a table"},
		{"blanks", " \n\n", Layout{}, "f:3: the header is missing: the first line must name the columns"},
		{"UTF-16", "\xff\xfei\x00d\x00", Layout{}, "f: this is UTF-16; convert it with iconv -f UTF-16 -t UTF-8"},
		{"UTF-16 without a mark", "i\x00d\x00,\x00", Layout{}, "f: this looks like UTF-16; convert it with iconv -f UTF-16LE -t UTF-8, or UTF-16BE"},
		{"Latin-1", head + "1,\nK\xf6ln", Layout{}, "f:3:2: this byte is not UTF-8; if the file is in Latin-1, convert it with iconv -f ISO-8859-1 -t UTF-8"},
		{"NUL", head + "1,a\x00b", Layout{}, "f:2:4: a NUL byte is not text"},
		{"compressed", "\x1f\x8b\x08\x00", Layout{}, "f: this is compressed; its name must end in .gz, or unpack it with gzip -d"},
		{"a workbook", "PK\x03\x04xxxx", Layout{}, "f: this is a workbook or an archive; save the sheet as CSV in UTF-8"},
		{"an array", "[{\"id\":1}]", Layout{}, "f: this is an array of JSON; write one object in a line, as jq -c '.[]' does"},
		{"lines that end with CR", "id,plan\r1,a\r2,b\r", Layout{}, `f: the lines end with CR alone; convert the file with tr '\r' '\n'`},
		{"one cell", head + "1\n", Layout{}, "f:2: this row has 1 cell, and the header 6"},
		{"another form of a time", head + `1,a,1,true,2026-05-01T10:00:00,` + "\n", Layout{}, `f:2:12: column "since": this must be a date, such as 2026-05-01 or 2026-05-01T10:00:00Z; for times without a zone, say --dates 'YYYY-MM-DDThh:mm:ss'`},
		{"a repeated column", "id,plan,plan\n", Layout{}, `f:1:9: column "plan": the header has this column twice`},
		{"a missing cell", head + "1,a\n", Layout{}, "f:2: this row has 2 cells, and the header 6"},
		{"a number with a comma", head + `1,a,"1000,50",true,2026-05-01,` + "\n", Layout{}, `f:2:5: column "revenue": this must be a number; where a comma is the decimal sign, say --decimal comma`},
		{"a number with points and a comma", head + `1,a,"1.000,50",true,2026-05-01,` + "\n", Layout{}, `f:2:5: column "revenue": this must be a number; where a comma is the decimal sign, say --decimal comma`},
		{"a number in another form", head + `1,a,1000.50,true,2026-05-01,` + "\n", Layout{DecimalComma: true}, `f:2:5: column "revenue": this must be a number with a decimal comma, such as 1.000,50`},
		{"a date in another form", head + `1,ä,1,true,01/02/2026,` + "\n", Layout{}, `f:2:12: column "since": this must be a date, such as 2026-05-01 or 2026-05-01T10:00:00Z; say how dates are written, such as --dates DD.MM.YYYY`},
		{"an English number", head + `1,a,"12,345.60",true,2026-05-01,` + "\n", Layout{DecimalComma: true}, `f:2:5: column "revenue": this must be a number with a decimal comma, such as 1.000,50`},
		{"two commas", head + `1,a,"1,2,3",true,2026-05-01,` + "\n", Layout{DecimalComma: true}, `f:2:5: column "revenue": this must be a number with a decimal comma, such as 1.000,50`},
		{"nothing after the comma", head + `1,a,"1,",true,2026-05-01,` + "\n", Layout{DecimalComma: true}, `f:2:5: column "revenue": this must be a number with a decimal comma, such as 1.000,50`},
		{"perhaps thousands", strings.ReplaceAll(head, ",", ";") + "1;a;1.000;true;2026-05-01;\n", Layout{}, `f:2:5: column "revenue": the point may separate thousands or be the decimal sign; say --decimal comma or --decimal point`},
		{"the point is sure", strings.ReplaceAll(head, ",", ";") + "1;a;1.000;true;2026-05-01;\n", Layout{PointIsSure: true}, `2 1 ["a" 1.000 true 2026-05-01 no value]`},
		{"no thousands", strings.ReplaceAll(head, ",", ";") + "1;a;0.125;true;2026-05-01;\n2;a;1000.5;true;;\n", Layout{}, `3 2 ["a" 1000.5 true no value no value]`},
		{"two forms of dates", head + "1,a,1,true,01.05.2026,\n2,a,1,true,01.05.2026 10:00:00,\n3,a,1,true,2026-05-01T10:00:00Z,\n", Layout{Dates: "DD.MM.YYYY|DD.MM.YYYY hh:mm:ss"}, `4 3 ["a" 1 true 2026-05-01T10:00:00Z no value]`},
		{"a form that is another day", head + "1,a,1,true,2026-05-31,\n", Layout{Dates: "YYYY-DD-MM"}, `f:2:12: column "since": this must be a date in the form YYYY-DD-MM`},
		{"forms of one shape", head, Layout{Dates: "DD/MM/YYYY|MM/DD/YYYY"}, "--dates DD/MM/YYYY|MM/DD/YYYY: DD/MM/YYYY and MM/DD/YYYY cannot be told apart"},
		{"a day that there is not", head + `1,a,1,true,31.02.2026,` + "\n", Layout{Dates: "DD.MM.YYYY"}, `f:2:12: column "since": this must be a date in the form DD.MM.YYYY`},
		{"a date with fewer digits", head + `1,a,1,true,1.2.2026,` + "\n", Layout{Dates: "DD.MM.YYYY"}, `f:2:12: column "since": this must be a date in the form DD.MM.YYYY`},
		{"a pattern without a year", head, Layout{Dates: "DD.MM"}, "--dates DD.MM: the pattern needs YYYY, MM and DD, and hh before mm and ss"},
		{"a pattern of letters", head, Layout{Dates: "DD.MM.yy"}, "--dates DD.MM.yy: the pattern may have YYYY, MM, DD, hh, mm and ss, with spaces, points, dashes, slashes, colons, commas and T between them"},
		{"no boolean", head + `1,a,1,ja,,` + "\n", Layout{}, `f:2:7: column "vip": this must be true or false, 1 or 0, or yes or no`},
		{"no id", head + `,a,1,yes,,` + "\n", Layout{}, `f:2:1: column "id": this is missing, and it says which contact it is`},
		{"a quote in a cell", head + `1,a"b,1,yes,,` + "\n", Layout{}, `f:2:4: a quote within a cell is only possible in quotes, as in "a ""word"" in quotes"`},
		{"text after a quote", head + `1,"a"b,1,yes,,` + "\n", Layout{}, "f:2:6: after the quote at the end of a cell, the next cell or the end of the line was expected"},
		{"a quote without an end", head + "\n" + `1,"a,1,yes,,` + "\n1\n", Layout{}, "f:3:3: the quote that begins here does not end"},
		{"a long row", head + long, Layout{}, "f:2: this row has more than 1048576 bytes"},
		{"a long line", `{"id":1}` + "\n" + long + long, Layout{}, "f:2: this line has more than 1048576 bytes"},
		{"a line that ends", `{"id":1,`, Layout{}, "f:1:9: this ends too soon: the name of a member is missing; write each contact on one line"},
		{"a number as a text", `{"id":1,"revenue":"5"}`, Layout{}, `f:1:19: column "revenue": this must be a number, without quotes`},
		{"a text as a number", `{"id":1,"plan":5}`, Layout{}, `f:1:16: column "plan": this must be a string`},
		{"a repeated member", `{"id":1,"plan":"a","plan":"b"}`, Layout{}, `f:1:27: column "plan": this member is repeated`},
		{"a long number", `{"id":1,"revenue":1e99999999999}`, Layout{}, `f:1:19: column "revenue": this number has too large an exponent`},
		{"leading zeros", `{"id":1,"revenue":01}`, Layout{}, "f:1:19: this is not a value of JSON"},
		{"more", `{"id":1} {}`, Layout{}, "f:1:10: there is more after the end of the object"},
		{"tags of numbers", `{"id":1,"tags":[1]}`, Layout{}, `f:1:16: column "tags": this must be an array of strings`},
		{"deep", `{"id":1,"x":` + strings.Repeat("[", 200) + strings.Repeat("]", 200) + `}`, Layout{}, "f:1:113: this is nested more deeply than 100 levels"},
		{"half an escape", `{"id":1,"plan":"\u12"}`, Layout{}, "f:1:17: this is not an escape of JSON"},
		{"a control character", "{\"id\":1,\"plan\":\"a\tb\"}", Layout{}, "f:1:18: a control character must be an escape in a string"},
		{"an unknown member", `{"columns":{"id":1},"event":[]}`, Layout{Shape: Records}, "f:1:29: a contact has the members columns, events, lists and isp, and not this one; say --shape objects if the members are columns"},
		{"no metric", `{"columns":{"id":1},"events":[{"metric":"opened","days_ago":1}]}`, Layout{}, `f:1:41: column "events": the metric must be open, click, bounce, complaint, delivered or unsubscribe`},
		{"an event without a day", `{"columns":{"id":1},"events":[{"metric":"open"}]}`, Layout{}, `f:1:31: column "events": an event needs "days_ago" or "at"`},
		{"a list without an id", `{"columns":{"id":1},"lists":["newsletter"]}`, Layout{}, `f:1:30: column "lists": this must be the UUID of a list`},
		{"half an ISP", `{"columns":{"id":1},"isp":1.5}`, Layout{}, "f:1:27: a whole number from 0 up was expected here"},
	} {
		want := wanted()
		if !strings.HasPrefix(strings.TrimSpace(c.text), "{") {
			want = tableColumns()
		}
		lines, err := readAll(strings.NewReader(c.text), want, c.layout)
		got := ""
		switch {
		case err != nil:
			got = err.Error()
		case len(lines) > 0:
			got = lines[len(lines)-1]
		}
		if got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestReadingGoesOnAfterABadRow reads the rows around one that is not right.
func TestReadingGoesOnAfterABadRow(t *testing.T) {
	lines, err := readAll(strings.NewReader("id,plan,revenue,vip,since,tags\n1,a,1,yes,,\n2,a,x,yes,,\n3,\"a\nb\",1,yes,,\n4,a,1,yes,,,\n5,a,1,yes,,\n"), tableColumns(), Layout{})
	want := []string{
		`2 1 ["a" 1 true no value no value]`, `f:3:5: column "revenue": this must be a number`, `4 3 ["a\nb" 1 true no value no value]`,
		"f:6: this row has 7 cells, and the header 6", `7 5 ["a" 1 true no value no value]`,
	}
	if err != nil || strings.Join(lines, "\n") != strings.Join(want, "\n") {
		t.Errorf("%v\n%s", err, strings.Join(lines, "\n"))
	}
}

// TestEvents reads events and memberships, and says what is wrong with them.
func TestEvents(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, text string
		layout     Layout
		want       string
	}{
		{"a table", "contact_id,metric,occurred_at,campaign_id\n7,opened,2026-05-01T10:00:00Z,12\n", Layout{}, "7 open 2026-05-01T10:00:00Z -1 12 1"},
		{"objects", `{"contact_id":7,"metric":"click","days_ago":3,"campaign_id":null,"count":2}`, Layout{}, "7 click 0001-01-01T00:00:00Z 3  2"},
		{"another name", "id;contact;metric;occurred_at\n9;7;bounce;01.05.2026 12:00\n", Layout{Dates: "DD.MM.YYYY hh:mm", Headers: map[string]string{"contact_id": "contact"}}, "7 bounce 2026-05-01T12:00:00Z -1  1"},
		{"a day", "contact_id,metric,occurred_at\n7,complaint,2026-05-01\n", Layout{}, "7 complaint 2026-05-01T00:00:00Z -1  1"},
		{"not wanted", "contact_id,metric,occurred_at\n7,delivered,x\n", Layout{}, ""},
		{"no metric", "contact_id,occurred_at\n", Layout{}, "f:1: the header has no column metric"},
		{"no time", "contact_id,metric\n", Layout{}, "f:1: the header has no column occurred_at or days_ago"},
		{"nobody", "metric,days_ago\n", Layout{}, "f:1: the header has no column contact_id"},
		{"another metric", "contact_id,metric,days_ago\n1,sent,3\n", Layout{}, `f:2:3: column "metric": this must be open, click, bounce, complaint, delivered or unsubscribe, or opened, clicked, bounced, complained or unsubscribed`},
		{"twice a time", "contact_id,metric,days_ago,occurred_at\n1,open,3,2026-05-01\n", Layout{}, `f:2:8: column "days_ago": the event has occurred_at, too: only one of them can say when it was`},
		{"no days", "contact_id,metric,days_ago\n1,open,-3\n", Layout{}, `f:2:8: column "days_ago": this must be a whole number of days from 0 up`},
		{"no campaign", "contact_id,metric,days_ago,campaign_id\n1,open,3,spring\n", Layout{}, `f:2:10: column "campaign_id": this must be a whole number or a UUID`},
		{"no count", "contact_id,metric,days_ago,count\n1,open,3,0\n", Layout{}, `f:2:10: column "count": this must be a whole number from 1 to 4294967296`},
		{"a time that is none", "contact_id,metric,occurred_at\n1,open,2026-05-01 10:00\n", Layout{}, `f:2:8: column "occurred_at": this must be a time, such as 2026-05-01T10:00:00Z, or a day, such as 2026-05-01; for times without a zone, say --dates 'YYYY-MM-DD hh:mm'`},
		{"a time that the clocks leave out", "contact_id,metric,occurred_at\n1,open,2026-03-29 02:30\n", Layout{Dates: "YYYY-MM-DD hh:mm", Zone: berlin}, `f:2:8: column "occurred_at": this must be a time in the form YYYY-MM-DD hh:mm; the clocks leave out this time in Europe/Berlin on that day`},
		{"no contact", "contact_id,metric,days_ago\n,open,3\n", Layout{}, `f:2:1: column "contact_id": this is missing, and it says which contact it is`},
	} {
		got := ""
		s, err := OpenEvents(strings.NewReader(c.text), "f", "id", c.layout)
		if err != nil {
			got = err.Error()
		} else {
			b, err := s.Next()
			if err != nil && err != io.EOF {
				t.Fatal(err)
			}
			err = s.Read(&b, func(m rulesjson.Metric) bool { return m != rulesjson.Delivered }, func(e *Event, fault error) error {
				if fault != nil {
					got = fault.Error()
					return nil
				}
				got = strings.Join([]string{e.Contact, string(e.Metric), e.At.UTC().Format("2006-01-02T15:04:05Z07:00"), itoa(int64(e.DaysAgo)), e.Campaign, itoa(e.Times)}, " ")
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestMemberships reads memberships.
func TestMemberships(t *testing.T) {
	const list = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	for _, c := range []struct{ name, text, want string }{
		{"a table", "contact_id,list_id\n7," + strings.ToUpper(list) + "\n", "7 " + list},
		{"objects", `{"contact_id":"7","list_id":"` + list + `"}`, "7 " + list},
		{"no list", "contact_id,list_id\n7,newsletter\n", `f:2:3: column "list_id": this must be the UUID of a list`},
		{"no column", "contact_id,list\n", "f:1: the header has no column list_id"},
		{"nobody", `{"list_id":"` + list + `"}`, `f:1:1: column "contact_id": this is missing, and it says which contact it is`},
	} {
		got := ""
		note := func(m *Membership, fault error) error {
			if fault != nil {
				got = fault.Error()
				return nil
			}
			got = m.Contact + " " + m.List
			return nil
		}
		s, err := OpenLists(strings.NewReader(c.text), "f", "id", Layout{})
		if err != nil {
			got = err.Error()
		} else if b, ended := s.Next(); ended != io.EOF {
			if err := s.Read(&b, note); err != nil {
				t.Fatal(err)
			}
		}
		if got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
