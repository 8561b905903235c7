-- Completion with `C-x C-o`. Neovim replaces what is before the cursor with an item, and leaves what is
-- after it. An item of segc replaces the whole word, such as a text with its closing quote, so what
-- is after the cursor is taken out here.
local M = {}

-- units returns how long a text is in columns of the protocol.
local function units(text, encoding)
  if encoding == 'utf-8' then
    return #text
  end
  local _, letters = text:gsub('[^\128-\191]', '')
  local _, pairs = text:gsub('[\240-\247]', '') -- in UTF-16, they are two units
  return letters + (encoding == 'utf-16' and pairs or 0)
end

-- prefix returns the first letters of a text that have a length.
local function prefix(text, length, encoding)
  local last = 0
  while last < #text and units(text:sub(1, last), encoding) < length do
    last = last + #text:match('^[%z\1-\127\192-\247]?[\128-\191]*', last + 1)
  end
  return text:sub(1, last)
end

-- asked is where somebody has asked last: a row, what was before the cursor and what was after it.
local asked

-- omnifunc is that of Neovim.
function M.omnifunc(start, base)
  if start == 1 or start == true then
    local row, column = unpack(vim.api.nvim_win_get_cursor(0))
    local line = vim.api.nvim_get_current_line()
    asked = { row = row, before = line:sub(1, column), after = line:sub(column + 1) }
  end
  return vim.lsp.omnifunc(start, base)
end

-- completed takes out what the item that was chosen replaces after the cursor.
function M.completed(encoding)
  local item = vim.v.completed_item
  for _, name in ipairs({ 'user_data', 'nvim', 'lsp', 'completion_item', 'textEdit', 'range' }) do
    item = type(item) == 'table' and item[name] or nil
  end
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  if not item or not asked or row ~= asked.row or item['end'].line ~= row - 1 then
    return
  end
  local over = item['end'].character - units(asked.before, encoding)
  if over <= 0 or vim.api.nvim_get_current_line():sub(column + 1) ~= asked.after then
    return
  end
  vim.api.nvim_buf_set_text(0, row - 1, column, row - 1, column + #prefix(asked.after, over, encoding), { '' })
  asked = nil
end

return M
