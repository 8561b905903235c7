package rule

import (
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/rulesjson"
)

// MaxSize is the number of bytes above which rulesjson refuses a text unread.
const MaxSize = 16 << 20

// DecodeError says where a JSON text is not a document, and why.
type DecodeError = rulesjson.ParseError

// Decode reads a document, as rulesjson.Parse does. The error is a *DecodeError.
func Decode(data []byte) (*condition.Document, error) { return DecodeWithin(nil, data) }

// DecodeWithin is Decode with a poll that counts the work and what is read, and
// may end it.
func DecodeWithin(p *poll.Poll, data []byte) (*condition.Document, error) {
	d, err := rulesjson.ParseContext(p.Context(), data)
	if err != nil {
		return nil, err
	}
	return taken(p, d), nil
}

// taken returns a document in the form of the engine, in the place of the one that was
// read.
func taken(p *poll.Poll, d *rulesjson.Document) *condition.Document {
	read := conditions(p, d)
	_, n := d.Size()
	p.Free(n * conditionBytes)
	return read
}
