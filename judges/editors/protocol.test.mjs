// The protocol: the library of its authors drives the server through everything that an editor asks.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { isDeepStrictEqual } from 'node:util';

import { Client, lsp, applied } from './client.mjs';
import { check, examples, folder, segc } from './workplace.mjs';

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
function same(client, files) {
  const names = new Set([...Object.keys(files), ...client.lists.keys()]);
  return [...names].every((name) => {
    const list = client.lists.get(name) ?? [];
    const wanted = files[name] ?? [];
    return list.length === wanted.length && wanted.every((d, i) => sameProblem(client, list[i], d));
  });
}

// sameProblem compares related places, too, by file, place and text.
function sameProblem(client, shown, d) {
  const at = ({ line, utf16 }) => ({ line: line - 1, character: utf16 - 1 });
  const range = ({ start, end }) => ({ start: at(start), end: at(end) });
  return shown.message.split('\n')[0] === d.message && shown.code === d.code && shown.source === 'segc' &&
    shown.severity === (d.severity === 'error' ? 1 : 2) && d.notes.every((note) => shown.message.includes(note)) &&
    isDeepStrictEqual(shown.range, range(d)) &&
    isDeepStrictEqual(shown.relatedInformation ?? [], d.related.map((r) => ({ location: { uri: client.uri(r.file), range: range(r) }, message: r.message })));
}

test('problems of a folder are those of segc check, open or not', async (t) => {
  const twice = { 'sub/twice.seg': 'let a = opened\nlet a = clicked\nwhere a\n', 'sub/first.seg': '# 😀\nuse "parts.seg"\nlet pro = opened\nwhere pro\n', 'sub/parts.seg': broken['catalog.seg'] };
  const made = folder(t, { ...examples(), ...broken, 'mailing.seg': examples()['mailing.seg'], 'catalog.seg': examples()['catalog.seg'], 'sub/guard.seg': broken['guard.seg'], 'sub/catalog.seg': broken['catalog.seg'], ...twice });
  const client = await Client.start(t, made);
  const wanted = said(made, '.');
  assert.ok(Object.keys(wanted).length >= 2, 'there are problems');
  const related = Object.values(wanted).flat().flatMap((d) => d.related.map((r) => r.file === d.file));
  assert.deepEqual(new Set(related), new Set([true, false]), 'places that have part in a problem are in its file and in others');
  await client.until(() => same(client, wanted), 'the problems of the folder');
  assert.deepEqual(client.registered.map(({ method }) => method), ['workspace/didChangeWatchedFiles']);
  assert.equal(await client.stop(), 0);
});

test('an edit is answered by problems of the new text, several changes at once too', async (t) => {
  const made = folder(t, { 'catalog.seg': broken['catalog.seg'], 'rule.seg': 'use "catalog.seg"\nwhere mailable\n' });
  const client = await Client.start(t, made);
  const text = 'use "catalog.seg"\n# 😀é\nwhere mailable and pro\n';
  await client.open('rule.seg', text);
  const at = (line, from, to, newText) => ({ range: { start: { line, character: from }, end: { line, character: to } }, text: newText });
  await client.change('rule.seg', 2, at(1, 2, 4, ''), at(2, 22, 22, ' and plna = "x"'), at(1, 3, 3, '😀'));
  await client.until((lists) => lists.get('rule.seg')?.some(({ code }) => code === 'SEG202'), 'the misspelled column');
  assert.deepEqual(client.lists.get('rule.seg').find(({ code }) => code === 'SEG202').range, { start: { line: 2, character: 27 }, end: { line: 2, character: 31 } });
  await client.change('rule.seg', 3, { text });
  await client.until((lists) => !lists.get('rule.seg').some(({ code }) => code === 'SEG202'), 'the text without it');
  assert.equal(await client.stop(), 0);
});

// shop starts a session on the examples, in a folder of their own.
async function shop(t, more = {}, options = {}) {
  const files = { ...Object.fromEntries(Object.entries(examples()).filter(([name]) => !name.includes('/'))), ...more };
  const made = folder(t, files);
  return { made, files, client: await Client.start(t, made, options) };
}

// place is where a text is in a file: the line, and the character after it if it ends in ^.
function place(text, words) {
  const end = words.endsWith('^');
  const sought = end ? words.slice(0, -1) : words;
  const at = text.indexOf(sought) + (end ? sought.length : 0);
  assert.ok(text.includes(sought), words);
  const before = text.slice(0, at).split('\n');
  return { line: before.length - 1, character: before.at(-1).length };
}

// run runs segc in a folder.
const run = (cwd, ...args) => spawnSync(segc, args, { cwd, encoding: 'utf8' }).stdout;

