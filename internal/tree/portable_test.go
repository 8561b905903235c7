package tree

import (
	"errors"
	"strings"
	"testing"
)

// TestDevices checks which names belong to devices of Windows, in any case and with
// any extension. A name with one letter more or less does not.
func TestDevices(t *testing.T) {
	t.Parallel()
	names := []string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
	for _, port := range []string{"COM", "LPT"} {
		for _, digit := range []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"} {
			names = append(names, port+digit)
		}
	}
	for _, name := range names {
		mixed := strings.ToLower(name[:2]) + name[2:]
		for _, stem := range []string{name, strings.ToLower(name), mixed} {
			for _, end := range []string{"", ".", " ", "  . ", ".seg", ".json", ".tar.gz", " .seg", ":", ":stream", ".seg:stream", "..", ". .", "/a.seg"} {
				for _, folder := range []string{"", "a/", "a/b/"} {
					if err := Portable(folder + stem + end); !errors.Is(err, ErrDevice) {
						t.Errorf("%q: %v", folder+stem+end, err)
					}
				}
			}
			for _, other := range []string{"a" + stem, stem + "a", stem + "-segment", stem + "_", "." + stem, " " + stem, stem[:2] + "-" + stem[2:]} {
				if err := Portable(other + ".seg"); err != nil {
					t.Errorf("%q: %v", other, err)
				}
			}
		}
	}
	for _, name := range []string{"com", "lpt.seg", "com10.seg", "lpt00", "com⁴", "com¹¹", "com١", "conin", "conout", "nula.seg", "auxiliary.seg", "console/a.seg"} {
		if err := Portable(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// TestPortable checks which other names mean something different on Windows: streams,
// drives, hosts, and what it drops at the end.
func TestPortable(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]error{
		"a.seg": nil, "a/b c.seg": nil, "größe.seg": nil, ".segcignore": nil, "./a.seg": nil, "../a.seg": nil, "/a.seg": nil, "a//b": nil, "a..b.seg": nil, "日本.seg": nil, "": nil,
		"a.seg:b": errCharacter, "a.seg::$DATA": errCharacter, ":a": errCharacter, "C:": errCharacter, "c:a.seg": errCharacter, "C:/a.seg": errCharacter, `C:\a.seg`: errCharacter,
		`\\host\share\a.seg`: errCharacter, `//host/a\b`: errCharacter, `\\?\C:\a`: errCharacter, `\\.\pipe\a`: errCharacter, `\??\C:`: errCharacter, `a\b.seg`: errCharacter, `..\a.seg`: errCharacter, `a/..\..\b`: errCharacter,
		"a<b": errCharacter, "a>b": errCharacter, `a"b`: errCharacter, "a|b": errCharacter, "a?": errCharacter, "*.seg": errCharacter, "a\nb": errCharacter, "a\r\n": errCharacter, "a\x00": errCharacter, "a\tb": errCharacter,
		"a.": errTrailing, "a.seg ": errTrailing, "a. /b.seg": errTrailing, "a .": errTrailing, "...": errTrailing, " ": errTrailing, "a/ /b": errTrailing, ".git.": errTrailing, ".git ": errTrailing,
	} {
		if err := Portable(name); !errors.Is(err, want) {
			t.Errorf("%q: %v, not %v", name, err, want)
		}
	}
}
