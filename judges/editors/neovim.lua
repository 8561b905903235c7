-- What neovim.test.mjs has Neovim do. SEGC_STEPS is a file with a function, which gets the helpers below
-- and returns what it saw; the file SEGC_SAW gets that as JSON.
local steps, saw = vim.env.SEGC_STEPS, vim.env.SEGC_SAW
local H = {}

-- wait waits until something holds.
function H.wait(what, holds)
  if not vim.wait(20000, holds, 20) then
    error('waited for ' .. what)
  end
end

-- client waits for the server of the current buffer.
function H.client()
  local clients = {}
  H.wait('the server', function()
    clients = (vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = 0 })) or vim.lsp.buf_get_clients(0)
    return next(clients) ~= nil and select(2, next(clients)).initialized
  end)
  return select(2, next(clients))
end

-- problems returns what is wrong with each file, with places from 1.
function H.problems()
  local all = {}
  for _, d in ipairs(vim.diagnostic.get(nil)) do
    local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(d.bufnr), ':t')
    table.insert(all, { file = name, line = d.lnum + 1, byte = d.col, last = d.end_col, text = d.message, severity = d.severity, code = d.code or (d.user_data and d.user_data.lsp and d.user_data.lsp.code) })
  end
  return all
end

-- ask asks the server about the cursor, and returns the answer.
function H.ask(method, more)
  local params = vim.tbl_extend('force', vim.lsp.util.make_position_params(0, 'utf-16'), more or {})
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000)
  local _, answer = next(answers)
  if answer.err or answer.error then
    error(method .. ': ' .. vim.inspect(answer.err or answer.error))
  end
  return answer.result
end

-- to puts the cursor on the first place of a text.
function H.to(text)
  vim.fn.cursor(1, 1)
  if vim.fn.search('\\V' .. text, 'cW') == 0 then
    error('there is no ' .. text)
  end
end

-- complete has another Neovim type keys in a file and complete with C-x C-o, and goes through what is
-- offered until the line is the wanted one. It returns the line.
function H.complete(file, keys, wanted)
  local other = vim.fn.jobstart({
    'nvim', '--embed', '--headless', '-n', '-i', 'NONE', '-u', 'NORC', '--cmd', 'set runtimepath=' .. vim.o.runtimepath,
    '--cmd', 'filetype plugin on', file,
  }, { rpc = true })
  local function asks(...) return vim.rpcrequest(other, ...) end
  H.wait('completion of the server', function() return asks('nvim_eval', '&omnifunc'):find('segc.complete', 1, true) ~= nil end)
  asks('nvim_input', keys)
  local before = asks('nvim_get_current_line')
  asks('nvim_input', '<C-x><C-o>')
  local line
  vim.wait(5000, function() line = asks('nvim_get_current_line') return line ~= before end, 20)
  for _ = 1, 20 do
    if line:sub(1, #wanted) == wanted then break end
    asks('nvim_input', '<C-n>')
    vim.wait(50)
    line = asks('nvim_get_current_line')
  end
  if asks('nvim_eval', 'pumvisible()') == 1 then
    asks('nvim_input', '<C-y>') -- what is after the cursor goes once an item is chosen
  end
  vim.wait(1000, function() return asks('nvim_eval', 'pumvisible()') == 0 end, 20)
  asks('nvim_input', '<Esc>')
  line = asks('nvim_get_current_line')
  vim.fn.jobstop(other)
  return line
end

local fine, result = xpcall(function() return dofile(steps)(H) end, debug.traceback)
vim.fn.writefile({ vim.fn.json_encode(fine and { saw = result or vim.empty_dict() } or { problem = result, messages = vim.fn.execute('messages') }) }, saw)
vim.cmd(fine and 'qall!' or 'cquit!')