// meaning is what segc explain says of a part of the examples.
function meaning(cwd, part) {
  const input = `use "mailing.seg"\nwhere ${part}\n`;
  return JSON.parse(spawnSync(segc, ['explain', '--format', 'json', '-'], { cwd, input, encoding: 'utf8' }).stdout).groups[0].sentence;
}

test('completion replaces the word at the cursor, also one in quotes', async (t) => {
  const text = 'use "mailing.seg"\nwhere mailable and plan = "cl"\n';
  const { client } = await shop(t, { 'new.seg': text });
  await client.open('new.seg', text);
  const answer = await client.ask(lsp.CompletionRequest.type, { ...client.at('new.seg', 1, 'where mailable and plan = "cl'.length), context: { triggerKind: 1 } });
  const items = answer.items ?? answer;
  const club = items.find(({ label }) => label.includes('club'));
  assert.ok(club, JSON.stringify(items.map(({ label }) => label)));
  assert.notEqual(club.insertTextFormat, 2, 'names from files are not snippets');
  const { range, replace, newText } = club.textEdit;
  assert.equal(applied(text, [{ range: range ?? replace, newText }]), 'use "mailing.seg"\nwhere mailable and plan = "club"\n');
  const start = await client.ask(lsp.CompletionRequest.type, { ...client.at('new.seg', 1, 'where mail'.length), context: { triggerKind: 1 } });
  assert.ok((start.items ?? start).some(({ label }) => label === 'mailable'));
  assert.equal(await client.stop(), 0);
});

test('formatting is that of segc fmt, with small edits', async (t) => {
  const text = '# Größe 😀\nuse "mailing.seg"\nsegment "x"\n color   "#7cb7de"\n\nwhere   mailable   AND plan="club"\n  or ( vip = true )\n';
  const { made, client } = await shop(t, { 'new.seg': text });
  await client.open('new.seg', text);
  const formatted = run(made, 'fmt', 'new.seg');
  assert.notEqual(formatted, text);
  const options = { tabSize: 8, insertSpaces: false };
  const edits = await client.ask(lsp.DocumentFormattingRequest.type, { textDocument: { uri: client.uri('new.seg') }, options });
  assert.equal(applied(text, edits), formatted);
  assert.ok(edits.every(({ range, newText }) => newText.length < 60 && range.end.line - range.start.line < 2), JSON.stringify(edits));
  const range = { start: { line: 3, character: 0 }, end: { line: 3, character: 4 } };
  const some = await client.ask(lsp.DocumentRangeFormattingRequest.type, { textDocument: { uri: client.uri('new.seg') }, range, options });
  assert.match(applied(text, some), /\n {2}color "#7cb7de"\n\nwhere {3}mailable/);
  await client.change('new.seg', 2, { text: 'where (' });
  assert.equal(await client.ask(lsp.DocumentFormattingRequest.type, { textDocument: { uri: client.uri('new.seg') }, options }), null);
  assert.equal(await client.stop(), 0);
});

test('outline, folds, selections, links and tokens are inside the text', async (t) => {
  const { made, files, client } = await shop(t);
  for (const [name, text] of Object.entries(files)) {
    await client.open(name, text);
    const textDocument = { uri: client.uri(name) };
    const lines = text.split('\n');
    const inside = ({ line, character }) => line >= 0 && line < lines.length && character >= 0 && character <= lines[line].length;
    const whole = ({ start, end }) => inside(start) && inside(end) && (start.line < end.line || start.line === end.line && start.character <= end.character);

    const symbols = await client.ask(lsp.DocumentSymbolRequest.type, { textDocument });
    const walk = (all) => all.forEach(({ range, selectionRange, children = [] }) => { assert.ok(whole(range) && whole(selectionRange)); walk(children); });
    walk(symbols);
    const declared = [...text.matchAll(/^(?:let|list|isp|campaign|field|value|param) (\w+)/gm)].map(([, word]) => word);
    const outline = JSON.stringify(symbols);
    assert.ok(declared.every((word) => outline.includes(`"${word}"`)), name);

    const folds = await client.ask(lsp.FoldingRangeRequest.type, { textDocument });
    assert.ok(folds.every(({ startLine, endLine }) => startLine < endLine && endLine < lines.length), name);

    const [selection] = await client.ask(lsp.SelectionRangeRequest.type, { textDocument, positions: [{ line: lines.length - 2, character: 1 }] });
    for (let outer = selection; outer?.parent; outer = outer.parent) {
      const [a, b] = [outer.range, outer.parent.range];
      assert.ok(whole(b) && (b.start.line < a.start.line || b.start.line === a.start.line && b.start.character <= a.start.character), name);
    }

    const links = await client.ask(lsp.DocumentLinkRequest.type, { textDocument });
    assert.deepEqual(links.map(({ target }) => client.name(target)).sort(), [...text.matchAll(/^use "(.*?)"/gm)].map(([, file]) => file).sort(), name);
    assert.ok(links.every(({ target }) => fs.existsSync(path.join(made, client.name(target)))));

    const { data } = await client.ask(lsp.SemanticTokensRequest.type, { textDocument });
    let at = { line: 0, character: 0 };
    for (let i = 0; i < data.length; i += 5) {
      at = { line: at.line + data[i], character: (data[i] === 0 ? at.character : 0) + data[i + 1] };
      assert.ok(whole({ start: at, end: { line: at.line, character: at.character + data[i + 2] } }), name);
      assert.ok(data[i + 3] < client.offered.capabilities.semanticTokensProvider.legend.tokenTypes.length);
    }
  }
  const found = await client.ask(lsp.WorkspaceSymbolRequest.type, { query: 'mailable' });
  assert.ok(found.some(({ name, location }) => name === 'mailable' && client.name(location.uri) === 'catalog.seg'));
  assert.equal(await client.stop(), 0);
});

