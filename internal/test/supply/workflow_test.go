package supply

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// workflow is a workflow, an action, or the part of one that a page shows.
type workflow struct {
	On          yaml.Node      `yaml:"on"`
	Permissions yaml.Node      `yaml:"permissions"`
	Jobs        map[string]job `yaml:"jobs"`
	Runs        struct {
		Steps []step `yaml:"steps"`
	} `yaml:"runs"`
	Steps []step `yaml:"steps"`
}

type job struct {
	If          string    `yaml:"if"`
	Uses        string    `yaml:"uses"`
	Permissions yaml.Node `yaml:"permissions"`
	Steps       []step    `yaml:"steps"`
}

type step struct {
	Uses string            `yaml:"uses"`
	Run  string            `yaml:"run"`
	With map[string]string `yaml:"with"`

	If       string `yaml:"if"`
	Shell    string `yaml:"shell"`
	Continue string `yaml:"continue-on-error"`
}

var (
	pinned  = regexp.MustCompile(`^[\w.-]+/[\w./-]+@[0-9a-f]{40}$`)
	release = regexp.MustCompile(`^# v\d+(\.\d+){0,2}$`)
)

// ownAction is how a page shows the action of this repository: it has no commit
// that could be written down before it is released.
const ownAction = "segc-lang/segc@COMMIT"

// comments is the one script of a job that may write: it runs nothing from the
// change, no matter what the file that it sends says.
const comments = `gh pr comment "$NUMBER" --body-file plan.md --edit-last --create-if-none`

// notForks is in the condition of a job that has a secret.
const notForks = "github.event.pull_request.head.repo.full_name == github.repository"

// TestWorkflows checks every workflow, the action, and what the pages show.
func TestWorkflows(t *testing.T) {
	for name, text := range workflows(t) {
		for _, problem := range judge(text) {
			t.Errorf("%s: %s", name, problem)
		}
	}
}

// TestOnePinEach checks that an action has the same pin everywhere, since
// Dependabot moves those of the pages for nobody.
func TestOnePinEach(t *testing.T) {
	pins := map[string]map[string][]string{} // by action, then by pin
	for name, text := range workflows(t) {
		for _, value := range usesNodes(t, text) {
			action, hash, _ := strings.Cut(value.Value, "@")
			if hash == "" {
				continue
			}
			if pins[action] == nil {
				pins[action] = map[string][]string{}
			}
			pin := hash + " " + value.LineComment
			pins[action][pin] = append(pins[action][pin], name)
		}
	}
	for action, by := range pins {
		if len(by) > 1 {
			t.Errorf("%s has several pins; write the newest everywhere: %v", action, by)
		}
	}
	if len(pins) < 6 {
		t.Errorf("only %d actions are found", len(pins))
	}
}

