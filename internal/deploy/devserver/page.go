package devserver

import (
	"net/http"
	"net/url"
	"strconv"
)

// The sizes of a page. The default is the documentation's; the most is ours.
const (
	defaultPageSize = 25
	maxPageSize     = 1000
)

// pagination is the part of a list answer that counts.
type pagination struct {
	Page       int `json:"page"`
	PageSize   int `json:"page_size"`
	TotalCount int `json:"total_count"`
	TotalPages int `json:"total_pages"`
}

// paging is which page a request asks for.
type paging struct{ page, size int }

func parsePaging(query url.Values, p problems) paging {
	return paging{
		page: positive(query, "page", 1, p),
		size: min(positive(query, "page_size", defaultPageSize, p), maxPageSize),
	}
}

func positive(query url.Values, name string, otherwise int, p problems) int {
	text := query.Get(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 1<<30 {
		p.add(name, "must be a whole number from 1 up, not %q", text)
		return otherwise
	}
	return n
}

// word reads a query that is one of some words; the first is the default.
func word(query url.Values, name string, p problems, words ...string) string {
	text := query.Get(name)
	for _, w := range words {
		if text == w {
			return text
		}
	}
	if text != "" {
		p.add(name, "must be one of %q, not %q", words, text)
	}
	return words[0]
}

// pageOf makes the answer with one page of all items. A page after the last one is
// empty: what the platform answers there is not documented.
func pageOf[T any](all []T, at paging, items string, show func(T) any) answer {
	pages := (len(all) + at.size - 1) / at.size
	shown := []any{}
	if at.page <= pages {
		from := (at.page - 1) * at.size
		for _, item := range all[from:min(from+at.size, len(all))] {
			shown = append(shown, show(item))
		}
	}
	return answer{http.StatusOK, map[string]any{
		"pagination": pagination{at.page, at.size, len(all), pages},
		items:        shown,
	}}
}
