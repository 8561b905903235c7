// @ts-check
'use strict';
// Writes the licenses of what the extension contains: of the packages in its bundle, as esbuild lists
// them, and of what the command has. A package without a license is an error.
//
//   node notices.js bundled.json THIRD_PARTY_NOTICES

const fs = require('fs');
const path = require('path');

const [bundled, command] = process.argv.slice(2);
const inputs = Object.keys(JSON.parse(fs.readFileSync(bundled, 'utf8')).inputs);
const folders = new Set(inputs.flatMap((name) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(name)?.[1] ?? []));

console.log('The extension contains code of the packages below, and its server that of the projects after them.');
for (const folder of [...folders].sort()) {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const license = fs.readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  if (!license) {
    throw new Error(`${name} has no license file, so it cannot be shipped`);
  }
  console.log('\n' + '='.repeat(80) + `\n${name} ${version}\n` + '-'.repeat(80));
  console.log(fs.readFileSync(path.join(folder, license), 'utf8').trim());
}
console.log('\n' + '='.repeat(80) + '\n' + fs.readFileSync(command, 'utf8').trim());