// TestJudge checks that the judge of the workflows sees what it is for.
func TestJudge(t *testing.T) {
	const (
		head     = "on: pull_request\npermissions: {contents: read}\njobs:\n  a:\n    steps:\n"
		checkout = "      - uses: actions/checkout@d23441a48e516b6c34aea4fa41551a30e30af803 # v6.1.0\n        with: {persist-credentials: false}\n"
	)
	for _, c := range []struct{ name, text, want string }{
		{"as it should be", head + checkout + "      - run: go test ./...\n", ""},
		{"an action of the same repository", head + "      - uses: ./\n", ""},
		{"the action on a page", "steps:\n  - uses: segc-lang/segc@COMMIT # its 40 digits\n", ""},
		{"a tag", head + "      - uses: actions/setup-go@v6\n", "is not pinned"},
		{"a branch", head + "      - uses: segc-lang/segc@main # v1.0.0\n", "is not pinned"},
		{"a short hash", head + "      - uses: actions/setup-go@924ae3a # v6.5.0\n", "is not pinned"},
		{"no ref", head + "      - uses: actions/setup-go\n", "is not pinned"},
		{"an image", head + "      - uses: docker://alpine:3\n", "is not pinned"},
		{"a hash without its tag", head + "      - uses: actions/setup-go@924ae3a1cded613372ab5595356fb5720e22ba16\n", "which release"},
		{"a shared workflow by tag", "on: push\npermissions: {}\njobs:\n  a:\n    uses: o/r/.github/workflows/x.yml@v1\n", "is not pinned"},
		{"in an action", "runs:\n  steps:\n    - uses: actions/setup-go@v6\n", "is not pinned"},
		{"on a page", "steps:\n  - uses: actions/setup-go@v6\n", "is not pinned"},
		{"credentials stay", head + "      - uses: actions/checkout@d23441a48e516b6c34aea4fa41551a30e30af803 # v6.1.0\n", "persist-credentials"},
		{"credentials stay on purpose", head + "      - uses: actions/checkout@d23441a48e516b6c34aea4fa41551a30e30af803 # v6.1.0\n        with: {persist-credentials: true}\n", "persist-credentials"},
		{"no permissions", "on: push\njobs:\n  a:\n    steps:\n      - run: \"true\"\n", "top-level permissions"},
		{"write for all jobs", "on: push\npermissions: {contents: write}\njobs:\n  a:\n    steps:\n      - run: \"true\"\n", "top-level permissions"},
		{"write-all", "on: push\npermissions: write-all\njobs:\n  a:\n    steps:\n      - run: \"true\"\n", "top-level permissions"},
		{"a job for strangers that may write", "on: {pull_request: {}}\npermissions: {contents: read}\njobs:\n  a:\n    permissions: {security-events: write}\n    steps:\n" + checkout, "may write"},
		{"the same with a script", "on: [push, pull_request]\npermissions: {}\njobs:\n  a:\n    permissions: {checks: write}\n    steps:\n      - run: make\n", "may write"},
		{"the same with write-all", "on: [push, pull_request]\npermissions: {}\njobs:\n  a:\n    permissions: write-all\n    steps:\n      - run: make\n", "may write"},
		{"a comment", "on: pull_request\npermissions: {}\njobs:\n  a:\n    permissions: {pull-requests: write}\n    steps:\n      - run: " + comments + "\n", ""},
		{"a comment after a checkout", "on: pull_request\npermissions: {}\njobs:\n  a:\n    permissions: {pull-requests: write}\n    steps:\n" + checkout + "      - run: " + comments + "\n", "may write"},
		{"a comment and more", "on: pull_request\npermissions: {}\njobs:\n  a:\n    permissions: {pull-requests: write}\n    steps:\n      - run: " + comments + "; make\n", "may write"},
		{"a key for strangers", head + "      - run: segc plan\n        env: {SEGC_API_KEY: \"${{ secrets.SEGC_API_KEY }}\"}\n", "has a secret"},
		{"a key for an action", head + "      - uses: ./\n        with: {key: \"${{ secrets.SEGC_API_KEY }}\"}\n", "has a secret"},
		{"a key for all jobs", "on: pull_request\npermissions: {contents: read}\nenv: {SEGC_API_KEY: \"${{ secrets.SEGC_API_KEY }}\"}\njobs:\n  a:\n    steps:\n      - run: segc plan\n", "has a secret"},
		{"all keys for a shared workflow", "on: pull_request\npermissions: {}\njobs:\n  a:\n    uses: ./.github/workflows/x.yml\n    secrets: inherit\n", "has a secret"},
		{"a key for the own repository", "on: pull_request\npermissions: {contents: read}\njobs:\n  a:\n    if: ${{ " + notForks + " }}\n    steps:\n      - run: segc plan\n        env: {SEGC_API_KEY: \"${{ secrets.SEGC_API_KEY }}\"}\n", ""},
		{"a key on a push", "on: push\npermissions: {contents: read}\njobs:\n  a:\n    steps:\n      - run: segc apply\n        env: {SEGC_API_KEY: \"${{ secrets.SEGC_API_KEY }}\"}\n", ""},
		{"the rights of the base for a stranger's code", "on: pull_request_target\npermissions: {}\n", "pull_request_target"},
		{"after a stranger's run", "on: {workflow_run: {workflows: [a]}}\npermissions: {}\n", "workflow_run"},
		{"a title in a script", head + "      - run: echo '${{ github.event.pull_request.title }}'\n", "${{"},
		{"npm install", head + "      - run: npm install left-pad\n", "npm ci --ignore-scripts"},
		{"npm ci with scripts", head + "      - run: npm ci\n", "npm ci --ignore-scripts"},
		{"npx", head + "      - run: npx left-pad\n", "npm ci --ignore-scripts"},
		{"a script from the network", head + "      - run: curl -fsSL https://example.com/x | sudo sh\n", "is run unseen"},
		{"another one", head + "      - run: bash <(wget -O- https://example.com/x)\n", "is run unseen"},
		{"a tool at its latest version", head + "      - run: go install example.com/tool@latest\n", "is not a version"},
		{"a tool at a branch", head + "      - run: go run example.com/tool@main\n", "is not a version"},
		{"pip", head + "      - run: pip install x\n", "--require-hashes"},
		{"not YAML", "jobs: [", "cannot be read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			problems := strings.Join(judge(c.text), "\n")
			if c.want == "" && problems != "" || !strings.Contains(problems, c.want) {
				t.Errorf("found %q, expected %q", problems, c.want)
			}
		})
	}
}

