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

// ListSegments goes through the segments. It asks for a page when the one before
// is used up, and starts over when it is ranged over again. An error ends it.
//
// The default order is by creation, the oldest first: what is changed or made
// meanwhile then moves nothing across the border of a page. The API's own, by
// the latest change, could show one segment twice and miss another.
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
	return pages(ctx, c, segmentsPath, query, "items", o.PageSize, summaryItem)
}

func summaryItem(o *object) (Summary, string) {
	s := summary(o)
	return s, strings.ToLower(s.ID)
}

// SegmentContacts goes through the contacts that match a segment: none until
// its status is Done. Search is a text to look for; empty for all.
func (c *Client) SegmentContacts(ctx context.Context, id, search string) iter.Seq2[Contact, error] {
	path, err := idPath(segmentsPath, id)
	if err != nil {
		return func(yield func(Contact, error) bool) { yield(Contact{}, err) }
	}
	query := url.Values{}
	if search != "" {
		query.Set("search", search)
	}
	return pages(ctx, c, path+"contacts/", query, "items", 0, contactItem)
}

// ContactLists goes through the contact lists. Their Columns are nil: see
// ContactList.
func (c *Client) ContactLists(ctx context.Context) iter.Seq2[ContactList, error] {
	return pages(ctx, c, listsPath, url.Values{}, "items", 0, func(o *object) (ContactList, string) {
		list := contactList(o)
		return list, strings.ToLower(list.ID)
	})
}
