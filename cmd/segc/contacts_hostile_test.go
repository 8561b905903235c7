package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// pageOfContacts is a page of the contacts of a list, with these ids.
func pageOfContacts(page string, total, pages int, ids ...int) string {
	var contacts []string
	for _, id := range ids {
		contacts = append(contacts, fmt.Sprintf(`{"id":%d,"email":"a@example.com","first_name":"Anna"}`, id))
	}
	return fmt.Sprintf(`{"pagination":{"page":%s,"page_size":2,"total_count":%d,"total_pages":%d},"contacts":[%s]}`, page, total, pages, strings.Join(contacts, ","))
}

// answerContacts lets the server of a site answer for contacts with what a function says of a page; "" is an
// answer with the status 400.
func (s *site) answerContacts(answer func(page string) string) {
	s.intercept(func(_ int, w http.ResponseWriter, r *http.Request) bool {
		if !strings.HasSuffix(r.URL.Path, "/contacts/") {
			return false
		}
		text := answer(r.URL.Query().Get("page"))
		w.Header().Set("Content-Type", "application/json")
		if text == "" {
			w.WriteHeader(http.StatusBadRequest)
			text = `{"detail":"no more for now"}`
		}
		_, _ = io.WriteString(w, text)
		return true
	})
}

// TestHostileContacts checks that answers that contradict themselves become no file, nor a part of
// one, and that the message says why.
func TestHostileContacts(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	output := filepath.Join(s.dir, "contacts.ndjson")
	for name, c := range map[string]struct {
		answer func(page string) string
		says   string
	}{
		"the same page":                {func(page string) string { return pageOfContacts(page, 6, 3, 1, 2) }, "those of page 2 were all on earlier pages"},
		"a page that is not asked for": {func(string) string { return pageOfContacts("1", 6, 3, 1, 2) }, "pagination.page: is 1, but page 2 was asked for"},
		"pages without end": {func(page string) string {
			n, _ := strconv.Atoi(page)
			return pageOfContacts(page, 6, n+1, 1+2*n%6)
		}, "were all on earlier pages"},
		"a total that is too high": {func(page string) string { return pageOfContacts(page, 3, 1, 1, 2) }, "there are 2 of them on the pages, and 3 as the API says"},
		"a total that is too low":  {func(page string) string { return pageOfContacts(page, 1, 1, 1, 2) }, "there are 2 of them on the pages, and 1 as the API says"},
		"a total that falls": {func(page string) string {
			if page == "1" {
				return pageOfContacts(page, 4, 2, 1, 2)
			}
			return pageOfContacts(page, 3, 2, 4)
		}, "there were 4, and now there are 3"},
		"a total that is huge": {func(page string) string { return pageOfContacts(page, 1<<62, 1<<61, 1, 2) }, "the limit is 10000000"},
		"a page that is empty": {func(page string) string { return pageOfContacts(page, 4, 2) }, "page 1 has none, but is not the last one"},
		"a contact without id": {func(page string) string {
			return strings.Replace(pageOfContacts(page, 1, 1, 7), `"id":7`, `"id":null`, 1)
		}, "contacts[0].id"},
		"a huge id": {func(page string) string {
			return strings.Replace(pageOfContacts(page, 1, 1, 7), `"id":7`, `"id":1e40`, 1)
		}, "contacts[0].id"},
		"bytes that are not UTF-8": {func(page string) string { return strings.Replace(pageOfContacts(page, 1, 1, 7), "Anna", "A\xff", 1) }, "contact 7 has bytes that are not UTF-8"},
		"a contact that is long": {func(page string) string {
			return strings.Replace(pageOfContacts(page, 1, 1, 7), "Anna", strings.Repeat("A", 1<<20), 1)
		}, "contact 7 takes more than 1 MiB"},
		"the key": {func(page string) string {
			return strings.Replace(pageOfContacts(page, 1, 1, 7), "Anna", siteKeyInJSON, 1)
		}, "contains the API key"},
	} {
		s.answerContacts(c.answer)
		got := s.segc("contacts", "--list", listOfRules, "-o", output, "--page-size", "2")
		if got.code != exitAPI || !strings.Contains(got.err, c.says) || got.out != "" {
			t.Errorf("%s: %d %s%s", name, got.code, got.out, got.err)
		}
		_, err := os.Stat(output)
		_, partial := os.Stat(output + ".partial")
		reliable := strings.Contains(got.err, "--resume goes on") // the answer was refused, and what was read before is fine
		if !errors.Is(err, fs.ErrNotExist) || errors.Is(partial, fs.ErrNotExist) == reliable {
			t.Errorf("%s: %v %v\n%s", name, err, partial, got.err)
		}
		_ = os.Remove(output + ".partial")
		got = s.segc("contacts", "--list", listOfRules, "-o", "-", "--page-size", "2")
		if last := got.out[strings.LastIndexByte(strings.TrimSuffix(got.out, "\n"), '\n')+1:]; got.code != exitAPI || last != partOnly {
			t.Errorf("%s: standard output ends with %q", name, last)
		}
	}
}