// renamed returns the texts of files after an edit of a workspace.
function renamed(client, files, { documentChanges, changes }) {
  const all = { ...files };
  const edits = documentChanges ? documentChanges.map(({ textDocument, edits }) => [textDocument.uri, edits]) : Object.entries(changes);
  for (const [uri, list] of edits) {
    all[client.name(uri)] = applied(files[client.name(uri)], list);
  }
  return all;
}

test('definition, references and a new name reach files that are not open', async (t) => {
  for (const announced of [true, false]) {
    const { made, files, client } = await shop(t, {}, { change: (own) => { own.workspace.workspaceEdit.documentChanges = announced; return own; } });
    await client.open('win-back.seg', files['win-back.seg']);
    const use = { textDocument: { uri: client.uri('win-back.seg') }, position: place(files['win-back.seg'], 'mailable') };
    const defined = [await client.ask(lsp.DefinitionRequest.type, use)].flat();
    assert.deepEqual(defined.map(({ uri, range }) => [client.name(uri), range.start]), [['catalog.seg', place(files['catalog.seg'], 'mailable =')]]);

    const references = await client.ask(lsp.ReferencesRequest.type, { ...use, context: { includeDeclaration: true } });
    const written = Object.entries(files).flatMap(([name, text]) => [...text.matchAll(/^[^#\n]*?\bmailable\b/gm)].map(() => name));
    assert.deepEqual([...new Set(references.map(({ uri }) => client.name(uri)))].sort(), [...new Set(written)].sort());

    const prepared = await client.ask(lsp.PrepareRenameRequest.type, use);
    assert.equal(prepared.placeholder ?? 'mailable', 'mailable');
    const edit = await client.ask(lsp.RenameRequest.type, { ...use, newName: 'reachable' });
    assert.equal(edit.documentChanges !== undefined, announced);
    const after = renamed(client, files, edit);
    const elsewhere = folder(t, after);
    for (const name of Object.keys(files)) {
      assert.equal(run(elsewhere, 'compile', '--today', '2026-06-01', name), run(made, 'compile', '--today', '2026-06-01', name), name);
      assert.equal(after[name].replaceAll('reachable', 'mailable'), files[name], name);
    }
    await assert.rejects(client.ask(lsp.RenameRequest.type, { ...use, newName: 'engaged' }), /\S+ \S+/, 'a name that is taken');
    const column = { textDocument: { uri: client.uri('catalog.seg') }, position: place(files['catalog.seg'], 'plan:') };
    await client.open('catalog.seg', files['catalog.seg']);
    await assert.rejects(client.ask(lsp.RenameRequest.type, { ...column, newName: 'tariff' }), /column/, 'a column is of the platform');
    assert.equal(await client.stop(), 0);
  }
});

// asked asks until there is an answer, as editors do whenever the cursor moves.
async function asked(ask) {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await ask();
    if (answer?.length > 0) {
      return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return [];
}

test('the preferred fix of every problem leads to a text without it', async (t) => {
  const made = folder(t, broken);
  const client = await Client.start(t, made);
  await client.until(() => same(client, said(made, '.')), 'the problems');
  for (const [name, code] of [['typo.seg', 'SEG202'], ['guard.seg', 'SEG601']]) {
    await client.open(name, broken[name]);
    const diagnostics = client.lists.get(name).filter((d) => d.code === code);
    const actions = await asked(() => client.ask(lsp.CodeActionRequest.type, { textDocument: { uri: client.uri(name) }, range: diagnostics[0].range, context: { diagnostics, only: ['quickfix'] } }));
    const fix = actions.find(({ diagnostics, edit }) => diagnostics?.some((d) => d.code === code) && edit);
    assert.ok(fix && fix.kind.startsWith('quickfix'), JSON.stringify(actions));
    const after = renamed(client, broken, fix.edit);
    const elsewhere = folder(t, after);
    assert.ok(!check(elsewhere, name).diagnostics.some((d) => d.code === code), after[name]);
  }
  const twice = 'where status = "subscribed" and opened in last 30d and opened in last 60d\n';
  fs.writeFileSync(path.join(made, 'twice.seg'), twice);
  await client.open('twice.seg', twice);
  const all = await asked(() => client.ask(lsp.CodeActionRequest.type, {
    textDocument: { uri: client.uri('twice.seg') }, range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } }, context: { diagnostics: [], only: ['source.fixAll'] },
  }));
  assert.deepEqual(all.map(({ kind }) => kind), ['source.fixAll.segc']);
  execFileSync(segc, ['check', '--fix', 'twice.seg'], { cwd: made, stdio: 'ignore' });
  const fixed = fs.readFileSync(path.join(made, 'twice.seg'), 'utf8');
  assert.notEqual(fixed, twice);
  assert.equal(renamed(client, { 'twice.seg': twice }, all[0].edit)['twice.seg'], fixed);
  assert.equal(await client.stop(), 0);
});

test('hover, lens and requests say what the command says', async (t) => {
  const { made, files, client } = await shop(t);
  await client.open('win-back.seg', files['win-back.seg']);
  const textDocument = { uri: client.uri('win-back.seg') };
  const hover = await client.ask(lsp.HoverRequest.type, { textDocument, position: place(files['win-back.seg'], 'mailable') });
  assert.equal(hover.contents.kind, 'markdown');
  assert.ok(hover.contents.value.includes(meaning(made, 'mailable')), hover.contents.value);

  const { any } = JSON.parse(run(made, 'compile', 'win-back.seg'));
  const conditions = any.reduce((sum, { all }) => sum + all.length, 0);
  let title = '';
  for (let tries = 0; tries < 100 && !title.includes('proved'); tries++) {
    const lenses = await client.ask(lsp.CodeLensRequest.type, { textDocument });
    title = lenses[0].command.title;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.match(title, new RegExp(`^${any.length} groups?, ${conditions} conditions?, proved minimal`));

  const explained = await client.ask('segc/explain', { uri: textDocument.uri });
  assert.equal(explained.text, run(made, 'explain', 'win-back.seg'));
  const document = await client.ask('segc/document', { uri: textDocument.uri });
  assert.equal(document.text, run(made, 'compile', 'win-back.seg'));
  await client.open('welcome-series.seg', files['welcome-series.seg']);
  const several = await client.ask('segc/explain', { uri: client.uri('welcome-series.seg') });
  assert.ok(several.segments.length > 1 && several.text === undefined, JSON.stringify(several));
  const one = await client.ask('segc/explain', { uri: client.uri('welcome-series.seg'), segment: several.segments[1] });
  assert.ok(one.text.length > 20);
  assert.equal(await client.stop(), 0);
});

test('paths follow a file that moves', async (t) => {
  const { made, files, client } = await shop(t);
  const { documentChanges } = await client.ask(lsp.WillRenameFilesRequest.type, { files: [{ oldUri: client.uri('catalog.seg'), newUri: client.uri('names/catalog.seg') }] });
  const after = renamed(client, files, { documentChanges });
  const moved = { ...after, 'names/catalog.seg': after['catalog.seg'] };
  delete moved['catalog.seg'];
  const elsewhere = folder(t, moved);
  for (const name of Object.keys(files).filter((name) => name !== 'catalog.seg')) {
    assert.equal(run(elsewhere, 'compile', '--today', '2026-06-01', name), run(made, 'compile', '--today', '2026-06-01', name), name);
  }
  assert.equal(await client.stop(), 0);
});

test('a session ends in the ways that the protocol knows', async (t) => {
  const made = folder(t, { 'rule.seg': 'where vip = true\n' });
  const without = await Client.start(t, made);
  await without.connection.sendNotification(lsp.ExitNotification.type);
  assert.equal(await without.exited, 1, 'exit without shutdown');

  const ended = await Client.start(t, made);
  ended.child.stdin.end();
  await ended.exited;

  const canceled = await Client.start(t, made);
  await canceled.open('rule.seg', 'where vip = true\n');
  const source = new lsp.CancellationTokenSource();
  const asked = canceled.connection.sendRequest(lsp.HoverRequest.type, canceled.at('rule.seg', 0, 7), source.token);
  source.cancel();
  await asked.catch((error) => assert.equal(error.code, -32800));
  await assert.rejects(canceled.ask('segc/nothing', {}), { code: -32601 });
  assert.equal(await canceled.stop(), 0);
});
