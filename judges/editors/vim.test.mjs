// Vim: `:make` puts what segc check says into the list of errors, at the right characters, and `gq` and
// `=` leave a text that segc cannot read.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';

import { check, examples, folder, segc } from './workplace.mjs';

const rules = {
  'guard.seg': 'field plan: choice("free", "pro")\nrequire status = "subscribed" because "we never mail people who left"\nwhere status = "subscribed" and opened in last 30d or plan = "pro"\n',
  'two words.seg': 'field city: text\nwhere city = "Köln" and plna = 1 and status = "subscribed"\n',
  'good.seg': 'where status = "subscribed" and never bounced and opened in last 30d\n',
};

// vim runs a script in a folder.
function vim(made, script) {
  fs.mkdirSync(path.join(made, 'bin'), { recursive: true });
  fs.symlinkSync(segc, path.join(made, 'bin', 'segc'));
  fs.writeFileSync(path.join(made, 'do.vim'), `
    set nocompatible encoding=utf-8
    execute 'set runtimepath^=' . fnameescape($SEGC_ROOT . '/editors/vim')
    filetype plugin indent on
    ${script}
    qall!
  `);
  const env = { ...process.env, PATH: path.join(made, 'bin') + ':' + process.env.PATH };
  execFileSync('vim', ['-es', '-u', 'NONE', '-i', 'NONE', '-S', 'do.vim'], { cwd: made, env, stdio: 'ignore', timeout: 60_000 });
}

test('gq and = of Vim write a layout, and leave what segc cannot read', (t) => {
  const loose = '# Grüße\nsegment "A"\n\n\n\nwhere   status="subscribed"&&( opened in last 30d or clicked )\n# the end\n';
  const some = Object.fromEntries(Object.entries(examples()).filter(([name]) => /opt-in-leads|reactivation|suppressed/.test(name)));
  const files = {
    ...some, 'loose.seg': loose, 'open.seg': 'where (status = "subscribed"\n  and opened\n', 'empty.seg': '',
    'wide.seg': `where ${Array.from({ length: 12 }, (_, i) => `city = "city number ${i}"`).join(' or ')}\n# the end\n`,
  };
  const made = folder(t, files);
  vim(made, `
    let saw = {}
    for name in glob('**/*.seg', 0, 1)
      let saw[name] = {}
      for keys in ['ggVGgq', 'gg=G', 'Ggqq', '13Ggqq']
        execute 'edit!' fnameescape(name)
        messages clear
        execute 'normal!' keys
        let saw[name][keys] = {'lines': getline(1, '$'), 'cursor': getline('.'), 'messages': execute('messages')}
      endfor
    endfor
    call writefile([json_encode(saw)], 'saw')
  `);
  const saw = JSON.parse(fs.readFileSync(path.join(made, 'saw'), 'utf8'));
  const lines = (text) => text === '' ? [''] : text.replace(/\n$/, '').split('\n');
  for (const [name, text] of Object.entries(files)) {
    const ran = spawnSync(segc, ['fmt', name], { cwd: made, encoding: 'utf8' });
    assert.equal(ran.status, name === 'open.seg' ? 1 : 0, name);
    for (const keys of ['ggVGgq', 'Ggqq', '13Ggqq']) {
      assert.deepEqual(saw[name][keys].lines, lines(ran.status === 0 ? ran.stdout : text), `${name}: ${keys}`);
    }
    assert.deepEqual(saw[name]['gg=G'].lines, lines(text), `${name}: gg=G`);
  }
  assert.equal(saw['loose.seg'].Ggqq.cursor, '# the end');
  assert.equal(saw['wide.seg'].Ggqq.cursor, '# the end');
  assert.match(saw['open.seg'].ggVGgq.messages, /segc fmt leaves the text as it is: line 1: this parenthesis is never closed/);
});

test('Vim has the errors of segc check', (t) => {
  const made = folder(t, rules);
  vim(made, `
    let all = {}
    for name in glob('*.seg', 0, 1)
      execute 'edit' fnameescape(name)
      silent make!
      let all[name] = map(getqflist(), '{"file": bufname(v:val.bufnr), "line": v:val.lnum, "column": v:val.col, "type": v:val.type, "code": v:val.nr, "text": v:val.text}')
    endfor
    call writefile([json_encode(all), &commentstring . ' ' . &shiftwidth], 'made')
  `);
  const [text, options] = fs.readFileSync(path.join(made, 'made'), 'utf8').split('\n');
  assert.equal(options, '# %s 2');
  const lists = JSON.parse(text);
  for (const name of Object.keys(rules)) {
    const said = check(made, name).diagnostics.map((d) => ({
      file: name, line: d.start.line, column: d.start.column, type: d.severity[0].toUpperCase(), code: Number(d.code.slice(3)), text: d.message,
    }));
    const listed = lists[name].map((item) => ({ ...item, text: item.text.split('\n')[0] }));
    assert.deepEqual(listed, said, name);
  }
  const guard = lists['guard.seg'].find((item) => item.code === 601);
  assert.match(guard.text, /\nnote: for example, a contact with plan "pro", status "unsubscribed"\nhelp: /, 'the contact is part of the message');
});
