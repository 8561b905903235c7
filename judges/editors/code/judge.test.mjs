// VS Code itself: what a person who writes rules sees and does. One window goes through a day of work,
// test after test; what it shows is compared with what segc says on the command line.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';

import { start } from './server.mjs';
import { browse, Window } from './window.mjs';

const { SEGC_ROOT: root, SEGC_PROGRAM: segc, SEGC_PACKED: packed, SEGC_SHOTS: shots } = process.env;
const work = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'segc-vscode-')));
const rules = path.join(work, 'rules');
const packedFor = (target) => path.join(packed, fs.readdirSync(packed).find((name) => target ? name.endsWith(`-${target}.vsix`) : /^segc-[\d.]+\.vsix$/.test(name)));

let browser, server, w;

const own = {
  'guard.seg': `use "mailing.seg"

segment "Club, or a reader"
  color "#7cb7de"
  lists newsletter

where plan = "club" or opened in last 30d
`,
  'typo.seg': `use "mailing.seg"

segment "Free plan in the Alps"
  color "#065358"
  lists customers

# segc:ignore SEG503 they get one mail a year
where mailable and plna = "free" and region = "alps"
`,
};

function write(name, text) {
  fs.mkdirSync(path.dirname(path.join(rules, name)), { recursive: true });
  fs.writeFileSync(path.join(rules, name), text);
}

const read = (name) => fs.readFileSync(path.join(rules, name), 'utf8');

function git(...args) {
  return execFileSync('git', ['-c', 'user.name=judge', '-c', 'user.email=judge@example.com', '-c', 'init.defaultBranch=main', ...args], { cwd: rules, encoding: 'utf8' });
}

// run runs segc in the folder, with the day that the server has.
function run(...args) {
  const ran = spawnSync(segc, args, { cwd: rules, encoding: 'utf8', env: { ...process.env, COLUMNS: '' } });
  return ran.stdout;
}

// said is what `segc check` says of the folder, in the words of the panel.
function said(...names) {
  const { diagnostics } = JSON.parse(run('check', '--format', 'json', ...(names.length ? names : ['.'])));
  return diagnostics.map((d) => {
    const words = [d.message, ...d.notes.map((note) => 'note: ' + note), ...d.fixes.map((fix) => 'help: ' + fix.message)].join('\n');
    return `${d.file}: ${d.severity === 'error' ? 'Error' : 'Warning'}: ${words} at line ${d.start.line} and character ${d.start.utf16}`;
  }).sort();
}

// shown is what the panel shows, in the same words.
async function shown() {
  let file = '';
  const all = [];
  for (const { level, label } of await w.problems()) {
    if (level === 1) {
      const [, name, folder] = /in file (\S+) of folder (\S+)/.exec(label);
      file = path.posix.join(folder, name);
    } else if (level === 2) {
      all.push(`${file}: ${/^((?:Error|Warning): [^]* at line \d+ and character \d+)\. /.exec(label)?.[1] ?? label}`);
    }
  }
  return all.sort();
}

// agreed waits until the panel shows exactly what segc check says now.
async function agreed() {
  const wanted = said();
  let last;
  try {
    await w.until(async () => JSON.stringify(last = await shown()) === JSON.stringify(wanted), 'the problems of segc check');
  } catch {
    assert.deepEqual(last, wanted);
  }
  return wanted;
}

async function shot(name, clip) {
  if (shots) {
    await w.shot(path.join(shots, name + '.png'), clip);
  }
}

test.before(async () => {
  fs.cpSync(path.join(root, 'examples'), rules, { recursive: true, filter: (name) => !/\.(json|go|golden)$|testdata/.test(name) });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'The rules of a shop');
  Object.entries(own).forEach(([name, text]) => write(name, text));
  browser = await browse();
  server = await start({ home: path.join(work, 'home'), folder: rules, extension: packedFor('linux-x64'), trusted: true, settings: { 'files.autoSave': 'off', 'terminal.integrated.gpuAcceleration': 'off' } });
  w = await Window.open(browser, server.url);
});

test.after(async () => {
  await browser?.close();
  server?.stop();
  fs.rmSync(work, { recursive: true, force: true });
});

// step is a test that writes a picture of what is there if it fails.
function step(name, run) {
  test(name, async (t) => {
    try {
      await run(t);
    } catch (error) {
      await shot('failed-' + name.replaceAll(/\W+/g, '-'));
      throw error;
    }
  });
}

step('the panel shows what segc check says, open or not', async () => {
  await w.openFile('guard.seg');
  const wanted = await agreed();
  assert.ok(wanted.some((line) => /^guard\.seg: Error: .*\n.*for example, a contact with/.test(line)), wanted.join('\n'));
  assert.ok(wanted.some((line) => line.startsWith('typo.seg: Error: there is no column `plna`')), 'also of a file that is not open');
  await shot('problems');
});
