// The file that people install in VS Code: what is in it, what its manifest says, and where its pages
// lead. .ci/editors.sh packs it without a command.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import test from 'node:test';
import { inflateRawSync } from 'node:zlib';

import { root } from './workplace.mjs';

// unpacked returns the files of a ZIP archive, by their names.
function unpacked(archive) {
  const data = fs.readFileSync(archive);
  const end = data.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const files = {};
  for (let at = data.readUInt32LE(end + 16), left = data.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size, name, extra, comment] = [data.readUInt16LE(at + 10), data.readUInt32LE(at + 20), ...[28, 30, 32].map((n) => data.readUInt16LE(at + n))];
    const local = data.readUInt32LE(at + 42);
    const start = local + 30 + data.readUInt16LE(local + 26) + data.readUInt16LE(local + 28);
    const packed = data.subarray(start, start + size);
    files[data.toString('utf8', at + 46, at + 46 + name)] = method === 8 ? inflateRawSync(packed) : packed;
    at += 46 + name + extra + comment;
  }
  return files;
}

const folder = process.env.SEGC_PACKED;
const [packed, ...others] = fs.readdirSync(folder);
const files = unpacked(path.join(folder, packed));
const text = (name) => files[`extension/${name}`].toString('utf8');
const manifest = JSON.parse(text('package.json'));

test('the file has what the extension needs, and nothing of its sources', () => {
  assert.deepEqual([packed, ...others], [`segc-${manifest.version}.vsix`]);
  assert.deepEqual(Object.keys(files).sort(), [
    '[Content_Types].xml', 'extension.vsixmanifest', 'extension/LICENSE.txt', 'extension/THIRD_PARTY_NOTICES', 'extension/changelog.md',
    'extension/images/icon.png', 'extension/language-configuration.json', 'extension/out/browser.js', 'extension/out/extension.js',
    'extension/package.json', 'extension/readme.md', 'extension/syntaxes/seg.tmLanguage.json',
  ].sort());
});

test('the manifest says when the extension runs, and what a folder cannot set', () => {
  assert.deepEqual(manifest.engines, { vscode: '^1.85.0' }, 'editor.wordBasedSuggestions takes "off" from 1.85 on');
  assert.equal(manifest.devDependencies['@types/vscode'], '1.85.0', 'the code is checked against the oldest version');
  assert.match(fs.readFileSync(path.join(root, 'docs', 'editors.md'), 'utf8'), /for VS Code 1\.85 or later/);
  assert.deepEqual(manifest.extensionKind, ['workspace']);
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  assert.deepEqual([supported, restrictedConfigurations], ['limited', ['segc.path', 'segc.flags']]);
  const settings = manifest.contributes.configuration.properties;
  assert.equal(settings['segc.path'].scope, 'machine');
  assert.equal(settings['segc.path'].default, '');
  for (const name of ['compareWithHead', 'plan']) {
    const { enablement } = manifest.contributes.commands.find(({ command }) => command === `segc.${name}`);
    assert.match(enablement, /&& isWorkspaceTrusted$/, name);
  }
});

test('each file that the manifest names is there', () => {
  const { languages, grammars } = manifest.contributes;
  const named = [manifest.main, manifest.browser, manifest.icon, languages[0].configuration, ...Object.values(languages[0].icon), ...grammars.map((grammar) => grammar.path)];
  for (const name of named) {
    assert.ok(files[path.posix.join('extension', name)], name);
  }
});

test('the code needs only VS Code and Node', () => {
  const needed = [...text('out/extension.js').matchAll(/\brequire\("([^"]*)"\)/g)].map(([, name]) => name.replace(/^node:/, ''));
  assert.ok(needed.includes('vscode'));
  assert.deepEqual(needed.filter((name) => name !== 'vscode' && !builtinModules.includes(name)), []);
});

// linked returns where the links of a page lead.
const linked = (page) => [...text(page).matchAll(/\]\(([^)\s]+)/g)].map(([, to]) => to);

test('links of the pages lead to files of the repository', () => {
  const ours = /^https:\/\/github\.com\/segc-lang\/segc(?:\/(?:raw|blob|tree)\/(?:HEAD|main)\/([^#]+))?(?:#.*)?$/;
  for (const page of ['readme.md', 'changelog.md']) {
    assert.ok(linked(page).length > 3, page);
    for (const to of linked(page)) {
      assert.match(to, /^(?:https:\/\/|#)/, `${page} has a link that leads nowhere: ${to}`);
      const [, name] = ours.exec(to) ?? [];
      assert.ok(!to.startsWith('https://github.com/segc-lang/') || ours.test(to), `${page}: ${to}`);
      assert.ok(fs.existsSync(path.join(root, decodeURI(name ?? '.'))), `${page} links to ${to}, which is not in the repository`);
    }
  }
  const pictures = [...text('readme.md').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, to]) => to);
  assert.deepEqual(pictures.filter((to) => !/^https:\/\/github\.com\/segc-lang\/segc\/raw\/HEAD\/editors\/vscode\/images\/[a-z]+\.png$/.test(to)), []);
  assert.ok(pictures.length >= 2);
});

test('in a browser, the extension starts and does nothing', async () => {
  const touched = [];
  const vscode = new Proxy({}, { get: (_, name) => touched.push(name) });
  const needs = (name) => {
    assert.equal(name, 'vscode', 'a worker in a browser has no other module');
    return vscode;
  };
  const made = { exports: {} };
  // As VS Code does it on the web: without Node, and with the code as one function.
  new Function('module', 'exports', 'require', 'process', 'global', text('out/browser.js'))(made, made.exports, needs);
  const context = { subscriptions: [] };
  await made.exports.activate(context);
  await made.exports.deactivate();
  assert.deepEqual(touched, []);
  assert.deepEqual(context.subscriptions, []);
});
