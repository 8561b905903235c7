package segc_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/rulesjson"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/sides"
	"github.com/segc-lang/segc/schema"
)

// The files of a case that say what is expected. Every other file is input;
// in.seg is the one that is compiled.
const (
	wantRules       = "rules.json"
	wantBody        = "body.json"
	wantDocuments   = "documents.txt" // of several segments, each after its name
	wantDiagnostics = "diagnostics.txt"
	wantSymbols     = "symbols.txt"
)

// TestGolden compiles the cases of testdata/compile. A case is one archive: a
// comment that says what it shows, the sources, and the results. The comment
// may have a line with options:
//
//	options: max-groups=5 emit=segment check plain today=2026-06-01 set:market=AT
//
// Every case is an example of the language; together they are to have one for
// each thing that the language can say.
func TestGolden(t *testing.T) {
	schemas := newSchemas(t)
	for _, example := range corpus.Cases(t) {
		t.Run(example.Name, func(t *testing.T) {
			c := goldenCase{Case: example, schemas: schemas}
			c.readOptions(t)
			got := c.run(t)
			if prose.Update() {
				for _, name := range wanted() {
					c.Put(name, got[name])
				}
				if err := os.WriteFile(c.Path, txtar.Format(c.Archive), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			for _, name := range wanted() {
				want, _ := c.Get(name)
				if diff := cmp.Diff(string(want), string(got[name])); diff != "" {
					t.Errorf("%s differs (-want +got); -update rewrites it\n%s", name, diff)
				}
			}
		})
	}
}

// wanted returns the names of the results that a case can have.
func wanted() []string {
	return []string{wantRules, wantBody, wantDocuments, wantDiagnostics, wantSymbols}
}

// goldenCase is one archive and how it is compiled.
type goldenCase struct {
	corpus.Case
	schemas   schemas
	maxGroups int
	segment   bool // emit the body of the create call
	check     bool // a file of declarations
	plain     bool // not simplified
	several   bool // all segments of the file
	today     time.Time
	params    map[string]string
}

func (c *goldenCase) readOptions(t *testing.T) {
	t.Helper()
	said := ""
	for line := range strings.Lines(string(c.Comment)) {
		words, ok := strings.CutPrefix(line, "options:")
		if !ok {
			said += strings.TrimSpace(line)
			continue
		}
		for _, word := range strings.Fields(words) {
			name, value, _ := strings.Cut(word, "=")
			switch {
			case name == "max-groups":
				c.maxGroups, _ = strconv.Atoi(value)
			case name == "today":
				today, err := time.Parse(time.DateOnly, value)
				if err != nil {
					t.Fatal(err)
				}
				c.today = today
			case strings.HasPrefix(name, "set:"):
				if c.params == nil {
					c.params = map[string]string{}
				}
				c.params[strings.TrimPrefix(name, "set:")] = value
			case word == "emit=segment":
				c.segment = true
			case word == "check":
				c.check = true
			case word == "plain":
				c.plain = true
			case word == "several":
				c.several = true
			default:
				t.Fatalf("unknown option %s", word)
			}
		}
	}
	if said == "" {
		t.Error("the comment does not say what the case shows")
	}
}

// run compiles the case to the files that it expects.
func (c *goldenCase) run(t *testing.T) map[string][]byte {
	t.Helper()
	data, ok := c.Get("in.seg")
	if !ok {
		t.Fatal("there is no in.seg")
	}
	text := string(data)
	document, list := c.compile(t, text, c.FS())
	c.fixesMend(t, text, list)
	got := map[string][]byte{wantDiagnostics: diagnosticsText(t, list), wantSymbols: symbolsText(t, text, c.FS())}
	switch {
	case c.several:
		got[wantDocuments] = document
	case c.segment:
		got[wantBody] = document
	default:
		got[wantRules] = document
	}
	return got
}

func (c *goldenCase) compile(t *testing.T, text string, files fs.FS) ([]byte, diag.List) {
	t.Helper()
	options := segc.Options{Name: "in.seg", Files: files, MaxGroups: c.maxGroups, Plain: c.plain, Today: c.today, Params: c.params}
	if c.several {
		return c.compileSeveral(t, text, options)
	}
	if c.check {
		return nil, segc.Check(context.Background(), text, options)
	}
	result, list := segc.Compile(context.Background(), text, options)
	if (result == nil) != list.HasErrors() {
		t.Errorf("a result is there: %v; errors are there: %v", result != nil, list.HasErrors())
	}
	if result == nil {
		return nil, list
	}
	if c.segment {
		body, problems := sides.Body(result, rulesjson.Segment{}, false)
		c.checkBody(t, body)
		return body, append(list, problems...)
	}
	document := result.RulesJSON()
	c.checkRules(t, document, sides.Compact(result))
	return document, list
}

// compileSeveral compiles all segments of a text. The document has those of all, each after its
// name, and is nil if one of them has an error.
func (c *goldenCase) compileSeveral(t *testing.T, text string, options segc.Options) ([]byte, diag.List) {
	t.Helper()
	program, _ := segc.Load(context.Background(), text, options)
	results, list := program.Compile(context.Background())
	if c.check {
		results, list = program.Check(context.Background())
	}
	var all bytes.Buffer
	for i, result := range results {
		if result == nil {
			if !list.HasErrors() {
				t.Errorf("the rule %d has neither a result nor an error", i)
			}
			return nil, list
		}
		rule := program.Rules()[i]
		if alone, _ := rule.Compile(context.Background()); alone == nil || !bytes.Equal(alone.Compact(), result.Compact()) {
			t.Errorf("the rule %d compiles to something else by itself", i)
		}
		all.WriteString("# " + rule.Name() + "\n")
		if c.segment {
			body, problems := sides.Body(result, rulesjson.Segment{}, false)
			c.checkBody(t, body)
			list = append(list, problems...)
			all.Write(body)
			continue
		}
		c.checkRules(t, result.RulesJSON(), sides.Compact(result))
		all.Write(result.RulesJSON())
	}
	return all.Bytes(), list
}

// checkRules checks that the decoder and the schema accept a document.
func (c *goldenCase) checkRules(t *testing.T, document, compact []byte) {
	t.Helper()
	decoded, err := rule.Decode(document)
	if err != nil {
		t.Fatalf("the document is refused: %v", err)
	}
	if again := append(rule.AppendJSON(nil, decoded, false), '\n'); !bytes.Equal(again, document) {
		t.Errorf("the document is not the same once decoded:\n%s", cmp.Diff(string(document), string(again)))
	}
	if same, err := rule.Decode(compact); err != nil || !reflect.DeepEqual(same, decoded) {
		t.Errorf("the compact document says something else: %v", err)
	}
	c.schemas.check(t, c.schemas.rules, document)
}

func (c *goldenCase) checkBody(t *testing.T, body []byte) {
	t.Helper()
	if body == nil {
		return
	}
	decoded, err := rulesjson.ParseSegment(body)
	if err != nil {
		t.Fatalf("the body is refused: %v", err)
	}
	if again := append(decoded.AppendJSON(nil, false), '\n'); !bytes.Equal(again, body) {
		t.Errorf("the body is not the same once decoded:\n%s", cmp.Diff(string(body), string(again)))
	}
	c.schemas.check(t, c.schemas.segment, body)
}

// fixesMend checks that each fix does what it promises: once it is applied, its
// diagnostic is gone.
func (c *goldenCase) fixesMend(t *testing.T, text string, list diag.List) {
	t.Helper()
	for _, d := range list {
		for _, fix := range d.Fixes {
			if d.Location.Source.Name() != "in.seg" {
				continue // a used file
			}
			mended, err := diag.Apply(d.Location.Source, fix)
			if err != nil {
				t.Errorf("the fix %q of %v cannot be applied: %v", fix.Text, d.Error(), err)
				continue
			}
			_, after := c.compile(t, mended, c.FS())
			count := func(list diag.List) (n int) {
				for _, other := range list {
					if other.Code == d.Code && other.Message == d.Message {
						n++
					}
				}
				return n
			}
			if count(after) >= count(list) {
				t.Errorf("the fix %q does not mend %v; it makes\n%s", fix.Text, d.Error(), mended)
			}
			if len(list) == 1 && after.HasErrors() {
				t.Errorf("the fix %q of %v leaves errors: %v\n%s", fix.Text, d.Error(), after.Err(), mended)
			}
		}
	}
}

func diagnosticsText(t testing.TB, list diag.List) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := diag.WriteText(&b, list, diag.Style{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// schemas are the JSON Schemas that are published.
type schemas struct{ rules, segment *jsonschema.Schema }

func newSchemas(t testing.TB) schemas {
	t.Helper()
	const base = "https://segc-lang.github.io/segc/schema/"
	c := jsonschema.NewCompiler()
	for file, text := range map[string][]byte{"rules.schema.json": schema.Rules(), "segment.schema.json": schema.Segment()} {
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err == nil {
			err = c.AddResource(base+file, document)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return schemas{rules: c.MustCompile(base + "rules.schema.json"), segment: c.MustCompile(base + "segment.schema.json")}
}

func (schemas) check(t *testing.T, s *jsonschema.Schema, text []byte) {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err == nil {
		err = s.Validate(document)
	}
	if err != nil {
		t.Errorf("the schema refuses the document: %v", err)
	}
}

// TestDocumentationExample checks that the example of the API's documentation
// is reproduced byte for byte, except for white space.
func TestDocumentationExample(t *testing.T) {
	const documented = `{"any":[{"all":[
  {"kind":"field","field":"status","operator":"equals","value":"subscribed"},
  {"kind":"activity","metric":"open","operator":"count_gte","value":1,"days_window":{"mode":"last","days":30}}]}]}`
	result, list := segc.Compile(context.Background(), `status = "subscribed" and opened >= 1 in last 30d`, segc.Options{})
	if len(list) > 0 {
		t.Fatal(list)
	}
	want := strings.ReplaceAll(documented, "\n  ", "") + "\n"
	if diff := cmp.Diff(want, string(sides.Compact(result))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestSameTextSameBytes compiles the corpus many times over: the same text
// gives the same bytes, and so do comments, line ends and a byte order mark.
func TestSameTextSameBytes(t *testing.T) {
	for _, example := range corpus.Cases(t) {
		data, _ := example.Get("in.seg")
		text := string(data)
		options := segc.Options{Name: "in.seg", Files: example.FS()}
		want, list := segc.Compile(context.Background(), text, options)
		said := string(diagnosticsText(t, list))
		for range 3 {
			again, list := segc.Compile(context.Background(), text, options)
			if diff := cmp.Diff(said, string(diagnosticsText(t, list))); diff != "" {
				t.Fatalf("%s: the diagnostics differ\n%s", example.Name, diff)
			}
			if want != nil && string(sides.Compact(again)) != string(sides.Compact(want)) {
				t.Fatalf("%s: the documents differ", example.Name)
			}
		}
		if want == nil {
			continue
		}
		for _, variant := range []string{
			"\ufeff" + text, "# before\n" + text + "# behind", strings.ReplaceAll(text, "\n", "\r\n"),
			strings.TrimSuffix(text, "\n"), strings.ReplaceAll(text, "\n", " # here\n\n"),
		} {
			again, list := segc.Compile(context.Background(), variant, options)
			if again == nil {
				t.Fatalf("%s: %v\n%s", example.Name, list.Err(), variant)
			}
			if diff := cmp.Diff(string(want.RulesJSON()), string(again.RulesJSON())); diff != "" {
				t.Fatalf("%s: the document is another one for\n%s\n%s", example.Name, variant, diff)
			}
		}
	}
}