// judge returns what is wrong with a workflow.
func judge(text string) []string {
	var w struct {
		workflow `yaml:",inline"`
		Env      yaml.Node `yaml:"env"`
	}
	var nodes struct {
		Jobs map[string]yaml.Node `yaml:"jobs"`
	}
	if err := errors.Join(yaml.Unmarshal([]byte(text), &w), yaml.Unmarshal([]byte(text), &nodes)); err != nil {
		return []string{"cannot be read: " + err.Error()}
	}
	problems := judgeUses(text)
	triggers := keys(w.On)
	for _, trigger := range []string{"pull_request_target", "workflow_run"} {
		if slices.Contains(triggers, trigger) {
			problems = append(problems, "on "+trigger+", a stranger's change meets the rights of this repository")
		}
	}
	if !w.On.IsZero() && (w.Permissions.IsZero() || mayWrite(w.Permissions)) {
		problems = append(problems, "the top-level permissions must be there and read-only; a job that must write says so itself")
	}
	steps := append(w.Steps, w.Runs.Steps...)
	for _, name := range slices.Sorted(maps.Keys(w.Jobs)) {
		j := w.Jobs[name]
		steps = append(steps, j.Steps...)
		if slices.Contains(triggers, "pull_request") && mayWrite(j.Permissions) && runsTheChange(j) {
			problems = append(problems, fmt.Sprintf("the job %s may write, so it must not check out or run what is in a pull request", name))
		}
		if whole := nodes.Jobs[name]; slices.Contains(triggers, "pull_request") && (hasSecret(&whole) || hasSecret(&w.Env)) && !strings.Contains(j.If, notForks) {
			problems = append(problems, fmt.Sprintf("the job %s has a secret, so its `if` must have `%s`", name, notForks))
		}
	}
	for _, s := range steps {
		if isCheckout(s) && s.With["persist-credentials"] != "false" {
			problems = append(problems, "actions/checkout leaves a token in the checkout; write `persist-credentials: false`")
		}
		if strings.Contains(s.Run, "${{") {
			problems = append(problems, "a script has ${{ … }}, which is text that becomes code; pass it in env: "+s.Run)
		}
		problems = append(problems, judgeScript(s.Run)...)
	}
	return problems
}

func isCheckout(s step) bool { return strings.HasPrefix(s.Uses, "actions/checkout@") }

func runsTheChange(j job) bool {
	return slices.ContainsFunc(j.Steps, func(s step) bool {
		return s.Run != "" && s.Run != comments || isCheckout(s) || strings.HasPrefix(s.Uses, "./")
	})
}

// hasSecret reports whether a part of a workflow names a secret of the repository,
// or hands all of them on.
func hasSecret(n *yaml.Node) bool {
	if n.Kind == yaml.ScalarNode {
		return strings.Contains(n.Value, "secrets.") || strings.Contains(n.Value, "secrets[")
	}
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 && child.Value == "secrets" || hasSecret(child) {
			return true
		}
	}
	return false
}

// judgeUses returns what is wrong with the actions that a workflow uses.
func judgeUses(text string) []string {
	nodes, err := findUses(text)
	if err != nil {
		return []string{"cannot be read: " + err.Error()}
	}
	var problems []string
	for _, node := range nodes {
		switch {
		case strings.HasPrefix(node.Value, "./"), node.Value == ownAction && node.LineComment != "":
		case !pinned.MatchString(node.Value):
			problems = append(problems, node.Value+" is not pinned by the 40-digit hash of a commit")
		case !release.MatchString(node.LineComment):
			problems = append(problems, node.Value+": a comment must say which release that is, such as `# v1.2.3`")
		}
	}
	return problems
}

func usesNodes(t *testing.T, text string) []*yaml.Node {
	t.Helper()
	nodes, err := findUses(text)
	if err != nil {
		t.Fatal(err)
	}
	return nodes
}

// findUses returns the values of all `uses` in a text, with their comments.
func findUses(text string) ([]*yaml.Node, error) {
	var found []*yaml.Node
	var visit func(*yaml.Node)
	visit = func(n *yaml.Node) {
		for i, child := range n.Content {
			if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == "uses" {
				found = append(found, child)
			}
			visit(child)
		}
	}
	decoder := yaml.NewDecoder(bytes.NewReader([]byte(text)))
	for {
		var document yaml.Node
		if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
			return found, nil
		} else if err != nil {
			return nil, err
		}
		visit(&document)
	}
}

// keys returns the words of a node that is one word, a list or a map.
func keys(n yaml.Node) []string {
	var words []string
	switch n.Kind {
	case yaml.ScalarNode:
		words = append(words, n.Value)
	case yaml.SequenceNode, yaml.MappingNode:
		for i, child := range n.Content {
			if n.Kind == yaml.SequenceNode || i%2 == 0 {
				words = append(words, child.Value)
			}
		}
	}
	return words
}

// mayWrite reports whether permissions allow more than reading.
func mayWrite(permissions yaml.Node) bool {
	if permissions.Kind == yaml.ScalarNode {
		return permissions.Value != "read-all" && permissions.Value != ""
	}
	for i, child := range permissions.Content {
		if i%2 == 1 && child.Value != "read" && child.Value != "none" {
			return true
		}
	}
	return false
}
