package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/rulesjson"
)

// attack is one run of the command that shows what others wrote.
type attack struct {
	args  []string
	stdin string
	env   map[string]string
}

// hostilePlaces writes texts of others wherever segc reads them, and returns runs
// of every command in every format that show them. A new command fails here
// until it has a run.
func hostilePlaces(t *testing.T, evil []string) []attack {
	t.Helper()
	if runtime.GOOS == "windows" {
		judges.Missing(t, "files", "files cannot have these names")
	}
	s := newSite(t)
	t.Chdir(s.dir) // for what has no name of a folder
	all := strings.Join(evil, "")
	escaped := asEscapes(all)
	rules := map[string]string{
		"escaped.seg":  `where plan = "markvalue` + escaped + `" and "` + escaped + `" in tags and (opened or plan = "` + escaped + `" and isp = 1)`,
		"header.seg":   fmt.Sprintf("segment \"markheader%s\"\n  color \"#7cb7de\"\n  description \"d%[1]s\"\n  lists \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\n\nwhere plan = \"%[1]s\" or  isp in (1)\n", escaped),
		"choice.seg":   "field plan: choice(\"" + escaped + "\")\nwhere plan = \"x" + escaped + "\"",
		"because.seg":  "require isp = 2 because \"markbecause" + escaped + "\"\nwhere isp = 1 and  plan = \"" + escaped + "\"",
		"two/same.seg": "where isp = 1",
		// A document that is a product, which explain shows as one.
		"product.seg": productOf(escaped),
		// What is cut: a message, a line, and the list of a file with more than 200 problems.
		"cut.seg": "field plan: choice(\"free\")\nwhere plan = \"markcut" + strings.Repeat(escaped, 1+3000/len(escaped)) + "\"",
		"markmore" + strings.ReplaceAll(all, "/", "") + ".seg": "where " + strings.Repeat("opend or ", 250) + "plan = \"" + strings.Repeat(escaped, 1+70_000/len(escaped)) + "\"",
	}
	for i, text := range append(slices.Clone(evil), all) {
		if !sampled(len(evil)-i, 1+len(evil)/5) { // all of them together are the last
			continue
		}
		rules[fmt.Sprintf("comment%d.seg", i)] = "# markcomment" + text + "\nwhere   isp = 1\n"
		rules[fmt.Sprintf("text%d.seg", i)] = "where   plan = \"a" + text + "\"\n"
		rules[fmt.Sprintf("name%d.seg", i)] = "where   `a" + text + "` = 1\n"
		rules[fmt.Sprintf("bare%d.seg", i)] = "where opend" + text + " = 1\n"
		if name := "fmarkfile" + strings.ReplaceAll(text, "/", "") + ".seg"; len(name) < 200 {
			rules[name], rules["w"+name] = "where   opend\n", "where   isp = 1\n"
		}
	}
	for name, text := range rules {
		if err := os.MkdirAll(filepath.Join(s.dir, "rules", filepath.Dir(name)), 0o777); err != nil {
			t.Fatal(err)
		}
		s.write(filepath.Join("rules", name), text)
	}
	s.write("isp.seg", "isp = 1")
	document := `{"any":[{"all":[{"kind":"field","field":"` + escaped + `","operator":"eq","value":"` + escaped + `"}]}]}`
	s.write("rules.json", document)
	s.write("bad.json", `{"any":[{"all":[{"kind":"markdocument`+escaped+`","field":1}]}]}`)
	s.write("raw.json", strings.ReplaceAll(document, escaped, all))
	s.write("twice.lock", `{"version":2,"remotes":{"`+escaped+`":[{"file":"a.seg","id":"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"},{"file":"a.seg","id":"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"}]}}`)
	s.write("odd.lock", `{"version":2,"remotes":{"x":[{"file":"marklock`+escaped+`","id":"`+escaped+`"}]}}`)
	s.write("text.lock", all)
	s.write(".segcignore", "")
	api := map[string]string{"SEGC_API_URL": s.url, "SEGC_API_KEY": siteKey}

	var attacks []attack
	add := func(stdin string, env map[string]string, args ...string) {
		attacks = append(attacks, attack{args, stdin, env})
	}
	bare := "no" + strings.ReplaceAll(all, "/", "")
	var single []string // runs of a folder have the texts one by one
	for name, text := range rules {
		if strings.Contains(text, all) || strings.Contains(text, escaped) || strings.HasPrefix(name, "f") {
			single = append(single, filepath.Join("rules", name))
		}
	}
	slices.Sort(single)
	runs := map[string]func(command string){
		"segc": func(string) { add(rules["escaped.seg"], nil, "-"); add("", nil, bare) },
		"segc compile": func(c string) {
			add("", nil, c, "--out-dir", "build", "--stats", "rules")
			add("", nil, c, "-o", "isp.seg", "isp.seg")
		},
		"segc check": func(c string) {
			add("", nil, c, "rules")
			add("", nil, c, "--enable", "all", "--color", "always", "rules")
			for _, name := range single {
				add(rules[strings.TrimPrefix(name, "rules/")], nil, c, "--fix", "--stdin-filename", name, "-")
			}
		},
		"segc fmt": func(c string) {
			for _, flag := range []string{"-d", "-l", "--check"} {
				add("", nil, c, flag, "rules")
			}
			add("", nil, c, "-l", "-0", "rules")
			add("", nil, c, "rules")
		},
		"segc decompile": func(c string) {
			for _, name := range []string{"rules.json", "raw.json", "bad.json"} {
				add("", nil, c, name)
			}
			add("", nil, c, "--use", bare, "rules.json")
		},
		"segc diff": func(c string) {
			for _, name := range single {
				add("", nil, c, "isp.seg", name)
			}
			add("", nil, c, "rules.json", "isp.seg")
			add("", nil, c, "rules", "isp.seg")
		},
		"segc explain": func(c string) {
			for _, name := range single {
				add("", nil, c, name)
			}
			add("", nil, c, "rules.json")
			add("", nil, c, "SEG501")
			add("", nil, c, "--at", all, "isp.seg")
		},
		"segc eval": func(c string) {
			for _, name := range single {
				add("", nil, c, name, "rules.json")
				add("", nil, c, "isp.seg", name)
				add("", nil, c, "isp.seg", "rules.json", "--events", name)
			}
		},
		"segc why": func(c string) {
			for _, name := range single {
				add("", nil, c, name, "rules.json", "--id", "1")
				add("", nil, c, "isp.seg", name, "--id", name)
			}
		},
		"segc sql": func(c string) {
			for _, name := range single {
				add("", nil, c, "--dialect", "postgres", "--assume", "plain", name)
				add("", nil, c, "--dialect", "clickhouse", "--as", "view", name, "isp.seg")
			}
			add("", nil, c, "--dialect", all, "isp.seg")
			add("", nil, c, "--dialect", "sqlite", "--timezone", all, "isp.seg")
			add("", nil, c, "--dialect", "sqlite", "--timezone", all, "--rollup", "isp.seg")
			add("", nil, c, "--dialect", "sqlite", "--out-dir", all, "isp.seg")
		},
		"segc lsp": func(c string) {
			add("", nil, c, "--log", all)
			add("Content-Length: 5\r\n\r\n"+bare, nil, c, all)
			add(`Content-Length: 2\r\n\r\n{}`, nil, c)
		},
		"segc plan":    func(c string) { deployRuns(s, add, c, api, escaped, bare) },
		"segc apply":   func(c string) { deployRuns(s, add, c, api, escaped, bare) },
		"segc pull":    func(c string) { deployRuns(s, add, c, api, escaped, bare) },
		"segc catalog": func(c string) { add("", nil, c, all) },
		"segc catalog pull": func(c string) {
			add("", api, "catalog", "pull", "-o", "-")
			add("", map[string]string{"SEGC_API_URL": all, "SEGC_API_KEY": "k"}, "catalog", "pull")
			add("", map[string]string{"SEGC_API_KEY_FILE": bare}, "catalog", "pull")
		},
		"segc contacts": func(c string) {
			add("", api, c, "--list", all, "-o", "-")
			add("", api, c, "--list", listOfRules, "-o", "-", "--columns", bare)
			add("", api, c, "--segment", all, "-o", bare)
			add("", api, c, "--list", listOfRules, "-o", filepath.Join("rules", "text0.seg"), "--resume")
			for _, url := range []string{"/refuse", "/redirect", "/names", "/html"} {
				env := map[string]string{"SEGC_API_URL": hostileAPI(t, escaped) + url, "SEGC_API_KEY": siteKey}
				add("", env, c, "--segment", hostileIDs[0], "-o", bare, "--debug")
				add("", env, c, "--list", "A", "-o", bare)
			}
		},
		"segc init": func(c string) { add("", nil, c, bare); add("", nil, c, bare) },
		"segc new": func(c string) {
			add("", nil, c, all)
			add("", nil, c, "--recipe", all, "x")
			add("", nil, c, "--dir", bare, "x")
			add("", nil, c, "--list")
		},
		"segc dev-server": func(c string) { add("", nil, c, "--addr", all); add("", nil, c, "--lists", bare) },
		"segc today":      func(c string) { add("", nil, c); add("", nil, c, "--today", all); add("", nil, c, all) },
		"segc version":    func(c string) { add("", nil, c) },
		"segc completion": func(c string) {
			add("", nil, c, "bash")
			add("", nil, "__complete", "")
			add("", nil, "__complete", "c")
			add("", nil, c, all)
		},
		"segc help": func(c string) { add("", nil, c, all); add("", nil, c, "check") },
	}
	t.Cleanup(func() { _ = os.RemoveAll(filepath.Join(s.dir, bare)) })
	for _, name := range single { // where completion lists files
		if base := filepath.Base(name); strings.HasPrefix(base, "f") {
			s.write("c"+base, "isp = 1")
		}
	}
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		path := cmd.CommandPath()
		run := runs[path]
		if run == nil {
			t.Fatalf("`%s` is a new command: say here how it shows what others wrote", path)
		}
		delete(runs, path)
		first := len(attacks)
		run(cmd.Name())
		attacks = append(attacks, inEveryFormat(cmd, attacks[first:])...)
		attacks = append(attacks, wrongFlags(cmd, all)...)
		for _, below := range cmd.Commands() {
			walk(below)
		}
	}
	root := (&app{}).root()
	root.InitDefaultHelpCmd() // which only a run adds
	walk(root)
	for path := range runs {
		t.Errorf("`%s` is not run: it is not among the commands", path)
	}
	return attacks
}

