// Neovim, without a screen and without a person's files: its own client and the files of editors/nvim.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';

import { check, documents, examples, folder, git, root, segc } from './workplace.mjs';

// neovim does steps in a folder and returns what it saw.
function neovim(t, cwd, steps) {
  const own = folder(t, { 'steps.lua': steps, 'bin/empty': '' });
  fs.symlinkSync(segc, path.join(own, 'bin', 'segc'));
  const at = (name) => path.join(own, name);
  const editors = path.join(root, 'editors');
  const ran = spawnSync('nvim', [
    '--headless', '-n', '-i', 'NONE', '-u', 'NORC', '--cmd', `set runtimepath^=${editors}/nvim,${editors}/vim`, '--cmd', 'filetype plugin on', '--cmd', 'syntax on',
    '-c', `luafile ${path.join(root, 'judges', 'editors', 'neovim.lua')}`,
  ], {
    cwd, timeout: 60_000, encoding: 'utf8',
    env: {
      ...process.env, PATH: `${at('bin')}:${process.env.PATH}`, HOME: own, XDG_CONFIG_HOME: at('config'), XDG_DATA_HOME: at('data'), XDG_STATE_HOME: at('state'),
      XDG_CACHE_HOME: at('cache'), SEGC_STEPS: at('steps.lua'), SEGC_SAW: at('saw'), GIT_CONFIG_GLOBAL: '/dev/null',
    },
  });
  assert.ok(fs.existsSync(at('saw')), `Neovim ended with ${ran.status}: ${ran.stdout}${ran.stderr}`);
  const { saw, problem, messages } = JSON.parse(fs.readFileSync(at('saw'), 'utf8'));
  assert.equal(problem, undefined, `${problem}\n${messages}`);
  return saw;
}

// committed returns a folder with the examples in a repository.
function committed(t, more = {}) {
  const made = folder(t, { ...examples(), ...more });
  git(made, 'init', '-q');
  git(made, 'add', '.');
  git(made, 'commit', '-qm', 'rules');
  return made;
}

