// Neovim, without a screen and without a person's files: its own client and the files of editors/nvim.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';

import { check, examples, folder, git, root, segc } from './workplace.mjs';

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

// documents returns the document of each rule of a folder.
function documents(cwd) {
  const all = {};
  for (const name of fs.readdirSync(cwd).filter((name) => name.endsWith('.seg'))) {
    const ran = spawnSync(segc, ['compile', '--today', '2026-06-01', name], { cwd, encoding: 'utf8' });
    all[name] = ran.status === 0 ? ran.stdout : '';
  }
  return all;
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
    local params = vim.lsp.util.make_range_params()
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
    vim.lsp.codelens.refresh()
    H.wait('the lens', function()
      local lenses = vim.lsp.codelens.get(0)
      if not (lenses[1] and lenses[1].command and lenses[1].command.title:find('proved')) then
        vim.lsp.codelens.refresh()
        return false
      end
      saw.lens = lenses[1].command.title
      return true
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