// productOf is a rule whose document has a group for each pair of two choices, with a
// text as a value, as a column, in a part and in a name.
func productOf(escaped string) string {
	return "list markproduct = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nlet part = plan = \"markpart" + escaped + "\" or isp = 1 or opened\n" +
		"where part and (city = \"" + escaped + "\" or list in (markproduct) or clicked or complained)\n"
}

// deployRuns adds runs of plan, apply and pull against an API that says hostile
// things, and with hostile locks and plans.
func deployRuns(s *site, add func(string, map[string]string, ...string), command string, api map[string]string, escaped, bare string) {
	if err := os.MkdirAll(filepath.Join(s.dir, "live"), 0o777); err != nil {
		s.t.Fatal(err)
	}
	s.write("live/a.seg", strings.ReplaceAll(ruleOf("A", 1), "isp in (1)", `plan = "`+escaped+`"`))
	live := []string{command, "--lock", "live/segc.lock"}
	last := "live"
	if command == "pull" {
		live, last = append(live, "--dir"), "live"
	}
	add("", api, append(live, last)...)
	for _, lock := range []string{"twice.lock", "odd.lock", "text.lock", bare} {
		args := []string{command, "--lock", lock}
		if command != "pull" {
			args = append(args, "live")
		}
		add("", api, args...)
	}
	for _, url := range []string{"/refuse", "/redirect", "/names", "/html"} {
		env := map[string]string{"SEGC_API_URL": hostileAPI(s.t, escaped) + url, "SEGC_API_KEY": siteKey}
		add("", env, append(live, last)...)
		add("", env, append(append([]string{}, live...), last, "--debug")...)
	}
	if command == "apply" {
		for i, text := range savedPlans(s, escaped) {
			name := s.write(fmt.Sprintf("plan%d.json", i), text)
			add("", api, command, "--lock", "live/segc.lock", name)
		}
	}
}

