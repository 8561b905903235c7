package segc_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/test/gen"
)

// told is what is said of a contact that is shown, read from its words or from
// its facts as anybody could read them.
type told struct {
	Columns     map[string]contact.Value
	Lists       map[string]bool // on it, or not
	NoOtherList bool
	ISP         string // "none", or a number
	Happened    []contact.Event
	None        []toldScope
}

// toldScope says that there are no events but those that are told.
type toldScope struct {
	Metric            condition.Metric
	Window            string
	Days              int
	Campaigns, Except []string
}

func newTold() *told {
	return &told{Columns: map[string]contact.Value{}, Lists: map[string]bool{}}
}

func (s toldScope) has(e contact.Event) bool {
	return !(s.Window == "last" && e.DaysAgo > s.Days || s.Window == "more_than" && e.DaysAgo < s.Days ||
		len(s.Campaigns) > 0 && !slices.Contains(s.Campaigns, e.Campaign) || slices.Contains(s.Except, e.Campaign))
}

// complete returns a contact for which what is told is so, and which is like
// another one for the rest.
func (d *told) complete(c contact.Contact) contact.Contact {
	c = cloneContact(c)
	maps.Copy(c.Columns, d.Columns)
	if d.NoOtherList {
		c.Lists = nil
	}
	for list, on := range d.Lists {
		setList(&c, list, on)
	}
	switch d.ISP {
	case "":
	case "none":
		c.ISP = nil
	default:
		id, _ := strconv.ParseInt(d.ISP, 10, 64)
		c.ISP = &id
	}
	c.Events = slices.DeleteFunc(c.Events, func(e contact.Event) bool {
		return slices.ContainsFunc(d.None, func(s toldScope) bool { return s.Metric == e.Metric && s.has(e) })
	})
	c.Events = append(c.Events, d.Happened...)
	return c
}

// toldByFacts reads the facts of a contact.
func toldByFacts(facts []byte) (*told, error) {
	var list []map[string]json.RawMessage
	if err := json.Unmarshal(facts, &list); err != nil {
		return nil, err
	}
	d := newTold()
	for _, f := range list {
		text := func(name string) string {
			var s string
			_ = json.Unmarshal(f[name], &s)
			return s
		}
		number := func(name string) int64 {
			n, _ := strconv.ParseInt(string(f[name]), 10, 64)
			return n
		}
		ids := func(name string) (ids []string) {
			var list []json.RawMessage
			_ = json.Unmarshal(f[name], &list)
			for _, id := range list {
				ids = append(ids, strings.Trim(string(id), `"`))
			}
			return ids
		}
		switch {
		case f["column"] != nil:
			c, err := contact.Parse([]byte(fmt.Sprintf(`{"columns":{"x":%s}}`, f["value"])))
			if err != nil {
				return nil, err
			}
			d.Columns[text("column")] = c.Columns["x"]
		case f["list"] != nil:
			d.Lists[text("list")] = string(f["on"]) == "true"
		case f["no_other_list"] != nil:
			d.NoOtherList = true
		case f["metric"] != nil:
			metric := condition.Metric(text("metric"))
			d.Happened = append(d.Happened, contact.Event{
				Metric: metric, DaysAgo: int(number("days_ago")), Campaign: strings.Trim(string(f["campaign"]), `"`), Count: number("at_least"),
			})
		case f["no_other"] != nil:
			d.None = append(d.None, toldScope{condition.Metric(text("no_other")), text("window"), int(number("days")), ids("campaigns"), ids("except")})
		case f["isp"] != nil:
			d.ISP = strings.Replace(string(f["isp"]), "null", "none", 1)
		default:
			return nil, fmt.Errorf("the fact %s says nothing", facts)
		}
	}
	return d, nil
}

