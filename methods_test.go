package segc_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/rulesjson"
)

// subject is a value whose methods are all called, found by reflection.
type subject struct {
	name  string
	value any
}

// subjects returns a value of each type whose methods tests call. Its files, texts and
// answers have what there is to share: places, notes, fixes, other places, ids, choices.
func subjects(t testing.TB) []subject {
	t.Helper()
	const catalog = "list vip = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nisp mail = (1, 2)\ncampaign sale = 204 # The sale\n" +
		"field plan: choice(\"free\", \"pro\")\nlet engaged = opened in last 30d or clicked in last 30d\nlet engaged = opened\nlet unused = plan = \"por\""
	const good = "use \"good.seg\"\nsegment \"A\"\n  color \"#7cb7de\"\n  lists vip\n  description \"d\"\n" +
		"where engaged and isp in (mail) and (plan = \"pro\" or plan = \"pro\" and clicked from campaigns (sale)) and plan != \"fre\""
	const bad = "use \"catalog.seg\"\nlet a = b\nlet b = a\nlet a = opened\nwhere engagd and opened in last 3 months and plan = pro and a"
	const alike = "use \"good.seg\"\nfield аge: number # with a Cyrillic letter\nwhere age = 1 and engagd" // what is said of it is written with escapes
	files := segc.Files{
		"catalog.seg": catalog + "\nlet wrong = plan = pro or opened in last 3 months",
		"good.seg":    strings.Replace(catalog, "let engaged = opened\n", "", 1),
	}
	shared := &calls{bad: bad, options: segc.Options{Files: files, Enable: segc.OptionalRules(), Cache: new(segc.Cache)}}
	program, _ := segc.Load(t.Context(), good, shared.options)
	broken, _ := segc.Load(t.Context(), bad, shared.options)
	misspelt, _ := segc.Load(t.Context(), alike, shared.options)
	shared.good, _ = mustCompile(t, good, shared.options)
	shared.plain, _ = mustCompile(t, "plan = \"pro\" and isp = 1", segc.Options{})
	stored, err := segc.FromJSON(t.Context(), shared.plain.RulesJSON(), program)
	if err != nil {
		t.Fatal(err)
	}
	explanation, err := shared.good.Explain(t.Context(), time.Date(2026, time.January, 15, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	return []subject{
		{"program", program},
		{"broken program", broken},
		{"misspelt program", misspelt},
		{"rule", program.Rules()[0]},
		{"broken rule", broken.Rules()[0]},
		{"result", shared.good},
		{"stored result", stored},
		{"explanation", explanation},
		{"functions", shared},
	}
}

// calls has the functions of package segc as methods, with one cache.
type calls struct {
	bad         string
	good, plain *segc.Result
	options     segc.Options
}

func (c *calls) Load(ctx context.Context) (*segc.Program, diag.List) {
	return segc.Load(ctx, c.bad, c.options)
}

func (c *calls) Compile(ctx context.Context) (*segc.Result, diag.List) {
	return segc.Compile(ctx, c.bad, c.options)
}

func (c *calls) Check(ctx context.Context) diag.List { return segc.Check(ctx, c.bad, c.options) }

func (c *calls) Diff(ctx context.Context) (*segc.Difference, error) {
	return segc.Diff(ctx, c.good, c.plain)
}

func (c *calls) Format(ctx context.Context) (string, diag.List) {
	return segc.Format(ctx, c.bad, segc.FormatOptions{})
}

func (c *calls) Decompile(ctx context.Context, json []byte) (string, error) {
	return segc.Decompile(ctx, json, segc.DecompileOptions{Use: "good.seg", Files: c.options.Files})
}

func (c *calls) FromJSON(ctx context.Context, json []byte) (*segc.Result, error) {
	return segc.FromJSON(ctx, json, nil)
}

func (c *calls) FromDocument() (*segc.Result, error) {
	return segc.FromDocument(c.plain.Document(), nil)
}

func (c *calls) OptionalRules() []diag.Code { return segc.OptionalRules() }

func (c *calls) Open(name string) (fs.File, error) { return c.options.Files.Open(name) }

func (c *calls) Catalog(ctx context.Context) (string, diag.List) {
	catalog := segc.Catalog{Lists: []segc.CatalogID{{ID: "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", Label: "A"}}}
	return catalog.Text(ctx, "isp a = ")
}

// methodArguments has the arguments of methods that take more than a context and a
// writer: one list for each call. A method that is not here fails its tests.
func methodArguments(method string) [][]any {
	at := time.Date(2026, time.January, 15, 0, 0, 0, 0, time.UTC)
	const json = `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1,2]}]}]}`
	switch method {
	case "Explanation.Write", "Explanation.WriteContext":
		return [][]any{{segc.ExplainText}, {segc.ExplainMarkdown}, {segc.ExplainJSON}, {segc.ExplainMermaid}, {segc.ExplainSVG}, {segc.ExplanationFormat("none")}}
	case "Explanation.WriteText":
		return [][]any{{-1}, {0}, {60}, {1 << 30}}
	case "Reading.Join":
		return [][]any{{contact.Reading{}}, {contact.Reading{FoldCase: contact.No, WholeDay: contact.Yes}}}
	case "Result.Body":
		overrides := rulesjson.Segment{Name: "B", Color: "#7cb7de", Lists: []string{"vip"}}
		return [][]any{{rulesjson.Segment{}}, {overrides}, {rulesjson.Segment{Lists: []string{"none"}}}}
	case "Result.Decompile":
		return [][]any{{segc.DecompileOptions{}}, {segc.DecompileOptions{Exact: true}}}
	case "Result.Explain":
		return [][]any{{time.Time{}}, {at}}
	case "Result.Matcher":
		return [][]any{{segc.MatcherOptions{At: at}}, {segc.MatcherOptions{Carries: &segc.Needs{}}}}
	case "Matcher.Match":
		c := &contact.Contact{Columns: map[string]contact.Value{"plan": contact.Text("pro")}}
		return [][]any{{(*contact.Contact)(nil)}, {c}}
	case "Result.Origin":
		return [][]any{{0, 0}, {0, 1}, {7, 7}}
	case "Result.ReachesUnsubscribed":
		return [][]any{{(*segc.Result)(nil)}}
	case "calls.Decompile", "calls.FromJSON":
		return [][]any{{[]byte(json)}, {[]byte("{}")}}
	case "calls.Open":
		return [][]any{{"."}, {"good.seg"}, {"none"}}
	case "Document.AppendJSON", "Document.AppendJSONContext", "Segment.AppendJSON":
		return [][]any{{[]byte(nil), false}, {[]byte(nil), true}} // what is appended to stays the caller's
	case "List.Count":
		return [][]any{{diag.Error}, {diag.Warning}}
	case "Scope.Has":
		return [][]any{{contact.Event{}}}
	case "Shown.MoreAfter":
		return [][]any{{0}, {1}}
	}
	return nil
}

// changesItsValue reports whether a method changes its value, as its comment says.
func changesItsValue(typ, method string) bool {
	return strings.HasPrefix(method, "Unmarshal") || typ == "List" && slices.Contains([]string{"Apart", "Sort", "SortWithin"}, method)
}

// call is one call of a method of a subject.
type call struct {
	name   string
	method reflect.Value
	given  func() []any // arguments beside contexts and writers, made anew
	nobody bool         // the writer is nil
}

// callsOf returns the calls of all methods of a subject, except those that change it.
func callsOf(t testing.TB, s subject) []call {
	t.Helper()
	var all []call
	value := reflect.ValueOf(s.value)
	for i := range value.NumMethod() {
		method, typ, name := value.Method(i), value.Type().Elem().Name(), value.Type().Method(i).Name
		if changesItsValue(typ, name) {
			continue
		}
		unusual := 0
		for k := range method.Type().NumIn() {
			if in := method.Type().In(k); in != reflect.TypeFor[context.Context]() && in != reflect.TypeFor[io.Writer]() {
				unusual++
			}
		}
		arguments := func() [][]any { return methodArguments(typ + "." + name) }
		if unusual == 0 {
			arguments = func() [][]any { return [][]any{nil} }
		}
		if len(arguments()) == 0 {
			t.Errorf("%s.%s takes %s: add arguments to methodArguments", s.name, name, method.Type())
		}
		for k, given := range arguments() {
			if len(given) != unusual {
				t.Fatalf("%s.%s takes %d arguments beside contexts and writers, and methodArguments has %d", s.name, name, unusual, len(given))
			}
			all = append(all, call{fmt.Sprintf("%s.%s/%d", s.name, name, k), method, func() []any { return arguments()[k] }, false})
		}
	}
	return all
}

// do calls the method. It returns the answers, with what was written as the last one, and
// the arguments beside contexts and writers.
func (c call) do(ctx context.Context) (answers, given []reflect.Value) {
	var written bytes.Buffer
	for _, argument := range c.given() {
		given = append(given, reflect.ValueOf(argument))
	}
	var in []reflect.Value
	left := given
	for k := range c.method.Type().NumIn() {
		switch of := c.method.Type().In(k); {
		case of == reflect.TypeFor[context.Context]() && ctx != nil:
			in = append(in, reflect.ValueOf(ctx))
		case of == reflect.TypeFor[context.Context](), of == reflect.TypeFor[io.Writer]() && c.nobody:
			in = append(in, reflect.Zero(of))
		case of == reflect.TypeFor[io.Writer]():
			in = append(in, reflect.ValueOf(&written))
		default:
			in, left = append(in, left[0]), left[1:]
		}
	}
	answers = c.method.Call(in)
	return append(answers, reflect.ValueOf(written.String())), given
}

// answer calls the method, and returns a deep copy of all that it answers, as text.
func (c call) answer(ctx context.Context) string {
	answers, _ := c.do(ctx)
	var all []string
	for _, v := range answers {
		all = append(all, snapshot(v))
	}
	return strings.Join(all, "\n")
}

// snapshot writes all that callers can see of a value.
func snapshot(v reflect.Value) string {
	if !v.IsValid() || slices.Contains([]reflect.Kind{reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface, reflect.Func}, v.Kind()) && v.IsNil() {
		return "nil"
	}
	switch x := v.Interface().(type) {
	case *segc.Program:
		_, list := x.Check(context.Background())
		return snapshot(reflect.ValueOf(x.Files())) + namesText(x) + snapshot(reflect.ValueOf(list))
	case *segc.Rule:
		return "rule " + x.Name() + snapshot(reflect.ValueOf(x.Location()))
	case *segc.Result:
		return fmt.Sprintf("%s%+v", x.RulesJSON(), x.Stats()) + snapshot(reflect.ValueOf(x.Origin(0, 0)))
	case *segc.Explanation:
		var b strings.Builder
		err := x.Write(&b, segc.ExplainText)
		return b.String() + fmt.Sprint(err)
	case *ast.Source:
		return "source " + x.Name() + " " + x.Text()
	case *ast.File:
		return fmt.Sprintf("file %s %d", x.Source.Name(), len(x.Statements))
	case ast.Node:
		return fmt.Sprintf("%T %v", x, x.Span())
	case fs.File:
		info, err := x.Stat()
		return fmt.Sprint(info, err)
	case diag.Diagnostic: // has more to see than its text as an error
	case error:
		return x.Error()
	}
	var parts []string
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		return "&" + snapshot(v.Elem())
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return string(v.Bytes())
		}
		for i := range v.Len() {
			parts = append(parts, snapshot(v.Index(i)))
		}
		return fmt.Sprintf("%q", parts)
	case reflect.Map:
		for _, key := range v.MapKeys() {
			parts = append(parts, snapshot(key)+": "+snapshot(v.MapIndex(key)))
		}
		slices.Sort(parts)
		return fmt.Sprintf("%q", parts)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				parts = append(parts, v.Type().Field(i).Name+": "+snapshot(v.Field(i)))
			}
		}
		return fmt.Sprintf("{%s}", strings.Join(parts, ", "))
	case reflect.Func:
		for x := range v.Seq() {
			parts = append(parts, snapshot(x))
		}
		return fmt.Sprintf("%q", parts)
	}
	return fmt.Sprint(v.Interface())
}
