package client

import (
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

// pages goes through a list page by page and counts the pages itself: no
// address in an answer is ever followed. It keeps one page at a time.
//
// A list that contradicts itself ends with an *AnswerError, so that nobody takes
// a part of it for the whole.
func pages[T any](
	ctx context.Context, c *Client, path string, query url.Values, items string, size int, item func(*object) (T, string),
) iter.Seq2[T, error] {
	if size <= 0 {
		size = c.pageSize
	}
	return func(yield func(T, error) bool) {
		var none T
		var earlier landmarks
		seen := int64(0)
		for number := 1; ; number++ {
			query := maps.Clone(query)
			query.Set("page", strconv.Itoa(number))
			query.Set("page_size", strconv.Itoa(size))
			call := call{method: http.MethodGet, path: path, query: query}
			got, err := c.do(ctx, call)
			if err != nil {
				yield(none, err)
				return
			}
			p, wrong := readPage(got.body, items, item)
			seen += int64(len(p.items))
			if wrong == nil {
				wrong = p.contradiction(number, seen, earlier, items)
			}
			if wrong != nil {
				yield(none, c.answerError(call, got.status, wrong))
				return
			}
			for _, found := range p.items {
				if !yield(found, nil) {
					return
				}
			}
			if int64(number) >= p.totalPages {
				return
			}
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

type page[T any] struct {
	number, totalCount, totalPages int64
	items                          []T
	ids                            []string
}

func readPage[T any](body []byte, items string, item func(*object) (T, string)) (page[T], *fieldError) {
	var p page[T]
	o := newObject("", body)
	const what = "an object"
	if pagination, ok := o.get("pagination", true, what); ok {
		numbers := newObject("pagination", pagination)
		p.number, p.totalCount, p.totalPages = numbers.amount("page"), numbers.amount("total_count"), numbers.amount("total_pages")
		o.err = numbers.err
	}
	var list []json.RawMessage
	if !o.read(items, true, "a list", &list) {
		return p, o.err
	}
	for i, text := range list {
		o := newObject(fmt.Sprintf("%s[%d]", items, i), text)
		found, id := item(o)
		if o.err != nil {
			return p, o.err
		}
		p.items, p.ids = append(p.items, found), append(p.ids, id)
	}
	return p, nil
}

// contradiction says how a page cannot be the one that was asked for, or cannot
// be true.
func (p page[T]) contradiction(number int, seen int64, earlier landmarks, items string) *fieldError {
	wrong := func(field, format string, values ...any) *fieldError {
		return &fieldError{field: field, problem: fmt.Sprintf(format, values...)}
	}
	if p.number != int64(number) {
		return wrong("pagination.page", "is %d, but page %d was asked for", p.number, number)
	}
	for _, other := range earlier {
		if len(other.ids) > 0 && slices.Equal(other.ids, p.ids) {
			return wrong(items, "of page %d are those of page %d", number, other.number)
		}
	}
	more := int64(number) < p.totalPages
	switch {
	case more && len(p.items) == 0:
		return wrong(items, "page %d of %d has none", number, p.totalPages)
	case more && seen >= p.totalCount:
		return wrong("pagination.total_pages", "is %d, but after page %d there are %d items of %d",
			p.totalPages, number, seen, p.totalCount)
	case !more && seen < p.totalCount:
		return wrong("pagination.total_count", "is %d, but all %d pages together have %d items", p.totalCount, number, seen)
	}
	return nil
}
