package report

// jsonReport is what diag.WriteJSON writes, as its readers know it.
type jsonReport struct {
	FormatVersion int `json:"format_version"`
	Errors        int `json:"errors"`
	Warnings      int `json:"warnings"`
	Diagnostics   []struct {
		jsonPlace
		Severity string   `json:"severity"`
		Code     string   `json:"code"`
		Stage    string   `json:"stage"`
		Message  string   `json:"message"`
		Notes    []string `json:"notes"`
		Related  []struct {
			jsonPlace
			Message string `json:"message"`
		} `json:"related"`
		Fixes []struct {
			Message string `json:"message"`
			Edits   []struct {
				jsonPlace
				Text string `json:"text"`
			} `json:"edits"`
		} `json:"fixes"`
		Contact *struct{} `json:"contact"`
	} `json:"diagnostics"`
	More []struct {
		File     *string `json:"file"`
		Message  string  `json:"message"`
		Errors   int     `json:"errors"`
		Warnings int     `json:"warnings"`
	} `json:"more"`
	Unread []struct {
		File    *string `json:"file"`
		Message string  `json:"message"`
	} `json:"unread"`
}

type jsonPlace struct {
	File  *string       `json:"file"`
	Start *jsonPosition `json:"start"`
	End   *jsonPosition `json:"end"`
}

type jsonPosition struct {
	Offset int `json:"offset"`
	Line   int `json:"line"`
	Column int `json:"column"`
	UTF16  int `json:"utf16"`
}
