package editor_test

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/editor"
	"github.com/segc-lang/segc/internal/test/markdowntest"
)

// TestFilesAreTextInHovers puts markup everywhere in files where their authors may write something, and
// reads what is said of each place as the most capable sites do.
func TestFilesAreTextInHovers(t *testing.T) {
	ours := []string{"page", "p", "code", "strong", "em", "hr", "ul", "ol", "li", "pre", "code class=language-seg"}
	for _, hostile := range []string{
		`<img src=x onerror=alert(1)>`, `[x](https://evil.example)`, `![x](https://evil.example/t.png)`, "x\u202ey\u200bz", `**b** _i_ # h`, `| a | b |`, `&lt;b&gt;`, `@org/team #12 www.evil.example`,
		"\\u0060\\u0060\\u0060 x", "\\u001b[31m", "- x", "1. x", "~~~ x", "$x$ :smile:",
	} {
		name := strings.NewReplacer("`", "", "\\", "").Replace(hostile)
		quoted := strings.ReplaceAll(hostile, `"`, `'`)
		text := fmt.Sprintf("use \"h.seg\"\n# %[2]s\nrequire `%[1]s` because \"%[2]s\"\nsegment \"S\" description \"%[2]s\"\n"+
			"where `%[1]s` and `c %[1]s` = `v %[1]s` and list in (`l %[1]s`) and `c %[1]s` != `p %[1]s`\n", name, quoted)
		used := fmt.Sprintf("# %[2]s\nlist `l %[1]s` = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\n# %[2]s\nfield `c %[1]s`: choice(\"%[2]s\", \"x\")\n# %[2]s\n"+
			"let `%[1]s` = `c %[1]s` = \"%[2]s\" and list in (`l %[1]s`)\nvalue `v %[1]s` = \"%[2]s\"\nparam `p %[1]s`: text = \"%[2]s\"\n", name, quoted)
		s := editor.Load(t.Context(), text, editor.Options{Name: "in.seg", Files: segc.Files{"h.seg": used}})
		if _, list := grammar.Parse(s.Source(), grammar.Options{}); list.HasErrors() {
			t.Fatal(list.Err())
		}
		proof := s.Prove(t.Context())
		said := 0
		for offset := range len(text) {
			hover, ok := s.Hover(t.Context(), offset, proof)
			if !ok {
				continue
			}
			said++
			err := markdowntest.Render(hover.Markdown, func(token xml.Token) {
				start, is := token.(xml.StartElement)
				if !is {
					return
				}
				element := start.Name.Local
				for _, a := range start.Attr {
					element += " " + a.Name.Local + "=" + a.Value
				}
				if !slices.Contains(ours, element) {
					t.Fatalf("at %d of\n%s\nthere is <%s>:\n%s", offset, text, element, hover.Markdown)
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			if strings.ContainsAny(hover.Markdown, "\x1b\u202e\u200b") {
				t.Fatalf("%q has what nobody sees", hover.Markdown)
			}
		}
		if said < len(text)/4 {
			t.Errorf("only %d places of %q say something", said, text)
		}
	}
}
