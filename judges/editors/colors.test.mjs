// The colors: the engine of VS Code reads the grammar and Vim its syntax file. Annotated rules say
// what has which scope, and both color every character of all examples and of all rules in the
// manual alike.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';

import { examples, folder, root } from './workplace.mjs';

const require = createRequire(import.meta.url);
const oniguruma = require('vscode-oniguruma');
const textmate = require('vscode-textmate');

const grammarFile = path.join(root, 'editors', 'vscode', 'syntaxes', 'seg.tmLanguage.json');
const annotated = path.join(root, 'judges', 'editors', 'colors', '*.seg');

// annotations runs vscode-tmgrammar-test with a grammar.
function annotations(grammar) {
  return spawnSync(process.execPath, [require.resolve('vscode-tmgrammar-test/dist/unit.js'), '-g', grammar, annotated], { encoding: 'utf8' });
}

test('rules have the scopes that annotations say', () => {
  const ran = annotations(grammarFile);
  assert.equal(ran.status, 0, ran.stdout + ran.stderr);
});

test('a grammar without a word is noticed', (t) => {
  const text = fs.readFileSync(grammarFile, 'utf8');
  for (const word of ['require', 'bounced', 'color', 'weeks', 'contacts']) {
    assert.ok(text.includes(word));
    const made = folder(t, { 'seg.tmLanguage.json': text.replaceAll(word, 'zzz') });
    const ran = annotations(path.join(made, 'seg.tmLanguage.json'));
    assert.notEqual(ran.status, 0, `without ${word}, all annotations hold`);
  }
});

test('VS Code and Vim color the same characters alike', async (t) => {
  const rules = { ...examples(), ...manual() };
  assert.ok(Object.keys(rules).length > 150, 'there are few rules');
  const made = folder(t, Object.fromEntries(Object.entries(rules).map(([name, text]) => [name.replaceAll('/', '_'), text])));
  const vim = vimColors(made);
  const grammar = await load();
  const different = [];
  let compared = 0;
  for (const name of fs.readdirSync(made).filter((name) => name.endsWith('.seg'))) {
    const lines = fs.readFileSync(path.join(made, name), 'utf8').split('\n');
    let stack = textmate.INITIAL;
    lines.forEach((line, i) => {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
      stack = ruleStack;
      for (const token of tokens) {
        for (let at = token.startIndex; at < Math.min(token.endIndex, line.length); at++) {
          if (/\s/.test(line[at])) {
            continue;
          }
          compared++;
          const ours = scopeKind(token.scopes);
          const other = groupKind(vim[name][i][Buffer.byteLength(line.slice(0, at))]);
          if (ours !== other) {
            different.push(`${name}:${i + 1}:${at + 1}: ${line.slice(at, at + 12)}: VS Code ${ours}, Vim ${other}: ${line}`);
            at = token.endIndex;
          }
        }
      }
    });
  }
  assert.ok(compared > 20_000, `${compared} characters are compared`);
  assert.deepEqual(different, []);
});

// manual returns the rules in the pages of the manual, by page and line.
function manual() {
  const rules = {};
  for (const page of fs.readdirSync(path.join(root, 'docs')).filter((name) => name.endsWith('.md'))) {
    const text = fs.readFileSync(path.join(root, 'docs', page), 'utf8');
    for (const block of text.matchAll(/^```seg(?: .*)?\n([^]*?)^```$/gm)) {
      rules[`${page}-${text.slice(0, block.index).split('\n').length}.seg`] = block[1];
    }
  }
  return rules;
}

// load loads the grammar into the engine.
async function load() {
  await oniguruma.loadWASM(fs.readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')).buffer);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(fs.readFileSync(grammarFile, 'utf8'), grammarFile),
  });
  return registry.loadGrammar('source.seg');
}

// scopeKind is what scopes of TextMate are about, and groupKind what a group of Vim is about.
function scopeKind(scopes) {
  const kinds = [
    [/^comment\.line\.directive/, 'comment'], [/^keyword\.other\.directive|^constant\.other\.code/, 'directive'], [/^comment|definition\.comment/, 'comment'],
    [/^constant\.character\.escape/, 'escape'], [/^constant\.character\.placeholder/, 'placeholder'], [/^punctuation\.definition\.string|^string|^invalid\.illegal\.newline/, 'string'],
    [/^keyword\.control\.logical/, 'joins'], [/^keyword\.operator\.(comparison|logical)/, 'sign'], [/^storage|^keyword\.control\.statement/, 'statement'],
    [/^keyword\.other\.property/, 'property'], [/^keyword\.other\.test/, 'test'], [/^support\.function\.metric/, 'metric'], [/^constant\.language/, 'constant'],
    [/^support\.type/, 'type'], [/^constant\.numeric|^keyword\.other\.unit|^constant\.other\.date/, 'number'], [/^keyword\.other\.tables/, 'tables'],
    [/^variable|^entity|^punctuation|^keyword\.operator\.arithmetic|^source/, 'name'],
  ];
  const last = scopes.at(-1);
  return kinds.find(([pattern]) => pattern.test(last))?.[1] ?? last;
}

function groupKind(group) {
  const kinds = {
    '': 'name', segFunction: 'name', segQuotedName: 'name', segTables: 'name', segComment: 'comment', segTodo: 'comment', segDirective: 'directive', segEscape: 'escape',
    segPlaceholder: 'placeholder', segString: 'string', segLogical: 'joins', segOperator: 'sign', segStatement: 'statement', segProperty: 'property',
    segTest: 'test', segMetric: 'metric', segConstant: 'constant', segType: 'type', segDialect: 'type', segNumber: 'number', segLength: 'number',
    segDate: 'number', segTableWord: 'tables',
  };
  return kinds[group] ?? group;
}

// vimColors returns the group of each byte of each line of the rules in a folder.
function vimColors(made) {
  fs.writeFileSync(path.join(made, 'colors.vim'), `
    set nocompatible encoding=utf-8
    execute 'set runtimepath^=' . fnameescape($SEGC_ROOT . '/editors/vim')
    filetype plugin on
    syntax on
    for name in glob('*.seg', 0, 1)
      execute 'edit' fnameescape(name)
      let lines = [name . ' ' . &filetype]
      for l in range(1, line('$'))
        call add(lines, join(map(range(1, len(getline(l))), 'synIDattr(synID(' . l . ', v:val, 1), "name")'), ','))
      endfor
      call writefile(lines, name . '.colors')
    endfor
    qall!
  `);
  execFileSync('vim', ['-es', '-u', 'NONE', '-i', 'NONE', '-S', 'colors.vim'], { cwd: made, stdio: ['ignore', 'ignore', 'inherit'] });
  const all = {};
  for (const name of fs.readdirSync(made).filter((name) => name.endsWith('.colors'))) {
    const [first, ...lines] = fs.readFileSync(path.join(made, name), 'utf8').split('\n');
    assert.match(first, / seg$/, 'the type of the file');
    all[name.replace(/\.colors$/, '')] = lines.map((line) => line.split(','));
  }
  return all;
}
