-- The language server of segc, for Neovim from 0.7.2 on. `vim.g.segc` may have
--   cmd       the command, {'segc', 'lsp'}
--   flags     the flags of `segc check`, such as {'--assume', 'missing=skip'}
--   problems  'folder' shows those of all rules, 'open' those of open files
--   hints     true for hints inside the text
--   root      the folder of all rules, or a function that returns it for a file
local M = {}

-- What shows that a folder is the root of rules, as paths after `use` see it: the nearest one with a
-- marker of the first kind, and only without any, the nearest one with one of the second. A folder
-- below the root may have a .segcignore of its own.
M.markers = { { 'segc.lock', '.git' }, { '.segcignore' } }

-- above returns the nearest folder from one on upward that has one of the markers, or nil.
local function above(folder, markers)
  while true do
    for _, marker in ipairs(markers) do
      if vim.loop.fs_stat((folder:gsub('/$', '')) .. '/' .. marker) then
        return folder
      end
    end
    local next = vim.fn.fnamemodify(folder, ':h')
    if next == folder then
      return nil
    end
    folder = next
  end
end

-- root returns the folder of the rules that a file belongs to.
function M.root(file)
  local set = (vim.g.segc or {}).root
  if set then
    return type(set) == 'function' and set(file) or set
  end
  local start = vim.fn.fnamemodify(file, ':p:h')
  for _, markers in ipairs(M.markers) do
    local found = above(start, markers)
    if found then
      return found
    end
  end
  return start
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
    -- Neovim before 0.12 does not say that it takes new lenses. Without them, "proving …" would stay above a segment.
    capabilities = vim.tbl_deep_extend('force', vim.lsp.protocol.make_client_capabilities(), {
      workspace = { codeLens = { refreshSupport = true } },
    }),
    handlers = not vim.lsp.codelens.enable and { ['workspace/codeLens/refresh'] = function()
      M.refresh(vim.api.nvim_get_current_buf())
      return vim.NIL
    end } or nil,
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

-- attached sets what a buffer gets from the server.
function M.attached(client, buffer)
  -- Later, so that no file type plugin that runs after this sets something else.
  vim.schedule(function()
    if vim.api.nvim_buf_is_valid(buffer) then
      vim.bo[buffer].omnifunc = "v:lua.require'segc.complete'.omnifunc"
      vim.bo[buffer].formatexpr = "v:lua.require'segc'.formatexpr()"
    end
  end)
  vim.cmd(string.format([[
    augroup segc_complete_%d
      autocmd! * <buffer=%d>
      autocmd CompleteDone <buffer=%d> lua require('segc.complete').completed('%s')
    augroup END
  ]], buffer, buffer, buffer, client.offset_encoding or 'utf-16'))
  if client.server_capabilities.codeLensProvider then
    M.lenses(buffer)
  end
end

-- lenses asks for the lenses, and keeps them up to date, which Neovim does itself from 0.12 on. Neovim 0.7
-- asks only for the buffer where the cursor is.
function M.lenses(buffer)
  if vim.lsp.codelens.enable then
    vim.lsp.codelens.enable(true, { bufnr = buffer })
    return
  end
  vim.cmd(string.format([[
    augroup segc_lens_%d
      autocmd! * <buffer=%d>
      autocmd BufEnter,CursorHold,InsertLeave,BufWritePost,DiagnosticChanged <buffer=%d> lua require('segc').refresh(%d)
    augroup END
  ]], buffer, buffer, buffer, buffer))
  M.refresh(buffer)
end

-- refresh asks for the lenses of a buffer. The other buffers ask when the cursor enters them.
function M.refresh(buffer)
  vim.schedule(function()
    if vim.api.nvim_get_current_buf() == buffer and vim.bo[buffer].filetype == 'seg' then
      vim.lsp.codelens.refresh()
    end
  end)
end

-- formatexpr is for gq: it writes the statements that a motion touches in the layout of `segc fmt`. A
-- text that segc cannot read stays.
function M.formatexpr()
  if vim.fn.mode():match('^[iR]') then
    return 1 -- a long comment, while it is typed: Neovim breaks it
  end
  local buffer = vim.api.nvim_get_current_buf()
  local first, last = vim.v.lnum - 1, vim.v.lnum + vim.v.count - 2
  local line = vim.api.nvim_buf_get_lines(buffer, last, last + 1, false)[1] or ''
  local params = {
    textDocument = { uri = vim.uri_from_bufnr(buffer) },
    range = { start = { line = first, character = 0 }, ['end'] = { line = last, character = #line } },
    options = { tabSize = 2, insertSpaces = true },
  }
  for id, answer in pairs(vim.lsp.buf_request_sync(buffer, 'textDocument/rangeFormatting', params, 10000) or {}) do
    if type(answer.result) == 'table' then
      vim.lsp.util.apply_text_edits(answer.result, buffer, vim.lsp.get_client_by_id(id).offset_encoding)
      return 0
    end
  end
  local why = ''
  for _, found in ipairs(vim.diagnostic.get(buffer, { severity = vim.diagnostic.severity.ERROR })) do
    why = why == '' and string.format(': line %d: %s', found.lnum + 1, found.message:match('[^\n]*')) or why
  end
  vim.schedule(function() -- while Neovim evaluates 'formatexpr', it shows no errors
    vim.notify('segc fmt leaves the text as it is' .. why, vim.log.levels.ERROR)
  end)
  return 0
end

-- names returns what may follow in a line with a command: the segments of the file that begin with
-- what is there, each from the last word on, since a name may have several.
function M.names(word, line)
  local text = line:match('Segc%a+!?%s+(.*)$') or word
  local here = vim.api.nvim_get_current_buf()
  local answers = vim.lsp.buf_request_sync(here, 'segc/uses', { uri = vim.uri_from_bufnr(here) }, 2000)
  local all = {}
  for _, answer in pairs(answers or {}) do
    for _, name in ipairs(answer.result and answer.result.segments or {}) do
      if vim.startswith(name, text) then
        table.insert(all, name:sub(#text - #word + 1))
      end
    end
  end
  return all
end

-- show shows a segment in plain English or its document in a new window. Of a file with several
-- segments, it shows the one with the name, and without a name it asks.
function M.show(what, segment, buffer)
  local here = buffer or vim.api.nvim_get_current_buf()
  local params = { uri = vim.uri_from_bufnr(here), segment = segment ~= '' and segment or nil }
  vim.lsp.buf_request(here, 'segc/' .. what, params, function(problem, result)
    if problem then
      vim.notify('segc: ' .. problem.message, vim.log.levels.ERROR)
    elseif result and type(result.text) == 'string' then
      M.window(what, result.text)
    elseif result and #(result.segments or {}) > 0 then
      vim.ui.select(result.segments, { prompt = 'Segment:' }, function(name)
        if name then
          M.show(what, name, here)
        end
      end)
    end
  end)
end

-- window shows a text in a new window.
function M.window(what, text)
  vim.cmd('new')
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].buftype, vim.bo[buffer].bufhidden, vim.bo[buffer].swapfile = 'nofile', 'wipe', false
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(text, '\n'))
  vim.bo[buffer].filetype = what == 'document' and 'json' or 'markdown'
  vim.bo[buffer].modifiable = false
end

return M
