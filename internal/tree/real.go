package tree

import "path/filepath"

// Real returns the name of a file without the links that lead to its folder, so that a folder with
// several names has one. The file need not be there. Nothing is opened.
func Real(name string) string {
	name = filepath.Clean(name)
	folder, below := filepath.Dir(name), filepath.Base(name)
	for {
		if real, err := filepath.EvalSymlinks(folder); err == nil {
			return filepath.Join(real, below)
		}
		above := filepath.Dir(folder)
		if above == folder {
			return name
		}
		folder, below = above, filepath.Join(filepath.Base(folder), below)
	}
}

// Target returns the name of the file that a name leads to through links, or the name itself if
// nothing is there. Nothing is opened.
func Target(name string) string {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		return target
	}
	return name
}
