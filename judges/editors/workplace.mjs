// What all judges of editors share: where things are, and folders to work in.

import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

// The checkout, and the program that is judged. .ci/editors.sh sets both.
export const root = process.env.SEGC_ROOT;
export const segc = process.env.SEGC_PROGRAM;

// folder returns a new folder with files, by their names.
export function folder(t, files = {}) {
  const made = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'segc-editors-')));
  t.after(() => fs.rmSync(made, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(made, name)), { recursive: true });
    fs.writeFileSync(path.join(made, name), text);
  }
  return made;
}

// examples returns the rules of the folder examples, by their names.
export function examples() {
  const from = path.join(root, 'examples');
  const names = fs.readdirSync(from, { recursive: true }).filter((name) => name.endsWith('.seg'));
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(from, name), 'utf8')]));
}

// check returns what `segc check --format json` says of the files of a folder.
export function check(cwd, ...args) {
  try {
    return JSON.parse(execFileSync(segc, ['check', '--format', 'json', ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }));
  } catch (error) {
    return JSON.parse(error.stdout);
  }
}

// documents returns the document of each rule of a folder.
export function documents(cwd) {
  const all = {};
  for (const name of fs.readdirSync(cwd).filter((name) => name.endsWith('.seg'))) {
    const ran = spawnSync(segc, ['compile', '--today', '2026-06-01', name], { cwd, encoding: 'utf8' });
    all[name] = ran.status === 0 ? ran.stdout : '';
  }
  return all;
}

// git runs Git in a folder, with nobody's settings.
export function git(cwd, ...args) {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const who = ['-c', 'user.name=judge', '-c', 'user.email=judge@example.com', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...who, ...args], { cwd, env, encoding: 'utf8' });
}
