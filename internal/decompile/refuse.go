package decompile

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// Error says why a document cannot be written in the language.
type Error struct {
	Path    string // of the place in the JSON text, or empty for all of it
	Message string
	Cause   *diag.Diagnostic // what the compiler says of the rule, if that is why
}

// Error returns the path and the message.
func (e *Error) Error() string {
	if e.Path == "" {
		return e.Message
	}
	return e.Path + ": " + e.Message
}

func refusal(path, format string, args ...any) error {
	return &Error{Path: path, Message: fmt.Sprintf(format, args...)}
}

// refuse returns the first thing in an input that the language cannot say with any
// catalog.
func (in *Input) refuse(p *poll.Poll) error {
	if in.Body != nil && strings.TrimSpace(in.Body.Name) == "" {
		return refusal("name", "the language knows no segment whose name is blank")
	}
	for i, g := range in.Rules.Any {
		for j, c := range g.All {
			p.Step(8)
			if path, message := unsayable(p, c); message != "" {
				return refusal(in.at(fmt.Sprintf("any[%d].all[%d].%s", i, j, path)), "%s", message)
			}
		}
	}
	return nil
}

// unsayable says what the language cannot say of a condition, and where in it.
func unsayable(p *poll.Poll, c condition.Condition) (path, message string) {
	switch c := c.(type) {
	case condition.Field:
		if !grammar.CanQuote(c.Column) {
			return "field", "a name cannot have a backquote, the end of a line or a control character in it"
		}
	case condition.Event:
		switch {
		case c.Count > check.MaxCount && !aboveMaxCount(c):
			return "value", fmt.Sprintf("the greatest number of times is %d", check.MaxCount)
		case c.Window.Days > check.MaxDays:
			return "days_window.days", fmt.Sprintf("a window has at most %d days", check.MaxDays)
		}
		for i, id := range c.Include {
			p.Step(8)
			if !campaign(id) {
				return index("include_campaign_ids", i), notCampaign
			}
		}
		for i, id := range c.Exclude {
			p.Step(8)
			if !campaign(id) {
				return index("exclude_campaign_ids", i), notCampaign
			}
		}
	case condition.ISP:
		for i, id := range c.Values {
			p.Step(1)
			if id < 0 || id > maxID {
				return index("values", i), "the id of an ISP is a whole number from 0 to 2^53"
			}
		}
	}
	return "", ""
}

// aboveMaxCount reports whether a condition asks for more events than the
// greatest count, by one. Rules become such a condition: it is what the compiler
// makes of `opened > 2147483646`.
func aboveMaxCount(c condition.Event) bool {
	return c.Operator == condition.CountGE && c.Count == check.MaxCount+1
}

// maxID is the greatest id that the compiler takes.
const maxID = 1 << 53

const notCampaign = "the id of a campaign is a whole number from 0 to 2^53 or a UUID"

// campaign reports whether the language takes the id of a campaign.
func campaign(id condition.Value) bool {
	if id.Kind == condition.String {
		return len(id.Text) == 36 && uuid.Validate(id.Text) == nil
	}
	n, err := strconv.ParseInt(id.Text, 10, 64)
	return err == nil && !strings.HasPrefix(id.Text, "-") && n <= maxID
}
