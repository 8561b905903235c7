package client

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
)

// listing is a list of the API and how its items are read. The client counts the
// pages itself: no address in an answer is ever followed.
type listing[T any] struct {
	c     *Client
	path  string
	query url.Values
	items string                    // the member with the items
	size  int                       // of a page; zero is that of the client
	item  func(*object) (T, string) // returns the item and its id
}

// page is one page of a list. A number that the answer does not have is -1.
type page[T any] struct {
	number, totalCount, totalPages int64
	items                          []T
	ids                            []string
	kept                           int64 // bytes of memory that the items take
}

// itemSize is about how many bytes of memory an item takes beside its texts.
const itemSize = 400

// maxPageItems is how many items a page may have, even if more were requested.
const maxPageItems = 100_000

// get asks for a page, counted from 1. The call is for errors about the list.
func (l listing[T]) get(ctx context.Context, number int) (page[T], call, error) {
	if !l.c.ready() {
		return page[T]{}, call{}, errNotMade
	}
	size := l.size
	if size <= 0 {
		size = l.c.pageSize
	}
	query := maps.Clone(l.query)
	query.Set("page", strconv.Itoa(number))
	query.Set("page_size", strconv.Itoa(size))
	call := call{method: http.MethodGet, path: l.path, query: query}
	got, err := l.c.do(ctx, call)
	if err != nil {
		return page[T]{}, call, err
	}
	p, wrong := l.read(got.body)
	if wrong == nil && p.number >= 0 && p.number != int64(number) {
		wrong = problem("pagination.page", "is %d, but page %d was asked for", p.number, number)
	}
	if wrong != nil {
		return p, call, l.c.answerError(call, got.status, wrong)
	}
	return p, call, nil
}

func (l listing[T]) read(body []byte) (page[T], *fieldError) {
	p := page[T]{number: -1, totalCount: -1, totalPages: -1}
	o := newObject("", body)
	const what = "an object"
	if pagination, ok := o.get("pagination", true, what); ok {
		numbers := newObject("pagination", pagination)
		p.number, p.totalCount, p.totalPages = numbers.amount("page"), numbers.amount("total_count"), numbers.amount("total_pages")
		if p.totalCount < 0 && p.totalPages != 0 && p.totalPages != 1 {
			numbers.fail("total_count", "is missing, so that nobody can tell whether the list is whole")
		}
		o.err = numbers.err
	}
	list, ok := o.get(l.items, true, "a list")
	if ok && list[0] != '[' {
		o.mismatch(l.items, "a list", list)
	}
	if o.err != nil {
		return p, o.err
	}
	decoder := json.NewDecoder(bytes.NewReader(list)) // element by element, so that a bad page costs little
	_, _ = decoder.Token()                            // the text is valid, and a list
	for i := 0; decoder.More(); i++ {
		if i == maxPageItems {
			return p, problem(l.items, "a page has more than %d items", maxPageItems)
		}
		var text json.RawMessage
		_ = decoder.Decode(&text)
		o := newObject(fmt.Sprintf("%s[%d]", l.items, i), text)
		found, id := l.item(o)
		if o.err != nil {
			return p, o.err
		}
		p.items, p.ids = append(p.items, found), append(p.ids, id)
		p.kept += itemSize + o.kept
	}
	return p, nil
}

func problem(field, format string, values ...any) *fieldError {
	return &fieldError{field: field, problem: fmt.Sprintf(format, values...)}
}

// more reports whether another page follows the page of a number, when so many
// items were seen, and what cannot be true. A list may have one page more than
// its items need, which is then empty.
func (p page[T]) more(number int, seen int64, items string) (bool, *fieldError) {
	more := int64(number) < p.totalPages
	if p.totalPages < 0 {
		more = seen < p.totalCount
	}
	switch {
	case more && len(p.items) == 0:
		return false, problem(items, "page %d of %d has none", number, max(p.totalPages, int64(number)+1))
	case more && p.totalCount >= 0 && seen >= p.totalCount && p.totalPages-int64(number) > 1:
		return false, problem("pagination.total_pages", "is %d, but after page %d there are %d items of %d",
			p.totalPages, number, seen, p.totalCount)
	case !more && seen < p.totalCount:
		return false, problem("pagination.total_count", "is %d, but all %d pages together have %d items", p.totalCount, number, seen)
	}
	return more, nil
}

// stream goes through a list page by page and keeps one or two pages at a time.
// If pages contradict one another, it ends with an *AnswerError, so that nobody
// takes a part of the list for the whole. The items before that are passed on.
func (l listing[T]) stream(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		var earlier landmarks
		seen, count := int64(0), int64(0)
		for number := 1; ; number++ {
			p, call, err := l.get(ctx, number)
			var more bool
			if err == nil {
				seen += int64(len(p.items))
				wrong := earlier.meet(number, p.ids, l.items)
				if wrong == nil && p.totalCount < count {
					wrong = problem("pagination.total_count", "was %d on page %d and is %d on page %d, so that items may be missing",
						count, number-1, p.totalCount, number)
				}
				if wrong == nil {
					more, wrong = p.more(number, seen, l.items)
				}
				if wrong != nil {
					contradiction := l.c.answerError(call, http.StatusOK, wrong)
					contradiction.reads = 1
					err = contradiction
				}
			}
			if err != nil {
				yield(none, err)
				return
			}
			for _, found := range p.items {
				if !yield(found, nil) {
					return
				}
			}
			if !more {
				return
			}
			count = p.totalCount
			earlier.pass(number, p.ids)
		}
	}
}

// landmarks are pages to compare with: the one before, and the latest one whose
// number is a power of two. Pages that come round and round, however many they
// are, thus meet one of them, and there is no need to keep all.
type landmarks [2]struct {
	number int
	ids    []string
}

func (l *landmarks) pass(number int, ids []string) {
	l[0].number, l[0].ids = number, ids
	if number&(number-1) == 0 {
		l[1] = l[0]
	}
}

// meet says what a page has of an earlier one. An item that comes again shows
// that others were inserted before it.
func (l *landmarks) meet(number int, ids []string, items string) *fieldError {
	for _, other := range l {
		if len(ids) == 0 || len(other.ids) == 0 {
			continue
		}
		if slices.Contains(other.ids, ids[0]) || slices.Contains(ids, other.ids[0]) {
			return problem(items, "of page %d were on page %d already", number, other.number)
		}
	}
	return nil
}
