package segc_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/rulesjson"
)

const newsletterID = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"

// TestBodyOfOverrides checks that what is wrong with overrides is in the list, once and
// without a place, and that nothing of them is dropped without a word.
func TestBodyOfOverrides(t *testing.T) {
	result, list := segc.Compile(t.Context(), "segment \"a\" color \"#7cb7de\" lists \""+newsletterID+"\" description \"d\"\nwhere opened", segc.Options{})
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	for name, c := range map[string]struct {
		overrides rulesjson.Segment
		codes     []diag.Code
	}{
		"nothing":             {rulesjson.Segment{}, nil},
		"all":                 {rulesjson.Segment{Name: "b", Color: "#7CB7DE", Lists: []string{strings.ToUpper(newsletterID)}, Description: "e"}, nil},
		"an id":               {rulesjson.Segment{ID: newsletterID}, []diag.Code{diag.Internal}},
		"a path":              {rulesjson.Segment{ID: "../../etc"}, []diag.Code{diag.Internal}},
		"rules":               {rulesjson.Segment{Rules: result.Document()}, []diag.Code{diag.Internal}},
		"rules of nothing":    {rulesjson.Segment{Rules: &rulesjson.Document{}}, []diag.Code{diag.Internal}},
		"a color":             {rulesjson.Segment{Color: "red"}, []diag.Code{diag.BadColor}},
		"a near color":        {rulesjson.Segment{Color: "#7cb7df"}, []diag.Code{diag.BadColor}},
		"an empty list":       {rulesjson.Segment{Lists: []string{""}}, []diag.Code{diag.BadID}},
		"no lists":            {rulesjson.Segment{Lists: []string{}}, []diag.Code{diag.MissingProperty}},
		"an unknown list":     {rulesjson.Segment{Lists: []string{newsletterID, "nope"}}, []diag.Code{diag.BadID}},
		"a blank name":        {rulesjson.Segment{Name: " "}, []diag.Code{diag.MissingProperty}},
		"a broken name":       {rulesjson.Segment{Name: "\xff"}, []diag.Code{diag.WrongValue}},
		"a broken descripton": {rulesjson.Segment{Description: "a\xff"}, []diag.Code{diag.WrongValue}},
		"everything":          {rulesjson.Segment{ID: "x", Rules: &rulesjson.Document{}, Name: "\t", Color: "x", Lists: []string{"x"}}, []diag.Code{diag.Internal, diag.Internal, diag.BadColor, diag.BadID, diag.MissingProperty}},
	} {
		body, list := result.Body(c.overrides)
		if got := codesIn(list); !slices.Equal(got, c.codes) || (body == nil) != (len(c.codes) > 0) {
			t.Errorf("%s: %v, and a body: %v", name, list, body != nil)
		}
		for _, d := range list {
			if d.Location != (diag.Location{}) || len(d.Fixes) > 0 || len(d.Related) > 0 {
				t.Errorf("%s: %v has a place of the text", name, d)
			}
		}
		if body != nil {
			checkCreate(t, name, body)
		}
	}
}

// TestBodyOfStored checks that the values of a stored segment stay as they are, and that no
// body has one that the create call does not take.
func TestBodyOfStored(t *testing.T) {
	rules := &rulesjson.Document{Any: []rulesjson.Group{{All: []rulesjson.Condition{rulesjson.ISP{Operator: rulesjson.In, Values: []int64{1}}}}}}
	good := rulesjson.Segment{Name: "a", Color: "#7cb7de", Lists: []string{newsletterID}, ID: newsletterID, Rules: rules}
	for name, c := range map[string]struct {
		change func(s *rulesjson.Segment)
		codes  []diag.Code
	}{
		"good":             {func(*rulesjson.Segment) {}, nil},
		"capitals":         {func(s *rulesjson.Segment) { s.Color, s.Lists = "#7CB7DE", []string{strings.ToUpper(newsletterID)} }, nil},
		"the same list":    {func(s *rulesjson.Segment) { s.Lists = []string{newsletterID, strings.ToUpper(newsletterID)} }, nil},
		"a color":          {func(s *rulesjson.Segment) { s.Color = "red" }, []diag.Code{diag.BadColor}},
		"no color":         {func(s *rulesjson.Segment) { s.Color = "" }, []diag.Code{diag.MissingProperty}},
		"a list":           {func(s *rulesjson.Segment) { s.Lists = []string{"nope", ""} }, []diag.Code{diag.BadID, diag.BadID}},
		"no lists":         {func(s *rulesjson.Segment) { s.Lists = nil }, []diag.Code{diag.MissingProperty}},
		"a blank name":     {func(s *rulesjson.Segment) { s.Name = " " }, []diag.Code{diag.MissingProperty}},
		"a broken name":    {func(s *rulesjson.Segment) { s.Name = "\xff" }, []diag.Code{diag.WrongValue}},
		"a path as the id": {func(s *rulesjson.Segment) { s.ID = "../x" }, []diag.Code{diag.BadID}},
	} {
		segment := good
		c.change(&segment)
		result, err := segc.FromSegment(&segment, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		body, list := result.Body(rulesjson.Segment{})
		if got := codesIn(list); !slices.Equal(got, c.codes) || (body == nil) != (len(c.codes) > 0) {
			t.Errorf("%s: %v, and a body: %v", name, list, body != nil)
		}
		for _, d := range list {
			if d.Location != (diag.Location{}) {
				t.Errorf("%s: %v has a place", name, d)
			}
		}
		if body != nil {
			checkCreate(t, name, body)
		}
		// What is given in its place is not stored.
		if body, list := result.Body(rulesjson.Segment{Name: "b", Color: "#ecd12d", Lists: []string{newsletterID}}); segment.ID == good.ID && (body == nil || len(list) > 0) {
			t.Errorf("%s: %v with overrides", name, list)
		}
	}
}

func codesIn(list diag.List) (codes []diag.Code) {
	for _, d := range list {
		codes = append(codes, d.Code)
	}
	return codes
}

// checkCreate checks that the strict reader takes a body.
func checkCreate(t *testing.T, name string, body *rulesjson.Segment) {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	back, err := rulesjson.ParseCreate(text)
	if err != nil || fmt.Sprint(back.Lists) != fmt.Sprint(body.Lists) {
		t.Errorf("%s: %v\n%s", name, err, text)
	}
}
