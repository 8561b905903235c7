package report

import (
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/inert"
)

// The part of SARIF 2.1.0 that is written, see WriteSARIF.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations,omitempty"`
		ColumnKind  string            `json:"columnKind"`
		Results     []sarifResult     `json:"results"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications"`
	}
	sarifNotification struct {
		Level     string           `json:"level"`
		Message   sarifText        `json:"message"`
		Locations []sarifWholeFile `json:"locations,omitempty"`
	}
	sarifWholeFile struct {
		Physical struct {
			Artifact sarifArtifact `json:"artifactLocation"`
		} `json:"physicalLocation"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		InformationURI string      `json:"informationUri"`
		Version        string      `json:"semanticVersion"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               diag.Code   `json:"id"`
		Name             string      `json:"name"`
		ShortDescription sarifText   `json:"shortDescription"`
		FullDescription  sarifText   `json:"fullDescription"`
		Help             sarifText   `json:"help"`
		HelpURI          string      `json:"helpUri"`
		Configuration    sarifConfig `json:"defaultConfiguration"`
	}
	sarifConfig struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    diag.Code         `json:"ruleId"`
		RuleIndex int               `json:"ruleIndex"`
		Level     string            `json:"level"`
		Message   sarifText         `json:"message"`
		Locations []sarifLocation   `json:"locations,omitempty"`
		Related   []sarifLocation   `json:"relatedLocations,omitempty"`
		Prints    map[string]string `json:"partialFingerprints,omitempty"`
		Fixes     []sarifFix        `json:"fixes,omitempty"`
	}
	sarifLocation struct {
		ID       *int           `json:"id,omitempty"`
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
		Message  *sarifText     `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int        `json:"startLine"`
		StartColumn int        `json:"startColumn"`
		EndLine     int        `json:"endLine"`
		EndColumn   int        `json:"endColumn"`
		Snippet     *sarifText `json:"snippet,omitempty"`
	}
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion `json:"deletedRegion"`
		Inserted *sarifText  `json:"insertedContent,omitempty"`
	}
)

// repository is where the pages of the codes can be read.
const repository = "https://github.com/segc-lang/segc"

// WriteSARIF writes the diagnostics as a log of the Static Analysis Results
// Interchange Format 2.1.0, which code hosts show beside a change. Columns
// count UTF-16 code units, file names are URIs relative to where segc ran.
// Version is that of segc; what is none of Semantic Versioning, as that
// of a build between releases, is given as the pre-release of 0.0.0. What could not
// be read makes the run one that did not succeed, with a notification for each. How
// many more diagnostics a file has (see [diag.WriteText]) is a result of the rule SEG000,
// which is in the log only then.
func WriteSARIF(w io.Writer, list diag.List, version string, unread ...diag.Unread) error {
	run := sarifRun{
		Tool:       sarifTool{Driver: sarifDriver{Name: "segc", InformationURI: repository, Version: semanticVersion(version)}},
		ColumnKind: "utf16CodeUnits", Results: []sarifResult{},
	}
	if len(unread) > 0 {
		run.Invocations = []sarifInvocation{{Notifications: sarifNotifications(unread)}}
	}
	shown := list.Shown()
	rules, index := sarifRules(shown)
	run.Tool.Driver.Rules = rules
	s := sarifWriter{index: index, columns: utf16Columns{}, seen: map[string]int{}, segments: segmentsOf{}}
	for i, d := range shown.List {
		run.Results = append(run.Results, s.result(d))
		if more, ok := shown.MoreAfter(i); ok {
			run.Results = append(run.Results, s.result(diag.Diagnostic{
				Severity: more.Severity(), Code: moreProblems, Message: more.String(), Location: more.First,
			}))
		}
	}
	return inert.EncodeJSON(w, sarifLog{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run},
	})
}

// moreProblems is the rule of the results that count what is left out. Readers show
// no result without a rule. It is the code of no diagnostic.
const moreProblems diag.Code = "SEG000"

// sarifRules returns the rules of the results, which are the pages of their codes,
// and where each is. All of them together would be larger than most reports.
func sarifRules(shown diag.Shown) ([]sarifRule, map[diag.Code]int) {
	used := map[diag.Code]bool{}
	for _, d := range shown.List {
		used[d.Code] = true
	}
	rules := []sarifRule{}
	index := map[diag.Code]int{}
	for _, code := range diag.Codes() {
		if !used[code] {
			continue
		}
		page, _ := diag.LookupPage(code)
		index[code] = len(rules)
		rules = append(rules, sarifRule{
			ID: code, Name: ruleName(page.Title), ShortDescription: sarifPlain(sentence(page.Title)),
			FullDescription: sarifPlain(plainText(page.Text)), Help: sarifPlain(plainText(page.Text)),
			HelpURI:       repository + "/blob/main/docs/diagnostics.md#" + string(code),
			Configuration: sarifConfig{page.Severity.String()},
		})
	}
	if len(shown.More) > 0 {
		const text = "The file has more problems than a report shows. Fix some of those that are shown, and run segc again."
		index[moreProblems] = len(rules)
		rules = append(rules, sarifRule{
			ID: moreProblems, Name: "MoreProblems", ShortDescription: sarifText{"There are more problems."},
			FullDescription: sarifText{text}, Help: sarifText{text},
			HelpURI:       repository + "/blob/main/docs/formats.md",
			Configuration: sarifConfig{diag.Warning.String()},
		})
	}
	return rules, index
}

func sarifNotifications(unread []diag.Unread) []sarifNotification {
	all := make([]sarifNotification, len(unread))
	for i, u := range unread {
		all[i] = sarifNotification{Level: diag.Error.String(), Message: sarifPlain(sentence(u.Message))}
		if u.File != "" {
			var file sarifWholeFile
			file.Physical.Artifact.URI = fileURI(u.File)
			all[i].Locations = []sarifWholeFile{file}
		}
	}
	return all
}

// sarifWriter makes the results of a run.
type sarifWriter struct {
	index    map[diag.Code]int
	columns  utf16Columns
	seen     map[string]int // how often there is a fingerprint
	segments segmentsOf
}

func (s *sarifWriter) result(d diag.Diagnostic) sarifResult {
	r := sarifResult{RuleID: d.Code, RuleIndex: s.index[d.Code], Level: d.Severity.String(), Message: sarifPlain(sarifMessage(d))}
	if d.Location.Source != nil {
		r.Locations = []sarifLocation{{Physical: s.physical(d.Location), Logical: s.segments.logical(d.Location.Source, d.Location.Span)}}
		r.Prints = map[string]string{"segc/v1": fingerprint(d, s.seen)}
	}
	for i, label := range d.Related {
		if label.Location.Source != nil {
			text := sarifPlain(label.Text)
			r.Related = append(r.Related, sarifLocation{ID: &i, Physical: s.physical(label.Location), Message: &text})
		}
	}
	for _, fix := range d.Fixes {
		if len(fix.Edits) > 0 { // the format has no fix without one
			r.Fixes = append(r.Fixes, s.fix(fix))
		}
	}
	return r
}

// sarifMessage returns the message of a result. Few readers show fixes, so that what
// they do is part of it.
func sarifMessage(d diag.Diagnostic) string {
	message := sentence(d.Message)
	for _, label := range d.Related {
		if label.Location.Source == nil {
			message += " " + sentence(label.Text)
		}
	}
	for _, note := range d.Notes {
		message += " " + sentence(note)
	}
	if orders := helps(d); len(orders) > 0 {
		message += " Help: " + strings.TrimSuffix(strings.Join(orders, ", "), ".") + "."
	}
	return message
}

func (s *sarifWriter) physical(at diag.Location) sarifPhysical {
	region := s.region(at)
	if text := at.Source.Slice(at.Span); text != "" && len(text) <= 200 {
		region.Snippet = &sarifText{text}
	}
	return sarifPhysical{Artifact: sarifArtifact{fileURI(at.Source.Name())}, Region: region}
}

func (s *sarifWriter) region(at diag.Location) sarifRegion {
	end := max(at.Span.Start, at.Span.End)
	var r sarifRegion
	r.StartLine, r.StartColumn = s.columns.place(at.Source, at.Span.Start)
	r.EndLine, r.EndColumn = s.columns.place(at.Source, end)
	return r
}

func (s *sarifWriter) fix(fix diag.Fix) sarifFix {
	out := sarifFix{Description: sarifPlain(sentence(fix.Text))}
	for _, e := range fix.Edits {
		uri := fileURI(e.Location.Source.Name())
		at := slices.IndexFunc(out.Changes, func(c sarifChange) bool { return c.Artifact.URI == uri })
		if at < 0 {
			at = len(out.Changes)
			out.Changes = append(out.Changes, sarifChange{Artifact: sarifArtifact{uri}})
		}
		r := sarifReplacement{Deleted: s.region(e.Location)}
		if e.Text != "" {
			r.Inserted = &sarifText{e.Text}
		}
		out.Changes[at].Replacements = append(out.Changes[at].Replacements, r)
	}
	return out
}

// fileURI returns a file name as a relative URI reference, or as an absolute
// one when it is rooted.
func fileURI(name string) string {
	u := url.URL{Path: strings.TrimPrefix(name, "./")}
	switch {
	case strings.HasPrefix(name, "/"):
		u.Scheme = "file"
	case len(name) > 2 && name[1] == ':' && name[2] == '/': // a drive
		u.Scheme, u.Path = "file", "/"+name
	}
	return u.String()
}
