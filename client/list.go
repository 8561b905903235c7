package client

import (
	"context"
	"iter"
	"net/url"
	"strings"
)

// OrderBy is what a list of segments is ordered by.
type OrderBy string

// The orders. Source: the API's documentation, "order_by".
const (
	ByName       OrderBy = "name"
	ByTotalCount OrderBy = "total_count"
	ByCreatedAt  OrderBy = "created_at"
	ByUpdatedAt  OrderBy = "updated_at"
)

// ListOptions say which segments to list, and how.
type ListOptions struct {
	Search     string  // a part of the name; empty for all
	OrderBy    OrderBy // empty is ByCreatedAt
	Descending bool
	PageSize   int // zero is that of the client
}

// ListSegments goes through the segments. It reads the whole list before the
// first one, and again when it is ranged over again. A segment that somebody
// creates or deletes while the list is read moves others to pages that were read
// before: if totals change, an id comes twice or ids are missing, the list is
// read again, four times in all, then the error is an *AnswerError. A list has at
// most a million items and ten thousand pages, and takes at most 512 MiB.
//
// The default order is by creation, the oldest first: what is created or changed
// then moves nothing. The API's own order, by the latest change, would
// have to be read again more often. An API that ignores the order is fine.
func (c *Client) ListSegments(ctx context.Context, o ListOptions) iter.Seq2[Summary, error] {
	query := url.Values{"order_by": {string(ByCreatedAt)}, "ordering": {"asc"}}
	if o.OrderBy != "" {
		query.Set("order_by", string(o.OrderBy))
	}
	if o.Descending {
		query.Set("ordering", "desc")
	}
	if o.Search != "" {
		query.Set("search", o.Search)
	}
	return listing[Summary]{c, segmentsPath, query, "items", o.PageSize, summaryItem}.all(ctx)
}

func summaryItem(o *object) (Summary, string) {
	s := summary(o)
	return s, strings.ToLower(s.ID)
}

// SegmentContacts goes through the contacts that match a segment: none until
// its status is Done. Search is a text to look for; empty for all.
//
// There may be millions, so it requests a page only when the one before is used
// up. If the pages contradict one another (the total falls, or contacts of one
// page come again on the next), the iteration ends with an *AnswerError: contacts
// may be missing, so start over.
func (c *Client) SegmentContacts(ctx context.Context, id, search string) iter.Seq2[Contact, error] {
	path, err := idPath(segmentsPath, id)
	if err != nil {
		return func(yield func(Contact, error) bool) { yield(Contact{}, err) }
	}
	query := url.Values{}
	if search != "" {
		query.Set("search", search)
	}
	return listing[Contact]{c, path + "contacts/", query, "items", 0, contactItem}.stream(ctx)
}

// ContactLists goes through the contact lists, which it reads as ListSegments
// reads segments. Their Columns are nil: see ContactList.
func (c *Client) ContactLists(ctx context.Context) iter.Seq2[ContactList, error] {
	return listing[ContactList]{c, listsPath, url.Values{}, "items", 0, func(o *object) (ContactList, string) {
		list := contactList(o)
		return list, strings.ToLower(list.ID)
	}}.all(ctx)
}
