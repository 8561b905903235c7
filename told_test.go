package segc_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

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

// toldScope says that there are no events other than those that are reported.
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

// complete returns a contact for which everything that is reported is true,
// and which is like another one for the rest.
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

// vocabulary is testdata/told.txt: words, and regular expressions, by their names.
type vocabulary struct {
	words                                      map[string]string
	event, none, list, noOtherList, isp, value *regexp.Regexp
	metrics                                    map[string]condition.Metric // by one or several
}

const reText = `"(?:[^"\\]|\\.)*"`

// wordsOfContacts reads testdata/told.txt once.
var wordsOfContacts = sync.OnceValue(func() *vocabulary {
	text, err := os.ReadFile("testdata/told.txt")
	if err != nil {
		panic(err)
	}
	v := &vocabulary{words: map[string]string{}, metrics: map[string]condition.Metric{}}
	for line := range strings.Lines(string(text)) {
		name, words, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok {
			continue
		}
		if quoted, err := strconv.Unquote(words); err == nil {
			words = quoted
		}
		v.words[name] = words
		if metric, ok := strings.CutPrefix(name, "metric "); ok {
			for _, word := range strings.Fields(words) {
				v.metrics[word] = condition.Metric(metric)
			}
		}
	}
	const id = `[0-9a-f-]+`
	places := strings.NewReplacer("{TEXT}", reText, "{IDS}", id+`(?:(?:, `+id+`)*`+v.words["ids and"]+id+`)?`, "{ID}", id)
	for name, re := range map[string]**regexp.Regexp{
		"event": &v.event, "none": &v.none, "list": &v.list, "no other list": &v.noOtherList, "isp": &v.isp, "value": &v.value,
	} {
		*re = regexp.MustCompile(places.Replace(v.words[name]))
	}
	return v
})

// meaning returns the name of words whose names begin with a prefix.
func (v *vocabulary) meaning(prefix, words string) string {
	for name, known := range v.words {
		if known == words && strings.HasPrefix(name, prefix) {
			return strings.TrimPrefix(name, prefix)
		}
	}
	return ""
}

// readings divides what is said about the platform into its readings.
func (v *vocabulary) readings(text string) (all []string, err error) {
	for {
		longest := ""
		for name, known := range v.words {
			if strings.HasPrefix(name, "reading ") && strings.HasPrefix(text, known) && len(known) > len(longest) {
				longest = known
			}
		}
		if longest == "" {
			return nil, fmt.Errorf("there is no reading %q", text)
		}
		all = append(all, longest)
		if text = text[len(longest):]; text == "" {
			return all, nil
		}
		var ok bool
		if text, ok = strings.CutPrefix(text, v.words["example and"]); !ok {
			return nil, fmt.Errorf("there is no reading %q", longest+text)
		}
	}
}

// toldByWords reads the words of a contact, joined by commas, and returns what
// comes after them.
func toldByWords(words string) (*told, string, error) {
	d, v := newTold(), wordsOfContacts()
	ids := func(text string) []string {
		if text == "" {
			return nil
		}
		return strings.Split(strings.ReplaceAll(text, v.words["ids and"], ", "), ", ")
	}
	rest := words
	for {
		var m []string
		find := func(re *regexp.Regexp) bool {
			m = re.FindStringSubmatch(rest)
			return m != nil
		}
		switch {
		case find(v.event):
			metric := v.metrics[m[2]]
			e := contact.Event{Metric: metric, Campaign: m[5]}
			e.Count, _ = strconv.ParseInt(m[1], 10, 64)
			e.DaysAgo, _ = strconv.Atoi(m[4])
			if m[3] == v.words["event yesterday"] {
				e.DaysAgo = 1
			}
			d.Happened = append(d.Happened, e)
		case find(v.isp):
			d.ISP = m[1]
			if m[1] == "" {
				d.ISP = "none"
			}
		case find(v.none) && v.metrics[m[1]] != "":
			s := toldScope{Metric: v.metrics[m[1]], Campaigns: ids(m[2]), Except: ids(m[3])}
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
		case find(v.list):
			d.Lists[m[2]] = m[1] == ""
		case find(v.noOtherList):
			d.NoOtherList = true
		case find(v.value):
			d.Columns[m[1]] = valueInWords(m[2])
		default:
			return nil, "", fmt.Errorf("%q cannot be read in %q", rest, words)
		}
		rest = rest[len(m[0]):]
		if !strings.HasPrefix(rest, ", ") || strings.HasPrefix(rest, v.words["example if"]) {
			return d, rest, nil
		}
		rest = rest[len(", "):]
	}
}

