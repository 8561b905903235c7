package plan

import (
	"strings"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/rulesjson"
)

// fingerprint is what is known of a body without having it: its hashes, one after
// the other, or from a lock of version 1 the hash of the whole. It is empty when
// nothing is known.
type fingerprint string

func fingerprintOf(b *rulesjson.Segment) fingerprint { return fingerprintHashes(Hashes(b)) }

func fingerprintHashes(h lock.Hashes) fingerprint {
	if h.IsZero() {
		return ""
	}
	return fingerprint(strings.Join([]string{h.Name, h.Color, h.Description, h.Lists, h.Rules}, "."))
}

// hashes returns the hashes of a fingerprint if it has them; otherwise they are
// zero.
func (p fingerprint) hashes() lock.Hashes {
	parts := strings.Split(string(p), ".")
	if len(parts) != 5 {
		return lock.Hashes{}
	}
	return lock.Hashes{Name: parts[0], Color: parts[1], Description: parts[2], Lists: parts[3], Rules: parts[4]}
}

// of reports whether the fingerprint is of a body.
func (p fingerprint) of(b *rulesjson.Segment) bool {
	if p.hashes().IsZero() {
		return p != "" && string(p) == Hash(b)
	}
	return p == fingerprintOf(b)
}

// Says reports whether a body is the one that the file of an entry had when the
// entry was written.
func Says(e lock.Entry, b *rulesjson.Segment) bool { return fileFingerprint(e).of(b) }

// Left reports whether a body is the one that the API was left with when the
// entry was written.
func Left(e lock.Entry, b *rulesjson.Segment) bool { return remoteFingerprint(e).of(b) }

func fileFingerprint(e lock.Entry) fingerprint {
	if e.Hash.IsZero() {
		return fingerprint(e.Body)
	}
	return fingerprintHashes(e.Hash)
}

func remoteFingerprint(e lock.Entry) fingerprint {
	if e.Hash.IsZero() {
		return fingerprint(e.RemoteBody())
	}
	return fingerprintHashes(e.Remote())
}

// Same reports whether two bodies say the same, except for the order of lists,
// groups, conditions and values.
func Same(a, b *rulesjson.Segment) bool { return Hashes(a) == Hashes(b) }
