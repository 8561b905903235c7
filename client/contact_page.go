package client

import (
	"context"
	"errors"
	"net/url"
)

// ContactSource says whose contacts are meant: those of a list or those of a
// segment. It has one of the two ids.
type ContactSource struct{ List, Segment string }

// ContactPage is one page of contacts.
type ContactPage struct {
	Number   int   // counted from 1
	Total    int64 // contacts on all pages; -1 if the API does not say, which it must if there are several pages
	Pages    int64 // -1 if the API does not say
	Contacts []Contact
}

// ContactPage requests one page of contacts. A size of zero is that of the client; the
// API may send pages of another size. A segment has no contacts until its status is Done.
//
// It is for programs that read many contacts, and go on later where they had to stop.
// The API's documentation does not say in which order contacts are, nor that the order
// stays: somebody who adds or removes a contact moves others to pages that were read
// before. Whether the pages are whole together is for the caller to find out, by their
// ids and totals.
func (c *Client) ContactPage(ctx context.Context, of ContactSource, number, size int) (*ContactPage, error) {
	folder, id, items := listsPath, of.List, "contacts"
	if of.Segment != "" {
		folder, id, items = segmentsPath, of.Segment, "items"
	}
	switch {
	case of.List != "" && of.Segment != "":
		return nil, errors.New("client: contacts are those of a list or of a segment, not of both")
	case number < 1:
		return nil, errors.New("client: pages are counted from 1")
	}
	path, err := idPath(folder, id)
	if err != nil {
		return nil, err
	}
	p, _, err := listing[Contact]{c, path + "contacts/", url.Values{}, items, size, contactItem}.get(ctx, number)
	if err != nil {
		return nil, err
	}
	return &ContactPage{Number: number, Total: p.totalCount, Pages: p.totalPages, Contacts: p.items}, nil
}
