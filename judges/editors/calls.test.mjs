// What the server asks of the system during a session: strace sees no other program, no network, and no
// write except the log.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';

import { Client, lsp } from './client.mjs';
import { examples, folder, segc } from './workplace.mjs';

const skip = process.platform !== 'linux' && 'strace is for Linux';

// calls are the system calls of a session that asks for most of what an editor can.
async function calls(t, args) {
  const made = folder(t, examples());
  const trace = path.join(folder(t), 'trace');
  const client = await Client.start(t, made, { args, under: ['strace', '-f', '-y', '-qq', '-s', '80', '-e', 'trace=%process,%network,%file,write,writev,pwrite64,ftruncate,fchmod,fchown', '-o', trace] });
  const name = 'win-back.seg';
  const text = examples()[name];
  await client.open(name, text);
  await client.change(name, 2, { text: text + '  and plna = "free"\n' });
  await client.until((lists) => lists.get(name)?.length > 0, 'the problem');
  const line = text.split('\n').findIndex((words) => words.startsWith('where '));
  const at = client.at(name, line, 'where mail'.length);
  const { textDocument } = at;
  const options = { tabSize: 2, insertSpaces: true };
  for (const [type, params] of [
    [lsp.HoverRequest.type, at], [lsp.DefinitionRequest.type, at], [lsp.ReferencesRequest.type, { ...at, context: { includeDeclaration: true } }],
    [lsp.CompletionRequest.type, at], [lsp.RenameRequest.type, { ...at, newName: 'reachable' }], [lsp.DocumentFormattingRequest.type, { textDocument, options }],
    [lsp.CodeActionRequest.type, { textDocument, range: { start: at.position, end: at.position }, context: { diagnostics: [] } }], [lsp.CodeLensRequest.type, { textDocument }],
    ['segc/explain', { uri: textDocument.uri }], ['segc/document', { uri: textDocument.uri }], ['segc/uses', { uri: textDocument.uri }],
  ]) {
    await client.ask(type, params).catch((error) => assert.notEqual(error.code, lsp.ErrorCodes.MethodNotFound, String(error)));
  }
  await client.connection.sendNotification(lsp.DidSaveTextDocumentNotification.type, { textDocument });
  await client.connection.sendNotification(lsp.DidCloseTextDocumentNotification.type, { textDocument });
  await client.until((lists) => lists.get(name)?.length === 0, 'the version on disk');
  assert.equal(await client.stop(), 0);
  assert.deepEqual(Object.fromEntries(Object.keys(examples()).map((each) => [each, fs.readFileSync(path.join(made, each), 'utf8')])), examples());
  // A call that another thread interrupts has two lines.
  return fs.readFileSync(trace, 'utf8').split('\n').map((call) => call.replace(/^\d+ +/, '')).filter((call) => /^\w+\(/.test(call));
}

// outside returns the calls that start a program, use the network or change something.
function outside(all) {
  const harmless = [
    /^(?:newfstatat|fstatat64|stat|lstat|statx|access|faccessat2?|readlink|readlinkat|getcwd|chdir|open_tree|statfs)\(/, /^(?:exit|exit_group|wait4|waitid|tgkill|tkill|kill|rt_\w+|pidfd_\w+|arch_prctl)\(/,
    /^(?:clone3?|vfork|fork)\(.*CLONE_THREAD/, /^open(?:at2?)?\((?!.*O_(?:WRONLY|RDWR|CREAT|TRUNC|TMPFILE|APPEND))/, /^write\(1</, /^write\(\d+<anon_inode:\[eventfd\]>/,
  ];
  return all.filter((call) => !harmless.some((form) => form.test(call)));
}

test('a session starts no program, opens no connection and writes nothing', { skip }, async (t) => {
  const all = await calls(t, []);
  assert.ok(all.some((call) => call.startsWith('openat') && call.includes('win-back.seg')), 'the trace has what the server reads');
  const [start, ...rest] = outside(all);
  assert.ok(start.startsWith(`execve("${segc}", [`), start);
  assert.deepEqual(rest, []);
});

test('with --log, a session writes to the log alone', { skip }, async (t) => {
  const log = path.join(folder(t), 'segc.log');
  const [, ...rest] = outside(await calls(t, ['--log', log]));
  assert.ok(rest.length > 5, 'the log is written');
  assert.deepEqual(rest.filter((call) => !/^(?:openat|write|pwrite64)\(/.test(call) || !call.includes('segc.log')), []);
  assert.ok(fs.readFileSync(log, 'utf8').includes('textDocument/hover'));
});