// hostileAPI serves what a hostile API would answer, one way below each path.
func hostileAPI(t *testing.T, escaped string) string {
	t.Helper()
	var evil string
	if err := json.Unmarshal([]byte(`"`+escaped+`"`), &evil); err != nil {
		t.Fatal(err)
	}
	return serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		switch {
		case strings.HasPrefix(r.URL.Path, "/refuse"):
			w.WriteHeader(http.StatusBadRequest)
			_, _ = fmt.Fprintf(w, `{"detail":"markrefusal%s","errors":[{"loc":["%[1]s"],"msg":"%[1]s"}]}`, escaped)
		case strings.HasPrefix(r.URL.Path, "/redirect"):
			w.Header().Set("Location", "https://markredirect%C2%9B31mX%E2%80%AE%E2%80%A8.example/")
			w.WriteHeader(http.StatusFound)
		case strings.HasPrefix(r.URL.Path, "/html"):
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, evil)
		case strings.HasSuffix(r.URL.Path, "/segments/"):
			_, _ = fmt.Fprintf(w, `{"items":[%s,%s],"pagination":{"page":1,"page_size":100,"total_count":2,"total_pages":1}}`,
				hostileSegment(hostileIDs[0], "markname"+escaped, escaped), hostileSegment(hostileIDs[1], "A", escaped))
		case strings.HasSuffix(r.URL.Path, hostileIDs[0]+"/"):
			_, _ = io.WriteString(w, hostileSegment(hostileIDs[0], "markname"+escaped, escaped))
		default:
			_, _ = io.WriteString(w, hostileSegment(hostileIDs[1], "A", escaped))
		}
	})
}

