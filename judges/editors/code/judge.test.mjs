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
  run('fmt', '-w', ...fs.readdirSync(rules).filter((name) => name.endsWith('.seg'))); // as saving does
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'The rules of a shop');
  Object.entries(own).forEach(([name, text]) => write(name, text));
  browser = await browse();
  server = await start({ home: path.join(work, 'home'), folder: rules, extension: packedFor('linux-x64'), trusted: true, settings: { 'editor.formatOnSave': true, 'files.autoSave': 'off', 'terminal.integrated.gpuAcceleration': 'off' } });
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
});

step('the lens says how many groups and conditions the document has, and what is proved', async () => {
  await w.openFile('win-back.seg');
  const document = JSON.parse(run('compile', 'win-back.seg'));
  const groups = document.any.length;
  const conditions = document.any.reduce((sum, group) => sum + group.all.length, 0);
  const counts = (n, word) => `${n} ${word}${n === 1 ? '' : 's'}`;
  const wanted = `${counts(groups, 'group')}, ${counts(conditions, 'condition')}, proved minimal`;
  await w.until(async () => (await w.lenses('win-back.seg')).some((text) => text.startsWith(wanted)), wanted);
  await w.openFile('guard.seg');
  await w.until(async () => (await w.lenses('guard.seg')).some((text) => text.includes('guard breaks')), 'the guard that breaks');
  await shot('problems');
});

step('hover says in English what a part means', async () => {
  await w.openFile('win-back.seg');
  const [line, column] = placeOf('win-back.seg', 'mailable');
  const text = await w.hover(line, column);
  const { groups } = JSON.parse(spawnSync(segc, ['explain', '--format', 'json', '-'], { cwd: rules, input: 'use "mailing.seg"\nwhere mailable\n', encoding: 'utf8' }).stdout);
  assert.ok(text.includes(groups[0].sentence), text);
  await shot('hover', { x: 352, y: 30, width: 928, height: 345 });
  await w.press('Escape');
});

step('the quick fix corrects a misspelled column', async () => {
  await w.openFile('typo.seg');
  await w.goto(...placeOf('typo.seg', 'plna'));
  await w.press('Control+.');
  const row = w.page.locator('.action-widget .monaco-list-row.action', { hasText: 'write `plan`' });
  await row.waitFor();
  await shot('quick-fix');
  await row.click();
  await w.until(async () => (await w.text('typo.seg')).includes('where mailable and plan = "free"'), 'the fix');
  await w.press('Control+S');
  await w.until(() => read('typo.seg').includes('plan = "free"'), 'the file');
  assert.deepEqual(await agreed(), said('guard.seg'));
});

step('completion offers the values of a choice', async () => {
  await w.openFile('typo.seg');
  const [line, column] = placeOf('typo.seg', '"free"');
  await w.select(line, column, '"free"'.length);
  await w.press('Delete');
  await w.type('"');
  const list = w.page.locator('.suggest-widget.visible .monaco-list-row');
  if (!await list.first().isVisible()) {
    await w.press('Control+Space');
  }
  await list.first().waitFor();
  const offered = await list.locator('.label-name').allTextContents();
  for (const value of ['free', 'plus', 'club']) {
    assert.ok(offered.some((label) => label.replaceAll('"', '') === value), `${value} in ${offered}`);
  }
  await shot('completion', { x: 352, y: 30, width: 928, height: 300 });
  await w.type('pl');
  await w.press('Enter');
  await w.until(async () => (await w.text('typo.seg')).includes('plan = "plus" and region'), 'the value, with one pair of quotes');
  await w.press('Control+S');
  await agreed();
});

step('a file gets the layout of segc fmt when it is saved', async () => {
  await w.openFile('typo.seg');
  const text = read('typo.seg');
  const [line, column] = placeOf('typo.seg', 'where');
  await w.goto(line, column + 'where'.length);
  await w.type('      ');
  await w.press('Control+S');
  await w.until(async () => !(await w.page.locator('.tab.active.dirty').count()), 'the file on disk');
  assert.equal(read('typo.seg'), text);
});

step('the contact stays while the next condition is half typed', async () => {
  await w.openFile('guard.seg');
  await agreed();
  const [line] = placeOf('guard.seg', 'where');
  await w.goto(line, 1);
  await w.press('End');
  for (const key of ' or vip') {
    await w.type(key);
    const labels = (await w.problems()).map(({ label }) => label).join('\n');
    assert.match(labels, /this rule can match contacts that a `require` excludes: .*\n.*for example, a contact with/, `after ${key}`);
  }
  await shot('half-typed');
});

step('closing without saving brings back the problems of the file on disk', async () => {
  await w.command('View: Close Editor');
  await w.page.locator('.monaco-dialog-box .monaco-button', { hasText: "Don't Save" }).click();
  await agreed();
});

step('a deleted file has no problems', async () => {
  fs.rmSync(path.join(rules, 'guard.seg'));
  assert.deepEqual(await agreed(), []);
  write('guard.seg', own['guard.seg']);
  assert.equal((await agreed()).length, 1);
});

