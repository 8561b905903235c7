package tree

import (
	"os"
	"strings"
)

// chain is the way to a folder of a tree, with each folder on it open, so that the
// next one is opened from the nearest that it shares. It leads through no link: what
// is opened is what had the name right before, and is not what git keeps.
type chain struct {
	tree  *Tree
	names []string
	roots []*os.Root // of the names up to each
}

// enter returns a folder, which stays open until another way is taken. It is nil where
// anything but folders is on the way, or reading follows links: then it is up to the
// tree.
func (c *chain) enter(folder string) *os.Root {
	if c.tree.follows {
		return nil
	}
	n := 0
	if folder != "." {
		for name := range strings.SplitSeq(folder, "/") {
			if n == len(c.names) || c.names[n] != name {
				c.cut(n)
				root := c.step(name)
				if root == nil {
					return nil
				}
				c.names, c.roots = append(c.names, name), append(c.roots, root)
			}
			n++
		}
	}
	c.cut(n)
	return c.last()
}

func (c *chain) last() *os.Root {
	if len(c.roots) == 0 {
		return c.tree.root
	}
	return c.roots[len(c.roots)-1]
}

// step opens a folder in the last one.
func (c *chain) step(name string) *os.Root {
	local, err := localize(name)
	if err != nil || name == "." || ofGit(name) {
		return nil
	}
	above := c.last()
	named, err := above.Lstat(local)
	if err != nil || !named.IsDir() {
		return nil
	}
	root, err := above.OpenRoot(local)
	if err != nil {
		return nil
	}
	if opened, err := root.Stat("."); err != nil || !os.SameFile(named, opened) { // a link was put there
		_ = root.Close() // it was not read
		return nil
	}
	return root
}

// cut closes the folders after the first few.
func (c *chain) cut(n int) {
	for _, root := range c.roots[n:] {
		_ = root.Close() // it was only read
	}
	c.names, c.roots = c.names[:n], c.roots[:n]
}