// hostileIDs are those of the segments that a hostile API has: one with a hostile
// name, and one that a rule here has the name of.
var hostileIDs = [...]string{"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", "5b1c7e02-93d4-4f6b-a1c8-2f0e6d7a9b34"}

// hostileSegment returns a segment as the API documents one.
func hostileSegment(id, name, escaped string) string {
	return fmt.Sprintf(`{"id":"%s","name":"%s","color":"#7cb7de","status":"done","total_count":7,"created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z",
		"description":"markdescription%[3]s","contact_list_ids":["0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"],
		"rules_json":{"any":[{"all":[{"kind":"field","field":"plan","operator":"equals","value":"markrules%[3]s"}]}]}}`, id, name, escaped)
}

// savedPlans returns plans that somebody changed: in each, one more text.
func savedPlans(s *site, escaped string) []string {
	var out strings.Builder
	environment := withOwnMemory(map[string]string{"SEGC_API_URL": s.url, "SEGC_API_KEY": siteKey})
	saved := filepath.Join(s.dir, "saved.json")
	a := newApp(streams{strings.NewReader(""), &out, &out}, func(name string) string { return environment[name] })
	a.clock = &fastClock{}
	if code := a.run([]string{"plan", "--lock", "live/segc.lock", "-o", saved, "live"}); code != 0 {
		s.t.Fatal(out.String())
	}
	data, err := os.ReadFile(saved)
	if err != nil {
		s.t.Fatal(err)
	}
	var evil string
	if err := json.Unmarshal([]byte(`"`+escaped+`"`), &evil); err != nil {
		s.t.Fatal(err)
	}
	var plans []string
	shown := 0
	keep := func(n *node) {
		plans = append(plans, string(n.file()))    // with the hash that it had
		for _, step := range n.at("steps").items { // as segc writes them
			if body, err := rulesjson.ParseCreate([]byte(step.at("body").compact())); err == nil {
				step.set("body", &node{text: string(body.AppendJSON(nil, true))})
			}
		}
		n.rehash()
		text := n.file()
		plans = append(plans, string(text))
		if _, err := plan.Load(text); err == nil {
			shown++
		}
	}
	root := parseNode(s.t, data)
	root.texts(func(n *node, text string) {
		was := n.text
		n.text = scalar("markplan" + evil + text).text
		keep(root.clone())
		n.text = was
	})
	for _, member := range []string{"reason", "gone", "renamed_from"} {
		more := root.clone()
		more.at("steps").items[0].set(member, scalar(evil))
		keep(more)
	}
	if shown < 3 {
		s.t.Fatalf("segc reads only %d of %d changed plans", shown, len(plans))
	}
	return plans
}

