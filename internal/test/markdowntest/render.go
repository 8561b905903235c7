// Package markdowntest renders Markdown as the most capable sites do, for tests that
// ask what becomes of a text. It knows nothing of what segc writes.
package markdowntest

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
)

// Render renders a document with everything turned on that makes something of a
// text: raw HTML, links, tables, footnotes, definitions, typography, attributes.
// The result, inside an element `page`, is read as strict XML, so that no markup
// can hide in it: see is called with each xml.StartElement, xml.EndElement and
// xml.CharData, from first to last, and anything else is an error. The error has
// the page and the document.
func Render(document string, see func(xml.Token)) error {
	site := goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList, extension.Typographer),
		goldmark.WithParserOptions(parser.WithAttribute()),
		goldmark.WithRendererOptions(html.WithUnsafe(), html.WithXHTML()),
	)
	var page strings.Builder
	page.WriteString("<page>")
	if err := site.Convert([]byte(document), &page); err != nil {
		return err
	}
	page.WriteString("</page>")
	decoder := xml.NewDecoder(strings.NewReader(page.String()))
	decoder.Entity = xml.HTMLEntity
	for {
		token, err := decoder.Token()
		switch token.(type) {
		case xml.StartElement, xml.EndElement, xml.CharData:
			see(token)
			continue
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err == nil:
			err = fmt.Errorf("there is a %T", token)
		}
		return fmt.Errorf("%w in\n%s\nof\n%s", err, page.String(), document)
	}
}
