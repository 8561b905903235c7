// Helix, in a terminal that tmux draws, with the settings of editors/helix and nobody's own.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

import { check, documents, examples, folder, git, root, segc } from './workplace.mjs';

// screen starts Helix with a file of a folder, and returns what a person does with it.
async function screen(t, cwd, name) {
  const own = folder(t, { 'bin/empty': '', '.config/helix/languages.toml': fs.readFileSync(path.join(root, 'editors', 'helix', 'languages.toml'), 'utf8') });
  fs.symlinkSync(segc, path.join(own, 'bin', 'segc'));
  const tmux = (...args) => execFileSync('tmux', ['-S', path.join(own, 'tmux'), '-f', '/dev/null', ...args], {
    cwd, encoding: 'utf8', env: { ...process.env, HOME: own, XDG_CONFIG_HOME: path.join(own, '.config'), PATH: `${path.join(own, 'bin')}:${process.env.PATH}`, LANG: 'C.UTF-8' },
  });
  tmux('new-session', '-d', '-x', '220', '-y', '40', `hx ${name}`);
  t.after(() => spawnSync('tmux', ['-S', path.join(own, 'tmux'), 'kill-server']));
  const made = {
    shown: () => tmux('capture-pane', '-p'),
    async until(what, holds) {
      for (let tries = 0; tries < 400; tries++) {
        const text = made.shown();
        if (holds(text)) return text;
        await pause(50);
      }
      throw new Error(`waited for ${what}:\n${made.shown()}`);
    },
    sees: (text) => made.until(text, (shown) => shown.includes(text)),
    keys: (...keys) => tmux('send-keys', ...keys),
    types: (text) => tmux('send-keys', '-l', text),
    // to puts the cursor on the first place of a text, which is the selection.
    async to(text) {
      made.keys('g', 'g', '/');
      await made.sees('search:');
      made.types(text);
      made.keys('Enter');
      await made.until('the search', (shown) => !shown.includes('search:'));
    },
    async command(line) {
      made.types(':');
      made.types(line);
      await made.sees(`:${line}`);
      made.keys('Enter');
    },
  };
  await made.sees(name);
  return made;
}

// written waits until a file has a text.
async function written(file, wanted) {
  let text;
  for (let tries = 0; tries < 400; tries++) {
    text = fs.readFileSync(file, 'utf8');
    if (text === wanted) return;
    await pause(50);
  }
  assert.equal(text, wanted);
}

test('a problem is shown, and its fix and the layout of segc fmt are written', async (t) => {
  const made = folder(t, { ...examples(), 'segc.lock': '', 'typo.seg': 'use "catalog.seg"\nwhere   mailable and plna = "free"\n' });
  const [wanted] = check(made, 'typo.seg').diagnostics;
  const helix = await screen(t, made, 'typo.seg');
  await helix.sees('● 1');
  await helix.to('plna');
  await helix.sees(wanted.message);
  helix.keys('Space', 'a');
  await helix.sees('Write `plan`');
  helix.keys('Enter');
  await helix.sees('plan = "free"');
  await helix.until('no problem', (shown) => !shown.includes(wanted.message) && !shown.includes('● 1'));
  await helix.to('mailable');
  helix.keys('Space', 'k');
  await helix.sees('Contacts who are subscribed and never complained.');
  helix.keys('Escape');
  await helix.command('w');
  await written(path.join(made, 'typo.seg'), 'use "catalog.seg"\nwhere mailable and plan = "free"\n');
});

test('values are offered', async (t) => {
  const made = folder(t, { 'segc.lock': '', 'a.seg': 'field plan: choice("free", "plus", "club")\n\nwhere plan =\n' });
  const helix = await screen(t, made, 'a.seg');
  await helix.sees('● 1');
  helix.keys('g', 'e', 'A');
  await helix.sees('INS');
  helix.types(' "c');
  await helix.until('the values', (shown) => shown.split('\n').slice(3).some((line) => line.includes('club')));
  helix.keys('C-n', 'Enter', 'Escape');
  await helix.until('the value', (shown) => shown.includes('where plan = "club"'));
  await helix.command('w');
  await written(path.join(made, 'a.seg'), 'field plan: choice("free", "plus", "club")\n\nwhere plan = "club"\n');
});

test('a new name changes all files, and no document', async (t) => {
  const made = folder(t, { ...examples(), 'segc.lock': '' });
  git(made, 'init', '-q');
  git(made, 'add', '.');
  git(made, 'commit', '-qm', 'rules');
  const before = documents(made);
  const helix = await screen(t, made, 'win-back.seg');
  await helix.to('^  mailable|^where mailable');
  helix.keys('Space', 'r');
  await helix.sees('rename-to:');
  helix.keys('C-u');
  helix.types('reachable');
  helix.keys('Enter');
  await helix.sees('reachable and');
  await helix.command('wa');
  const used = Object.entries(examples()).filter(([, text]) => /^[^#\n]*\bmailable\b/m.test(text)).map(([name]) => name).sort();
  // A file is written in two steps: until then, its document is empty.
  const same = () => isDeepStrictEqual(documents(made), before);
  await helix.until('all files', () => git(made, 'diff', '--name-only').trim().split('\n').length >= used.length && same());
  assert.deepEqual(git(made, 'diff', '--name-only').trim().split('\n').sort(), used);
  assert.deepEqual(documents(made), before);
});