// texts calls do with each string of a JSON value.
func (n *node) texts(do func(n *node, text string)) {
	if strings.HasPrefix(n.text, `"`) {
		var text string
		_ = json.Unmarshal([]byte(n.text), &text) // scalar wrote it
		do(n, text)
	}
	for _, item := range n.items {
		item.texts(do)
	}
}

// hostileMarks returns the marks that precede texts written by others, one for
// each place. A test that never sees a mark tests nothing at its place.
func hostileMarks() map[string]bool {
	marks := map[string]bool{}
	for _, mark := range []string{
		"markvalue", "markheader", "markbecause", "markcomment", "markfile", "markdocument", "marklock",
		"markrefusal", "markredirect", "markname", "markdescription", "markrules", "markplan", "markcut", "markmore", "markpart", "markproduct",
	} {
		marks[mark] = false
	}
	return marks
}

// see notes which marks a run shows.
func see(marks map[string]bool, shown string) {
	for mark, seen := range marks {
		if !seen && strings.Contains(shown, mark) {
			marks[mark] = true
		}
	}
}

// wantSeen fails for each place that no run showed anything of.
func wantSeen(t *testing.T, marks map[string]bool) {
	t.Helper()
	for mark, seen := range marks {
		if !seen {
			t.Errorf("no run shows the text behind %q, so that nothing is tested there", mark)
		}
	}
}

// inEveryFormat returns the runs again, with each word of each flag that chooses one.
func inEveryFormat(cmd *cobra.Command, runs []attack) []attack {
	var more []attack
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		choice, ok := f.Value.(*choiceFlag)
		if !ok || f.Hidden { // an alias
			return
		}
		for _, run := range runs {
			for _, word := range choice.words[1:] {
				args := append(slices.Clone(run.args), "--"+f.Name+"="+word)
				more = append(more, attack{args, run.stdin, run.env})
			}
		}
	})
	return more
}

// wrongFlags returns runs with a hostile value of every flag, and with hostile flags
// and arguments.
func wrongFlags(cmd *cobra.Command, evil string) []attack {
	path := strings.Fields(cmd.CommandPath())[1:]
	from := func(args ...string) attack {
		if cmd.Name() == "dev-server" {
			args = append(args, "--addr", "nowhere:x") // it would run forever
		}
		return attack{args: append(slices.Clone(path), args...), stdin: "isp = 1"}
	}
	all := []attack{from("--" + evil), from("-" + evil), from(evil + "x"), from("a", "b", evil)}
	cmd.Flags().VisitAll(func(f *pflag.Flag) { all = append(all, from("--"+f.Name+"="+evil)) })
	return all
}

// asEscapes writes a text as the inside of a JSON string, all of what is not a letter
// or digit as escapes.
func asEscapes(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r > 0xffff:
			r -= 0x10000
			fmt.Fprintf(&b, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		case r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z':
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}
