package client

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"slices"
)

// Bounds of a list that is read whole.
const (
	maxReads     = 4 // times that a list is read to get it whole
	maxListPages = 10_000
	maxListItems = 1_000_000
	maxListKept  = 512 << 20 // bytes of memory; a million items with names of a few words take less
)

// whole reads the list until it has seen all of it in one state: if somebody
// inserts or deletes segments or lists while it reads, others move between the
// pages. If the pages contradict one another, it starts over; after a few
// attempts, it returns an *AnswerError.
func (l listing[T]) whole(ctx context.Context) ([]T, error) {
	var before []string // of a read that found more than was announced
	for reads := 1; ; reads++ {
		r, call, err := l.readOnce(ctx)
		if err != nil {
			return nil, err
		}
		if r.moved == nil && r.surplus != nil && !slices.Equal(before, r.order) {
			r.moved, before = r.surplus, r.order
		}
		if r.moved == nil {
			return r.items, nil // a count that is too low, twice with the same items, is merely out of date
		}
		contradiction := l.c.answerError(call, http.StatusOK, r.moved)
		contradiction.reads = reads
		if reads == maxReads {
			return nil, contradiction
		}
		if err := l.c.pause(ctx, call, EventRetry, backoff(reads, contradiction), reads, contradiction); err != nil {
			return nil, err
		}
	}
}

// reading is what one read of a list found.
type reading[T any] struct {
	items   []T
	order   []string       // the ids
	pages   map[string]int // the page of each id
	first   page[T]
	kept    int64
	most    int64       // that kept may be
	moved   *fieldError // how the pages contradict one another; nil if they do not
	surplus *fieldError // that there are more items than announced
}

// readOnce reads a list up to its end or the first contradiction.
func (l listing[T]) readOnce(ctx context.Context) (r reading[T], last call, err error) {
	if !l.c.ready() {
		return r, last, errNotMade
	}
	r.pages, r.most = map[string]int{}, l.c.maxListKept
	for number := 1; ; number++ {
		p, call, err := l.get(ctx, number)
		if number > 1 && errors.Is(err, ErrNotFound) { // how some servers answer a page that went away
			r.moved = problem("pagination.total_pages", "was %d on page %d, but there is no page %d", r.first.totalPages, number-1, number)
			return r, call, nil
		}
		if err != nil {
			return r, call, err
		}
		more, wrong := r.add(p, number, l.items)
		if wrong != nil {
			return r, call, l.c.answerError(call, http.StatusOK, wrong)
		}
		if r.moved != nil || !more {
			return r, call, nil
		}
	}
}

// add takes a page in. It reports whether another one follows, and what is wrong
// with the list for good.
func (r *reading[T]) add(p page[T], number int, items string) (more bool, wrong *fieldError) {
	if number == 1 {
		r.first = page[T]{totalCount: p.totalCount, totalPages: p.totalPages}
	}
	r.kept += p.kept
	switch {
	case number > maxListPages || p.totalPages > maxListPages:
		return false, problem("pagination.total_pages", "is %d; the limit is %d", max(p.totalPages, int64(number)), maxListPages)
	case len(r.items)+len(p.items) > maxListItems || p.totalCount > maxListItems:
		return false, problem("pagination.total_count", "is %d; the limit is %d", max(p.totalCount, int64(len(r.items)+len(p.items))), maxListItems)
	case r.kept > r.most:
		return false, problem(items, "the list takes more than %d MiB of memory", r.most>>20)
	case p.totalCount != r.first.totalCount:
		r.moved = problem("pagination.total_count", "was %d on page 1 and is %d on page %d", r.first.totalCount, p.totalCount, number)
		return false, nil
	case p.totalPages != r.first.totalPages:
		r.moved = problem("pagination.total_pages", "was %d on page 1 and is %d on page %d", r.first.totalPages, p.totalPages, number)
		return false, nil
	}
	for i, id := range p.ids {
		if earlier := r.pages[id]; earlier > 0 {
			r.moved = problem(items, "%s is on page %d and again on page %d", id, earlier, number)
			return false, nil
		}
		r.pages[id] = number
		r.items, r.order = append(r.items, p.items[i]), append(r.order, id)
	}
	seen := int64(len(r.items))
	more, r.moved = p.more(number, seen, items)
	if r.moved == nil && !more && p.totalCount >= 0 && seen > p.totalCount {
		r.surplus = problem("pagination.total_count", "is %d, but there are %d items", p.totalCount, seen)
	}
	return more, nil
}

// all is the iterator over a list that is read whole before its first item.
func (l listing[T]) all(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		items, err := l.whole(ctx)
		for _, item := range items {
			if !yield(item, nil) {
				return
			}
		}
		if err != nil {
			var none T
			yield(none, err)
		}
	}
}
