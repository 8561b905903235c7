" What the file type plugin for rules of segc calls.

" segc#format is for 'formatexpr': it writes the whole file in the layout of `segc fmt`, also for a
" motion over a part of it, since a layout is that of a file. A text that segc cannot read stays.
function! segc#format() abort
  if mode() =~# '^[iR]'
    return 1 " a long comment, while it is typed: Vim breaks it
  endif
  let old = getline(1, '$')
  let file = tempname()
  try
    " The text goes through a file, so that messages cannot get into it, and no shell sees it.
    call writefile(map(copy(old), 'iconv(v:val, &encoding, "utf-8")'), file)
    let said = system('segc fmt --color=never -w ' . shellescape(file))
    if v:shell_error
      call s:complain(said)
      return 0
    endif
    let new = map(readfile(file), 'iconv(v:val, "utf-8", &encoding)')
  finally
    call delete(file)
  endtry
  call s:replace(old, empty(new) ? [''] : new)
  return 0
endfunction

" replace changes only the lines that differ, and keeps the cursor on its line.
function! s:replace(old, new) abort
  let [same, first] = [min([len(a:old), len(a:new)]), 0]
  while first < same && a:old[first] ==# a:new[first]
    let first += 1
  endwhile
  let tail = 0
  while tail < same - first && a:old[-1 - tail] ==# a:new[-1 - tail]
    let tail += 1
  endwhile
  let [gone, more] = [len(a:old) - tail - first, len(a:new) - tail - first]
  if gone == 0 && more == 0
    return
  endif
  let view = winsaveview()
  let both = min([gone, more])
  if both > 0
    call setline(first + 1, a:new[first : first + both - 1])
  endif
  if more > both
    call append(first + both, a:new[first + both : first + more - 1])
  elseif gone > both
    silent execute (first + both + 1) . ',' . (first + gone) . 'delete _'
  endif
  if view.lnum > first + gone
    let view.lnum += more - gone
    let view.topline = max([1, view.topline + more - gone])
  endif
  call winrestview(view)
endfunction

" complain shows the first error of segc.
function! s:complain(said) abort
  let found = matchlist(a:said, ':\(\d\+\):\d\+: error\[\w\+\]: \([^\r\n]*\)')
  let why = empty(found) ? matchstr(a:said, '[^\r\n]\+') : 'line ' . found[1] . ': ' . found[2]
  echohl ErrorMsg
  echomsg 'segc fmt leaves the text as it is: ' . why
  echohl None
endfunction
