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