func valueInWords(text string) contact.Value {
	v := wordsOfContacts()
	var texts []string
	for _, t := range regexp.MustCompile(reText).FindAllString(text, -1) {
		var s string
		_ = json.Unmarshal([]byte(t), &s)
		texts = append(texts, s)
	}
	switch {
	case text == v.words["value missing"]:
		return contact.Value{}
	case text == v.words["value no elements"]:
		return contact.Set()
	case strings.HasPrefix(text, v.words["value elements"]):
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

// readingsIf returns the readings that words about the platform name.
func readingsIf(words []string) ([]eval.Reading, error) {
	readings := eval.Readings()
	for _, r := range eval.Readings() {
		r.DayHasTimes = true
		readings = append(readings, r)
	}
	for _, w := range words {
		var test func(eval.Reading) bool
		switch wordsOfContacts().meaning("reading ", w) {
		case "missing matches":
			test = func(r eval.Reading) bool { return r.MissingMatchesNegative }
		case "missing does not match":
			test = func(r eval.Reading) bool { return !r.MissingMatchesNegative }
		case "case folds":
			test = func(r eval.Reading) bool { return r.FoldCase }
		case "case counts":
			test = func(r eval.Reading) bool { return !r.FoldCase }
		case "trailing ignored":
			test = func(r eval.Reading) bool { return r.Spaces != collation.SpacesCount }
		case "trailing count":
			test = func(r eval.Reading) bool { return r.Spaces == collation.SpacesCount }
		case "spaces trimmed":
			test = func(r eval.Reading) bool { return r.Spaces == collation.SpacesTrimmed }
		case "spaces not trimmed":
			test = func(r eval.Reading) bool { return r.Spaces != collation.SpacesTrimmed }
		case "spaces padded":
			test = func(r eval.Reading) bool { return r.Spaces == collation.SpacesPadded }
		case "accents ignored":
			test = func(r eval.Reading) bool { return r.Letters == collation.LettersBase }
		case "accents count":
			test = func(r eval.Reading) bool { return r.Letters != collation.LettersBase }
		case "forms ignored":
			test = func(r eval.Reading) bool { return r.Letters != collation.LettersExact }
		case "forms count":
			test = func(r eval.Reading) bool { return r.Letters == collation.LettersExact }
		case "forms alone ignored":
			test = func(r eval.Reading) bool {
				return r.Letters == collation.LettersComposed || r.Letters == collation.LettersDecomposed
			}
		case "NFC":
			test = func(r eval.Reading) bool { return r.Letters == collation.LettersComposed }
		case "NFD":
			test = func(r eval.Reading) bool { return r.Letters == collation.LettersDecomposed }
		case "edge in last":
			test = func(r eval.Reading) bool { return r.EdgeInLast }
		case "edge not in last":
			test = func(r eval.Reading) bool { return !r.EdgeInLast }
		case "edge in more than":
			test = func(r eval.Reading) bool { return r.EdgeInMoreThan }
		case "edge not in more than":
			test = func(r eval.Reading) bool { return !r.EdgeInMoreThan }
		case "day is midnight":
			test = func(r eval.Reading) bool { return !r.DayHasTimes }
		case "day is whole":
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

// asJSON returns a value as JSON.
func asJSON(t fataler, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return string(text)
}
