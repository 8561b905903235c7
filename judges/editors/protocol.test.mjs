// The protocol: the library of its authors drives the server through everything that an editor asks.

import assert from 'node:assert/strict';
import test from 'node:test';

import { Client, lsp, applied } from './client.mjs';
import { check, examples, folder } from './workplace.mjs';

const broken = {
  'catalog.seg': 'field plan: choice("free", "pro")\nlet mailable = status = "subscribed" and never bounced\nlet pro = plan = "pro"\n',
  'typo.seg': 'use "catalog.seg"\n# Grüße 😀\nwhere mailable and plna = "pro"\n',
  'guard.seg': 'use "catalog.seg"\nrequire status = "subscribed" because "we never mail people who left"\nwhere pro or mailable\n',
};

// said is what `segc check` says, as far as a list of problems has it.
function said(cwd, ...args) {
  const files = {};
  for (const d of check(cwd, ...args).diagnostics) {
    (files[d.file] ??= []).push(d);
  }
  return files;
}

// same reports whether the lists of a client are what `segc check` says.
function same(lists, files) {
  const names = new Set([...Object.keys(files), ...lists.keys()]);
  return [...names].every((name) => {
    const list = lists.get(name) ?? [];
    const wanted = files[name] ?? [];
    return list.length === wanted.length && wanted.every((d, i) => sameProblem(list[i], d));
  });
}

function sameProblem(shown, d) {
  const at = ({ line, utf16 }) => ({ line: line - 1, character: utf16 - 1 });
  return shown.message.split('\n')[0] === d.message && shown.code === d.code && shown.source === 'segc' &&
    shown.severity === (d.severity === 'error' ? 1 : 2) && d.notes.every((note) => shown.message.includes(note)) &&
    JSON.stringify(shown.range) === JSON.stringify({ start: at(d.start), end: at(d.end) }) &&
    (shown.relatedInformation ?? []).length === d.related.length;
}

test('problems of a folder are those of segc check, open or not', async (t) => {
  const made = folder(t, { ...examples(), ...broken, 'mailing.seg': examples()['mailing.seg'], 'catalog.seg': examples()['catalog.seg'], 'sub/guard.seg': broken['guard.seg'], 'sub/catalog.seg': broken['catalog.seg'] });
  const client = await Client.start(t, made);
  const wanted = said(made, '.');
  assert.ok(Object.keys(wanted).length >= 2, 'there are problems');
  await client.until((lists) => same(lists, wanted), 'the problems of the folder');
  assert.deepEqual(client.registered.map(({ method }) => method), ['workspace/didChangeWatchedFiles']);
  assert.equal(await client.stop(), 0);
});
