package diag

import (
	"slices"
	"testing"
)

// TestEveryCodeHasAStage checks that a new code has a stage, and that each stage has
// codes.
func TestEveryCodeHasAStage(t *testing.T) {
	unused := []Stage{StageText, StageNames, StageTypes, StageCompiling, StageStyle, StageGuards, StageDocuments, StageAPI, StageService}
	known := slices.Clone(unused)
	for _, code := range Codes() {
		stage := code.Stage()
		if !slices.Contains(known, stage) {
			t.Errorf("%s has the stage %q: give it one in stage.go", code, stage)
		}
		unused = slices.DeleteFunc(unused, func(s Stage) bool { return s == stage })
	}
	if len(unused) > 0 {
		t.Errorf("no code has the stages %q", unused)
	}
}

func TestStage(t *testing.T) {
	for code, want := range map[Code]Stage{
		TooLarge: StageText, UseRefused: StageNames, BadColor: StageTypes, Unproved: StageCompiling, LookAlike: StageStyle, GuardUndecided: StageGuards,
		DiffUndecided: StageDocuments, APIRefused: StageAPI, Interrupted: StageService, Internal: StageService,
		"": "", "SEG": "", "SEG1": "", "SEG000": "", "SEG901": "", "SEG1010": "", "seg101": "",
	} {
		if got := code.Stage(); got != want {
			t.Errorf("%q has the stage %q, not %q", code, got, want)
		}
	}
}
