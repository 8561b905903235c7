package diag

import (
	"io"
	"net/url"
	"strings"
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
		ID               Code        `json:"id"`
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
		RuleID    Code              `json:"ruleId"`
		RuleIndex int               `json:"ruleIndex"`
		Level     string            `json:"level"`
		Message   sarifText         `json:"message"`
		Locations []sarifLocation   `json:"locations,omitempty"`
		Related   []sarifLocation   `json:"relatedLocations,omitempty"`
		Prints    map[string]string `json:"partialFingerprints,omitempty"`
		Fixes     []sarifFix        `json:"fixes,omitempty"`
	}
	sarifLocation struct {
		ID       *int          `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
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
// be read makes the run one that did not succeed, with a notification for each.
func WriteSARIF(w io.Writer, list List, version string, unread ...Unread) error {
	run := sarifRun{
		Tool:       sarifTool{Driver: sarifDriver{Name: "segc", InformationURI: repository, Version: semanticVersion(version)}},
		ColumnKind: "utf16CodeUnits", Results: []sarifResult{},
	}
	if len(unread) > 0 {
		run.Invocations = []sarifInvocation{{Notifications: sarifNotifications(unread)}}
	}
	index := map[Code]int{}
	for i, code := range Codes() {
		page, _ := LookupPage(code)
		index[code] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			ID: code, Name: ruleName(page.Title), ShortDescription: sarifPlain(sentence(page.Title)),
			FullDescription: sarifPlain(plainText(page.Text)), Help: sarifPlain(plainText(page.Text)),
			HelpURI:       repository + "/blob/main/docs/diagnostics.md#" + strings.ToLower(string(code)),
			Configuration: sarifConfig{page.Severity.String()},
		})
	}
	places := places{}
	seen := map[string]int{}
	for _, d := range list {
		r := sarifResult{RuleID: d.Code, RuleIndex: index[d.Code], Level: d.Severity.String(), Message: sarifPlain(sarifMessage(d))}
		if d.Location.Source != nil {
			r.Locations = []sarifLocation{{Physical: places.sarif(d.Location)}}
			r.Prints = map[string]string{"segc/v1": fingerprint(d, seen)}
		}
		for i, label := range d.Related {
			if label.Location.Source != nil {
				text := sarifPlain(label.Text)
				r.Related = append(r.Related, sarifLocation{ID: &i, Physical: places.sarif(label.Location), Message: &text})
			}
		}
		for _, fix := range d.Fixes {
			r.Fixes = append(r.Fixes, places.sarifFix(fix))
		}
		run.Results = append(run.Results, r)
	}
	return encode(w, sarifLog{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run},
	})
}

func sarifNotifications(unread []Unread) []sarifNotification {
	all := make([]sarifNotification, len(unread))
	for i, u := range unread {
		all[i] = sarifNotification{Level: Error.String(), Message: sarifPlain(sentence(u.Message))}
		if u.File != "" {
			var file sarifWholeFile
			file.Physical.Artifact.URI = fileURI(u.File)
			all[i].Locations = []sarifWholeFile{file}
		}
	}
	return all
}

func sarifMessage(d Diagnostic) string {
	message := sentence(d.Message)
	for _, note := range d.Notes {
		message += " " + sentence(note)
	}
	return message
}

func (p places) sarif(at Location) sarifPhysical {
	region := p.region(at)
	if text := at.Source.Slice(at.Span); text != "" && len(text) <= 200 {
		region.Snippet = &sarifText{text}
	}
	return sarifPhysical{Artifact: sarifArtifact{fileURI(at.Source.Name())}, Region: region}
}

func (p places) region(at Location) sarifRegion {
	start, end := p.position(at.Source, at.Span.Start), p.position(at.Source, max(at.Span.Start, at.Span.End))
	return sarifRegion{
		StartLine: start.Line, StartColumn: utf16Column(at.Source, start.Line, at.Span.Start),
		EndLine: end.Line, EndColumn: utf16Column(at.Source, end.Line, max(at.Span.Start, at.Span.End)),
	}
}

func (p places) sarifFix(fix Fix) sarifFix {
	out := sarifFix{Description: sarifPlain(sentence(fix.Text))}
	for _, e := range fix.Edits {
		uri := fileURI(e.Location.Source.Name())
		at := -1
		for i := range out.Changes {
			if out.Changes[i].Artifact.URI == uri {
				at = i
			}
		}
		if at < 0 {
			at = len(out.Changes)
			out.Changes = append(out.Changes, sarifChange{Artifact: sarifArtifact{uri}})
		}
		r := sarifReplacement{Deleted: p.region(e.Location)}
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
