package main

import (
	"io"

	"github.com/spf13/cobra"
)

// bashAlone goes before the script for bash, which calls functions of the
// package bash-completion: without the package, each TAB would print an error
// about them. If the package is loaded later, its own functions replace these.
const bashAlone = `# What the script needs of the package bash-completion, for a shell without it.
if ! declare -F _get_comp_words_by_ref >/dev/null; then
    _get_comp_words_by_ref() # bash takes words apart at = and :, which belong together
    {
        local i part glue=
        words=()
        for i in "${!COMP_WORDS[@]}"; do
            part=${COMP_WORDS[i]}
            if [[ -n $glue || i -gt 1 && $part == [=:]* ]]; then
                words[${#words[@]}-1]+=$part
            else
                words+=("$part")
            fi
            glue=
            [[ i -gt 1 && $part == *[=:] ]] && glue=1
            ((i == COMP_CWORD)) && cword=$((${#words[@]} - 1))
        done
        cur=${words[cword]}
        prev=${words[cword > 0 ? cword - 1 : 0]}
    }
fi
if ! declare -F _filedir >/dev/null; then
    _filedir() # folders, unless the argument is -d also files, with it as extension
    {
        local file pattern="*${1:+.@($1)}"
        compopt -o filenames 2>/dev/null
        while IFS= read -r file; do
            [[ -d $file || $1 != -d && $file == $pattern ]] && COMPREPLY+=("$file")
        done < <(compgen -f -- "$cur")
    }
fi

`

// bashCompletion writes the script that completes segc in bash.
func bashCompletion(root *cobra.Command, w io.Writer) error {
	if _, err := io.WriteString(w, bashAlone); err != nil {
		return err
	}
	return root.GenBashCompletionV2(w, true)
}
