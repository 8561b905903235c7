-- Starts the language server of segc for rules. `vim.g.segc = false` before this turns it off, and a
-- table sets what :help does not know: see lua/segc.lua.
if vim.g.loaded_segc or vim.g.segc == false then
  return
end
vim.g.loaded_segc = true

if vim.lsp.enable then -- since 0.11
  vim.lsp.enable('segc')
else
  vim.cmd([[
    augroup segc
      autocmd!
      autocmd FileType seg lua require('segc').start(tonumber(vim.fn.expand('<abuf>')))
    augroup END
  ]])
end

for command, what in pairs({ SegcExplain = 'explain', SegcDocument = 'document' }) do
  vim.api.nvim_create_user_command(command, function(given) require('segc').show(what, given.args) end, {
    nargs = '?',
    complete = function(word, line) return require('segc').names(word, line) end,
  })
end