var (
	metricWords = map[string]condition.Metric{
		"open": condition.Open, "click": condition.Click, "delivery": condition.Delivered, "bounce": condition.Bounce, "complaint": condition.Complaint, "unsubscription": condition.Unsubscribe,
	}
	plurals = strings.NewReplacer("deliveries", "delivery", "opens", "open", "clicks", "click", "bounces", "bounce", "complaints", "complaint", "unsubscriptions", "unsubscription")

	reText  = `"(?:[^"\\]|\\.)*"`
	reID    = `[0-9a-f-]+`
	reIDs   = reID + `(?:(?:, ` + reID + `)* and ` + reID + `)?`
	reEvent = regexp.MustCompile(`^(\d+) ([a-z]+) (today|yesterday|(\d+) days ago)(?: of campaign (` + reID + `))?`)
	reNone  = regexp.MustCompile(`^no (?:other )?([a-z]+)(?: of campaigns? (` + reIDs + `))?(?: except of campaigns? (` + reIDs + `))?(?: in the (last) (\d+ )?days?| (more than) (\d+) days? ago)?`)
	reList  = regexp.MustCompile(`^(not )?on the list (` + reID + `)`)
	reOther = regexp.MustCompile(`^on no (?:other )?list`)
	reISP   = regexp.MustCompile(`^(?:ISP (\d+)|no ISP)`)
	reValue = regexp.MustCompile(`^([a-z_]+) (without a value|without elements|with only ` + reText + `(?:, ` + reText + `)*(?: and ` + reText + `)?|` + reText + `|[^ ,"]+)`)
)

// toldByWords reads the words of a contact, joined by commas, and returns what
// comes behind them.
func toldByWords(words string) (*told, string, error) {
	d := newTold()
	ids := func(text string) []string {
		if text == "" {
			return nil
		}
		return strings.Split(strings.ReplaceAll(text, " and ", ", "), ", ")
	}
	rest := words
	for {
		var m []string
		find := func(re *regexp.Regexp) bool {
			m = re.FindStringSubmatch(rest)
			return m != nil
		}
		switch {
		case find(reEvent):
			metric := metricWords[plurals.Replace(m[2])]
			e := contact.Event{Metric: metric, Campaign: m[5]}
			e.Count, _ = strconv.ParseInt(m[1], 10, 64)
			e.DaysAgo, _ = strconv.Atoi(m[4])
			if m[3] == "yesterday" {
				e.DaysAgo = 1
			}
			d.Happened = append(d.Happened, e)
		case find(reISP):
			d.ISP = m[1]
			if m[1] == "" {
				d.ISP = "none"
			}
		case find(reNone) && metricWords[plurals.Replace(m[1])] != "":
			s := toldScope{Metric: metricWords[plurals.Replace(m[1])], Campaigns: ids(m[2]), Except: ids(m[3])}
			if m[4] != "" {
				s.Window, s.Days = "last", 1
				if m[5] != "" {
					s.Days, _ = strconv.Atoi(strings.TrimSpace(m[5]))
				}
			} else if m[6] != "" {
				s.Window = "more_than"
				s.Days, _ = strconv.Atoi(m[7])
			}
			d.None = append(d.None, s)
		case find(reList):
			d.Lists[m[2]] = m[1] == ""
		case find(reOther):
			d.NoOtherList = true
		case find(reValue):
			d.Columns[m[1]] = valueInWords(m[2])
		default:
			return nil, "", fmt.Errorf("%q cannot be read in %q", rest, words)
		}
		rest = rest[len(m[0]):]
		if !strings.HasPrefix(rest, ", ") || strings.HasPrefix(rest, ", if the platform ") {
			return d, rest, nil
		}
		rest = rest[len(", "):]
	}
}

func valueInWords(text string) contact.Value {
	var texts []string
	for _, t := range regexp.MustCompile(reText).FindAllString(text, -1) {
		var s string
		_ = json.Unmarshal([]byte(t), &s)
		texts = append(texts, s)
	}
	switch {
	case text == "without a value":
		return contact.Value{}
	case text == "without elements":
		return contact.Set()
	case strings.HasPrefix(text, "with only "):
		return contact.Set(texts...)
	case len(texts) == 1:
		return contact.Text(texts[0])
	case text == "true" || text == "false":
		return contact.Boolean(text == "true")
	case len(text) >= 10 && text[4] == '-' && text[7] == '-':
		return contact.Must(contact.Date(text))
	default:
		return contact.Must(contact.Number(text))
	}
}