test('problems are those of segc check, with the contact', (t) => {
  const made = folder(t, {
    'segc.lock': '',
    'catalog.seg': 'field plan: choice("free", "pro")\nlet pro = plan = "pro"\n',
    'guard.seg': 'use "catalog.seg"\n# Grüße 😀\nrequire status = "subscribed" because "we never mail people who left"\nwhere pro or status = "subscribed"\n',
    'typo.seg': 'use "catalog.seg"\nwhere pro and plna = "pro"\n',
  });
  const wanted = check(made, '.').diagnostics;
  const { problems, type, colors } = neovim(t, made, `return function(H)
    vim.cmd('edit guard.seg')
    H.client()
    H.wait('problems of both files', function() return #H.problems() >= ${wanted.length} end)
    return { problems = H.problems(), type = vim.bo.filetype, colors = vim.fn.synIDattr(vim.fn.synID(4, 1, 1), 'name') }
  end`);
  assert.equal(type, 'seg');
  assert.equal(colors, 'segStatement');
  const order = (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.code.localeCompare(b.code);
  assert.deepEqual(
    problems.map(({ file, line, text, code, severity }) => ({ file, line, code, text: text.split('\n')[0], severity })).sort(order),
    wanted.map((d) => ({ file: d.file, line: d.start.line, code: d.code, text: d.message, severity: d.severity === 'error' ? 1 : 2 })).sort(order),
  );
  const broken = problems.find(({ code }) => code === 'SEG601');
  assert.match(broken.text, /for example, a contact with plan "pro", status "unsubscribed"/);
});

test('a git checkout is seen without a watcher', (t) => {
  const made = committed(t, { 'catalog.seg': 'let mailable = status = "subscribed"\n', 'mailing.seg': 'use "catalog.seg"\n' });
  for (const name of Object.keys(examples()).filter((name) => !['catalog.seg', 'mailing.seg'].includes(name))) {
    fs.rmSync(path.join(made, name));
  }
  fs.writeFileSync(path.join(made, 'rule.seg'), 'use "catalog.seg"\nwhere mailable and never bounced and opened in last 30d\n');
  git(made, 'add', '.');
  git(made, 'commit', '-qm', 'a rule');
  git(made, 'checkout', '-qb', 'renamed');
  fs.writeFileSync(path.join(made, 'catalog.seg'), 'let reachable = status = "subscribed"\n');
  git(made, 'commit', '-qam', 'another name');
  git(made, 'checkout', '-q', 'main');
  const saw = neovim(t, made, `return function(H)
    vim.cmd('edit rule.seg')
    H.client()
    vim.wait(2100) -- until the rule is proved, and the folder was looked at
    local before = #H.problems()
    vim.fn.system('git checkout -q renamed')
    vim.wait(2100) -- as often as the server looks at files that nobody watches
    vim.cmd('write')
    H.wait('the name that is gone', function() return #H.problems() > 0 end)
    local during = H.problems()
    vim.fn.system('git checkout -q main')
    vim.wait(2100)
    vim.cmd('write')
    H.wait('the name that is back', function() return #H.problems() == 0 end)
    return { before = before, during = during }
  end`);
  assert.equal(saw.before, 0);
  assert.deepEqual(saw.during.map(({ file, code }) => [file, code]), [['rule.seg', 'SEG201']]);
});

test('problems are there again once a file is read again', (t) => {
  const made = folder(t, { 'segc.lock': '', 'rule.seg': 'where misspelt\n' });
  const saw = neovim(t, made, `return function(H)
    local seen = {}
    vim.cmd('edit rule.seg')
    H.client()
    local function shown() return #vim.diagnostic.get(0) > 0 end
    H.wait('the problem', shown)
    for _ = 1, 3 do
      vim.cmd('edit!')
      H.wait('the problem after edit!', shown)
      table.insert(seen, #vim.diagnostic.get(0))
    end
    vim.fn.writefile({ 'where status = "subscribed" and plan = "x"' }, 'rule.seg')
    vim.cmd('edit!')
    H.wait('no problem', function() return not shown() end)
    return { seen = seen }
  end`);
  assert.deepEqual(saw.seen, [1, 1, 1]);
});

test('a broken guard shows a contact, and stays while the next condition is half typed', (t) => {
  const made = committed(t);
  const saw = neovim(t, made, `return function(H)
    vim.cmd('edit win-back.seg')
    H.client()
    local function guard()
      for _, d in ipairs(H.problems()) do
        if d.file == 'win-back.seg' and d.code == 'SEG601' then return d end
      end
    end
    H.wait('the lens', function()
      local lenses = vim.lsp.codelens.get(0)
      return lenses[1] and lenses[1].command and lenses[1].command.title:find('guard holds')
    end)
    H.to('mailable and')
    vim.cmd('normal! cwopened')
    H.wait('the guard', guard)
    local saw, gone = { guard = guard(), text = vim.fn.join(vim.fn.getline(1, '$'), '\\n') .. '\\n' }, 0
    -- Looks at every list of problems, not only at those that are there in the end.
    vim.api.nvim_create_autocmd('DiagnosticChanged', { buffer = 0, callback = function()
      if not guard() then gone = gone + 1 end
    end })
    vim.fn.append('$', '  ')
    for key in ('and plna ='):gmatch('.') do
      vim.fn.setline('$', vim.fn.getline('$') .. key)
      vim.wait(20)
    end
    H.wait('the error of the half condition', function()
      for _, d in ipairs(H.problems()) do
        if d.line == vim.fn.line('$') then return true end
      end
    end)
    saw.during, saw.gone = guard(), gone
    return saw
  end`);
  fs.writeFileSync(path.join(made, 'win-back.seg'), saw.text);
  const [wanted] = check(made, 'win-back.seg').diagnostics.filter(({ code }) => code === 'SEG601');
  assert.equal(saw.guard.text.split('\n')[0], wanted.message);
  assert.match(saw.guard.text, /for example, a contact with /);
  assert.deepEqual(saw.during, saw.guard);
  assert.equal(saw.gone, 0, 'the guard was never away');
});

for (const [how, discard] of [['edit!', "vim.cmd('edit!')"], ['bdelete!', "vim.cmd('bdelete!')"]]) {
  test(`an edit that :${how} discards leaves the problems of the version on disk`, (t) => {
    const made = folder(t, { 'segc.lock': '', 'other.seg': 'where status = "subscribed" and never bounced and opened in last 30d\n', 'rule.seg': 'where status = "subscribed" and openned\n' });
    const saw = neovim(t, made, `return function(H)
      vim.cmd('edit other.seg')
      vim.cmd('edit rule.seg')
      H.client()
      H.wait('the problem', function() return #H.problems() == 1 end)
      local saw = { before = H.problems() }
      vim.fn.setline(1, { '# edited', 'where status = "subscribed" and clickd and opend' })
      H.wait('the problems of the edit', function() return #H.problems() == 2 end)
      ${discard}
      H.wait('the problem of the version on disk', function()
        local now = H.problems()
        return #now == 1 and now[1].line == 1
      end)
      saw.after = H.problems()
      vim.fn.delete('rule.seg')
      if vim.fn.bufloaded('rule.seg') == 1 then vim.cmd('bdelete') end
      vim.wait(2100) -- as often as the server looks at files that nobody watches
      vim.cmd('buffer other.seg')
      vim.cmd('write')
      H.wait('no problem of a file that is gone', function() return #H.problems() == 0 end)
      return saw
    end`);
    assert.deepEqual(saw.before.map(({ file, line, code }) => [file, line, code]), [['rule.seg', 1, 'SEG201']]);
    assert.deepEqual(saw.after, saw.before);
  });
}

test('a new name changes files that are not open, once they are written', (t) => {
  const made = committed(t);
  const before = documents(made);
  const saw = neovim(t, made, `return function(H)
    vim.cmd('edit win-back.seg')
    H.client()
    H.to('mailable and')
    vim.lsp.buf.rename('reachable')
    H.wait('the new name', function() return vim.fn.getline('.'):find('reachable') ~= nil end)
    local modified = {}
    for _, buffer in ipairs(vim.fn.getbufinfo({ bufmodified = 1 })) do
      table.insert(modified, vim.fn.fnamemodify(buffer.name, ':t'))
    end
    local disk = vim.fn.system('git diff --name-only')
    vim.cmd('wall')
    return { modified = modified, disk = disk }
  end`);
  const used = Object.entries(examples()).filter(([, text]) => /^[^#\n]*\bmailable\b/m.test(text)).map(([name]) => name).sort();
  assert.deepEqual(saw.modified.sort(), used);
  assert.equal(saw.disk, '', 'nothing is written before :wall');
  assert.deepEqual(git(made, 'diff', '--name-only').trim().split('\n').sort(), used);
  const lines = git(made, 'diff', '-U0').split('\n').filter((line) => /^[-+][^-+]/.test(line));
  const without = (sign) => lines.filter((line) => line[0] === sign).map((line) => line.slice(1));
  assert.ok(without('+').length >= used.length);
  assert.deepEqual(without('+').map((line) => line.replaceAll('reachable', 'mailable')), without('-'), 'nothing else has changed');
  assert.deepEqual(documents(made), before);
});

test('fixes, completion, hover, layout and lenses are there', (t) => {
  const made = committed(t, { 'typo.seg': 'use "mailing.seg"\n\nsegment "Free plan"\n  color "#7cb7de"\n  lists customers\n\nwhere   mailable and plna = "free"\n' });
  const saw = neovim(t, made, `return function(H)
    vim.cmd('edit typo.seg')
    H.client()
    H.wait('the problem', function() return #vim.diagnostic.get(0) > 0 end)
    H.to('plna')
    local saw = {}
    local params = vim.lsp.util.make_range_params(0, 'utf-16')
    params.context = { diagnostics = {}, only = { 'quickfix' } }
    for _, action in ipairs(H.ask('textDocument/codeAction', params)) do
      if action.edit and action.title:find('plan', 1, true) then
        vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
        break
      end
    end
    H.wait('no problem', function() return #vim.diagnostic.get(0) == 0 end)
    if vim.lsp.buf.format then vim.lsp.buf.format({ async = false }) else vim.lsp.buf.formatting_sync(nil, 20000) end
    saw.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n') .. '\\n'
    vim.cmd('write')
    H.to('mailable and')
    saw.hover = H.ask('textDocument/hover').contents.value
    H.to('"free"')
    vim.cmd('normal! l')
    saw.items = {}
    local answer = H.ask('textDocument/completion')
    for _, item in ipairs(answer.items or answer) do
      table.insert(saw.items, item.label)
    end
    H.wait('the lens, which nobody asks for', function()
      local lenses = vim.lsp.codelens.get(0)
      saw.lens = lenses[1] and lenses[1].command and lenses[1].command.title
      return saw.lens and saw.lens:find('proved')
    end)
    vim.cmd('SegcExplain')
    H.wait('the explanation', function() return vim.bo.buftype == 'nofile' end)
    saw.explained = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n')
    return saw
  end`);
  const segcSays = (...args) => spawnSync(segc, args, { cwd: made, encoding: 'utf8' }).stdout;
  assert.match(saw.text, /\nwhere mailable and plan = "free"\n$/);
  assert.equal(saw.text, segcSays('fmt', 'typo.seg'));
  assert.match(saw.hover, /Contacts who are subscribed and never complained\./);
  for (const value of ['free', 'plus', 'club']) {
    assert.ok(saw.items.some((label) => label.replaceAll('"', '') === value), String(saw.items));
  }
  const { any } = JSON.parse(segcSays('compile', 'typo.seg'));
  assert.ok(saw.lens.startsWith(`${any.length} group`), saw.lens);
  assert.equal(saw.explained.trim(), segcSays('explain', 'typo.seg').trim());
});

test('gq and = write a layout, and leave what segc cannot read', (t) => {
  const loose = '# Grüße\nsegment "A"\n\nlet part=opened in last 30d   or   clicked\nwhere   status="subscribed"&&part\n# the end\n';
  const files = { ...examples(), 'loose.seg': loose, 'open.seg': 'where (status = "subscribed"\n  and opened\n' };
  const made = committed(t, files);
  const saw = neovim(t, made, `return function(H)
    local saw = {}
    for _, name in ipairs({ 'loose.seg', 'open.seg', 'opt-in-leads.seg' }) do
      vim.cmd('edit ' .. name)
      H.client()
      H.wait('gq of the server', function() return vim.bo.formatexpr:find('segc') and vim.bo.formatexpr:find('v:lua') end)
      H.wait('the problem', function() return name ~= 'open.seg' or #vim.diagnostic.get(0) > 0 end)
      saw[name] = {}
      local text = vim.fn.getline(1, '$')
      for _, keys in ipairs({ '4Ggqq', 'Ggqq', 'ggVGgq', 'gg=G', '13Ggqq' }) do
        vim.api.nvim_buf_set_lines(0, 0, -1, false, text)
        vim.cmd('messages clear')
        vim.cmd('normal! ' .. keys)
        H.wait('the message', function() return name ~= 'open.seg' or keys == 'gg=G' or vim.fn.execute('messages') ~= '' end)
        saw[name][keys] = { text = table.concat(vim.fn.getline(1, '$'), '\\n') .. '\\n', messages = vim.fn.execute('messages'), line = vim.fn.line('.') }
      end
      vim.cmd('edit!')
    end
    return saw
  end`);
  const laid = spawnSync(segc, ['fmt', 'loose.seg'], { cwd: made, encoding: 'utf8' }).stdout;
  const texts = (name) => Object.fromEntries(Object.entries(saw[name]).map(([keys, { text }]) => [keys, text]));
  const all = (text) => ({ '4Ggqq': text, Ggqq: text, ggVGgq: text, 'gg=G': text, '13Ggqq': text });
  for (const name of ['open.seg', 'opt-in-leads.seg']) {
    assert.deepEqual(texts(name), all(files[name]), name);
  }
  const part = 'let part = opened in last 30d or clicked';
  assert.ok(laid.includes(part), laid);
  const once = loose.replace(/let part.*/, part);
  assert.deepEqual(texts('loose.seg'), { ...all(loose), '4Ggqq': once, ggVGgq: once.replace(/where.*/, 'where status = "subscribed" and part') });
  assert.match(saw['open.seg'].ggVGgq.messages, /segc fmt leaves the text as it is: line 1: this parenthesis is never closed/);
  assert.equal(saw['loose.seg'].ggVGgq.messages, '');
  assert.equal(saw['loose.seg'].Ggqq.line, 6);
});

test('the commands ask for a segment of several, and complete its name', (t) => {
  const made = folder(t, {
    'segc.lock': '', 'one.seg': 'where opened\n',
    'two.seg': 'segment "Plan A"\nwhere opened\n\nsegment "Plan B"\nwhere clicked\n',
  });
  const saw = neovim(t, made, `return function(H)
    vim.cmd('edit two.seg')
    H.client()
    local saw, choose = {}, nil
    vim.ui.select = function(names, _, chosen)
      saw.names = names
      chosen(choose)
      saw.asked = (saw.asked or 0) + 1
    end
    vim.cmd('SegcExplain')
    H.wait('the question', function() return saw.asked == 1 end)
    saw.windows = #vim.api.nvim_list_wins()
    choose = 'Plan B'
    vim.cmd('SegcExplain')
    H.wait('the explanation', function() return vim.bo.buftype == 'nofile' end)
    saw.chosen = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n')
    vim.cmd('close')
    saw.completed = { vim.fn.getcompletion('SegcExplain ', 'cmdline'), vim.fn.getcompletion('SegcDocument Plan B', 'cmdline'), vim.fn.getcompletion('SegcDocument C', 'cmdline') }
    vim.cmd('SegcDocument Plan A')
    H.wait('the document', function() return vim.bo.buftype == 'nofile' end)
    saw.document = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n')
    return saw
  end`);
  const says = (...args) => spawnSync(segc, args, { cwd: made, encoding: 'utf8' }).stdout.trim();
  assert.deepEqual(saw.names, ['Plan A', 'Plan B']);
  assert.equal(saw.windows, 1, 'no window is open without a choice');
  assert.equal(saw.chosen.trim(), says('explain', '--segment', 'Plan B', 'two.seg'));
  assert.deepEqual(saw.completed, [['Plan A', 'Plan B'], ['B'], []]);
  assert.equal(saw.document.trim(), says('compile', '--segment', 'Plan A', 'two.seg'));
});

test('the root is the nearest folder with a lock or a repository, and otherwise with a .segcignore', (t) => {
  const other = folder(t, { '.segcignore': '', 'in/e.seg': '' });
  const made = folder(t, {
    'segc.lock': '', 'far/.git/HEAD': '', 'far/near/.segcignore': '', 'far/near/in/a.seg': '', 'far/b.seg': '', 'c.seg': '', 'far/repository/.git': 'gitdir: x\n', 'far/repository/d.seg': '',
  });
  const roots = neovim(t, made, `return function()
    local roots = {}
    for _, name in ipairs({ 'far/near/in/a.seg', 'far/b.seg', 'c.seg', 'far/repository/d.seg', '${other}/in/e.seg' }) do
      table.insert(roots, require('segc').root(name))
    end
    return roots
  end`);
  assert.deepEqual(roots, [...['far', 'far', '', 'far/repository'].map((name) => path.join(made, name).replace(/\/$/, '')), other]);
});

test('the snippet of the manual formats rules on save', (t) => {
  const snippet = /```lua\n(vim\.api\.nvim_create_autocmd\('BufWritePre'.*?)```/s.exec(fs.readFileSync(path.join(root, 'docs', 'editors.md'), 'utf8'))[1];
  const made = folder(t, { 'segc.lock': '', 'a.seg': 'where   status="subscribed"\n', 'b.seg': 'where   (status="subscribed"\n' });
  neovim(t, made, `return function(H)
    ${snippet}
    for _, name in ipairs({ 'a.seg', 'b.seg' }) do
      vim.cmd('edit ' .. name)
      H.client()
      vim.cmd('write')
    end
  end`);
  const written = (name) => fs.readFileSync(path.join(made, name), 'utf8');
  assert.equal(written('a.seg'), 'where status = "subscribed"\n');
  assert.equal(written('b.seg'), 'where   (status="subscribed"\n');
});

test('Neovim completes a value with its quotes', (t) => {
  const text = (typed) => `field plan: choice("free", "plus", "club")\nwhere plan = ${typed}`;
  const made = folder(t, {
    'segc.lock': '', 'quote.seg': text('"'), 'letter.seg': text('"c'), 'closed.seg': text('""'), 'inside.seg': text('"free" and city = "Köln 😀"').replace('free', 'fr'),
  });
  const wanted = 'where plan = "club"';
  const saw = neovim(t, made, `return function(H)
    return {
      quote = H.complete('quote.seg', 'GA', [[${wanted}]]), letter = H.complete('letter.seg', 'GA', [[${wanted}]]),
      closed = H.complete('closed.seg', 'G$i', [[${wanted}]]), inside = H.complete('inside.seg', 'G0f"ci"', [[${wanted}]]),
    }
  end`);
  assert.deepEqual(saw, { quote: wanted, letter: wanted, closed: wanted, inside: `${wanted} and city = "Köln 😀"` });
});