step('a new name goes into all files, and no document changes', async () => {
  const names = fs.readdirSync(rules).filter((name) => name.endsWith('.seg'));
  const documents = () => names.map((name) => run('compile', '--today', '2026-06-01', name));
  const before = documents();
  const texts = Object.fromEntries(names.map((name) => [name, read(name)]));
  await w.openFile('catalog.seg');
  await w.goto(...placeOf('catalog.seg', 'mailable'));
  await w.press('F2');
  const box = w.page.locator('.rename-box .rename-input');
  await box.waitFor();
  await box.fill('sendable'); // as long as the old one: formatting on save breaks no line at another place
  await w.press('Enter');
  await w.until(async () => (await w.text('catalog.seg')).includes('let sendable'), 'the new name');
  await w.command('File: Save All Files');
  await w.until(() => names.every((name) => !/^[^#\n]*\bmailable\b/m.test(read(name))), 'the files on disk');
  const changed = names.filter((name) => read(name) !== texts[name]);
  assert.ok(changed.length > 5 && changed.includes('catalog.seg'), String(changed));
  for (const name of changed) {
    assert.equal(read(name).replaceAll('sendable', 'mailable'), texts[name], name);
  }
  assert.deepEqual(documents(), before);
  await agreed();
});

step('commands show a segment in English, and its document', async () => {
  await w.openFile('win-back.seg');
  await w.command('segc: Explain Segment in English');
  const english = w.page.locator('.monaco-editor[data-uri*="in%20English"]').last();
  await english.locator('.view-line').first().waitFor();
  const flat = (text) => text.replace(/[\s\u00a0]+/g, ' ').trim();
  const shownText = flat((await english.locator('.view-line').allTextContents()).join(' '));
  assert.ok(shownText.length > 40 && flat(run('explain', 'win-back.seg')).includes(shownText.slice(0, 40)), shownText);
  await w.openFile('win-back.seg');
  await w.command('segc: Show Document (rules_json)');
  const json = w.page.locator('.monaco-editor[data-uri*="document.json"]').last();
  await json.locator('.view-line').first().waitFor();
  const first = flat((await json.locator('.view-line').allTextContents()).join(' ')).slice(0, 40);
  assert.ok(flat(run('compile', 'win-back.seg')).includes(first), first);
});

step('a lens leads to the explanation', async () => {
  await w.command('View: Close All Editors');
  await w.openFile('vip.seg');
  await w.editor('vip.seg').locator('.codelens-decoration a').first().click();
  await w.page.locator('.monaco-editor[data-uri*="vip%2C"][data-uri*="in%20English"] .view-line').first().waitFor();
});

step('a comparison in the editor shows no second set of problems', async () => {
  git('add', '.');
  git('commit', '-qm', 'Another name, and a broken guard');
  write('guard.seg', own['guard.seg'].replaceAll('30d', '60d'));
  await w.openFile('guard.seg');
  const wanted = await agreed();
  const original = w.page.locator('.monaco-diff-editor .editor.original .view-line').first();
  await w.until(async () => { // Git sees the change a moment later
    await w.command('Git: Open Changes');
    return original.waitFor({ timeout: 3000 }).then(() => true);
  }, 'the changes');
  await shot('changes');
  assert.deepEqual(await shown(), wanted);
  assert.equal(await w.page.locator('.monaco-diff-editor .editor.original .squiggly-error').count(), 0);
  await w.command('View: Close All Editors');
});

step('the comparison with HEAD says who enters and who leaves', async () => {
  write('win-back.seg', read('win-back.seg').replace('2025-10-31', '2025-11-30'));
  await w.openFile('win-back.seg');
  await w.until(async () => (await w.text('win-back.seg')).includes('2025-11-30'), 'the change');
  await w.command('segc: Compare Segment with HEAD');
  const shownDiff = w.page.locator('.monaco-editor[data-uri*="since%20HEAD"]').last();
  await shownDiff.locator('.view-line').first().waitFor();
  assert.match((await shownDiff.locator('.view-line').allTextContents()).join(' ').replaceAll('\u00a0', ' '), /enter|leave/);
  await shot('since-head');
});

step('a plan runs in a terminal, with the program of the extension', async () => {
  await w.openFile('vip.seg');
  await w.command('segc: Plan in a Terminal');
  const terminal = w.page.locator('.terminal-wrapper.active .xterm-rows');
  await w.until(async () => /SEGC_API_KEY|API key/.test(await terminal.innerText()), 'what segc plan says without a key');
});

// placeOf returns the line and the column, from 1, of a word in a file.
function placeOf(name, word) {
  const before = read(name).slice(0, indexOf(read(name), word)).split('\n');
  return [before.length, before.at(-1).length + 1];
}

// indexOf finds a word outside of comments.
function indexOf(text, word) {
  let at = 0;
  for (const line of text.split('\n')) {
    const inside = line.replace(/#(?![^"]*"(?:[^"]*"[^"]*")*[^"]*$).*$/, '').indexOf(word);
    if (inside >= 0) {
      return at + inside;
    }
    at += line.length + 1;
  }
  throw new Error(`there is no ${word}`);
}