// readingsIf returns the readings that words behind "if the platform" name.
func readingsIf(words []string) ([]eval.Reading, error) {
	readings := eval.Readings()
	for _, r := range eval.Readings() {
		r.DayHasTimes = true
		readings = append(readings, r)
	}
	for _, w := range words {
		var test func(eval.Reading) bool
		switch w {
		case "lets negative operators such as `!=` and `not in` match a missing value":
			test = func(r eval.Reading) bool { return r.MissingMatchesNegative }
		case "does not let negative operators such as `!=` and `not in` match a missing value":
			test = func(r eval.Reading) bool { return !r.MissingMatchesNegative }
		case "compares text without regard to case":
			test = func(r eval.Reading) bool { return r.FoldCase }
		case "compares text with regard to case":
			test = func(r eval.Reading) bool { return !r.FoldCase }
		case "ignores trailing spaces":
			test = func(r eval.Reading) bool { return r.Spaces != collation.SpacesCount }
		case "does not ignore trailing spaces":
			test = func(r eval.Reading) bool { return r.Spaces == collation.SpacesCount }
		case "removes spaces around values":
			test = func(r eval.Reading) bool { return r.Spaces == collation.SpacesTrimmed }
		case "does not remove spaces around values":
			test = func(r eval.Reading) bool { return r.Spaces != collation.SpacesTrimmed }
		case "ignores trailing spaces but does not remove them":
			test = func(r eval.Reading) bool { return r.Spaces == collation.SpacesPadded }
		case "ignores accents":
			test = func(r eval.Reading) bool { return r.Letters == collation.LettersBase }
		case "does not ignore accents":
			test = func(r eval.Reading) bool { return r.Letters != collation.LettersBase }
		case "ignores the Unicode form of a letter":
			test = func(r eval.Reading) bool { return r.Letters != collation.LettersExact }
		case "tells the Unicode forms of a letter apart":
			test = func(r eval.Reading) bool { return r.Letters == collation.LettersExact }
		case "ignores the Unicode form of a letter but not accents":
			test = func(r eval.Reading) bool {
				return r.Letters == collation.LettersComposed || r.Letters == collation.LettersDecomposed
			}
		case "compares text in NFC":
			test = func(r eval.Reading) bool { return r.Letters == collation.LettersComposed }
		case "compares text in NFD":
			test = func(r eval.Reading) bool { return r.Letters == collation.LettersDecomposed }
		case "counts an event exactly n days ago as in the last n days":
			test = func(r eval.Reading) bool { return r.EdgeInLast }
		case "does not count an event exactly n days ago as in the last n days":
			test = func(r eval.Reading) bool { return !r.EdgeInLast }
		case "counts an event exactly n days ago as more than n days ago":
			test = func(r eval.Reading) bool { return r.EdgeInMoreThan }
		case "does not count an event exactly n days ago as more than n days ago":
			test = func(r eval.Reading) bool { return !r.EdgeInMoreThan }
		case "treats a date without a time as midnight in UTC":
			test = func(r eval.Reading) bool { return !r.DayHasTimes }
		case "treats a date without a time as the whole day in UTC":
			test = func(r eval.Reading) bool { return r.DayHasTimes }
		default:
			return nil, fmt.Errorf("there is no reading %q", w)
		}
		readings = slices.DeleteFunc(readings, func(r eval.Reading) bool { return !test(r) })
	}
	return readings, nil
}

// fewReadings leaves out readings of collations that are like two others together, which
// hardly add anything, unless there are no others.
func fewReadings(readings []eval.Reading) []eval.Reading {
	few := slices.DeleteFunc(slices.Clone(readings), func(r eval.Reading) bool {
		r.DayHasTimes = false
		return !slices.Contains(gen.Readings(), r)
	})
	if len(few) > 0 {
		return few
	}
	return readings
}
