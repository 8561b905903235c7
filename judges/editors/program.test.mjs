// Which program the extension for VS Code starts: never one from the folder that is open, and never
// with a key.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';

import { folder, root, segc } from './workplace.mjs';

const { find, surroundings, tooOld, version, oldest } = createRequire(import.meta.url)(path.join(root, 'editors', 'vscode', 'src', 'program.js'));

// place is where nothing is set, with a program in the folder that is open and one on PATH.
function place(t, change) {
  const made = folder(t, { 'open/segc': '', 'open/bin/segc': '', 'open/segc.exe': '', 'installed/segc': '', 'extension/package.json': '{}' });
  fs.symlinkSync(path.join(made, 'open', 'bin'), path.join(made, 'linked'));
  const at = (...names) => path.join(made, ...names);
  const nothing = { setting: '', extension: at('extension'), folders: [at('open')], trusted: true, environment: { PATH: at('installed') }, platform: 'linux' };
  return { at, place: { ...nothing, ...change(at) } };
}

test('the program is that of the setting, of the extension, or of PATH', (t) => {
  for (const [name, change, expected] of [
    ['PATH', () => ({}), 'installed/segc'],
    ['the setting', (at) => ({ setting: at('installed', 'segc'), environment: {} }), 'installed/segc'],
    ['the extension', (at) => { fs.mkdirSync(at('extension', 'server')); fs.writeFileSync(at('extension', 'server', 'segc'), ''); return {}; }, 'extension/server/segc'],
    ['the extension, without trust', (at) => { fs.mkdirSync(at('extension', 'server')); fs.writeFileSync(at('extension', 'server', 'segc'), ''); return { trusted: false }; }, 'extension/server/segc'],
    ['entries that are relative, empty or in the folder', (at) => ({ environment: { PATH: ['.', '', 'bin', at('open'), at('open', 'bin'), at('linked'), at('installed')].join(':') } }), 'installed/segc'],
    ['a folder with a similar name', (at) => ({ folders: [at('inst')] }), 'installed/segc'],
  ]) {
    const { at, place: given } = place(t, change);
    assert.deepEqual(find(given), { path: at(...expected.split('/')) }, name);
  }
});

test('a program that is not there or not to be trusted is one sentence', (t) => {
  for (const [name, change, expected] of [
    ['a relative setting', () => ({ setting: 'bin/segc' }), /^segc\.path is not an absolute path: bin\/segc$/],
    ['a setting in the folder', (at) => ({ setting: at('open', 'segc') }), /^segc\.path is inside the folder that is open, which is never run: /],
    ['a setting that leads into the folder', (at) => ({ setting: at('linked', 'segc') }), /^segc\.path is inside the folder that is open/],
    ['a setting that names nothing', (at) => ({ setting: at('nowhere', 'segc') }), /^segc\.path names a file that is not there: /],
    ['a setting that names a folder', (at) => ({ setting: at('installed') }), /^segc\.path names a file that is not there: /],
    ['PATH without trust', () => ({ trusted: false }), /^this extension comes without a server for your system, .*; set segc\.path$/],
    ['only the folder on PATH', (at) => ({ environment: { PATH: at('open') } }), /^segc is not on PATH; install it, or set segc\.path/],
    ['no PATH', () => ({ environment: {} }), /^segc is not on PATH/],
    ['Windows, where the name has an extension', () => ({ platform: 'win32' }), /^segc is not on PATH/],
  ]) {
    assert.match(find(place(t, change).place).problem, expected, name);
  }
});

test('the server never sees a key', () => {
  const given = { PATH: '/bin', SEGC_API_KEY: 'a', SEGC_API_KEY_FILE: 'b', SEGC_API_KEY_COMMAND: 'c', segc_api_key: 'd', SEGC_API_URL: 'e' };
  assert.deepEqual(surroundings(given), { PATH: '/bin', SEGC_API_URL: 'e' });
});

test('versions are compared', () => {
  const [major, minor, patch] = oldest.split('.').map(Number);
  for (const text of [`segc ${oldest}`, `segc v${oldest}`, `segc ${major}.${minor}.${patch + 1}`, `segc ${major + 1}.0.0`, `segc ${major}.${minor + 10}.0-rc.1`, 'segc devel', 'segc devel-0123456789ab-dirty', 'segc v0.0.0-20261130120000-0123456789ab']) {
    assert.equal(tooOld(text + '\n'), '', text);
  }
  assert.match(tooOld('segc 0.0.9\n'), /^it is segc 0\.0\.9, and this extension needs 0\.1\.0 or later$/);
  for (const text of ['', 'usage: something', 'segcalc 9.0.0']) {
    assert.equal(tooOld(text), 'it is not segc', text);
  }
});

test('a program is asked for its version before it is the server', async (t) => {
  const made = folder(t, { old: '#!/bin/sh\necho segc 0.0.1\n', broken: '#!/bin/sh\nexit 3\n', 'not-a-program': 'x' });
  fs.chmodSync(path.join(made, 'old'), 0o755);
  fs.chmodSync(path.join(made, 'broken'), 0o755);
  assert.equal((await version(segc, made, process.env)).problem, '');
  assert.match((await version(path.join(made, 'old'), made, process.env)).problem, /^it is segc 0\.0\.1, /);
  assert.match((await version(path.join(made, 'broken'), made, process.env)).problem, /^it cannot be run: /);
  assert.match((await version(path.join(made, 'not-a-program'), made, process.env)).problem, /^it cannot be run: .*EACCES/);
});
