package embedder

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/rulesjson"
)

// Editor is what an editor sends beside the text, for some of the requests.
type Editor struct {
	Paused  bool     `json:"paused"`  // problems: the author has stopped typing
	Line    int      `json:"line"`    // complete: the place of the cursor, from 1
	Column  int      `json:"column"`  // complete: in UTF-16 code units, from 1
	Segment string   `json:"segment"` // diff: the id of the stored segment
	Name    string   `json:"name"`    // final, in place of what the text says
	Color   string   `json:"color"`   // final
	Lists   []string `json:"lists"`   // final: ids, or names of the catalog
}

// problems answers what is wrong with a text: at each key press what can be said in a few
// milliseconds, and in a pause everything. The status is 200, since an editor asks about
// texts that are not finished.
func (s *Service) problems(ctx context.Context, request Request) (int, any) {
	program, list := segc.Load(ctx, request.Text, s.options)
	if request.Paused {
		_, list = program.Check(ctx)
	}
	code := status(list)
	if code == http.StatusUnprocessableEntity {
		code = http.StatusOK
	}
	return code, told(request, list)
}

// explain answers what a rule means.
func (s *Service) explain(ctx context.Context, request Request) (int, any) {
	result, list := segc.Compile(ctx, request.Text, s.options)
	if result == nil {
		return status(list), told(request, list)
	}
	explanation, err := result.Explain(ctx, time.Time{})
	if err != nil {
		return failed(err)
	}
	var text strings.Builder
	if err := explanation.WriteContext(ctx, &text, "text"); err != nil {
		return failed(err)
	}
	return http.StatusOK, struct {
		FormatVersion int    `json:"format_version"`
		Version       int    `json:"version"`
		Explanation   string `json:"explanation"`
	}{diag.FormatVersion, request.Version, text.String()}
}

// diff answers who enters and who leaves if the rule replaces the stored segment. The
// verdict is null if that is too much to decide.
func (s *Service) diff(ctx context.Context, request Request) (int, any) {
	stored, err := s.database.Segment(ctx, request.Segment)
	if err != nil {
		return failed(err)
	}
	old, err := segc.FromJSON(ctx, stored, s.catalog)
	if err != nil {
		return failed(err)
	}
	changed, list := segc.Compile(ctx, request.Text, s.options)
	if changed == nil {
		return status(list), told(request, list)
	}
	difference, err := segc.Diff(ctx, old, changed)
	if err != nil && !errors.Is(err, segc.ErrUndecided) {
		return failed(err)
	}
	return http.StatusOK, struct {
		FormatVersion int              `json:"format_version"`
		Version       int              `json:"version"`
		Difference    *segc.Difference `json:"difference"` // null if it is undecided
	}{diag.FormatVersion, request.Version, difference}
}

// final answers the body of the API's create call.
func (s *Service) final(ctx context.Context, request Request) (int, any) {
	result, list := segc.Compile(ctx, request.Text, s.options)
	if result == nil {
		return status(list), told(request, list)
	}
	body, list := result.Body(rulesjson.Segment{Name: request.Name, Color: request.Color, Lists: request.Lists})
	if body == nil {
		return status(list), told(request, list)
	}
	return http.StatusOK, sent(body.AppendJSON(nil, true))
}

// sent is JSON that is sent as it is.
type sent []byte

func (s sent) MarshalJSON() ([]byte, error) { return s, nil }

// failed answers an error that is not about the text.
func failed(err error) (int, any) {
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return http.StatusServiceUnavailable, nil
	case errors.Is(err, ErrNoSegment):
		return http.StatusNotFound, struct {
			Error string `json:"error"`
		}{err.Error()}
	default:
		return http.StatusInternalServerError, struct {
			Error string `json:"error"`
		}{err.Error()}
	}
}

// ErrNoSegment says that a database does not have a segment.
var ErrNoSegment = errors.New("there is no such segment")
