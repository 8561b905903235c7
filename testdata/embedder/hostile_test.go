package embedder

import (
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// TestGuardsHold checks that nothing an author writes gets past the guards.
func TestGuardsHold(t *testing.T) {
	s := service(t)
	const code = "SEG601"
	for text, want := range map[string]string{
		"opened":       code,
		"where opened": code,
		"# segc:ignore SEG601 I know better\nopened":                        code,
		"where opened # segc:ignore SEG601 I know better":                   code,
		"# segc:plain\nwhere opened":                                        code,
		"use \"guards.seg\"\nwhere opened":                                  code,
		"use \"catalog.seg\"\nwhere opened":                                 code,
		"require opened because \"this is enough\"\nwhere opened":           code,
		"let status = opened\nwhere status":                                 code,
		"let subscribed = opened\nwhere subscribed":                         code,
		"field status: text not null\nwhere status is not null":             "SEG203",
		"field status: choice(\"subscribed\") not null\nwhere opened":       "SEG203",
		"field `status`: any\nwhere opened":                                 "SEG203",
		"field STATUS: choice(\"subscribed\") not null\nwhere opened":       code,
		"use \"../guards.seg\"\nwhere opened":                               "SEG206",
		"use \"/etc/passwd\"\nwhere opened":                                 "SEG206",
		"use \"rule.seg\"\nwhere opened":                                    "SEG205",
		"status != \"unsubscribed\" and opened":                             code,
		"status = \"subscribed\" or opened":                                 code,
		"not (status = \"unsubscribed\")":                                   code,
		"status in (\"subscribed\", \"unsubscribed\")":                      code,
		"status = \"subscribed\" and opened or clicked":                     code,
		"status = \"subscribed\" and opened\nwhere status = \"subscribed\"": "SEG116",
	} {
		answer := post(t, s.Handler(), "/compile", Request{Text: text})
		if answer.Code != http.StatusUnprocessableEntity || strings.Contains(answer.Body.String(), `"rules_json"`) {
			t.Errorf("%q compiles: %s", text, answer.Body)
		}
		if !strings.Contains(answer.Body.String(), `"`+want+`"`) {
			t.Errorf("%q has no %s: %s", text, want, answer.Body)
		}
		if answer := post(t, s.Handler(), "/final", Request{Text: text, Editor: Editor{Name: "N", Color: "#7cb7de", Lists: []string{"newsletter"}}}); answer.Code != http.StatusUnprocessableEntity {
			t.Errorf("%q has a final document: %s", text, answer.Body)
		}
	}
}

// TestGuardsNeedDeclarations checks that guards on a column that nothing declares are
// refused: its name may be misspelled.
func TestGuardsNeedDeclarations(t *testing.T) {
	if _, err := newService(t.Context(), new(fake), "require status is not null and plan = \"pro\""); err == nil || !strings.HasSuffix(err.Error(), ": status") {
		t.Errorf("the error is %v", err)
	}
	if _, err := newService(t.Context(), new(fake), "require staus = \"subscribed\""); err == nil {
		t.Error("a wrong guard is accepted")
	}
}

// TestHostileTexts checks that every text gets an answer that says what is wrong, and that
// the service works afterwards.
func TestHostileTexts(t *testing.T) {
	s := service(t)
	handler := s.Handler()
	hostile := []string{
		strings.Repeat("(", 20_000), strings.Repeat("not ", 8_000), strings.Repeat("a or ", 6_000) + "a",
		strings.Repeat("\"", 9_999), "\x00", "\u202e\u2066", "\ufeff", "# " + strings.Repeat("x", 30_000),
		strings.Repeat("x\n", 10_000), "plan = \"" + strings.Repeat("🚀", 7_000), heavyRule(),
		strings.Repeat("(opened in last 1d or clicked in last 2d) and ", 600) + "status = \"subscribed\"",
		"let a = a\nwhere a", strings.Repeat("opened and ", 2_500) + "opened",
	}
	random := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields(`and or not ( ) where let field require segment opened clicked in last 30d status = != "subscribed" plan "pro" größe >= 12 null is 🚀 " , list isp`)
	for range 100 {
		var text []string
		for range random.IntN(40) {
			text = append(text, words[random.IntN(len(words))])
		}
		hostile = append(hostile, strings.Join(text, " "))
	}
	codes := []int{http.StatusOK, http.StatusUnprocessableEntity, http.StatusServiceUnavailable}
	for _, text := range hostile {
		for _, path := range []string{"/compile", "/problems", "/complete", "/explain", "/diff", "/final"} {
			answer := post(t, handler, path, Request{Text: text, Editor: Editor{
				Paused: true, Line: 1, Column: len(text), Segment: "e9b0c7a2-6f0c-4a5e-9a55-3a1b8f6f7f10",
			}})
			if !slices.Contains(codes, answer.Code) {
				t.Errorf("%s %.60q: the answer is %d %.200s", path, text, answer.Code, answer.Body)
			}
			if answer.Body.Len() > 2<<20 {
				t.Errorf("%s %.60q: the answer has %d bytes", path, text, answer.Body.Len())
			}
		}
	}
	for _, body := range []string{"", "null", "[]", "{", `{"text":1}`, `{"text":"\ud800"}`, `{"line":-1,"column":-1,"text":"x"}`, strings.Repeat("[", 100_000)} {
		for _, path := range []string{"/compile", "/complete"} {
			if answer := post(t, handler, path, body); answer.Code >= http.StatusInternalServerError {
				t.Errorf("%s %.60q: the answer is %d %.200s", path, body, answer.Code, answer.Body)
			}
		}
	}
	if code := post(t, handler, "/compile", Request{Text: "status = \"subscribed\""}).Code; code != http.StatusOK {
		t.Errorf("afterwards, the service answers %d", code)
	}
}
