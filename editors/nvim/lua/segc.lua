-- The language server of segc, for Neovim from 0.7.2 on. `vim.g.segc` may have
--   cmd       the command, {'segc', 'lsp'}
--   flags     the flags of `segc check`, such as {'--assume', 'missing=skip'}
--   problems  'folder' shows those of all rules, 'open' those of open files
--   hints     true for hints inside the text
--   root      the folder of all rules, or a function that returns it for a file
local M = {}

-- What shows that a folder is the root of rules, as paths after `use` see it.
M.markers = { 'segc.lock', '.segcignore', '.git' }

-- root returns the folder of the rules that a file belongs to.
function M.root(file)
  local set = (vim.g.segc or {}).root
  if set then
    return type(set) == 'function' and set(file) or set
  end
  local folder = vim.fn.fnamemodify(file, ':p:h')
  for _, marker in ipairs(M.markers) do
    local found = vim.fn.finddir(marker, vim.fn.escape(folder, ' ;,') .. ';')
    if found == '' then
      found = vim.fn.findfile(marker, vim.fn.escape(folder, ' ;,') .. ';')
    end
    if found ~= '' then
      return vim.fn.fnamemodify(found, ':p'):gsub('/$', ''):match('^(.*)/[^/]*$')
    end
  end
  return folder
end

-- config returns what vim.lsp takes.
function M.config()
  local set = vim.g.segc or {}
  local settings = { flags = set.flags or {}, problems = set.problems or 'folder', hints = set.hints or false }
  return {
    name = 'segc',
    cmd = set.cmd or { 'segc', 'lsp' },
    filetypes = { 'seg' },
    root_dir = vim.lsp.enable and function(buffer, found) found(M.root(vim.api.nvim_buf_get_name(buffer))) end or nil,
    init_options = settings,
    settings = { segc = settings },
    on_attach = M.attached,
  }
end

-- start starts the server for a buffer, or attaches the buffer to the one of its folder. It is for
-- Neovim before 0.11.
function M.start(buffer)
  buffer = (buffer == nil or buffer == 0) and vim.api.nvim_get_current_buf() or buffer
  if vim.bo[buffer].buftype ~= '' then
    return -- a diff of a plugin, or a list
  end
  local config = M.config()
  config.root_dir = M.root(vim.api.nvim_buf_get_name(buffer))
  if vim.lsp.start then -- since 0.8
    vim.lsp.start(config, { bufnr = buffer })
    return
  end
  for _, client in ipairs(vim.lsp.get_active_clients()) do
    if client.name == 'segc' and client.config.root_dir == config.root_dir and not client.is_stopped() then
      vim.lsp.buf_attach_client(buffer, client.id)
      return
    end
  end
  config.workspace_folders = { { uri = vim.uri_from_fname(config.root_dir), name = config.root_dir } }
  local id = vim.lsp.start_client(config)
  if id then
    vim.lsp.buf_attach_client(buffer, id)
  end
end

-- attached asks for the lenses, and keeps them up to date.
function M.attached(client, buffer)
  if not client.server_capabilities.codeLensProvider then
    return
  end
  vim.cmd(string.format([[
    augroup segc_lens_%d
      autocmd! * <buffer=%d>
      autocmd BufEnter,CursorHold,InsertLeave,BufWritePost <buffer=%d> lua vim.lsp.codelens.refresh()
    augroup END
  ]], buffer, buffer, buffer))
end

-- show shows a segment in plain English or its document in a new window. A file with several
-- segments needs the name of one.
function M.show(what, segment)
  local here = vim.api.nvim_get_current_buf()
  local params = { uri = vim.uri_from_bufnr(here), segment = segment ~= '' and segment or nil }
  vim.lsp.buf_request(here, 'segc/' .. what, params, function(problem, result)
    if problem then
      vim.notify('segc: ' .. problem.message, vim.log.levels.ERROR)
    elseif result then
      vim.cmd('new')
      local buffer = vim.api.nvim_get_current_buf()
      vim.bo[buffer].buftype, vim.bo[buffer].bufhidden, vim.bo[buffer].swapfile = 'nofile', 'wipe', false
      vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(result.text, '\n'))
      vim.bo[buffer].filetype = what == 'document' and 'json' or 'markdown'
      vim.bo[buffer].modifiable = false
    end
  end)
end

return M
