package contactfile

import (
	"strings"
	"unicode/utf8"
)

// byteOrderMark is what some editors put at the start of a file.
const byteOrderMark = "\ufeff"

// PartMark begins a file that has a part of the contacts of an account, as `segc contacts` keeps it
// until it has all.
const PartMark = "{segc contacts: a part"

// partOnly says what a file is that has the mark.
const partOnly = "this has only a part of the contacts; segc contacts --resume reads the others"

// refuseEncoding returns why the beginning of a file is not in UTF-8, if it is not.
func refuseEncoding(file, text string) error {
	at := func(message string) error { return &Fault{File: file, Message: message} }
	switch {
	case strings.HasPrefix(text, PartMark):
		return at(partOnly)
	case strings.HasPrefix(text, "\x1f\x8b"):
		return at("this is compressed; its name must end in .gz, or unpack it with gzip -d")
	case strings.HasPrefix(text, "PK\x03\x04"):
		return at("this is a workbook or an archive; save the sheet as CSV in UTF-8")
	case strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(text, byteOrderMark), " \t\r\n"), "["):
		return at("this is an array of JSON; write one object in a line, as jq -c '.[]' does")
	case strings.Contains(text, "\r") && !strings.Contains(text, "\n") && strings.Contains(strings.TrimRight(text, "\r"), "\r"):
		return at("the lines end with CR alone; convert the file with tr '\\r' '\\n'")
	case strings.HasPrefix(text, "PAR1"):
		return at("this is Parquet, which segc does not read; convert it to CSV first, as docs/evaluate.md shows")
	case strings.HasPrefix(text, "\xff\xfe"), strings.HasPrefix(text, "\xfe\xff"):
		return at("this is UTF-16; convert it with iconv -f UTF-16 -t UTF-8")
	case len(text) > 3 && (text[1] == 0 && text[3] == 0 || text[0] == 0 && text[2] == 0):
		return at("this looks like UTF-16; convert it with iconv -f UTF-16LE -t UTF-8, or UTF-16BE")
	}
	return nil
}

// refuseBytes returns where a block is not UTF-8, or has a NUL, if it does.
func refuseBytes(file string, b *Block) error {
	at, message := strings.IndexByte(b.Text, 0), "a NUL byte is not text"
	if !utf8.ValidString(b.Text) {
		if wrong := firstInvalid(b.Text); at < 0 || wrong < at {
			at, message = wrong, "this byte is not UTF-8; if the file is in Latin-1, convert it with iconv -f ISO-8859-1 -t UTF-8"
		}
	}
	if at < 0 {
		return nil
	}
	start := strings.LastIndexByte(b.Text[:at], '\n') + 1
	line := b.Line + int64(strings.Count(b.Text[:start], "\n"))
	return &Fault{File: file, Line: line, Column: charactersUpTo(b.Text[start:], at-start), Message: message}
}

// firstInvalid returns the place of the first byte that is not UTF-8.
func firstInvalid(text string) int {
	for i, r := range text {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				return i
			}
		}
	}
	return -1
}