// siteKeyInJSON is siteKey in a text of JSON.
var siteKeyInJSON = strings.ReplaceAll(siteKey, `"`, `\"`)

// TestContactsGoOn checks that a run goes on where the API has refused, with the contacts that were
// added since, each once.
func TestContactsGoOn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	output := filepath.Join(s.dir, "deep", "contacts.ndjson")
	args := []string{"contacts", "--list", listOfRules, "-o", output, "--page-size", "2", "--columns", "first_name"}
	s.answerContacts(func(page string) string {
		return map[string]string{"1": pageOfContacts(page, 6, 3, 1, 2), "2": pageOfContacts(page, 6, 3, 3, 4)}[page]
	})
	got := s.segc(args...)
	if got.code != exitAPI || !strings.Contains(got.err, "no more for now") || !strings.HasSuffix(got.err, "contacts.ndjson.partial has 4 contacts so far; --resume goes on\n") {
		t.Fatalf("%d %s", got.code, got.err)
	}
	s.answerContacts(func(page string) string {
		return map[string]string{"1": pageOfContacts(page, 7, 4, 9, 1), "2": pageOfContacts(page, 7, 4, 2, 3), "3": pageOfContacts(page, 7, 4, 4, 5), "4": pageOfContacts(page, 7, 4, 6)}[page]
	})
	got = s.segc(append(args, "--resume")...)
	text, err := os.ReadFile(output)
	want := ""
	for _, id := range []int{1, 2, 3, 4, 5, 6, 9} {
		want += fmt.Sprintf(`{"id":%d,"first_name":"Anna"}`+"\n", id)
	}
	if got.code != exitFine || err != nil || string(text) != want {
		t.Errorf("%d %s%v\n%s", got.code, got.err, err, text)
	}
	if !strings.Contains(got.err, "Newsletter: 7 contacts, 4 already read; the others in 3 requests, at most a minute at 60 a minute\n") ||
		!strings.Contains(got.err, "contacts came again on later pages, 1 time, and were written once: they changed while they were read\n") {
		t.Errorf("%s", got.err)
	}
	if left, err := filepath.Glob(filepath.Join(s.dir, "deep", "*")); err != nil || len(left) != 1 {
		t.Errorf("%q %v", left, err)
	}
}

// TestSegmentChanges checks that contacts of a segment that is not built, or that somebody changes in
// the middle, become no file.
func TestSegmentChanges(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	output := filepath.Join(s.dir, "contacts.ndjson")
	segment := func(status, rule string) string {
		text := hostileSegment(hostileIDs[0], "Seg", "")
		return strings.Replace(strings.Replace(text, `"done"`, `"`+status+`"`, 1), "markrules", rule, 1)
	}
	for says, answers := range map[string][2]string{
		"is still building the segment \"Seg\", so its contacts are not known": {segment("PENDING", "a"), segment("DONE", "a")},
		"has not built the segment \"Seg\": its status is \"FAILED\"":          {segment("FAILED", "a"), segment("DONE", "a")},
		"the segment was changed while its contacts were read":                 {segment("DONE", "a"), segment("DONE", "b")},
		"has contacts": {segment("DONE", "a"), segment("RUNNING", "a")},
	} {
		asked := 0
		s.intercept(func(_ int, w http.ResponseWriter, r *http.Request) bool {
			w.Header().Set("Content-Type", "application/json")
			switch {
			case strings.HasSuffix(r.URL.Path, "/contacts/"):
				_, _ = io.WriteString(w, strings.Replace(pageOfContacts("1", 1, 1, 7), `"contacts"`, `"items"`, 1))
			case strings.Contains(r.URL.Path, "/segments/"):
				_, _ = io.WriteString(w, answers[min(asked, 1)])
				asked++
			default:
				return false
			}
			return true
		})
		got := s.segc("contacts", "--segment", hostileIDs[0], "-o", output)
		_, err := os.Stat(output)
		if says == "has contacts" { // then nothing was wrong with those that were read
			says = "contacts.ndjson.partial has 1 contact so far; --resume goes on"
		}
		if got.code != exitAPI || !strings.Contains(got.err, says) || !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %d %s %v", says, got.code, got.err, err)
		}
		_ = os.Remove(output + ".partial")
	}
}

// TestSlowContacts checks what a long download is estimated at.
func TestSlowContacts(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.answerContacts(func(page string) string { return pageOfContacts(page, 123_456, 1235, 1, 2) })
	got := s.segc("contacts", "--list", "newsletter", "--dry-run")
	got.want(t, exitAPI, "", `did you mean "Newsletter"?`)
	got = s.segc("contacts", "--list", "Newsletter", "--dry-run")
	if got.code != exitFine || got.out != "Newsletter: 123,456 contacts in 1,235 requests, about 21 minutes at 60 a minute\n" {
		t.Errorf("%d %s%s", got.code, got.out, got.err)
	}
	if left, err := filepath.Glob(filepath.Join(s.dir, "*")); err != nil || len(left) != 0 {
		t.Errorf("%q %v", left, err)
	}
}
