// A folder of a stranger: it has a segc of its own, and settings and tasks that would run it. VS Code
// starts nothing from it, whether a person trusts it or not, and the server sees no key.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';

import { start } from './server.mjs';
import { browse, Window } from './window.mjs';

const { SEGC_PROGRAM: segc, SEGC_PACKED: packed } = process.env;
const packedFor = (target) => path.join(packed, fs.readdirSync(packed).find((name) => target ? name.endsWith(`-${target}.vsix`) : /^segc-[\d.]+\.vsix$/.test(name)));

// stranger makes the folder. Whatever of it is started leaves a file.
function stranger(work) {
  const folder = path.join(work, 'stranger');
  const program = `#!/bin/sh\necho "$0 $*" >>${work}/started\necho segc 9.9.9\n`;
  const files = {
    'rule.seg': 'field plan: choice("free", "pro")\nwhere status = "subscribed" and plna = "pro"\n',
    'style.seg': 'where status = "subscribed" and opened in last 30d\n',
    '.vscode/settings.json': JSON.stringify({
      'segc.path': path.join(folder, 'segc'), 'segc.flags': ['--enable', 'all'], 'task.allowAutomaticTasks': 'on',
      'terminal.integrated.env.linux': { PATH: folder }, 'security.workspace.trust.enabled': false,
    }),
    '.vscode/tasks.json': JSON.stringify({
      version: '2.0.0',
      tasks: [
        { label: 'own', type: 'segc', verb: 'plan', command: path.join(folder, 'segc'), runOptions: { runOn: 'folderOpen' } },
        { label: 'plan', type: 'segc', verb: 'apply', runOptions: { runOn: 'folderOpen' } },
      ],
    }),
  };
  for (const name of ['segc', 'segc.exe', 'segc.cmd', 'bin/segc', '.vscode/segc', 'server/segc', 'node_modules/.bin/segc']) {
    files[name] = program;
  }
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text, { mode: 0o755 });
  }
  return folder;
}

// servers returns the programs that serve a window whose home is a folder.
function servers(home) {
  const found = [];
  for (const process of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const [program, verb] = fs.readFileSync(`/proc/${process}/cmdline`, 'utf8').split('\0');
      const environment = fs.readFileSync(`/proc/${process}/environ`, 'utf8').split('\0');
      if (verb === 'lsp' && environment.includes(`HOME=${home}`)) {
        found.push({ program, exe: fs.readlinkSync(`/proc/${process}/exe`), cwd: fs.readlinkSync(`/proc/${process}/cwd`), environment });
      }
    } catch {
      // It has ended, or is not ours.
    }
  }
  return found;
}

// visit opens the folder, and returns what a person sees and what runs.
async function visit(t, { target, trusted, installed = true, program = segc, machine = {} }) {
  const work = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'segc-hostile-')));
  let server, browser, w;
  t.after(async () => {
    if (w && process.env.SEGC_SHOTS) {
      await w.shot(path.join(process.env.SEGC_SHOTS, 'stranger-' + t.name.replaceAll(/\W+/g, '-').slice(0, 40) + '.png'));
    }
    await browser?.close();
    server?.stop();
    fs.rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  });
  const folder = stranger(work);
  const home = path.join(work, 'home');
  const own = path.join(work, 'installed');
  fs.mkdirSync(own);
  if (installed) {
    fs.symlinkSync(program, path.join(own, 'segc'));
  }
  fs.mkdirSync(home);
  const PATH = ['.', '', folder, path.join(folder, 'bin'), own, process.env.PATH].join(':');
  server = await start({ home, folder, extension: packedFor(target), trusted, machine, environment: { PATH, SEGC_API_KEY: 'secret', SEGC_API_KEY_FILE: '/secret' } });
  browser = await browse();
  w = await Window.open(browser, server.url);
  await w.openFile('rule.seg');
  return {
    w, folder, home, own, server,
    started: () => fs.existsSync(path.join(work, 'started')) ? fs.readFileSync(path.join(work, 'started'), 'utf8') : '',
    messages: async () => (await w.page.locator('.notification-list-item-message').allTextContents()).filter((text) => text.startsWith('segc: ')),
  };
}

// problemsOf waits for the problem that the rule has, and for others. It returns them all.
async function problemsOf(w, others) {
  return w.until(async () => {
    const all = (await w.problems()).map(({ label }) => label).filter((label) => /^(Error|Warning)/.test(label));
    return all.some((label) => label.includes('there is no column `plna`')) && all.length >= 1 + others && all;
  }, `the problem of the rule and ${others} others`);
}

test('without trust, the server is that of the extension, and the settings of the folder do not count', async (t) => {
  const v = await visit(t, { target: 'linux-x64', trusted: false });
  const labels = await problemsOf(v.w, 0);
  assert.equal(labels.length, 1, 'no flag of the folder adds a warning');
  const [serving, ...others] = servers(v.home);
  assert.deepEqual(others, []);
  assert.ok(serving.exe.startsWith(v.server.extensions) && serving.exe.endsWith('/server/segc'), serving.exe);
  assert.ok(path.isAbsolute(serving.program));
  assert.ok(serving.cwd.startsWith(v.server.extensions), serving.cwd);
  assert.deepEqual(serving.environment.filter((name) => name.startsWith('SEGC_API_KEY')), []);
  await v.w.press('F1');
  await v.w.page.locator('.quick-input-widget input[type=text]').fill('>segc: ');
  const commands = await v.w.choices();
  assert.ok(commands.some((name) => name.includes('Explain')), String(commands));
  assert.deepEqual(commands.filter((name) => /Plan|HEAD/.test(name)), []);
  await v.w.press('Escape');
  assert.equal(v.started(), '');
});

test('without trust and without a server, one message says what to do', async (t) => {
  const v = await visit(t, { trusted: false });
  const [message, ...others] = await v.w.until(async () => { const all = await v.messages(); return all.length > 0 && all; }, 'a message');
  assert.deepEqual(others, []);
  assert.match(message, /segc: this extension comes without a server for your system, and in a folder that you do not trust it does not look for one; set segc\.path/);
  assert.deepEqual(servers(v.home), []);
  assert.equal(v.started(), '');
});

test('with trust, the server is the one on PATH that is not in the folder', async (t) => {
  const v = await visit(t, { trusted: true });
  await problemsOf(v.w, 2); // with the warnings for which the folder asks, since it is trusted
  const [serving, ...others] = servers(v.home);
  assert.deepEqual(others, []);
  assert.equal(serving.program, path.join(v.own, 'segc'));
  assert.ok(serving.cwd.startsWith(v.server.extensions), serving.cwd);
  assert.deepEqual(serving.environment.filter((name) => name.startsWith('SEGC_API_KEY')), []);
  assert.equal(v.started(), '');
});

test('a program that is too old is not started as a server', async (t) => {
  const old = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'segc-old-')), 'segc');
  t.after(() => fs.rmSync(path.dirname(old), { recursive: true }));
  fs.writeFileSync(old, `#!/bin/sh\necho "$@" >>${old}.started\necho segc 0.0.9\n`, { mode: 0o755 });
  const v = await visit(t, { trusted: true, installed: false, machine: { 'segc.path': old } });
  const [message, ...others] = await v.w.until(async () => { const all = await v.messages(); return all.length > 0 && all; }, 'a message');
  assert.deepEqual(others, []);
  assert.match(message, /segc: .*\/segc cannot be the server: it is segc 0\.0\.9, and this extension needs 0\.1\.0 or later/);
  assert.equal(fs.readFileSync(old + '.started', 'utf8'), 'version\n');
  assert.equal(v.started(), '');
});
