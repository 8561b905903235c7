// Vim: `:make` puts what segc check says into the list of errors, at the right characters.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';

import { check, folder, segc } from './workplace.mjs';

const rules = {
  'guard.seg': 'field plan: choice("free", "pro")\nrequire status = "subscribed" because "we never mail people who left"\nwhere status = "subscribed" and opened in last 30d or plan = "pro"\n',
  'two words.seg': 'field city: text\nwhere city = "Köln" and plna = 1 and status = "subscribed"\n',
  'good.seg': 'where status = "subscribed" and never bounced and opened in last 30d\n',
};

test('Vim has the errors of segc check', (t) => {
  const made = folder(t, { ...rules, 'bin/empty': '' });
  fs.symlinkSync(segc, path.join(made, 'bin', 'segc'));
  fs.writeFileSync(path.join(made, 'make.vim'), `
    set nocompatible encoding=utf-8
    execute 'set runtimepath^=' . fnameescape($SEGC_ROOT . '/editors/vim')
    filetype plugin on
    let all = {}
    for name in glob('*.seg', 0, 1)
      execute 'edit' fnameescape(name)
      silent make!
      let all[name] = map(getqflist(), '{"file": bufname(v:val.bufnr), "line": v:val.lnum, "column": v:val.col, "type": v:val.type, "code": v:val.nr, "text": v:val.text}')
    endfor
    call writefile([json_encode(all), &commentstring . ' ' . &shiftwidth], 'made')
    qall!
  `);
  const env = { ...process.env, PATH: path.join(made, 'bin') + ':' + process.env.PATH };
  execFileSync('vim', ['-es', '-u', 'NONE', '-i', 'NONE', '-S', 'make.vim'], { cwd: made, env, stdio: 'ignore' });
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
